package org.horkos.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.horkos.node.settlement.ProjectRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that read a text. */
class CommandTest {
  private static final Path EXAMPLES = ProjectRoot.find().resolve("examples");

  @TempDir Path folder;
  private String out = "";
  private String err = "";

  private int run(String... arguments) {
    StringWriter written = new StringWriter();
    StringWriter wrong = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(written))
            .setErr(new PrintWriter(wrong))
            .execute(arguments);
    out = written.toString();
    err = wrong.toString();
    return code;
  }

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
}
