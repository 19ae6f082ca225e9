package dev.mcpstack.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/**
 * A server in a process of its own: {@code echo}, or {@code mcpstack <port> <user> <password>
 * <file>}. Says where it is in one line and ends with its standard input.
 */
final class ServerMain {
  /** Begins the line that tells endpoint and key. */
  static final String READY = "ready ";

  private ServerMain() {}

  static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "echo" -> {
        try (EchoServer server = EchoServer.start()) {
          serve(server.endpoint(), "-");
        }
      }
      case "mcpstack" -> {
        Database database =
            new Database(Integer.parseInt(arguments[1]), arguments[2], arguments[3]);
        try (McpStackServer server = new McpStackServer(database, Path.of(arguments[4]))) {
          serve(server.endpoint(), server.key());
        }
      }
      default -> throw new IllegalArgumentException("no server '" + arguments[0] + "'");
    }
  }

  private static void serve(URI endpoint, String key) throws IOException {
    System.out.println(READY + endpoint + " " + key);
    System.in.readAllBytes();
  }
}
