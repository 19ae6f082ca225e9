package dev.mcpstack.conformance.fuzz;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Reads answers off a connection, one after the other. */
final class AnswerReader {
  private static final int MOST_SHOWN = 64 << 10;

  private final BufferedInputStream in;

  AnswerReader(InputStream in) {
    this.in = new BufferedInputStream(in, 16 << 10);
  }

  /**
   * An answer.
   *
   * @param names its head, as it came
   * @param head the same in lower case
   * @param body its beginning; empty for a stream, which its reader may leave at any time
   */
  record Answer(int status, String names, String head, String body) {
    boolean has(String header) {
      return head.contains("\n" + header + ":");
    }

    boolean streams() {
      return head.contains("\ncontent-type: text/event-stream");
    }

    boolean closes() {
      return head.contains("\nconnection: close");
    }
  }

  /**
   * The next answer, or empty when the other side has closed instead.
   *
   * @param leftovers whether the rest of a request may have been taken for a request of its own: of
   *     one without a version, which is answered without a head
   */
  Optional<Answer> next(boolean withoutBody, boolean leftovers) throws IOException {
    while (true) {
      String names = head();
      String head = names.toLowerCase(Locale.ROOT);
      if (head.isEmpty() || (leftovers && head.startsWith("{"))) {
        return Optional.empty();
      }
      if (!head.startsWith("http/1.")) {
        throw new IOException("this is no answer: " + head);
      }
      int status = Integer.parseInt(head, 9, 12, 10);
      Answer answer = new Answer(status, names, head, "");
      if (status >= 200) {
        return Optional.of(
            answer.streams() || withoutBody || status == 204 || status == 304
                ? answer
                : new Answer(status, names, head, body(answer)));
      }
    }
  }

  private String head() throws IOException {
    StringBuilder head = new StringBuilder();
    while (true) {
      String line = line();
      if (line.isEmpty()) {
        return head.toString();
      }
      head.append(line).append('\n');
    }
  }

  private String body(Answer answer) throws IOException {
    StringBuilder body = new StringBuilder();
    if (answer.has("transfer-encoding")) {
      for (int size = Integer.parseInt(line(), 16); ; size = Integer.parseInt(line(), 16)) {
        take(size, body);
        line();
        if (size == 0) {
          return body.toString();
        }
      }
    }
    Optional<String> length =
        answer
            .head()
            .lines()
            .filter(line -> line.startsWith("content-length:"))
            .map(line -> line.substring("content-length:".length()).strip())
            .findFirst();
    take(length.isPresent() ? Integer.parseInt(length.get()) : 0, body);
    return body.toString();
  }

  private void take(int size, StringBuilder to) throws IOException {
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException("an answer broke off");
    }
    if (to.length() < MOST_SHOWN) {
      to.append(new String(bytes, StandardCharsets.UTF_8));
    }
  }

  /** Up to the end of the line or of everything. */
  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString().strip();
  }
}
