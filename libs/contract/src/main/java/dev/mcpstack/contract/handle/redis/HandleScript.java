package dev.mcpstack.contract.handle.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisScriptingAsyncCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs the script of this folder at the server: every operation of the store is one run. */
final class HandleScript {
  private static final String SOURCE = source();

  private final RedisLink link;
  private final Duration timeout;

  HandleScript(RedisLink link, Duration timeout) {
    this.link = link;
    this.timeout = timeout;
  }

  /** Begins a run; its answer is an array or a number, as the output type says. */
  <T> Running<T> begin(ScriptOutputType output, String key, List<byte[]> arguments) {
    try {
      RedisScriptingAsyncCommands<String, byte[]> commands = link.commands();
      byte[][] values = arguments.toArray(byte[][]::new);
      String[] keys = {key};
      return new Running<>(
          commands.evalsha(commands.digest(SOURCE), output, keys, values),
          () -> commands.eval(SOURCE, output, keys, values));
    } catch (RedisException e) {
      throw RedisLink.unavailable(e);
    }
  }

  /** Waits for a run that was begun. */
  <T> T await(Running<T> running) {
    try {
      try {
        return get(running.known());
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RedisNoScriptException) {
          return get(running.anew().get());
        }
        throw e;
      }
    } catch (ExecutionException e) {
      throw RedisLink.unavailable(e.getCause());
    } catch (RedisException | TimeoutException e) {
      throw RedisLink.unavailable(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while the token store was asked");
    }
  }

  private <T> T get(RedisFuture<T> future)
      throws ExecutionException, TimeoutException, InterruptedException {
    return future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static String source() {
    try (InputStream in = HandleScript.class.getResourceAsStream("handle.lua")) {
      if (in == null) {
        throw new IllegalStateException("handle.lua is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A run under way.
   *
   * @param known asks for the script that the server should know
   * @param anew sends the script itself, for a server that has been restarted
   */
  record Running<T>(RedisFuture<T> known, Again<T> anew) {
    /** Runs it once more. */
    @FunctionalInterface
    interface Again<T> {
      /** Begins it. */
      RedisFuture<T> get();
    }
  }
}
