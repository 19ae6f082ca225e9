package dev.mcpstack.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.model.Stacks;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlannedChangesTest {
  private static final String SOURCES = ReleaseIdentityTest.SOURCES;

  private static Set<String> released(String before, String after) {
    return PlannedChanges.between(
        ReleaseIdentity.tree(Stacks.of(before).spec()),
        ReleaseIdentity.tree(Stacks.of(after).spec()));
  }

  private static Set<String> standing(String before, String after) {
    StandingFields written = StandingFields.of(Stacks.of(before).spec());
    return StandingFields.parse(written.text())
        .differing(StandingFields.of(Stacks.of(after).spec()));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "release: 0.2.0                                       | new revision: release",
        "localData: {pods: {image: a/b:1}}                    | new revision: localData.pods.image",
        "gateway: {pods: {replicas: 3}}                       | scale: gateway.pods.replicas",
        "networkPolicy: {enabled: false}                      | in place: networkPolicy",
        "rollout: {observation: 1m}                           | in place: rollout",
        "suspended: true                                      | scale: suspended",
        "paused: true                                         | ''",
        "release: 0.2.0; gateway: {pods: {autoscaling: {maxReplicas: 3}}}; dataPolicy: Delete | 'new revision: release; scale: gateway.pods.autoscaling; in place: dataPolicy'",
      })
  void edit_isToldByHowItIsCarriedOut(String edit, String text) {
    String after = SOURCES + edit.replace("; ", "\n");
    Set<String> released = released(SOURCES, after);
    assertThat(PlannedChanges.text(released, standing(SOURCES, after), !released.isEmpty()))
        .isEqualTo(text);
  }

  @Test
  void item_thatComesOrGoes_isToldAsAWhole() {
    String more = SOURCES + "- {name: x, type: Files, files: [{table: t, path: /data/t.csv}]}\n";
    assertThat(released(SOURCES, more)).containsExactly("sources[x]");
    assertThat(released(more, SOURCES)).containsExactly("sources[x]");
  }

  @Test
  void text_isBounded() {
    Set<String> many =
        IntStream.range(0, 300)
            .mapToObj(i -> "sources[%s%03d].url".formatted("x".repeat(100), i))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(PlannedChanges.text(many, Set.of(), true))
        .endsWith(" and 292 more")
        .hasSizeLessThan(800);
    assertThat(PlannedChanges.text(Set.of(), Set.of(), true)).isEqualTo("new revision");
  }

  @Test
  void pods_ofAnotherRevision_stayAsTheyWere() {
    StandingFields before =
        StandingFields.of(Stacks.of(SOURCES + "gateway: {pods: {replicas: 3}}").spec());
    StandingFields after =
        StandingFields.of(
            Stacks.of(SOURCES + "localData: {pods: {replicas: 2}}\nnetworkPolicy: {enabled: false}")
                .spec());
    assertThat(after.withPodsOf(before).digests())
        .containsOnlyKeys("gateway.pods.replicas", "networkPolicy");
    assertThat(StandingFields.parse("")).isEqualTo(StandingFields.of(Stacks.of(SOURCES).spec()));
  }
}
