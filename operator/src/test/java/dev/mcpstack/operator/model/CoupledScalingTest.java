package dev.mcpstack.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.stack.AutoscalingSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** LocalData grows with DataScience. */
final class CoupledScalingTest {
  private static final String SOURCES =
      "sources: [{name: a, type: Files, files: [{table: t, path: p}]}]\n";
  private static final String BOTH =
      SOURCES
          + "localData: {pods: {autoscaling: {minReplicas: 2, maxReplicas: 6}}}\n"
          + "dataScience: {pods: {autoscaling: {minReplicas: 1, maxReplicas: 5}}}\n";

  @ParameterizedTest(name = "{0} to {1} with {4} of {2} to {3}: {5}")
  @CsvSource({
    // LocalData's range, DataScience's range and pods, then LocalData's fewest.
    "2, 6, 1, 5, 1, 2",
    "2, 6, 1, 5, 3, 4",
    "2, 6, 1, 5, 5, 6",
    "1, 4, 1, 10, 2, 2",
    "1, 10, 1, 3, 2, 6",
    "3, 3, 1, 5, 5, 3",
    // One that can't grow takes nobody along; what is out of range is at its end.
    "2, 6, 4, 4, 4, 2",
    "2, 6, 2, 5, 0, 2",
    "2, 6, 2, 5, 99, 6",
    "1, 100, 1, 100, 100, 100",
  })
  void least_liesAsFarUpAsDataScience(
      int least, int most, int scienceLeast, int scienceMost, int pods, int expected) {
    assertThat(
            CoupledScaling.least(
                new AutoscalingSpec(least, most, 75),
                new AutoscalingSpec(scienceLeast, scienceMost, 75),
                pods))
        .isEqualTo(expected);
  }

  @Test
  void autoscaler_ofLocalData_asksForMoreAndForNoMoreThanItsMost() {
    StackInput input = Stacks.of(BOTH);
    List<Manifest> cell = Cell.of(input, 1);
    List<Manifest> coupled = CoupledScaling.of(input, 1, cell, 5);
    assertThat(coupled).hasSameSizeAs(cell);
    for (int i = 0; i < cell.size(); i++) {
      Manifest manifest = coupled.get(i);
      if (manifest.kind().equals("HorizontalPodAutoscaler")
          && manifest.name().equals("sales-r1-localdata")) {
        assertThat(Stacks.at(manifest.tree(), "spec", "minReplicas")).isEqualTo(6);
        assertThat(Stacks.at(manifest.tree(), "spec", "maxReplicas")).isEqualTo(6);
      } else {
        assertThat(manifest).isEqualTo(cell.get(i));
      }
    }
    assertThat(CoupledScaling.of(input, 1, cell, 1)).isEqualTo(cell);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localData: {pods: {autoscaling: {maxReplicas: 6}}}",
        "dataScience: {pods: {autoscaling: {maxReplicas: 6}}}",
        "localData: {enabled: false, pods: {autoscaling: {maxReplicas: 6}}}\n"
            + "dataScience: {pods: {autoscaling: {maxReplicas: 6}}}",
      })
  void cell_inWhichOneOfThemIsNotScaled_staysAsItIs(String more) {
    StackInput input = Stacks.of(SOURCES + more + "\n");
    List<Manifest> cell = Cell.of(input, 1);
    assertThat(CoupledScaling.of(input, 1, cell, 6)).isEqualTo(cell);
  }
}
