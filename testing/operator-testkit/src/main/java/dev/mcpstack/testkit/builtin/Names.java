package dev.mcpstack.testkit.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.store.Json;
import dev.mcpstack.testkit.store.Problems;
import dev.mcpstack.testkit.store.ResourceType;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What objects, labels and finalizers may be called. */
public final class Names {
  private static final String LABEL_WORDS =
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character"
          + " (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
  private static final String SERVICE_WORDS =
      "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric"
          + " character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
  private static final String SUBDOMAIN_WORDS =
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric"
          + " character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
  private static final String VALUE_WORDS =
      "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric"
          + " character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
  static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern SERVICE = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final Pattern VALUE =
      Pattern.compile("(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?");
  private static final int LONGEST_LABEL = 63;
  private static final int LONGEST_SUBDOMAIN = 253;
  private static final Set<String> FREE =
      Set.of("roles", "rolebindings", "clusterroles", "clusterrolebindings");

  private Names() {}

  /** Checks the name and the labels of an object. */
  public static void check(ResourceType type, ObjectNode object, Problems problems) {
    JsonNode name = Json.at(object, "metadata", "name");
    if (!FREE.contains(type.plural())) {
      switch (type.plural()) {
        case "services" ->
            check("metadata.name", name, SERVICE, SERVICE_WORDS, LONGEST_LABEL, problems);
        case "namespaces" ->
            check("metadata.name", name, LABEL, LABEL_WORDS, LONGEST_LABEL, problems);
        default ->
            check("metadata.name", name, SUBDOMAIN, SUBDOMAIN_WORDS, LONGEST_SUBDOMAIN, problems);
      }
    }
    labels("metadata.labels", Json.at(object, "metadata", "labels"), problems);
  }

  static void label(String field, JsonNode name, Problems problems) {
    check(field, name, LABEL, LABEL_WORDS, LONGEST_LABEL, problems);
  }

  static void labels(String field, JsonNode labels, Problems problems) {
    for (Map.Entry<String, JsonNode> label : labels.properties()) {
      check(field, label.getValue(), VALUE, VALUE_WORDS, LONGEST_LABEL, problems);
    }
  }

  private static void check(
      String field, JsonNode value, Pattern pattern, String words, int longest, Problems problems) {
    if (value.asText().length() > longest) {
      problems.invalid(field, value, "must be no more than " + longest + " bytes");
    } else if (!pattern.matcher(value.asText()).matches()) {
      problems.invalid(field, value, words);
    }
  }
}
