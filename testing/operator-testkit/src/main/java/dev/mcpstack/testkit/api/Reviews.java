package dev.mcpstack.testkit.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.rbac.Grant;
import dev.mcpstack.testkit.rbac.Need;
import dev.mcpstack.testkit.rbac.Rbac;
import dev.mcpstack.testkit.store.Json;
import java.util.List;
import java.util.Optional;

/** Answers the question "may I?", which is asked by creating something that is never stored. */
record Reviews(Rbac rbac) {
  private static final String PREFIX = "/apis/authorization.k8s.io/v1/";

  Optional<ObjectNode> answer(Request request) {
    if (!request.path().startsWith(PREFIX) || !request.method().equals("POST")) {
      return Optional.empty();
    }
    ObjectNode review = (ObjectNode) Json.parseJson(request.body());
    return switch (request.path().substring(PREFIX.length())) {
      case "selfsubjectaccessreviews" -> Optional.of(access(request.user(), review));
      case "subjectaccessreviews" -> Optional.of(access(Json.text(review, "spec", "user"), review));
      case "selfsubjectrulesreviews" -> Optional.of(rules(request.user(), review));
      default -> Optional.empty();
    };
  }

  private ObjectNode access(String user, ObjectNode review) {
    ObjectNode asked = Json.child(review, "spec", "resourceAttributes");
    String subresource = Json.text(asked, "subresource");
    Need need =
        new Need(
            Json.text(asked, "verb"),
            Json.text(asked, "group"),
            Json.text(asked, "resource") + (subresource.isEmpty() ? "" : "/" + subresource),
            Json.text(asked, "namespace"),
            Json.text(asked, "name"));
    Json.child(review, "status").put("allowed", rbac.allows(user, need));
    return review;
  }

  private ObjectNode rules(String user, ObjectNode review) {
    String namespace = Json.text(review, "spec", "namespace");
    ObjectNode status = Json.child(review, "status").put("incomplete", false);
    status.putArray("nonResourceRules");
    ArrayNode rules = status.putArray("resourceRules");
    List<Grant> grants =
        rbac.isLimited(user) ? rbac.grants(user) : List.of(new Grant("*", "*", "*", List.of(), ""));
    for (Grant grant : grants) {
      if (grant.namespace().isEmpty() || grant.namespace().equals(namespace)) {
        ObjectNode rule = rules.addObject();
        rule.putArray("verbs").add(grant.verb());
        rule.putArray("apiGroups").add(grant.group());
        rule.putArray("resources").add(grant.resource());
        ArrayNode names = rule.putArray("resourceNames");
        grant.names().forEach(names::add);
      }
    }
    return review;
  }
}
