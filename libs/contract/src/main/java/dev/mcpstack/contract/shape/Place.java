package dev.mcpstack.contract.shape;

import org.jspecify.annotations.Nullable;

/**
 * Where the reader is in a tree. It is cheap to make, since a path is needed only if something is
 * wrong.
 */
final class Place {
  private final @Nullable Place parent;
  private final @Nullable String key;
  private final int index;
  private final boolean secret;

  private Place(@Nullable Place parent, @Nullable String key, int index, boolean secret) {
    this.parent = parent;
    this.key = key;
    this.index = index;
    this.secret = secret;
  }

  static Place root() {
    return new Place(null, null, 0, false);
  }

  /** Where {@code key} is; what lies below a secret is secret. */
  Place child(String childKey, boolean childSecret) {
    return new Place(this, childKey, 0, secret || childSecret);
  }

  Place item(int itemIndex) {
    return new Place(this, null, itemIndex, secret);
  }

  boolean secret() {
    return secret;
  }

  String path() {
    if (parent == null) {
      return "";
    }
    return key == null ? TreePath.item(parent.path(), index) : TreePath.child(parent.path(), key);
  }
}
