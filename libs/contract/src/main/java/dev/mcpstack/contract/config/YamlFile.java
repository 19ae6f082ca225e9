package dev.mcpstack.contract.config;

import dev.mcpstack.contract.shape.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads the text of a file, within the limits of a configuration. */
final class YamlFile {
  /** No code point takes more than four bytes. */
  private static final int MOST_BYTES = 4 * YamlReader.MOST_CODE_POINTS;

  private YamlFile() {}

  static String text(Path file) {
    if (Files.isDirectory(file)) {
      throw refusal(file, "a folder", "a YAML file");
    }
    byte[] bytes;
    try (InputStream stream = Files.newInputStream(file)) {
      // One more than allowed tells an endless file from a full one.
      bytes = stream.readNBytes(MOST_BYTES + 1);
    } catch (NoSuchFileException _) {
      throw refusal(file, "no such file", "a YAML file that is there");
    } catch (AccessDeniedException _) {
      throw refusal(file, "a file that this user may not read", "one that it may");
    } catch (IOException _) {
      throw refusal(file, "a file that cannot be read", "one that can");
    }
    if (bytes.length > MOST_BYTES) {
      throw refusal(file, "more than " + MOST_BYTES + " bytes", "a smaller file");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      throw refusal(file, "bytes that are not UTF-8", "a text file saved as UTF-8");
    }
  }

  private static ConfigurationException refusal(Path file, String found, String expected) {
    return new ConfigurationException(file.toString(), List.of(Problem.of("", found, expected)));
  }
}
