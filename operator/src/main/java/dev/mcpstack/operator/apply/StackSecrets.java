package dev.mcpstack.operator.apply;

import dev.mcpstack.operator.model.CheckJob;
import dev.mcpstack.operator.model.Labels;
import dev.mcpstack.operator.model.StackInput;
import dev.mcpstack.operator.observe.Finding;
import dev.mcpstack.operator.observe.LiveObject;
import dev.mcpstack.operator.observe.Reason;
import dev.mcpstack.operator.pki.generated.DoctorKey;
import dev.mcpstack.operator.pki.generated.GatewayKeys;
import dev.mcpstack.operator.rollout.StoreStep;
import dev.mcpstack.operator.store.CertificateProbe;
import dev.mcpstack.operator.store.StoreTarget;
import dev.mcpstack.stack.CellNames;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Secrets of a stack: those that it names are looked at, its own are made. */
final class StackSecrets {
  private static final String OPAQUE = "Opaque";

  private final StackInput input;
  private final Cluster cluster;
  private final OwnSecrets own;
  private final CertificateSecrets certificates;
  private final CertificateProbe probe;
  private final SecureRandom random;
  private final List<Finding> refused = new ArrayList<>();

  StackSecrets(
      StackInput input,
      Cluster cluster,
      Applier applier,
      SecureRandom random,
      CertificateProbe probe) {
    this.input = input;
    this.cluster = cluster;
    this.own = new OwnSecrets(input, cluster, applier);
    this.certificates = new CertificateSecrets(input, cluster, applier, own, random);
    this.probe = probe;
    this.random = random;
  }

  /**
   * What was found and done.
   *
   * @param missing what is wrong with Secrets that the stack names, and with keys of callers
   * @param refused the first of its own that can't be kept
   * @param store the token store of somebody else, if it can be asked
   * @param serving the token store, for what its gateways read there
   * @param rotation why certificates are being replaced, if they are
   * @param certificates why one that somebody else issues is not there
   * @param tokens what is being done with the certificate of the stack's own token store
   * @param tokensChecksum changes when that store has to start anew
   * @param next when to look again
   */
  record Result(
      List<Finding> missing,
      Optional<Finding> refused,
      Optional<StoreTarget> store,
      Optional<StoreTarget> serving,
      Optional<String> rotation,
      Optional<Finding> certificates,
      Optional<StoreStep> tokens,
      String tokensChecksum,
      Instant next) {}

  /**
   * Sees to all of them.
   *
   * @param tokens the StatefulSet of the stack's own token store
   */
  Result reconcile(Optional<LiveObject> tokens, Instant now) {
    CellNames names = input.names();
    List<Finding> missing = new ArrayList<>();
    if (input.spec().gateway().auth().keysSecretName().isEmpty()) {
      missing.addAll(keys(names.keys()));
    }
    doctor(names.doctor());
    Optional<OwnTokenStore> store =
        input.hasOwnTokenStore()
            ? Optional.of(new OwnTokenStore(input, own, probe, tokens, random))
            : Optional.empty();
    if (store.isEmpty()) {
      probe.forget(input.namespace(), input.name());
    }
    CertificateSecrets.Result found = certificates.reconcile(store, now);
    refused.addAll(found.refused());
    store.ifPresent(each -> each.store(Optional.ofNullable(found.used().get(Labels.TOKENS))));
    Optional<StoreStep> step = store.map(OwnTokenStore::step);
    NamedSecrets named = new NamedSecrets(input, cluster);
    missing.addAll(named.problems());
    Optional<StoreTarget> external = named.target();
    return new Result(
        missing,
        refused.stream().findFirst(),
        external,
        external.or(() -> store.flatMap(OwnTokenStore::target)),
        found.rotation(),
        found.problem(),
        step,
        store.map(OwnTokenStore::checksum).orElse(""),
        step.flatMap(each -> each.due()).filter(found.next()::isAfter).orElse(found.next()));
  }

  /** The key with which cells are checked, beside those of agents. */
  private void doctor(String name) {
    try {
      Map<String, byte[]> added = DoctorKey.missing(own.values(name), CheckJob.caller(), random);
      if (!added.isEmpty()) {
        own.store(name, OPAQUE, added);
      }
    } catch (Refusal refusal) {
      refused.add(refusal.finding());
    }
  }

  /** The first key is made; what people write there later is looked at. */
  private List<Finding> keys(String name) {
    try {
      Map<String, byte[]> keys = own.values(name);
      Map<String, byte[]> added = GatewayKeys.missing(keys, random);
      if (!added.isEmpty()) {
        own.store(name, OPAQUE, added);
      }
      return GatewayKeys.problems(keys).stream()
          .map(problem ->
              new Finding(Reason.SECRET_MALFORMED, "In the Secret " + name + ": " + problem))
          .toList();
    } catch (Refusal refusal) {
      refused.add(refusal.finding());
      return List.of();
    }
  }
}
