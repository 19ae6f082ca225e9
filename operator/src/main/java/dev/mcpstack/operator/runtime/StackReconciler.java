package dev.mcpstack.operator.runtime;

import dev.mcpstack.contract.shape.Bound;
import dev.mcpstack.contract.shape.RecordShape;
import dev.mcpstack.operator.apply.Applied;
import dev.mcpstack.operator.apply.Events;
import dev.mcpstack.operator.apply.Kinds;
import dev.mcpstack.operator.apply.LiveCluster;
import dev.mcpstack.operator.apply.Lives;
import dev.mcpstack.operator.apply.Outcome;
import dev.mcpstack.operator.apply.Slim;
import dev.mcpstack.operator.apply.StackSync;
import dev.mcpstack.operator.crd.StackResource;
import dev.mcpstack.operator.model.Labels;
import dev.mcpstack.operator.model.Owner;
import dev.mcpstack.operator.observe.Finding;
import dev.mcpstack.operator.observe.HostClaim;
import dev.mcpstack.operator.observe.LiveObject;
import dev.mcpstack.stack.StackCondition;
import dev.mcpstack.stack.StackStatus;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;

/** Told of every change, looks at the stack that it belongs to. */
@ControllerConfiguration(name = "mcpstack", fieldManager = Applied.MANAGER)
public final class StackReconciler implements Reconciler<StackResource> {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final String BY_STACK = "stack";
  private static final String BY_HOST = "host";

  private final StackSync sync;
  private final Events events;
  private final KubernetesClient client;
  private final Clock clock;
  private final Intents intents;
  private final Turns turns;
  private final SimpleInboundEventSource<StackResource> told =
      new SimpleInboundEventSource<>("told");
  private final List<Source> sources = new ArrayList<>();

  /** One that writes by this client, with any number of rollouts at once. */
  public StackReconciler(StackSync sync, Events events, KubernetesClient client, Clock clock) {
    this(sync, events, client, clock, 0);
  }

  /**
   * One that writes by this client.
   *
   * @param rollouts how many there are at once; 0 for any number
   */
  public StackReconciler(
      StackSync sync, Events events, KubernetesClient client, Clock clock, int rollouts) {
    this.turns = new Turns(rollouts, clock);
    this.sync = sync;
    this.events = events;
    this.client = client;
    this.clock = clock;
    this.intents = new Intents(client);
  }

  @Override
  public List<EventSource<?, StackResource>> prepareEventSources(
      EventSourceContext<StackResource> context) {
    for (String scope : context.getControllerConfiguration().getInformerConfig().getNamespaces()) {
      Kinds.watchedKinds().forEach(kind -> sources.add(new Source(informer(kind, scope), context)));
    }
    sources.forEach(source -> source.addIndexers(Map.of(BY_STACK, one -> List.of(key(one)))));
    context
        .getPrimaryCache()
        .addIndexer(
            BY_HOST, stack -> claims(stack).stream().map(HostClaim::host).distinct().toList());
    BiConsumer<String, String> changed =
        (namespace, name) -> told.propagateEvent(new ResourceID(name, namespace));
    BiPredicate<String, String> exists =
        (namespace, name) -> context.getPrimaryCache().contains(new ResourceID(name, namespace));
    sync.probes().follow(changed, exists);
    List<EventSource<?, StackResource>> all = new ArrayList<>(sources);
    all.add(told);
    return all;
  }

  private List<HostClaim> claims(StackResource stack) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put(
        "metadata",
        client.getKubernetesSerialization().convertValue(stack.getMetadata(), Map.class));
    tree.put("spec", stack.getSpec());
    tree.put("status", stack.getStatus());
    return HostClaim.of(new LiveObject(stack.getKind(), stack.getMetadata().getName(), tree));
  }

  /** Routes whose host another stack has. */
  private Map<String, Finding> withheld(StackResource stack, Context<StackResource> context) {
    List<HostClaim> mine = claims(stack);
    List<HostClaim> all =
        mine.stream()
            .map(HostClaim::host)
            .distinct()
            .flatMap(host -> context.getPrimaryCache().byIndex(BY_HOST, host).stream())
            .flatMap(other -> claims(other).stream())
            .toList();
    return HostClaim.lost(mine, all);
  }

  private static InformerEventSourceConfiguration<GenericKubernetesResource> informer(
      Kinds kind, String scope) {
    GroupVersionKind name = new GroupVersionKind(kind.group(), kind.version(), kind.kind());
    return InformerEventSourceConfiguration.from(name, StackResource.class)
        .withName(kind.plural() + " of " + scope)
        .withLabelSelector(Labels.STACK)
        .withNamespaces(Set.of(scope))
        .withItemStore(new SlimStore<>(Slim::of))
        .withOnUpdateFilter((now, before) -> !Slim.isSame(Slim.of(now), before))
        .withSecondaryToPrimaryMapper(
            object -> Set.of(new ResourceID(stack(object), object.getMetadata().getNamespace())))
        .build();
  }

  private static String stack(GenericKubernetesResource object) {
    return object.getMetadata().getLabels().getOrDefault(Labels.STACK, "");
  }

  private static String key(GenericKubernetesResource object) {
    return object.getMetadata().getNamespace() + "/" + stack(object);
  }

  @Override
  public UpdateControl<StackResource> reconcile(
      StackResource stack, Context<StackResource> context) {
    String namespace = stack.getMetadata().getNamespace();
    String name = stack.getMetadata().getName();
    LiveCluster cluster =
        new LiveCluster(
            client,
            namespace,
            () -> cached(namespace + "/" + name),
            () -> withheld(stack, context),
            rollout -> intents.write(stack, rollout),
            () -> turns.take(stack, context.getPrimaryCache().list().toList(), intents::status));
    Owner owner =
        new Owner(stack.getApiVersion(), stack.getKind(), name, stack.getMetadata().getUid());
    Map<String, Object> before = intents.status(stack);
    Outcome outcome;
    try {
      outcome =
          sync.look(
              new StackSync.Written(
                  namespace,
                  owner,
                  stack.getMetadata().getGeneration(),
                  stack.getSpec() == null ? Map.of() : stack.getSpec(),
                  before),
              cluster);
    } finally {
      turns.done(stack);
    }
    if (Turns.isRolling(before, clock.instant())
        && !Turns.isRolling(intents.status(stack), clock.instant())) {
      turns
          .next(context.getPrimaryCache().list().toList(), intents::status)
          .forEach(next -> told.propagateEvent(new ResourceID(next.name(), next.namespace())));
    }
    Map<String, Object> after = new LinkedHashMap<>();
    RecordShape.treeOf(outcome.status())
        .forEach((key, value) -> {
          if (value != null && !key.equals(Intents.ROLLOUT)) {
            after.put(key, value);
          }
        });
    UpdateControl<StackResource> control =
        same(before, outcome.status())
            ? UpdateControl.noUpdate()
            : UpdateControl.patchStatus(status(stack, after));
    List<StackCondition> conditions =
        RecordShape.of(StackStatus.class).bind(before)
                instanceof Bound.Valid<StackStatus>(StackStatus status)
            ? status.conditions()
            : List.of();
    events.tell(namespace, owner, conditions, outcome.status(), clock.instant());
    outcome.next().ifPresent(next -> control.rescheduleAfter(until(next)));
    return control;
  }

  private static boolean same(Map<String, Object> before, StackStatus after) {
    return RecordShape.of(StackStatus.class).bind(before)
            instanceof Bound.Valid<StackStatus>(StackStatus status)
        && status.equals(after);
  }

  /** A fresh object: what it does not name is not owned. */
  private static StackResource status(StackResource stack, Map<String, Object> status) {
    StackResource fresh = new StackResource();
    fresh.setMetadata(
        new ObjectMetaBuilder()
            .withName(stack.getMetadata().getName())
            .withNamespace(stack.getMetadata().getNamespace())
            .build());
    fresh.setSpec(null);
    fresh.setStatus(status);
    return fresh;
  }

  private Duration until(Instant next) {
    Duration left = Duration.between(clock.instant(), next);
    return left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
  }

  private List<LiveObject> cached(String key) {
    KubernetesSerialization serialization = client.getKubernetesSerialization();
    List<LiveObject> objects =
        sources.stream()
            .flatMap(source -> source.byIndex(BY_STACK, key).stream())
            .map(object -> Lives.of(serialization, object))
            .toList();
    if (sources.stream().anyMatch(Source::isStopped)) {
      throw new IllegalStateException("The operator is ending.");
    }
    return objects;
  }

  /**
   * One that tells when it is stopped. It knows nothing from then on, while looks are still under
   * way, and a stack without objects would be made anew.
   */
  private static final class Source
      extends InformerEventSource<GenericKubernetesResource, StackResource> {
    private volatile boolean stopped;

    Source(
        InformerEventSourceConfiguration<GenericKubernetesResource> configuration,
        EventSourceContext<StackResource> context) {
      super(configuration, context);
    }

    boolean isStopped() {
      return stopped;
    }

    @Override
    public synchronized void stop() {
      stopped = true;
      super.stop();
    }
  }
}
