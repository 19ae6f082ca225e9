package dev.mcpstack.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chart grants is what docs/reference/rbac.md says, and never too much. */
final class RightsTest {
  private static final String NAME = "mcpstack-operator";

  @Test
  void operator_mayDoWhatThePageSays() {
    assertThat(Grant.of(Chart.OPERATOR.render().named(ClusterRole.class, NAME).getRules()))
        .containsExactlyInAnyOrderElementsOf(RightsPage.grants("Operator"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"httpRoutes", "serviceMonitors", "certificates"})
  void integration_addsItsRows(String value) {
    List<Grant> expected = new ArrayList<>(RightsPage.grants("Operator"));
    int always = expected.size();
    RightsPage.rows("Integrations").stream()
        .filter(row -> row.get(3).equals("`integrations." + value + "`"))
        .forEach(row -> expected.add(Grant.row(row)));
    assertThat(expected).hasSizeGreaterThan(always);
    assertThat(
            Grant.of(
                Chart.OPERATOR
                    .render("integrations: {" + value + ": true}")
                    .named(ClusterRole.class, NAME)
                    .getRules()))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void election_isTheOnlyRightInTheOperatorsOwnNamespace() {
    assertThat(Grant.of(Chart.OPERATOR.render().only(Role.class).getRules()))
        .containsExactlyInAnyOrderElementsOf(RightsPage.grants("Leader election"));
    assertThat(Chart.OPERATOR.render("leaderElection: {enabled: false}").all(Role.class)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"mcpstack-view", "mcpstack-edit"})
  void aggregatedRole_isWhatThePageSays(String role) {
    assertThat(Grant.of(Chart.OPERATOR.render().named(ClusterRole.class, role).getRules()))
        .containsExactlyInAnyOrderElementsOf(RightsPage.grants(role));
  }

  @Test
  void aggregatedRoles_becomePartOfTheClustersOwn() {
    String prefix = "rbac.authorization.k8s.io/aggregate-to-";
    Rendered rendered = Chart.OPERATOR.render();
    assertThat(rendered.named(ClusterRole.class, "mcpstack-view").getMetadata().getLabels())
        .containsKeys(prefix + "view", prefix + "edit", prefix + "admin");
    assertThat(rendered.named(ClusterRole.class, "mcpstack-edit").getMetadata().getLabels())
        .containsKeys(prefix + "edit", prefix + "admin")
        .doesNotContainKey(prefix + "view");
    assertThat(Chart.OPERATOR.render("rbac: {aggregatedRoles: false}").names())
        .doesNotContain("ClusterRole mcpstack-view", "ClusterRole mcpstack-edit");
  }

  @Test
  void rows_giveAReason() {
    assertThat(
            Stream.of(
                "Operator", "Integrations", "Leader election", "mcpstack-view", "mcpstack-edit"))
        .allSatisfy(heading ->
            assertThat(RightsPage.rows(heading))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.getLast()).hasSizeGreaterThan(10)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"full", "namespaces", "airgapped"})
  void variant_grantsNothingByWildcardAndNoListOfSecrets(String variant) {
    assertThat(rules(Chart.OPERATOR.renderVariant(variant)))
        .isNotEmpty()
        .allSatisfy(rule -> {
          assertThat(rule.getNonResourceURLs()).isEmpty();
          assertThat(Stream.of(rule.getApiGroups(), rule.getResources(), rule.getVerbs()))
              .allSatisfy(words ->
                  assertThat(words)
                      .isNotEmpty()
                      .noneMatch(word -> word.contains("*"))
                      .doesNotContain("escalate", "bind", "impersonate"));
          assertThat(rule.getResources())
              .noneMatch(resource ->
                  Set.of("pods/exec", "pods/log", "nodes", "namespaces").contains(resource));
          if (rule.getResources().contains("secrets")) {
            assertThat(rule.getVerbs()).containsExactly("get", "create", "patch", "delete");
          }
        });
  }

  @Test
  void someNamespaces_turnTheClusterRoleIntoRoles() {
    Rendered rendered = Chart.OPERATOR.renderVariant("namespaces");
    assertThat(rendered.all(ClusterRole.class)).isEmpty();
    assertThat(rendered.all(ClusterRoleBinding.class)).isEmpty();
    List<Role> roles =
        rendered.all(Role.class).stream()
            .filter(role -> role.getMetadata().getName().equals(NAME))
            .toList();
    assertThat(roles)
        .extracting(role -> role.getMetadata().getNamespace())
        .containsExactly("sales", "research");
    assertThat(roles)
        .allSatisfy(role ->
            assertThat(Grant.of(role.getRules()))
                .containsExactlyInAnyOrderElementsOf(RightsPage.grants("Operator")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "watch: {namespaces: [sales, research]}", "serviceAccount: {name: somebody}"})
  void everyRole_isBoundToTheOperatorsAccount(String values) {
    Rendered rendered = Chart.OPERATOR.render(values);
    String account =
        rendered.only(Deployment.class).getSpec().getTemplate().getSpec().getServiceAccountName();
    assertThat(rendered.only(ServiceAccount.class).getMetadata().getName()).isEqualTo(account);
    assertThat(rendered.only(ServiceAccount.class).getAutomountServiceAccountToken()).isFalse();
    List<String> bound = new ArrayList<>();
    for (RoleBinding binding : rendered.all(RoleBinding.class)) {
      bound.add(binding.getMetadata().getNamespace() + "/" + binding.getRoleRef().getName());
      assertSubject(binding.getSubjects(), account);
    }
    for (ClusterRoleBinding binding : rendered.all(ClusterRoleBinding.class)) {
      bound.add("null/" + binding.getRoleRef().getName());
      assertSubject(binding.getSubjects(), account);
    }
    assertThat(bound)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    rendered.all(Role.class).stream(), rendered.all(ClusterRole.class).stream())
                .map(HasMetadata::getMetadata)
                .filter(role -> role.getName().startsWith(NAME))
                .map(role -> role.getNamespace() + "/" + role.getName())
                .toList());
  }

  @Test
  void rights_grantedBySomebodyElse_areNotMade() {
    assertThat(Chart.OPERATOR.renderVariant("single").names())
        .noneMatch(name -> name.contains("Role") || name.startsWith("ServiceAccount"));
  }

  private static void assertSubject(List<Subject> subjects, String account) {
    assertThat(subjects)
        .singleElement()
        .satisfies(subject -> {
          assertThat(subject.getKind()).isEqualTo("ServiceAccount");
          assertThat(subject.getName()).isEqualTo(account);
          assertThat(subject.getNamespace()).isEqualTo(Chart.NAMESPACE);
        });
  }

  private static List<PolicyRule> rules(Rendered rendered) {
    return Stream.concat(
            rendered.all(Role.class).stream().map(Role::getRules),
            rendered.all(ClusterRole.class).stream().map(ClusterRole::getRules))
        .flatMap(List::stream)
        .toList();
  }
}
