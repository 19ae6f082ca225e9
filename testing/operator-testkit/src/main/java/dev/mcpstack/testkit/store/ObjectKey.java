package dev.mcpstack.testkit.store;

import java.util.Comparator;

/**
 * Where an object is.
 *
 * @param resource {@link ResourceType#qualified()}
 * @param namespace empty for objects of the cluster
 */
public record ObjectKey(String resource, String namespace, String name)
    implements Comparable<ObjectKey> {
  private static final Comparator<ObjectKey> ORDER =
      Comparator.comparing(ObjectKey::resource)
          .thenComparing(ObjectKey::namespace)
          .thenComparing(ObjectKey::name);

  public static ObjectKey of(ResourceType type, String namespace, String name) {
    return new ObjectKey(type.qualified(), type.namespaced() ? namespace : "", name);
  }

  @Override
  public int compareTo(ObjectKey other) {
    return ORDER.compare(this, other);
  }
}
