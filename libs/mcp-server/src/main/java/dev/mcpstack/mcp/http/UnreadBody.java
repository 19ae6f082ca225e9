package dev.mcpstack.mcp.http;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * What a refused request still sends. A connection that is closed while its client writes is reset,
 * and many a client then reports that instead of the answer that came before: so the rest is read
 * and thrown away, up to a bound.
 */
final class UnreadBody {
  private static final long MAX_BYTES = 4L * 1024 * 1024;
  private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(2);

  private UnreadBody() {}

  /**
   * Reads to the end of the body or to the bound.
   *
   * @throws IOException when it did not come in time; the connection is of no further use
   */
  static void discard(Request request) throws IOException {
    if (request.getHeaders().contains(HttpHeader.EXPECT)) {
      // Such a client sends nothing unless it is asked to, which reading would do.
      return;
    }
    long deadline = System.nanoTime() + MAX_NANOS;
    long bytes = 0;
    while (bytes <= MAX_BYTES) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        awaitMore(request, deadline);
      } else if (Content.Chunk.isFailure(chunk)) {
        return;
      } else {
        bytes += chunk.remaining();
        chunk.release();
        if (chunk.isLast()) {
          return;
        }
      }
    }
  }

  private static void awaitMore(Request request, long deadline) throws IOException {
    CountDownLatch more = new CountDownLatch(1);
    request.demand(more::countDown);
    try {
      if (more.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    throw new IOException("the rest of a refused request did not come");
  }
}
