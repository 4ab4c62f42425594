package org.horkos.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.horkos.app.binding.BindingsFile;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.backend.terms.RehearsalBindings;
import org.horkos.dsl.source.SourceText;
import org.horkos.node.settlement.ProjectRoot;
import org.junit.jupiter.api.Test;

/** The commands that read a text. */
class CommandTest extends CommandRuns {
  private static final Path EXAMPLES = ProjectRoot.find().resolve("examples");

  private String file(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, content);
    return file.toString();
  }

  @Test
  void checkReportsEveryMistakeWithACaret() throws IOException {
    String file = file("wrong.oath", "agreement X version 1\nparty a\nparty a\nnonsense\n");
    assertThat(run("check", file)).isEqualTo(1);
    assertThat(out).isEmpty();
    assertThat(err).contains("wrong.oath:3", "wrong.oath:4", "nonsense", "^");
    assertThat(err.lines().filter(line -> line.contains("^")).count()).isGreaterThanOrEqualTo(2);
    assertThat(run("compile", file, "-o", folder.resolve("out").toString())).isEqualTo(1);
    assertThat(folder.resolve("out")).doesNotExist();
    assertThat(run("simulate", file)).isEqualTo(1);
    assertThat(err).contains("^");
  }

  @Test
  void aFileThatIsNotThereIsWrongUse() {
    String none = folder.resolve("none.oath").toString();
    assertThat(run("check", none)).isEqualTo(2);
    assertThat(err).contains("There is no file " + none).doesNotContain("\tat ");
    assertThat(run("simulate", none)).isEqualTo(2);
    assertThat(run("compile", none, "-o", folder.toString())).isEqualTo(2);
    assertThat(run("check", folder.toString())).isEqualTo(2);
  }

  @Test
  void theExamplesAreFineAndTheirScenariosHold() {
    String website = EXAMPLES.resolve("website-build.oath").toString();
    String bounty = EXAMPLES.resolve("parser-bounty.oath").toString();
    assertThat(run("check", website, bounty)).as(err).isZero();
    assertThat(run("simulate", website)).as(out).isZero();
    assertThat(out).contains("holds  the court finds a third value").doesNotContain("FAILS");
    assertThat(out)
        .contains("award 100% holds, 3,000 USDC (lighthouse 92, defects 0): the greatest")
        .contains("award 100% does not hold (lighthouse 78, defects 0)");
    assertThat(run("simulate", bounty)).as(out).isZero();
  }

  @Test
  void aScenarioThatFailsSaysWhatWasExpectedAndWhatCame() throws IOException {
    String website =
        Files.readString(EXAMPLES.resolve("website-build.oath"))
            .replace("studio gets 1_940 USDC", "studio gets 1_941 USDC");
    assertThat(run("simulate", file("almost.oath", website))).isEqualTo(1);
    assertThat(out).contains("FAILS  sixty hours late is three started days", "1,941", "1,940");
    assertThat(out).contains("almost.oath:");
  }

  @Test
  void simulateWritesOneJsonObject() throws IOException {
    assertThat(run("simulate", "--json", EXAMPLES.resolve("website-build.oath").toString()))
        .isZero();
    JsonNode report = new ObjectMapper().readTree(out);
    assertThat(report.path("scenarios").findValuesAsText("holds")).containsOnly("true");
  }

  @Test
  void compileWritesRulesProgramsAndABindingsFileToFillIn() {
    Path target = folder.resolve("compiled");
    String website = EXAMPLES.resolve("website-build.oath").toString();
    assertThat(run("compile", website, "-o", target.toString())).as(err).isZero();
    assertThat(target.resolve("rules.drl")).exists();
    assertThat(target.resolve("design.program.txt")).isNotEmptyFile();
    assertThat(target.resolve("launch.program.hex")).isNotEmptyFile();
    assertThat(target.resolve("bindings.json")).isNotEmptyFile();
  }

  @Test
  void everyExampleCompilesWithItsBindingsToTermsAndAnEscrow() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      List<Path> texts = files.filter(file -> file.toString().endsWith(".oath")).toList();
      assertThat(texts).isNotEmpty();
      for (Path text : texts) {
        Path target = folder.resolve(text.getFileName().toString());
        String bindings = bindings(text);
        assertThat(run("compile", text.toString(), "-o", target.toString(), "-b", bindings))
            .as("%s: %s", text, err)
            .isZero();
        assertThat(out).contains("termsHash  0x", "escrow     0x", "to sign    0x");
        assertThat(target.resolve("terms.head.hex")).isNotEmptyFile();
      }
    }
  }

  /** The bindings beside an example; where there are none, those of a rehearsal on that network. */
  private String bindings(Path text) throws IOException {
    Path beside = Path.of(text.toString().replace(".oath", ".bindings.json"));
    if (Files.exists(beside)) {
      return beside.toString();
    }
    Agreement agreement =
        Compiler.check(SourceText.of(text.toString(), Files.readAllBytes(text)))
            .agreement()
            .orElseThrow();
    ObjectMapper json = new ObjectMapper();
    ObjectNode bindings =
        (ObjectNode)
            json.readTree(
                BindingsFile.write(
                    agreement,
                    RehearsalBindings.of(agreement, RehearsalBindings.leastParameters(agreement))));
    bindings.set(
        "network", json.readTree(EXAMPLES.resolve("logo.bindings.json").toFile()).path("network"));
    // Some have dates, which must not pass before they are opened.
    bindings.put("openBy", "2027-01-01T00:00:00Z");
    return file(text.getFileName() + ".json", bindings.toString());
  }

  @Test
  void aMissingFileKeepsNobodyFromCheckingTheOthers() throws IOException {
    String wrong = file("wrong.oath", "agreement X version 1\nnonsense\n");
    String fine = EXAMPLES.resolve("logo.oath").toString();
    String none = folder.resolve("none.oath").toString();
    assertThat(run("check", wrong, none, fine)).isEqualTo(2);
    assertThat(err).contains("nonsense", "There is no file " + none, fine + ": 0 errors.");
    assertThat(run("check", "--json", none, wrong, fine)).isEqualTo(2);
    JsonNode files = new ObjectMapper().readTree(out).path("files");
    assertThat(files.findValuesAsText("file")).containsExactly(none, wrong, fine);
    assertThat(files.get(0).path("problem").asText()).contains("There is no file");
    assertThat(files.get(1).path("diagnostics").size()).isPositive();
    assertThat(run("check", wrong, fine)).isEqualTo(1);
  }

  @Test
  void everyWrongFieldOfTheNetworkIsNamed() throws IOException {
    String bindings =
        Files.readString(EXAMPLES.resolve("logo.bindings.json"))
            .replace("31337", "\"main\"")
            .replaceFirst("\"rollup\": \"0x[^\"]*\"", "\"rollup\": \"0x12\"")
            .replaceFirst("\"factory\": \"0x[^\"]*\"", "\"factory\": \"\"");
    String logo = EXAMPLES.resolve("logo.oath").toString();
    String target = folder.resolve("never").toString();
    assertThat(run("compile", logo, "-o", target, "-b", file("b.json", bindings))).isEqualTo(1);
    assertThat(err)
        .contains("'network.chainId'", "'network.rollup'", "'network.factory' is empty")
        .doesNotContain("'network.implementation'");
  }

  @Test
  void whatCannotBeWrittenOrReadIsSaidInWords() throws IOException {
    String logo = EXAMPLES.resolve("logo.oath").toString();
    String taken = file("taken", "");
    assertThat(run("compile", logo, "-o", taken)).isEqualTo(2);
    assertThat(err).contains(taken + " is a file, not a folder").doesNotContain("Exception");
    Path loop = folder.resolve("loop");
    Files.createSymbolicLink(loop, loop);
    assertThat(run("check", loop.toString())).isEqualTo(2);
    assertThat(err).contains("back to themselves").doesNotContain("Exception");
  }
}
