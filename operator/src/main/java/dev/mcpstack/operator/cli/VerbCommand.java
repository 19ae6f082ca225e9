package dev.mcpstack.operator.cli;

import dev.mcpstack.operator.cli.Verbs.Verb;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A verb that is written into the stack, once it is known to make sense. */
abstract class VerbCommand extends StackCommand {
  private static final int MOST_TRIES = 5;

  @Spec private CommandSpec spec = CommandSpec.create();

  VerbCommand(Surroundings surroundings) {
    super(surroundings);
  }

  /** The verb as it was written. */
  abstract Verb verb();

  /** The stack's name, if it was given. */
  abstract Optional<String> stack();

  @Override
  int run(Api api) {
    Verb verb = verb();
    Optional<String> name = stack();
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      Seen stack = api.see(name);
      switch (verb.decide(stack)) {
        case Decision.Refused(String sentence) -> {
          complain(sentence);
          return ExitCode.SOFTWARE;
        }
        case Decision.Already(String sentence) -> {
          print(stack.name() + ": " + sentence);
          return ExitCode.OK;
        }
        case Decision.Write write -> {
          if (api.write(stack, write.fields())) {
            print(stack.name() + ": " + write.sentence());
            return ExitCode.OK;
          }
        }
      }
    }
    complain("The stack changes all the time, so nothing was written: try again.");
    return ExitCode.SOFTWARE;
  }

  /** The name among what stands behind the verb; a stack's begins with a letter. */
  final Optional<String> name(List<String> words) {
    List<String> names = words.stream().filter(word -> !isNumber(word)).toList();
    if (names.size() > 1) {
      throw new ParameterException(spec.commandLine(), "name one stack, not " + names);
    }
    return names.stream().findFirst();
  }

  /** The revision among it. */
  final Optional<Integer> revision(List<String> words) {
    List<String> numbers = words.stream().filter(VerbCommand::isNumber).toList();
    if (numbers.size() > 1) {
      throw new ParameterException(spec.commandLine(), "name one revision, not " + numbers);
    }
    return numbers.stream().findFirst().map(Integer::valueOf);
  }

  private static boolean isNumber(String word) {
    return word.matches("[1-9][0-9]{0,8}");
  }
}
