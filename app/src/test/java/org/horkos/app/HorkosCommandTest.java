package org.horkos.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class HorkosCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new HorkosCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void helpAndVersionAreFineAndGoToStdout() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).startsWith("horkos ");
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("Usage: horkos");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void wrongUseExitsWithTwoAndSaysWhatWasWrong() {
    assertThat(run("--nonsense")).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("--nonsense").contains("Name a command.");
    assertThat(out.toString()).isEmpty();
  }
}
