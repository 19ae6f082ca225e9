package dev.mcpstack.testkit.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcpstack.testkit.store.Watch;
import java.time.Duration;

/** What a request is answered with. */
sealed interface Answer {
  int code();

  record Body(int code, JsonNode json) implements Answer {}

  /** A stream of events, until it ends or the time is up. */
  record Stream(Watch watch, Duration timeout) implements Answer {
    @Override
    public int code() {
      return 200;
    }
  }

  static Answer ok(JsonNode json) {
    return new Body(200, json);
  }
}
