package dev.mcpstack.operator.model;

import java.util.Map;

/**
 * The metadata of an object.
 *
 * @param name its name
 * @param namespace its namespace
 * @param labels its labels
 * @param annotations its annotations
 */
record Meta(
    String name, String namespace, Map<String, String> labels, Map<String, String> annotations) {
  Map<String, Object> tree() {
    return Tree.of(
        "name", name, "namespace", namespace, "labels", labels, "annotations", annotations);
  }

  Meta with(Map<String, String> moreAnnotations) {
    return new Meta(name, namespace, labels, Tree.merged(annotations, moreAnnotations));
  }
}
