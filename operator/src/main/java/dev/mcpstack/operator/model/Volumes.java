package dev.mcpstack.operator.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The volumes of a pod with where they are in it. For one use. */
final class Volumes {
  /** Files that only the pod's user may read: 0440 in octal. */
  private static final int READABLE = 288;

  private final List<Map<String, Object>> volumes = new ArrayList<>();
  private final List<Map<String, Object>> mounts = new ArrayList<>();

  List<Map<String, Object>> volumes() {
    return volumes;
  }

  List<Map<String, Object>> mounts() {
    return mounts;
  }

  /** A Secret, read-only; of it only these keys, unless none is named. */
  Volumes secret(String volume, String secret, Object path, String... keys) {
    return secret(volume, secret, path, List.of(keys));
  }

  Volumes secret(String volume, String secret, Object path, List<String> keys) {
    Map<String, Object> source =
        Tree.of(
            "secretName",
            secret,
            "defaultMode",
            READABLE,
            "items",
            keys.stream().map(key -> Tree.of("key", key, "path", key)).toList());
    return add(volume, Tree.present("secret", source), path, true);
  }

  /** One key of a Secret as a file of another name. */
  Volumes secretKey(String volume, String secret, String key, Object path, String file) {
    Map<String, Object> source =
        Tree.of(
            "secretName",
            secret,
            "defaultMode",
            READABLE,
            "items",
            List.of(Tree.of("key", key, "path", file)));
    return add(volume, Tree.present("secret", source), path, true);
  }

  /** A Secret with one key of another beside its own, read-only. */
  Volumes secretAnd(String volume, String secret, String other, String key, Object path) {
    Map<String, Object> one =
        Tree.of("name", other, "items", List.of(Tree.of("key", key, "path", key)));
    Map<String, Object> source =
        Tree.of(
            "defaultMode",
            READABLE,
            "sources",
            List.of(Tree.of("secret", Tree.of("name", secret)), Tree.of("secret", one)));
    return add(volume, Tree.present("projected", source), path, true);
  }

  /** A key of a ConfigMap as a file. */
  Volumes config(String volume, String configMap, String key, Object folder, String file) {
    Map<String, Object> source =
        Tree.of("name", configMap, "items", List.of(Tree.of("key", key, "path", file)));
    return add(volume, Tree.present("configMap", source), folder, true);
  }

  /** A ConfigMap whose keys are files. */
  Volumes config(String volume, String configMap, Object folder) {
    return add(volume, Tree.present("configMap", Tree.of("name", configMap)), folder, true);
  }

  /** A claim. */
  Volumes claim(String volume, String claim, Object folder, boolean readOnly) {
    return add(
        volume,
        Tree.present("persistentVolumeClaim", Tree.of("claimName", claim)),
        folder,
        readOnly);
  }

  /** A folder that ends with the pod, of at most so many bytes. */
  Volumes scratch(String volume, Object folder, String limit) {
    return add(volume, Tree.present("emptyDir", Tree.of("sizeLimit", limit)), folder, false);
  }

  private Volumes add(String volume, Map<String, Object> source, Object folder, boolean readOnly) {
    volumes.add(Tree.merged(Tree.of("name", volume), source));
    Map<String, Object> mount = Tree.of("name", volume, "mountPath", folder.toString());
    mounts.add(readOnly ? Tree.merged(mount, Tree.of("readOnly", true)) : mount);
    return this;
  }
}
