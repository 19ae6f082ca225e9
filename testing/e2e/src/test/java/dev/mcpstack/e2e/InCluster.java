package dev.mcpstack.e2e;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Gives tests the one {@link Suite}, prints what became of each, and on a failure what there was.
 */
final class InCluster implements ParameterResolver, BeforeTestExecutionCallback, TestWatcher {
  private static final Namespace NAMESPACE = Namespace.create(InCluster.class);
  private static final String START = "start";

  static Suite suite(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Suite.class, _ -> Suite.start(System.getProperties()), Suite.class);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Suite.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return suite(context);
  }

  @Override
  public void beforeTestExecution(ExtensionContext context) {
    context.getStore(NAMESPACE).put(START, System.nanoTime());
    suite(context).report().say("— " + name(context));
  }

  @Override
  public void testSuccessful(ExtensionContext context) {
    suite(context).report().figure("passed " + name(context), took(context));
  }

  @Override
  public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
    suite(context)
        .report()
        .skipped(name(context), cause == null ? "aborted" : String.valueOf(cause.getMessage()));
  }

  @Override
  public void testDisabled(ExtensionContext context, Optional<String> reason) {
    suite(context).report().skipped(name(context), reason.orElse("disabled"));
  }

  @Override
  public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
    Suite suite = suite(context);
    suite.report().say("FAILED " + name(context) + "\n" + cause);
    suite.failed();
  }

  private static String name(ExtensionContext context) {
    String method = context.getTestMethod().map(each -> each.getName()).orElse("");
    String shown = context.getDisplayName();
    String test = context.getRequiredTestClass().getSimpleName() + "." + method;
    return shown.startsWith(method) ? test : test + " " + shown;
  }

  private static Duration took(ExtensionContext context) {
    Long start = context.getStore(NAMESPACE).get(START, Long.class);
    return start == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - start);
  }
}
