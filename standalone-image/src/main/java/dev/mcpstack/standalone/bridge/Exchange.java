package dev.mcpstack.standalone.bridge;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** One request on its way, which can be cancelled from another thread. */
final class Exchange {
  private boolean cancelled;
  private @Nullable CompletableFuture<HttpResponse<InputStream>> pending;
  private @Nullable InputStream body;

  /**
   * Waits for the head of the answer.
   *
   * @throws IOException when the connection fails; a {@link java.net.ConnectException} when there
   *     was none and nothing has been sent
   * @throws CancellationException when it was cancelled
   */
  HttpResponse<InputStream> await(CompletableFuture<HttpResponse<InputStream>> sent)
      throws IOException, InterruptedException {
    synchronized (this) {
      pending = sent;
      if (cancelled) {
        sent.cancel(true);
      }
    }
    try {
      HttpResponse<InputStream> response = sent.get();
      synchronized (this) {
        body = response.body();
        if (cancelled) {
          response.body().close();
          throw new CancellationException();
        }
      }
      return response;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    }
  }

  synchronized boolean isCancelled() {
    return cancelled;
  }

  /** Closes its connection, which tells the endpoint. */
  synchronized void cancel() {
    cancelled = true;
    if (pending != null) {
      pending.cancel(true);
    }
    if (body != null) {
      try {
        body.close();
      } catch (IOException _) {
        return; // It is closed then.
      }
    }
  }
}
