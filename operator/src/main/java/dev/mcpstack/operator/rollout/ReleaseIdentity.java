package dev.mcpstack.operator.rollout;

import dev.mcpstack.contract.shape.RecordShape;
import dev.mcpstack.operator.model.PodRole;
import dev.mcpstack.operator.model.StackInput;
import dev.mcpstack.stack.StackSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What makes two stacks need different pods: a digest of all that is in the specification but what
 * is carried out in place. Not of the objects themselves: those of an operator's next release may
 * look different, and cells that run are left as they are.
 */
public final class ReleaseIdentity {
  private static final int DIGITS = 16;

  /** Paths of what is carried out in place, with all below them. */
  static final Set<String> IN_PLACE =
      Set.of(
          "rollout",
          "networkPolicy",
          "observability",
          "dataPolicy",
          "paused",
          "suspended",
          "tls.certificateLifetime",
          "tls.authorityLifetime",
          "tls.issuerRef",
          "tokenStore.managed",
          "sources[].connectionLimit",
          "gateway.port",
          "gateway.ingress.annotations",
          "gateway.ingress.className",
          "gateway.ingress.tlsSecretName",
          "gateway.httpRoute.gateway",
          "gateway.httpRoute.gatewayNamespace",
          "gateway.httpRoute.sectionName",
          "gateway.pods.replicas",
          "gateway.pods.autoscaling",
          "localData.pods.replicas",
          "localData.pods.autoscaling",
          "dataScience.pods.replicas",
          "dataScience.pods.autoscaling");

  /** Pods mount what the operator has put in its place, whoever has signed it. */
  private static final Map.Entry<?, ?> ELSEWHERE = Map.entry("tls.mode", "CertManager");

  private static final Map<?, ?> DEFAULTS = standard();

  private ReleaseIdentity() {}

  /** The digest, in hexadecimal digits. */
  public static String of(StackInput input) {
    Map<String, Object> identity = new LinkedHashMap<>();
    identity.put("spec", asked(RecordShape.treeOf(input.spec()), DEFAULTS, ""));
    for (PodRole role : input.podRoles()) {
      identity.put(role.text(), input.image(role));
    }
    return digest(identity.toString());
  }

  /** What the specification adds to the digest, to be kept and compared with another one. */
  public static Map<String, Object> tree(StackSpec spec) {
    Map<String, Object> tree = new LinkedHashMap<>();
    asked(RecordShape.treeOf(spec), DEFAULTS, "")
        .forEach((key, value) -> tree.put(key, present(value)));
    return tree;
  }

  /** Without keys that have no value. */
  private static Object present(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, Object> present = new LinkedHashMap<>();
        map.forEach((key, each) -> {
          if (each != null) {
            present.put(String.valueOf(key), present(each));
          }
        });
        yield present;
      }
      case List<?> list -> list.stream().map(ReleaseIdentity::present).toList();
      default -> value;
    };
  }

  /** What differs from the defaults: a key that the operator's next release brings is none. */
  private static Map<String, Object> asked(Map<?, ?> tree, Map<?, ?> defaults, String path) {
    Map<String, Object> asked = new TreeMap<>();
    tree.forEach((key, value) -> {
      String at = path.isEmpty() ? String.valueOf(key) : path + "." + key;
      Object standard = defaults.get(key);
      if (value == null
          || IN_PLACE.contains(at)
          || ELSEWHERE.equals(Map.entry(at, value))
          || value.equals(standard)) {
        return;
      }
      if (!(value instanceof Map<?, ?> map)) {
        asked.put(String.valueOf(key), value instanceof List<?> list ? items(list, at) : value);
        return;
      }
      Map<String, Object> within =
          asked(map, standard instanceof Map<?, ?> known ? known : Map.of(), at);
      if (!within.isEmpty()) {
        asked.put(String.valueOf(key), within);
      }
    });
    return asked;
  }

  /** A list as it is, but for keys of its items that are carried out in place. */
  private static List<?> items(List<?> list, String path) {
    return list.stream()
        .map(item -> {
          if (!(item instanceof Map<?, ?> map)) {
            return item;
          }
          Map<Object, @Nullable Object> kept = new LinkedHashMap<>(map);
          kept.keySet().removeIf(key -> IN_PLACE.contains(path + "[]." + key));
          return kept;
        })
        .toList();
  }

  /** A specification that says nothing. */
  static Map<?, ?> defaults() {
    return DEFAULTS;
  }

  private static Map<?, ?> standard() {
    Map<String, Object> least = Map.of("localData", Map.of("enabled", false));
    Map<String, @Nullable Object> tree =
        RecordShape.of(StackSpec.class)
            .toTree(
                RecordShape.of(StackSpec.class)
                    .bind(least)
                    .orElseThrow(problems -> new IllegalStateException(problems.toString())));
    tree.put("localData", tree.get("dataScience"));
    return tree;
  }

  /** A short digest of a text. */
  public static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
