package dev.mcpstack.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pods that don't answer as they should. */
@Timeout(60)
final class PodMetricsTest {
  private final CountDownLatch end = new CountDownLatch(1);
  private PodServer pod;
  private PodMetrics metrics;

  @BeforeEach
  void start() throws IOException {
    pod = new PodServer("127.0.0.1", 0);
    metrics = new PodMetrics(pod.port(), Duration.ofMillis(500));
  }

  @AfterEach
  void stop() {
    end.countDown();
    metrics.close();
    pod.close();
  }

  @Test
  void pod_isRead() {
    pod.shows(10, 3, 2);
    assertThat(metrics.read(pod.target()))
        .hasValueSatisfying(reading -> {
          assertThat(reading.counts().calls()).isEqualTo(10);
          assertThat(reading.counts().errors()).isEqualTo(3);
          assertThat(reading.held()).isEqualTo(OptionalLong.of(2));
        });
  }

  @Test
  void anotherStatus_isNotRead() {
    pod.answers(exchange -> PodServer.send(exchange, 503, PodServer.text(1, 1, 0)));
    assertThat(metrics.read(pod.target())).isEmpty();
  }

  /** What a pod names may be anything in the cluster's network. */
  @Test
  void redirection_isNotFollowed() throws IOException {
    try (PodServer other = new PodServer("127.0.0.2", pod.port())) {
      pod.answers(exchange -> {
        exchange
            .getResponseHeaders()
            .set("Location", "http://127.0.0.2:" + pod.port() + "/metrics");
        PodServer.send(exchange, 302, PodServer.text(1, 1, 0));
      });
      assertThat(metrics.read(pod.target())).isEmpty();
      assertThat(other.asked()).isZero();
    }
  }

  @Test
  void answerThatNeverEnds_isGivenUpAtTheMostBytes() {
    byte[] line = "jvm_threads 1\n".repeat(1_000).getBytes(StandardCharsets.UTF_8);
    long[] sent = {0};
    pod.answers(exchange -> {
      exchange.sendResponseHeaders(200, 0);
      OutputStream body = exchange.getResponseBody();
      while (sent[0] < 1L << 30) {
        body.write(line);
        sent[0] += line.length;
      }
    });
    // Long enough that it is the bytes that end it.
    try (PodMetrics patient = new PodMetrics(pod.port(), Duration.ofSeconds(40))) {
      assertThat(patient.read(pod.target())).isEmpty();
      assertThat(sent[0]).isLessThan(1L << 28);
    }
  }

  @Test
  void answerThatStops_isGivenUpInTime() {
    pod.answers(exchange -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write("jvm_threads 1\n".getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
      try {
        end.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    });
    long start = System.nanoTime();
    assertThat(metrics.read(pod.target())).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(400), Duration.ofSeconds(20));
  }

  @Test
  void nobodyAndNonsense_areNotRead() {
    PodTarget target = pod.target();
    pod.close();
    assertThat(metrics.read(target)).isEmpty();
    for (String address : Arrays.asList("", "no address", "::::", "10.0.0.1@evil")) {
      assertThat(metrics.read(new PodTarget("p", "u", address, 0, true))).isEmpty();
    }
  }
}
