package dev.mcpstack.mcp.tool;

import dev.mcpstack.contract.call.CallContext;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.shape.Problem;
import dev.mcpstack.contract.shape.RecordShape;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * A tool in the registry.
 *
 * @param definition what is published
 * @param invoker what is called
 * @param budgeted whether the dispatcher turns a call that outlasts its budget into a pending
 *     handle; not for tools that are forwarded to a server whose own dispatcher does, nor for
 *     {@code wait}
 */
public record ToolEntry(ToolDefinition definition, Invoker invoker, boolean budgeted) {
  /** Takes arguments as a plain tree. */
  @FunctionalInterface
  public interface Invoker {
    /** The outcome, or a {@link StackException}. */
    ToolOutcome invoke(CallContext context, Map<String, Object> arguments);
  }

  /** A tool whose arguments and facts are records. */
  public static <A extends Record, F extends Record> ToolEntry of(Tool<A, F> tool) {
    RecordShape<F> facts = RecordShape.of(tool.spec().facts());
    return of(
        tool.spec(),
        (context, args) -> {
          Answer<F> answer = tool.call(context, args);
          return ToolOutcome.complete(answer.markdown(), facts.toTree(answer.facts()));
        });
  }

  /** A tool whose handler gives the outcome itself, because it passes on that of another. */
  public static <A extends Record, F extends Record> ToolEntry of(
      ToolSpec<A, F> spec, BiFunction<CallContext, A, ToolOutcome> handler) {
    return of(spec, handler, true);
  }

  /** The same for a tool that bounds its own time. */
  public static <A extends Record, F extends Record> ToolEntry unbudgeted(
      ToolSpec<A, F> spec, BiFunction<CallContext, A, ToolOutcome> handler) {
    return of(spec, handler, false);
  }

  private static <A extends Record, F extends Record> ToolEntry of(
      ToolSpec<A, F> spec, BiFunction<CallContext, A, ToolOutcome> handler, boolean budgeted) {
    RecordShape<A> args = RecordShape.of(spec.args());
    ToolDefinition definition =
        new ToolDefinition(
            spec.name(),
            spec.title(),
            spec.description(),
            PortableSchema.of(args.jsonSchema()),
            PortableSchema.of(OutcomeSchema.of(RecordShape.of(spec.facts()).answerSchema())),
            spec.effect(),
            spec.scope());
    return new ToolEntry(
        definition,
        (context, arguments) -> handler.apply(context, bind(args, arguments)),
        budgeted);
  }

  private static <A extends Record> A bind(RecordShape<A> shape, Map<String, Object> arguments) {
    return shape.bind(arguments).orElseThrow(ToolEntry::invalid);
  }

  private static StackException invalid(List<Problem> problems) {
    List<String> sentences = problems.stream().map(Problem::toString).toList();
    return new StackException(ContractError.ARGUMENTS_INVALID, String.join("; ", sentences) + ".")
        .withDetail("problems", sentences);
  }
}
