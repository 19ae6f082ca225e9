package dev.mcpstack.testkit.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.apply.Ownership;
import dev.mcpstack.testkit.apply.Shape;
import io.fabric8.zjsonpatch.JsonPatch;
import java.util.List;

/** A change in one of the forms that aren't apply. */
public enum Patch {
  JSON {
    @Override
    public ObjectNode to(ObjectNode live, JsonNode body, Shape shape) {
      try {
        return (ObjectNode) JsonPatch.apply(body, live.deepCopy());
      } catch (RuntimeException e) {
        throw new ApiException(
                422, "Invalid", "the server rejected our request due to an error in our request")
            .because(
                List.of(
                    new ApiException.Cause(
                        "FieldValueInvalid", "patch", String.valueOf(e.getMessage()))));
      }
    }
  },
  MERGE {
    @Override
    public ObjectNode to(ObjectNode live, JsonNode body, Shape shape) {
      ObjectNode next = live.deepCopy();
      merge(next, body);
      return next;
    }
  },
  STRATEGIC {
    @Override
    public ObjectNode to(ObjectNode live, JsonNode body, Shape shape) {
      return Ownership.patched(live, body, shape);
    }
  };

  /** The changed copy of an object. */
  public abstract ObjectNode to(ObjectNode live, JsonNode body, Shape shape);

  private static void merge(ObjectNode target, JsonNode patch) {
    patch
        .properties()
        .forEach(entry -> {
          JsonNode value = entry.getValue();
          if (value.isNull()) {
            target.remove(entry.getKey());
          } else if (value.isObject()) {
            merge(Json.child(target, entry.getKey()), value);
          } else {
            target.set(entry.getKey(), value);
          }
        });
  }
}
