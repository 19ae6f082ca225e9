package dev.mcpstack.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.model.Labels;
import dev.mcpstack.operator.model.Manifest;
import dev.mcpstack.operator.observe.Finding;
import dev.mcpstack.operator.observe.LiveObject;
import dev.mcpstack.operator.observe.Observed;
import dev.mcpstack.operator.observe.Reason;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ApplierTest {
  private final MemoryCluster cluster = new MemoryCluster();
  private Applier applier = new Applier(cluster, new Applied(), World.OWNER);

  private static Manifest manifest(String kind, String name, String value) {
    return new Manifest(
        "v1",
        kind,
        name,
        Map.of(
            "metadata",
            Map.of("name", name, "labels", Map.of(Labels.STACK, "sales")),
            "data",
            Map.of("key", value)));
  }

  private List<String> apply(Manifest... manifests) {
    applier.apply(List.of(manifests), new Observed(cluster.objects()));
    return cluster.writes();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ConfigMap", "HTTPRoute", "ServiceMonitor"})
  void object_asItWasApplied_isLeft(String kind) {
    assertThat(apply(manifest(kind, "a", "1"))).containsExactly("apply " + kind + " a");
    assertThat(apply(manifest(kind, "a", "1"))).isEmpty();
  }

  @Test
  void object_ofAnotherWish_isApplied() {
    apply(manifest("ConfigMap", "a", "1"), manifest("ConfigMap", "b", "1"));
    assertThat(apply(manifest("ConfigMap", "a", "2"), manifest("ConfigMap", "b", "1")))
        .containsExactly("apply ConfigMap a");
    assertThat(cluster.object("ConfigMap", "a").text("data", "key")).contains("2");
  }

  @Test
  void object_ofWhichAnotherManagerTookAField_isAppliedAgain() {
    apply(manifest("ConfigMap", "a", "1"));
    cluster.seize("ConfigMap", "a", "9", "data", "key");
    assertThat(apply(manifest("ConfigMap", "a", "1"))).containsExactly("apply ConfigMap a");
    assertThat(cluster.object("ConfigMap", "a").text("data", "key")).contains("1");
    assertThat(apply(manifest("ConfigMap", "a", "1"))).isEmpty();
  }

  @Test
  void object_thatWasDeletedAndMadeAnew_isAppliedAgain() {
    apply(manifest("ConfigMap", "a", "1"));
    LiveObject former = cluster.object("ConfigMap", "a");
    cluster.remove("ConfigMap", "a");
    assertThat(apply(manifest("ConfigMap", "a", "1"))).containsExactly("apply ConfigMap a");
    assertThat(cluster.object("ConfigMap", "a").uid()).isNotEqualTo(former.uid());
  }

  @Test
  void object_afterARestart_isAppliedOnceAndNotChanged() {
    apply(manifest("ConfigMap", "a", "1"));
    LiveObject before = cluster.object("ConfigMap", "a");
    applier = new Applier(cluster, new Applied(), World.OWNER);
    assertThat(apply(manifest("ConfigMap", "a", "1"))).containsExactly("apply ConfigMap a");
    assertThat(cluster.object("ConfigMap", "a")).isEqualTo(before);
    assertThat(apply(manifest("ConfigMap", "a", "1"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mcpstack.dev/stack", "app"})
  void object_ofSomebodyElse_isNotTouchedAndHoldsUpNoOther(String label) {
    cluster.put("Service", "a", Map.of("metadata", Map.of("labels", Map.of(label, "sales"))));
    LiveObject before = cluster.object("Service", "a");
    List<Manifest> both = List.of(manifest("Service", "a", "1"), manifest("ConfigMap", "b", "1"));
    assertThat(applier.apply(both, new Observed(cluster.objects())))
        .contains(new Finding(Reason.NAME_TAKEN, "It is the Service a."));
    assertThat(cluster.object("Service", "a")).isEqualTo(before);
    assertThat(cluster.names()).contains("ConfigMap b");
  }

  @Test
  void prune_deletesOnlyWhatIsOursAndNotWanted() {
    apply(
        manifest("ConfigMap", "wanted", "1"),
        manifest("ConfigMap", "unwanted", "1"),
        manifest("Service", "wanted", "1"),
        manifest("Service", "ending", "1"),
        manifest("Secret", "secret", "1"));
    cluster.seize("Service", "ending", "2027-01-01T00:00:00Z", "metadata", "deletionTimestamp");
    cluster.put(
        "ConfigMap",
        "foreign",
        Map.of("metadata", Map.of("labels", Map.of(Labels.STACK, "sales"))));
    applier.prune(
        List.of(manifest("ConfigMap", "wanted", "1"), manifest("Service", "wanted", "1")),
        new Observed(cluster.objects()));
    assertThat(cluster.writes()).containsExactly("delete ConfigMap unwanted");
  }
}
