package dev.mcpstack.operator.runtime;

import dev.mcpstack.operator.crd.StackResource;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.util.List;

/** Asks what a start needs, so that what is missing is told in one line instead of by a watch. */
final class Preflight {
  private static final int MOST_REPEATED = 3;
  private static final int LONGEST_CALL_MILLIS = 3_000;

  private Preflight() {}

  /** The same client, giving up within seconds. It needs not be closed. */
  static KubernetesClient hasty(KubernetesClient client) {
    RequestConfig config =
        new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
            .withRequestRetryBackoffLimit(MOST_REPEATED)
            .withRequestTimeout(LONGEST_CALL_MILLIS)
            .build();
    return client.newClient(config).adapt(KubernetesClient.class);
  }

  /**
   * Reads one stack in every place, and the Lease.
   *
   * @throws io.fabric8.kubernetes.client.KubernetesClientException if one can't be read
   */
  static void check(KubernetesClient client, OperatorConfig settings) {
    List<String> namespaces = settings.watch().namespaces();
    if (namespaces.isEmpty()) {
      client
          .resources(StackResource.class)
          .inAnyNamespace()
          .list(new ListOptionsBuilder().withLimit(1L).build());
    }
    for (String namespace : namespaces) {
      client
          .resources(StackResource.class)
          .inNamespace(namespace)
          .list(new ListOptionsBuilder().withLimit(1L).build());
    }
    if (settings.leaderElection().enabled()) {
      client
          .leases()
          .inNamespace(settings.leaderElection().namespace())
          .withName(settings.leaderElection().name())
          .get();
    }
  }
}
