package dev.mcpstack.testkit.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/**
 * A pod that answers each line with its own name, and a line that begins with ? with an address.
 */
public final class PodMain {
  private PodMain() {}

  /** Listens at an address and port. */
  public static void main(String[] arguments) throws IOException {
    InetAddress address = InetAddress.ofLiteral(arguments[0]);
    try (ServerSocket server = new ServerSocket(Integer.parseInt(arguments[1]), 50, address)) {
      while (true) {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> answer(client));
      }
    }
  }

  private static void answer(Socket client) {
    try (client;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        PrintWriter out = new PrintWriter(client.getOutputStream(), true, StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.println(line.startsWith("?") ? lookUp(line.substring(1)) : System.getenv("HOSTNAME"));
      }
    } catch (IOException _) {
      return; // The caller has gone.
    }
  }

  private static String lookUp(String name) {
    try {
      return InetAddress.getByName(name).getHostAddress();
    } catch (UnknownHostException _) {
      return "unknown";
    }
  }
}
