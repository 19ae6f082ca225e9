package dev.mcpstack.operator.runtime;

import dev.mcpstack.operator.crd.StackResource;
import dev.mcpstack.operator.observe.Trees;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** What is logged of looks: the stack with every line, each change of a condition, each failure. */
final class LookLog {
  private static final Logger LOG = LoggerFactory.getLogger(LookLog.class);

  private LookLog() {}

  /** Takes the stack out of the lines of this thread. */
  @FunctionalInterface
  interface Scope extends AutoCloseable {
    @Override
    void close();
  }

  /** Puts the stack into every line of this thread. */
  static Scope of(HasMetadata stack) {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("namespace", stack.getMetadata().getNamespace());
    keys.put("stack", stack.getMetadata().getName());
    if (stack instanceof StackResource resource) {
      Trees.at(resource.getStatus(), "activeRevision")
          .ifPresent(revision -> keys.put("revision", revision.toString()));
    }
    keys.forEach(MDC::put);
    return () -> keys.keySet().forEach(MDC::remove);
  }

  /** Tells which conditions have become others. */
  static void changes(List<ConditionText> before, List<ConditionText> now) {
    for (ConditionText condition : now) {
      if (before.stream().noneMatch(condition::isAs)) {
        LOG.info(
            "{} is {}, {}: {}",
            condition.type(),
            condition.status(),
            condition.reason(),
            condition.message());
      }
    }
  }

  /** Tells why a look failed. */
  static void failure(Exception failure) {
    if (failure instanceof KubernetesClientException) {
      LOG.warn("A look failed and is repeated: {}", failure.getMessage());
    } else {
      LOG.error("A look failed and is repeated", failure);
    }
  }
}
