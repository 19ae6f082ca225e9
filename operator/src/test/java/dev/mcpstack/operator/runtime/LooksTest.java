package dev.mcpstack.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.mcpstack.operator.crd.StackResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.monitoring.Metrics.ControllerExecution;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is measured and logged of looks. */
final class LooksTest {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicLong nanos = new AtomicLong();
  private final Looks looks = new Looks(registry, nanos::get);
  private final Logger logger = (Logger) LoggerFactory.getLogger(LookLog.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.INFO);
  }

  @AfterEach
  void stopListening() {
    logger.detachAppender(lines);
    logger.setLevel(null);
  }

  @Test
  void change_isCountedAndLoggedOnce() throws Exception {
    StackResource written = stack(condition("Ready", "False", "Starting"));
    look(stack(), () -> UpdateControl.patchStatus(written));
    look(written, UpdateControl::noUpdate);
    look(written, () -> UpdateControl.patchStatus(written));
    assertThat(lines.list)
        .singleElement()
        .satisfies(line -> {
          assertThat(line.getFormattedMessage())
              .isEqualTo("Ready is False, Starting: Message of Starting.");
          assertThat(line.getLevel()).isEqualTo(Level.INFO);
          assertThat(line.getMDCPropertyMap())
              .containsEntry("namespace", "shop")
              .containsEntry("stack", "demo");
        });
    assertThat(registry.scrape())
        .contains(
            "mcpstack_operator_reconciles_seconds_count{outcome=\"changed\"} 2",
            "mcpstack_operator_reconciles_seconds_count{outcome=\"unchanged\"} 1",
            "mcpstack_stacks{condition=\"Ready\",reason=\"Starting\",status=\"False\"} 1");
  }

  @Test
  void revisionThatServes_isInEveryLine() throws Exception {
    StackResource serving = stack();
    serving.getStatus().put("activeRevision", 7);
    look(
        serving,
        () -> UpdateControl.patchStatus(stack(condition("Ready", "True", "ImageNotPulled"))));
    assertThat(lines.list)
        .singleElement()
        .satisfies(line -> assertThat(line.getMDCPropertyMap()).containsEntry("revision", "7"));
    assertThat(org.slf4j.MDC.get("stack")).isNull();
  }

  @Test
  void statusOfAnEarlierOperator_isNotLoggedAgain() throws Exception {
    look(stack(condition("Ready", "True", "Ready")), UpdateControl::noUpdate);
    assertThat(lines.list).isEmpty();
    assertThat(registry.scrape())
        .contains("mcpstack_stacks{condition=\"Ready\",reason=\"Ready\",status=\"True\"} 1");
  }

  @Test
  void stackThatIsGone_leavesNoSeries() throws Exception {
    StackResource stack = stack(condition("Ready", "True", "Ready"));
    looks.reconcileCustomResource(stack, null, Map.of());
    look(stack, UpdateControl::noUpdate);
    looks.failedReconciliation(stack, new IllegalStateException("x"), Map.of());
    looks.cleanupDoneFor(new ResourceID("demo", "shop"), Map.of());
    assertThat(registry.scrape())
        .doesNotContain("mcpstack_stacks{")
        .contains("mcpstack_operator_reconciles_retrying 0", "reconciles_waiting 0");
  }

  @Test
  void stackThatIsGoneBeforeItsLook_leavesNoSeries() throws Exception {
    StackResource stack = stack(condition("Ready", "True", "Ready"));
    look(stack, UpdateControl::noUpdate);
    looks.reconcileCustomResource(stack, null, Map.of());
    assertThat(registry.scrape()).contains("reconciles_waiting 1");
    looks.reconciliationExecutionFinished(stack, Map.of());
    assertThat(registry.scrape())
        .doesNotContain("mcpstack_stacks{")
        .contains("reconciles_waiting 0");
  }

  @Test
  void failure_isCountedAndLoggedWithoutItsTrace() throws Exception {
    StackResource stack = stack();
    looks.reconciliationExecutionStarted(stack, Map.of());
    KubernetesClientException failure = new KubernetesClientException("the API server is busy");
    assertThatThrownBy(() ->
            looks.timeControllerExecution(
                execution(() -> {
                  throw failure;
                })))
        .isSameAs(failure);
    looks.failedReconciliation(stack, failure, Map.of());
    looks.reconciliationExecutionFinished(stack, Map.of());
    assertThat(registry.scrape())
        .contains(
            "mcpstack_operator_reconciles_seconds_count{outcome=\"failed\"} 1",
            "mcpstack_operator_reconciles_retrying 1",
            "mcpstack_operator_reconciles_running 0");
    assertThat(lines.list)
        .singleElement()
        .satisfies(line -> {
          assertThat(line.getFormattedMessage())
              .isEqualTo("A look failed and is repeated: the API server is busy");
          assertThat(line.getThrowableProxy()).isNull();
        });
    look(stack, UpdateControl::noUpdate);
    assertThat(registry.scrape()).contains("mcpstack_operator_reconciles_retrying 0");
  }

  @Test
  void statusThatIsNotTaken_isAFailure() throws Exception {
    StackResource stack = stack();
    looks.reconciliationExecutionStarted(stack, Map.of());
    looks.timeControllerExecution(execution(() -> UpdateControl.patchStatus(stack)));
    looks.failedReconciliation(stack, new KubernetesClientException("conflict"), Map.of());
    looks.reconciliationExecutionFinished(stack, Map.of());
    assertThat(registry.scrape())
        .contains("mcpstack_operator_reconciles_seconds_count{outcome=\"failed\"} 1");
    assertThat(lines.list).hasSize(1);
  }

  @Test
  void lookThatHangs_isNamed() {
    looks.reconciliationExecutionStarted(stack(), Map.of());
    nanos.addAndGet(Duration.ofMinutes(9).toNanos());
    assertThat(looks.longerThan(Duration.ofMinutes(10))).isEmpty();
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(looks.longerThan(Duration.ofMinutes(10))).contains("shop/demo");
    looks.reconciliationExecutionFinished(stack(), Map.of());
    assertThat(looks.longerThan(Duration.ZERO)).isEmpty();
  }

  private void look(StackResource stack, Callable<UpdateControl<StackResource>> work)
      throws Exception {
    looks.reconciliationExecutionStarted(stack, Map.of());
    looks.timeControllerExecution(execution(work));
    looks.finishedReconciliation(stack, Map.of());
    looks.reconciliationExecutionFinished(stack, Map.of());
  }

  private static StackResource stack(Object... conditions) {
    StackResource stack = new StackResource();
    stack.setMetadata(new ObjectMetaBuilder().withNamespace("shop").withName("demo").build());
    stack.getStatus().put("conditions", List.of(conditions));
    return stack;
  }

  private static Map<String, Object> condition(String type, String status, String reason) {
    return Map.of(
        "type", type, "status", status, "reason", reason, "message", "Message of " + reason + ".");
  }

  private static <T> ControllerExecution<T> execution(Callable<T> work) {
    return new ControllerExecution<>() {
      @Override
      public String name() {
        return "reconcile";
      }

      @Override
      public String controllerName() {
        return "mcpstack";
      }

      @Override
      public String successTypeName(T result) {
        return "status";
      }

      @Override
      public ResourceID resourceID() {
        return new ResourceID("demo", "shop");
      }

      @Override
      public Map<String, Object> metadata() {
        return Map.of();
      }

      @Override
      public T execute() throws Exception {
        return work.call();
      }
    };
  }
}
