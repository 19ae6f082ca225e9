package dev.mcpstack.operator.apply;

import dev.mcpstack.operator.model.Owner;
import dev.mcpstack.operator.observe.Reason;
import dev.mcpstack.stack.ConditionStatus;
import dev.mcpstack.stack.StackCondition;
import dev.mcpstack.stack.StackStatus;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what happened to a stack, once for each change of what it is ready for. */
public final class Events {
  private static final Logger LOG = LoggerFactory.getLogger(Events.class);
  private static final int MOST_NOTE = 1024;
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final KubernetesClient client;
  private final String instance;

  /** Those of one operator, which is called {@code instance}. */
  public Events(KubernetesClient client, String instance) {
    this.client = client;
    this.instance = instance;
  }

  /** The condition that has become another, if any has: worth an event. */
  static Optional<StackCondition> change(List<StackCondition> before, StackStatus after) {
    Optional<StackCondition> now = ready(after.conditions());
    Optional<String> then = ready(before).map(StackCondition::reason);
    return now.filter(condition -> !Optional.of(condition.reason()).equals(then));
  }

  private static Optional<StackCondition> ready(List<StackCondition> conditions) {
    return conditions.stream().filter(each -> each.type().equals("Ready")).findFirst();
  }

  /** Tells of a change, if there is one. What can't be told is logged. */
  public void tell(
      String namespace, Owner stack, List<StackCondition> before, StackStatus after, Instant now) {
    change(before, after)
        .ifPresent(condition -> {
          try {
            client.resource(event(namespace, stack, condition, now)).create();
          } catch (KubernetesClientException e) {
            LOG.warn("An event could not be written: {}", e.getMessage());
          }
        });
  }

  private Event event(String namespace, Owner stack, StackCondition condition, Instant now) {
    String note = condition.message();
    String type =
        condition.status() == ConditionStatus.FALSE || isBack(condition) ? "Warning" : "Normal";
    return new EventBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(stack.name() + "." + Long.toHexString(now.toEpochMilli()))
        .endMetadata()
        .withNewRegarding()
        .withApiVersion(stack.apiVersion())
        .withKind(stack.kind())
        .withNamespace(namespace)
        .withName(stack.name())
        .withUid(stack.uid())
        .endRegarding()
        .withReason(condition.reason())
        .withNote(note.length() > MOST_NOTE ? note.substring(0, MOST_NOTE) : note)
        .withType(isUnderWay(condition) ? "Normal" : type)
        .withAction("Reconcile")
        .withReportingController("mcpstack.dev/operator")
        .withReportingInstance(instance)
        .withEventTime(new MicroTime(MICROS.format(now)))
        .build();
  }

  private static boolean isBack(StackCondition condition) {
    return List.of(Reason.ROLLING_BACK.text(), Reason.ROLLED_BACK.text())
        .contains(Objects.requireNonNull(condition.reason()));
  }

  private static boolean isUnderWay(StackCondition condition) {
    return List.of("Starting", "Staging", "TokenStoreStarting", "Suspended", "Paused")
        .contains(Objects.requireNonNull(condition.reason()));
  }
}
