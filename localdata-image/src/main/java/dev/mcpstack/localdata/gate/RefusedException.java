package dev.mcpstack.localdata.gate;

/** Carries a refusal out of the depth of a check; never leaves the package. */
final class RefusedException extends Exception {
  private final transient Refused refused;

  RefusedException(Refused refused) {
    super(refused.detail(), null, false, false);
    this.refused = refused;
  }

  RefusedException(Rule rule, String detail, String remedy) {
    this(Refused.of(rule, detail, remedy));
  }

  Refused refused() {
    return refused;
  }
}
