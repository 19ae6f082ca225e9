package dev.mcpstack.contract.verification;

import dev.mcpstack.contract.shape.Name;
import java.util.Arrays;
import java.util.Optional;

/** What became of the verification of a release. */
public enum VerificationOutcome {
  /** Everything was as it should be: the release may serve. */
  @Name("passed")
  PASSED(0),
  /** Something was wrong with the release: it must not serve. */
  @Name("failed")
  FAILED(1),
  /** What serves now, or the network, kept it from being judged. It says nothing of the release. */
  @Name("unjudged")
  UNJUDGED(3);

  private final int exitCode;

  VerificationOutcome(int exitCode) {
    this.exitCode = exitCode;
  }

  /** The exit code of a verification that ended so. */
  public int exitCode() {
    return exitCode;
  }

  /** The outcome that an exit code stands for; empty for any other, such as of a killed process. */
  public static Optional<VerificationOutcome> ofExitCode(int code) {
    return Arrays.stream(values()).filter(each -> each.exitCode == code).findFirst();
  }
}
