package dev.mcpstack.contract.spool;

import static dev.mcpstack.contract.spool.Fixtures.ALICE;
import static dev.mcpstack.contract.spool.Fixtures.SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.InMemoryHandleStore;
import dev.mcpstack.contract.rows.EncodedChunk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A spool whose memory is used up goes to disk. */
@Timeout(60)
class SpillTest {
  private static final int UNIT = 4 << 10;

  @TempDir Path shared;
  private final InMemoryHandleStore store = new InMemoryHandleStore();

  private Spool spool(SpillFolder folder) {
    return spool(folder, 100 * UNIT);
  }

  private Spool spool(SpillFolder folder, long memory) {
    return new Spool(
        new SpoolLimits(memory, 10_000 * UNIT, 10_000 * UNIT, 1_000),
        store,
        folder,
        Duration.ofMillis(200),
        System::nanoTime);
  }

  /** A result of chunks that each get to a file of their result when they are spilled. */
  private String keep(Spool spool, int... units) {
    return Fixtures.keep(spool, store, Arrays.stream(units).map(unit -> unit * UNIT).toArray());
  }

  private static EncodedChunk chunk(int sequence, int units) {
    return Fixtures.chunk(sequence, units * UNIT);
  }

  private List<Path> files() {
    try (Stream<Path> all = Files.walk(shared)) {
      return all.filter(Files::isRegularFile)
          .filter(path -> !path.toString().endsWith(".lock"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Chunks of a text that would be found on the disk. */
  private static EncodedChunk secret(int sequence, int times) {
    byte[] payload =
        "The password of the vault is swordfish. ".repeat(times).getBytes(StandardCharsets.UTF_8);
    return new EncodedChunk(sequence, 1, sequence + 1, EncodedChunk.checksum(payload), payload);
  }

  @Test
  void chunks_beyondHalfOfTheMemory_areReadBackFromDiskAsTheyWere() throws Exception {
    try (Spool spool = spool(SpillFolder.claim(shared))) {
      SpooledRows rows = spool.rows(keep(spool, 20, 30, 40)).orElseThrow();
      assertThat(spool.memoryBytes()).isEqualTo(50 * UNIT);
      assertThat(spool.bytes()).isEqualTo(90 * UNIT);
      assertThat(files()).hasSize(1);
      List<EncodedChunk> read = Fixtures.read(rows, 0);
      assertThat(read).hasSize(3).allMatch(EncodedChunk::isIntact);
      assertThat(read.get(2).payload()).isEqualTo(chunk(2, 40).payload());
      assertThat(read.get(2).rowsTotal()).isEqualTo(30);
    }
  }

  @Test
  void oneResult_takesNoMoreMemoryThanItLeavesFree() throws Exception {
    try (Spool spool = spool(SpillFolder.claim(shared))) {
      String _ = keep(spool, 30, 30);
      assertThat(spool.memoryBytes()).isEqualTo(30 * UNIT);
      String _ = keep(spool, 30, 10);
      assertThat(spool.memoryBytes()).isEqualTo(60 * UNIT);
      String _ = keep(spool, 30);
      assertThat(spool.memoryBytes()).isEqualTo(60 * UNIT);
      String _ = keep(spool, 20);
      assertThat(spool.memoryBytes()).isEqualTo(80 * UNIT);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2_000})
  void disk_holdsNoPlainText(int times) throws Exception {
    try (Spool spool = spool(SpillFolder.claim(shared), 0);
        RowsWriter writer = spool.write(new Cancellation())) {
      writer.begin(SCHEMA);
      for (int i = 0; i < 10; i++) {
        writer.add(secret(i, times));
      }
      writer.complete(List.of());
      byte[] onDisk = Files.readAllBytes(files().getFirst());
      assertThat(onDisk).hasSizeGreaterThan(300 * times);
      assertThat(new String(onDisk, StandardCharsets.ISO_8859_1)).doesNotContain("swordfish");
      // The same text twice is not the same on the disk.
      int length = times == 1 ? 1 << 10 : onDisk.length / 10;
      assertThat(Arrays.copyOfRange(onDisk, 0, 40))
          .isNotEqualTo(Arrays.copyOfRange(onDisk, length, length + 40));
    }
  }

  @Test
  void byteFlippedOnDisk_isAnErrorThatNamesTheChunk() throws Exception {
    try (Spool spool = spool(SpillFolder.claim(shared))) {
      SpooledRows rows = spool.rows(keep(spool, 60, 60, 60)).orElseThrow();
      Path file = files().getFirst();
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes, StandardOpenOption.WRITE);
      assertThatThrownBy(() -> Fixtures.read(rows, 0))
          .isInstanceOfSatisfying(
              StackException.class,
              failure -> {
                assertThat(failure.code()).isEqualTo(ContractError.ROWS_CORRUPT);
                assertThat(failure.safeMessage()).startsWith("Chunk 1 of the rows was damaged");
              });
      assertThat(Fixtures.read(rows, 2)).hasSize(1);
    }
  }

  @Test
  void fullDisk_failsThatOneResultAndLeavesTheOthers() throws Exception {
    Path full = Path.of("/dev/full");
    boolean[] isFull = {false};
    SpillFolder.Opener opener =
        path ->
            isFull[0]
                ? FileChannel.open(full, StandardOpenOption.WRITE)
                : FileChannel.open(
                    path,
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
    try (Spool spool = spool(SpillFolder.claim(shared, opener))) {
      SpooledRows before = spool.rows(keep(spool, 50, 50)).orElseThrow();
      isFull[0] = true;
      try (RowsWriter writer = spool.write(new Cancellation())) {
        assertThatThrownBy(() -> writer.add(chunk(0, 90)))
            .isInstanceOfSatisfying(
                StackException.class,
                failure -> {
                  assertThat(failure.code()).isEqualTo(ContractError.SPOOL_FULL);
                  assertThat(failure.safeMessage()).contains("it is full");
                  assertThat(failure).hasCauseInstanceOf(IOException.class);
                  assertThat(failure.getCause()).hasMessageContaining("No space left");
                });
      }
      isFull[0] = false;
      assertThat(spool.bytes()).isEqualTo(100 * UNIT);
      assertThat(Fixtures.read(before, 0)).hasSize(2);
      assertThat(Fixtures.read(spool.rows(keep(spool, 90)).orElseThrow(), 0)).hasSize(1);
    }
  }

  @Test
  void freedResult_givesItsDiskBack() {
    try (Spool spool = spool(SpillFolder.claim(shared))) {
      String handle = keep(spool, 90, 90);
      assertThat(files()).hasSize(1);
      store.release(ALICE, handle);
      spool.sweep();
      assertThat(files()).isEmpty();
      assertThat(spool.bytes()).isZero();
      assertThat(spool.memoryBytes()).isZero();
    }
  }

  @Test
  void smallResults_shareFilesAndGiveThemBack() throws Exception {
    try (Spool spool = spool(SpillFolder.claim(shared), 0)) {
      Map<String, Integer> kept = new LinkedHashMap<>();
      for (int i = 0; i < 500; i++) {
        int bytes = 1 + i * 131 % (63 << 10);
        kept.put(Fixtures.keep(spool, store, bytes), bytes);
      }
      assertThat(files()).hasSizeBetween(1, 7);
      for (Map.Entry<String, Integer> each : kept.entrySet()) {
        SpooledRows rows = spool.rows(each.getKey()).orElseThrow();
        assertThat(Fixtures.read(rows, 0))
            .singleElement()
            .satisfies(chunk ->
                assertThat(chunk.payload())
                    .isEqualTo(Fixtures.chunk(0, each.getValue()).payload()));
      }
      assertThat(onDisk()).isLessThan(2 * spool.bytes() + 500 * 1024);

      kept.keySet().forEach(handle -> store.release(ALICE, handle));
      spool.sweep();
      assertThat(onDisk()).isZero();
      assertThat(Fixtures.read(spool.rows(Fixtures.keep(spool, store, 90)).orElseThrow(), 0))
          .hasSize(1);
    }
  }

  private long onDisk() {
    return files().stream().mapToLong(path -> path.toFile().length()).sum();
  }

  @Test
  void closedSpool_leavesNothing() throws Exception {
    Spool spool = spool(SpillFolder.claim(shared));
    keep(spool, 90, 90);
    spool.close();
    try (Stream<Path> left = Files.list(shared)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void start_wipesWhatALostProcessLeft_andNothingOfOneThatRuns() throws Exception {
    Path left = Files.createDirectory(shared.resolve("1234-lost"));
    Files.write(left.resolve("1"), new byte[100]);
    Files.createFile(shared.resolve("1234-lost.lock"));
    try (Spool running = spool(SpillFolder.claim(shared))) {
      assertThat(left).doesNotExist();
      SpooledRows rows = running.rows(keep(running, 90, 90)).orElseThrow();
      try (SpillFolder second = SpillFolder.claim(shared)) {
        assertThat(files()).hasSize(1);
        assertThat(Fixtures.read(rows, 0)).hasSize(2);
        assertThat(second).isNotNull();
      }
    }
  }

  @Test
  void folder_thatCantBeWritten_isSaidSo() {
    assertThatThrownBy(() -> SpillFolder.claim(Path.of("/proc/spool")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("data.spoolFolder");
  }
}
