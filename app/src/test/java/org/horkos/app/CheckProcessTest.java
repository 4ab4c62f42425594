package org.horkos.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.horkos.app.command.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code horkos check FILE...} as a process of its own, with no more on the class path than the
 * launcher gives it: the program, the language, its grammar and the runtime of ANTLR.
 */
class CheckProcessTest {
  private static final List<String> OF_US =
      List.of("app/target/classes", "horkos-dsl", "dsl/target", "horkos-grammar", "grammar/target");

  @TempDir Path folder;

  private record Ended(int code, String said) {}

  private Ended check(Path... files) throws Exception {
    String fewJars =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(
                entry ->
                    entry.contains("antlr4-runtime") || OF_US.stream().anyMatch(entry::contains))
            .collect(Collectors.joining(File.pathSeparator));
    ProcessBuilder program =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            fewJars,
            "org.horkos.app.Main",
            "check");
    Arrays.stream(files).map(Path::toString).forEach(program.command()::add);
    Path said = folder.resolve("said");
    Process process = program.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), Files.readString(said, StandardCharsets.UTF_8));
  }

  private static Path example(String name) {
    return Path.of("..", "examples", name);
  }

  @Test
  void aTextWithoutErrorsOneThatImportsAndOneOfEveryKindAreChecked() throws Exception {
    Ended ended =
        check(
            example("website-build.oath"),
            example("hackathon.oath"),
            example("importing/banner.oath"));

    assertThat(ended.said()).contains("website-build.oath: 0 errors.").doesNotContain("Exception");
    assertThat(ended.code()).isEqualTo(ExitCode.FINE);
  }

  @Test
  void aWrongTextIsToldWhatIsWrong() throws Exception {
    Path wrong = Files.writeString(folder.resolve("wrong.oath"), "agreement Nothing version 1\n");

    Ended ended = check(wrong);

    assertThat(ended.said()).contains("error[O1258]").contains("= hint:");
    assertThat(ended.code()).isEqualTo(ExitCode.WRONG_INPUT);
  }

  @Test
  void aFileThatIsNotThereIsASentence() throws Exception {
    Ended ended = check(folder.resolve("none.oath"));

    assertThat(ended.said()).startsWith("horkos: ").doesNotContain("Exception");
    assertThat(ended.code()).isEqualTo(ExitCode.WRONG_USE);
  }
}
