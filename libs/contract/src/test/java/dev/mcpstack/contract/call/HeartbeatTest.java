package dev.mcpstack.contract.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HeartbeatTest {
  private final FakeTimer timer = new FakeTimer();
  private final BlockingQueue<Beat> beats = new LinkedBlockingQueue<>();

  @AfterEach
  void stopTimer() {
    timer.close();
  }

  private Heartbeat start() {
    return Heartbeat.start(beats::add, timer, timer::nanoTime);
  }

  private Beat nextBeat() throws InterruptedException {
    Beat beat = beats.poll(10, TimeUnit.SECONDS);
    if (beat == null) {
      throw new AssertionError("no beat came");
    }
    return beat;
  }

  @Test
  void start_acknowledgesAtOnce() {
    try (Heartbeat _ = start()) {
      assertThat(beats).hasSize(1);
      assertThat(beats.element().elapsedSeconds()).isZero();
      assertThat(beats.element().message()).isEqualTo("started, 0 s");
    }
  }

  @Test
  void beats_afterTheAcknowledgement_comeWithin5ThenAtLeastEvery15Seconds() throws Exception {
    try (Heartbeat _ = start()) {
      nextBeat();
      assertThat(timer.runNext()).isLessThanOrEqualTo(Duration.ofSeconds(5));
      double last = nextBeat().elapsedSeconds();
      for (int i = 0; i < 10; i++) {
        // Neither a silence, nor a flood.
        assertThat(timer.runNext()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(15));
        double elapsed = nextBeat().elapsedSeconds();
        assertThat(elapsed - last).isBetween(5.0, 15.0);
        last = elapsed;
      }
    }
  }

  @Test
  void elapsed_evenWhenTheClockStands_isStrictlyIncreasing() throws Exception {
    try (Heartbeat _ = Heartbeat.start(beats::add, timer, () -> 42L)) {
      double last = nextBeat().elapsedSeconds();
      for (int i = 0; i < 5; i++) {
        timer.runNext();
        double elapsed = nextBeat().elapsedSeconds();
        assertThat(elapsed).isGreaterThan(last);
        last = elapsed;
      }
    }
  }

  @Test
  void message_ofWorkWithAnEstimate_mergesStepRowsElapsedAndRemaining() throws Exception {
    try (Heartbeat heartbeat = start()) {
      nextBeat();
      timer.move(Duration.ofSeconds(1));
      heartbeat.step("reading rows");
      heartbeat.rows(100, 400_000);
      heartbeat.rows(100_000, 400_000);
      timer.runNext();
      Beat beat = nextBeat();
      // 100,000 rows took the 3 s since the step began, so 300,000 more take 9 s.
      assertThat(beat.message())
          .isEqualTo("reading rows: 100,000 of about 400,000 rows, 4 s, about 9 s left");
      assertThat(beat.elapsedSeconds()).isEqualTo(4.0);
      assertThat(beat.totalSeconds()).hasValue(13.0);
    }
  }

  @Test
  void message_withoutEstimate_saysWhatIsKnown() throws Exception {
    try (Heartbeat heartbeat = start()) {
      nextBeat();
      heartbeat.step("counting");
      heartbeat.rows(1_234, -1);
      timer.runNext();
      Beat beat = nextBeat();
      assertThat(beat.message()).isEqualTo("counting: 1,234 rows, 3 s");
      assertThat(beat.totalSeconds()).isEmpty();
    }
  }

  @Test
  void step_anew_forgetsTheRowsOfTheOneBefore() throws Exception {
    try (Heartbeat heartbeat = start()) {
      nextBeat();
      heartbeat.rows(10, 20);
      heartbeat.step("fitting");
      timer.runNext();
      assertThat(nextBeat().message()).isEqualTo("fitting, 3 s");
    }
  }

  @Test
  void close_stopsTheBeats() throws Exception {
    Heartbeat heartbeat = start();
    nextBeat();
    heartbeat.close();
    assertThat(timer.waiting()).isEmpty();
  }

  @Test
  void sink_thatThrows_stopsTheHeartButNotTheWork() {
    Heartbeat heartbeat =
        Heartbeat.start(
            _ -> {
              throw new IllegalStateException("the client is gone");
            },
            timer,
            timer::nanoTime);
    assertThat(timer.waiting()).isEmpty();
    heartbeat.rows(1, 2);
    heartbeat.close();
  }

  @Test
  void timer_thatStops_stopsTheHeartQuietly() {
    timer.refuse();
    try (Heartbeat _ = start()) {
      assertThat(beats).hasSize(1);
    }
  }

  /** Regression: a sink that blocked held the lock that the work's reports take. */
  @Test
  void sink_thatIsSlow_doesNotHoldUpTheWork() throws Exception {
    CountDownLatch sending = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Heartbeat heartbeat =
        Heartbeat.start(
            beat -> {
              beats.add(beat);
              if (beat.elapsedSeconds() > 0) {
                sending.countDown();
                try {
                  goOn.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              }
            },
            timer,
            timer::nanoTime);
    nextBeat();
    timer.runNext();
    assertThat(sending.await(10, TimeUnit.SECONDS)).isTrue();
    heartbeat.step("still working");
    heartbeat.rows(1, 2);
    goOn.countDown();
    heartbeat.close();
    assertThat(timer.waiting()).isEmpty();
  }

  @Test
  void progress_thatGoesNowhere_takesEverything() {
    Progress.NONE.step("reading");
    Progress.NONE.rows(1, 2);
    assertThat(beats).isEmpty();
  }
}
