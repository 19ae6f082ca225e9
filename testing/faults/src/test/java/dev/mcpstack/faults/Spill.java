package dev.mcpstack.faults;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What owners keep on disk. */
final class Spill {
  private Spill() {}

  /** The files of results, by name; locks are none, nor is a shared one that holds nothing now. */
  static List<Path> files(Path spoolFolder) {
    try (Stream<Path> all = Files.walk(spoolFolder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.toString().endsWith(".lock"))
          .filter(file -> !isShared(file) || file.toFile().length() > 0)
          .sorted()
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (UncheckedIOException e) {
      return files(spoolFolder); // One was deleted while they were listed.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isShared(Path file) {
    return String.valueOf(file.getFileName()).startsWith("slots-");
  }

  /** Bytes of all of them. */
  static long bytes(Path spoolFolder) {
    return files(spoolFolder).stream().mapToLong(file -> file.toFile().length()).sum();
  }

  /** Changes one bit of the last byte. */
  static void damageEnd(Path file) {
    try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
      long last = damaged.length() - 1;
      damaged.seek(last);
      int value = damaged.read();
      damaged.seek(last);
      damaged.write(value ^ 0x10);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
