package dev.mcpstack.operator.apply;

import dev.mcpstack.contract.shape.Bound;
import dev.mcpstack.contract.shape.Problem;
import dev.mcpstack.contract.shape.RecordShape;
import dev.mcpstack.operator.model.Images;
import dev.mcpstack.operator.model.Owner;
import dev.mcpstack.operator.model.StackInput;
import dev.mcpstack.operator.observe.Finding;
import dev.mcpstack.operator.observe.Reason;
import dev.mcpstack.operator.store.CertificateProbe;
import dev.mcpstack.operator.store.StoreProbe;
import dev.mcpstack.operator.store.StoreTarget;
import dev.mcpstack.stack.CellConfigs;
import dev.mcpstack.stack.ConditionStatus;
import dev.mcpstack.stack.StackSpec;
import dev.mcpstack.stack.StackStatus;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** From a stack as it was written to its status, with everything done in between. */
public final class StackSync {
  /** How soon something is looked at again that only asking can show, such as a missing Secret. */
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Images images;
  private final String operatorNamespace;
  private final Applied applied;
  private final Clock clock;
  private final SecureRandom random;
  private final StoreProbe stores;
  private final CertificateProbe certificates;

  /** What all stacks share; no token store is asked. */
  public StackSync(
      Images images, String operatorNamespace, Applied applied, Clock clock, SecureRandom random) {
    this(images, operatorNamespace, applied, clock, random, StoreProbe.NONE, CertificateProbe.NONE);
  }

  /** What all stacks share. */
  public StackSync(
      Images images,
      String operatorNamespace,
      Applied applied,
      Clock clock,
      SecureRandom random,
      StoreProbe stores,
      CertificateProbe certificates) {
    this.images = images;
    this.operatorNamespace = operatorNamespace;
    this.applied = applied;
    this.clock = clock;
    this.random = random;
    this.stores = stores;
    this.certificates = certificates;
  }

  /** Who knows whether token stores of others answer. */
  public StoreProbe stores() {
    return stores;
  }

  /** Who knows which certificates the stacks' own token stores show. */
  public CertificateProbe certificates() {
    return certificates;
  }

  /**
   * A stack as it was written.
   *
   * @param namespace its namespace
   * @param owner itself as the owner of its objects
   * @param generation of its specification
   * @param spec its specification as a tree
   * @param status its last status as a tree, which may be anything
   */
  public record Written(
      String namespace, Owner owner, long generation, Map<?, ?> spec, Map<?, ?> status) {}

  /** Looks at it once. Whatever fails is in the status. */
  public Outcome look(Written stack, Cluster cluster) {
    Instant now = clock.instant();
    StackStatus before =
        RecordShape.of(StackStatus.class).bind(stack.status())
                instanceof Bound.Valid<StackStatus>(StackStatus status)
            ? status
            : RecordShape.of(StackStatus.class)
                .bind(Map.of())
                .orElseThrow(problems -> new IllegalStateException(problems.toString()));
    Conditions conditions = new Conditions(before.conditions(), stack.generation(), now);
    return switch (RecordShape.of(StackSpec.class).bind(stack.spec())) {
      case Bound.Invalid<StackSpec> invalid -> {
        String problems =
            invalid.found().stream().map(Problem::toString).collect(Collectors.joining("; "));
        yield stopped(before, stack, conditions, new Finding(Reason.SPEC_INVALID, problems + "."));
      }
      case Bound.Valid<StackSpec>(StackSpec spec) when spec.paused() ->
          stopped(before, stack, conditions, Finding.of(Reason.PAUSED));
      case Bound.Valid<StackSpec>(StackSpec spec) ->
          Unsupported.of(spec)
              .map(finding -> stopped(before, stack, conditions, finding))
              .orElseGet(() -> work(stack, spec, cluster, before, conditions, now));
    };
  }

  /** Nothing is done; what runs goes on. */
  private static Outcome stopped(
      StackStatus before, Written stack, Conditions conditions, Finding finding) {
    conditions
        .add("Ready", ConditionStatus.UNKNOWN, finding)
        .add("Progressing", ConditionStatus.FALSE, finding);
    return new Outcome(
        new StackStatus(
            Optional.of(stack.generation()),
            conditions.withOthers(),
            before.endpoint(),
            before.externalEndpoints(),
            before.keysSecret(),
            before.activeRevision(),
            before.cells()),
        Optional.empty());
  }

  private Outcome work(
      Written stack,
      StackSpec spec,
      Cluster cluster,
      StackStatus before,
      Conditions conditions,
      Instant now) {
    StackInput input =
        new StackInput(
            stack.namespace(), stack.owner().name(), spec, images, operatorNamespace, "");
    Applier applier = new Applier(cluster, applied, stack.owner());
    try {
      StackWorker.Found found =
          new StackWorker(input, cluster, applier, random, certificates).work(now);
      Optional<Finding> store = store(stack, found.secrets().store());
      Findings.add(found, spec, store, conditions);
      Instant next = found.secrets().next();
      boolean asks =
          !found.secrets().missing().isEmpty()
              || found.secrets().certificates().isPresent()
              || found.refused().isPresent()
              || store.filter(finding -> finding.reason() != Reason.READY).isPresent();
      return new Outcome(
          new StackStatus(
              Optional.of(stack.generation()),
              conditions.list(),
              Optional.of(endpoint(input)),
              outside(spec, found.withheld()),
              Optional.of(spec.gateway().auth().keysSecretName().orElse(input.names().keys())),
              Optional.of(found.plan().active()),
              found.cells()),
          Optional.of(asks && now.plus(SOON).isBefore(next) ? now.plus(SOON) : next));
    } catch (Refusal refusal) {
      conditions
          .add("Ready", ConditionStatus.FALSE, refusal.finding())
          .add("Progressing", ConditionStatus.FALSE, refusal.finding())
          .add("Degraded", ConditionStatus.TRUE, refusal.finding());
      return new Outcome(
          new StackStatus(
              Optional.of(stack.generation()),
              conditions.withOthers(),
              before.endpoint(),
              before.externalEndpoints(),
              before.keysSecret(),
              before.activeRevision(),
              before.cells()),
          Optional.of(now.plus(SOON)));
    }
  }

  /** Whether a store that is somebody else's answers, as far as is known. */
  private Optional<Finding> store(Written stack, Optional<StoreTarget> target) {
    if (target.isEmpty()) {
      stores.forget(stack.namespace(), stack.owner().name());
    }
    return target.flatMap(store -> stores.look(stack.namespace(), stack.owner().name(), store));
  }

  private static String endpoint(StackInput input) {
    int asked = input.spec().gateway().port();
    int port = asked == 0 ? CellConfigs.MCP_PORT : asked;
    return "https://" + input.name() + "." + input.namespace() + ".svc:" + port + "/mcp";
  }

  private static List<String> outside(StackSpec spec, Set<String> withheld) {
    List<String> addresses = new ArrayList<>();
    spec.gateway()
        .ingress()
        .filter(_ -> !withheld.contains("Ingress"))
        .ifPresent(ingress ->
            addresses.add(
                (ingress.tlsSecretName().isPresent() ? "https://" : "http://")
                    + ingress.host()
                    + "/mcp"));
    spec.gateway()
        .httpRoute()
        .filter(_ -> !withheld.contains("HTTPRoute"))
        .ifPresent(route -> addresses.add("https://" + route.host() + "/mcp"));
    return addresses;
  }
}
