package dev.mcpstack.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.secret.SecretReader;
import dev.mcpstack.mcp.runtime.Resources;
import dev.mcpstack.stack.ServerConfigs;
import dev.mcpstack.stack.StackFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stack on a pipe, within this process; as a program it is in {@link StdioTest}. */
@Timeout(60)
class StdioStackTest {
  @Test
  void conversation_lastsUntilTheInputEnds() throws Exception {
    try (InProcess stack = up()) {
      Pipe host = new Pipe(stack);
      host.initialize();
      Map<?, ?> rows =
          host.call(
              "execute_query",
              "{\"source\":\"samples\",\"sql\":\"SELECT * FROM longley\",\"previewRows\":1}");
      assertThat(rows.get("rows")).isEqualTo(16);
      assertThat(stack.endInput()).isZero();
      assertThat(stack.rest()).isEmpty();
      assertThat(stack.errors())
          .contains("Stack 'small' is ready on standard input and output", "Sources: samples");
    }
  }

  @Test
  void hostThatReadsNoMore_endsTheStack() throws Exception {
    try (InProcess stack = up()) {
      Pipe host = new Pipe(stack);
      host.initialize();
      stack.leave();
      host.send("ping", "{}");
      assertThat(stack.endInput()).isZero();
    }
  }

  @Test
  void command_withoutAnyInput_startsTheStackAndEndsIt() {
    InputStream in = System.in;
    PrintStream out = System.out;
    StringWriter errors = new StringWriter();
    System.setIn(InputStream.nullInputStream());
    try {
      int code =
          Main.commandLine()
              .setErr(new PrintWriter(errors, true))
              .execute("up", Repository.path("examples/quickstart.yaml").toString(), "--stdio");
      assertThat(errors.toString()).contains("Stack 'quickstart' is ready");
      assertThat(code).isZero();
    } finally {
      System.setIn(in);
      System.setOut(out);
    }
  }

  private static InProcess up() throws IOException {
    StackFile file = StackFile.read(Repository.path("examples/quickstart.yaml"));
    StackSettings settings =
        new StackSettings(
            "small",
            ServerConfigs.from(file.stack(), file.folder()),
            0,
            SecretReader.of(Map.of()),
            Access.open("127.0.0.1"));
    return InProcess.start((streams, err) -> {
      try (Resources resources = new Resources()) {
        return StdioStack.run(settings, resources, streams, System.nanoTime(), err);
      }
    });
  }
}
