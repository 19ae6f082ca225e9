package dev.mcpstack.testkit.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Reading and shaping JSON trees. */
public final class Json {
  public static final ObjectMapper MAPPER = new ObjectMapper();
  private static final YAMLMapper YAML = new YAMLMapper();

  private Json() {}

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  public static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /** One document of JSON or YAML. */
  public static JsonNode parse(String text) {
    try {
      return YAML.readTree(text);
    } catch (JsonProcessingException e) {
      throw ApiException.badRequest("the body can't be read: " + e.getOriginalMessage());
    }
  }

  /** JSON only; numbers keep the type that every other node of ours has. */
  public static JsonNode parseJson(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw ApiException.badRequest("the body can't be read: " + e.getOriginalMessage());
    }
  }

  /** All documents of a YAML text that are objects. */
  public static List<ObjectNode> documents(String yaml) {
    try (MappingIterator<JsonNode> parts = YAML.readerFor(JsonNode.class).readValues(yaml)) {
      List<ObjectNode> documents = new ArrayList<>();
      while (parts.hasNext()) {
        if (parts.next() instanceof ObjectNode object) {
          documents.add(object);
        }
      }
      return documents;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A tree whose numbers have the types that reading from the wire gives, so that trees compare by
   * value.
   */
  public static ObjectNode normal(Object value) {
    return (ObjectNode) parseJson(MAPPER.valueToTree(value).toString());
  }

  public static byte[] bytes(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static JsonNode at(JsonNode node, String... path) {
    JsonNode current = node;
    for (String name : path) {
      current = current.path(name);
    }
    return current.isNull() ? MissingNode.getInstance() : current;
  }

  /** Text at a path, empty where there is none. */
  public static String text(JsonNode node, String... path) {
    return at(node, path).asText("");
  }

  /** The object at a path, made where it is absent. */
  public static ObjectNode child(ObjectNode node, String... path) {
    ObjectNode current = node;
    for (String name : path) {
      current = current.get(name) instanceof ObjectNode present ? present : current.putObject(name);
    }
    return current;
  }

  public static ArrayNode list(ObjectNode node, String name) {
    return node.get(name) instanceof ArrayNode present ? present : node.putArray(name);
  }

  public static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  public static void putIfAbsent(ObjectNode node, String name, JsonNode value) {
    if (node.path(name).isMissingNode() || node.path(name).isNull()) {
      node.set(name, value.deepCopy());
    }
  }

  public static void putIfAbsent(ObjectNode node, String name, String value) {
    putIfAbsent(node, name, MAPPER.getNodeFactory().textNode(value));
  }

  public static void putIfAbsent(ObjectNode node, String name, int value) {
    putIfAbsent(node, name, MAPPER.getNodeFactory().numberNode(value));
  }

  /** Drops members that are null, everywhere: the API treats them as absent. */
  public static void dropNulls(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (Iterator<JsonNode> members = object.elements(); members.hasNext(); ) {
        JsonNode member = members.next();
        if (member.isNull()) {
          members.remove();
        } else {
          dropNulls(member);
        }
      }
    } else {
      node.forEach(Json::dropNulls);
    }
  }
}
