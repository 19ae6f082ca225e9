package dev.mcpstack.standalone;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard input and output as a pipe of messages.
 *
 * @param in what the host writes
 * @param out what it reads
 */
record StandardStreams(InputStream in, OutputStream out) {
  /**
   * Takes them: what else is printed goes to standard error, since a stray line breaks the pipe.
   */
  static StandardStreams take() {
    System.setOut(
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    return new StandardStreams(System.in, new FileOutputStream(FileDescriptor.out));
  }
}
