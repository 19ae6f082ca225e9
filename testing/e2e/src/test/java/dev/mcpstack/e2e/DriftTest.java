package dev.mcpstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.ServiceResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What somebody else changes is put right; what he adds is left alone. */
@ClusterTest
@Order(40)
final class DriftTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Suite suite;
  private final KubernetesClient client;
  private Stack shop;

  DriftTest(Suite suite) {
    this.suite = suite;
    this.client = suite.client();
    this.shop = new Stack(suite, "", "");
  }

  @BeforeEach
  void ready() {
    shop = suite.shop();
  }

  private <T extends HasMetadata> void drifts(
      String what, Resource<T> resource, String patch, Function<T, Object> field) {
    Object before = field.apply(resource.require());
    resource.patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    suite
        .waiting()
        .until(
            what + " put right",
            SOON,
            () -> Seen.of(field.apply(resource.require()), now -> now.equals(before)));
  }

  private <T extends HasMetadata> void vanishes(String what, Resource<T> resource) {
    String before = resource.require().getMetadata().getUid();
    resource.delete();
    suite
        .waiting()
        .until(
            what + " made again",
            SOON,
            () -> {
              T now = resource.get();
              return now == null || now.getMetadata().getUid().equals(before)
                  ? Seen.notYet("gone")
                  : Seen.yes("there");
            });
  }

  @Test
  void selectorOfTheEndpoint_isPutRight() {
    selectorDrifts();
  }

  private void selectorDrifts() {
    drifts(
        "the endpoint's selector",
        client.services().inNamespace(shop.namespace()).withName(shop.name()),
        "{\"spec\":{\"selector\":{\"mcpstack.dev/revision\":\"99\"}}}",
        service -> service.getSpec().getSelector());
  }

  @Test
  void replicas_arePutRight() {
    drifts(
        "the gateway's replicas",
        client.apps().deployments().inNamespace(shop.namespace()).withName(active() + "-gateway"),
        "{\"spec\":{\"replicas\":0}}",
        deployment -> deployment.getSpec().getReplicas());
  }

  @Test
  void configurationOfTheTokenStore_isPutRight() {
    drifts(
        "the token store's configuration",
        client.configMaps().inNamespace(shop.namespace()).withName(shop.name() + "-tokens-config"),
        "{\"data\":{\"redis.conf\":\"broken\"}}",
        map -> String.valueOf(map.getData().get("redis.conf")));
  }

  @Test
  void deletedObjects_areMadeAgain() {
    vanishes(
        "a network policy",
        client
            .network()
            .v1()
            .networkPolicies()
            .inNamespace(shop.namespace())
            .withName(shop.name() + "-gateway"));
    vanishes("the endpoint", client.services().inNamespace(shop.namespace()).withName(shop.name()));
    vanishes(
        "the gateway",
        client.apps().deployments().inNamespace(shop.namespace()).withName(active() + "-gateway"));
  }

  @Test
  void whatTheOperatorHasNotSet_isLeftAlone() {
    ServiceResource<Service> service =
        client.services().inNamespace(shop.namespace()).withName(shop.name());
    service.patch(
        PatchContext.of(PatchType.JSON_MERGE),
        "{\"metadata\":{\"annotations\":{\"example.com/mine\":\"yes\"}}}");
    // Puts right, so the operator has looked since.
    selectorDrifts();
    assertThat(service.require().getMetadata().getAnnotations())
        .containsEntry("example.com/mine", "yes");
  }

  private String active() {
    return shop.name() + "-r" + shop.activeRevision();
  }
}
