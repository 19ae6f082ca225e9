package dev.mcpstack.conformance.fuzz;

import dev.mcpstack.conformance.fuzz.Draft.Framing;
import dev.mcpstack.conformance.fuzz.Draft.Header;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Makes a right request wrong in one to three places; some stay right. */
final class Mutator {
  private static final List<String> TYPES =
      List.of(
          "text/plain",
          "application/json; charset=utf-16",
          "application/x-www-form-urlencoded",
          "multipart/form-data",
          "application/json;;;",
          "json",
          "*/*",
          "",
          "application/json, x");

  private static final List<String> VALUES =
      List.of(
          "",
          " ",
          "null",
          "0",
          "-1",
          "2024-11-05",
          "2025-06-18",
          "2025-11-25",
          "2026-07-28",
          "v999.0.0",
          "=?base64?SGVsbG8=?=",
          "=?base64?SGVsbG8?=",
          "=?base64?!!!?=",
          "=?base64??=",
          "tools/call",
          "tools/list",
          "evil.example",
          "http://evil.example",
          "identity",
          "chunked",
          "close",
          "100-continue",
          "Bearer wrong",
          "ü",
          "\u0001",
          "text/event-stream");

  private static final List<String> NAMES =
      List.of(
          "Accept",
          "Origin",
          "Host",
          "Authorization",
          "Expect",
          "Connection",
          "Upgrade",
          "Content-Encoding",
          "Mcp-Param-Region",
          "Mcp-Name",
          "Mcp-Method",
          "Mcp-Session-Id",
          "Last-Event-ID",
          "Cookie",
          "Forwarded",
          "traceparent",
          "Range",
          "If-None-Match");

  private static final List<String> METHODS =
      List.of("GET", "DELETE", "PUT", "OPTIONS", "HEAD", "PATCH", "TRACE", "post", "P", "CONNECT");

  private static final List<String> TARGETS =
      List.of("/", "/mcp/", "/mcp?x=1", "/mcp/../mcp", "/%6dcp", "*", "http://x/mcp", "/%", "mcp");

  private static final int MOST = 3;

  private Mutator() {}

  static void mutate(Draft draft, RandomGenerator random) {
    for (int i = random.nextInt(MOST + 1); i > 0; i--) {
      switch (random.nextInt(20)) {
        case 0, 1, 2, 3, 4, 5, 6, 7 -> draft.tree = Trees.damage(draft.tree, random);
        case 8, 9, 10, 11 -> header(draft, random);
        case 12 -> set(draft, "Content-Type", pick(TYPES, random));
        case 13, 14 -> bytes(draft, random);
        case 15 -> draft.framing = framing(random);
        case 16 -> draft.copies = 2 + random.nextInt(4);
        case 17 -> draft.abandoned = true;
        case 18 -> line(draft, random);
        default -> draft.framing = Framing.CHUNKED;
      }
    }
  }

  private static Framing framing(RandomGenerator random) {
    return pick(List.of(Framing.values()), random);
  }

  private static void header(Draft draft, RandomGenerator random) {
    int at = random.nextInt(Math.max(1, draft.headers.size()));
    switch (random.nextInt(7)) {
      case 0 -> draft.headers.remove(at);
      case 1 -> draft.headers.add(draft.headers.get(at));
      case 2 ->
          draft.headers.set(at, new Header(draft.headers.get(at).name(), pick(VALUES, random)));
      case 3 -> {
        Header header = draft.headers.get(at);
        draft.headers.set(
            at, new Header(header.name().toUpperCase(Locale.ROOT), header.value() + " "));
      }
      case 4 -> add(draft, pick(NAMES, random), pick(VALUES, random));
      case 5 -> add(draft, "X-Long", "z".repeat(random.nextInt(40_000)));
      default -> {
        draft.broken = true;
        draft.headers.add(new Header("bad header\r\n folded", "\r\nX: " + pick(VALUES, random)));
      }
    }
  }

  /** A header whose value may change how HTTP is read. */
  private static void add(Draft draft, String name, String value) {
    draft.broken |= List.of("Expect", "Connection", "Upgrade", "Host").contains(name);
    draft.headers.add(new Header(name, value));
  }

  private static void set(Draft draft, String name, String value) {
    draft.headers.removeIf(header -> header.name().equalsIgnoreCase(name));
    draft.headers.add(new Header(name, value));
  }

  private static void line(Draft draft, RandomGenerator random) {
    switch (random.nextInt(4)) {
      case 0 -> draft.version = pick(List.of("HTTP/1.0", "HTTP/2.0", ""), random);
      case 1 -> draft.target = pick(TARGETS, random);
      default -> draft.method = pick(METHODS, random);
    }
    draft.broken = true;
  }

  private static void bytes(Draft draft, RandomGenerator random) {
    byte[] body = Wire.body(draft);
    if (body.length == 0) {
      return;
    }
    int at = random.nextInt(body.length);
    draft.damaged =
        switch (random.nextInt(7)) {
          case 0 -> Arrays.copyOf(body, at);
          case 1 -> with(body, at, (byte) random.nextInt());
          case 2 -> with(body, at, (byte) 0xFF);
          case 3 -> with(body, at, (byte) 0xC0);
          case 4 -> text(body).getBytes(StandardCharsets.UTF_16);
          case 5 -> ("\ufeff" + text(body)).getBytes(StandardCharsets.UTF_8);
          default -> (text(body) + text(body)).getBytes(StandardCharsets.UTF_8);
        };
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }

  private static byte[] with(byte[] body, int at, byte value) {
    byte[] copy = body.clone();
    copy[at] = value;
    return copy;
  }

  private static <T> T pick(List<T> list, RandomGenerator random) {
    return list.get(random.nextInt(list.size()));
  }
}
