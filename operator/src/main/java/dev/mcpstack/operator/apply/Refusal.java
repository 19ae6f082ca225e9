package dev.mcpstack.operator.apply;

import dev.mcpstack.operator.observe.Finding;
import java.io.Serial;

/** What can't be done now, as a finding for the status. */
public final class Refusal extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Finding finding;

  /** One of this finding. */
  public Refusal(Finding finding) {
    super(finding.message());
    this.finding = finding;
  }

  /** What is to be said. */
  public Finding finding() {
    return finding;
  }
}
