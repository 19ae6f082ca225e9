package dev.mcpstack.contract.management;

/**
 * What the operator reads of a server while a release is watched or leaves: names that it and the
 * servers agree on. Each has the label {@link #SERVER}.
 */
public enum WatchedMetric {
  /**
   * Calls that were answered, by {@link #FAULT}, as a histogram of seconds. A call that waits for
   * another's work is as slow as that is: it counts only where it brings a fault of the server. One
   * of the doctor's is nobody's work and never counts.
   */
  CALLS("mcpstack.calls", "_seconds"),
  /** Requests that are in work. */
  REQUESTS("mcpstack.requests.running", ""),
  /** Requests that were answered with an HTTP status from 500. */
  FAILED_REQUESTS("mcpstack.requests.failed", "_total"),
  /** Calls that go on under a handle, and those whose answer waits to be asked for. */
  JOBS("mcpstack.jobs", ""),
  /** Results that are kept. */
  RESULTS("mcpstack.results", "");

  /** The label that says which server of the process it is, such as {@code gateway}. */
  public static final String SERVER = "server";

  /** The label with the text of a {@link dev.mcpstack.contract.error.Fault}. */
  public static final String FAULT = "fault";

  private final String meter;
  private final String suffix;

  WatchedMetric(String meter, String suffix) {
    this.meter = meter;
    this.suffix = suffix;
  }

  /** The name of the meter. */
  public String meter() {
    return meter;
  }

  /** The name at {@code /metrics}. */
  public String text() {
    return meter.replace('.', '_') + suffix;
  }
}
