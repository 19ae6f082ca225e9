package dev.mcpstack.contract.shape;

import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A record, in a tree an object that has the keys of its components and no others. */
final class RecordCodec implements Codec {
  final Class<?> type;
  final List<Field> fields;
  private final Field[] inOrder;
  private final List<String> keys;
  private final Map<String, String> removed;
  private final @Nullable String discriminator;
  private final MethodHandle constructor;

  /**
   * Describes a record.
   *
   * @param removed what to write in place of each removed key
   * @param discriminator a key that a union has read already, or null
   * @param constructor of type {@code (Object[]) Object}
   */
  RecordCodec(
      Class<?> type,
      List<Field> fields,
      Map<String, String> removed,
      @Nullable String discriminator,
      MethodHandle constructor) {
    this.type = type;
    this.fields = List.copyOf(fields);
    this.inOrder = fields.toArray(Field[]::new);
    this.keys = fields.stream().map(Field::key).toList();
    this.removed = Map.copyOf(removed);
    this.discriminator = discriminator;
    this.constructor = constructor;
  }

  @Override
  public Object read(Object tree, Place at, Reading reading) {
    if (!(tree instanceof Map<?, ?> found)) {
      return reading.fail(at, tree, expected());
    }
    @Nullable Object[] values = new @Nullable Object[inOrder.length];
    boolean failed = false;
    int present = discriminator == null ? 0 : 1;
    for (int index = 0; index < inOrder.length; index++) {
      Object raw = found.get(inOrder[index].key());
      present += raw == null ? 0 : 1;
      values[index] = inOrder[index].read(raw, at, reading);
      failed |= Reading.failed(values[index]);
    }
    if (present != found.size()) {
      failed |= refuseOthers(found, at, reading);
    }
    return failed ? Reading.FAILED : create(values, at, reading);
  }

  /** Adds a problem for each key that is none of ours, and returns whether there was one. */
  private boolean refuseOthers(Map<?, ?> found, Place at, Reading reading) {
    boolean refused = false;
    for (Object each : found.keySet()) {
      String key = String.valueOf(each);
      if (!keys.contains(key) && !key.equals(discriminator)) {
        refuse(key, at.child(key, false).path(), reading);
        refused = true;
      }
    }
    return refused;
  }

  private void refuse(String key, String path, Reading reading) {
    String replacement = removed.get(key);
    if (replacement != null) {
      reading.problems.add(path, "a key that was removed", replacement + " in its place");
      return;
    }
    if (keys.isEmpty()) {
      reading.problems.add(path, "an unknown key", "no key here");
      return;
    }
    Optional<String> nearest = Names.nearest(key, keys);
    reading.problems.add(path, "an unknown key", nearest.orElseGet(() -> Names.oneOf(keys)));
  }

  private Object create(@Nullable Object[] values, Place at, Reading reading) {
    Object value;
    try {
      value = (Object) constructor.invokeExact(values);
    } catch (IllegalArgumentException refusal) {
      String message = Objects.requireNonNullElse(refusal.getMessage(), "is not valid");
      reading.problems.add(at.path(), message);
      return Reading.FAILED;
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable failure) {
      throw new IllegalStateException("a constructor threw a checked exception", failure);
    }
    if (value instanceof SelfChecked checked) {
      Problems problems = new Problems();
      checked.check(problems);
      if (!problems.isEmpty()) {
        String base = at.path();
        problems.list().forEach(each -> reading.problems.add(below(base, each)));
        return Reading.FAILED;
      }
    }
    return value;
  }

  private static Problem below(String base, Problem problem) {
    String path = TreePath.join(base, problem.path());
    return new Problem(path, problem.found(), problem.expected(), problem.position());
  }

  @Override
  public Map<String, @Nullable Object> write(Object value, Secrets secrets) {
    Map<String, @Nullable Object> tree = LinkedHashMap.newLinkedHashMap(inOrder.length + 1);
    writeInto(tree, value, secrets);
    return tree;
  }

  void writeInto(Map<String, @Nullable Object> tree, Object value, Secrets secrets) {
    for (Field field : inOrder) {
      Object written = field.write(value, secrets);
      if (written != null || field.presence() == Field.Presence.NEEDED) {
        tree.put(field.key(), written);
      }
    }
  }

  @Override
  public Map<String, Object> schema(SchemaUse use) {
    return schema(use, new LinkedHashMap<>());
  }

  /** The schema of an object that also has the {@code first} properties, which are required. */
  Map<String, Object> schema(SchemaUse use, Map<String, Object> first) {
    Map<String, Object> properties = new LinkedHashMap<>(first);
    List<String> required = new ArrayList<>(first.keySet());
    for (Field field : inOrder) {
      properties.put(field.key(), schema(field, use));
      boolean written = use == SchemaUse.ANSWER && field.presence() == Field.Presence.NEEDED;
      if (field.required() || written) {
        required.add(field.key());
      }
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.put("additionalProperties", false);
    return schema;
  }

  private static Map<String, Object> schema(Field field, SchemaUse use) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("description", field.description());
    schema.putAll(field.codec().schema(use));
    if (use == SchemaUse.INPUT) {
      if (field.defaultValue() != null) {
        Object written = field.codec().write(field.defaultValue(), Secrets.WRITTEN);
        if (written != null) {
          schema.put("default", written);
        }
      }
      if (field.secret()) {
        schema.put("writeOnly", true);
      }
    }
    if (!field.examples().isEmpty()) {
      schema.put("examples", Literals.trees(field.codec(), field.examples()));
    }
    return schema;
  }

  @Override
  public String expected() {
    return "an object";
  }
}
