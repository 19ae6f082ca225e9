package dev.mcpstack.operator.chart;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What may be done with one resource: a row of the page on rights, or a part of a rule. */
record Grant(String group, String resource, Set<String> verbs) {
  /** Every group with every resource of the rules, named as the page names them. */
  static List<Grant> of(List<PolicyRule> rules) {
    return rules.stream()
        .flatMap(rule ->
            rule.getApiGroups().stream()
                .flatMap(group ->
                    rule.getResources().stream()
                        .map(resource ->
                            new Grant(
                                group.isEmpty() ? "core" : "`" + group + "`",
                                resource(resource, rule.getResourceNames()),
                                new TreeSet<>(rule.getVerbs())))))
        .toList();
  }

  /** From the first three cells of a row. */
  static Grant row(List<String> cells) {
    return new Grant(
        cells.get(0),
        cells.get(1),
        Arrays.stream(cells.get(2).split(", ", -1)).collect(Collectors.toCollection(TreeSet::new)));
  }

  private static String resource(String resource, List<String> names) {
    return "`"
        + resource
        + "`"
        + (names.isEmpty() ? "" : " named `" + String.join("`, `", names) + "`");
  }
}
