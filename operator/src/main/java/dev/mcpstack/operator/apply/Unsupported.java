package dev.mcpstack.operator.apply;

import dev.mcpstack.contract.shape.Problem;
import dev.mcpstack.operator.observe.Finding;
import dev.mcpstack.operator.observe.Reason;
import dev.mcpstack.stack.StackSpec;
import dev.mcpstack.stack.TlsMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a specification may ask for and this operator does not do: said, and never left out. */
final class Unsupported {
  /** As whoever binds a specification says that a key is not known. */
  private static final String UNKNOWN = "an unknown key";

  private Unsupported() {}

  /** What is wrong with a specification that can't be read. */
  static Finding of(List<Problem> problems) {
    boolean newer = problems.stream().allMatch(each -> each.found().equals(UNKNOWN));
    return new Finding(
        newer ? Reason.SPEC_NEWER : Reason.SPEC_INVALID,
        problems.stream().map(Problem::toString).collect(Collectors.joining("; ", "", ".")));
  }

  static Optional<Finding> of(StackSpec spec) {
    if (spec.tls().mode() == TlsMode.OFF) {
      return finding(
          "tls.mode is Off, and a gateway without a certificate serves nobody beyond its own"
              + " machine.");
    }
    if (!spec.gateway().auth().required()) {
      return finding(
          "gateway.auth.required is false, and a gateway without keys serves nobody beyond its own"
              + " machine: handles belong to callers, and all without a key would be one.");
    }
    return Optional.empty();
  }

  private static Optional<Finding> finding(String detail) {
    return Optional.of(new Finding(Reason.NOT_SUPPORTED, detail));
  }
}
