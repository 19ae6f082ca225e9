package dev.mcpstack.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.mcpstack.testkit.faults.Call;
import dev.mcpstack.testkit.faults.Fault;
import dev.mcpstack.testkit.faults.Faults;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {
  private static final String USER = "operator";
  private final FakeKubernetes kubernetes = new FakeKubernetes();
  private final KubernetesClient client = kubernetes.client(USER);

  @AfterEach
  void close() {
    kubernetes.close();
  }

  private void create(String name) {
    client.resource(map(name)).create();
  }

  private static ConfigMap map(String name) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("default")
        .endMetadata()
        .build();
  }

  private KubernetesClientException failed(String name) {
    return catchThrowableOfType(KubernetesClientException.class, () -> create(name));
  }

  private boolean exists(String name) {
    return kubernetes.client().configMaps().withName(name).get() != null;
  }

  @ParameterizedTest
  @ValueSource(ints = {409, 500, 503})
  void refused_nthCall_failsOnceWithoutEffect(int code) {
    kubernetes.faults().fail(2, Faults.workOf(USER), Fault.refused(code));
    create("a");

    assertThat(failed("b").getCode()).isEqualTo(code);

    assertThat(exists("b")).isFalse();
    create("b");
    assertThat(exists("b")).isTrue();
  }

  @Test
  void tooManyRequests_sayWhenToTryAgain() {
    kubernetes.faults().fail(1, Faults.workOf(USER), Fault.tooManyRequests(Duration.ofSeconds(3)));

    assertThat(failed("a").getStatus().getDetails().getRetryAfterSeconds()).isEqualTo(3);
  }

  @Test
  void cutBefore_hasNoEffect() {
    kubernetes.faults().fail(1, Faults.workOf(USER), new Fault.CutBefore());

    assertThat(failed("a")).hasCauseInstanceOf(IOException.class);

    assertThat(exists("a")).isFalse();
  }

  @Test
  void cutAfter_hasItsEffect() {
    kubernetes.faults().fail(1, Faults.workOf(USER), new Fault.CutAfter());

    assertThat(failed("a")).hasCauseInstanceOf(IOException.class);

    assertThat(exists("a")).isTrue();
  }

  @Test
  void failedAfter_hasItsEffect() {
    kubernetes.faults().fail(1, Faults.workOf(USER), new Fault.FailedAfter(500));

    assertThat(failed("a").getCode()).isEqualTo(500);
    assertThat(exists("a")).isTrue();
  }

  @Test
  void otherUsers_areSpared() {
    kubernetes.faults().failAll(Faults.workOf(USER), Fault.refused(500));

    kubernetes.client("somebody").resource(map("a")).create();

    assertThat(exists("a")).isTrue();
    assertThat(failed("b").getCode()).isEqualTo(500);
    kubernetes.faults().clear();
    create("b");
  }

  @Test
  void hooks_runOnEitherSideOfTheEffect() {
    List<Boolean> seen = new CopyOnWriteArrayList<>();
    kubernetes.faults().before(1, Faults.workOf(USER), () -> seen.add(exists("a")));
    kubernetes.faults().after(1, Faults.workOf(USER), () -> seen.add(exists("a")));

    create("a");

    assertThat(seen).containsExactly(false, true);
  }

  @Test
  void calls_areRecordedWithWhoDidWhat() {
    create("a");
    client.configMaps().withName("a").get();
    client.resource(map("a")).fieldManager("me").serverSideApply();
    failed("a");

    assertThat(kubernetes.calls().of(USER))
        .extracting(Call::verb, Call::resource, Call::name, Call::code)
        .containsExactly(
            tuple("create", "configmaps", "", 201),
            tuple("get", "configmaps", "a", 200),
            tuple("apply", "configmaps", "a", 200),
            tuple("create", "configmaps", "", 409));
    assertThat(kubernetes.calls().writes(USER))
        .hasSize(3)
        .anyMatch(call -> call.manager().equals("me"));
  }
}
