package dev.mcpstack.mcp.stdio;

import dev.mcpstack.mcp.http.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;

/** Writes messages, each as one line at once, so that those of several threads never mix. */
public final class LineWriter {
  private final OutputStream out;
  private final ReentrantLock lock = new ReentrantLock();

  /** Lines onto a stream. */
  public LineWriter(OutputStream out) {
    this.out = out;
  }

  /** Writes a tree; JSON has no line breaks but escaped ones. */
  public void write(Object message) throws IOException {
    writeLine(Json.write(message));
  }

  /** Writes a message that was written as JSON without line breaks. */
  public void writeLine(byte[] json) throws IOException {
    byte[] line = new byte[json.length + 1];
    System.arraycopy(json, 0, line, 0, json.length);
    line[json.length] = '\n';
    lock.lock();
    try {
      out.write(line);
      out.flush();
    } finally {
      lock.unlock();
    }
  }
}
