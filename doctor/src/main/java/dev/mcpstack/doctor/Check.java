package dev.mcpstack.doctor;

import dev.mcpstack.doctor.client.CheckFailedException;

/** One check. */
@FunctionalInterface
interface Check {
  /** What was seen, when all is well. */
  String run() throws CheckFailedException;
}
