package dev.mcpstack.operator.cli;

import dev.mcpstack.stack.CellStatus;
import dev.mcpstack.stack.ConditionStatus;
import dev.mcpstack.stack.RolloutPhase;
import dev.mcpstack.stack.RolloutSpec;
import dev.mcpstack.stack.RolloutStatus;
import dev.mcpstack.stack.StackCondition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How a stack is, for people. */
final class StatusText {
  /** What conditions should be; of others both are well. */
  private static final Map<String, ConditionStatus> WELL =
      Map.of(
          "Ready", ConditionStatus.TRUE,
          "Degraded", ConditionStatus.FALSE,
          "TokenStoreReady", ConditionStatus.TRUE,
          "CertificatesReady", ConditionStatus.TRUE);

  private StatusText() {}

  static String of(Seen stack, Instant now) {
    List<String> lines = new ArrayList<>();
    lines.add(head(stack, now));
    if (!stack.current()) {
      lines.add("The operator has not looked at the last change of the stack yet.");
    }
    if (!stack.status().cells().isEmpty()) {
      lines.add("");
      lines.addAll(cells(stack));
    }
    stack
        .status()
        .message()
        .filter(message -> !message.isEmpty())
        .ifPresent(message -> {
          lines.add("");
          lines.add(message);
        });
    List<String> unwell = unwell(stack);
    if (!unwell.isEmpty()) {
      lines.add("");
      lines.addAll(unwell);
    }
    String asked = asked(stack.asked());
    if (!asked.isEmpty()) {
      lines.add("");
      lines.add("Asked for in spec.rollout: " + asked);
    }
    return String.join("\n", lines);
  }

  private static String head(Seen stack, Instant now) {
    String phase = stack.phase().map(StatusText::name).orElse("not looked at yet");
    String deadline =
        stack
            .rollout()
            .flatMap(RolloutStatus::deadline)
            .map(time -> ", until " + Times.until(time, now))
            .orElse("");
    return "%s in %s: %s%s".formatted(stack.name(), stack.namespace(), phase, deadline);
  }

  /** As the status writes it. */
  static String name(RolloutPhase phase) {
    StringBuilder name = new StringBuilder();
    for (String word : phase.name().split("_", -1)) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return name.toString();
  }

  private static List<String> cells(Seen stack) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("REVISION", "RELEASE", "COLOUR", "READY", "STANDING"));
    for (CellStatus cell : stack.status().cells()) {
      rows.add(
          List.of(
              Integer.toString(cell.revision()),
              cell.release(),
              cell.colour().name().toLowerCase(Locale.ROOT),
              cell.servers().stream()
                  .map(server -> server.role() + " " + server.ready() + "/" + server.replicas())
                  .collect(Collectors.joining(", ")),
              Standing.of(stack, cell.revision())));
    }
    return Columns.of(rows);
  }

  private static List<String> unwell(Seen stack) {
    return stack.status().conditions().stream()
        .filter(each ->
            Optional.ofNullable(WELL.get(each.type()))
                .filter(well -> well != each.status())
                .isPresent())
        .map(StatusText::line)
        .toList();
  }

  private static String line(StackCondition condition) {
    String status = condition.status().name();
    return "%s is %s, %s: %s"
        .formatted(
            condition.type(),
            status.charAt(0) + status.substring(1).toLowerCase(Locale.ROOT),
            condition.reason(),
            condition.message());
  }

  private static String asked(RolloutSpec asked) {
    Map<String, String> all = new TreeMap<>();
    asked.promote().ifPresent(number -> all.put("promote", number.toString()));
    asked.abort().ifPresent(number -> all.put("abort", number.toString()));
    asked.rollback().ifPresent(number -> all.put("rollback", number.toString()));
    asked.retire().ifPresent(number -> all.put("retire", number.toString()));
    asked.retry().ifPresent(text -> all.put("retry", text));
    if (asked.paused()) {
      all.put("paused", "true");
    }
    return all.entrySet().stream()
        .map(each -> each.getKey() + " " + each.getValue())
        .collect(Collectors.joining(", "));
  }
}
