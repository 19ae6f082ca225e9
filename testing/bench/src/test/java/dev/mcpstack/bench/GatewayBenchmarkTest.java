package dev.mcpstack.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every path of {@link GatewayBenchmark} once, with its answers checked. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GatewayBenchmarkTest {
  private static final Path TABLE = Path.of("../../examples/data/longley.csv");

  private List<GatewayStack> stacks = List.of();

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    GatewayStack plain = new GatewayStack(folder.resolve("plain"), folder, TABLE, false);
    stacks = List.of(plain);
    stacks = List.of(plain, new GatewayStack(folder.resolve("tls"), folder, TABLE, true));
  }

  @AfterAll
  void close() throws Exception {
    for (GatewayStack stack : stacks) {
      stack.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a, list_sources",
    "b, list_sources",
    "c, list_sources",
    "d, list_sources",
    "a, execute_query",
    "b, execute_query",
    "c, execute_query",
    "d, execute_query"
  })
  void run_bothWays_answersRightlyAndUsesTheGatewayOnOne(char letter, String tool)
      throws Exception {
    ToolCall call = GatewayBenchmark.call(tool);
    GatewayCase each =
        (letter <= 'b'
                ? GatewayCase.of(stacks.getFirst(), call, "ab", "plain hop")
                : GatewayCase.of(stacks.getLast(), call, "cd", "TLS hop"))
            .stream().filter(one -> one.letter() == letter).findFirst().orElseThrow();

    Pair pair = each.run(2, Pace.of(100, 2), Duration.ofMillis(300), true);

    // Thirty calls were due, and each was made.
    assertThat(pair.direct().calls()).isEqualTo(30);
    assertThat(pair.through().calls()).isEqualTo(30);
    assertThat(pair.direct().otherSecondsPerThousand()).isZero();
  }
}
