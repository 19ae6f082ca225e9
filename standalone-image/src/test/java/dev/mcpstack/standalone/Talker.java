package dev.mcpstack.standalone;

import java.io.IOException;

/** What is talked to in lines, be it a process or a program within this one. */
interface Talker {
  /** Writes a line to it. */
  void send(String line) throws IOException;

  /** The next line that it writes. */
  String line() throws IOException;
}
