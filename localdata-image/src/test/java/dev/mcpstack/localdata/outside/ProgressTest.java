package dev.mcpstack.localdata.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a caller hears of a query that takes its time. */
@Timeout(120)
class ProgressTest {
  @Test
  void longQuery_saysHowManyRowsTheDatabaseExpects(@TempDir Path secrets) throws Exception {
    try (Running running = Running.start(Yaml.both(secrets).text());
        RawClient client = new RawClient(running, Running.ALICE);
        Stream<String> lines =
            client.progress(
                1, "warehouse", "select a.n, b.doubled from numbers a cross join numbers b")) {
      Optional<String> estimated = lines.filter(line -> line.contains("of about")).findFirst();

      client.cancel(1);
      assertThat(estimated).isPresent();
      assertThat(estimated.get())
          .contains("notifications/progress")
          .containsPattern(
              "reading rows: [0-9,]+ of about [0-9,]+ rows, [0-9]+ s, about [0-9]+ s left");
    }
  }
}
