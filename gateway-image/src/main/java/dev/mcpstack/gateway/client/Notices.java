package dev.mcpstack.gateway.client;

import dev.mcpstack.mcp.call.Client;
import dev.mcpstack.mcp.call.LogLevel;
import dev.mcpstack.mcp.call.LogNotice;
import dev.mcpstack.mcp.call.ProgressNotice;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** Passes on to the client, one by one, what a server says before its answer. */
record Notices(Client client) implements Consumer<Map<String, Object>> {
  @Override
  public void accept(Map<String, Object> message) {
    if (!(message.get("params") instanceof Map<?, ?> params)) {
      return;
    }
    if ("notifications/progress".equals(message.get("method"))) {
      progress(params);
    } else if ("notifications/message".equals(message.get("method"))) {
      log(params);
    }
  }

  private void progress(Map<?, ?> params) {
    if (params.get("progress") instanceof Number progress) {
      OptionalDouble total =
          params.get("total") instanceof Number number
              ? OptionalDouble.of(number.doubleValue())
              : OptionalDouble.empty();
      String text = params.get("message") instanceof String message ? message : "";
      client.progress(new ProgressNotice(progress.doubleValue(), total, text));
    }
  }

  private void log(Map<?, ?> params) {
    Object data = params.get("data");
    if (params.get("level") instanceof String name && data != null) {
      String logger = params.get("logger") instanceof String text ? text : null;
      LogLevel.of(name).ifPresent(level -> client.log(new LogNotice(level, logger, data)));
    }
  }
}
