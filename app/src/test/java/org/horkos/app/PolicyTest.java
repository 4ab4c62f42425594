package org.horkos.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.horkos.node.settlement.ProjectRoot;
import org.junit.jupiter.api.Test;

/** Below which floors {@code horkos check} warns. */
class PolicyTest extends CommandRuns {
  private static final String WEBSITE =
      ProjectRoot.find().resolve("examples/website-build.oath").toString();

  private String policy(String lines) throws IOException {
    Path file = Files.writeString(folder.resolve("policy.properties"), lines);
    return file.toString();
  }

  @Test
  void aStricterPolicyWarnsOfEachTimeAndBondBelowItsFloors() throws IOException {
    assertThat(run("check", WEBSITE)).isZero();
    assertThat(err).doesNotContain("warning");

    String strict =
        policy(
            """
            policy.challengeHours=100
            policy.answerHours=49
            policy.evidenceHours=73
            policy.ballotHours=25
            policy.bondBps=1001
            policy.forfeitBps=3050
            """);
    assertThat(run("check", "--policy", strict, WEBSITE)).isZero();
    assertThat(err)
        .contains("the window of a challenge is 3 days, less than 100 hours")
        .contains("the time to state `lighthouse` is 2 days, less than 49 hours")
        .contains("the time for evidence is 3 days, less than 73 hours")
        .contains("the time to commit or to reveal a ballot is 1 day, less than 25 hours")
        .contains("the bond of `client` can be less than 10.01% of the pay")
        .contains("forfeits less than 30.5% of the bond");
  }

  @Test
  void aNodesConfigurationIsOneToo() throws IOException {
    String config = policy("l1.url=http://127.0.0.1:8545\npolicy.challengeHours=100\n");

    assertThat(run("check", "--policy", config, WEBSITE)).isZero();
    assertThat(err).contains("less than 100 hours").doesNotContain("to state");
  }

  @Test
  void aPolicyOfNothingWarnsOfNothing() throws IOException {
    Path text =
        Files.writeString(
            folder.resolve("hasty.oath"),
            Files.readString(Path.of(WEBSITE))
                .replace("challenge within 3 days", "challenge within 2 hours"));
    assertThat(run("check", text.toString())).isZero();
    assertThat(err).contains("warning[O1911]");

    assertThat(run("check", "--policy", policy("policy.challengeHours=0"), text.toString()))
        .isZero();
    assertThat(err).doesNotContain("O1911");
  }

  @Test
  void whatIsWrongWithAPolicyIsSaidAtOnce() throws IOException {
    String wrong = policy("policy.bond=3\npolicy.challengeHours=two\npolicy.forfeitBps=10001\n");
    assertThat(run("check", "--policy", wrong, WEBSITE)).isEqualTo(1);
    assertThat(err)
        .contains("'policy.bond' is no key", "policy.bondBps")
        .contains("'policy.challengeHours' is a whole number from 0 to 8760.")
        .contains("'policy.forfeitBps' is a whole number from 0 to 10000.")
        .doesNotContain("Exception");

    assertThat(run("check", "--policy", policy("a=\\u00zz"), WEBSITE)).isEqualTo(1);
    assertThat(err).contains("cannot be read as a properties file");
    assertThat(run("check", "--policy", folder.resolve("none").toString(), WEBSITE)).isEqualTo(2);
    assertThat(err).contains("There is no file");
  }
}
