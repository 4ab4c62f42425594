package org.horkos.app.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.horkos");

  private static final Set<String> WORDS_THAT_HIDE_WHAT_A_CLASS_IS =
      Set.of("Util", "Utils", "Helper", "Helpers", "Manager", "Impl", "Service");

  private static final Set<String> WORDS_THAT_HIDE_WHAT_A_PACKAGE_IS =
      Set.of("util", "utils", "common", "manager", "service", "impl", "helper", "helpers", "misc");

  @Test
  void everyRoomUsesOnlyTheRoomsThatItMay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .withOptionalLayers(true)
        .layer("grammar")
        .definedBy("org.horkos.grammar..")
        .layer("dsl")
        .definedBy("org.horkos.dsl..")
        .layer("escrow")
        .definedBy("org.horkos.escrow..")
        .layer("arbitration")
        .definedBy("org.horkos.arbitration..")
        .layer("engine")
        .definedBy("org.horkos.engine..")
        .layer("node")
        .definedBy("org.horkos.node..")
        .layer("app")
        .definedBy("org.horkos.app..")
        .whereLayer("grammar")
        .mayNotAccessAnyLayer()
        .whereLayer("dsl")
        .mayOnlyAccessLayers("grammar")
        .whereLayer("escrow")
        .mayOnlyAccessLayers("dsl")
        .whereLayer("arbitration")
        .mayOnlyAccessLayers("dsl")
        .whereLayer("engine")
        .mayOnlyAccessLayers("dsl", "arbitration")
        .whereLayer("node")
        .mayOnlyAccessLayers("dsl", "escrow", "arbitration", "engine")
        .check(CLASSES);
  }

  @Test
  void packagesDependOnEachOtherWithoutCycles() {
    slices()
        .matching("org.horkos.(**)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void onlyTheRulesOfTheEngineKnowDrools() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.horkos.engine.rules..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.drools..", "org.kie..")
        .check(CLASSES);
  }

  @Test
  void onlyTheStorageOfTheNodeKnowsTheDatabase() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.horkos.node.storage..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.hibernate..", "jakarta.persistence..", "com.zaxxer.hikari..")
        .check(CLASSES);
  }

  @Test
  void onlyTheSyntaxOfTheLanguageKnowsTheParser() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.horkos.grammar..", "org.horkos.dsl..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.antlr..", "org.horkos.grammar..")
        .check(CLASSES);
  }

  @Test
  void onlyTheLanguageServerKnowsItsProtocol() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.horkos.app.lsp..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.eclipse.lsp4j..", "com.google.gson..")
        .check(CLASSES);
  }

  @Test
  void classesAreNamedAsWhatTheyAre() {
    assertThat(CLASSES.stream().filter(ArchitectureTest::hidesWhatItIs)).isEmpty();
  }

  private static boolean hidesWhatItIs(JavaClass type) {
    return WORDS_THAT_HIDE_WHAT_A_CLASS_IS.stream().anyMatch(type.getSimpleName()::endsWith)
        && !isGenerated(type.getPackageName());
  }

  @Test
  void packagesAreNamedAsWhatTheyHold() {
    assertThat(packages())
        .noneMatch(
            name ->
                Arrays.stream(name.split("\\."))
                    .anyMatch(WORDS_THAT_HIDE_WHAT_A_PACKAGE_IS::contains));
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(packages())
        .filteredOn(name -> !isGenerated(name))
        .allSatisfy(
            name -> {
              JavaPackage javaPackage = CLASSES.getPackage(name);
              assertThat(javaPackage.tryGetPackageInfo())
                  .as("package-info.java of " + name)
                  .isPresent();
              assertThat(javaPackage.isAnnotatedWith(NullMarked.class))
                  .as("@NullMarked on " + name)
                  .isTrue();
            });
  }

  @Test
  void allRoomsAreLookedAt() {
    classes().should().resideInAPackage("org.horkos..").check(CLASSES);
    assertThat(packages())
        .contains(
            "org.horkos.grammar",
            "org.horkos.dsl",
            "org.horkos.escrow",
            "org.horkos.arbitration",
            "org.horkos.engine",
            "org.horkos.node",
            "org.horkos.app");
  }

  /** What ANTLR and web3j write: the parser, and the wrappers of the contracts. */
  private static boolean isGenerated(String packageName) {
    return packageName.equals("org.horkos.grammar") || packageName.endsWith(".contract");
  }

  private static Set<String> packages() {
    return CLASSES.stream()
        .map(JavaClass::getPackageName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
