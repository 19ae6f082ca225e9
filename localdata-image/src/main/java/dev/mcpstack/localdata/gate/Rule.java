package dev.mcpstack.localdata.gate;

/** The rule that a refused statement broke; names are stable and may be shown and counted. */
public enum Rule {
  /** Longer than {@link SqlPolicy#MAX_CHARACTERS}. */
  SIZE,
  /** A character that no query needs, such as NUL or a text direction mark. */
  CHARACTERS,
  /** A string or quoted name that is unclosed or that two readers could read differently. */
  QUOTING,
  /** A comment that some engines run, or that two readers could end differently. */
  COMMENT,
  /** Deeper than {@link SqlPolicy#MAX_NESTING}, or brackets that do not match. */
  NESTING,
  /** No statement at all, or more than one. */
  ONE_STATEMENT,
  /** The parser cannot read it. */
  SYNTAX,
  /**
   * The parser needed longer than {@link SqlPolicy#PARSE_LIMIT}, or too many parses were waiting.
   */
  PARSE_TIME,
  /** A statement that is not a query. */
  QUERY_ONLY,
  /** A part of a query that writes or locks: INTO, FOR UPDATE, a data-changing WITH. */
  READ_ONLY,
  /** A construct that is not on the allow-list of the dialect. */
  CONSTRUCT,
  /** A function that is not on the allow-list of the dialect. */
  FUNCTION,
  /** A table name that means a file, or a system table with secrets. */
  TABLE,
  /** A parameter or a variable; queries carry their values as literals. */
  PARAMETER,
  /** A type name outside the plain forms. */
  TYPE,
  /** The text that would run does not say the same as the text that came in. */
  SAME_MEANING
}
