package dev.mcpstack.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.shape.RecordShape;
import dev.mcpstack.operator.observe.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The operator's part of the reference is written by the operator itself. */
final class ReferencePagesTest {
  private static final Path FOLDER = Path.of("../docs/reference");
  private static final String HEAD =
      "<!-- Written by ReferencePagesTest from the program itself; edit there, not here. -->\n\n";

  @Test
  void conditions_areThoseOfTheProgram() throws IOException {
    StringBuilder page = new StringBuilder(HEAD);
    page.append(
        """
        # Conditions of a stack

        `kubectl get mcpstack` shows condition `Ready` and its reason, `kubectl describe` all of them and the events. Each says since when its status is what
        it is, why in one word, and what to do.

        | condition | `True` means |
        |---|---|
        | `Ready` | agents are served. While a new revision is brought up beside the one that serves it stays `True`, whatever becomes of the new one |
        | `Progressing` | pods are on their way, nothing has to be done |
        | `Degraded` | something has to be done; the message says what |
        | `TokenStoreReady` | the token store of the stack answers; of one that is somebody else's, as the operator sees it: `Unknown` until it was asked |
        | `CertificatesReady` | every server has a certificate that the others believe |

        ## Reasons

        | reason | meaning | what to do |
        |---|---|---|
        """);
    for (Reason reason : Reason.values()) {
      page.append(
          "| `%s` | %s | %s |\n".formatted(reason.text(), reason.sentence(), reason.remedy()));
    }
    check("conditions.md", page.toString());
  }

  @Test
  void configuration_isThatOfTheProgram() throws IOException {
    check(
        "operator.md",
        HEAD
            + """
            # Configuration of the operator

            The chart writes this file; without it the operator is started by `./mcpstack operator --config FILE`. Every key has a default.

            """
            + RecordShape.of(OperatorConfig.class).markdownTable()
            + """

            # Probes and metrics

            The management port answers `/livez`, `/readyz` and `/metrics`. `/livez` is 503 when only a restart helps: a look at a stack hangs for ten minutes, or a
            watch has stopped for good. An API server that is away is no reason. `/readyz` is 200 when all stacks are known, and for an operator that stands by.

            | metric | type | labels | meaning |
            |---|---|---|---|
            """
            + metrics()
            + """

            Besides them those of the Java machine, as the servers have them.

            # How it ends

            | exit code | when |
            |---|---|
            | 0 | Ctrl-C or SIGTERM: what is being done is finished, the lease is given back |
            | 1 | it could not start (no cluster, no definition of McpStacks, a missing right, a port that is taken), or could not go on (the lease is lost, a watch has stopped) |
            | 2 | a wrong command line or configuration |

            The last line on standard error says why, and what to do.
            """);
  }

  private static String metrics() {
    return Arrays.stream(OperatorMetric.values())
        .map(metric ->
            "| `%s` | %s | %s | %s |\n"
                .formatted(
                    metric.text(),
                    metric.typeText(),
                    metric.labels().isEmpty() ? "" : "`" + metric.labels() + "`",
                    metric.meaning()))
        .collect(Collectors.joining());
  }

  private static void check(String name, String made) throws IOException {
    Path file = FOLDER.resolve(name);
    if (Boolean.getBoolean("mcpstack.docs.update")) {
      Files.writeString(file, made);
    }
    assertThat(file).hasContent(made);
  }
}
