package dev.mcpstack.operator.chart;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What Helm made of a chart: the text, and the objects in it. */
record Rendered(String text) {
  private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
  private static final Pattern SEPARATOR = Pattern.compile("(?m)^---$");
  private static final Pattern CONTENT = Pattern.compile("(?m)^[^#\\s]");

  List<HasMetadata> objects() {
    List<HasMetadata> objects = new ArrayList<>();
    for (String document : SEPARATOR.split(text, -1)) {
      if (CONTENT.matcher(document).find()) {
        objects.add(SERIALIZATION.<HasMetadata>unmarshal(document));
      }
    }
    return objects;
  }

  <T extends HasMetadata> List<T> all(Class<T> kind) {
    return objects().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The one object of a kind. */
  <T extends HasMetadata> T only(Class<T> kind) {
    List<T> all = all(kind);
    if (all.size() != 1) {
      throw new AssertionError(
          all.size() + " of " + kind.getSimpleName() + ", not one: " + names());
    }
    return all.getFirst();
  }

  /** The one object of a kind with a name. */
  <T extends HasMetadata> T named(Class<T> kind, String name) {
    return all(kind).stream()
        .filter(object -> object.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " among " + names()));
  }

  /** Kind and name of every object, with the namespace where it has one. */
  List<String> names() {
    return objects().stream()
        .map(object -> {
          String namespace = object.getMetadata().getNamespace();
          return object.getKind()
              + " "
              + (namespace == null ? "" : namespace + "/")
              + object.getMetadata().getName();
        })
        .toList();
  }
}
