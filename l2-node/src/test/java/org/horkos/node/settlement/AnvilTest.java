package org.horkos.node.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnvilTest {
  @Test
  void itListensOnLoopbackAndMinesByItself() throws Exception {
    try (Anvil anvil = Anvil.start();
        L1Connection l1 = L1Connection.open(anvil.url())) {
      assertThat(anvil.url().getHost()).isEqualTo("127.0.0.1");
      assertThat(l1.chainId()).isEqualTo(Anvil.CHAIN_ID);
      assertThat(l1.clientVersion()).startsWith("anvil/");
      assertThat(l1.balance(l1.account(DevelopmentKeys.key(19)).address())).isPositive();
      await(() -> l1.head().number() > 0);
    }
  }

  @Test
  void closingLeavesNeitherProcessNorFiles() throws Exception {
    Anvil anvil = Anvil.start();
    URI url = anvil.url();
    long homes = homes();
    anvil.close();
    anvil.close();
    assertThat(anvil.isAlive()).isFalse();
    assertThat(answers(url)).isFalse();
    assertThat(homes()).isLessThan(homes);
  }

  @Test
  void killingTheJvmLeavesNeitherProcessNorFiles() throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-D" + ProjectRoot.PROPERTY + "=" + ProjectRoot.find(),
                "-cp",
                System.getProperty("java.class.path"),
                AnvilHolder.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))) {
      URI url = URI.create(lines.readLine());
      Path home = Path.of(lines.readLine());
      assertThat(answers(url)).isTrue();
      assertThat(home).exists();
      jvm.destroyForcibly().waitFor();
      await(() -> !answers(url) && !Files.exists(home));
    } finally {
      jvm.destroyForcibly();
    }
  }

  @Test
  void aPortInUseIsOneSentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> Anvil.start(ProjectRoot.find(), taken.getLocalPort()))
          .isInstanceOf(L1Failure.class)
          .hasMessage(
              "Port "
                  + taken.getLocalPort()
                  + " of 127.0.0.1 is in use, so anvil cannot listen there: stop the program that"
                  + " uses it, or leave the port out and a free one is chosen.");
    }
  }

  @Test
  void aMissingPackageIsOneSentence(@TempDir Path empty) {
    assertThatThrownBy(() -> Anvil.start(empty, 0))
        .isInstanceOf(L1Failure.class)
        .hasMessageStartingWith("The L1 node anvil is not installed (")
        .hasMessageContaining("run node toolchain/install.mjs in " + empty);
  }

  @Test
  void itsEndInTheMiddleIsNoticed() throws Exception {
    try (Anvil anvil = Anvil.start();
        L1Connection l1 = L1Connection.open(L1Connection.Settings.to(anvil.url()).tries(2))) {
      CountDownLatch gone = new CountDownLatch(1);
      anvil.whenGone(gone::countDown);
      kill(anvil);
      assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(anvil.isAlive()).isFalse();
      assertThat(anvil.goneSentence())
          .isEqualTo("L1 at " + anvil.url() + " is gone: anvil ended by itself. Start again.");
      assertThatThrownBy(l1::head)
          .isInstanceOf(L1Failure.class)
          .hasMessageStartingWith("L1 at " + anvil.url() + " is gone (");
    }
  }

  /** Kills the anvil that listens at this one's port, and it alone. */
  private static void kill(Anvil anvil) {
    anvil.processes().filter(p -> !isShell(p)).forEach(ProcessHandle::destroyForcibly);
  }

  private static boolean isShell(ProcessHandle process) {
    return process.info().command().orElse("").endsWith("sh");
  }

  private static boolean answers(URI url) {
    try (L1Connection l1 = L1Connection.open(L1Connection.Settings.to(url).tries(1))) {
      return l1.head().number() >= 0;
    } catch (L1Failure gone) {
      return false;
    }
  }

  private static long homes() throws Exception {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(file -> file.getFileName().toString().startsWith("horkos-l1-")).count();
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited 20 s").isLessThan(end);
      Thread.sleep(50);
    }
  }
}
