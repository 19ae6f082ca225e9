package dev.mcpstack.bench;

import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.contract.server.ServerRole;
import dev.mcpstack.contract.server.TlsConfig;
import dev.mcpstack.contract.tls.PeerName;
import dev.mcpstack.contract.tls.TlsFiles;
import dev.mcpstack.fixture.TestCertificates;
import dev.mcpstack.gateway.GatewayMain;
import dev.mcpstack.localdata.LocalDataMain;
import dev.mcpstack.mcp.auth.BearerKeys;
import dev.mcpstack.mcp.peer.PrincipalHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * LocalData's program and the gateway's in front of it, each a process, with the product's
 * defaults: the gateway asks for a key, the server for the gateway's certificate. Without TLS
 * between them the server believes every program of the machine, as it must be told to.
 */
final class GatewayStack implements AutoCloseable {
  /** Name of the only source, in the embedded DuckDB. */
  static final String SOURCE = "embedded";

  private static final String STACK = "bench";
  private static final String CALLER = "bench";
  private static final ServerRole ROLE = ServerRole.LOCALDATA;

  private final ServerProcess server;
  private final ServerProcess gateway;
  private final Target direct;
  private final Target through;

  /**
   * Starts both.
   *
   * @param folder takes configurations, key and certificates
   * @param logs folder that takes what they log
   * @param table a file for the source
   * @param tls whether the gateway calls the server by TLS
   */
  GatewayStack(Path folder, Path logs, Path table, boolean tls) throws IOException {
    String hop = tls ? "-tls" : "";
    Path keys = Files.createDirectories(folder.resolve("keys"));
    String key = BearerKeys.generate();
    Files.writeString(keys.resolve(CALLER), key + "\n");
    Optional<TlsConfig> own = Optional.empty();
    Optional<Target.Peer> peer = Optional.empty();
    String door = "trust: loopback\n";
    if (tls) {
      TestCertificates certificates =
          new TestCertificates(Files.createTempDirectory(folder, "certificates"));
      door = yaml(sign(certificates, ROLE));
      TlsConfig shown = sign(certificates, ServerRole.GATEWAY);
      own = Optional.of(shown);
      peer = Optional.of(new Target.Peer(TlsFiles.ofPeers(shown).context(), name(ROLE).dnsName()));
    }
    server =
        ServerProcess.program(
            "localdata" + hop,
            logs,
            LocalDataMain.class,
            Files.writeString(folder.resolve("localdata.yaml"), localData(door, table)));
    try {
      gateway =
          ServerProcess.program(
              "gateway" + hop,
              logs,
              GatewayMain.class,
              Files.writeString(
                  folder.resolve("gateway.yaml"),
                  gateway(own.map(GatewayStack::yaml).orElse(""), keys)));
    } catch (IOException e) {
      server.close();
      throw e;
    }
    // What the gateway tells the server of this caller, shown what the gateway shows.
    Map<String, String> told =
        Map.of(PrincipalHeader.NAME, PrincipalHeader.write(Principal.withAllScopes(CALLER)));
    direct = new Target(server.endpoint(), told, peer);
    through = Target.keyed(gateway.endpoint(), Optional.of(key));
  }

  /** The server's endpoint, called as the gateway calls it. */
  Target direct() {
    return direct;
  }

  /** The gateway's, called as agents call it. */
  Target through() {
    return through;
  }

  ProcessHandle server() {
    return server.handle();
  }

  ProcessHandle gateway() {
    return gateway.handle();
  }

  @Override
  public void close() throws IOException {
    try (server) {
      gateway.close();
    }
  }

  private static String localData(String door, Path table) {
    return """
    endpoint: {port: 0}
    management: {port: 0}
    data: {port: 0}
    %ssources: [{type: Files, name: %s, files: [{table: longley, path: '%s'}]}]
    """
        .formatted(door, SOURCE, table.toAbsolutePath().normalize());
  }

  private String gateway(String tls, Path keys) {
    return """
    endpoint: {port: 0}
    management: {port: 0}
    auth: {keysFolder: '%s'}
    %sservers: [{name: %s, role: %3$s, url: '%s'}]
    """
        .formatted(keys.toAbsolutePath(), tls, ROLE.text(), server.endpoint());
  }

  private static String yaml(TlsConfig tls) {
    return "tls: {stack: %s, certificateFile: '%s', keyFile: '%s', caFile: '%s'}\n"
        .formatted(
            tls.stack(),
            tls.certificateFile().toAbsolutePath(),
            tls.keyFile().toAbsolutePath(),
            tls.caFile().toAbsolutePath());
  }

  private static PeerName name(ServerRole role) {
    return new PeerName(role.text(), STACK);
  }

  /** For the role alone: in a cluster nobody knows the address of a pod beforehand. */
  private static TlsConfig sign(TestCertificates certificates, ServerRole role) {
    String alias = role.text();
    certificates.signNames(alias, "dns:" + name(role).dnsName());
    return new TlsConfig(
        STACK, certificates.certificate(alias), certificates.key(alias), certificates.ca());
  }
}
