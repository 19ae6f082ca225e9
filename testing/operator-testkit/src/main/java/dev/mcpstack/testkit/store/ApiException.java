package dev.mcpstack.testkit.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A refusal, worded as an API server words it. */
public final class ApiException extends RuntimeException {
  private final int code;
  private final String reason;
  private final ObjectNode details = Json.object();
  private @Nullable Duration retryAfter;

  /** One cause of a refusal: reason, field and words. */
  public record Cause(String reason, String field, String message) {}

  public ApiException(int code, String reason, String message) {
    super(message);
    this.code = code;
    this.reason = reason;
  }

  public static ApiException badRequest(String message) {
    return new ApiException(400, "BadRequest", message);
  }

  public static ApiException forbidden(ResourceType type, String name, String why) {
    return new ApiException(
            403, "Forbidden", "%s \"%s\" is forbidden: %s".formatted(type.qualified(), name, why))
        .about(type.group(), type.plural(), name);
  }

  public static ApiException notFound(ResourceType type, String name) {
    return new ApiException(
            404, "NotFound", "%s \"%s\" not found".formatted(type.qualified(), name))
        .about(type.group(), type.plural(), name);
  }

  public static ApiException noSuchPath() {
    return new ApiException(404, "NotFound", "the server could not find the requested resource");
  }

  public static ApiException alreadyExists(ResourceType type, String name) {
    return new ApiException(
            409, "AlreadyExists", "%s \"%s\" already exists".formatted(type.qualified(), name))
        .about(type.group(), type.plural(), name);
  }

  public static ApiException conflict(ResourceType type, String name, String why) {
    return new ApiException(
            409,
            "Conflict",
            "Operation cannot be fulfilled on %s \"%s\": %s".formatted(type.qualified(), name, why))
        .about(type.group(), type.plural(), name);
  }

  public static ApiException changedMeanwhile(ResourceType type, String name) {
    return conflict(
        type,
        name,
        "the object has been modified; please apply your changes to the latest version and try again");
  }

  public static ApiException gone(String message) {
    return new ApiException(410, "Expired", message);
  }

  /** 422 with one cause per broken field. */
  public static ApiException invalid(ResourceType type, String name, List<Cause> causes) {
    String kind = type.group().isEmpty() ? type.kind() : type.kind() + "." + type.group();
    String list =
        causes.stream()
            .map(cause -> cause.field() + ": " + cause.message())
            .collect(Collectors.joining(", "));
    String message =
        "%s \"%s\" is invalid: %s"
            .formatted(kind, name, causes.size() == 1 ? list : "[" + list + "]");
    return new ApiException(422, "Invalid", message)
        .about(type.group(), type.kind(), name)
        .because(causes);
  }

  public ApiException about(String group, String kind, String name) {
    if (!name.isEmpty()) {
      details.put("name", name);
    }
    if (!group.isEmpty()) {
      details.put("group", group);
    }
    details.put("kind", kind);
    return this;
  }

  public ApiException because(List<Cause> causes) {
    for (Cause cause : causes) {
      details
          .withArray("causes")
          .addObject()
          .put("reason", cause.reason())
          .put("message", cause.message())
          .put("field", cause.field());
    }
    return this;
  }

  public ApiException retryAfter(Duration wait) {
    retryAfter = wait;
    details.put("retryAfterSeconds", wait.toSeconds());
    return this;
  }

  public int code() {
    return code;
  }

  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** The body of kind {@code Status}. */
  public ObjectNode status() {
    ObjectNode status = Json.object();
    status.put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    status.put("status", "Failure").put("message", getMessage()).put("reason", reason);
    if (!details.isEmpty()) {
      status.set("details", details);
    }
    return status.put("code", code);
  }
}
