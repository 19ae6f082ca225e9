package dev.mcpstack.operator.cli;

import dev.mcpstack.operator.cli.Verbs.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Parameters;

/** A verb about a revision: promote, abort, retire. */
class RevisionVerb extends VerbCommand {
  private final Function<Optional<Integer>, Verb> made;

  @Parameters(
      arity = "0..2",
      paramLabel = "[STACK] [REVISION]",
      hideParamSyntax = true,
      description =
          "The stack, if there are several, and the revision, to be sure that it is the one meant.")
  private List<String> words = new ArrayList<>();

  RevisionVerb(Surroundings surroundings, Function<Optional<Integer>, Verb> made) {
    super(surroundings);
    this.made = made;
  }

  @Override
  Verb verb() {
    return made.apply(revision());
  }

  final Optional<Integer> revision() {
    return revision(words);
  }

  @Override
  final Optional<String> stack() {
    return name(words);
  }
}
