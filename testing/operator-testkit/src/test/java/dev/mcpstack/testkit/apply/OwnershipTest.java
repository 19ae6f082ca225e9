package dev.mcpstack.testkit.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.store.Json;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnershipTest {
  private static final Shape POD = BuiltInShape.of("Pod");

  private static ObjectNode tree(String yaml) {
    return Json.normal(Json.parse(yaml));
  }

  private static Manager manager(String name) {
    return new Manager(name, true, "", "v1", Instant.EPOCH);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{spec: {a: 1}}|{spec: {b: 2}}|{spec: {a: 1, b: 2}}",
        "{spec: {args: [x, y]}}|{spec: {args: [z]}}|{spec: {args: [z]}}",
        "{spec: {env: [{name: a, value: 1}]}}|{spec: {env: [{name: a, other: 2}]}}|{spec: {env: [{name: a, value: 1, other: 2}]}}",
        "{spec: {env: [{name: a}, {name: b}]}}|{spec: {env: [{name: c}, {name: a}]}}|{spec: {env: [{name: c}, {name: a}, {name: b}]}}",
        "{spec: {env: [{name: x}, {name: a}, {name: y}, {name: b}]}}|{spec: {env: [{name: a}, {name: b}]}}"
            + "|{spec: {env: [{name: x}, {name: a}, {name: y}, {name: b}]}}",
        "{metadata: {finalizers: [a]}}|{metadata: {finalizers: [b]}}|{metadata: {finalizers: [b, a]}}",
        "{spec: {selector: {a: 1}}}|{spec: {selector: {b: 1}}}|{spec: {selector: {b: 1}}}",
        "{spec: {containers: [{name: m, ports: [{containerPort: 1}]}]}}|"
            + "{spec: {containers: [{name: m, ports: [{containerPort: 1, protocol: UDP}]}]}}|"
            + "{spec: {containers: [{name: m, ports: [{containerPort: 1, protocol: UDP}, {containerPort: 1}]}]}}",
      })
  void over_twoTrees_mergesByShape(String live, String applied, String merged) {
    JsonNode result = Merge.over(tree(live), tree(applied), POD);

    assertThat(result).isEqualTo(tree(merged));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{spec: {a: 1, b: 2}}|{spec: {a: 1}}|{spec: {a: 1}}",
        "{spec: {a: {b: 2}}}|{}|{}",
        "{spec: {env: [{name: a, value: 1}, {name: b}]}}|{spec: {env: [{name: b}]}}|{spec: {env: [{name: b}]}}",
        "{metadata: {labels: {a: x, b: y}}}|{metadata: {labels: {b: y}}}|{metadata: {labels: {b: y}}}",
        "{metadata: {finalizers: [a, b]}}|{metadata: {finalizers: [b]}}|{metadata: {finalizers: [b]}}",
      })
  void applied_less_prunesTheRest(String first, String second, String left) {
    ObjectNode live = Ownership.applied(Json.object(), tree(first), POD, manager("m"), false);

    ObjectNode next = Ownership.applied(live, tree(second), POD, manager("m"), false);

    ObjectNode content = Ownership.content(next);
    if (content.path("metadata").isEmpty()) {
      content.remove("metadata");
    }
    assertThat(content).isEqualTo(tree(left));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{spec: {a: 1}}|{\"f:spec\":{\"f:a\":{}}}",
        "{spec: {args: [x]}}|{\"f:spec\":{\"f:args\":{}}}",
        "{spec: {emptyDir: {}}}|{\"f:spec\":{\"f:emptyDir\":{}}}",
        "{metadata: {name: n, finalizers: [x]}}|{\"f:metadata\":{\"f:finalizers\":{\"v:\\\"x\\\"\":{}}}}",
        "{spec: {env: [{name: a, value: b}]}}|{\"f:spec\":{\"f:env\":{\"k:{\\\"name\\\":\\\"a\\\"}\":{\".\":{},\"f:name\":{},\"f:value\":{}}}}}",
      })
  void of_object_namesItsPaths(String object, String fields) {
    FieldSet set = FieldSets.of(tree(object), POD);

    assertThat(set.toJson()).hasToString(fields);
    assertThat(FieldSet.parse(set.toJson())).isEqualTo(set);
  }
}
