package dev.mcpstack.contract.shape;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Any tree. It is read as it is; written values may also be records and the other types that a
 * component may have, which are written as they would be there.
 */
final class TreeCodec implements Codec {
  @Override
  public Object read(Object tree, Place at, Reading reading) {
    return tree;
  }

  @Override
  public @Nullable Object write(Object value, Secrets secrets) {
    return switch (value) {
      case String text -> TextCodec.write(text, secrets);
      case Double number -> Double.isFinite(number) ? number : null;
      case Float number -> Float.isFinite(number) ? number : null;
      case Integer number -> number;
      case Long number -> number;
      case Short number -> number;
      case Byte number -> number;
      case BigDecimal number -> number;
      case BigInteger number -> number;
      case Boolean flag -> flag;
      case Map<?, ?> map -> writeMap(map, secrets);
      case Collection<?> values -> writeAll(values, secrets);
      case Optional<?> some -> some.isPresent() ? write(some.get(), secrets) : null;
      case DataSize size -> size.toString();
      case Record record -> RecordShape.codecOf(record.getClass()).write(record, secrets);
      case Enum<?> constant ->
          ShapeBuilder.enumCodec(constant.getDeclaringClass()).write(constant, secrets);
      default -> writeText(value, secrets);
    };
  }

  private Object writeMap(Map<?, ?> map, Secrets secrets) {
    Map<String, @Nullable Object> tree = LinkedHashMap.newLinkedHashMap(map.size());
    map.forEach(
        (key, each) -> tree.put(String.valueOf(key), each == null ? null : write(each, secrets)));
    return tree;
  }

  private Object writeAll(Collection<?> values, Secrets secrets) {
    List<@Nullable Object> tree = new ArrayList<>(values.size());
    for (Object each : values) {
      tree.add(each == null ? null : write(each, secrets));
    }
    return tree;
  }

  private static @Nullable Object writeText(Object value, Secrets secrets) {
    for (Map.Entry<Class<?>, ParsedTextCodec> form : ParsedTextCodec.ALL.entrySet()) {
      if (form.getKey().isInstance(value)) {
        return form.getValue().write(value, secrets);
      }
    }
    throw new IllegalArgumentException(
        "no form is defined for a value of " + value.getClass().getTypeName());
  }

  @Override
  public Map<String, Object> schema(SchemaUse use) {
    return new LinkedHashMap<>();
  }

  @Override
  public String expected() {
    return "any value";
  }
}
