package dev.mcpstack.conformance.fuzz;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request on its way from right to wrong. */
final class Draft {
  /** The version that is right. */
  static final String HTTP = "HTTP/1.1";

  /** How the end of the body is told. */
  enum Framing {
    /** As it is. */
    LENGTH,
    /** In chunks that are as they should be. */
    CHUNKED,
    /** In chunks that are not. */
    CHUNKED_BADLY,
    /** A length that is less than the body. */
    LENGTH_SHORT,
    /** A length that is more than the body. */
    LENGTH_LONG,
    /** Two lengths. */
    LENGTH_TWICE,
    /** A length that is none. */
    LENGTH_WRONG,
    /** A length and chunks. */
    BOTH,
    /** Not at all. */
    NONE
  }

  /** A header as it is written. */
  record Header(String name, String value) {}

  String method = "POST";
  String target = "/mcp";
  String version = HTTP;
  final List<Header> headers = new ArrayList<>();

  /** The message, null when there is no body. */
  @Nullable Object tree;

  /** Body that was made from the message and then damaged. */
  byte @Nullable [] damaged;

  Framing framing = Framing.LENGTH;

  /** How often it is sent in one go. */
  int copies = 1;

  /** Whether the client leaves without reading. */
  boolean abandoned;

  /** Whether HTTP itself was tampered with, so that nobody can tell how many answers come. */
  boolean broken;

  /**
   * A request as the template has it.
   *
   * @param id of the request, different from that of every request under way
   */
  static Draft of(Template template, long id) {
    Draft draft = new Draft();
    draft.method = template.method();
    template.headers().forEach((name, value) -> draft.headers.add(new Header(name, value)));
    if (template.message() != null) {
      Map<String, Object> message = new LinkedHashMap<>(template.message());
      message.replace("id", id);
      draft.tree = message;
    }
    return draft;
  }

  /** Whether the client can tell where each answer ends. */
  boolean wellFramed() {
    return !broken && (framing == Framing.LENGTH || framing == Framing.CHUNKED);
  }

  /**
   * A request that is right.
   *
   * @param message the tree of the body, null when there is none
   */
  record Template(
      String name,
      String method,
      Map<String, String> headers,
      @Nullable Map<String, Object> message) {}
}
