package dev.mcpstack.contract.shape;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map from text, in the order of its entries. A null value is read as an absent entry. */
final class MapCodec implements Codec {
  final Codec item;
  private final int min;
  private final int max;
  private final String size;

  MapCodec(Codec item, int min, int max) {
    this.item = item;
    this.min = min;
    this.max = max;
    this.size = "an object" + Bounds.ofSize(min, max, "entry", "entries");
  }

  @Override
  public Object read(Object tree, Place at, Reading reading) {
    if (!(tree instanceof Map<?, ?> found)) {
      return reading.fail(at, tree, expected());
    }
    if (found.size() < min || found.size() > max) {
      reading.problems.add(at.path(), "an object of " + found.size(), size);
      return Reading.FAILED;
    }
    Map<String, Object> values = LinkedHashMap.newLinkedHashMap(found.size());
    boolean failed = false;
    for (Map.Entry<?, ?> entry : found.entrySet()) {
      Object raw = entry.getValue();
      if (raw != null) {
        String key = String.valueOf(entry.getKey());
        Object value = item.read(raw, at.child(key, false), reading);
        failed |= Reading.failed(value);
        values.put(key, value);
      }
    }
    return failed ? Reading.FAILED : Collections.unmodifiableMap(values);
  }

  @Override
  public Object write(Object value, Secrets secrets) {
    Map<?, ?> values = (Map<?, ?>) value;
    Map<String, @Nullable Object> tree = LinkedHashMap.newLinkedHashMap(values.size());
    values.forEach(
        (key, each) -> tree.put((String) key, each == null ? null : item.write(each, secrets)));
    return tree;
  }

  @Override
  public Map<String, Object> schema(SchemaUse use) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    if (min > 0) {
      schema.put("minProperties", min);
    }
    if (max < Integer.MAX_VALUE) {
      schema.put("maxProperties", max);
    }
    schema.put("additionalProperties", item.schema(use));
    return schema;
  }

  @Override
  public String expected() {
    return size + ", each " + item.expected();
  }
}
