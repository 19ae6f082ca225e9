package dev.mcpstack.localdata.prompt;

import dev.mcpstack.mcp.prompt.PromptArguments;
import dev.mcpstack.mcp.prompt.PromptDefinition;
import dev.mcpstack.mcp.prompt.PromptDefinition.Argument;
import dev.mcpstack.mcp.prompt.PromptList;
import dev.mcpstack.mcp.prompt.PromptMessages;
import java.util.List;
import java.util.function.Function;

/** The prompts of LocalData: ways through the sources that don't fall into the usual traps. */
public final class SourcePrompts {
  /** Name of the argument that names a source. */
  public static final String SOURCE = "source";

  /** Name of the argument that names a table. */
  public static final String TABLE = "table";

  /** Name of the argument that names a column. */
  public static final String COLUMN = "column";

  private static final String GOAL = "goal";
  private static final String QUESTION = "question";

  private SourcePrompts() {}

  /** All of them. */
  public static PromptList list() {
    return new PromptList(
        List.of(
            entry(
                "explore_source",
                "Explore a source",
                "Finds out what a source holds, how its tables go together and what is odd about them.",
                SourcePrompts::explore,
                new Argument(SOURCE, "Name of the source.", true),
                new Argument(GOAL, "What it is to be used for, in a sentence.", false)),
            entry(
                "answer_with_sql",
                "Answer a question with SQL",
                "Answers a question from a source by queries, and checks them before it believes them.",
                SourcePrompts::answer,
                new Argument(QUESTION, "The question, in your words.", true),
                new Argument(SOURCE, "Name of the source; found out if left out.", false),
                new Argument(TABLE, "Table to begin with.", false)),
            entry(
                "check_table",
                "Check a table",
                "Looks for what makes a table unfit for use: missing and doubled rows, impossible values, gaps in time.",
                SourcePrompts::check,
                new Argument(SOURCE, "Name of the source.", true),
                new Argument(TABLE, "Name of the table.", true),
                new Argument(COLUMN, "The column that matters most.", false))));
  }

  private static PromptList.Entry entry(
      String name,
      String title,
      String description,
      Function<PromptArguments, String> text,
      Argument... arguments) {
    return new PromptList.Entry(
        PromptDefinition.of(name, title, description, List.of(arguments)),
        (call, given) -> PromptMessages.user(description, text.apply(new PromptArguments(given))));
  }

  private static String explore(PromptArguments given) {
    return """
    Explore the data source `%s`.%s

    1. Call describe_source, then describe_table for the tables that matter, at most five.
    2. For each of them run one execute_query that counts rows, distinct keys and nulls and finds the first and last date, \
    and one with previewRows 5 that shows a few. Estimated row counts are estimates: count.
    3. Give the data token of a query to summarize for the spread of its columns. Don't page through rows to compute.
    4. Before you say that two tables join, check that the join neither loses nor multiplies rows.

    Then tell: what one row of each table stands for, how the tables go together, what is odd (missing, doubled, impossible, \
    outdated), and three questions that this source can answer. Say what you counted and what you assume.\
    """
        .formatted(
            given.required(SOURCE),
            given.optional(GOAL).map(" It is for: %s"::formatted).orElse(""));
  }

  private static String answer(PromptArguments given) {
    return """
    Answer this question from data: %s

    1. %s%s
    2. Say in one sentence what a row of the result stands for, which unit and period it has, and what null means there.
    3. Write one SELECT in the dialect of the source. Filter and aggregate in SQL.
    4. Run it with execute_query. The preview is only the beginning: say nothing about all rows from it. Ask SQL, or give the \
    data token to summarize, hypothesis_test or regression instead of computing from rows you see.
    5. Check before you answer: Is the count of rows plausible? Did a join multiply rows? Did a filter or a null drop any? If \
    there are none, look at the values with SELECT DISTINCT first.

    Give the answer first, then the query, then what it leaves out.\
    """
        .formatted(
            given.required(QUESTION),
            given
                .optional(SOURCE)
                .map(
                    "Call describe_source for `%s` and describe_table for what you use."::formatted)
                .orElse(
                    "Call list_sources, describe_source and describe_table to find what you need."),
            given.optional(TABLE).map(" Begin with the table `%s`."::formatted).orElse(""));
  }

  private static String check(PromptArguments given) {
    return """
    Check whether the table `%2$s` of the source `%1$s` can be trusted.%3$s

    1. Call describe_table: types, key, comments.
    2. By execute_query, with aggregates only: rows, distinct keys and doubled rows; nulls for each column; smallest and \
    largest values; how many rows there are for each day or month, to find gaps and jumps; values outside of what their \
    meaning allows, such as dates in the future or negative counts; text that differs only in case or spaces.
    3. Query the numeric columns once and give the data token to summarize: skewness and extremes show outliers and \
    placeholders such as 999.
    4. Look at a few of the odd rows with previewRows 5 before you call them wrong.

    Report each finding with its count and share of all rows, the query that shows it, and whether it matters for means, for \
    counts or for joins. Say too what you found in order.\
    """
        .formatted(
            given.required(SOURCE),
            given.required(TABLE),
            given.optional(COLUMN).map(" The column `%s` matters most."::formatted).orElse(""));
  }
}
