package dev.mcpstack.operator.apply;

import dev.mcpstack.contract.shape.RecordShape;
import dev.mcpstack.operator.health.CellHealth;
import dev.mcpstack.operator.health.HealthProbe;
import dev.mcpstack.operator.health.HealthQuestion;
import dev.mcpstack.operator.model.Owner;
import dev.mcpstack.operator.model.Stacks;
import dev.mcpstack.operator.observe.Finding;
import dev.mcpstack.operator.store.ServingStore;
import dev.mcpstack.operator.store.StoreProbe;
import dev.mcpstack.operator.store.StoreTarget;
import dev.mcpstack.stack.ConditionStatus;
import dev.mcpstack.stack.StackCondition;
import dev.mcpstack.stack.StackStatus;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A stack, the cluster that it is in, and an operator that can die. */
final class World {
  static final String MINIMAL =
      "sources:\n- {name: samples, type: Files, files: [{table: weather, path: data/w.csv}]}\n";
  private static final Map<String, Object> AT_ONCE =
      Map.of(
          "observation",
          "0s",
          "drainLimit",
          "0s",
          "keepFailed",
          "0s",
          "verification",
          Map.of("enabled", false));
  static final Owner OWNER = new Owner("mcpstack.dev/v1alpha1", "McpStack", "sales", "uid-stack");

  final MemoryCluster cluster = new MemoryCluster();
  final TestClock clock = new TestClock();

  /** What is known of the token store of somebody else. */
  Optional<Finding> store = Optional.empty();

  /** The token store of the stack's own. */
  final ShowingStore shown = new ShowingStore(cluster, clock);

  /** What the token store was told last. */
  Optional<Integer> told = Optional.empty();

  private final ServingStore serving =
      new ServingStore() {
        @Override
        public boolean tell(String namespace, String stack, StoreTarget target, int revision) {
          told = Optional.of(revision);
          return true;
        }

        @Override
        public void forget(String namespace, String stack) {
          told = Optional.empty();
        }
      };

  /** How calls fare, by revision. */
  Map<Integer, CellHealth> fares = Map.of();

  /** What was asked about them last. */
  HealthQuestion asked = HealthQuestion.NOTHING;

  private final HealthProbe health =
      new HealthProbe() {
        @Override
        public Map<Integer, CellHealth> look(
            String namespace, String stack, HealthQuestion question) {
          asked = question;
          return fares;
        }

        @Override
        public void forget(String namespace, String stack) {}
      };

  private final StoreProbe stores =
      new StoreProbe() {
        @Override
        public Optional<Finding> look(String namespace, String stack, StoreTarget target) {
          return store;
        }

        @Override
        public void forget(String namespace, String stack) {}
      };
  private StackSync sync = sync();
  private Map<?, ?> spec = Map.of();
  private Map<String, Object> status = Map.of();
  private long generation;

  World(String spec) {
    write(spec);
  }

  private StackSync sync() {
    return new StackSync(
        Stacks.IMAGES,
        "mcpstack-system",
        new Applied(),
        clock,
        new SecureRandom(),
        new Probes(stores, shown.probe(), serving, health));
  }

  /**
   * A person changes the specification. Nothing is checked, observed or drained unless it says so.
   */
  void write(String text) {
    Load load = new Load(LoadSettings.builder().build());
    Map<Object, Object> written = new LinkedHashMap<>((Map<?, ?>) load.loadFromString(text));
    Map<Object, Object> rollout = new LinkedHashMap<>(AT_ONCE);
    if (written.get("rollout") instanceof Map<?, ?> said) {
      rollout.putAll(said);
    }
    written.put("rollout", rollout);
    spec = written;
    generation++;
  }

  /** The operator ends, and another one that knows nothing takes its place. */
  void restart() {
    shown.forget();
    sync = sync();
  }

  /** Somebody wipes the status. */
  void forget() {
    status = Map.of();
  }

  /** One look, whose status is stored. */
  Outcome look() {
    Map<String, Object> known = new LinkedHashMap<>(status);
    cluster.intended().ifPresent(rollout -> known.put("rollout", tree(rollout)));
    Outcome outcome =
        sync.look(new StackSync.Written("shop", OWNER, generation, spec, known), cluster);
    status = tree(outcome.status());
    return outcome;
  }

  private static Map<String, Object> tree(Record value) {
    Map<String, Object> tree = new LinkedHashMap<>();
    RecordShape.treeOf(value)
        .forEach((key, each) -> {
          if (each != null) {
            tree.put(key, each);
          }
        });
    return tree;
  }

  /** Looks until there is nothing left to write, with pods that start at once. */
  Outcome settled() {
    for (int i = 0; i < 20; i++) {
      cluster.writes();
      StackStatus before = look().status();
      cluster.settle();
      Outcome outcome = look();
      if (cluster.writes().isEmpty() && outcome.status().equals(before)) {
        return outcome;
      }
    }
    throw new AssertionError("it never comes to rest: " + cluster.writes());
  }

  static StackCondition condition(Outcome outcome, String type) {
    return outcome.status().conditions().stream()
        .filter(each -> each.type().equals(type))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no condition " + type));
  }

  /** Such as {@code TRUE Ready}: status and reason of the condition Ready. */
  static String ready(Outcome outcome) {
    StackCondition ready = condition(outcome, "Ready");
    return ready.status() + " " + ready.reason();
  }

  static boolean isReady(Outcome outcome) {
    return condition(outcome, "Ready").status() == ConditionStatus.TRUE;
  }
}
