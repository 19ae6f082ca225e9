package dev.mcpstack.operator.apply;

import dev.mcpstack.operator.model.Labels;
import dev.mcpstack.operator.model.StackInput;
import dev.mcpstack.operator.observe.LiveObject;
import dev.mcpstack.operator.observe.StoreSight;
import dev.mcpstack.operator.observe.Workload;
import dev.mcpstack.operator.pki.CertificateAndKey;
import dev.mcpstack.operator.pki.generated.TokenStoreAccess;
import dev.mcpstack.operator.pki.generated.TokenStoreServer;
import dev.mcpstack.operator.rollout.ReleaseIdentity;
import dev.mcpstack.operator.rollout.StoreMemory;
import dev.mcpstack.operator.rollout.StoreStep;
import dev.mcpstack.operator.store.CertificateProbe;
import dev.mcpstack.operator.store.OwnStore;
import dev.mcpstack.operator.store.StoreTarget;
import dev.mcpstack.stack.CellConfigs;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The token store of a stack's own: who may use it, and that it shows the certificate that is
 * stored. For one look.
 */
final class OwnTokenStore {
  private static final String OPAQUE = "Opaque";

  private final StackInput input;
  private final OwnSecrets secrets;
  private final CertificateProbe probe;
  private final Optional<LiveObject> live;
  private final Map<String, byte[]> stored;
  private final TokenStoreAccess access;
  private Optional<StoreTarget> target = Optional.empty();
  private StoreMemory memory;
  private StoreStep step = new StoreStep.Starting(Optional.empty());

  /**
   * Reads what is stored of it.
   *
   * @param live its StatefulSet
   * @throws Refusal if its Secret is somebody else's
   */
  OwnTokenStore(
      StackInput input,
      OwnSecrets secrets,
      CertificateProbe probe,
      Optional<LiveObject> live,
      SecureRandom random) {
    this.input = input;
    this.secrets = secrets;
    this.probe = probe;
    this.live = live;
    this.stored = secrets.values(input.names().tokens());
    this.access = TokenStoreAccess.of(stored, input.name(), random);
    this.memory = StoreMemory.ofData(stored);
  }

  /**
   * Whether a pod of it may show another certificate than the one that is stored, about which it is
   * asked if need be.
   *
   * @param authorities who is believed, in PEM
   */
  boolean mayShowAnother(CertificateAndKey certificate, String authorities, Instant now) {
    target = Optional.of(StoreTarget.own(node(), access.operatorPassword(), authorities));
    String name = digest(certificate);
    step = StoreStep.of(name, memory, pods());
    if (step instanceof StoreStep.Ask) {
      step = look(certificate, authorities).map(sight -> StoreStep.asked(sight, now)).orElse(step);
    } else {
      probe.forget(input.namespace(), input.name());
    }
    memory =
        switch (step) {
          case StoreStep.Seen _ -> memory.seen(name);
          case StoreStep.Restart(var shows) -> memory.restarted(name, shows);
          case StoreStep.Done _, StoreStep.Starting _, StoreStep.Ask _, StoreStep.Waiting _ ->
              memory;
        };
    return step.isPending();
  }

  private String node() {
    return input.names().tokens() + "." + input.namespace() + ".svc:" + CellConfigs.TOKENS_PORT;
  }

  /** Where it can be written to, once it has a certificate. */
  Optional<StoreTarget> target() {
    return target;
  }

  private Optional<StoreSight> look(CertificateAndKey certificate, String authorities) {
    return probe.look(
        input.namespace(),
        input.name(),
        new OwnStore(
            node(),
            access.operatorPassword(),
            authorities,
            certificate.certificate(),
            TokenStoreServer.TLS));
  }

  private StoreStep.Pods pods() {
    Workload workload = live.map(Workload::of).orElse(Workload.ABSENT);
    boolean newest =
        live.flatMap(each -> each.annotation(Labels.CHECKSUM))
            .filter(checksum()::equals)
            .isPresent();
    if (!workload.complete() || !newest) {
      return StoreStep.Pods.STARTING;
    }
    return workload.wanted() == 0 ? StoreStep.Pods.NONE : StoreStep.Pods.CURRENT;
  }

  /**
   * Stores what has changed.
   *
   * @param certificate the one that is stored now; pods that start read it
   */
  void store(Optional<CertificateAndKey> certificate) {
    if (memory.startedWith().isEmpty()) {
      memory = certificate.map(OwnTokenStore::digest).map(memory::started).orElse(memory);
    }
    Map<String, byte[]> wanted = new HashMap<>(access.toData());
    wanted.putAll(memory.toData());
    if (!same(stored, wanted)) {
      secrets.store(input.names().tokens(), OPAQUE, wanted);
    }
  }

  /** What its pods have to start anew for, as a digest. */
  String checksum() {
    return ReleaseIdentity.digest(access.acl() + memory.startedWith().orElse(""));
  }

  /** What is being done. */
  StoreStep step() {
    return step;
  }

  private static String digest(CertificateAndKey certificate) {
    return ReleaseIdentity.digest(certificate.certificate());
  }

  private static boolean same(Map<String, byte[]> one, Map<String, byte[]> other) {
    return other.entrySet().stream()
        .allMatch(entry ->
            Arrays.equals(one.getOrDefault(entry.getKey(), new byte[0]), entry.getValue()));
  }
}
