package dev.mcpstack.testkit.node;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcpstack.testkit.store.Json;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a pod may be told of itself. Pure. */
final class FieldRefs {
  private static final Pattern KEYED =
      Pattern.compile("metadata\\.(labels|annotations)\\['([^']*)'\\]");

  private FieldRefs() {}

  /**
   * The text of a field.
   *
   * @param address of the pod
   * @throws UnsupportedFeature for a field that pods aren't told here
   */
  static String of(JsonNode pod, String address, String path) {
    Matcher keyed = KEYED.matcher(path);
    if (keyed.matches()) {
      return Json.text(pod, "metadata", keyed.group(1), keyed.group(2));
    }
    return switch (path) {
      case "metadata.name",
          "metadata.namespace",
          "metadata.uid",
          "spec.nodeName",
          "spec.serviceAccountName" ->
          Json.text(pod, path.split("\\.", -1));
      case "status.podIP", "status.podIPs" -> address;
      case "status.hostIP" -> "127.0.0.1";
      default -> throw new UnsupportedFeature("the field " + path);
    };
  }
}
