package dev.mcpstack.mcp.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpstack.contract.principal.Principal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys come and go while a server runs. */
final class KeyFolderTest {
  private static final String ALICE = "alice-0123456789abcdef";
  private static final String BOB = "bob-0123456789abcdef";

  @TempDir private Path folder = Path.of("");

  private KeyFolder withAlice() throws IOException {
    Files.writeString(folder.resolve("alice"), ALICE + "\n");
    return new KeyFolder(folder);
  }

  private static Optional<String> caller(KeyFolder keys, String key) {
    return keys.authenticate(Caller.of("Bearer " + key)).map(Principal::name);
  }

  @Test
  void lastKeyThatIsRemoved_countsNoMore() throws IOException {
    KeyFolder keys = withAlice();
    assertThat(caller(keys, ALICE)).contains("alice");
    Files.delete(folder.resolve("alice"));
    keys.refresh();
    assertThat(caller(keys, ALICE)).isEmpty();
    Files.writeString(folder.resolve("bob"), BOB);
    keys.refresh();
    assertThat(caller(keys, BOB)).contains("bob");
  }

  @Test
  void keyThatCantBeUsed_keepsNoOtherFromCountingOrEnding() throws IOException {
    KeyFolder keys = withAlice();
    Files.writeString(folder.resolve("bob"), BOB);
    Files.writeString(folder.resolve("carol"), "short");
    Files.delete(folder.resolve("alice"));
    keys.refresh();
    assertThat(caller(keys, BOB)).contains("bob");
    assertThat(caller(keys, ALICE)).isEmpty();
    assertThat(caller(keys, "short")).isEmpty();
  }

  @Test
  void folderThatCantBeRead_leavesTheKeysAsTheyWere() throws IOException {
    KeyFolder keys = withAlice();
    Files.delete(folder.resolve("alice"));
    Files.delete(folder);
    keys.refresh();
    assertThat(caller(keys, ALICE)).contains("alice");
  }

  @Test
  void folderWithoutKeys_isRefusedAtTheStart() {
    assertThatThrownBy(() -> new KeyFolder(folder)).hasMessageContaining("holds no key");
  }
}
