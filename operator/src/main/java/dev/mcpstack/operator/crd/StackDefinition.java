package dev.mcpstack.operator.crd;

import dev.mcpstack.stack.StackMetadata;
import dev.mcpstack.stack.StackSpec;
import dev.mcpstack.stack.StackStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The definition of {@code McpStack} for an API server, from the records of a stack. */
public final class StackDefinition {
  /** The group of the API. */
  public static final String GROUP = "mcpstack.dev";

  /** Its version. */
  public static final String VERSION = "v1alpha1";

  /** The kind of a stack. */
  public static final String KIND = "McpStack";

  /** The name of the resource in addresses. */
  public static final String PLURAL = "mcpstacks";

  private StackDefinition() {}

  /** The CustomResourceDefinition as a tree, always in the same order. */
  public static Map<String, Object> tree() {
    Map<String, Object> definition = new LinkedHashMap<>();
    definition.put("apiVersion", "apiextensions.k8s.io/v1");
    definition.put("kind", "CustomResourceDefinition");
    definition.put("metadata", Map.of("name", PLURAL + "." + GROUP));
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("group", GROUP);
    spec.put("names", names());
    spec.put("scope", "Namespaced");
    spec.put("versions", List.of(version()));
    definition.put("spec", spec);
    return definition;
  }

  private static Map<String, Object> names() {
    Map<String, Object> names = new LinkedHashMap<>();
    names.put("kind", KIND);
    names.put("listKind", KIND + "List");
    names.put("plural", PLURAL);
    names.put("singular", "mcpstack");
    names.put("shortNames", List.of("mcps"));
    names.put("categories", List.of("all", "mcp"));
    return names;
  }

  private static Map<String, Object> version() {
    Map<String, Object> version = new LinkedHashMap<>();
    version.put("name", VERSION);
    version.put("served", true);
    version.put("storage", true);
    version.put("schema", Map.of("openAPIV3Schema", schema()));
    version.put("subresources", Map.of("status", Map.of()));
    version.put(
        "additionalPrinterColumns",
        List.of(
            column("Ready", "string", ".status.conditions[?(@.type=='Ready')].status", 0),
            column("Reason", "string", ".status.conditions[?(@.type=='Ready')].reason", 0),
            column("Revision", "integer", ".status.activeRevision", 0),
            column("Endpoint", "string", ".status.endpoint", 0),
            column("Age", "date", ".metadata.creationTimestamp", 0),
            column("Mode", "string", ".spec.mode", 1),
            column("Release", "string", ".spec.release", 1),
            column("Message", "string", ".status.conditions[?(@.type=='Ready')].message", 1)));
    return version;
  }

  /** The first five say it all, those with a priority come with {@code -o wide}. */
  private static Map<String, Object> column(String name, String type, String path, int priority) {
    Map<String, Object> column = new LinkedHashMap<>();
    column.put("name", name);
    column.put("type", type);
    column.put("jsonPath", path);
    if (priority > 0) {
      column.put("priority", priority);
    }
    return column;
  }

  private static Map<String, Object> schema() {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("apiVersion", Map.of("type", "string"));
    properties.put("kind", Map.of("type", "string"));
    properties.put("metadata", Map.of("type", "object"));
    properties.put("spec", StructuralSchema.of(StackSpec.class));
    properties.put("status", StructuralSchema.of(StackStatus.class));
    Map<String, Object> name = new LinkedHashMap<>();
    name.put("rule", "size(self.metadata.name) <= " + StackMetadata.MAX_NAME);
    name.put(
        "message",
        "metadata.name must have at most "
            + StackMetadata.MAX_NAME
            + " characters, since names of objects are made from it: choose a shorter one");
    Map<String, Object> label = new LinkedHashMap<>();
    label.put("rule", "self.metadata.name.matches('^[a-z]([a-z0-9-]*[a-z0-9])?$')");
    label.put(
        "message",
        "metadata.name must begin with a letter and have no dots: names of Services are made from it");
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("description", "One MCP endpoint over governed data sources and analyses.");
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put("required", List.of("spec"));
    schema.put("x-kubernetes-validations", List.of(name, label));
    return schema;
  }
}
