package dev.mcpstack.localdata.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What an admitted query says of itself, which later allow-lists rely on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdmittedTest {
  private final SqlParserPool pool = new SqlParserPool(1);
  private final SqlPolicy policy = new SqlPolicy(pool);

  /** Its first use loads the parser, which a busy machine may take longer for than is waited. */
  @BeforeAll
  void warmUp() {
    for (int i = 0; i < 10; i++) {
      if (policy.check(Dialect.POSTGRESQL, "select 1") instanceof Admitted) {
        return;
      }
    }
  }

  @AfterAll
  void closePool() {
    pool.close();
  }

  @Test
  void sqlToRun_hasNoComments() {
    Admitted query = admit(Dialect.POSTGRESQL, "-- all\nselect 1 /* one */;");
    assertThat(query.sqlToRun()).isEqualTo("SELECT 1");
    assertThat(query).hasToString("Admitted[POSTGRESQL, SELECT 1]");
    assertThat(query.dialect()).isEqualTo(Dialect.POSTGRESQL);
  }

  @Test
  void tables_everywhere_areFound() {
    assertThat(
            tables(
                Dialect.POSTGRESQL,
                "with a as (select * from t1) select (select max(x) from t2), array(select 1 from t3)"
                    + " from a join s.t4 on exists (select 1 from t5) where x in (select 1 from t6)"
                    + " group by (select 1 from t7) having 1 in (select 1 from t8)"
                    + " order by (select 1 from t9) limit (select 1 from t10)"))
        .containsExactlyInAnyOrder("t1", "t2", "t3", "s.t4", "t5", "t6", "t7", "t8", "t9", "t10");
  }

  @Test
  void tables_namedLikeAWithItemOutsideItsScope_areStillTables() {
    assertThat(
            tables(
                Dialect.POSTGRESQL,
                "select * from (with secret as (select 1) select * from secret) x, secret"))
        .containsExactly("secret");
    assertThat(
            tables(
                Dialect.POSTGRESQL, "with secret as (select * from secret) select * from secret"))
        .containsExactly("secret");
    assertThat(
            tables(
                Dialect.POSTGRESQL,
                "with a as (select * from b), b as (select 1) select * from a, b"))
        .containsExactly("b");
    assertThat(tables(Dialect.POSTGRESQL, "with a as (select 1) select * from public.a"))
        .containsExactly("public.a");
    assertThat(
            tables(
                Dialect.POSTGRESQL,
                "with recursive a(n) as (select 1 union all select n + 1 from a) select * from a"))
        .isEmpty();
  }

  @Test
  void tables_quotedNames_keepTheirCaseWhereTheDatabaseDoes() {
    String sql = "select * from \"Orders\" join ORDERS using (id)";
    assertThat(tables(Dialect.POSTGRESQL, sql)).containsExactlyInAnyOrder("Orders", "orders");
    assertThat(tables(Dialect.DUCKDB, sql)).containsExactly("orders");
    assertThat(admit(Dialect.POSTGRESQL, "select 1 from c.s.t").tables())
        .containsExactly(new TableName(Optional.of("c"), Optional.of("s"), "t"));
  }

  @Test
  void functions_everywhere_areFound() {
    assertThat(
            admit(
                    Dialect.POSTGRESQL,
                    "select Upper(max(a)), sum(b) over (), pg_catalog.lower('x')"
                        + " from generate_series(1, length('abc')) t(a)")
                .functions())
        .containsExactly("generate_series", "length", "lower", "max", "sum", "upper");
  }

  @Test
  void constant_isAQueryOfLiteralsAlone() {
    for (String sql : List.of("select 1", "select 1.5 as a, 'x' \"B\", null")) {
      assertThat(admit(Dialect.POSTGRESQL, sql).isConstant()).as(sql).isTrue();
    }
  }

  /** Whatever is looked up by name may be somebody's own and do more than it says. */
  @Test
  void constant_isNothingThatIsLookedUpByName() {
    for (String sql :
        List.of(
            "select 1 from orders",
            "select 1 from generate_series(1, 2)",
            "table orders",
            "select lower('x')",
            "select pg_catalog.lower('x')",
            "select current_date",
            "select -1",
            "select 1 + 1",
            "select 'a' like 'b'",
            "select 1 where 1 in (1, 2)",
            "select 1 where 1 between 0 and 2",
            "select case 1 when 1 then 2 end",
            "select cast('1' as integer)",
            "select '1'::some_domain",
            "select date '2020-01-01'",
            "select interval '1 day'",
            "select array[1]",
            "select row(1)",
            "select distinct 1",
            "select 1 union select 2",
            "select 1 order by 1",
            "select 1 limit 1",
            "select (select id from orders)",
            "select (select 1)",
            "select * from (select 1) x",
            "with x as (select 1) select 1",
            "with x as (select id from orders) select 1",
            "select 1 where exists (select 1 from orders)",
            "select 'x' collate \"C\"",
            "select count(*)",
            "values (1)")) {
      assertThat(admit(Dialect.POSTGRESQL, sql).isConstant()).as(sql).isFalse();
    }
  }

  private Stream<String> tables(Dialect dialect, String sql) {
    return admit(dialect, sql).tables().stream().map(TableName::toString);
  }

  private Admitted admit(Dialect dialect, String sql) {
    GateVerdict verdict = policy.check(dialect, sql);
    assertThat(verdict).as("%s", verdict).isInstanceOf(Admitted.class);
    return (Admitted) verdict;
  }
}
