package dev.mcpstack.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One host has one stack. */
final class HostClaimTest {
  private static final String INGRESS = "ingress: {host: mcp.example.com}";

  private static LiveObject stack(String name, int day, String gateway, String more) {
    return Live.of(
        "McpStack",
        name,
        "metadata: {namespace: shop, creationTimestamp: '2027-01-0"
            + day
            + "T00:00:00Z'"
            + more
            + "}\nspec: {gateway: {"
            + gateway
            + "}}\n");
  }

  private static LiveObject stack(String name, int day, String gateway) {
    return stack(name, day, gateway, "");
  }

  private static LiveObject serving(String name, int day) {
    return Live.of(
        "McpStack",
        name,
        "metadata: {namespace: shop, creationTimestamp: '2027-01-0"
            + day
            + "T00:00:00Z'}\nspec: {gateway: {"
            + INGRESS
            + "}}\nstatus: {externalEndpoints: ['https://mcp.example.com/mcp']}\n");
  }

  private static Map<String, Finding> lost(LiveObject mine, LiveObject... others) {
    return HostClaim.lost(
        HostClaim.of(mine),
        Stream.concat(Stream.of(mine), Stream.of(others))
            .flatMap(each -> HostClaim.of(each).stream())
            .toList());
  }

  @Test
  void host_ofTwo_isTheOlders() {
    LiveObject older = stack("b", 1, INGRESS);
    LiveObject younger = stack("a", 2, INGRESS);
    assertThat(lost(older, younger)).isEmpty();
    assertThat(lost(younger, older))
        .containsExactly(
            Map.entry(
                "Ingress",
                new Finding(
                    Reason.HOST_TAKEN,
                    "The stack b in namespace shop has mcp.example.com, so no Ingress is made.")));
  }

  @Test
  void host_ofTwoOfOneAge_isTheFirstNames() {
    LiveObject first = stack("a", 1, INGRESS);
    LiveObject second = stack("b", 1, INGRESS);
    assertThat(lost(first, second)).isEmpty();
    assertThat(lost(second, first)).containsKey("Ingress");
  }

  /** Whoever is reached under a name is not cut off by another that asks for it too. */
  @Test
  void host_thatAStackServes_staysThoughAnOlderWantsIt() {
    LiveObject older = stack("a", 1, INGRESS);
    assertThat(lost(older, serving("b", 2))).containsKey("Ingress");
    assertThat(lost(serving("b", 2), older)).isEmpty();
    assertThat(lost(serving("b", 2), serving("a", 1))).containsKey("Ingress");
  }

  @Test
  void host_ofAStackThatEnds_isFree() {
    LiveObject ending = stack("a", 1, INGRESS, ", deletionTimestamp: '2027-01-03T00:00:00Z'");
    assertThat(lost(stack("b", 2, INGRESS), ending)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ingress: {host: a.b} | ingress: {host: a.b} | Ingress",
        "ingress: {host: a.b} | ingress: {host: a.b, className: x} | Ingress",
        "ingress: {host: a.b, className: x} | ingress: {host: a.b, className: x} | Ingress",
        "ingress: {host: a.b, className: x} | ingress: {host: a.b, className: y} | ''",
        "ingress: {host: a.b} | ingress: {host: c.b} | ''",
        "ingress: {host: a.b} | httpRoute: {host: a.b, gateway: g} | ''",
        "httpRoute: {host: a.b, gateway: g} | httpRoute: {host: a.b, gateway: g} | HTTPRoute",
        "httpRoute: {host: a.b, gateway: g} | httpRoute: {host: a.b, gateway: g, gatewayNamespace: shop} | HTTPRoute",
        "httpRoute: {host: a.b, gateway: g} | httpRoute: {host: a.b, gateway: g, gatewayNamespace: edge} | ''",
        "httpRoute: {host: a.b, gateway: g} | httpRoute: {host: a.b, gateway: h} | ''",
        "httpRoute: {host: a.b, gateway: g, sectionName: x} | httpRoute: {host: a.b, gateway: g, sectionName: y} | ''",
        "httpRoute: {host: a.b, gateway: g} | httpRoute: {host: a.b, gateway: g, sectionName: y} | HTTPRoute",
        "port: 1 | ingress: {host: a.b} | ''",
      })
  void claims_clashAtTheSameEntryOnly(String younger, String older, String kind) {
    assertThat(lost(stack("b", 2, younger), stack("a", 1, older)).keySet())
        .isEqualTo(Set.copyOf(kind.isEmpty() ? List.of() : List.of(kind)));
  }
}
