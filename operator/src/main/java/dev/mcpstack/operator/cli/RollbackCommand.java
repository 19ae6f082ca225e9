package dev.mcpstack.operator.cli;

import dev.mcpstack.operator.cli.Verbs.Verb;
import picocli.CommandLine.Option;

/** Back to a revision of before, and no longer. */
final class RollbackCommand extends RevisionVerb {
  @Option(
      names = "--end",
      description = "The rollback ends: the stack goes on with what it asks for.")
  private boolean ends;

  RollbackCommand(Surroundings surroundings) {
    super(surroundings, Verbs::rollback);
  }

  @Override
  Verb verb() {
    return ends ? Verbs.endRollback() : Verbs.rollback(revision());
  }
}
