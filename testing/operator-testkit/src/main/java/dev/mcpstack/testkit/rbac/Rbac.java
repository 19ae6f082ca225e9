package dev.mcpstack.testkit.rbac;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.store.ApiException;
import dev.mcpstack.testkit.store.Json;
import dev.mcpstack.testkit.store.ObjectKey;
import dev.mcpstack.testkit.store.ObjectStore;
import dev.mcpstack.testkit.store.ResourceType;
import dev.mcpstack.testkit.store.ResourceTypes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who may do what. A service account may do what the roles that are bound to it say, and any user
 * what was granted here. A user that is neither may do everything: what a test itself does isn't in
 * question.
 */
public final class Rbac {
  public static final String ANONYMOUS = "system:anonymous";
  private static final String SERVICE_ACCOUNT = "system:serviceaccount:";
  private final ObjectStore store;
  private final ResourceTypes types;
  private final Map<String, List<Grant>> granted = new ConcurrentHashMap<>();
  private final Map<String, Set<Grant>> used = new ConcurrentHashMap<>();

  public Rbac(ObjectStore store, ResourceTypes types) {
    this.store = store;
    this.types = types;
  }

  /** The name that a service account has as a user. */
  public static String serviceAccount(String namespace, String name) {
    return SERVICE_ACCOUNT + namespace + ":" + name;
  }

  /**
   * Grants the rules of all Roles and ClusterRoles in a YAML text, everywhere, and from then on
   * nothing else.
   */
  public void grant(String user, String yaml) {
    grantIn(user, "", yaml);
  }

  /** Grants rules in one namespace. */
  public void grantIn(String user, String namespace, String yaml) {
    for (ObjectNode role : Json.documents(yaml)) {
      granted.computeIfAbsent(user, name -> new ArrayList<>()).addAll(Grant.of(role, namespace));
    }
  }

  /** Whether a user is held to rules at all. */
  public boolean isLimited(String user) {
    return granted.containsKey(user) || user.startsWith(SERVICE_ACCOUNT) || user.equals(ANONYMOUS);
  }

  public boolean allows(String user, Need need) {
    return !isLimited(user) || grants(user).stream().anyMatch(grant -> grant.covers(need));
  }

  /**
   * Refuses what isn't granted, and records what granted it.
   *
   * @throws ApiException 403
   */
  public void check(String user, Need need) {
    if (!isLimited(user)) {
      return;
    }
    List<Grant> covering = grants(user).stream().filter(grant -> grant.covers(need)).toList();
    if (covering.isEmpty()) {
      throw refusal(user, need);
    }
    used.computeIfAbsent(user, name -> ConcurrentHashMap.newKeySet()).addAll(covering);
  }

  /** What a user was granted and made use of. */
  public Set<Grant> used(String user) {
    return Set.copyOf(used.getOrDefault(user, Set.of()));
  }

  /** What a user was granted and never made use of. */
  public Set<Grant> unused(String user) {
    Set<Grant> unused = new LinkedHashSet<>(grants(user));
    unused.removeAll(used(user));
    return unused;
  }

  /** All that a user is granted. */
  public List<Grant> grants(String user) {
    List<Grant> grants = new ArrayList<>(granted.getOrDefault(user, List.of()));
    if (user.startsWith(SERVICE_ACCOUNT)) {
      synchronized (store) {
        bound("clusterrolebindings", user, grants);
        bound("rolebindings", user, grants);
      }
    }
    return grants;
  }

  private void bound(String plural, String user, List<Grant> grants) {
    for (ObjectNode binding : store.list(types.named(plural), "", object -> true).items()) {
      if (!isSubject(binding, user)) {
        continue;
      }
      boolean cluster = Json.text(binding, "roleRef", "kind").equals("ClusterRole");
      String namespace = Json.text(binding, "metadata", "namespace");
      ResourceType roles = types.named(cluster ? "clusterroles" : "roles");
      store
          .get(ObjectKey.of(roles, namespace, Json.text(binding, "roleRef", "name")))
          .ifPresent(role -> grants.addAll(Grant.of(role, namespace)));
    }
  }

  private static boolean isSubject(ObjectNode binding, String user) {
    String own = Json.text(binding, "metadata", "namespace");
    for (JsonNode subject : binding.path("subjects")) {
      String namespace = subject.path("namespace").asText(own);
      if (Json.text(subject, "kind").equals("ServiceAccount")
          && serviceAccount(namespace, Json.text(subject, "name")).equals(user)) {
        return true;
      }
    }
    return false;
  }

  private static ApiException refusal(String user, Need need) {
    int slash = need.resource().indexOf('/');
    String plural = slash < 0 ? need.resource() : need.resource().substring(0, slash);
    String qualified = need.group().isEmpty() ? plural : plural + "." + need.group();
    String scope =
        need.namespace().isEmpty()
            ? "at the cluster scope"
            : "in the namespace \"" + need.namespace() + "\"";
    String message =
        "%s%s is forbidden: User \"%s\" cannot %s resource \"%s\" in API group \"%s\" %s"
            .formatted(
                qualified,
                need.name().isEmpty() ? "" : " \"" + need.name() + "\"",
                user,
                need.verb(),
                need.resource(),
                need.group(),
                scope);
    return new ApiException(403, "Forbidden", message).about(need.group(), plural, need.name());
  }
}
