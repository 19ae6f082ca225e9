package dev.mcpstack.contract.shape;

/**
 * Paths into a tree as users read them: {@code spec.sources[1].url}, and {@code labels["a.b"]} for
 * a key that is no plain word. The root is the empty text.
 */
public final class TreePath {
  private TreePath() {}

  /** The path of {@code key} in the object at {@code path}. A very long key is cut. */
  public static String child(String path, String key) {
    if (!isPlain(key)) {
      return path + '[' + Excerpt.quote(key) + ']';
    }
    return path.isEmpty() ? key : path + '.' + key;
  }

  /** The path of an item, counted from 0, of the list at {@code path}. */
  public static String item(String path, int index) {
    return path + '[' + index + ']';
  }

  /** The path of {@code relative}, which starts at {@code path}. */
  public static String join(String path, String relative) {
    if (path.isEmpty() || relative.isEmpty() || relative.startsWith("[")) {
      return path + relative;
    }
    return path + '.' + relative;
  }

  /** The path of what holds {@code path}; the root holds itself. */
  public static String parent(String path) {
    int cut =
        path.endsWith("\"]")
            ? path.lastIndexOf("[\"")
            : path.lastIndexOf(path.endsWith("]") ? '[' : '.');
    return cut <= 0 ? "" : path.substring(0, cut);
  }

  private static boolean isPlain(String key) {
    if (key.isEmpty() || key.length() > Excerpt.LIMIT) {
      return false;
    }
    for (int index = 0; index < key.length(); index++) {
      char letter = key.charAt(index);
      boolean plain =
          (letter >= 'a' && letter <= 'z')
              || (letter >= 'A' && letter <= 'Z')
              || (letter >= '0' && letter <= '9')
              || letter == '_'
              || letter == '-'
              || letter == '$';
      if (!plain) {
        return false;
      }
    }
    return true;
  }
}
