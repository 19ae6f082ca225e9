package dev.mcpstack.contract.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slots are used again, and the file is as long as it has to be. */
class SlotFileTest {
  private static final int SLOT = 1 << 10;

  @TempDir private Path folder;

  private SlotFile open(Path path) throws IOException {
    return new SlotFile(
        new ChunkChannel(
            FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            new SpillKey()),
        SLOT);
  }

  @Test
  void freedSlot_isTheNextThatIsUsed() throws Exception {
    SlotFile file = open(folder.resolve("1"));
    StoredChunk.OnDisk first = file.write(Fixtures.chunk(1, 300));
    StoredChunk.OnDisk second = file.write(Fixtures.chunk(2, 300));
    StoredChunk.OnDisk third = file.write(Fixtures.chunk(3, 300));
    second.free();
    StoredChunk.OnDisk fourth = file.write(Fixtures.chunk(4, 10));

    assertThat(fourth.position()).isEqualTo(second.position());
    assertThat(first.read().payload()).isEqualTo(Fixtures.chunk(1, 300).payload());
    assertThat(third.read().payload()).isEqualTo(Fixtures.chunk(3, 300).payload());
    assertThat(fourth.read().payload()).isEqualTo(Fixtures.chunk(4, 10).payload());
    assertThat(file.write(Fixtures.chunk(5, 10)).position()).isEqualTo(3 * SLOT);
    file.close();
  }

  @Test
  void file_isCutWhenHalfOfItIsUnused() throws Exception {
    Path path = folder.resolve("1");
    SlotFile file = open(path);
    StoredChunk.OnDisk[] places = new StoredChunk.OnDisk[8];
    for (int i = 0; i < places.length; i++) {
      places[i] = file.write(Fixtures.chunk(i, 900));
    }
    for (int i = 7; i > 4; i--) {
      places[i].free();
    }
    assertThat(Files.size(path)).isGreaterThan(7 * SLOT);
    places[4].free();
    assertThat(Files.size(path)).isEqualTo(4 * SLOT);
    assertThat(places[3].read().isIntact()).isTrue();
    for (int i = 0; i < 4; i++) {
      places[i].free();
    }
    assertThat(Files.size(path)).isZero();
    file.close();
  }

  @Test
  void fullDisk_isAClearError() throws Exception {
    SlotFile full = open(Path.of("/dev/full"));
    assertThatThrownBy(() -> full.write(Fixtures.chunk(0, 10)))
        .isInstanceOfSatisfying(
            StackException.class,
            failure -> assertThat(failure.code()).isEqualTo(ContractError.SPOOL_FULL));

    full.close();
  }
}
