package dev.mcpstack.doctor;

import dev.mcpstack.doctor.client.CheckFailedException;
import dev.mcpstack.doctor.client.StackClient;
import io.modelcontextprotocol.spec.McpSchema;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Goes through the links of a stack in order: endpoint, tools, sources, and for each source query →
 * token → analysis.
 */
final class Doctor {
  private static final List<String> TOOLS =
      List.of(
          "list_sources",
          "execute_query",
          "read_rows",
          "summarize",
          "regression",
          "analyze",
          "wait",
          "release");

  private final StackClient client;
  private final List<Finding> findings = new ArrayList<>();

  Doctor(StackClient client) {
    this.client = client;
  }

  /** What every check found; stops early where the rest would make no sense. */
  List<Finding> examine() {
    if (check("endpoint", this::endpoint) && check("tools", this::tools)) {
      List<String> sources = new ArrayList<>();
      if (check("sources", () -> sources(sources))) {
        for (String source : sources) {
          check("query, token, analysis on source " + source, () -> roundTrip(source));
        }
      }
    }
    return List.copyOf(findings);
  }

  private String endpoint() {
    McpSchema.InitializeResult result = client.initialize();
    return result.serverInfo().name()
        + " "
        + result.serverInfo().version()
        + ", MCP "
        + result.protocolVersion();
  }

  private String tools() throws CheckFailedException {
    List<String> tools = client.tools();
    List<String> missing = TOOLS.stream().filter(tool -> !tools.contains(tool)).toList();
    if (!missing.isEmpty()) {
      throw new CheckFailedException(
          "missing " + String.join(", ", missing),
          "A server of the stack is away: look at its log and its /readyz.");
    }
    return tools.size() + " tools";
  }

  private String sources(List<String> names) throws CheckFailedException {
    if (client.call("list_sources", Map.of()).get("sources") instanceof List<?> sources) {
      for (Object source : sources) {
        if (source instanceof Map<?, ?> facts) {
          names.add(String.valueOf(facts.get("name")));
        }
      }
    }
    if (names.isEmpty()) {
      throw new CheckFailedException(
          "there are no sources", "Add one under spec.sources of the stack.");
    }
    return String.join(", ", names);
  }

  private String roundTrip(String source) throws CheckFailedException {
    Map<String, Object> query =
        client.call(
            "execute_query",
            Map.of(
                "source",
                source,
                "sql",
                "SELECT 1 AS x UNION ALL SELECT 2 UNION ALL SELECT 6",
                "previewRows",
                0));
    Object handle = query.getOrDefault("handle", "");
    Map<String, Object> summary = client.call("summarize", Map.of("handle", handle));
    client.call("release", Map.of("handle", handle));
    Object mean = mean(summary);
    if (!(mean instanceof Number number) || number.doubleValue() != 3.0) {
      throw new CheckFailedException(
          "the mean of 1, 2 and 6 came out as " + mean,
          "Do not use this stack; report it with the log of DataScience.");
    }
    return "three rows went from LocalData to DataScience and their mean is right";
  }

  private static Object mean(Map<String, Object> summary) {
    return summary.get("numeric") instanceof List<?> columns
            && !columns.isEmpty()
            && columns.getFirst() instanceof Map<?, ?> column
            && column.get("mean") instanceof Number mean
        ? mean
        : "nothing";
  }

  private boolean check(String name, Check check) {
    long start = System.nanoTime();
    Finding finding;
    try {
      finding = new Finding(name, true, check.run(), "", millisSince(start));
    } catch (CheckFailedException e) {
      finding =
          new Finding(name, false, String.valueOf(e.getMessage()), e.remedy(), millisSince(start));
    } catch (RuntimeException e) {
      finding =
          new Finding(name, false, "no answer (" + text(e) + ")", remedy(e), millisSince(start));
    }
    findings.add(finding);
    return finding.healthy();
  }

  private static String remedy(Throwable failure) {
    return root(failure) instanceof GeneralSecurityException
        ? "Pass --ca-file with the authority of the stack: the key ca.crt of its Secret NAME-ca."
        : "Check the URL, that the stack is up, and that the key is one of this stack.";
  }

  private static String text(Throwable failure) {
    Throwable root = root(failure);
    String message = root.getMessage();
    return message == null ? root.getClass().getSimpleName() : message;
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static long millisSince(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }
}
