package dev.mcpstack.localdata.gate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Nothing but {@link QueryGate} makes or runs a statement, save the start of the embedded database,
 * which runs none of an agent's text.
 */
@AnalyzeClasses(packages = "dev.mcpstack", importOptions = ImportOption.DoNotIncludeTests.class)
class OnlyGateRunsTest {

  @ArchTest
  static final ArchRule only_query_gate_makes_statements =
      noClasses()
          .that()
          .doNotBelongToAnyOf(QueryGate.class, EmbeddedFiles.class)
          .should()
          .accessTargetWhere(
              DescribedPredicate.describe(
                  "makes or runs a statement",
                  access ->
                      isJdbc(access.getTargetOwner())
                          && access
                              .getTarget()
                              .getName()
                              .matches("execute.*|prepare.*|createStatement|nativeSQL|copy.*")));

  @ArchTest
  static final ArchRule only_the_package_makes_admitted_queries =
      noClasses()
          .that()
          .doNotBelongToAnyOf(SqlPolicy.class)
          .should()
          .callConstructor(Admitted.class, Dialect.class, String.class, Findings.class);

  private static boolean isJdbc(JavaClass owner) {
    return owner.isAssignableTo(java.sql.Statement.class)
        || owner.isAssignableTo(java.sql.Connection.class)
        || owner.getPackageName().startsWith("org.postgresql")
        || owner.getPackageName().startsWith("org.duckdb");
  }
}
