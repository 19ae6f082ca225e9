package dev.mcpstack.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpstack.mcp.auth.Caller;
import dev.mcpstack.mcp.runtime.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
  @TempDir Path folder;

  @Test
  void generatedKeys_differAndOpenTheirOwnEndpoint() {
    Access one = Access.generated();
    Access other = Access.generated();
    assertThat(one.key()).isNotEqualTo(other.key()).hasSizeGreaterThanOrEqualTo(43);
    assertThat(one.authenticator().authenticate(Caller.of("Bearer " + one.key()))).isPresent();
    assertThat(one.authenticator().authenticate(Caller.of("Bearer " + other.key()))).isEmpty();
    assertThat(one.authenticator().authenticate(Caller.of(null))).isEmpty();
  }

  @Test
  void keyFile_isReadWithoutItsLineBreak() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "0123456789abcdef\r\n");
    Access access = Access.fromFile(file);
    assertThat(access.authenticator().authenticate(Caller.of("Bearer 0123456789abcdef")))
        .isPresent();
    assertThat(access.file()).isEqualTo(file);
    assertThat(access).hasToString("Access[key]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hunter2",
        "hunter2 hunter2 hunter2",
        "hunter2\nhunter2hunter2",
        "hünter2hünter2hünter2"
      })
  void unusableKeyFile_isRefusedWithoutShowingIt(String key) throws IOException {
    Path file = Files.writeString(folder.resolve("key"), key);
    assertThatThrownBy(() -> Access.fromFile(file))
        .isInstanceOf(StartFailure.class)
        .hasMessage(
            "the key file "
                + file
                + " can't be read or holds no key: it needs one line of 16 to 512 visible ASCII"
                + " characters without spaces");
  }

  @Test
  void missingOrHugeKeyFile_isRefused() throws IOException {
    assertThatThrownBy(() -> Access.fromFile(folder.resolve("absent")))
        .isInstanceOf(StartFailure.class);
    Path huge = Files.writeString(folder.resolve("huge"), "0123456789abcdef" + " ".repeat(4_096));
    assertThatThrownBy(() -> Access.fromFile(huge)).isInstanceOf(StartFailure.class);
  }

  @Test
  void open_isForLoopbackOnly() {
    assertThat(Access.open("127.0.0.1").authenticator().authenticate(Caller.of(null))).isPresent();
    assertThat(Access.open("127.0.0.1")).hasToString("Access[open]");
    assertThatThrownBy(() -> Access.open("0.0.0.0"))
        .isInstanceOf(StartFailure.class)
        .hasMessage(
            "without a key the endpoint is served on loopback only, not on 0.0.0.0: leave out"
                + " --no-auth, or set spec.gateway.auth.required to true");
  }
}
