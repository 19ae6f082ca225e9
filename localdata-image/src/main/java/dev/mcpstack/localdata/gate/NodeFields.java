package dev.mcpstack.localdata.gate;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import net.sf.jsqlparser.parser.Node;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a parser's node, inherited ones included, whatever accessors it has. */
final class NodeFields {
  private static final String ROOT = "net.sf.jsqlparser.";

  private static final ClassValue<List<Field>> FIELDS =
      new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
          List<Field> fields = new ArrayList<>();
          for (Class<?> c = type; c != null && isNode(c); c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
              // Node is the parser's own record of positions, not part of the query.
              if (!Modifier.isStatic(field.getModifiers())
                  && !Node.class.isAssignableFrom(field.getType())) {
                field.setAccessible(true);
                fields.add(field);
              }
            }
          }
          return List.copyOf(fields);
        }
      };

  private NodeFields() {}

  static boolean isNode(Class<?> type) {
    return type.getName().startsWith(ROOT);
  }

  static List<Field> of(Class<?> node) {
    return FIELDS.get(node);
  }

  /** The value of a field, or null when it says nothing: null, false, zero, empty. */
  static @Nullable Object setValue(Field field, Object node) {
    Object value;
    try {
      value = field.get(node);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("cannot read " + field, e);
    }
    boolean unset =
        switch (value) {
          case null -> true;
          case Boolean flag -> !flag;
          case Integer number -> number == 0 && field.getType().isPrimitive();
          case String text -> text.isEmpty();
          case Collection<?> items -> items.isEmpty() && !isNode(items.getClass());
          case Map<?, ?> items -> items.isEmpty();
          default -> false;
        };
    return unset ? null : value;
  }
}
