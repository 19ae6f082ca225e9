package dev.mcpstack.testkit.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with an object, in the words of the API server. */
public final class Problems {
  private final List<ApiException.Cause> causes = new ArrayList<>();

  public List<ApiException.Cause> causes() {
    return causes;
  }

  public void required(String field, String why) {
    add("FieldValueRequired", field, why.isEmpty() ? "Required value" : "Required value: " + why);
  }

  public void invalid(String field, JsonNode value, String why) {
    add("FieldValueInvalid", field, "Invalid value: " + value + ": " + why);
  }

  public void forbidden(String field, String why) {
    add("FieldValueForbidden", field, "Forbidden: " + why);
  }

  public void add(String reason, String field, String message) {
    causes.add(new ApiException.Cause(reason, field, message));
  }

  /** Refuses a value that differs from the one before. */
  public void immutable(String field, JsonNode before, JsonNode after) {
    if (!before.equals(after)) {
      invalid(field, after, "field is immutable");
    }
  }
}
