package dev.mcpstack.mcp.outside;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * What a call of {@code echo} costs with key and session, against a bare handler of the same HTTP
 * server that sends the body back: calls per second of 16 clients that keep their connections, both
 * in one process, turn by turn. Expected: at least 0.3 of the bare handler.
 *
 * <p>Run it with {@code java -cp <test class path> dev.mcpstack.mcp.outside.EchoBench [seconds of a
 * turn] [turns] [mcp]}; the last word leaves the bare handler out, for a profile.
 */
final class EchoBench {
  private static final int CLIENTS = 16;

  private EchoBench() {}

  /** Prints the table. */
  public static void main(String[] args) throws Exception {
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    int turns = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    boolean mcpOnly = args.length > 2;
    PrintStream out = System.out;
    Server bare = bare();
    try (TestServer server = TestServer.start()) {
      String session = Client.begun(server, TestServer.ALICE).session();
      URI bareAddress = bare.getURI();
      for (int turn = 0; turn <= turns; turn++) {
        Result floor = mcpOnly ? null : run(bareAddress, session, seconds);
        Result mcp = run(server.endpoint(), session, seconds);
        out.printf(
            Locale.ROOT,
            "%s bare %s | mcp %s | ratio %.3f, by cpu %.3f%n",
            turn == 0 ? "warm-up" : "turn " + turn,
            floor,
            mcp,
            floor == null ? Double.NaN : mcp.perSecond / floor.perSecond,
            floor == null ? Double.NaN : floor.cpuMicros / mcp.cpuMicros);
      }
    } finally {
      bare.stop();
    }
  }

  /**
   * What a turn came to.
   *
   * @param cpuMicros processor time per call of the whole process, its clients among it: less
   *     troubled by what else the machine does
   */
  private record Result(double perSecond, long p50Micros, long p99Micros, double cpuMicros) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%,.0f/s p50 %d us p99 %d us cpu %.0f us",
          perSecond,
          p50Micros,
          p99Micros,
          cpuMicros);
    }
  }

  private static Result run(URI address, String session, int seconds) {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long cpu = system.getProcessCpuTime();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    var clients =
        IntStream.range(0, CLIENTS)
            .mapToObj(number ->
                CompletableFuture.supplyAsync(
                    () -> client(address, session, number, end),
                    task -> Thread.ofPlatform().start(task)))
            .toList();
    long[] nanos =
        clients.stream().flatMapToLong(client -> Arrays.stream(client.join())).sorted().toArray();
    return new Result(
        nanos.length / (double) seconds,
        nanos[nanos.length / 2] / 1_000,
        nanos[(int) (nanos.length * 0.99)] / 1_000,
        (system.getProcessCpuTime() - cpu) / 1e3 / nanos.length);
  }

  private static long[] client(URI address, String session, int number, long end) {
    String body =
        Client.callBody(String.valueOf(number), "echo", "{\"text\": \"" + "x".repeat(100) + "\"}");
    byte[] request =
        ("POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + TestServer.ALICE
                + "\r\nContent-Type: application/json\r\nAccept: application/json, text/event-stream\r\nMcp-Session-Id: "
                + session
                + "\r\nMCP-Protocol-Version: 2025-11-25\r\nContent-Length: "
                + body.length()
                + "\r\n\r\n"
                + body)
            .getBytes(StandardCharsets.US_ASCII);
    long[] nanos = new long[1 << 20];
    int count = 0;
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[8_192];
      while (System.nanoTime() < end && count < nanos.length) {
        long start = System.nanoTime();
        out.write(request);
        readAnswer(in, buffer);
        nanos[count++] = System.nanoTime() - start;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Arrays.copyOf(nanos, count);
  }

  private static void readAnswer(InputStream in, byte[] buffer) throws IOException {
    int length = 0;
    int whole = Integer.MAX_VALUE;
    while (length < whole) {
      int read = in.read(buffer, length, buffer.length - length);
      if (read < 0) {
        throw new IOException("the answer broke off");
      }
      length += read;
      if (whole == Integer.MAX_VALUE) {
        String text = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
        int body = text.indexOf("\r\n\r\n");
        if (body >= 0) {
          if (!text.startsWith("HTTP/1.1 200")) {
            throw new IOException(text);
          }
          int header = text.indexOf("Content-Length: ") + "Content-Length: ".length();
          whole = body + 4 + Integer.parseInt(text.substring(header, text.indexOf("\r\n", header)));
        }
      }
    }
  }

  private static Server bare() throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(
        (Handler)
            new Handler.Abstract() {
              @Override
              public boolean handle(Request request, Response response, Callback callback)
                  throws Exception {
                ByteBuffer body = Content.Source.asByteBuffer(request);
                response.getHeaders().put("Content-Length", body.remaining());
                response.write(true, body, callback);
                return true;
              }
            });
    server.start();
    return server;
  }
}
