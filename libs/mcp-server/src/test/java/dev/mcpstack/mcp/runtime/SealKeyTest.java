package dev.mcpstack.mcp.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpstack.contract.server.TokenStoreConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one process seals, another of its role takes. */
final class SealKeyTest {
  @TempDir private Path folder = Path.of("");

  private Optional<TokenStoreConfig> store(Optional<Path> credentials) {
    return Optional.of(
        new TokenStoreConfig.Redis(
            "sales",
            TokenStoreConfig.Redis.Topology.STANDALONE,
            List.of("redis:6379"),
            Optional.empty(),
            credentials,
            true,
            Optional.empty()));
  }

  @Test
  void processesOfOneStack_haveTheSameKeyByRole() throws IOException {
    Files.writeString(folder.resolve("password"), "secret\n");
    Optional<TokenStoreConfig> store = store(Optional.of(folder));
    byte[] key = SealKey.of(store, "gateway");
    assertThat(key).hasSize(32).isEqualTo(SealKey.of(store, "gateway"));
    assertThat(SealKey.of(store, "localdata")).isNotEqualTo(key);
    Files.writeString(folder.resolve("password"), "other");
    assertThat(SealKey.of(store, "gateway")).isNotEqualTo(key);
  }

  @Test
  void processWithoutPassword_hasAKeyOfItsOwn() {
    assertThat(SealKey.of(Optional.empty(), "gateway"))
        .isNotEqualTo(SealKey.of(Optional.empty(), "gateway"));
    Optional<TokenStoreConfig> open = store(Optional.empty());
    assertThat(SealKey.of(open, "gateway")).isNotEqualTo(SealKey.of(open, "gateway"));
  }

  @Test
  void passwordThatIsMissingOrEmpty_isSaid() throws IOException {
    Optional<TokenStoreConfig> store = store(Optional.of(folder));
    assertThatThrownBy(() -> SealKey.of(store, "gateway"))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("password");
    Files.writeString(folder.resolve("password"), "\n");
    assertThatThrownBy(() -> SealKey.of(store, "gateway")).isInstanceOf(StartFailure.class);
  }
}
