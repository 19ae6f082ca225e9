package dev.mcpstack.standalone;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpstack.contract.secret.SecretFolder;
import dev.mcpstack.contract.secret.SecretReader;
import dev.mcpstack.contract.server.CredentialsConfig;
import dev.mcpstack.contract.server.SourceConfig;
import dev.mcpstack.mcp.runtime.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
  private static final List<SourceConfig> SOURCES =
      List.of(source("sales", "sales-db"), source("stock", "stock-db"));

  @Test
  void everySecretThere_isFine() {
    Map<String, String> values = Map.of("username", "u", "password", "p");
    assertThatCode(() ->
            Credentials.check(
                SOURCES, SecretReader.of(Map.of("sales-db", values, "stock-db", values))))
        .doesNotThrowAnyException();
  }

  @Test
  void everyMissingOne_isNamedWithTheRemedy() {
    assertThatThrownBy(() ->
            Credentials.check(
                SOURCES, SecretReader.of(Map.of("stock-db", Map.of("password", "hunter2")))))
        .isInstanceOf(StartFailure.class)
        .hasMessage(
            "source 'sales' needs the Secret 'sales-db', which has no username and no password;"
                + " source 'stock' needs the Secret 'stock-db', which has no username: add a Secret"
                + " of that name with these keys to the stack file, or pass --secrets FOLDER with a"
                + " file FOLDER/<secret>/<key> for each");
  }

  @Test
  void secretFileThatIsNone_isNamed(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("sales-db/username"));
    assertThatThrownBy(() -> Credentials.check(SOURCES, new SecretFolder(folder)))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("sales-db/username can't be read");
  }

  private static SourceConfig source(String name, String secret) {
    return new SourceConfig.PostgreSql(
        name,
        "",
        "jdbc:postgresql://db/x",
        new CredentialsConfig(secret, "username", "password"),
        1,
        false);
  }
}
