package org.horkos.app.editor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.horkos.dsl.syntax.Words;
import org.horkos.node.settlement.ProjectRoot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The extension for VS Code. */
class EditorExtensionTest {
  private static final Path EXTENSION = ProjectRoot.find().resolve("editors").resolve("vscode");
  private static final Pattern WORDS = Pattern.compile("\\\\b\\(([a-z|]+)\\)");

  @TempDir Path folder;

  @Test
  void theColoursKnowEveryWordOfTheLanguageAndNoOther() throws IOException {
    JsonNode grammar =
        new ObjectMapper()
            .readTree(EXTENSION.resolve("syntaxes").resolve("oath.tmLanguage.json").toFile());
    Set<String> coloured = new TreeSet<>();
    for (String pattern : grammar.findValuesAsText("match")) {
      Matcher words = WORDS.matcher(pattern);
      while (words.find()) {
        coloured.addAll(List.of(words.group(1).split("\\|")));
      }
    }
    assertThat(coloured)
        .as("the words in editors/vscode/syntaxes/oath.tmLanguage.json")
        .containsExactlyElementsOf(new TreeSet<>(Words.all()));
  }

  /** Needs the packages that the build installs (package-lock.json). */
  @Test
  void theEditorsOwnEngineColoursTheExamples() throws Exception {
    assertThat(
            node(
                "--test",
                "--test-reporter=tap",
                EXTENSION.resolve("test").resolve("colours.test.mjs").toString()))
        .contains("# fail 0")
        .doesNotContain("# pass 0");
  }

  @Test
  void theExtensionsProgramIsJavaScript() throws Exception {
    assertThat(node("--check", EXTENSION.resolve("extension.js").toString())).isEmpty();
  }

  private String node(String... arguments) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of("node"));
    command.addAll(List.of(arguments));
    Path said = folder.resolve("said");
    ProcessBuilder builder = new ProcessBuilder(command);
    // Whoever runs this test under node's own test runner must not get its reports mixed up.
    builder.environment().remove("NODE_TEST_CONTEXT");
    Process process = builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    String output = Files.readString(said);
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}
