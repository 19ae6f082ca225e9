package dev.mcpstack.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.Lookup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clocks of two hosts are never compared: handles live by the store's, all else by spans. */
@Timeout(300)
final class ClocksTest {
  private static final Path CONTRACT = Path.of("../../libs/contract/src/main");
  private static final Pattern WALL_CLOCK =
      Pattern.compile(
          "currentTimeMillis|Instant\\.now|(Local|Offset|Zoned)Date(Time)?\\.now|LocalTime\\.now"
              + "|\\bClock\\b|new Date\\(|Calendar|InstantSource");

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"handle", "spool", "data"})
  void dataPlane_readsNoWallClock(String name) throws IOException {
    Path sources = CONTRACT.resolve("java/dev/mcpstack/contract").resolve(name);
    try (Stream<Path> files = Files.walk(sources)) {
      List<Path> java = files.filter(file -> file.toString().endsWith(".java")).toList();
      assertThat(java).hasSizeGreaterThan(5);
      for (Path file : java) {
        assertThat(Files.readString(file)).as("%s", file).doesNotContainPattern(WALL_CLOCK);
      }
    }
  }

  @Test
  void script_asksTheStoreForTheTimeOnceAndTakesNoOther() throws IOException {
    String script;
    // As it was built into the library.
    try (var stream =
        HandleRecord.class.getResourceAsStream("/dev/mcpstack/contract/handle/redis/handle.lua")) {
      assertThat(stream).isNotNull();
      script = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(Pattern.compile("redis\\.call\\('TIME'\\)").matcher(script).results()).hasSize(1);
    assertThat(script).doesNotContain("os.time", "os.clock");
    assertThat(Pattern.compile("(?m)^\\s*now =").matcher(script).results())
        .as("by the store, or by a test")
        .hasSize(2);
    assertThat(script).contains("if ARGV[2] == '' then\n  local time = redis.call('TIME')");
  }

  @Test
  void servers_tellTheStoreNoTime() {
    try (Stack stack = new Stack(folder, "slowlog-log-slower-than 0", "slowlog-max-len 10000");
        StoreKeys keys = new StoreKeys(stack.redis().address())) {
      Stack.Running owner = stack.localData("spoolMemory: 1MiB");
      Reader reader = stack.reader();
      String handle = owner.peer().query(Rows.sql(0, 10));
      assertThat(reader.all(reader.record(handle))).isEqualTo(Rows.expected(0, 10));
      assertThat(owner.peer().release(handle).error()).isEqualTo("COMPLETE");
      // EVALSHA, script, number of keys, key, operation, time.
      List<List<String>> runs = keys.scripts();
      assertThat(runs).hasSizeGreaterThan(5);
      assertThat(runs).allSatisfy(run -> assertThat(run.get(5)).isEmpty());
      assertThat(runs.stream().map(run -> run.get(4)))
          .contains("create", "find", "lease", "unlease", "release", "ended");
    }
  }

  /** They are a minute apart, and the handle lives for less: by either it would end at once. */
  @Test
  void ownerAheadOfItsReader_changesNothing() throws IOException {
    changeNothing(30, -30);
  }

  /** By the other one's clock it would never end. */
  @Test
  @Tag("full")
  void ownerBehindItsReader_changesNothing() throws IOException {
    changeNothing(-30, 30);
  }

  private void changeNothing(long ownersSeconds, long readersSeconds) throws IOException {
    Optional<Path> library = WallClock.installed();
    assumeThat(library).as("the Debian package libfaketime is not installed").isPresent();
    try (Stack stack = new Stack(folder)) {
      stack.clocks(new WallClock(library.orElseThrow(), Duration.ofSeconds(ownersSeconds)));
      Stack.Running owner = stack.localData("spoolMemory: 1MiB, handleLifetime: 45s");
      stack.clocks(new WallClock(library.orElseThrow(), Duration.ofSeconds(readersSeconds)));
      Stack.Running science = stack.dataScience();
      assertThat(WallClock.offsetOf(owner.process()))
          .isCloseTo(Duration.ofSeconds(ownersSeconds), Duration.ofSeconds(10));
      assertThat(WallClock.offsetOf(science.process()))
          .isCloseTo(Duration.ofSeconds(readersSeconds), Duration.ofSeconds(10));

      Reader reader = stack.reader();
      String unread = owner.peer().query(Rows.sql(1, 10));
      String handle = owner.peer().query(Rows.sql(0, Rows.MANY));
      HandleRecord record = reader.record(handle);
      StoreFaultsTest.assertSum(science.peer().summarize(handle), 0, Rows.MANY);
      assertThat(reader.find(handle))
          .isInstanceOfSatisfying(
              Lookup.Live.class,
              live ->
                  assertThat(live.remaining())
                      .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(45)));
      try (Reader.Reading reading = reader.open(record)) {
        reading.take(5);
        Failure.await().until(() -> reader.find(unread) instanceof Lookup.Ended);
        // Both have had their time; the lease keeps this one.
        assertThat(reading.rest()).isEqualTo(Rows.expected(0, Rows.MANY));
      }
      Failure.await().until(() -> reader.find(handle) instanceof Lookup.Ended);
      assertThat(owner.peer().read(handle, 0).error()).isEqualTo("HANDLE_ENDED");
      Failure.await().until(() -> Spill.files(stack.spoolFolder()).isEmpty());
    }
  }
}
