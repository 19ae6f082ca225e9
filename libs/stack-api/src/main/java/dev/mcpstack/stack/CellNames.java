package dev.mcpstack.stack;

import dev.mcpstack.contract.server.ServerRole;
import java.time.Instant;

/**
 * What the objects of a stack, and of one cell of it, are called.
 *
 * @param stack its name
 * @param revision of the cell, from 1 on
 */
public record CellNames(String stack, int revision) {
  /** What the names of a cell's own objects begin with. */
  public String prefix() {
    return stack + "-r" + revision;
  }

  /** The pods of a server, and the Service of its MCP endpoint. */
  public String server(ServerRole role) {
    return prefix() + "-" + role.text();
  }

  /** The Service that finds LocalData's rows. */
  public String data() {
    return prefix() + "-data";
  }

  /** The configuration of the cell's servers. */
  public String config() {
    return prefix() + "-config";
  }

  /**
   * The Job that checks the cell.
   *
   * @param until when that has to be done: each attempt has its own
   */
  public String check(Instant until) {
    return prefix() + "-check-" + text(until);
  }

  /**
   * The Job that checks the cell once more while it serves.
   *
   * @param until when it is taken for good
   */
  public String recheck(Instant until) {
    return prefix() + "-recheck-" + text(until);
  }

  private static String text(Instant time) {
    return Long.toString(time.getEpochSecond(), Character.MAX_RADIX);
  }

  /** The Secret of the key with which cells are checked. */
  public String doctor() {
    return stack + "-doctor";
  }

  /** The Service that agents call. */
  public String endpoint() {
    return stack;
  }

  /** The Service of the cell that is being checked. */
  public String preview() {
    return stack + "-preview";
  }

  /** The token store. */
  public String tokens() {
    return stack + "-tokens";
  }

  /** How the token store is run. */
  public String tokensConfig() {
    return tokens() + "-config";
  }

  /** The Secret of the callers' keys. */
  public String keys() {
    return stack + "-keys";
  }

  /** The Secret of the stack's authority. */
  public String authority() {
    return stack + "-ca";
  }

  /** The Secret of a server's certificate. */
  public String certificate(ServerRole role) {
    return stack + "-tls-" + role.text();
  }

  /** The Secret of the certificate that agents see. */
  public String endpointCertificate() {
    return stack + "-tls-endpoint";
  }

  /** The Secret of the token store's certificate. */
  public String tokensCertificate() {
    return stack + "-tls-tokens";
  }
}
