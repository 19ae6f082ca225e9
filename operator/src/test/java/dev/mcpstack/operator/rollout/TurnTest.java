package dev.mcpstack.operator.rollout;

import static dev.mcpstack.operator.rollout.World.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.rollout.Turn.Peer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stacks are written as what they do: rolling, resting, or waiting since a second. */
final class TurnTest {
  private static Peer peer(String text) {
    String[] parts = text.split(":", 2);
    String[] name = parts[0].split("/", 2);
    return new Peer(
        name[0],
        name[1],
        parts[1].equals("rolls"),
        parts[1].matches("[0-9]+")
            ? Optional.of(NOW.plusSeconds(Long.parseLong(parts[1])))
            : Optional.empty());
  }

  private static List<Peer> peers(String text) {
    return text.isEmpty() ? List.of() : Arrays.stream(text.split(" ")).map(TurnTest::peer).toList();
  }

  @ParameterizedTest(name = "limit {0}, {1} beside {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | s/m:5 | s/a:rolls s/b:rolls s/c:1          | ",
        "1 | s/m:5 |                                    | ",
        "1 | s/m:5 | s/a:rests s/b:rests                | ",
        "2 | s/m:5 | s/a:rolls                          | ",
        "1 | s/m:5 | s/a:rolls                          | it waits for those of a.",
        "2 | s/m:5 | s/a:rolls s/b:rolls                | it waits for those of a, b.",
        "2 | s/m:5 | s/a:rolls x/b:rolls                | it waits for those of a and 1 more.",
        "1 | s/m:5 | x/b:rolls                          | it waits for those of another stack.",
        "2 | s/m:5 | x/b:rolls y/c:rolls                | it waits for those of 2 other stacks.",
        "4 | s/m:5 | s/d:rolls s/c:rolls s/b:rolls s/a:rolls | it waits for those of a, b, c and 1 more.",
        "1 | s/m:5 | s/a:4                              | others have waited longer: a.",
        "1 | s/m:5 | s/a:6                              | ",
        "1 | s/m:5 | s/z:5                              | ",
        "1 | s/m:5 | s/a:5                              | others have waited longer: a.",
        "2 | s/m:5 | s/a:4                              | ",
        "2 | s/m:5 | s/a:4 s/b:rolls                    | others have waited longer: a.",
        "3 | s/m:5 | s/a:4 s/b:rolls s/c:6              | ",
      })
  void stack_beginsWhenItIsItsTurn(int limit, String mine, String others, String why) {
    String text = Turn.wait(limit, peer(mine), peers(others == null ? "" : others)).orElse("");
    if (why == null) {
      assertThat(text).isEmpty();
    } else {
      assertThat(text)
          .startsWith("The operator has " + limit + " rollouts at once at most")
          .endsWith(why);
    }
  }

  /** Whatever waits and rolls, somebody can begin as long as fewer roll than may. */
  @Test
  void someWaitingStack_alwaysBegins() {
    for (int limit = 1; limit <= 3; limit++) {
      for (int rolling = 0; rolling < limit; rolling++) {
        List<Peer> all =
            new ArrayList<>(List.of(peer("s/a:3"), peer("s/b:3"), peer("s/c:1"), peer("x/a:9")));
        for (int i = 0; i < rolling; i++) {
          all.add(peer("s/r" + i + ":rolls"));
        }
        int most = limit;
        List<String> begin =
            all.stream()
                .filter(peer -> !peer.rolls())
                .filter(peer ->
                    Turn.wait(most, peer, all.stream().filter(each -> !each.equals(peer)).toList())
                        .isEmpty())
                .map(Peer::name)
                .toList();
        assertThat(begin).as("%d of %d", rolling, limit).hasSize(limit - rolling).contains("c");
      }
    }
  }

  @Test
  void next_areThoseThatWaitLongest() {
    List<Peer> all = peers("s/a:rests s/b:9 s/c:rolls s/d:2 s/e:5");
    assertThat(Turn.next(2, all)).extracting(Peer::name).containsExactly("d", "e");
  }
}
