package dev.mcpstack.operator.model;

import dev.mcpstack.stack.CellNames;
import dev.mcpstack.stack.CellStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/** Labels of objects and pods. */
public final class Labels {
  /** The stack that an object belongs to. */
  public static final String STACK = "mcpstack.dev/stack";

  /** The revision of the cell that it belongs to. */
  public static final String REVISION = "mcpstack.dev/revision";

  /** The colour of that cell. */
  public static final String COLOUR = "mcpstack.dev/colour";

  /** What its pods are. */
  public static final String ROLE = "mcpstack.dev/role";

  /** On exactly the pods that face agents. */
  public static final String ENDPOINT = "mcpstack.dev/endpoint";

  /** The value of {@link #ENDPOINT}. */
  public static final String MCP = "mcp";

  /** The role of the token store. */
  public static final String TOKENS = "tokens";

  /** The role of what checks a cell. */
  static final String DOCTOR = "doctor";

  /** Annotation of the token store: what it has to start anew for, as a digest. */
  public static final String CHECKSUM = "mcpstack.dev/checksum";

  private Labels() {}

  /** Of what a whole stack shares. */
  static Map<String, String> shared(String stack) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("app.kubernetes.io/name", "mcpstack");
    labels.put("app.kubernetes.io/instance", stack);
    labels.put("app.kubernetes.io/part-of", "mcpstack");
    labels.put("app.kubernetes.io/managed-by", "mcpstack-operator");
    labels.put(STACK, stack);
    return labels;
  }

  /** Of what serves the whole stack in one role. */
  static Map<String, String> shared(String stack, String role) {
    Map<String, String> labels = shared(stack);
    labels.put("app.kubernetes.io/component", role);
    labels.put(ROLE, role);
    return labels;
  }

  /** Of what belongs to a cell. */
  static Map<String, String> cell(CellNames names) {
    Map<String, String> labels = shared(names.stack());
    labels.put(REVISION, Integer.toString(names.revision()));
    labels.put(COLOUR, colour(names));
    return labels;
  }

  /** Of the pods of a cell, and what is for them alone. */
  static Map<String, String> server(CellNames names, PodRole role) {
    Map<String, String> labels = cell(names);
    labels.put("app.kubernetes.io/component", role.text());
    labels.put(ROLE, role.text());
    return labels;
  }

  /** Of what checks a cell. */
  static Map<String, String> checker(CellNames names) {
    Map<String, String> labels = cell(names);
    labels.put("app.kubernetes.io/component", DOCTOR);
    labels.put(ROLE, DOCTOR);
    return labels;
  }

  /** What selects these pods of a cell. Never changes, as selectors can't. */
  static Map<String, String> selector(CellNames names, PodRole role) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(STACK, names.stack());
    labels.put(REVISION, Integer.toString(names.revision()));
    labels.put(ROLE, role.text());
    return labels;
  }

  /** What selects the pods of a role in all cells. */
  static Map<String, String> selector(String stack, String role) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(STACK, stack);
    labels.put(ROLE, role);
    return labels;
  }

  /** What selects the pods of a cell that face agents: the one write of a switch. */
  static Map<String, String> endpoint(CellNames names) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(STACK, names.stack());
    labels.put(REVISION, Integer.toString(names.revision()));
    labels.put(ENDPOINT, MCP);
    return labels;
  }

  private static String colour(CellNames names) {
    return switch (CellStatus.Colour.of(names.revision())) {
      case BLUE -> "blue";
      case GREEN -> "green";
    };
  }
}
