package dev.mcpstack.mcp.stdio;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Lines of bytes, none longer than the limit. Only one thread at a time reads. */
public final class Lines {
  private static final int BUFFER = 64 * 1024;

  private final InputStream in;
  private final int maxBytes;

  /** A line that was read to its end. */
  public static final class Line {
    private final byte[] bytes;
    private final boolean tooLong;

    private Line(byte[] bytes, boolean tooLong) {
      this.bytes = bytes;
      this.tooLong = tooLong;
    }

    /** What it holds, without its end; nothing when it was too long. */
    public byte[] bytes() {
      return bytes;
    }

    /** Whether it was longer than the limit, and thrown away. */
    public boolean tooLong() {
      return tooLong;
    }
  }

  /** The lines of a stream, each of at most so many bytes. */
  public Lines(InputStream in, int maxBytes) {
    this.in = new BufferedInputStream(in, BUFFER);
    this.maxBytes = maxBytes;
  }

  /** The next line that isn't blank; empty at the end of the stream. */
  public Optional<Line> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean blank = true;
    boolean tooLong = false;
    while (true) {
      int next = in.read();
      if (next == '\n' || next < 0) {
        if (!blank) {
          return Optional.of(new Line(tooLong ? new byte[0] : line.toByteArray(), tooLong));
        }
        if (next < 0) {
          return Optional.empty();
        }
        line.reset();
      } else if (next != '\r') { // A line break inside a string of JSON is always escaped.
        blank &= next == ' ' || next == '\t';
        tooLong |= line.size() >= maxBytes;
        if (!tooLong) {
          line.write(next);
        }
      }
    }
  }
}
