package dev.mcpstack.operator.runtime;

import dev.mcpstack.contract.config.ConfigFile;
import dev.mcpstack.contract.management.Metrics;
import dev.mcpstack.operator.apply.Applied;
import dev.mcpstack.operator.apply.StackSync;
import dev.mcpstack.operator.model.Images;
import dev.mcpstack.testkit.FakeKubernetes;
import dev.mcpstack.testkit.rbac.Rbac;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Operators of a test, closed with it. */
final class TestOperators implements AutoCloseable {
  /** Who an installed operator is. */
  static final String USER = Rbac.serviceAccount("mcpstack-system", "mcpstack-operator");

  static final String ALONE = "management: {port: 0}";
  static final String ONE_OF_TWO = "{management: {port: 0}, leaderElection: {enabled: true}}";
  static final String STACK =
      """
      apiVersion: mcpstack.dev/v1alpha1
      kind: McpStack
      metadata: {name: demo, namespace: shop}
      spec:
        sources: [{name: samples, type: Files, files: [{table: weather, path: /data/weather.csv}]}]
      """;

  private static final Election.Times SHORT =
      new Election.Times(Duration.ofSeconds(60), Duration.ofSeconds(5), Duration.ofMillis(300));

  private final List<AutoCloseable> resources = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  /** A cluster as it is after an installation, with namespace {@code shop}. */
  static FakeKubernetes installed() {
    FakeKubernetes kubernetes = new FakeKubernetes();
    kubernetes.install(read("../crds/mcpstacks.mcpstack.dev.yaml"));
    kubernetes.install(read("../helm/install.yaml"));
    kubernetes.createNamespace("shop");
    return kubernetes;
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts one as production does, but for its clock and the times of its election. */
  RunningOperator start(Config kubernetes, String settings, String identity, LongSupplier nanos) {
    Metrics metrics = new Metrics();
    resources.add(metrics);
    ApiRequests requests = new ApiRequests(metrics.registry());
    KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(kubernetes)
            .withHttpClientBuilderConsumer(
                builder -> builder.addOrReplaceInterceptor(ApiRequests.NAME, requests))
            .build();
    resources.add(client);
    StackSync sync =
        new StackSync(
            new Images("ghcr.io/mcpstack", "0.1.0", List.of(), Map.of()),
            "mcpstack-system",
            new Applied(),
            Clock.systemUTC(),
            new SecureRandom());
    OperatorConfig configuration = ConfigFile.parse("test", settings, OperatorConfig.class);
    RunningOperator operator =
        RunningOperator.start(
            new RunningOperator.Start(
                configuration,
                RunningOperator.reconciler(
                    sync, client, identity, configuration.reconcile().rollouts()),
                client,
                metrics,
                identity,
                SHORT,
                nanos));
    resources.add(operator);
    return operator;
  }

  RunningOperator start(FakeKubernetes kubernetes, String settings, String identity) {
    return start(kubernetes.config(USER), settings, identity, System::nanoTime);
  }

  /** The answer of its management port: code, line end, body. */
  String get(RunningOperator operator, String path) {
    return get(operator.management(), path);
  }

  String get(URI management, String path) {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(management.resolve(path)).build(),
              HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() + "\n" + answer.body();
    } catch (IOException e) {
      return e.toString();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Closes all, the last one first. */
  @Override
  public void close() {
    for (AutoCloseable resource : resources.reversed()) {
      try {
        resource.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    http.close();
  }
}
