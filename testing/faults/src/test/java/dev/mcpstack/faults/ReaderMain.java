package dev.mcpstack.faults;

import dev.mcpstack.contract.server.TlsConfig;
import java.io.IOException;
import java.nio.file.Path;

/** A reader as a program: takes some batches, says so, waits for a byte, and reads the rest. */
final class ReaderMain {
  private ReaderMain() {}

  /** Certificate, key, authority, token store, handle, batches. */
  public static void main(String[] arguments) throws IOException {
    TlsConfig tls =
        new TlsConfig("test", Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
    try (Reader reader = new Reader(tls, arguments[3]);
        Reader.Reading reading = reader.open(reader.record(arguments[4]))) {
      reading.take(Integer.parseInt(arguments[5]));
      System.out.println("in the middle");
      int _ = System.in.read();
      System.out.println(reading.rest());
    }
  }
}
