package dev.mcpstack.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.config.YamlTree;
import dev.mcpstack.contract.shape.Problem;
import dev.mcpstack.contract.shape.RecordShape;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StackRulesTest {
  private static final String HEAD =
      "{apiVersion: mcpstack.dev/v1alpha1, kind: McpStack, metadata: {name: sales}, spec: {sources: [";

  private static final String FILES =
      "{name: samples, type: Files, files: [{table: weather, path: weather.csv}]}";

  private static final String POSTGRESQL =
      "{name: sales, type: PostgreSQL, url: 'jdbc:postgresql://db:5432/sales',"
          + " credentialsSecretRef: {name: sales-db}}";

  @Test
  void nameAndOneSource_areACompleteStack() {
    McpStack stack = bound(HEAD + FILES + "]}}");
    assertThat(stack.spec().mode()).isEqualTo(StackMode.SPLIT);
    GatewaySpec gateway = stack.spec().gateway();
    assertThat(gateway.port()).isEqualTo(8080);
    assertThat(gateway.allowedHosts()).isEmpty();
    assertThat(gateway.auth()).isEqualTo(new AuthSpec(true, Optional.empty()));
    assertThat(stack.spec().limits().callBudget()).hasSeconds(15);
    assertThat(stack.metadata().namespace()).isEqualTo("default");
  }

  @Test
  void everyKey_canBeSet() {
    McpStack stack =
        bound(
            HEAD
                + POSTGRESQL.replace(
                    "{name: sales-db}", "{name: db, usernameKey: u, passwordKey: p}")
                + ", {name: samples, description: D, type: Files, files: [{table: t, path: x, description: E}]}"
                + "], mode: Unified, gateway: {port: 0, allowedHosts: [a], allowedOrigins: [b],"
                + " auth: {required: false}}, limits: {callBudget: 5s, maxConcurrentCalls: 3,"
                + " statementTimeout: 1m, handleLifetime: 2m, maxResult: 1MiB, maxResults: 2MiB}}}");
    assertThat(stack.spec().mode()).isEqualTo(StackMode.UNIFIED);
    assertThat(stack.spec().sources().getFirst().credentialsSecretRef())
        .isEqualTo(new CredentialsSecretRef("db", "u", "p"));
    assertThat(stack.spec().sources().get(1).files().getFirst().description()).isEqualTo("E");
    GatewaySpec gateway = stack.spec().gateway();
    assertThat(gateway.port()).isZero();
    assertThat(gateway.allowedHosts()).containsExactly("a");
    assertThat(gateway.allowedOrigins()).containsExactly("b");
    assertThat(gateway.auth()).isEqualTo(new AuthSpec(false, Optional.empty()));
    assertThat(stack.spec().limits().maxConcurrentCalls()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{name: a, type: Files} | sources[0].files: found no files, expected at least one file, since type is Files: add table and path",
        "{name: a, type: Files, files: [{table: t, path: p}], url: x} | sources[0].url: found the key, expected none, since type is Files: remove it; list the data under files",
        "{name: a, type: Files, files: [{table: t, path: p}], credentialsSecretRef: {name: x}} | sources[0].credentialsSecretRef: found the key, expected none, since type is Files: remove it; files need no credentials",
        "{name: a, type: Files, files: [{table: t, path: p}], maxConnections: 5} | sources[0].maxConnections: found the key, expected none, since type is Files: remove it; files need no connections",
        "{name: a, type: Files, files: [{table: t, path: p}, {table: t, path: q}]} | sources[0].files[1].table: found \"t\", expected a table that no other file has (files[0] has it): rename one of them",
        "{name: a, type: PostgreSQL, credentialsSecretRef: {name: x}} | sources[0].url: found nothing, expected a URL, since type is PostgreSQL, such as jdbc:postgresql://host:5432/database",
        "{name: a, type: PostgreSQL, url: 'jdbc:postgresql://h/d'} | sources[0].credentialsSecretRef: found nothing, expected the name of a Secret, since type is PostgreSQL: add credentialsSecretRef.name and the Secret",
        "{name: a, type: PostgreSQL, url: 'jdbc:mysql://h/d', credentialsSecretRef: {name: x}} | sources[0].url: found another kind of URL, expected one such as jdbc:postgresql://host:5432/database, since type is PostgreSQL",
        "{name: a, type: PostgreSQL, url: 'jdbc:postgresql://', credentialsSecretRef: {name: x}} | sources[0].url: found another kind of URL, expected one such as jdbc:postgresql://host:5432/database, since type is PostgreSQL",
        "{name: a, type: PostgreSQL, url: 'jdbc:postgresql://h/d', credentialsSecretRef: {name: x}, files: [{table: t, path: p}]} | sources[0].files: found the key, expected none, since type is PostgreSQL: remove it; move the files to a source of type Files",
        "{name: a, type: Files, files: [{table: t, path: p}], connectionLimit: 5} | sources[0].connectionLimit: found the key, expected none, since type is Files: remove it; files need no connections",
        "{name: a, type: PostgreSQL, url: 'jdbc:postgresql://h/d', credentialsSecretRef: {name: x}, connectionLimit: 19} | sources[0].connectionLimit: found 19, expected at least 20, which is 10 connections x 1 pods x 2 cells of a rollout: lower maxConnections or the pods, or raise it",
        "{name: a, type: PostgreSQL, url: 'jdbc:postgresql://h/d', credentialsSecretRef: {name: x}, maxConnections: 0} | sources[0].maxConnections: found 0, expected a whole number from 1 to 200",
        "{name: a, type: MySQL} | sources[0].type: found \"MySQL\", expected one of: Files, PostgreSQL",
        "{name: A, type: Files, files: [{table: t, path: p}]} | sources[0].name: found \"A\", expected text of 1 to 63 characters: a lower-case letter, then letters, digits, underscores and dashes",
        "{name: a, type: Files, files: [{table: T, path: p}]} | sources[0].files[0].table: found \"T\", expected text of 1 to 63 characters: a lower-case letter, then letters, digits and underscores",
        "{name: a, typ: Files, type: Files, files: [{table: t, path: p}]} | sources[0].typ: found an unknown key, expected type",
      })
  void brokenSource_isNamedWithTheFix(String source, String problem) {
    assertThat(problems(HEAD + source + "]}}")).containsExactly("spec." + problem);
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://sam:hunter2@db/sales",
    "jdbc:postgresql://db/sales?password=hunter2",
    "jdbc:postgresql://db/sales?ssl=true&PASSWORD=hunter2",
    "jdbc:postgresql://db/sales?user=hunter2",
    "jdbc:postgresql://db/sales?sslpassword=hunter2",
  })
  void urlWithCredentials_isRefusedWithoutShowingThem(String url) {
    String source = POSTGRESQL.replace("jdbc:postgresql://db:5432/sales", url);
    assertThat(problems(HEAD + source + "]}}"))
        .containsExactly(
            "spec.sources[0].url: found credentials in it, expected none: put user name and"
                + " password into a Secret and name it in credentialsSecretRef");
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql:///sales",
    "jdbc:postgresql://a:1,b:2/sales?targetServerType=primary&sslmode=verify-full",
  })
  void urlWithoutCredentials_isTaken(String url) {
    String source = POSTGRESQL.replace("jdbc:postgresql://db:5432/sales", url);
    assertThat(problems(HEAD + source + "]}}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "limits: {callBudget: 0s} | limits.callBudget: found 0, expected a duration above 0, such as 15s",
        "limits: {statementTimeout: 0s} | limits.statementTimeout: found 0, expected a duration above 0, such as 15s",
        "limits: {handleLifetime: 0s} | limits.handleLifetime: found 0, expected a duration above 0, such as 15s",
        "limits: {maxResult: 2MiB, maxResults: 1MiB} | limits.maxResult: found 2MiB, expected at most maxResults (1MiB): lower it, or raise that",
        "limits: {maxConcurrentCalls: 0} | limits.maxConcurrentCalls: found 0, expected a whole number from 1 to 100000",
        "gateway: {port: 65536} | gateway.port: found 65536, expected a whole number from 0 to 65535",
        "gateway: {auth: {require: false}} | gateway.auth.require: found an unknown key, expected required",
        "mode: unified | mode: found \"unified\", expected one of: Split, Unified",
        "replicas: 3 | replicas: found an unknown key, expected one of: mode, release, images, sources, gateway, localData, dataScience, servers, limits, tokenStore, tls, rollout, networkPolicy, observability, dataPolicy, paused, suspended",
      })
  void brokenSpec_isNamedWithTheFix(String key, String problem) {
    assertThat(problems(HEAD + FILES + "], " + key + "}}")).containsExactly("spec." + problem);
  }

  @Test
  void sameNameTwice_isRefused() {
    assertThat(problems(HEAD + FILES + ", " + POSTGRESQL + ", " + FILES + "]}}"))
        .containsExactly(
            "spec.sources[2].name: found \"samples\", expected a name that no other has"
                + " (sources[0] has it): rename one of them");
  }

  @Test
  void numberOfSources_isBounded() {
    assertThat(problems(HEAD + "]}}"))
        .containsExactly(
            "spec.sources: found no sources, expected at least one source, or localData.enabled: false");
    String many = HEAD + (FILES + ", ").repeat(101) + "]}}";
    assertThat(problems(many))
        .containsExactly("spec.sources: found a list of 101, expected a list of at most 100 items");
  }

  @ParameterizedTest
  @CsvSource({
    "a, true",
    "sales-2, true",
    "a23456789012345678901234567890abcde, true",
    "a23456789012345678901234567890abcdef, false",
    "Sales, false",
    "2sales, false",
    "sales-, false",
    "-sales, false",
    "sa.les, false",
    "'', false",
  })
  void name_isALabelOfAtMost35(String name, boolean taken) {
    String stack = HEAD.replace("name: sales", "name: '" + name + "'") + FILES + "]}}";
    assertThat(problems(stack))
        .hasSize(taken ? 0 : 1)
        .allSatisfy(problem ->
            assertThat(problem)
                .startsWith("metadata.name: found")
                .contains("text of 1 to 35 characters: a DNS label"));
  }

  @ParameterizedTest
  @CsvSource({"mcpstack.dev/v1", "mcpstack.dev/v1beta1", "v1"})
  void otherVersion_isRefused(String version) {
    assertThat(problems(HEAD.replace("mcpstack.dev/v1alpha1", version) + FILES + "]}}"))
        .containsExactly("apiVersion: found \"" + version + "\", expected mcpstack.dev/v1alpha1");
  }

  private static McpStack bound(String yaml) {
    return YamlTree.parseAll("test", yaml).getFirst().bind(McpStack.class);
  }

  private static List<String> problems(String yaml) {
    Object root = YamlTree.parseAll("test", yaml).getFirst().root();
    return RecordShape.of(McpStack.class).bind(root).found().stream()
        .map(Problem::toString)
        .toList();
  }
}
