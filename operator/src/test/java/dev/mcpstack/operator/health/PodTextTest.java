package dev.mcpstack.operator.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PodTextTest {
  private static final String GATEWAY =
      """
      # HELP mcpstack_calls_seconds Time from a call of any tool to its answer
      # TYPE mcpstack_calls_seconds histogram
      mcpstack_calls_seconds_bucket{fault="none",server="gateway",le="0.1"} 60
      mcpstack_calls_seconds_bucket{fault="none",server="gateway",le="0.5"} 90
      mcpstack_calls_seconds_bucket{fault="none",server="gateway",le="+Inf"} 100
      mcpstack_calls_seconds_count{fault="none",server="gateway"} 100
      mcpstack_calls_seconds_sum{fault="none",server="gateway"} 12.5
      mcpstack_calls_seconds_bucket{fault="server",server="gateway",le="0.1"} 7
      mcpstack_calls_seconds_bucket{fault="server",server="gateway",le="+Inf"} 7
      mcpstack_calls_seconds_count{fault="server",server="gateway"} 7
      mcpstack_calls_seconds_count{fault="caller",server="gateway"} 20.0
      mcpstack_calls_seconds_count{fault="unknown",server="gateway"} 1E1
      mcpstack_calls_seconds_count{fault="server",server="gateway-localdata"} 2
      mcpstack_calls_seconds_count{fault="server",server="localdata"} 1000
      mcpstack_requests_running{server="gateway"} 3.0
      mcpstack_requests_failed_total{server="gateway"} 4.0 1766000000000
      mcpstack_jobs{server="gateway"} 0
      mcpstack_jobs{server="localdata"} 2
      mcpstack_results{server="localdata"} 5
      mcpstack_results_kept_bytes{server="localdata"} 123456
      jvm_memory_used_bytes{area="heap",id="a \\"b\\", {c}"} NaN
      """;

  @Test
  void gateway_tellsItsCallsAndAllThatThePodHolds() throws PodText.MalformedException {
    PodReading reading = PodText.read(GATEWAY);
    assertThat(reading.counts().calls()).isEqualTo(100 + 7 + 20 + 10 + 2 + 4);
    assertThat(reading.counts().errors()).isEqualTo(7 + 2 + 4);
    assertThat(reading.counts().answers().count()).isEqualTo(100);
    assertThat(reading.counts().answers().quantile(0.75)).isCloseTo(0.3, within(1e-9));
    assertThat(reading.held()).isEqualTo(OptionalLong.of(3 + 2 + 5));
  }

  /** A release from before these metrics holds nobody knows what. */
  @Test
  void podWithoutRequests_doesNotTellWhatItHolds() throws PodText.MalformedException {
    PodReading reading = PodText.read("mcpstack_results{server=\"localdata\"} 0\n");
    assertThat(reading.held()).isEmpty();
    assertThat(reading.counts()).isEqualTo(Counts.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mcpstack_requests_running{server=\"gateway\"} -1\n",
        "mcpstack_requests_running{server=\"gateway\"} NaN\n",
        "mcpstack_requests_running{server=\"gateway\"} +Inf\n",
        "mcpstack_requests_running{server=\"gateway\"} 0x10\n",
        "mcpstack_requests_running{server=\"gateway\"} 1e999\n",
        "mcpstack_requests_running{server=\"gateway\"} 1E999\n",
        "mcpstack_requests_running{server=\"gateway\"}\n",
        "mcpstack_requests_running{server=\"gateway\"} 1 2 3\n",
        "mcpstack_requests_running{server=\"gateway} 1\n",
        "mcpstack_requests_running{server=\"gateway\\\"} 1\n",
        "mcpstack_requests_running{server} 1\n",
        "mcpstack_requests_running{\n",
        "mcpstack_requests_running\n",
        "mcpstack_requests_running{server=\"gateway\"} 1",
        "mcpstack_calls_seconds_bucket{fault=\"none\",server=\"gateway\",le=\"x\"} 1\n",
        "mcpstack_calls_seconds_bucket{fault=\"none\",server=\"gateway\"} 1\n",
        "",
      })
  void textThatIsNotWhole_isRefused(String text) {
    assertThatThrownBy(() -> PodText.read(text)).isInstanceOf(PodText.MalformedException.class);
  }

  /** What a pod says of others costs no more than its length. */
  @Test
  @Timeout(20)
  void labelsOfAnyLength_areRead() throws PodText.MalformedException {
    String label = "\\\\\\\"".repeat(PodMetrics.MOST_BYTES / 8);
    String text = "mcpstack_requests_running{a=\"" + label + "\",server=\"gateway\"} 7\n";
    long start = System.nanoTime();
    assertThat(PodText.read(text).held()).isEqualTo(OptionalLong.of(7));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }
}
