package org.horkos.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.util.List;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Bindings;
import org.horkos.dsl.backend.terms.FromAgreement;
import org.horkos.dsl.backend.terms.RehearsalBindings;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead.Custody;
import org.horkos.dsl.source.SourceText;
import org.horkos.node.settlement.ProjectRoot;

/** The agreements that are measured. */
final class Texts {
  private static final String HEAD =
      """
      agreement Measured version 1
      token USDC decimals 6
      parameter price: 1_000..100_000 USDC
      party client
      party studio
      attestor lab
      court quality {
        draws 3, evidence 3 days, commit 2 days, reveal 1 day
        loser forfeits 30% of bond {winner 60%, court 30%, burn 10%}
      }
      every deliverable {
        bond 50% of pay by performer
        bond 10% of pay by payer
        challenge within 3 days, judged by quality
        missed 21 days after due gives payer 50% of performer.bond
      }
      """;

  private Texts() {}

  /**
   * An agreement with what it compiles to.
   *
   * @param agreement the typed text
   * @param bindings addresses made of names
   * @param terms what both compile to
   */
  record Bound(Agreement agreement, Bindings bindings, Terms terms) {}

  /** An example of the project. */
  static String example(String name) {
    try {
      return Files.readString(ProjectRoot.find().resolve("examples").resolve(name));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /** One deliverable with twenty rules on ten facts: 8 requires, 6 awards, 6 penalties. */
  static String twentyRules() {
    StringBuilder text = new StringBuilder(HEAD).append("deliverable work by studio {\n");
    text.append("  pays price from client\n  due 14 days after start, grace 2 days\n");
    for (int f = 0; f < 10; f++) {
      text.append("  fact f%d \"How good is part %d?\": 0..100\n".formatted(f, f));
    }
    for (int r = 0; r < 8; r++) {
      text.append(
          "  require \"r%d\" f%d at least %d or f%d above 90\n".formatted(r, r, r + 1, r + 1));
    }
    for (int a = 0; a < 6; a++) {
      text.append(
          "  award %d%% when f%d at least %d and f%d at least %d\n"
              .formatted(50 + 10 * a, a, 20 + 10 * a, a + 4, 15 + 10 * a));
    }
    for (int p = 0; p < 6; p++) {
      text.append(
          "  penalty \"p%d\" gives client 1%% of pay when f%d below %d\n"
              .formatted(p, p + 2, 30 + 5 * p));
    }
    return text.append("}\n").toString();
  }

  /** Two hundred lines: twelve deliverables, one after the other. */
  static String twoHundredLines() {
    StringBuilder text = new StringBuilder(HEAD);
    String before = "";
    for (int d = 0; text.toString().lines().count() + 14 <= 200; d++) {
      text.append(
          """
          deliverable part%d by studio%s {
            pays 5%% of price from client
            due 14 days after %s, grace 2 days
            fact mockups: document
            fact screens "How many screens?": 0..50
            fact score "Which score?": 0..100 by lab within 2 days, silence means as claimed
            fact signoff "Is every page shown?": yes|no by client within 5 days, silence means yes
            require "enough screens" screens at least 8
            require "complete" signoff is yes
            award 85%% when score at least 75
            award 100%% when score at least 90
            penalty "late" gives client 1%% of pay per started day late, at most 10%% of pay
          }
          """
              .formatted(
                  d,
                  before.isEmpty() ? "" : " after " + before,
                  before.isEmpty() ? "start" : before));
      before = "part" + d;
    }
    while (text.toString().lines().count() < 200) {
      text.append("// a remark\n");
    }
    return text.toString();
  }

  /**
   * A fine text of so many lines: a small agreement up to 199, else twelve deliverables and, since
   * there cannot be many more, scenarios.
   */
  static String ofLines(int lines) {
    StringBuilder text = new StringBuilder(lines < 200 ? example("logo.oath") : twoHundredLines());
    if (lines < 200) {
      text.setLength(text.indexOf("\nscenario ") + 1);
    }
    int have = (int) text.toString().lines().count();
    for (int i = 0; have + 5 <= lines && lines >= 200; i++, have += 5) {
      text.append(
          """
          scenario "number %d" {
            given price = %d USDC
            studio delivers part0 {mockups "m.pdf", screens 9, score 92} %d hours after start
            client answers part0.signoff yes after 1 day
          }
          """
              .formatted(i, 1_000 + i, 1 + i % 300));
    }
    for (; have < lines; have++) {
      text.append("// a remark\n");
    }
    return text.toString();
  }

  /**
   * A text bound to the least value of each parameter.
   *
   * @throws IllegalStateException if it has errors
   */
  static Bound bind(String text) {
    Compiler.Checked checked = Compiler.check(SourceText.of("measured", text));
    Agreement agreement =
        checked
            .agreement()
            .orElseThrow(() -> new IllegalStateException(checked.diagnostics().toString()));
    List<BigInteger> least = RehearsalBindings.leastParameters(agreement);
    Bindings bindings = RehearsalBindings.of(agreement, least);
    return switch (FromAgreement.compile(agreement, bindings, Custody.L1)) {
      case FromAgreement.Result.Compiled compiled ->
          new Bound(agreement, bindings, compiled.terms());
      case FromAgreement.Result.Refused refused ->
          throw new IllegalStateException(refused.refusals().toString());
    };
  }
}
