package dev.mcpstack.contract.spool;

import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.rows.EncodedChunk;
import java.io.IOException;
import java.util.BitSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Small chunks of any results, in slots of one size that are used again. A file for each would cost
 * a descriptor for as long as its result is kept. Thread-safe.
 */
final class SlotFile implements ChunkFile {
  private static final Logger LOG = LoggerFactory.getLogger(SlotFile.class);

  private final ChunkChannel channel;
  private final int slotBytes;
  private final BitSet used = new BitSet();
  private int lowestFree;
  private int slots; // That the file has, used or free.

  SlotFile(ChunkChannel channel, int slotBytes) {
    this.channel = channel;
    this.slotBytes = slotBytes;
  }

  /**
   * Writes a chunk that fits a slot.
   *
   * @throws StackException when the disk takes no more
   */
  StoredChunk.OnDisk write(EncodedChunk chunk) {
    int slot = take();
    boolean written = false;
    try {
      long position = (long) slot * slotBytes;
      channel.write(chunk, new byte[SpillKey.sealedBytes(chunk.payload().length)], position);
      written = true;
      return StoredChunk.OnDisk.of(chunk, this, position);
    } finally {
      if (!written) {
        give(slot);
      }
    }
  }

  @Override
  public EncodedChunk read(StoredChunk.OnDisk place) {
    return channel.read(place);
  }

  @Override
  public void free(StoredChunk.OnDisk place) {
    give((int) (place.position() / slotBytes));
  }

  void close() throws IOException {
    channel.close();
  }

  private synchronized int take() {
    int slot = used.nextClearBit(lowestFree);
    used.set(slot);
    lowestFree = slot + 1;
    slots = Math.max(slots, lowestFree);
    return slot;
  }

  private synchronized void give(int slot) {
    used.clear(slot);
    lowestFree = Math.min(lowestFree, slot);
    int needed = used.length();
    if (needed <= slots / 2) {
      try {
        channel.truncate((long) needed * slotBytes);
        slots = needed;
      } catch (IOException e) {
        LOG.warn("A file of the spool could not be made shorter; the disk is given back later", e);
      }
    }
  }
}
