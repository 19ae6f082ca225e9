package dev.mcpstack.contract.spool;

import dev.mcpstack.contract.rows.EncodedChunk;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The files of small chunks, one for each size of slot, opened when first needed. Thread-safe. */
final class SmallChunks {
  private static final int SMALLEST_SLOT = 1 << 10;
  private static final int SIZES = 7;

  /** Each slot is twice the one before, so a chunk wastes half of one at most. */
  private static final int LARGEST_SLOT = SMALLEST_SLOT << (SIZES - 1);

  private final Opener opener;
  private final @Nullable SlotFile[] files = new SlotFile[SIZES];

  /** Opens a new file. */
  @FunctionalInterface
  interface Opener {
    /** The file of slots of so many bytes, open. */
    ChunkChannel open(int slotBytes) throws IOException;
  }

  SmallChunks(Opener opener) {
    this.opener = opener;
  }

  /** Whether a chunk belongs here. */
  static boolean takes(EncodedChunk chunk) {
    return SpillKey.sealedBytes(chunk.payload().length) <= LARGEST_SLOT;
  }

  /** The file of a chunk's size. */
  synchronized SlotFile fileFor(EncodedChunk chunk) throws IOException {
    int size = 0;
    int slotBytes = SMALLEST_SLOT;
    while (slotBytes < SpillKey.sealedBytes(chunk.payload().length)) {
      size++;
      slotBytes <<= 1;
    }
    SlotFile file = files[size];
    if (file == null) {
      file = new SlotFile(opener.open(slotBytes), slotBytes);
      files[size] = file;
    }
    return file;
  }

  synchronized void close() throws IOException {
    for (SlotFile file : files) {
      if (file != null) {
        file.close();
      }
    }
  }
}
