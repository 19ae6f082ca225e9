package dev.mcpstack.contract.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Range;
import dev.mcpstack.contract.shape.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
  record Source(
      @Description("Where.") String url, @Description("Password.") @Secret String password) {}

  record Server(
      @Description("Port.") @Default("8080") @Range(min = 1, max = 65535) int port,
      @Description("Budget.") @Default("15s") Duration budget,
      @Description("Sources.") @Default("[]") List<Source> sources) {}

  @TempDir Path folder;

  @Test
  void file_isRead() throws IOException {
    Path file = file("port: 9000\nsources:\n- url: a\n  password: b\n");
    assertEquals(
        new Server(9000, Duration.ofSeconds(15), List.of(new Source("a", "b"))),
        ConfigFile.read(file, Server.class));
  }

  @Test
  void emptyFile_takesDefaults() throws IOException {
    assertEquals(
        new Server(8080, Duration.ofSeconds(15), List.of()),
        ConfigFile.read(file("# nothing yet\n"), Server.class));
    ConfigurationException refusal =
        assertThrows(
            ConfigurationException.class, () -> ConfigFile.parse("text", "", Source.class));
    assertEquals(2, refusal.problems().size());
    assertEquals("text", refusal.source());
  }

  record Nested(
      @Description("The server.") @Default("{}") Server server,
      @Description("Name.") @Default("") String name) {}

  @Test
  void keys_areReplaced() throws IOException {
    Path file = file("server: {port: 9000, budget: 3s}\n");
    Nested read =
        ConfigFile.read(file, Nested.class, Map.of("server.port", "9001", "name", "10.0.0.7"));
    assertEquals(new Nested(new Server(9001, Duration.ofSeconds(3), List.of()), "10.0.0.7"), read);
    assertEquals(
        80,
        ConfigFile.read(file("name: a\n"), Nested.class, Map.of("server.port", "80"))
            .server()
            .port());
  }

  @Test
  void replacedKeys_ofAText_areTaken() {
    Map<String, String> replaced = Map.of("server.port", "9001");
    for (String text : List.of("", "{}", "server: {port: 80}")) {
      assertEquals(
          9001, ConfigFile.parse("defaults", text, Nested.class, replaced).server().port(), text);
    }
  }

  @Test
  void replacedKeys_areCheckedAsOthersAre() throws IOException {
    Path file = file("name: a\n");
    ConfigurationException unknown =
        assertThrows(
            ConfigurationException.class,
            () -> ConfigFile.read(file, Nested.class, Map.of("server.prt", "80")));
    assertThat(unknown).hasMessageContaining("server.prt: found an unknown key, expected port");
    ConfigurationException below =
        assertThrows(
            ConfigurationException.class,
            () -> ConfigFile.read(file, Nested.class, Map.of("name.first", "80")));
    assertThat(below)
        .hasMessageContaining("name.first: found \"a\", expected an object on the way");
  }

  @Test
  void everyProblem_isListedByLine() throws IOException {
    Path file =
        file(
            """
            sources:
            - url: a
              pasword: hunter2
            - password: [hunter2]
              url: 5
            budget: 15
            port: eighty
            """);
    ConfigurationException refusal = refusal(file);
    assertEquals(
        file
            + """
            : 6 problems
              line 2: sources[0].password: found nothing, expected text
              line 3: sources[0].pasword: found an unknown key, expected password
              line 4: sources[1].password: found ***, expected text
              line 5: sources[1].url: found 5, expected text
              line 6: budget: found 15, expected a duration such as 15s, 500ms, 2m or 1h
              line 7: port: found "eighty", expected a whole number from 1 to 65535\
            """,
        refusal.getMessage());
  }

  @Test
  void severalDocuments_areRefused() throws IOException {
    assertThat(refusal(file("port: 1\n---\nport: 2\n")))
        .hasMessageEndingWith(
            ": 1 problem\n  line 3: found 2 YAML documents, expected one, without a line of ---");
  }

  @Test
  void missingFile_isRefused() {
    Path file = folder.resolve("absent.yaml");
    assertEquals(
        file + ": 1 problem\n  found no such file, expected a YAML file that is there",
        refusal(file).getMessage());
  }

  @Test
  void folder_isRefused() {
    assertThat(refusal(folder)).hasMessageEndingWith("found a folder, expected a YAML file");
  }

  @Test
  void fileThatCannotBeRead_isRefused() throws IOException {
    // A file is no folder: what is asked for below it fails otherwise than by not being there.
    Path below = file("a: 1").resolve("below.yaml");
    assertThat(refusal(below))
        .hasMessageEndingWith("found a file that cannot be read, expected one that can");
  }

  @Test
  void fileInAnotherEncoding_isRefused() throws IOException {
    Path file = folder.resolve("latin.yaml");
    Files.write(file, "port: é".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(refusal(file)).hasMessageContaining("found bytes that are not UTF-8");
  }

  @Test
  void endlessFile_isRefused() {
    assertThat(refusal(Path.of("/dev/zero"))).hasMessageContaining("more than 12582912 bytes");
  }

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("server.yaml"), yaml);
  }

  private static ConfigurationException refusal(Path file) {
    return assertThrows(ConfigurationException.class, () -> ConfigFile.read(file, Server.class));
  }
}
