package org.horkos.app.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.RandomAccessFile;
import org.junit.jupiter.api.Test;

/**
 * What strangers write goes through the language and the evaluators. Neither knows a way to run it
 * as code, to load a class, to open a file or a connection, or to start a process.
 */
class TextsReachNoCompilerNoClassLoaderAndNoFile {
  private static final String[] READERS = {
    "org.horkos.grammar..", "org.horkos.dsl..", "org.horkos.engine.."
  };

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.horkos.grammar", "org.horkos.dsl", "org.horkos.engine");

  @Test
  void allReadersAreLookedAt() {
    assertThat(CLASSES.stream().map(type -> type.getPackageName()))
        .contains("org.horkos.grammar", "org.horkos.dsl.syntax", "org.horkos.engine.rules");
  }

  @Test
  void noReaderKnowsACompilerOrAScript() {
    noClasses()
        .that()
        .resideInAnyPackage(READERS)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "javax.tools..",
            "javax.script..",
            "com.sun..",
            "org.mvel..",
            "org.drools.compiler..",
            "org.drools.drl..",
            "org.drools.mvel..",
            "org.kie.api.builder..",
            "org.kie.internal..",
            "org.kie.memorycompiler..")
        .check(CLASSES);
  }

  @Test
  void noReaderLoadsClassesOrStartsProcesses() {
    noClasses()
        .that()
        .resideInAnyPackage(READERS)
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(
            ClassLoader.class,
            ProcessBuilder.class,
            Process.class,
            Runtime.class,
            ModuleLayer.class)
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.lang.reflect..")
        .orShould()
        .callMethod(Class.class, "forName", String.class)
        .check(CLASSES);
  }

  @Test
  void noReaderOpensAFileOrAConnection() {
    noClasses()
        .that()
        .resideInAnyPackage(READERS)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..", "java.sql..")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(
            File.class,
            FileInputStream.class,
            FileOutputStream.class,
            FileReader.class,
            FileWriter.class,
            RandomAccessFile.class)
        .check(CLASSES);
  }
}
