package dev.mcpstack.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.model.StackInput;
import dev.mcpstack.operator.model.Stacks;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which fields differ, and whether that needs another revision: as the identity says. */
final class SpecChangesTest {
  private static final String SOURCES = ReleaseIdentityTest.SOURCES;

  private static List<SpecChange> changes(String before, String after) {
    return SpecChanges.between(Stacks.of(before).spec(), Stacks.of(after).spec());
  }

  static Stream<String> changes() {
    return Stream.of(ReleaseIdentityTest.IN_PLACE, ReleaseIdentityTest.ROLLED_OUT)
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("changes")
  @ValueSource(
      strings = {
        "gateway: {ingress: {host: a.example.com, className: nginx}}",
        "gateway: {httpRoute: {host: a.example.com, gateway: b}}",
        "tls: {mode: CertManager, issuerRef: {name: issuer}}",
        "mode: Split"
      })
  void changes_needARevision_whenTheIdentityIsAnother(String change) {
    StackInput before = Stacks.of(SOURCES);
    StackInput after = Stacks.of(SOURCES + change + "\n");
    assertThat(
            SpecChanges.between(before.spec(), after.spec()).stream()
                .anyMatch(each -> each.kind() == ChangeClass.ROLLOUT))
        .isEqualTo(!ReleaseIdentity.of(before).equals(ReleaseIdentity.of(after)));
  }

  @Test
  void noChange_isNone() {
    assertThat(changes(SOURCES, SOURCES + "mode: Split\nlimits: {callBudget: 15s}\n")).isEmpty();
  }

  @Test
  void changeOfASource_isNamedByIt() {
    String source =
        "{name: %s, type: PostgreSQL, url: 'jdbc:postgresql://db/a',"
            + " credentialsSecretRef: {name: x}%s}";
    String one = source.formatted("one", "");
    String two = source.formatted("two", "");
    String before = "sources: [" + one + ", " + two + "]\n";
    assertThat(
            changes(
                before,
                "sources: [" + one + ", " + source.formatted("two", ", maxConnections: 9") + "]\n"))
        .containsExactly(
            new SpecChange("sources[two].maxConnections", ChangeClass.ROLLOUT, "", "9"));
    assertThat(
            changes(
                before,
                "sources: ["
                    + one
                    + ", "
                    + source.formatted("two", ", connectionLimit: 90")
                    + "]\n"))
        .containsExactly(
            new SpecChange("sources[two].connectionLimit", ChangeClass.IN_PLACE, "", "90"));
    String turned = "sources: [" + two + ", " + one + "]\n";
    assertThat(changes(before, turned))
        .containsExactly(new SpecChange("sources", ChangeClass.ROLLOUT, "one, two", "two, one"));
    assertThat(ReleaseIdentity.of(Stacks.of(turned)))
        .isNotEqualTo(ReleaseIdentity.of(Stacks.of(before)));
  }

  @ParameterizedTest
  @CsvSource({
    "gateway.pods.replicas, SCALE",
    "localData.pods.autoscaling.maxReplicas, SCALE",
    "suspended, SCALE",
    "rollout.promote, IN_PLACE",
    "sources[sales].connectionLimit, IN_PLACE",
    "gateway.ingress.annotations.a.b, IN_PLACE",
    "gateway.ingress.host, ROLLOUT",
    "tls.mode, ROLLOUT",
    "release, ROLLOUT",
    "gateway.portal, ROLLOUT",
  })
  void field_hasItsClass(String path, ChangeClass kind) {
    assertThat(SpecChanges.of(path)).isEqualTo(kind);
  }
}
