package dev.mcpstack.contract.shape;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A list; items may be null only if their type says so. */
final class ListCodec implements Codec {
  final Codec item;
  private final boolean nullable;
  private final int min;
  private final int max;
  private final String size;

  ListCodec(Codec item, boolean nullable, int min, int max) {
    this.item = item;
    this.nullable = nullable;
    this.min = min;
    this.max = max;
    this.size = "a list" + Bounds.ofSize(min, max, "item", "items");
  }

  @Override
  public Object read(Object tree, Place at, Reading reading) {
    if (!(tree instanceof Collection<?> found)) {
      return reading.fail(at, tree, expected());
    }
    if (found.size() < min || found.size() > max) {
      reading.problems.add(at.path(), "a list of " + found.size(), size);
      return Reading.FAILED;
    }
    List<@Nullable Object> values = new ArrayList<>(found.size());
    boolean failed = false;
    int index = 0;
    for (Object raw : found) {
      Object value = readItem(raw, at, index++, reading);
      failed |= Reading.failed(value);
      values.add(value);
    }
    return failed ? Reading.FAILED : Collections.unmodifiableList(values);
  }

  private @Nullable Object readItem(@Nullable Object raw, Place at, int index, Reading reading) {
    if (raw == null) {
      return nullable ? null : reading.fail(at.item(index), null, item.expected());
    }
    return item.read(raw, at.item(index), reading);
  }

  @Override
  public Object write(Object value, Secrets secrets) {
    List<?> values = (List<?>) value;
    List<@Nullable Object> tree = new ArrayList<>(values.size());
    for (Object each : values) {
      tree.add(each == null ? null : item.write(each, secrets));
    }
    return tree;
  }

  @Override
  public Map<String, Object> schema(SchemaUse use) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "array");
    if (min > 0) {
      schema.put("minItems", min);
    }
    if (max < Integer.MAX_VALUE) {
      schema.put("maxItems", max);
    }
    Map<String, Object> items = item.schema(use);
    schema.put("items", nullable ? Nullability.allowNull(items) : items);
    return schema;
  }

  @Override
  public String expected() {
    return size + ", each " + item.expected();
  }
}
