package dev.mcpstack.faults;

import dev.mcpstack.fixture.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A clock that is so far from this one, for a process under libfaketime. Spans of time stay what
 * they are: hosts disagree on what time it is, not on how long a second takes.
 */
record WallClock(Path library, Duration offset) {
  private static final String LIBRARY = "faketime/libfaketimeMT.so.1";
  private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  /** Where libfaketime is, if this machine has it: the Debian package of that name. */
  static Optional<Path> installed() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
      return folders.map(folder -> folder.resolve(LIBRARY)).filter(Files::exists).findAny();
    }
  }

  Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD",
        library.toString(),
        "FAKETIME",
        "%+ds".formatted(offset.toSeconds()),
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        // With the repair of old C libraries a timed wait ends at once.
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0");
  }

  /** What the clock of a process shows, against this one's, to a second or two. */
  static Duration offsetOf(ServerProcess server) throws IOException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        new ProcessBuilder(jcmd.toString(), Long.toString(server.pid()), "Thread.print").start();
    try (var lines = process.inputReader()) {
      LocalDateTime now = LocalDateTime.now(ZoneId.systemDefault());
      String shown = lines.lines().skip(1).findFirst().orElseThrow();
      Duration between = Duration.between(now, LocalDateTime.parse(shown, SHOWN));
      lines.lines().forEach(_ -> {});
      return between;
    }
  }
}
