package dev.mcpstack.conformance.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** Writes a draft as bytes. */
final class Wire {
  private static final int MOST_CHUNKS = 8;
  private static final byte[] LAST_CHUNK = ascii("0\r\n\r\n");

  private Wire() {}

  /** The body as it is at the moment. */
  static byte[] body(Draft draft) {
    if (draft.damaged != null) {
      return draft.damaged;
    }
    return draft.tree == null && draft.method.equals("GET")
        ? new byte[0]
        : JsonText.of(draft.tree).getBytes(StandardCharsets.UTF_8);
  }

  /** Head and body. */
  static byte[] request(Draft draft, RandomGenerator random) {
    byte[] body = body(draft);
    StringBuilder head =
        new StringBuilder(draft.method)
            .append(' ')
            .append(draft.target)
            .append(' ')
            .append(draft.version)
            .append("\r\n");
    draft.headers.forEach(
        header -> head.append(header.name()).append(": ").append(header.value()).append("\r\n"));
    byte[] framed =
        switch (draft.framing) {
          case LENGTH -> length(head, Integer.toString(body.length), body);
          case LENGTH_SHORT -> length(head, Integer.toString(body.length / 2), body);
          case LENGTH_LONG -> length(head, Integer.toString(body.length + 100), body);
          case LENGTH_WRONG -> length(head, random.nextBoolean() ? "-1" : "9".repeat(30), body);
          case LENGTH_TWICE -> {
            head.append("Content-Length: ").append(body.length + 1).append("\r\n");
            yield length(head, Integer.toString(body.length), body);
          }
          case CHUNKED -> chunked(head, chunks(body, random));
          case CHUNKED_BADLY -> chunked(head, badChunks(body, random));
          case BOTH -> {
            head.append("Content-Length: ").append(body.length).append("\r\n");
            yield chunked(head, chunks(body, random));
          }
          case NONE -> body;
        };
    byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream all = new ByteArrayOutputStream(start.length + framed.length);
    all.writeBytes(start);
    all.writeBytes(framed);
    return all.toByteArray();
  }

  private static byte[] length(StringBuilder head, String length, byte[] body) {
    head.append("Content-Length: ").append(length).append("\r\n");
    return body;
  }

  private static byte[] chunked(StringBuilder head, byte[] chunks) {
    head.append("Transfer-Encoding: chunked\r\n");
    return chunks;
  }

  private static byte[] chunks(byte[] body, RandomGenerator random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 100);
    int size = 1 + body.length / (1 + random.nextInt(MOST_CHUNKS));
    for (int at = 0; at < body.length; at += size) {
      int end = Math.min(body.length, at + size);
      out.writeBytes(ascii(Integer.toHexString(end - at)));
      out.writeBytes(ascii(random.nextInt(4) == 0 ? ";name=value\r\n" : "\r\n"));
      out.write(body, at, end - at);
      out.writeBytes(ascii("\r\n"));
    }
    out.writeBytes(LAST_CHUNK);
    return out.toByteArray();
  }

  private static byte[] badChunks(byte[] body, RandomGenerator random) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 100);
    String size = Integer.toHexString(body.length);
    out.writeBytes(
        ascii(
            switch (random.nextInt(5)) {
              case 0 -> "-1\r\n";
              case 1 -> "zz\r\n";
              case 2 -> "ffffffffffffffff\r\n";
              case 3 -> size + "\n";
              default -> "00" + size + "\r\n";
            }));
    out.writeBytes(body);
    if (random.nextBoolean()) {
      out.writeBytes(LAST_CHUNK); // Without the line that should end the chunk before it.
    }
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
