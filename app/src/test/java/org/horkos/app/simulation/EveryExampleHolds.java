package org.horkos.app.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.horkos.app.command.BesideText;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.scenario.Scenario;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.SourceText;
import org.horkos.node.settlement.ProjectRoot;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples are documentation and conformance suite at once: what they expect comes out. */
class EveryExampleHolds {
  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(ProjectRoot.find().resolve("examples"))) {
      return files.filter(file -> file.toString().endsWith(".oath")).sorted().toList();
    }
  }

  static List<Path> withThoseThatImport() throws IOException {
    Path banner = ProjectRoot.find().resolve("examples/importing/banner.oath");
    return Stream.concat(examples().stream(), Stream.of(banner)).toList();
  }

  @ParameterizedTest
  @MethodSource("withThoseThatImport")
  void toTheUnit(Path file) throws IOException {
    Compiler.Checked checked =
        Compiler.check(
            SourceText.of(file.getFileName().toString(), Files.readAllBytes(file)),
            BesideText.of(file));
    assertThat(checked.diagnostics())
        .filteredOn(found -> found.severity() == Diagnostic.Severity.ERROR)
        .isEmpty();
    assertThat(checked.scenarios()).hasSizeGreaterThanOrEqualTo(3);
    for (Scenario scenario : checked.scenarios()) {
      assertThat(ScenarioRun.run(checked.agreement().orElseThrow(), scenario).problems())
          .as(scenario.name())
          .isEmpty();
    }
  }

  @org.junit.jupiter.api.Test
  void thereAreTheTwentyOfTheCookbookAndTheFirstThree() throws IOException {
    assertThat(examples()).hasSize(23);
    String cookbook = Files.readString(ProjectRoot.find().resolve("docs/language/cookbook.md"));
    assertThat(examples())
        .allSatisfy(file -> assertThat(cookbook).contains(file.getFileName().toString()));
  }
}
