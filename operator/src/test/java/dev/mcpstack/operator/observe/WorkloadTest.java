package dev.mcpstack.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WorkloadTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    // what, wanted, generation, seen, replicas, updated, ready, then what is said
    "all are there,                2, 3, 3, 2, 2, 2, 2, true",
    "one can't answer,             2, 3, 3, 2, 2, 1, 1, false",
    "the change was not seen yet,  2, 4, 3, 2, 2, 2, 2, false",
    "one is of the former,         2, 3, 3, 2, 1, 2, 2, false",
    "a former one is still there,  2, 3, 3, 3, 2, 2, 2, false",
    "a former one can answer too,  2, 3, 3, 3, 2, 3, 2, false",
    "there is none,                2, 3, 3, 0, 0, 0, 0, false",
    "none is wanted and none is,   0, 3, 3, 0, 0, 0, 0, true",
    "none is wanted and one is,    0, 3, 3, 1, 0, 1, 0, false",
  })
  void workload_ofEachStatus_isThatOfTheTable(
      String what,
      int wanted,
      long generation,
      long seen,
      int replicas,
      int updated,
      int ready,
      int said,
      boolean complete) {
    LiveObject object =
        Live.of(
            "Deployment",
            "sales-r1-gateway",
            """
            metadata: {generation: %d}
            spec: {replicas: %d}
            status: {observedGeneration: %d, replicas: %d, updatedReplicas: %d, readyReplicas: %d}
            """
                .formatted(generation, wanted, seen, replicas, updated, ready));
    assertThat(Workload.of(object))
        .as(what)
        .isEqualTo(new Workload(wanted, replicas, said, complete));
  }

  @Test
  void workload_withoutNumbers_wantsOneAndHasNone() {
    LiveObject fresh = Live.of("Deployment", "a", "{metadata: {generation: 1}, spec: {}}");
    assertThat(Workload.of(fresh)).isEqualTo(new Workload(1, 0, 0, false));
    assertThat(Workload.ABSENT.complete()).isFalse();
  }

  @Test
  void status_namesTheRole() {
    assertThat(new Workload(3, 3, 2, false).status("gateway"))
        .hasToString("ServerStatus[role=gateway, replicas=3, ready=2]");
  }
}
