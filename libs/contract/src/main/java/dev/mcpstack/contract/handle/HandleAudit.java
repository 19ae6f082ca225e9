package dev.mcpstack.contract.handle;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Who made, read and ended which data, as lines of the logger {@value #LOGGER}. A handle opens the
 * data to its principal, so a line names its fingerprint instead: equal handles have equal ones,
 * and nobody comes back from one to the handle. No line holds a value, a statement or a secret.
 */
public final class HandleAudit {
  /** To be switched and routed by. */
  public static final String LOGGER = "dev.mcpstack.audit";

  private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
  private static final int FINGERPRINT_BYTES = 8;

  private HandleAudit() {}

  /** A handle was made. */
  public static void created(HandleRecord record) {
    if (LOG.isInfoEnabled()) {
      facts(record.principal(), record.name(), record.kind(), record.lineage())
          .addKeyValue("rows", record.rows().rows())
          .addKeyValue("bytes", record.rows().bytes())
          .log("created");
    }
  }

  /** The rows of a handle were lost, and are made again here. */
  public static void remade(HandleRecord record) {
    if (LOG.isInfoEnabled()) {
      facts(record.principal(), record.name(), record.kind(), record.lineage()).log("remade");
    }
  }

  /**
   * Rows were read, all or a part.
   *
   * @param principal on whose behalf
   * @param rows how many were handed out
   * @param bytes of their chunks, 0 where they went into an answer
   */
  public static void read(String principal, HandleRecord record, long rows, long bytes) {
    if (LOG.isInfoEnabled()) {
      facts(principal, record.name(), record.kind(), record.lineage())
          .addKeyValue("rows", rows)
          .addKeyValue("bytes", bytes)
          .log("read");
    }
  }

  /** A handle's data is no longer there. */
  public static void ended(String handle, EndReason reason) {
    if (LOG.isInfoEnabled()) {
      LOG.atInfo()
          .addKeyValue("handle", fingerprint(handle))
          .addKeyValue("reason", reason.name())
          .log("ended");
    }
  }

  /** The name of a handle in the audit. */
  public static String fingerprint(String handle) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(handle.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static LoggingEventBuilder facts(
      String principal, String handle, HandleKind kind, Lineage lineage) {
    return LOG.atInfo()
        .addKeyValue("principal", principal)
        .addKeyValue("handle", fingerprint(handle))
        .addKeyValue("kind", kind.name())
        .addKeyValue("tool", lineage.tool())
        .addKeyValue("source", lineage.source());
  }
}
