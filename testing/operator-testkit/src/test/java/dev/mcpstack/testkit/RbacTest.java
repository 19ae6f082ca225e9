package dev.mcpstack.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mcpstack.testkit.rbac.Grant;
import dev.mcpstack.testkit.rbac.Rbac;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RbacTest {
  private static final String ROLE =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: worker}
      rules:
      - {apiGroups: [""], resources: [configmaps], verbs: [get, list, patch]}
      - {apiGroups: [apps], resources: [deployments/status], verbs: [patch]}
      """;
  private static final String BINDING =
      """
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: worker}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: worker, namespace: default}
      roleRef: {kind: ClusterRole, name: worker, apiGroup: rbac.authorization.k8s.io}
      subjects: [{kind: ServiceAccount, name: worker, namespace: default}]
      """;
  private final FakeKubernetes kubernetes = new FakeKubernetes();

  @AfterEach
  void close() {
    kubernetes.close();
  }

  private static ConfigMap map() {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("a")
        .withNamespace("default")
        .endMetadata()
        .build();
  }

  private static String refusal(Runnable action) {
    return catchThrowableOfType(KubernetesClientException.class, action::run)
        .getStatus()
        .getMessage();
  }

  @Test
  void ungranted_isForbiddenInTheWordsOfTheServer() {
    kubernetes.rbac().grant("worker", ROLE);
    KubernetesClient client = kubernetes.client("worker");

    assertThat(refusal(() -> client.pods().inNamespace("default").list()))
        .isEqualTo(
            "pods is forbidden: User \"worker\" cannot list resource \"pods\" in API group \"\" in the namespace"
                + " \"default\"");
    assertThat(refusal(() -> client.namespaces().withName("default").delete()))
        .isEqualTo(
            "namespaces \"default\" is forbidden: User \"worker\" cannot delete resource \"namespaces\" in API group \"\""
                + " at the cluster scope");
  }

  @Test
  void apply_absent_needsCreateToo() {
    kubernetes.rbac().grant("worker", ROLE);
    KubernetesClient client = kubernetes.client("worker");

    assertThat(refusal(() -> client.resource(map()).fieldManager("w").serverSideApply()))
        .contains("cannot create resource \"configmaps\"");

    kubernetes.client().resource(map()).create();
    client.resource(map()).fieldManager("w").serverSideApply();
  }

  @Test
  void serviceAccount_mayWhatIsBoundWhereItIsBound() {
    kubernetes.install(ROLE + BINDING);
    kubernetes.createNamespace("other");
    KubernetesClient client = kubernetes.client(Rbac.serviceAccount("default", "worker"));

    assertThat(client.configMaps().inNamespace("default").list().getItems()).isEmpty();
    assertThat(refusal(() -> client.configMaps().inNamespace("other").list()))
        .contains("in the namespace \"other\"");
    assertThat(refusal(() -> client.configMaps().inAnyNamespace().list()))
        .contains("at the cluster scope");
  }

  @Test
  void unusedGrants_areKnown() {
    kubernetes.rbac().grant("worker", ROLE);
    kubernetes.client("worker").configMaps().inNamespace("default").list();

    assertThat(kubernetes.rbac().used("worker"))
        .extracting(Grant::toString)
        .containsExactly("list configmaps");
    assertThat(kubernetes.rbac().unused("worker"))
        .extracting(Grant::toString)
        .containsExactly("get configmaps", "patch configmaps", "patch deployments/status.apps");
  }

  @Test
  void reviews_answerWithoutTheAttempt() {
    kubernetes.rbac().grant("worker", ROLE);
    KubernetesClient client = kubernetes.client("worker");

    assertThat(allowed(client, "list")).isTrue();
    assertThat(allowed(client, "delete")).isFalse();
    assertThat(
            client
                .authorization()
                .v1()
                .selfSubjectRulesReview()
                .create(
                    new SelfSubjectRulesReviewBuilder()
                        .withNewSpec()
                        .withNamespace("default")
                        .endSpec()
                        .build())
                .getStatus()
                .getResourceRules())
        .hasSize(4);
  }

  private static boolean allowed(KubernetesClient client, String verb) {
    return client
        .authorization()
        .v1()
        .selfSubjectAccessReview()
        .create(
            new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withVerb(verb)
                .withResource("configmaps")
                .withNamespace("default")
                .endResourceAttributes()
                .endSpec()
                .build())
        .getStatus()
        .getAllowed();
  }

  @Test
  void nobody_mayNothing() {
    assertThat(
            refusal(() -> kubernetes.client(Rbac.ANONYMOUS).pods().inNamespace("default").list()))
        .contains("User \"system:anonymous\" cannot list");
  }
}
