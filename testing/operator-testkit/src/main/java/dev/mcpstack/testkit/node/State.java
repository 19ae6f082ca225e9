package dev.mcpstack.testkit.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.store.Json;
import java.time.Instant;

/** What a container does. */
sealed interface State {

  /** It will start, or start again. */
  record Waiting(String reason, String message) implements State {}

  /** Its process is alive. */
  record Running(Instant since) implements State {}

  /** Its process has ended; as the state of a container: for good. */
  record Ended(int exitCode, String reason, String message, Instant started, Instant finished)
      implements State {}

  /** As status says it. */
  default ObjectNode json() {
    ObjectNode json = Json.object();
    switch (this) {
      case Waiting(String reason, String message) -> {
        ObjectNode waiting = json.putObject("waiting").put("reason", reason);
        if (!message.isEmpty()) {
          waiting.put("message", message);
        }
      }
      case Running(Instant since) -> json.putObject("running").put("startedAt", since.toString());
      case Ended(int code, String reason, String message, Instant started, Instant finished) -> {
        ObjectNode ended = json.putObject("terminated").put("exitCode", code).put("reason", reason);
        if (!message.isEmpty()) {
          ended.put("message", message);
        }
        ended.put("startedAt", started.toString()).put("finishedAt", finished.toString());
      }
    }
    return json;
  }
}
