package dev.mcpstack.doctor;

/** One check. */
@FunctionalInterface
interface Check {
  /** What was seen, when all is well. */
  String run() throws CheckFailedException;
}
