package dev.mcpstack.gateway.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads the data of server-sent events, one at a time. Comments, ids and names are passed over. */
final class EventReader {
  private static final byte[] DATA = {'d', 'a', 't', 'a'};

  private final InputStream stream;
  private final int maxBytes;
  private final byte[] buffer = new byte[8 * 1024];
  private int position;
  private int limit;
  private boolean afterReturn;

  /**
   * A reader.
   *
   * @param maxBytes the most that one event may take
   */
  EventReader(InputStream stream, int maxBytes) {
    this.stream = stream;
    this.maxBytes = maxBytes;
  }

  /**
   * The data of the next event that has any; null at the end.
   *
   * @throws AnswerTooLargeException when it takes more than it may
   */
  byte @org.jspecify.annotations.Nullable [] next() throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean any = false;
    while (readLine(line, data.size())) {
      byte[] bytes = line.toByteArray();
      line.reset();
      if (bytes.length == 0) {
        if (any) {
          return data.toByteArray();
        }
      } else if (isData(bytes)) {
        if (any) {
          data.write('\n');
        }
        any = true;
        int from = DATA.length + (bytes.length > DATA.length ? 1 : 0);
        from += bytes.length > from && bytes[from] == ' ' ? 1 : 0;
        data.write(bytes, from, bytes.length - from);
      }
    }
    return null; // An event that was cut off is none.
  }

  private static boolean isData(byte[] line) {
    return line.length >= DATA.length
        && Arrays.equals(line, 0, DATA.length, DATA, 0, DATA.length)
        && (line.length == DATA.length || line[DATA.length] == ':');
  }

  /** Lines end with CR, LF or both. False at the end of the stream. */
  private boolean readLine(ByteArrayOutputStream line, int before) throws IOException {
    while (true) {
      if (position == limit && !fill()) {
        return false;
      }
      if (afterReturn && buffer[position] == '\n') {
        position++;
        afterReturn = false;
        continue;
      }
      afterReturn = false;
      int end = position;
      while (end < limit && buffer[end] != '\n' && buffer[end] != '\r') {
        end++;
      }
      line.write(buffer, position, end - position);
      if (before + line.size() > maxBytes) {
        throw new AnswerTooLargeException();
      }
      position = end;
      if (end < limit) {
        afterReturn = buffer[end] == '\r';
        position++;
        return true;
      }
    }
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(stream.read(buffer), 0);
    return limit > 0;
  }
}
