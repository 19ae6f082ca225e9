package dev.mcpstack.operator.model;

import dev.mcpstack.stack.CellNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A release as it was rendered, kept in a ControllerRevision. */
public final class RevisionManifest {
  /** Where the digest is of what the release was made from. */
  public static final String IDENTITY = "identity";

  /** Where the rendered objects are. */
  public static final String OBJECTS = "objects";

  /** Where what the release was made from is kept itself. */
  public static final String SPEC = "spec";

  private static final String RELEASE = "release";

  private RevisionManifest() {}

  /**
   * The object that keeps it.
   *
   * @param identity the digest of what it was made from
   * @param spec that itself
   */
  public static Manifest of(
      StackInput input,
      int revision,
      String identity,
      Map<String, Object> spec,
      List<Manifest> release) {
    CellNames names = input.names(revision);
    Map<String, Object> data =
        Tree.of(
            IDENTITY,
            identity,
            RELEASE,
            input.release(),
            SPEC,
            spec,
            OBJECTS,
            release.stream().map(Manifest::tree).toList());
    return Manifest.of(
        "apps/v1",
        "ControllerRevision",
        input.cell(names.prefix(), names),
        Tree.of("revision", revision, "data", data));
  }

  /** The objects that the data of one keeps. */
  public static List<Manifest> release(Map<?, ?> data) {
    List<?> objects =
        switch (data.get(OBJECTS)) {
          case Packed packed -> packed.trees();
          case List<?> list -> list;
          case null, default -> List.of();
        };
    return objects.stream().map(object -> manifest((Map<?, ?>) object)).toList();
  }

  /** The release of the images that the data of one names. */
  public static String images(Map<?, ?> data) {
    return data.get(RELEASE) instanceof String release ? release : "";
  }

  /** What the data of one says that it was made from; empty if an older operator has made it. */
  public static Map<?, ?> spec(Map<?, ?> data) {
    return data.get(SPEC) instanceof Map<?, ?> spec ? spec : Map.of();
  }

  private static Manifest manifest(Map<?, ?> object) {
    Map<String, Object> tree = new LinkedHashMap<>();
    object.forEach((key, value) -> tree.put(String.valueOf(key), value));
    Object name = tree.get("metadata") instanceof Map<?, ?> meta ? meta.get("name") : "";
    return new Manifest(
        String.valueOf(tree.get("apiVersion")),
        String.valueOf(tree.get("kind")),
        String.valueOf(name),
        tree);
  }
}
