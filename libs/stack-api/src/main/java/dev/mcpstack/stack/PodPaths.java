package dev.mcpstack.stack;

import dev.mcpstack.contract.server.ServerRole;
import java.nio.file.Path;

/** Where a server's pod has what it reads and writes. */
public final class PodPaths {
  /** Its configuration. */
  public static final Path CONFIG = Path.of("/etc/mcpstack/config/server.yaml");

  /** The certificate of its role, with its key. */
  public static final Path TLS = Path.of("/etc/mcpstack/tls");

  /** The certificates that sign those of the stack. */
  public static final Path AUTHORITY = Path.of("/etc/mcpstack/ca");

  /** The certificate that agents see. */
  public static final Path ENDPOINT_CERTIFICATE = Path.of("/etc/mcpstack/certificate");

  /** The callers' keys. */
  public static final Path KEYS = Path.of("/etc/mcpstack/keys");

  /** The key with which cells are checked, in the pod that does. */
  public static final Path DOCTOR_KEY = Path.of("/etc/mcpstack/doctor");

  /** The checks of a stack's users, in the pod that makes them. */
  public static final Path CHECKS = Path.of("/etc/mcpstack/checks/checks.yaml");

  /** The credentials of sources, a folder a Secret. */
  public static final Path SECRETS = Path.of("/etc/mcpstack/secrets");

  /** User and password of the token store. */
  public static final Path TOKENS = Path.of("/etc/mcpstack/tokens");

  /** The certificates that sign that of an external token store. */
  public static final Path TOKENS_AUTHORITY = Path.of("/etc/mcpstack/tokens-ca");

  /** Results that don't fit in memory. */
  public static final Path SPOOL = Path.of("/var/lib/mcpstack/spool");

  /** Name of a certificate in its folder, as in a Secret of type kubernetes.io/tls. */
  public static final String CERTIFICATE_FILE = "tls.crt";

  /** Name of its key. */
  public static final String KEY_FILE = "tls.key";

  /** Name of the certificates that are believed. */
  public static final String AUTHORITY_FILE = "ca.crt";

  private PodPaths() {}

  /** The certificate of one of several roles in a pod, with its key. */
  public static Path tls(ServerRole role) {
    return Path.of(TLS + "-" + role.text());
  }
}
