package org.horkos.dsl.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.SourceText;
import org.junit.jupiter.api.Test;

class FormattingTest {
  private static String formatted(String text) {
    Diagnostics diagnostics = new Diagnostics();
    Optional<String> laidOut = Formatting.of(SourceText.of("text.oath", text), diagnostics);
    assertThat(diagnostics.toList()).isEmpty();
    return laidOut.orElseThrow();
  }

  @Test
  void theExamplesAreLaidOutAlready() throws IOException {
    Path examples = Path.of(System.getProperty("horkos.root", "..")).resolve("examples");
    try (Stream<Path> files = Files.list(examples)) {
      List<Path> texts = files.filter(file -> file.toString().endsWith(".oath")).sorted().toList();
      assertThat(texts).isNotEmpty();
      for (Path text : texts) {
        String written = Files.readString(text);
        assertThat(formatted(written)).as("run `horkos format " + text + "`").isEqualTo(written);
      }
    }
  }

  @Test
  void everyStatementHasALineAndBlocksAreIndented() {
    assertThat(
            formatted(
                """
                agreement   X version 1 "prose"
                token USDC decimals 6 party a   party b
                every deliverable { }
                deliverable d by b{pays 5 USDC from a bond 40 % of pay by a
                fact f "Which?" : yes | no
                due 1 day after start , grace 2 days}
                scenario "s" {b delivers d {f yes , g 2} after 1 day wait 2 days}
                """
                    .replace("40 %", "40%")))
        .isEqualTo(
            """
            agreement X version 1
            "prose"
            token USDC decimals 6
            party a
            party b
            every deliverable {}
            deliverable d by b {
              pays 5 USDC from a
              bond 40% of pay by a
              fact f "Which?": yes|no
              due 1 day after start, grace 2 days
            }
            scenario "s" {
              b delivers d {f yes, g 2} after 1 day
              wait 2 days
            }
            """);
  }

  @Test
  void commentsStayWhereTheyAre() {
    String text =
        """
        // before all

        agreement X version 1 // the name
        // above the prose
        "prose" // behind it
        deliverable d by a // the head
            {
          // first

          // second
          pays 5 USDC from a // trailing
          bond 5 USDC // inside of a statement
              // and more of it
              by a
          // last
        }

        // behind all
        """;
    assertThat(formatted(text)).isEqualTo(text);
    assertThat(formatted("agreement X version 1 party a//x  \n//y\t\n"))
        .isEqualTo("agreement X version 1\nparty a //x\n//y\n");
    assertThat(formatted("agreement X version 1 every deliverable { // only a comment\n}"))
        .isEqualTo("agreement X version 1\nevery deliverable { // only a comment\n}\n");
  }

  @Test
  void atMostOneEmptyLineIsKeptAndNoneAtTheEdgesOfABlock() {
    assertThat(
            formatted(
                """


                agreement X version 1


                every deliverable {

                  deliver at most 2 times



                  deliver

                  at most 3 times

                }
                party a


                """))
        .isEqualTo(
            """
            agreement X version 1

            every deliverable {
              deliver at most 2 times

              deliver at most 3 times
            }
            party a
            """);
  }

  @Test
  void aListWithCommasStaysOnItsLineAsLongAsItFits() {
    String fits =
        "draws 3, evidence 3 days, commit 2 days, reveal 1 day, appeal 2 days at most 2 times";
    assertThat(
            formatted(
                "agreement X version 1 court c { " + fits.replace(", ", ",\n") + " draws 5 }"))
        .isEqualTo("agreement X version 1\ncourt c {\n  " + fits + "\n  draws 5\n}\n");
    String loser = "loser forfeits 40% of bond {winner 60%, court 30%, burn 10%}";
    assertThat(formatted("agreement X version 1 court c { " + fits + ", " + loser + "}"))
        .isEqualTo("agreement X version 1\ncourt c {\n  " + fits + ",\n  " + loser + "\n}\n");
  }

  @Test
  void aLongStatementKeepsTheBreaksOfItsAuthorAndAShortOneDoesNot() {
    assertThat(formatted("agreement X version 1 let a =\n 1\n + 2"))
        .isEqualTo("agreement X version 1\nlet a = 1 + 2\n");
    String many = "123_456_789 + ".repeat(8);
    assertThat(formatted("agreement X version 1 let a = " + many + "\n\n(\n1 + 2)"))
        .isEqualTo("agreement X version 1\nlet a = " + many.stripTrailing() + "\n    (1 + 2)\n");
  }

  @Test
  void lineEndsOfAnyKindBecomeLineFeedsAndAByteOrderMarkGoes() {
    assertThat(formatted("\uFEFFagreement X version 1\r\n\r\rparty a\rparty b"))
        .isEqualTo("agreement X version 1\n\nparty a\nparty b\n");
  }

  @Test
  void whatCannotBeParsedIsReportedAndNotLaidOut() {
    Diagnostics diagnostics = new Diagnostics();
    SourceText broken = SourceText.of("broken.oath", "agreement X version 1\nparty\n");
    assertThat(Formatting.of(broken, diagnostics)).isEmpty();
    assertThat(diagnostics.toList()).extracting(Diagnostic::code).hasSize(1);
    SourceText large = SourceText.of("large.oath", new byte[SourceText.MAXIMUM_BYTES + 1]);
    assertThat(Formatting.of(large, new Diagnostics())).isEmpty();
  }

  @Test
  void aLargeTextIsLaidOutInTime() {
    String statements = "agreement X version 1\n" + "party a // b\n".repeat(20_000);
    String sum = "agreement X version 1\nlet a = " + "1 +\n".repeat(50_000) + "1\n";
    for (String text : List.of(statements, sum)) {
      long before = System.nanoTime();
      assertThat(formatted(text)).isNotEmpty();
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void aTextThatWouldBecomeTooLongStaysAsItIs() {
    String tight = "agreement X version 1 let a = 1" + "+1".repeat(500_000);
    assertThat(formatted(tight)).isEqualTo(tight);
  }
}
