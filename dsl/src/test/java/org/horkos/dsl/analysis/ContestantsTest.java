package org.horkos.dsl.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.SourceText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both sides can contest what is stated, and stand by what a neutral says. */
class ContestantsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "studio, client | ok: yes#no                                                   | ",
        "studio         | ok: yes#no                                                   | client",
        "studio, third  | ok: yes#no                                                   | client",
        "studio, client | ok: yes#no by lab within 5 days, silence means yes           | ",
        "studio         | ok: yes#no by lab within 5 days, silence means yes           | client",
        "client         | ok: yes#no by lab within 5 days, silence means yes           | studio",
        "client, third  | ok: yes#no by client within 5 days, silence means yes        | studio",
        "client, studio | ok: yes#no by client within 5 days, silence means yes        | ",
        "studio, third  | ok: yes#no by lab within 5 days, silence means as claimed    | client",
      })
  void whoeverHasNoBondIsToldOf(String owners, String fact, String lacks) {
    assertThat(told(owners, "100 USDC from client", fact)).isEqualTo(Optional.ofNullable(lacks));
  }

  @Test
  void eachPayerHasABond() {
    String pays = "100 USDC from client and 1 USDC from third";
    assertThat(told("studio, third", pays, "ok: yes#no")).contains("client");
    assertThat(told("studio, client", pays, "ok: yes#no")).contains("third");
    assertThat(told("studio, client, third", pays, "ok: yes#no")).isEmpty();
  }

  /** Who lacks a bond. */
  private static Optional<String> told(String owners, String pays, String fact) {
    StringBuilder bonds = new StringBuilder();
    for (String owner : owners.split(", ")) {
      bonds.append("  bond 20 USDC by ").append(owner.strip()).append('\n');
    }
    String text =
        """
        agreement Tried version 1
        token USDC decimals 6
        party client
        party studio
        party third
        attestor lab
        court quality {
          draws 3, evidence 3 days, commit 2 days, reveal 1 day
          loser forfeits 30%% of bond {winner 60%%, court 30%%, burn 10%%}
        }
        deliverable page by studio {
          pays %s
        %s  due 10 days after start
          missed 20 days after due
          challenge within 3 days, judged by quality
          fact %s
          require "ok" ok is yes
        }
        """
            .formatted(pays, bonds, fact.replace("ok: yes#no", "ok \"Is it?\": yes|no"));
    List<Diagnostic> errors =
        Compiler.check(SourceText.of("tried", text)).diagnostics().stream()
            .filter(d -> d.severity() == Diagnostic.Severity.ERROR)
            .toList();
    assertThat(errors).allMatch(error -> error.code().code().equals("O1350"));
    assertThat(errors).hasSizeLessThan(2);
    return errors.stream()
        .map(error -> error.hint().orElseThrow())
        .map(hint -> hint.replaceAll(".* by ([a-z]+)`$", "$1"))
        .findFirst();
  }
}
