package dev.mcpstack.contract.server;

import dev.mcpstack.contract.net.Loopback;
import dev.mcpstack.contract.shape.Problem;
import dev.mcpstack.contract.shape.Problems;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What holds for every server: beyond loopback nothing is served or asked without TLS. */
final class ServingRules {
  private ServingRules() {}

  /** An endpoint without a certificate is on loopback. */
  static void endpoint(EndpointConfig endpoint, boolean tls, String key, Problems problems) {
    if (!tls) {
      loopback(
          "endpoint.host",
          Problem.excerpt(endpoint.host()),
          endpoint.host(),
          "a loopback address, or '" + key + "' to serve it with",
          problems);
    }
  }

  /** So is the data service. Bound to every address, it must say where it is. */
  static void data(DataConfig data, boolean tls, Problems problems) {
    if (!tls) {
      loopback(
          "data.host",
          Problem.excerpt(data.host()),
          data.host(),
          "a loopback address, or 'tls' to prove the server's role with",
          problems);
    } else if (data.advertisedHost().isEmpty() && isAny(data.host())) {
      problems.add(
          "data.advertisedHost", "nothing", "the address that the other servers reach this one by");
    }
  }

  /** Sources are told apart by name. */
  static void sources(List<SourceConfig> sources, Problems problems) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < sources.size(); i++) {
      if (!names.add(sources.get(i).name())) {
        problems.add(
            "sources[" + i + "].name", sources.get(i).name(), "a name that no other source has");
      }
    }
  }

  private static boolean isAny(String host) {
    try {
      return Loopback.resolve(host).isAnyLocalAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  static void loopback(String path, String found, String host, String expected, Problems problems) {
    if (!isLoopback(host)) {
      problems.add(path, found, expected);
    }
  }

  /** The servers behind a gateway. */
  static void servers(List<UpstreamConfig> servers, boolean tls, Problems problems) {
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < servers.size(); i++) {
      UpstreamConfig server = servers.get(i);
      String path = "servers[" + i + "]";
      if (!keys.add(server.key())) {
        problems.add(path, "a server that is named as another", "one name or role each");
      }
      if (server.role().filter(ServerRole.GATEWAY::equals).isPresent()) {
        problems.add(path + ".role", "gateway", "localdata or datascience, or nothing");
      }
      url(server, path + ".url", problems);
      if (server.isTls() && server.role().isPresent() && !tls) {
        problems.add(
            path + ".url",
            "https to a server of this stack",
            "'tls' too, which says how both prove their roles");
      }
    }
  }

  private static void url(UpstreamConfig server, String path, Problems problems) {
    String scheme = server.url().getScheme();
    String host = server.url().getHost();
    boolean web = "http".equals(scheme) || "https".equals(scheme);
    if (!web || host == null || server.url().getUserInfo() != null) {
      problems.add(
          path,
          Problem.excerpt(server.url().toString()),
          "an address such as https://localdata:8080/mcp");
    } else if ("http".equals(scheme) && !isLoopback(host)) {
      problems.add(
          path,
          Problem.excerpt(server.url().toString()),
          "https, as only servers on loopback are asked without TLS");
    }
  }

  /** Whether it is; a host that does not resolve is none. */
  static boolean isLoopback(String host) {
    try {
      return Loopback.isLoopback(host);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
