package dev.mcpstack.operator.cli;

import dev.mcpstack.contract.config.ConfigurationException;
import dev.mcpstack.contract.shape.Bound;
import dev.mcpstack.contract.shape.RecordShape;
import dev.mcpstack.operator.observe.Trees;
import dev.mcpstack.operator.rollout.ChangeClass;
import dev.mcpstack.operator.rollout.SpecChange;
import dev.mcpstack.operator.rollout.SpecChanges;
import dev.mcpstack.stack.StackSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an edit of a stack would do.
 *
 * @param changes field by field
 * @param sentence what they come to
 */
record Plan(List<SpecChange> changes, String sentence) {
  /** What stays in the stack when it is applied from a file that does not name it. */
  private static final Set<String> VERBS =
      Set.of("promote", "abort", "rollback", "retry", "retire", "paused");

  private static final int LONGEST = 60;

  /** That of a stack that is there. */
  static Plan of(Edit edit, Map<?, ?> live, Seen stack) {
    StackSpec before =
        switch (RecordShape.of(StackSpec.class).bind(Trees.at(live, "spec").orElse(Map.of()))) {
          case Bound.Valid<StackSpec>(StackSpec spec) -> spec;
          case Bound.Invalid<StackSpec> invalid ->
              throw new ConfigurationException("the stack in the cluster", invalid.found());
        };
    StackSpec after =
        RecordShape.of(StackSpec.class)
            .bind(merged(edit, live, stack))
            .orElseThrow(edit.tree()::refusal);
    List<SpecChange> changes = SpecChanges.between(before, after);
    return new Plan(changes, sentence(changes, stack));
  }

  private static Map<Object, Object> merged(Edit edit, Map<?, ?> live, Seen stack) {
    Map<Object, Object> spec = map(Trees.at(edit.tree().root(), "spec").orElse(Map.of()));
    Map<Object, Object> rollout = map(spec.getOrDefault("rollout", Map.of()));
    for (String verb : VERBS) {
      if (!rollout.containsKey(verb) && !stack.keepers().containsKey(verb)) {
        Trees.at(live, "spec", "rollout", verb).ifPresent(value -> rollout.put(verb, value));
      }
    }
    spec.put("rollout", rollout);
    return spec;
  }

  private static Map<Object, Object> map(Object tree) {
    return tree instanceof Map<?, ?> map ? new LinkedHashMap<>(map) : new LinkedHashMap<>();
  }

  private static String sentence(List<SpecChange> changes, Seen stack) {
    if (changes.isEmpty()) {
      return "Nothing changes.";
    }
    boolean rolls = changes.stream().anyMatch(each -> each.kind() == ChangeClass.ROLLOUT);
    boolean scales = changes.stream().anyMatch(each -> each.kind() == ChangeClass.SCALE);
    if (!rolls) {
      return scales
          ? "Pods are added or taken away; none is replaced."
          : "It is carried out in place; no pod is replaced.";
    }
    String beside = "Another revision is brought up beside revision %d".formatted(stack.active());
    if (stack.asked().rollback().isPresent()) {
      return beside + ", once 'rollback --end' lets the stack go on.";
    }
    return beside + (stack.asked().paused() ? ", once rollouts are resumed." : ".");
  }

  /** For people. */
  List<String> lines() {
    if (changes.isEmpty()) {
      return List.of(sentence);
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("CHANGE", "FIELD", "NOW", "THEN"));
    for (SpecChange change : changes) {
      rows.add(
          List.of(change.kind().text(), change.path(), cut(change.before()), cut(change.after())));
    }
    List<String> lines = new ArrayList<>(Columns.of(rows));
    lines.add("");
    lines.add(sentence);
    return lines;
  }

  /** For programs. */
  Map<String, Object> tree() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (SpecChange change : changes) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("change", change.kind().text());
      one.put("field", change.path());
      one.put("now", change.before());
      one.put("then", change.after());
      all.add(one);
    }
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("changes", all);
    tree.put("sentence", sentence);
    return tree;
  }

  private static String cut(String value) {
    String line = value.replaceAll("\\s+", " ");
    return line.isEmpty() ? "-" : line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
  }
}
