package dev.mcpstack.localdata.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Each tool, on both databases. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ToolsTest {
  private Running running;
  private Agent agent;

  @BeforeAll
  void start(@TempDir Path secrets) {
    running = Running.start(Yaml.both(secrets).text());
    agent = running.agent(Running.ALICE);
  }

  @AfterAll
  void stop() {
    running.close();
  }

  @Test
  void tools_listed_areThoseOfTheFirstPath() {
    assertThat(agent.tools())
        .containsExactlyInAnyOrder(
            "list_sources",
            "describe_source",
            "describe_table",
            "execute_query",
            "open_stream",
            "read_rows",
            "wait",
            "release");
  }

  @Test
  void listSources_twoSources_namesDialectAndContents() {
    Answer answer = agent.call("list_sources", Map.of()).complete();

    assertThat(answer.list("sources"))
        .containsExactly(
            Map.of(
                "name", "files", "dialect", "DuckDB", "description", "Public data of the examples"),
            Map.of(
                "name",
                "warehouse",
                "dialect",
                "PostgreSQL",
                "description",
                "Orders and customers"));
    assertThat(answer.text())
        .startsWith(
            """
            | source | dialect | holds |
            |---|---|---|
            | files | DuckDB | Public data of the examples |
            | warehouse | PostgreSQL | Orders and customers |
            """);
  }

  @Test
  void describeSource_files_listsTablesWithRowsAndComments() {
    Answer answer = agent.call("describe_source", Map.of("source", "files")).complete();

    assertThat(answer.number("tableCount")).isEqualTo(4);
    assertThat(answer.list("tables"))
        .contains(
            Map.of(
                "schema",
                "main",
                "name",
                "weather",
                "kind",
                "table",
                "estimatedRows",
                2922,
                "comment",
                "The table weather"));
    assertThat(answer.text()).contains("| main.longley | 16 | The table longley |");
  }

  @Test
  void describeSource_postgres_showsOnlyWhatMayBeRead() {
    Answer answer = agent.call("describe_source", Map.of("source", "warehouse")).complete();

    assertThat(answer.list("tables").stream().map(t -> t.get("schema") + "." + t.get("name")))
        .contains("archive.customers", "public.numbers", "sales.customers", "sales.rich")
        .doesNotContain("public.secrets");
    assertThat(answer.list("tables"))
        .filteredOn(table -> "rich".equals(table.get("name")))
        .singleElement()
        .satisfies(view -> assertThat(view).containsEntry("kind", "view"));
    assertThat(answer.text())
        .contains("| sales.customers | 3 | Everybody who has ordered \\| at least once |");
  }

  @Test
  void describeTable_withComments_showsKeysTypesAndComments() {
    Answer answer = describe("warehouse", "sales.customers").complete();

    assertThat(answer.get("comment")).isEqualTo("Everybody who has ordered | at least once");
    assertThat(answer.number("estimatedRows")).isEqualTo(3);
    assertThat(answer.list("columns"))
        .containsExactly(
            column("id", "bigint", false, true),
            column("name", "text", false, false),
            Map.of(
                "name",
                "credit",
                "type",
                "numeric(12,2)",
                "nullable",
                true,
                "primaryKey",
                false,
                "comment",
                "Limit in euros"),
            column("joined", "date", true, false));
    assertThat(answer.text())
        .contains(
            """
            | column | type | null | key | comment |
            |---|---|---|---|---|
            | id | bigint | no | primary |  |
            | name | text | no |  |  |
            | credit | numeric(12,2) | yes |  | Limit in euros |
            | joined | date | yes |  |  |
            """);
  }

  @Test
  void describeTable_compositeKey_marksEveryColumnOfIt() {
    assertThat(describe("warehouse", "items").complete().list("columns"))
        .containsExactly(
            column("order_id", "integer", false, true),
            column("line", "integer", false, true),
            column("quantity", "integer", false, false));
  }

  @Test
  void describeTable_files_showsTypes() {
    assertThat(describe("files", "LONGLEY").complete().list("columns"))
        .contains(column("employed", "BIGINT", true, false));
  }

  @Test
  void describeTable_nameInTwoSchemas_asksForTheSchema() {
    describe("warehouse", "customers")
        .failure()
        .is("TABLE_UNKNOWN")
        .says("Several tables")
        .advises("archive.customers or sales.customers");
    assertThat(describe("warehouse", "archive.customers").complete().get("schema"))
        .isEqualTo("archive");
  }

  @Test
  void describeTable_unknown_listsTheTables() {
    describe("files", "orders")
        .failure()
        .is("TABLE_UNKNOWN")
        .says("airports, flights, longley, weather")
        .advises("describe_source");
    describe("warehouse", "secrets").failure().is("TABLE_UNKNOWN").says("sales.rich");
  }

  @Test
  void sources_unknown_listsTheNames() {
    agent
        .query("wharehouse", "select 1")
        .failure()
        .is("SOURCE_UNKNOWN")
        .says("files, warehouse")
        .advises("list_sources");
    agent.call("describe_source", Map.of("source", "x")).failure().is("SOURCE_UNKNOWN");
    describe("x", "y").failure().is("SOURCE_UNKNOWN");
  }

  @Test
  void executeQuery_postgres_answersExactly() {
    Answer answer =
        agent
            .query("warehouse", "select id, name, credit, joined from sales.customers order by id")
            .complete();

    assertThat(answer.columns())
        .containsExactly("id:integer", "name:text", "credit:decimal", "joined:date");
    assertThat(answer.rows("preview").getFirst()).containsExactly(1, "Ada", "100.50", "1815-12-10");
    assertThat(answer.rows("preview").get(1)).containsExactly(2, "Blaise", null, "1623-06-19");
    assertThat(answer.rows("preview").getLast())
        .containsExactly("9007199254740993", "Carl", "0.00", null);
    assertThat(answer.number("rows")).isEqualTo(3);
    assertThat(answer.number("expiresInSeconds")).isEqualTo(900);
    assertThat(answer.number("elapsedMillis")).isNotNegative();
    assertThat(answer.handle()).startsWith("rows_");
    assertThat(answer.text())
        .isEqualTo(
            """
            | id | name | credit | joined |
            |---:|---|---:|---|
            | 1 | Ada | 100.50 | 1815-12-10 |
            | 2 | Blaise | null | 1623-06-19 |
            | 9007199254740993 | Carl | 0.00 | null |

            3 rows. Data token: `%s` (lives 900 s).\
            """
                .formatted(answer.handle()));
  }

  @Test
  void executeQuery_files_answersExactly() {
    Answer answer =
        agent
            .query(
                "files", "select year, employed, gnp_deflator from longley order by year limit 12")
            .complete();

    assertThat(answer.columns())
        .containsExactly("year:integer", "employed:integer", "gnp_deflator:float");
    assertThat(answer.number("rows")).isEqualTo(12);
    assertThat(answer.rows("preview")).hasSize(10);
    assertThat(answer.rows("preview").getFirst()).containsExactly(1947, 60323, 83.0);
    assertThat(answer.text())
        .startsWith(
            """
            | year | employed | gnp_deflator |
            |---:|---:|---:|
            | 1947 | 60323 | 83.0 |
            """)
        .contains("\n\n12 rows, the first 10 shown. Data token: `");
  }

  @Test
  void executeQuery_previewOff_keepsTheRows() {
    for (String source : List.of("files", "warehouse")) {
      Answer answer =
          agent
              .call(
                  "execute_query",
                  Map.of("source", source, "sql", "select 7 as seven", "previewRows", 0))
              .complete();

      assertThat(answer.rows("preview")).isEmpty();
      assertThat(answer.number("rows")).isEqualTo(1);
      assertThat(answer.columns()).containsExactly("seven:integer");
      assertThat(agent.read(answer.handle(), 0, 10).complete().rows("rows"))
          .containsExactly(List.of(7));
    }
  }

  @Test
  void executeQuery_noRows_keepsTheColumns() {
    for (String source : List.of("files", "warehouse")) {
      Answer answer = agent.query(source, "select 1 as a, 'x' as b where 1 = 0").complete();

      assertThat(answer.number("rows")).isZero();
      assertThat(answer.columns()).containsExactly("a:integer", "b:text");
      assertThat(answer.text()).contains("0 rows.");
      assertThat(agent.read(answer.handle(), 0, 5).complete().rows("rows")).isEmpty();
    }
  }

  @Test
  void executeQuery_equalColumnNames_keepsBoth() {
    for (String source : List.of("files", "warehouse")) {
      Answer answer = agent.query(source, "select 1 as a, 2 as a").complete();

      assertThat(answer.columns()).containsExactly("a:integer", "a:integer");
      assertThat(answer.rows("preview")).containsExactly(List.of(1, 2));
    }
  }

  @Test
  void executeQuery_argumentsOffSchema_namesEach() {
    agent
        .call("execute_query", Map.of("source", "files", "previewRows", 101))
        .failure()
        .is("ARGUMENTS_INVALID")
        .says("sql", "previewRows");
  }

  private Answer describe(String source, String table) {
    return agent.call("describe_table", Map.of("source", source, "table", table));
  }

  private static Map<String, Object> column(
      String name, String type, boolean nullable, boolean primaryKey) {
    return Map.of("name", name, "type", type, "nullable", nullable, "primaryKey", primaryKey);
  }
}
