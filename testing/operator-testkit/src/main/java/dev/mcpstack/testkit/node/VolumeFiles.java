package dev.mcpstack.testkit.node;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcpstack.testkit.store.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The files of a volume that objects of the cluster fill. Pure. */
final class VolumeFiles {

  /**
   * A file.
   *
   * @param mode its permissions, such as 0440
   */
  record File(ByteBuffer content, int mode) {}

  private final JsonNode pod;
  private final Sources sources;
  private final String address;
  private final Rewrite rewrite;

  /** Those that a container of a pod sees. */
  VolumeFiles(JsonNode pod, Sources sources, String address, Rewrite rewrite) {
    this.pod = pod;
    this.sources = sources;
    this.address = address;
    this.rewrite = rewrite;
  }

  /** All files of a volume by their paths in it; empty for volumes that nothing fills. */
  Optional<Map<String, File>> of(JsonNode volume) {
    Map<String, File> files = new TreeMap<>();
    if (volume.has("secret")) {
      JsonNode source = volume.path("secret");
      keys("secrets", Json.text(source, "secretName"), source, mode(source), files);
    } else if (volume.has("configMap")) {
      JsonNode source = volume.path("configMap");
      keys("configmaps", Json.text(source, "name"), source, mode(source), files);
    } else if (volume.has("downwardAPI")) {
      fields(volume.path("downwardAPI"), mode(volume.path("downwardAPI")), files);
    } else if (volume.has("projected")) {
      int mode = mode(volume.path("projected"));
      Json.at(volume, "projected", "sources").forEach(source -> project(source, mode, files));
    } else {
      return Optional.empty();
    }
    return Optional.of(files);
  }

  private static int mode(JsonNode source) {
    return source.path("defaultMode").asInt();
  }

  private void project(JsonNode source, int mode, Map<String, File> files) {
    String kind = source.properties().iterator().next().getKey();
    JsonNode what = source.path(kind);
    switch (kind) {
      case "secret" -> keys("secrets", Json.text(what, "name"), what, mode, files);
      case "configMap" -> keys("configmaps", Json.text(what, "name"), what, mode, files);
      case "downwardAPI" -> fields(what, mode, files);
      case "serviceAccountToken" ->
          files.put(Json.text(what, "path"), file(ServiceAccounts.of(pod), mode));
      default -> throw new UnsupportedFeature("projected " + kind);
    }
  }

  private void fields(JsonNode source, int mode, Map<String, File> files) {
    for (JsonNode item : source.path("items")) {
      if (!item.has("fieldRef")) {
        throw new UnsupportedFeature("downwardAPI but by fieldRef");
      }
      String value = FieldRefs.of(pod, address, Json.text(item, "fieldRef", "fieldPath"));
      files.put(Json.text(item, "path"), file(value, item.path("mode").asInt(mode)));
    }
  }

  private void keys(
      String plural, String name, JsonNode source, int mode, Map<String, File> files) {
    Map<String, byte[]> data = sources.data(plural, name);
    if (!source.has("items")) {
      data.forEach((key, value) -> files.put(key, file(plural, key, value, mode)));
      return;
    }
    for (JsonNode item : source.path("items")) {
      byte[] value = data.get(Json.text(item, "key"));
      if (value != null) {
        String path = Json.text(item, "path");
        files.put(path, file(plural, path, value, item.path("mode").asInt(mode)));
      }
    }
  }

  private File file(String plural, String path, byte[] value, int mode) {
    boolean settings = plural.equals("configmaps") && Rewrite.isSettings(path);
    return settings
        ? file(rewrite.of(new String(value, StandardCharsets.UTF_8)), mode)
        : new File(ByteBuffer.wrap(value), mode);
  }

  private static File file(String text, int mode) {
    return new File(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), mode);
  }
}
