package dev.mcpstack.gateway.catalogue;

/** Tells which URIs may come from a template of RFC 6570, by its literal parts alone. */
final class UriTemplates {
  private UriTemplates() {}

  /** Whether the literals of the template stand in the URI in their order. */
  static boolean mayMatch(String template, String uri) {
    int at = 0;
    int from = 0;
    while (from <= template.length()) {
      int open = template.indexOf('{', from);
      String literal = template.substring(from, open < 0 ? template.length() : open);
      boolean last = open < 0;
      if (from == 0 ? !uri.startsWith(literal) : uri.indexOf(literal, at) < 0) {
        return false;
      }
      if (last) {
        return from == 0 ? uri.equals(literal) : uri.endsWith(literal);
      }
      at = (from == 0 ? 0 : uri.indexOf(literal, at)) + literal.length();
      int close = template.indexOf('}', open);
      if (close < 0) {
        return false;
      }
      from = close + 1;
    }
    return false;
  }
}
