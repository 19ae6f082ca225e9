package dev.mcpstack.operator.cli;

import dev.mcpstack.operator.cli.Verbs.Verb;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Parameters;

/** A verb about a stack alone: retry, pause, resume. */
final class PlainVerb extends VerbCommand {
  private final Function<Instant, Verb> made;

  @Parameters(
      arity = "0..1",
      paramLabel = "STACK",
      description = "The stack, if there are several in the namespace.")
  private Optional<String> stack = Optional.empty();

  PlainVerb(Surroundings surroundings, Function<Instant, Verb> made) {
    super(surroundings);
    this.made = made;
  }

  @Override
  Verb verb() {
    return made.apply(now());
  }

  @Override
  Optional<String> stack() {
    return stack;
  }
}
