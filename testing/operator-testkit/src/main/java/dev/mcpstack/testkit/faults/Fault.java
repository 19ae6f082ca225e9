package dev.mcpstack.testkit.faults;

import java.time.Duration;

/** What goes wrong with a call. */
public sealed interface Fault {

  /** It is answered with an error and has no effect. */
  record Refused(int code, Duration retryAfter) implements Fault {}

  /** The connection is cut before it has an effect. */
  record CutBefore() implements Fault {}

  /** It takes effect, but the connection is cut instead of an answer. */
  record CutAfter() implements Fault {}

  /** It takes effect, but the answer is an error. */
  record FailedAfter(int code) implements Fault {}

  /** It takes effect; the answer comes late in real time. */
  record Late(Duration delay) implements Fault {}

  static Fault refused(int code) {
    return new Refused(code, Duration.ZERO);
  }

  /** 429, to be tried again after a while of whole seconds. */
  static Fault tooManyRequests(Duration retryAfter) {
    return new Refused(429, retryAfter);
  }
}
