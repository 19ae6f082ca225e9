package dev.mcpstack.testkit.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.apply.Shape;
import java.util.List;
import java.util.Optional;

/** What is known of a resource beyond its name. */
public interface Kinds {

  Shape shape(ResourceType type);

  /** Refuses a configuration to apply that says what the schema doesn't know. */
  void checkApplied(ResourceType type, ObjectNode config);

  /** Drops unknown fields, fills in defaults and what the server assigns. */
  void complete(ResourceType type, Optional<ObjectNode> old, ObjectNode next);

  /** What is wrong with an object that is about to be stored. */
  List<ApiException.Cause> problems(ResourceType type, Optional<ObjectNode> old, ObjectNode next);

  /** The last word before an object is created; throws to refuse it. */
  void admit(ResourceType type, ObjectNode next);

  /** How long an object asks to be given to end once it is deleted, in seconds. */
  int graceSeconds(ResourceType type, ObjectNode object);

  /** Told of each object after it was stored. */
  void stored(ResourceType type, ObjectNode object);

  /** Told of each object after it was removed. */
  void removed(ResourceType type, ObjectNode object);
}
