package dev.mcpstack.localdata.tools;

/** Text of a source inside Markdown of ours. */
final class MarkdownText {
  private MarkdownText() {}

  /** On one line, without breaking out of a table. */
  static String cell(String text) {
    return text.strip().replace("|", "\\|").replace("\r", "").replace("\n", " ");
  }
}
