package dev.mcpstack.localdata.outside;

import static dev.mcpstack.localdata.outside.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpstack.contract.error.StackException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting on what is missing, broken or not there yet. */
class StartTest {
  @TempDir Path folder;

  @Test
  void start_withoutTheSecret_namesSecretAndKey() {
    String yaml = new Yaml(folder).postgres("warehouse", "jdbc:postgresql://h/d", 1).text();

    assertThatThrownBy(() -> Running.start(yaml))
        .isInstanceOfSatisfying(
            StackException.class,
            failure -> {
              assertThat(failure.code().name()).isEqualTo("CREDENTIALS_MISSING");
              assertThat(failure.safeMessage())
                  .contains("'warehouse'", "'username'", "'warehouse-login'");
              assertThat(failure.remedy()).contains("Create the secret");
            });
  }

  @Test
  void start_withHalfASecret_namesTheMissingKey() throws IOException {
    Path secret = Files.createDirectories(folder.resolve("warehouse-login"));
    Files.writeString(secret.resolve("username"), "reader");
    String yaml = new Yaml(folder).postgres("warehouse", "jdbc:postgresql://h/d", 1).text();

    assertThatThrownBy(() -> Running.start(yaml))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("'password'");
  }

  @Test
  void start_withoutTheFile_namesIt() {
    Path missing = folder.resolve("missing.csv");

    assertThatThrownBy(() -> Running.start(new Yaml(folder).files("data", "facts", missing).text()))
        .isInstanceOfSatisfying(
            StackException.class,
            failure -> {
              assertThat(failure.code().name()).isEqualTo("FILE_UNREADABLE");
              assertThat(failure.safeMessage())
                  .contains("'data'", missing.toString(), "'facts'", "can't be read");
            });
    assertThatThrownBy(() -> Running.start(new Yaml(folder).files("data", "facts", folder).text()))
        .isInstanceOf(StackException.class)
        .hasMessageContaining(folder.toString());
  }

  @Test
  void start_withABrokenFile_namesIt() throws IOException {
    for (String name : List.of("broken.parquet", "broken.json")) {
      Path broken = folder.resolve(name);
      Files.writeString(broken, "{\"a\": [1, ");

      assertThatThrownBy(
              () -> Running.start(new Yaml(folder).files("data", "facts", broken).text()))
          .isInstanceOf(StackException.class)
          .hasMessageContaining(broken.toString())
          .hasMessageContaining("broken");
    }
  }

  @Test
  void start_withFilesOfEveryKind_readsThem() throws IOException {
    // A quote in a path must not end the text that it stands in.
    Path odd = Files.createDirectories(folder.resolve("it's odd"));
    Map<String, String> contents =
        Map.of(
            "facts.csv", "a,b\n1,x\n2,y\n",
            "facts.tsv", "a\tb\n1\tx\n2\ty\n",
            "facts.json", "[{\"a\": 1, \"b\": \"x\"}, {\"a\": 2, \"b\": \"y\"}]",
            "facts.ndjson", "{\"a\": 1, \"b\": \"x\"}\n{\"a\": 2, \"b\": \"y\"}\n");
    for (Map.Entry<String, String> file : contents.entrySet()) {
      Path path = Files.writeString(odd.resolve(file.getKey()), file.getValue());
      String yaml = new Yaml(folder).files("data", "facts", path).text();

      try (Running running = Running.start(yaml)) {
        assertThat(
                running
                    .agent(Running.ALICE)
                    .query("data", "select a, b from facts order by a")
                    .complete()
                    .rows("preview"))
            .containsExactly(List.of(1, "x"), List.of(2, "y"));
      }
    }
  }

  @Test
  void start_withAWrongPassword_servesTheRest() {
    Running.writeSecret(folder, "warehouse-login", Database.READER, "not-the-password");
    String yaml =
        new Yaml(folder).examples().postgres("warehouse", Database.shared().url(), 2).text();

    try (Running running = Running.start(yaml)) {
      Agent agent = running.agent(Running.ALICE);
      agent
          .query("warehouse", "select 1 as a")
          .failure()
          .is("SOURCE_UNAVAILABLE")
          .says("'warehouse' refuses the login")
          .advises("owner of the stack");
      agent.query("files", "select 1 as a").complete();
      agent.call("list_sources", Map.of()).complete();
    }
  }

  @Test
  void start_beforeTheDatabase_servesItWhenItComes() throws IOException {
    int port = freePort();
    Running.writeSecret(folder, "late-login", Database.READER, Database.PASSWORD);
    String yaml =
        new Yaml(folder)
            .postgres("late", "jdbc:postgresql://localhost:" + port + "/postgres", 2)
            .text();

    try (Running running = Running.start(yaml)) {
      Agent agent = running.agent(Running.ALICE);
      agent
          .query("late", "select 1 as a")
          .failure()
          .is("SOURCE_UNAVAILABLE")
          .says("'late' can't be reached");
      agent.call("describe_source", Map.of("source", "late")).failure().is("SOURCE_UNAVAILABLE");
      try (Database _ = Database.start(port)) {
        await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> agent.query("late", "select 1 as a").complete());
        agent.call("describe_source", Map.of("source", "late")).complete();
      }
      // It goes again: what was a good connection is not any more.
      agent.query("late", "select 1 as a").failure().is("SOURCE_UNAVAILABLE");
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
