package dev.mcpstack.doctor.verify;

import dev.mcpstack.contract.verification.VerificationCheck;
import dev.mcpstack.contract.verification.VerificationOutcome;
import dev.mcpstack.contract.verification.VerificationResult;
import dev.mcpstack.doctor.Main;
import dev.mcpstack.doctor.TestStack;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** What a run of {@code doctor verify} came to. */
record Judged(int exitCode, String output, String errors, String json, Duration took) {
  /** Runs it with the key of the test stacks. */
  static Judged verify(Path folder, URI preview, String... more) throws IOException {
    Path key = Files.writeString(folder.resolve("key"), TestStack.KEY + "\n");
    Path result = Files.createTempFile(folder, "result", ".json");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "verify",
                "--preview",
                preview.toString(),
                "--key-file",
                key.toString(),
                "--result",
                result.toString()));
    arguments.addAll(List.of(more));
    return run(result, arguments.toArray(String[]::new));
  }

  static Judged run(Path result, String... arguments) throws IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    long start = System.nanoTime();
    int code =
        new CommandLine(new Main())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Judged(
        code,
        out.toString(),
        err.toString(),
        Files.readString(result),
        Duration.ofNanos(System.nanoTime() - start));
  }

  VerificationResult result() {
    return VerificationResult.parse(json).orElseThrow(() -> new AssertionError(json + errors));
  }

  VerificationOutcome outcome() {
    return result().outcome();
  }

  List<String> healthy() {
    return result().checks().stream()
        .filter(VerificationCheck::healthy)
        .map(VerificationCheck::name)
        .toList();
  }

  List<String> bad() {
    return result().checks().stream()
        .filter(check -> !check.healthy())
        .map(VerificationCheck::name)
        .toList();
  }
}
