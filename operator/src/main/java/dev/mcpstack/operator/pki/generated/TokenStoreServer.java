package dev.mcpstack.operator.pki.generated;

/**
 * How the token store of a stack is run, for Redis from 6.2 on and Valkey.
 *
 * @param certificateFile in PEM, which the store reads when it starts, and when it is set to this
 *     path once more
 * @param keyFile of the certificate
 * @param aclFile as {@link TokenStoreAccess} makes it
 * @param dataFolder for what has to be there after a restart
 * @param maxMemoryBytes when it is reached new handles are refused, none is dropped; 0 for no limit
 */
public record TokenStoreServer(
    String certificateFile,
    String keyFile,
    String aclFile,
    String dataFolder,
    long maxMemoryBytes) {
  /** Folder of its certificate and key in its pod. */
  public static final String TLS = "/etc/redis-tls";

  /** Where it listens, with TLS only. */
  public static final int PORT = 6379;

  /** The configuration file. */
  public String configuration() {
    return network() + keeping();
  }

  private String network() {
    return """
    bind * -::*
    port 0
    tls-port %d
    tls-cert-file %s
    tls-key-file %s
    tls-auth-clients no
    tls-protocols "TLSv1.2 TLSv1.3"
    """
        .formatted(PORT, certificateFile, keyFile);
  }

  /** All but how it is reached. */
  String keeping() {
    return """
    aclfile %s
    dir %s
    save ""
    appendonly yes
    appendfsync everysec
    maxmemory %d
    maxmemory-policy noeviction
    """
        .formatted(aclFile, dataFolder, maxMemoryBytes);
  }
}
