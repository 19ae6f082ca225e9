package dev.mcpstack.operator.apply;

import dev.mcpstack.operator.model.PodRole;
import dev.mcpstack.operator.model.StackInput;
import dev.mcpstack.operator.observe.Finding;
import dev.mcpstack.operator.observe.Reason;
import dev.mcpstack.operator.pki.CertificateAndKey;
import dev.mcpstack.operator.pki.PairCheck;
import dev.mcpstack.operator.pki.SecretData;
import dev.mcpstack.operator.pki.SecretText;
import dev.mcpstack.operator.pki.generated.GatewayKeys;
import dev.mcpstack.operator.store.StoreTarget;
import dev.mcpstack.stack.CredentialsSecretRef;
import dev.mcpstack.stack.EnvSpec;
import dev.mcpstack.stack.ExternalStoreSpec;
import dev.mcpstack.stack.SecretKeyRef;
import dev.mcpstack.stack.StackSource;
import dev.mcpstack.stack.VolumeSpec;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The Secrets that a stack names: whether they are there and hold what is looked for. What they
 * hold is never told. For one use.
 */
final class NamedSecrets {
  private static final String USERNAME = "username";
  private static final String PASSWORD = "password";
  private static final String TLS = "kubernetes.io/tls";

  private final StackInput input;
  private final Cluster cluster;
  private final Map<String, Optional<Cluster.Secret>> read = new HashMap<>();
  private final Set<Finding> findings = new LinkedHashSet<>();

  NamedSecrets(StackInput input, Cluster cluster) {
    this.input = input;
    this.cluster = cluster;
  }

  /** What is wrong with any of them. */
  List<Finding> problems() {
    for (StackSource source : input.spec().sources()) {
      CredentialsSecretRef named = source.credentialsSecretRef();
      if (named != null) {
        text(named.name(), named.usernameKey());
        text(named.name(), named.passwordKey());
      }
    }
    input.spec().gateway().auth().keysSecretName().ifPresent(this::keys);
    input.spec().gateway().certificateSecretName().ifPresent(this::endpoint);
    input
        .spec()
        .gateway()
        .ingress()
        .flatMap(ingress -> ingress.tlsSecretName())
        .ifPresent(this::ingress);
    for (PodRole role : input.podRoles()) {
      input.pods(role).env().stream()
          .map(EnvSpec::secretKeyRef)
          .flatMap(Optional::stream)
          .forEach(key -> present(key.name(), key.key()));
      input.pods(role).volumes().stream()
          .map(VolumeSpec::secretName)
          .flatMap(Optional::stream)
          .forEach(this::secret);
    }
    input.spec().tokenStore().external().ifPresent(this::store);
    return List.copyOf(findings);
  }

  /** The external token store with what lets one in, if there is one and its Secrets are good. */
  Optional<StoreTarget> target() {
    NamedSecrets apart = new NamedSecrets(input, cluster);
    apart.read.putAll(read);
    return input
        .spec()
        .tokenStore()
        .external()
        .filter(store -> {
          apart.store(store);
          return apart.findings.isEmpty();
        })
        .map(store -> {
          Map<String, byte[]> credentials =
              store.credentialsSecretName().map(this::values).orElse(Map.of());
          return new StoreTarget(
              store,
              line(SecretData.text(credentials, USERNAME)),
              SecretText.of(line(SecretData.text(credentials, PASSWORD))),
              store.caSecretRef().map(key -> SecretData.text(values(key.name()), key.key())));
        });
  }

  /** As the servers read it. */
  private static String line(String text) {
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  private void store(ExternalStoreSpec store) {
    store
        .credentialsSecretName()
        .ifPresent(name -> {
          text(name, PASSWORD);
          if (values(name).containsKey(USERNAME)) {
            text(name, USERNAME);
          }
        });
    store.caSecretRef().ifPresent(this::authority);
  }

  private void authority(SecretKeyRef key) {
    if (present(key.name(), key.key())
        && !PairCheck.holdsCertificate(SecretData.text(values(key.name()), key.key()))) {
      malformed(key.name(), key.key() + " holds no certificate in PEM.");
    }
  }

  private void keys(String name) {
    secret(name)
        .ifPresent(secret -> {
          List<String> problems = GatewayKeys.problems(secret.values());
          problems.forEach(problem -> malformed(name, problem));
          if (secret.values().isEmpty()) {
            incomplete(name, "holds no caller's key, so that nobody can call.");
          }
        });
  }

  private void endpoint(String name) {
    boolean certificate = present(name, CertificateAndKey.CERTIFICATE);
    if (present(name, CertificateAndKey.KEY) && certificate) {
      PairCheck.problem(CertificateAndKey.ofData(values(name)))
          .ifPresent(problem -> malformed(name, problem));
    }
  }

  /** Ingress controllers take no other type, and read the key in other forms too. */
  private void ingress(String name) {
    secret(name)
        .ifPresent(secret -> {
          String type = secret.object().text("type").orElse("Opaque");
          if (!type.equals(TLS)) {
            malformed(name, "it is of type " + type + ", and an Ingress needs " + TLS + ".");
            return;
          }
          present(name, CertificateAndKey.CERTIFICATE);
          present(name, CertificateAndKey.KEY);
        });
  }

  private Optional<Cluster.Secret> secret(String name) {
    Optional<Cluster.Secret> secret = read.computeIfAbsent(name, cluster::secret);
    if (secret.isEmpty()) {
      findings.add(new Finding(Reason.SECRET_MISSING, "It is called " + name + "."));
    }
    return secret;
  }

  private Map<String, byte[]> values(String name) {
    return read.computeIfAbsent(name, cluster::secret).map(Cluster.Secret::values).orElse(Map.of());
  }

  private boolean present(String name, String key) {
    Optional<Cluster.Secret> secret = secret(name);
    boolean there =
        secret.isPresent() && secret.get().values().getOrDefault(key, new byte[0]).length > 0;
    if (secret.isPresent() && !there) {
      incomplete(name, "has nothing under the key " + key + ".");
    }
    return there;
  }

  /** A user name or password, which the servers read as text. */
  private void text(String name, String key) {
    if (present(name, key)) {
      byte[] bytes = values(name).getOrDefault(key, new byte[0]);
      Optional<String> text = decoded(bytes);
      if (text.isEmpty()) {
        malformed(name, key + " is no text in UTF-8.");
      } else if (text.get().isBlank()) {
        malformed(name, key + " is blank.");
      }
    }
  }

  private static Optional<String> decoded(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  private void incomplete(String name, String what) {
    findings.add(new Finding(Reason.SECRET_INCOMPLETE, "The Secret " + name + " " + what));
  }

  private void malformed(String name, String what) {
    findings.add(new Finding(Reason.SECRET_MALFORMED, "In the Secret " + name + ": " + what));
  }
}
