package dev.mcpstack.operator.apply;

import dev.mcpstack.operator.observe.LiveObject;
import dev.mcpstack.operator.observe.StoreShows;
import dev.mcpstack.operator.observe.StoreSight;
import dev.mcpstack.operator.observe.Trees;
import dev.mcpstack.operator.store.CertificateProbe;
import dev.mcpstack.operator.store.OwnStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The token store of a stack in memory: its pod shows the certificate that it read when it started
 * or when it was last asked to, if what it is asked by comes through.
 */
final class ShowingStore {
  private final MemoryCluster cluster;
  private final Clock clock;
  private final List<OwnStore> asked = new ArrayList<>();
  private Object template = "";
  private @Nullable OwnStore watched;
  private Instant since = Instant.EPOCH;
  private int starts;

  /** What comes of asking. */
  StoreShows answer = StoreShows.WANTED;

  /** The certificate that its pod shows. */
  String certificate = "";

  ShowingStore(MemoryCluster cluster, Clock clock) {
    this.cluster = cluster;
    this.clock = clock;
  }

  /** How often its pod has been started. */
  int starts() {
    start();
    return starts;
  }

  /** What it was asked since this was asked last. */
  List<OwnStore> asked() {
    List<OwnStore> all = List.copyOf(asked);
    asked.clear();
    return all;
  }

  /** The operator ends. */
  void forget() {
    watched = null;
  }

  /** Another template starts the pod anew, which reads what is stored then. */
  void start() {
    Object now =
        cluster
            .find("StatefulSet", "sales-tokens")
            .flatMap(set -> Trees.at(set.tree(), "spec", "template"))
            .orElse("");
    if (!now.equals(template) && !now.equals("")) {
      starts++;
      certificate = stored();
    }
    template = now;
  }

  private String stored() {
    return cluster
        .find("Secret", "sales-tls-tokens")
        .flatMap((LiveObject secret) -> secret.text("data", "tls.crt"))
        .map(text -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8))
        .orElse("");
  }

  CertificateProbe probe() {
    return new CertificateProbe() {
      @Override
      public Optional<StoreSight> look(String namespace, String stack, OwnStore store) {
        start();
        if (!store.equals(watched)) {
          watched = store;
          since = clock.instant();
          asked.add(store);
        }
        if (answer == StoreShows.WANTED) {
          certificate = store.certificate();
        }
        return Optional.of(new StoreSight(since, answer));
      }

      @Override
      public void forget(String namespace, String stack) {
        ShowingStore.this.forget();
      }
    };
  }
}
