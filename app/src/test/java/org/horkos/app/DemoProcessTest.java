package org.horkos.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.horkos.app.command.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code horkos demo} as a process of its own that is ended in the middle. */
class DemoProcessTest {
  @TempDir Path folder;

  private ProcessBuilder demo(String... options) {
    List<String> command = new ArrayList<>();
    if (System.getProperty("os.name").equals("Linux")) {
      // A build in the background of a shell ignores interrupts, and so would its children.
      command.addAll(List.of("env", "--default-signal=INT"));
    }
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.io.tmpdir=" + folder,
            "-Dhorkos.root=" + System.getProperty("horkos.root", ""),
            "-D" + Progress.TERMINAL + "=true",
            "-cp",
            System.getProperty("java.class.path"),
            "org.horkos.app.Main",
            "demo"));
    command.addAll(List.of(options));
    return new ProcessBuilder(command);
  }

  /** A demo whose node has opened its database and whose people are about to act. */
  private final class Running implements AutoCloseable {
    private final Path err = folder.resolve("err");
    private final Process process;
    private final ProcessHandle anvil;

    Running() throws IOException {
      process =
          demo("--json")
              .redirectError(err.toFile())
              .redirectOutput(folder.resolve("out").toFile())
              .start();
      until(() -> !process.isAlive() || said().contains("node running"));
      assertThat(process.isAlive()).as(said()).isTrue();
      assertThat(leftovers()).isNotEmpty();
      anvil =
          process
              .descendants()
              .filter(each -> each.info().command().orElse("").endsWith("/anvil"))
              .findFirst()
              .orElseThrow();
    }

    String said() {
      try {
        return Files.readString(err);
      } catch (IOException unreadable) {
        throw new AssertionError(unreadable);
      }
    }

    /** The process ends by itself, and nothing of it stays. */
    void endsCleanly() throws Exception {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(said()).isTrue();
      until(() -> !anvil.isAlive() && leftovers().isEmpty());
      assertThat(Files.readString(folder.resolve("out"))).isEmpty();
      assertThat(said()).doesNotContain("\tat ");
      assertThat(said().lines().filter(line -> line.startsWith("horkos: "))).hasSize(1);
    }

    @Override
    public void close() {
      anvil.destroyForcibly();
      process.destroyForcibly();
    }
  }

  /** The demo's folders and those of its L1. */
  private List<Path> leftovers() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith("horkos-")).toList();
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  private static void until(BooleanSupplier holds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      try {
        Thread.sleep(50);
      } catch (InterruptedException stopped) {
        throw new AssertionError(stopped);
      }
    }
  }

  @Test
  void anInterruptEndsTheDemoAndNothingIsLeft() throws Exception {
    try (Running demo = new Running()) {
      new ProcessBuilder("kill", "-INT", String.valueOf(demo.process.pid())).start().waitFor();
      demo.endsCleanly();
      assertThat(demo.said()).contains("horkos: the demo was stopped");
    }
  }

  @Test
  void anL1ThatIsKilledEndsTheDemoWithOneSentenceAndNothingIsLeft() throws Exception {
    try (Running demo = new Running()) {
      demo.anvil.destroyForcibly();
      demo.endsCleanly();
      assertThat(demo.process.exitValue()).isEqualTo(1);
      assertThat(demo.said()).contains("is gone: anvil ended by itself");
    }
  }

  @Test
  void aTerminationWhileTheNodeStartsLeavesNothingEither() throws Exception {
    Process process = demo().redirectErrorStream(true).start();
    try (BufferedReader lines = process.inputReader()) {
      String line = lines.readLine();
      while (line != null && !line.contains("opening the database")) {
        line = lines.readLine();
      }
      assertThat(line).isNotNull();
      process.destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    until(() -> leftovers().isEmpty());
  }
}
