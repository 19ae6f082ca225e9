package dev.mcpstack.mcp.outside;

import dev.mcpstack.contract.call.CallContext;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Range;
import dev.mcpstack.contract.shape.Size;
import dev.mcpstack.mcp.tool.Answer;
import dev.mcpstack.mcp.tool.Effect;
import dev.mcpstack.mcp.tool.Tool;
import dev.mcpstack.mcp.tool.ToolEntry;
import dev.mcpstack.mcp.tool.ToolSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Small tools that do one thing each, the bad ones among them. */
final class TestTools {
  /** What no client may ever see. */
  static final String SECRET = "hunter2";

  private final Map<String, Gate> gates = new ConcurrentHashMap<>();

  record Text(@Description("Any text.") @Size(max = 100_000) String text) {}

  record Nothing() {}

  record Sum(
      @Description("The first.") @Range(min = -1000, max = 1000) int a,
      @Description("The second.") @Range(min = -1000, max = 1000) int b) {}

  record Total(@Description("Both together.") int total) {}

  record Slowness(
      @Description("Which gate holds the call.") @Size(min = 1, max = 40) String gate,
      @Description("How it ends.") @Default("well") Ending ending) {}

  enum Ending {
    well,
    badly,
    stubbornly
  }

  record Passed(
      @Description("Which gate held the call.") String gate,
      @Description("Not a number.") double ratio) {}

  record Length(@Description("How long.") @Range(min = 0, max = 10_000_000) int length) {}

  record Shapes(
      @Description("Any value.") Object any,
      @Description("Any value, or none.") Optional<Object> perhaps,
      @Description("Rows of any values.") List<List<@Nullable Object>> rows,
      @Description("An object.") Map<String, Object> map,
      @Description("A number that may be null.") @Nullable Double number) {}

  /** The gate of a name, made when it is first asked for. */
  Gate gate(String name) {
    return gates.computeIfAbsent(name, _ -> new Gate());
  }

  List<ToolEntry> entries() {
    return List.of(
        tool("echo", Text.class, Text.class, (_, args) -> new Answer<>(args, args.text())),
        tool("add", Sum.class, Total.class, (_, args) -> total(args.a() + args.b())),
        tool("slow", Slowness.class, Passed.class, this::slow),
        tool("refuse", Nothing.class, Nothing.class, (_, _) -> refuse()),
        tool("break_down", Nothing.class, Nothing.class, (_, _) -> breakDown()),
        tool("overflow", Nothing.class, Nothing.class, (_, _) -> overflow()),
        tool("huge", Length.class, Text.class, (_, args) -> huge(args.length())),
        guarded(),
        tool("shapes", Shapes.class, Shapes.class, (_, args) -> new Answer<>(args, "shapes")),
        tool("report", Slowness.class, Passed.class, this::report));
  }

  private Answer<Passed> slow(CallContext context, Slowness args) {
    gate(args.gate()).pass(context.cancellation(), args.ending() == Ending.stubbornly);
    if (args.ending() == Ending.badly) {
      throw new StackException(ContractError.ROWS_CORRUPT, "The gate fell.");
    }
    return new Answer<>(new Passed(args.gate(), Double.NaN), "passed " + args.gate());
  }

  private Answer<Passed> report(CallContext context, Slowness args) {
    context.progress().step("counting");
    context.progress().rows(1, 2);
    return slow(context, args);
  }

  private static Answer<Total> total(int total) {
    return new Answer<>(new Total(total), "The total is " + total + ".");
  }

  private static Answer<Nothing> refuse() {
    throw new StackException(
            ContractError.SPOOL_FULL, "There is no room.", new IllegalStateException(SECRET))
        .withDetail("room", 0)
        .withDetail("asked", 1);
  }

  private static Answer<Nothing> breakDown() {
    throw new IllegalStateException("password=" + SECRET, new RuntimeException(SECRET));
  }

  private static Answer<Nothing> overflow() {
    throw new StackOverflowError(SECRET);
  }

  private static Answer<Text> huge(int length) {
    return new Answer<>(new Text("x".repeat(length)), "huge");
  }

  private static ToolEntry guarded() {
    return entry(
        "guarded",
        "test:guarded",
        Nothing.class,
        Nothing.class,
        (_, _) -> new Answer<>(new Nothing(), "in"));
  }

  private static <A extends Record, F extends Record> ToolEntry tool(
      String name, Class<A> args, Class<F> facts, BiFunction<CallContext, A, Answer<F>> handler) {
    return entry(name, "test:use", args, facts, handler);
  }

  private static <A extends Record, F extends Record> ToolEntry entry(
      String name,
      String scope,
      Class<A> args,
      Class<F> facts,
      BiFunction<CallContext, A, Answer<F>> handler) {
    ToolSpec<A, F> spec =
        new ToolSpec<>(
            name, "Test " + name, "Does " + name + ".", args, facts, Effect.READS, scope);
    return ToolEntry.of(
        new Tool<A, F>() {
          @Override
          public ToolSpec<A, F> spec() {
            return spec;
          }

          @Override
          public Answer<F> call(CallContext context, A arguments) {
            return handler.apply(context, arguments);
          }
        });
  }
}
