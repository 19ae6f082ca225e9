package dev.mcpstack.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.model.Stacks;
import dev.mcpstack.operator.rollout.Connections.Use;
import dev.mcpstack.stack.StackSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConnectionsTest {
  private static final StackSpec SPEC =
      Stacks.of(
              """
              sources:
              - {name: sales, type: PostgreSQL, url: 'jdbc:postgresql://db:5432/s', credentialsSecretRef: {name: s}, maxConnections: 8, connectionLimit: 50}
              - {name: free, type: PostgreSQL, url: 'jdbc:postgresql://db:5432/f', credentialsSecretRef: {name: s}}
              - {name: files, type: Files, files: [{table: t, path: /data/t.csv}]}
              """)
          .spec();

  private static Use use(int revision, int pods, int each) {
    return new Use(revision, pods, Map.of("sales", each, "free", 100));
  }

  @ParameterizedTest(name = "{0} pods of {1} beside {2} pods of {3} and {4} pods of 5")
  @CsvSource({
    "3, 8,  3, 8, 0, ''",
    "3, 8,  2, 8, 2, ''",
    "3, 8,  2, 8, 3, 'It could open 24 connections to sales, of whose 50 revision 1 and 2 could take 31.'",
    "1, 8,  3, 15, 0, 'It could open 8 connections to sales, of whose 50 revision 1 could take 45.'",
    "0, 8,  9, 9, 0, ''",
    "2, 0,  9, 9, 0, ''",
  })
  void cell_thatCouldOpenTooMany_waits(
      int pods, int each, int servingPods, int servingEach, int drainingPods, String said) {
    String text =
        Connections.lacking(
                use(3, pods, each),
                List.of(use(1, servingPods, servingEach), use(2, drainingPods, 5)),
                SPEC.sources())
            .orElse("");
    assertThat(text)
        .isEqualTo(
            said.isEmpty()
                ? ""
                : said
                    + " Wait until old revisions are gone or name one in rollout.retire, lower maxConnections, or raise connectionLimit: it goes on by itself then.");
  }

  @Test
  void each_isTheSameOfASpecificationAndOfWhatIsKeptOfIt() {
    assertThat(Connections.each(SPEC)).isEqualTo(Map.of("sales", 8, "free", 10));
    assertThat(Connections.each(ReleaseIdentity.tree(SPEC))).isEqualTo(Connections.each(SPEC));
    StackSpec off = Stacks.of("localData: {enabled: false}").spec();
    assertThat(Connections.each(off)).isEmpty();
    assertThat(Connections.each(Map.of("localData", Map.of("enabled", false)))).isEmpty();
  }

  @Test
  void text_namesTheLimitWhereThereIsOne() {
    assertThat(Connections.text(List.of(use(1, 2, 8), use(2, 1, 8)), SPEC.sources()))
        .isEqualTo("sales 24 of 50, free 300");
  }
}
