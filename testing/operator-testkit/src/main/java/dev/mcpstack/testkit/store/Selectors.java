package dev.mcpstack.testkit.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Selectors of labels and fields, as predicates over objects. */
public final class Selectors {
  private static final Pattern SET = Pattern.compile("(\\S+)\\s+(in|notin)\\s+\\(([^)]*)\\)");
  private static final Pattern EQUALITY = Pattern.compile("([^!=\\s]+)\\s*(==|=|!=)\\s*([^=\\s]*)");

  private Selectors() {}

  /**
   * A selector in the words of a query: {@code =, ==, !=, in, notin, key, !key}, joined by commas.
   */
  public static Predicate<JsonNode> labels(String selector) {
    Predicate<JsonNode> all = object -> true;
    for (String requirement : requirements(selector)) {
      Predicate<JsonNode> one = requirement(requirement);
      all = all.and(object -> one.test(Json.at(object, "metadata", "labels")));
    }
    return all;
  }

  /**
   * A selector in the form of an object: {@code matchLabels} and {@code matchExpressions}, or plain
   * labels.
   */
  public static Predicate<JsonNode> labels(JsonNode selector) {
    List<String> requirements = new ArrayList<>();
    boolean structured = selector.has("matchLabels") || selector.has("matchExpressions");
    JsonNode equal = structured ? selector.path("matchLabels") : selector;
    equal
        .properties()
        .forEach(entry -> requirements.add(entry.getKey() + "=" + entry.getValue().asText()));
    for (JsonNode expression : structured ? selector.path("matchExpressions") : Json.array()) {
      String key = expression.path("key").asText();
      String values = String.join(",", Json.texts(expression.path("values")));
      requirements.add(
          switch (expression.path("operator").asText()) {
            case "In" -> key + " in (" + values + ")";
            case "NotIn" -> key + " notin (" + values + ")";
            case "Exists" -> key;
            default -> "!" + key;
          });
    }
    return labels(String.join(",", requirements));
  }

  /** A selector of fields: {@code path=value} and {@code path!=value}, joined by commas. */
  public static Predicate<JsonNode> fields(String selector) {
    Predicate<JsonNode> all = object -> true;
    for (String requirement : requirements(selector)) {
      Matcher equality = EQUALITY.matcher(requirement);
      if (!equality.matches()) {
        throw ApiException.badRequest("invalid field selector: " + requirement);
      }
      String[] path = equality.group(1).split("\\.");
      boolean wanted = !equality.group(2).equals("!=");
      String value = equality.group(3);
      all = all.and(object -> Json.text(object, path).equals(value) == wanted);
    }
    return all;
  }

  private static Predicate<JsonNode> requirement(String text) {
    Matcher set = SET.matcher(text);
    if (set.matches()) {
      List<String> values =
          Arrays.stream(set.group(3).split(",")).map(String::strip).collect(Collectors.toList());
      boolean wanted = set.group(2).equals("in");
      String key = set.group(1);
      return labels -> (labels.has(key) && values.contains(labels.get(key).asText())) == wanted;
    }
    Matcher equality = EQUALITY.matcher(text);
    if (equality.matches()) {
      boolean wanted = !equality.group(2).equals("!=");
      String value = equality.group(3);
      String key = equality.group(1);
      return labels -> (labels.has(key) && labels.get(key).asText().equals(value)) == wanted;
    }
    return text.startsWith("!")
        ? labels -> !labels.has(text.substring(1).strip())
        : labels -> labels.has(text);
  }

  private static List<String> requirements(String selector) {
    return Arrays.stream(selector.split(",(?![^(]*\\))"))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }
}
