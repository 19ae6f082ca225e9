package dev.mcpstack.contract.shape;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of several records, told apart by the text under a key. */
final class UnionCodec implements Codec {
  final String discriminator;

  /** By external name, in the order of the permits clause. */
  final Map<String, RecordCodec> variants;

  private final Map<Class<?>, String> names;

  UnionCodec(String discriminator, Map<String, RecordCodec> variants) {
    this.discriminator = discriminator;
    this.variants = new LinkedHashMap<>(variants);
    this.names = new LinkedHashMap<>();
    variants.forEach((name, variant) -> names.put(variant.type, name));
  }

  @Override
  public Object read(Object tree, Place at, Reading reading) {
    if (!(tree instanceof Map<?, ?> found)) {
      return reading.fail(at, tree, expected());
    }
    Object name = found.get(discriminator);
    RecordCodec variant = name instanceof String text ? variants.get(text) : null;
    return variant == null
        ? reading.fail(at.child(discriminator, false), name, allowed())
        : variant.read(tree, at, reading);
  }

  @Override
  public Map<String, @Nullable Object> write(Object value, Secrets secrets) {
    String name = names.get(value.getClass());
    RecordCodec variant = name == null ? null : variants.get(name);
    if (name == null || variant == null) {
      throw new IllegalArgumentException(value.getClass().getTypeName() + " is not permitted here");
    }
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put(discriminator, name);
    variant.writeInto(tree, value, secrets);
    return tree;
  }

  @Override
  public Map<String, Object> schema(SchemaUse use) {
    List<Object> either = new ArrayList<>();
    variants.forEach((name, variant) -> {
      Map<String, Object> constant = new LinkedHashMap<>();
      constant.put("type", "string");
      constant.put("const", name);
      Map<String, Object> first = new LinkedHashMap<>();
      first.put(discriminator, constant);
      either.add(variant.schema(use, first));
    });
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("oneOf", either);
    return schema;
  }

  /** The names there are, as they follow "expected". */
  String allowed() {
    return Names.oneOf(variants.keySet());
  }

  @Override
  public String expected() {
    return "an object with " + discriminator + " " + allowed();
  }
}
