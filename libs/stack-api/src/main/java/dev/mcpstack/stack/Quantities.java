package dev.mcpstack.stack;

/** Amounts as Kubernetes writes them. */
final class Quantities {
  static final String PATTERN = "[0-9]+([.][0-9]+)?(m|k|Ki|M|Mi|G|Gi|T|Ti)?";
  static final String MESSAGE = "an amount such as 500m, 2, 512Mi or 10Gi";

  private Quantities() {}
}
