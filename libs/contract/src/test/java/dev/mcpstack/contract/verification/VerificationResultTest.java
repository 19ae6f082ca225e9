package dev.mcpstack.contract.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VerificationResultTest {
  private static VerificationResult parsed(String json) {
    return VerificationResult.parse(json).orElseThrow(() -> new AssertionError(json));
  }

  private static int bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8).length;
  }

  @ParameterizedTest
  @EnumSource(VerificationOutcome.class)
  void whatIsWritten_isRead(VerificationOutcome outcome) {
    VerificationResult result =
        new VerificationResult(
            outcome,
            "It says \"no\" in C:\\temp, ünder 5 €.",
            List.of(
                new VerificationCheck("endpoints", true, "fine"),
                new VerificationCheck("tools", false, "gone: a, b")));
    assertThat(parsed(result.toJson())).isEqualTo(result);
    assertThat(VerificationOutcome.ofExitCode(outcome.exitCode())).contains(outcome);
  }

  @Test
  void form_isTheOneAgreedOn() {
    assertThat(
            new VerificationResult(
                    VerificationOutcome.UNJUDGED,
                    "w",
                    List.of(new VerificationCheck("n", false, "t")))
                .toJson())
        .isEqualTo(
            "{\"outcome\":\"unjudged\",\"why\":\"w\",\"checks\":[{\"name\":\"n\",\"healthy\":false,\"text\":\"t\"}]}");
  }

  @Test
  void muchToSay_keepsTheFailureAndCountsTheRest() {
    List<VerificationCheck> checks = new ArrayList<>();
    for (int source = 0; source < 100; source++) {
      checks.add(
          new VerificationCheck(
              "source s" + source,
              source != 70,
              source == 70 ? "F" + "€".repeat(900) : "g".repeat(900)));
    }
    String why = "Source s70 is wrong.";
    String json = new VerificationResult(VerificationOutcome.FAILED, why, checks).toJson();

    assertThat(bytes(json)).isLessThanOrEqualTo(VerificationResult.MAX_BYTES).isGreaterThan(3_500);
    VerificationResult read = parsed(json);
    assertThat(read.why()).isEqualTo(why);
    assertThat(read.checks())
        .anyMatch(check -> check.name().equals("source s70") && check.text().startsWith("F€€"));
    VerificationCheck last = read.checks().getLast();
    assertThat(last.name()).isEqualTo("more");
    assertThat(last.healthy()).isTrue();
    assertThat(last.text()).isEqualTo(100 - (read.checks().size() - 1) + " more, 0 not healthy");
  }

  @Test
  void oneLongText_isCutAndNothingElseIs() {
    VerificationResult read =
        parsed(
            new VerificationResult(
                    VerificationOutcome.FAILED,
                    "w",
                    List.of(
                        new VerificationCheck("long", false, "x".repeat(10_000)),
                        new VerificationCheck("short", true, "as it was")))
                .toJson());
    assertThat(read.checks().getFirst().text()).isEqualTo("x".repeat(599) + "…");
    assertThat(read.checks().getLast().text()).isEqualTo("as it was");
  }

  /** Whatever the texts hold: halves of pairs, controls, quotes, marks of byte order. */
  @Test
  void anyTexts_fitAndAreRead() {
    Random random = new Random(20261122);
    char[] odd = {
      '"', '\\', '\n', '\0', '\u007f', '\u0085', '\u2028', '\ud83d', '\ude00', '\ufeff', '\uffff',
      '€', '{', ':', '#', '\''
    };
    for (int round = 0; round < 400; round++) {
      List<VerificationCheck> checks = new ArrayList<>();
      int count = random.nextInt(round % 3 == 0 ? 150 : 8);
      for (int check = 0; check < count; check++) {
        checks.add(
            new VerificationCheck(text(random, odd), random.nextInt(4) != 0, text(random, odd)));
      }
      VerificationResult result =
          new VerificationResult(VerificationOutcome.FAILED, text(random, odd), checks);
      String json = result.toJson();
      assertThat(bytes(json)).isLessThanOrEqualTo(VerificationResult.MAX_BYTES);
      VerificationResult read = parsed(json);
      assertThat(read.outcome()).isEqualTo(VerificationOutcome.FAILED);
      boolean bad = checks.stream().anyMatch(check -> !check.healthy());
      assertThat(read.checks().stream().anyMatch(check -> !check.healthy())).isEqualTo(bad);
    }
  }

  private static String text(Random random, char[] odd) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(random.nextInt(1_500) + 1);
    for (int at = 0; at < length; at++) {
      text.append(
          random.nextBoolean() ? odd[random.nextInt(odd.length)] : (char) random.nextInt(65_536));
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "OOMKilled",
        "{",
        "[]",
        "{\"outcome\":\"passed\"}",
        "{\"outcome\":\"fine\",\"why\":\"w\",\"checks\":[]}",
        "{\"outcome\":\"passed\",\"why\":\"w\",\"checks\":[{\"name\":\"n\"}]}",
        "{\"outcome\":\"passed\",\"why\":\"w\",\"checks\":[],\"more\":1}",
        "outcome: passed\n---\nwhy: w\n",
      })
  void anythingElse_isNoResult(String text) {
    assertThat(VerificationResult.parse(text)).isEmpty();
  }

  @Test
  void exitCodesOfOtherEnds_areNoOutcome() {
    assertThat(VerificationOutcome.ofExitCode(2)).isEmpty();
    assertThat(VerificationOutcome.ofExitCode(137)).isEmpty();
  }
}
