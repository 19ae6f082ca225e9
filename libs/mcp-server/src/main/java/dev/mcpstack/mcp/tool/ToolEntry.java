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
 * @param timing who keeps its time
 */
public record ToolEntry(ToolDefinition definition, Invoker invoker, Timing timing) {
  /** Takes arguments as a plain tree. */
  @FunctionalInterface
  public interface Invoker {
    /** The outcome, or a {@link StackException}. */
    ToolOutcome invoke(ToolCall call, Map<String, Object> arguments);
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
    return of(spec, handler, Timing.BUDGETED);
  }

  /** A tool that is made of calls to others. */
  public static <A extends Record, F extends Record> ToolEntry composed(
      ToolSpec<A, F> spec, BiFunction<ToolCall, A, ToolOutcome> handler) {
    return entry(spec, handler, Timing.BUDGETED);
  }

  /** The same for a tool that bounds its own time. */
  public static <A extends Record, F extends Record> ToolEntry unbudgeted(
      ToolSpec<A, F> spec, BiFunction<CallContext, A, ToolOutcome> handler) {
    return of(spec, handler, Timing.UNBUDGETED);
  }

  private static <A extends Record, F extends Record> ToolEntry of(
      ToolSpec<A, F> spec, BiFunction<CallContext, A, ToolOutcome> handler, Timing timing) {
    return entry(spec, (call, args) -> handler.apply(call.context(), args), timing);
  }

  private static <A extends Record, F extends Record> ToolEntry entry(
      ToolSpec<A, F> spec, BiFunction<ToolCall, A, ToolOutcome> handler, Timing timing) {
    RecordShape<A> args = RecordShape.of(spec.args());
    ToolDefinition definition =
        ToolDefinition.of(
            spec,
            PortableSchema.of(args.jsonSchema()),
            PortableSchema.of(OutcomeSchema.of(RecordShape.of(spec.facts()).answerSchema())));
    return new ToolEntry(
        definition, (call, arguments) -> handler.apply(call, bind(args, arguments)), timing);
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
