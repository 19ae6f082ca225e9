package dev.mcpstack.mcp.outside;

import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.mcp.stdio.StdioLimits;
import dev.mcpstack.mcp.stdio.StdioServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;

/** A client at the other end of the pipes of a server, in lines. */
final class StdioPipe implements AutoCloseable {
  static final String VERSION =
      "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}}";

  private final OutputStream input;
  private final BufferedReader output;
  private final StdioServer server;

  private StdioPipe(TestServer served) throws IOException {
    // Those of the system: those of java.io break when the thread that wrote last has ended.
    Pipe requests = Pipe.open();
    Pipe answers = Pipe.open();
    this.input = Channels.newOutputStream(requests.sink());
    this.output = new BufferedReader(Channels.newReader(answers.source(), StandardCharsets.UTF_8));
    this.server =
        StdioServer.start(
            Channels.newInputStream(requests.source()),
            Channels.newOutputStream(answers.sink()),
            Principal.withAllScopes("stdio"),
            served.eras(),
            new StdioLimits(64 * 1024, 64 * 1024, 3));
  }

  static StdioPipe of(TestServer served) {
    try {
      return new StdioPipe(served);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void send(String line) throws IOException {
    input.write((line.replace('\'', '"') + "\n").getBytes(StandardCharsets.UTF_8));
    input.flush();
  }

  String line() throws IOException {
    return output.readLine();
  }

  /** Sends a line and returns the next that comes. */
  String ask(String line) throws IOException {
    send(line);
    return line();
  }

  /** Sends a request of the era without sessions. */
  String modern(Object id, String method, String params) throws IOException {
    return ask(modernLine(id, method, params));
  }

  static String modernLine(Object id, String method, String params) {
    return "{'jsonrpc':'2.0','id':%s,'method':'%s','params':{%s%s}}"
        .formatted(id, method, params, VERSION);
  }

  /** Ends the input and waits for the server. */
  void end() throws IOException, InterruptedException {
    input.close();
    server.await();
  }

  @Override
  public void close() {
    server.close();
  }
}
