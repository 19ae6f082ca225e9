package dev.mcpstack.localdata.gate;

import java.util.Map;

/** Says why a construct that is not on the allow-list is refused, in words of SQL where known. */
final class Unlisted {
  private static final Map<String, String> INTO_OR_LOCK =
      Map.ofEntries(
          Map.entry("intoTables", "SELECT INTO creates a table."),
          Map.entry("intoTempTable", "INTO TEMP creates a table."),
          Map.entry("mySqlSelectIntoClause", "INTO OUTFILE writes a file or a variable."),
          Map.entry("forMode", "FOR UPDATE and FOR SHARE lock rows."),
          Map.entry("forUpdateTables", "FOR UPDATE and FOR SHARE lock rows."),
          Map.entry("forUpdateBeforeOrderBy", "FOR UPDATE and FOR SHARE lock rows."),
          Map.entry("skipLocked", "FOR UPDATE and FOR SHARE lock rows."),
          Map.entry("noWait", "FOR UPDATE and FOR SHARE lock rows."),
          Map.entry("wait", "FOR UPDATE and FOR SHARE lock rows."));

  private Unlisted() {}

  static RefusedException node(Dialect dialect, Class<?> type) {
    String name = type.getSimpleName();
    String home = type.getPackageName();
    boolean writes =
        name.matches("(Parenthesed)?(Insert|Update|Delete|Upsert|Merge|Statement).*")
            || home.matches(".*\\.statement\\.(insert|update|delete|upsert|merge|create|drop).*");
    return switch (name) {
      case "JdbcParameter",
          "JdbcNamedParameter",
          "NumericBind",
          "UserVariable",
          "VariableAssignment" ->
          new RefusedException(
              Rule.PARAMETER,
              "A parameter or variable stands in the query.",
              "Write the value itself as a literal.");
      case "NextValExpression" ->
          new RefusedException(
              Rule.FUNCTION,
              "NEXT VALUE FOR advances a sequence.",
              "Number rows with row_number() OVER ().");
      case "FromQuery", "PivotQuery" ->
          new RefusedException(
              Rule.CONSTRUCT,
              "A query that starts with "
                  + (name.equals("FromQuery") ? "FROM" : "PIVOT")
                  + " is not read here.",
              "Start with SELECT, as in SELECT * FROM ….");
      default ->
          writes
              ? new RefusedException(
                  Rule.READ_ONLY,
                  "The query holds a statement that changes data: " + name + ".",
                  "Only SELECT may stand inside WITH and brackets.")
              : new RefusedException(
                  Rule.CONSTRUCT,
                  "The construct " + name + " is not allowed for " + dialect.title() + ".",
                  "Write this part in plainer SQL.");
    };
  }

  static RefusedException field(Dialect dialect, Class<?> type, String field) {
    String known = INTO_OR_LOCK.get(field);
    return known != null
        ? new RefusedException(Rule.READ_ONLY, known, "Leave that clause out.")
        : new RefusedException(
            Rule.CONSTRUCT,
            "The part "
                + field
                + " of "
                + type.getSimpleName()
                + " is not allowed for "
                + dialect.title()
                + ".",
            "Write this part in plainer SQL.");
  }
}
