package dev.mcpstack.testkit.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What a container said last. */
final class LogTail {
  private static final int LONGEST = 2048;

  private LogTail() {}

  static String of(Path log) {
    try {
      byte[] bytes = Files.readAllBytes(log);
      byte[] end = Arrays.copyOfRange(bytes, Math.max(0, bytes.length - LONGEST), bytes.length);
      return new String(end, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
