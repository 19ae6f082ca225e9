package dev.mcpstack.testkit.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.store.Json;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where names and connections of a cluster lead. */
final class ServicesTest {
  private static final List<ObjectNode> SERVICES =
      Json.documents(
          """
          metadata: {name: web, namespace: shop}
          spec: {clusterIP: 127.20.0.11, ports: [{name: http, port: 80}, {name: admin, port: 81}]}
          ---
          metadata: {name: pods, namespace: shop}
          spec: {clusterIP: None, ports: [{name: http, port: 80}]}
          ---
          metadata: {name: web, namespace: other}
          spec: {clusterIP: 127.20.0.12, ports: [{name: http, port: 80}]}
          """);

  @Test
  void connections_goToThePortsOfReadyPods() {
    assertThat(
            ServiceRoutes.of(
                SERVICES, List.of(slice("web", "true,true,false", "false,false,false"))))
        .isEqualTo(
            Map.of(
                to("127.20.0.11", 80), List.of(to("127.20.200.0", 8080)),
                to("127.20.0.11", 81), List.of(),
                to("127.20.0.12", 80), List.of()));
  }

  /** Readiness, serving and terminating of two pods, and the last number of who is taken. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true,true,false  | true,true,false  | 0 1",
        "true,true,false  | false,true,true  | 0",
        "false,true,true  | false,false,true | 0",
        "false,false,false| false,false,true | ''",
      })
  void podsThatEnd_serveOnlyWhereNoneIsReady(String first, String second, String taken) {
    List<String> addresses = ServiceRoutes.addresses(slice("web", first, second));
    assertThat(String.join(" ", addresses)).isEqualTo(taken.replaceAll("(\\d)", "127.20.200.$1"));
  }

  @ParameterizedTest
  @CsvSource({
    "web.shop,127.20.0.11",
    "web.shop.svc,127.20.0.11",
    "web.shop.svc.cluster.local,127.20.0.11",
    "web.other.svc,127.20.0.12",
    "pods.shop.svc,127.20.200.0",
    "db-0.pods.shop.svc,127.20.200.7",
    "web,",
    "web.none.svc,",
    "example.com,",
  })
  void name_leadsToServiceOrPods(String name, String address) {
    assertThat(names().lookUp(name)).isEqualTo(address == null ? List.of() : List.of(address));
  }

  @Test
  void file_hasShortNamesOfItsOwnNamespace() {
    assertThat(names().file("shop", "here").lines())
        .contains(
            "127.0.0.1 localhost here",
            "127.20.0.11 web.shop web.shop.svc web.shop.svc.cluster.local web",
            "127.20.0.12 web.other web.other.svc web.other.svc.cluster.local");
  }

  private static HostNames names() {
    List<ObjectNode> pods =
        Json.documents(
            """
            metadata: {name: db-0, namespace: shop}
            spec: {hostname: db-0, subdomain: pods}
            status: {podIP: 127.20.200.7}
            """);
    return HostNames.of(
        SERVICES, List.of(slice("pods", "true,true,false", "false,false,false")), pods);
  }

  private static ObjectNode slice(String service, String... pods) {
    ObjectNode slice =
        Json.documents(
                """
                metadata: {namespace: shop, labels: {kubernetes.io/service-name: %s}}
                ports: [{name: http, port: 8080}]
                """
                    .formatted(service))
            .getFirst();
    for (int i = 0; i < pods.length; i++) {
      String[] states = pods[i].strip().split(",", -1);
      ObjectNode endpoint = Json.list(slice, "endpoints").addObject();
      endpoint.putArray("addresses").add("127.20.200." + i);
      Json.child(endpoint, "conditions")
          .put("ready", Boolean.parseBoolean(states[0]))
          .put("serving", Boolean.parseBoolean(states[1]))
          .put("terminating", Boolean.parseBoolean(states[2]));
    }
    return slice;
  }

  private static InetSocketAddress to(String address, int port) {
    return Addresses.socket(address, port);
  }
}
