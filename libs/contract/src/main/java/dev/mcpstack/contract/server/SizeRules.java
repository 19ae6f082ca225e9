package dev.mcpstack.contract.server;

/** Amounts of memory in rules for an API server, which has no word for them. */
final class SizeRules {
  /** Bytes by unit, as {@link dev.mcpstack.contract.shape.DataSize} reads them. */
  static final String UNITS =
      "{'': 1, 'B': 1, 'KiB': 1024, 'Ki': 1024, 'kB': 1000, 'KB': 1000,"
          + " 'MiB': 1048576, 'Mi': 1048576, 'MB': 1000000,"
          + " 'GiB': 1073741824, 'Gi': 1073741824, 'GB': 1000000000,"
          + " 'TiB': 1099511627776, 'Ti': 1099511627776, 'TB': 1000000000000}";

  private SizeRules() {}
}
