package dev.mcpstack.contract.shape;

import java.util.LinkedHashMap;
import java.util.Map;

/** A truth value. */
final class BooleanCodec implements Codec {
  @Override
  public Object read(Object tree, Place at, Reading reading) {
    if (tree instanceof Boolean flag) {
      return flag;
    }
    if (reading.fromText() && (tree.equals("true") || tree.equals("false"))) {
      return tree.equals("true");
    }
    return reading.fail(at, tree, expected());
  }

  @Override
  public Object write(Object value, Secrets secrets) {
    return value;
  }

  @Override
  public Map<String, Object> schema(SchemaUse use) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "boolean");
    return schema;
  }

  @Override
  public String expected() {
    return "true or false";
  }
}
