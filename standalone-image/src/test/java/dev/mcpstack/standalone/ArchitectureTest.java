package dev.mcpstack.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.sql.Statement;

/** The rules of the house, over every module that this one holds. */
@AnalyzeClasses(packages = "dev.mcpstack", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String OURS = "dev.mcpstack..";
  private static final String PROTOCOL = "dev.mcpstack.protocol..";
  private static final String CONTRACT = "dev.mcpstack.contract..";
  private static final String MCP_SERVER = "dev.mcpstack.mcp..";
  private static final String STACK_API = "dev.mcpstack.stack..";
  private static final String LOCALDATA = "dev.mcpstack.localdata..";
  private static final String DATASCIENCE = "dev.mcpstack.datascience..";
  private static final String GATEWAY = "dev.mcpstack.gateway..";

  @ArchTest static final ArchRule protocol_dependsOnNothingOfOurs = onlyKnows(PROTOCOL);

  @ArchTest static final ArchRule contract_dependsOnTheProtocolOnly = onlyKnows(CONTRACT, PROTOCOL);

  @ArchTest
  static final ArchRule mcpServer_dependsOnTheContractOnly = onlyKnows(MCP_SERVER, CONTRACT);

  @ArchTest
  static final ArchRule stackApi_dependsOnTheContractOnly = onlyKnows(STACK_API, CONTRACT);

  @ArchTest
  static final ArchRule localData_knowsNoOtherServer = onlyKnows(LOCALDATA, CONTRACT, MCP_SERVER);

  @ArchTest
  static final ArchRule dataScience_knowsNoOtherServer =
      onlyKnows(DATASCIENCE, CONTRACT, MCP_SERVER);

  @ArchTest
  static final ArchRule gateway_knowsNoOtherServer = onlyKnows(GATEWAY, CONTRACT, MCP_SERVER);

  @ArchTest
  static final ArchRule modules_haveNoCycles =
      slices().matching("dev.mcpstack.(*)..").should().beFreeOfCycles();

  @ArchTest static final ArchRule packagesOfTheContract_haveNoCycles = noCyclesBelow("contract");

  @ArchTest static final ArchRule packagesOfTheMcpServer_haveNoCycles = noCyclesBelow("mcp");

  @ArchTest static final ArchRule packagesOfLocalData_haveNoCycles = noCyclesBelow("localdata");

  @ArchTest static final ArchRule packagesOfDataScience_haveNoCycles = noCyclesBelow("datascience");

  @ArchTest static final ArchRule packagesOfTheGateway_haveNoCycles = noCyclesBelow("gateway");

  @ArchTest
  static final ArchRule statements_areRunByTheGateAlone =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.mcpstack.localdata.gate..")
          .should()
          .callMethodWhere(
              describe(
                  "a statement is executed",
                  (JavaCall<?> call) ->
                      call.getTargetOwner().isAssignableTo(Statement.class)
                          && call.getName().startsWith("execute")))
          .because("all SQL passes the QueryGate");

  @ArchTest
  static final ArchRule arrow_staysBehindItsInterface =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.mcpstack.contract.rows..", "dev.mcpstack.contract.data..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.arrow..")
          .because("its memory is counted and freed in one place");

  @ArchTest
  static final ArchRule sdk_staysInTheMcpServer =
      noClasses()
          .that()
          .resideOutsideOfPackage(MCP_SERVER)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.modelcontextprotocol..")
          .because("its types are those of one era of the protocol");

  @ArchTest
  static final ArchRule nobody_sleeps =
      noClasses()
          .should()
          .callMethodWhere(
              describe(
                  "Thread.sleep is called",
                  (JavaCall<?> call) ->
                      call.getTargetOwner().isEquivalentTo(Thread.class)
                          && call.getName().equals("sleep")))
          .because("who waits, waits for something that can be cancelled");

  @ArchTest
  static final ArchRule standardStreams_belongToTheCommandLine =
      GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

  @ArchTest
  static final ArchRule javaLogging_isNotUsed =
      GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

  /** A module knows, of ours, itself and these. */
  private static ArchRule onlyKnows(String module, String... others) {
    String[] allowed = new String[others.length + 1];
    System.arraycopy(others, 0, allowed, 0, others.length);
    allowed[others.length] = module;
    return classes()
        .that()
        .resideInAPackage(module)
        .should()
        .onlyDependOnClassesThat(resideOutsideOfPackages(OURS).or(resideInAnyPackage(allowed)));
  }

  private static ArchRule noCyclesBelow(String module) {
    return slices().matching("dev.mcpstack." + module + ".(*)..").should().beFreeOfCycles();
  }
}
