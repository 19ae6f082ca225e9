package dev.mcpstack.operator.apply;

import dev.mcpstack.operator.model.Certificates;
import dev.mcpstack.operator.observe.LiveObject;
import dev.mcpstack.operator.observe.Trees;
import dev.mcpstack.operator.pki.TestIssuer;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Answers the Certificates of a namespace in memory, as cert-manager and its issuer do. */
final class FakeCertManager {
  private final MemoryCluster cluster;
  private final Map<String, Object> answered = new TreeMap<>();

  FakeCertManager(MemoryCluster cluster) {
    this.cluster = cluster;
  }

  /** Signs what is asked for and not answered yet. */
  void settle(TestIssuer issuer, Instant now) {
    for (String name : cluster.names()) {
      if (name.startsWith("Certificate ")) {
        LiveObject live = cluster.object("Certificate", name.substring(name.indexOf(' ') + 1));
        Map<?, ?> spec = (Map<?, ?>) Trees.at(live.tree(), "spec").orElseThrow();
        String secret = String.valueOf(spec.get("secretName"));
        if (!spec.equals(answered.get(live.name())) || cluster.find("Secret", secret).isEmpty()) {
          answered.put(live.name(), spec);
          write(secret, live.name(), issuer.issue(spec, now));
        }
      }
    }
  }

  /** Forgets what was answered: all is signed anew at the next look. */
  void renewAll() {
    answered.clear();
  }

  private void write(String secret, String certificate, Map<String, byte[]> values) {
    Map<String, Object> data = new TreeMap<>();
    values.forEach((key, value) -> data.put(key, Base64.getEncoder().encodeToString(value)));
    Map<String, Object> annotations = Map.of(Certificates.MADE_FOR, certificate);
    if (cluster.find("Secret", secret).isEmpty()) {
      cluster.put("Secret", secret, Map.of("metadata", Map.of("annotations", annotations)));
    }
    cluster.overwrite("Secret", secret, data, "data");
  }

  /** Says of each Certificate why it is not there. */
  void fail(String message) {
    for (String name : cluster.names()) {
      if (name.startsWith("Certificate ")) {
        cluster.overwrite(
            "Certificate",
            name.substring(name.indexOf(' ') + 1),
            List.of(Map.of("type", "Ready", "status", "False", "message", message)),
            "status",
            "conditions");
      }
    }
  }
}
