package dev.mcpstack.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Only the edge of the operator knows a client, a clock or randomness. */
@AnalyzeClasses(
    packages = "dev.mcpstack.operator",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class OperatorArchitectureTest {
  @ArchTest
  static final ArchRule CORE_IS_PURE =
      noClasses()
          .that()
          .resideInAnyPackage("..operator.model..", "..operator.rollout..", "..operator.observe..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.fabric8..", "io.javaoperatorsdk..", "java.net.http..")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.time.Clock")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.security.SecureRandom");

  @ArchTest
  static final ArchRule CERTIFICATES_KNOW_NO_CLUSTER =
      noClasses()
          .that()
          .resideInAPackage("..operator.pki..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.fabric8..", "io.javaoperatorsdk..", "dev.mcpstack.operator.model..");

  @ArchTest
  static final ArchRule ONLY_THE_EDGES_KNOW_THE_CLIENT =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "..operator.apply..", "..operator.cli..", "..operator.runtime..", "..operator.crd..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.fabric8.kubernetes.client..");

  @ArchTest
  static final ArchRule VERBS_ARE_PURE =
      noClasses()
          .that()
          .resideInAPackage("..operator.cli..")
          .and()
          .haveSimpleNameNotEndingWith("Command")
          .and()
          .doNotHaveSimpleName("Api")
          .and()
          .doNotHaveSimpleName("ApiText")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.fabric8.kubernetes.client..");
}
