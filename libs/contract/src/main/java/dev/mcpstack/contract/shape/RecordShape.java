package dev.mcpstack.contract.shape;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one description of a record type: it binds trees, writes them, and tells users what may be in
 * them. A tree is made of maps from text, lists, texts, numbers, truth values and null, which means
 * absent.
 *
 * <p>Components may be texts, booleans, ints, longs, doubles, BigDecimals, durations, {@link
 * DataSize}s, paths, URIs, instants, dates, enums, other records, sealed interfaces of records
 * ({@link Discriminator}), lists and maps of these, {@code Object} for any tree, and an Optional or
 * {@code @Nullable} for a key that may be absent. Immutable and safe for use by several threads.
 */
public final class RecordShape<T extends Record> {
  private static final ClassValue<RecordShape<?>> SHAPES =
      new ClassValue<>() {
        @Override
        protected RecordShape<?> computeValue(Class<?> type) {
          return new RecordShape<>(type.asSubclass(Record.class));
        }
      };

  private final Class<T> type;
  private final RecordCodec codec;

  private RecordShape(Class<T> type) {
    this.type = type;
    this.codec = new ShapeBuilder().record(type, null);
  }

  /**
   * The shape of a record type, made once.
   *
   * @throws IllegalArgumentException if the type is not one that a shape can describe, such as one
   *     with a component that has no {@link Description}
   */
  @SuppressWarnings("unchecked") // The shape kept for a class is of that class.
  public static <T extends Record> RecordShape<T> of(Class<T> type) {
    if (!type.isRecord()) {
      throw new IllegalArgumentException(type.getTypeName() + " is not a record");
    }
    return (RecordShape<T>) SHAPES.get(type);
  }

  static RecordCodec codecOf(Class<? extends Record> type) {
    return of(type).codec;
  }

  /** The type described. */
  public Class<T> type() {
    return type;
  }

  /** The keys in the order of declaration. */
  public List<ShapeComponent> components() {
    return codec.fields.stream()
        .map(field ->
            new ShapeComponent(
                field.key(),
                field.codec().expected(),
                field.required(),
                Optional.ofNullable(field.defaultText()),
                field.description(),
                field.examples(),
                field.secret()))
        .toList();
  }

  /** Binds a typed tree, such as one from JSON or YAML. */
  public Bound<T> bind(@Nullable Object tree) {
    return bind(tree, Coercion.NONE);
  }

  /** Binds a tree; the result is the value or every problem, in the order of the components. */
  public Bound<T> bind(@Nullable Object tree, Coercion coercion) {
    Reading reading = new Reading(coercion);
    Object value =
        tree == null
            ? reading.fail(Place.root(), null, codec.expected())
            : codec.read(tree, Place.root(), reading);
    return Reading.failed(value)
        ? new Bound.Invalid<>(reading.problems.list())
        : new Bound.Valid<>(type.cast(value));
  }

  /**
   * Writes a record as a new tree, in the order of its components. Absent optional values are left
   * out; durations, sizes, times and enums are text; NaN and the infinities are null, or left out
   * if the key may be absent. Secrets are written as they are.
   *
   * @throws IllegalArgumentException if a component of type Object holds what no tree can, such as
   *     a byte array
   */
  public Map<String, @Nullable Object> toTree(T value) {
    return codec.write(value, Secrets.WRITTEN);
  }

  /** Writes any record as {@link #toTree} does. */
  public static Map<String, @Nullable Object> treeOf(Record value) {
    return codecOf(value.getClass()).write(value, Secrets.WRITTEN);
  }

  /** The record for logs and {@code toString}: secrets and credentials in addresses are masked. */
  public static String describe(Record value) {
    return value.getClass().getSimpleName()
        + codecOf(value.getClass()).write(value, Secrets.MASKED);
  }

  /**
   * The JSON Schema (2020-12, without {@code $schema} and {@code $ref}) of what {@link #bind}
   * takes, always in the same order. Whoever calls owns the map. Sizes may also be sent as a number
   * of bytes, which the schema leaves out.
   */
  public Map<String, Object> jsonSchema() {
    return schema(SchemaUse.INPUT);
  }

  /**
   * The JSON Schema of what {@link #toTree} returns: keys that have a default are required too, and
   * a double may be null.
   */
  public Map<String, Object> answerSchema() {
    return schema(SchemaUse.ANSWER);
  }

  /**
   * A Markdown table of every key with type, default and meaning, nested keys as {@code
   * sources[].url}, always in the same order.
   */
  public String markdownTable() {
    return MarkdownTable.of(codec);
  }

  private Map<String, Object> schema(SchemaUse use) {
    Map<String, Object> schema = new LinkedHashMap<>();
    Description description = type.getAnnotation(Description.class);
    if (description != null) {
      schema.put("description", description.value());
    }
    schema.putAll(codec.schema(use));
    return schema;
  }
}
