package org.horkos.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Amounts;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.analysis.ProseCheck;
import org.horkos.dsl.scenario.Scenario;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.DiagnosticText;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.SourceText;
import org.junit.jupiter.api.Test;

class CompilerTest {
  private static final Agreement WEBSITE =
      Compiler.check(Examples.website()).agreement().orElseThrow();

  private static Agreement accepted(String text) {
    SourceText source = SourceText.of("text", text);
    Compiler.Checked checked = Compiler.check(source);
    assertThat(DiagnosticText.of(source, checked.diagnostics())).isEmpty();
    return checked.agreement().orElseThrow();
  }

  @Test
  void clausesThatStandOnceAreReplacedAndOthersAddUp() {
    Agreement agreement =
        accepted(
            Examples.website()
                .text()
                .replace(
                    "  require \"complete\"",
                    "  missed 30 days after due\n  bond 5% of pay by studio\n  require \"complete\""));
    Deliverable design = agreement.deliverables().get(0);
    Deliverable launch = agreement.deliverables().get(1);
    assertThat(design.missed()).isEqualTo(new Moment(Moment.Event.DUE, 0, 30 * 86_400));
    assertThat(design.missedGives()).isEmpty();
    assertThat(launch.missed().offsetSeconds()).isEqualTo(21 * 86_400);
    assertThat(launch.missedGives()).hasSize(1);
    List<BigInteger> price = List.of(BigInteger.valueOf(5_000_000_000L));
    assertThat(Amounts.of(design, price).lots().getFirst())
        .as("25% of 2,000")
        .isEqualTo(BigInteger.valueOf(500_000_000L));
  }

  @Test
  void severalPayersBondAndReceiveInProportion() {
    Agreement agreement =
        accepted(
            Examples.website()
                .text()
                .replace("party studio", "party studio\nparty sponsor")
                .replace(
                    "pays 60% of price from client",
                    "pays 20% of price from client and 40% of price from sponsor"));
    Deliverable launch = agreement.deliverables().get(1);
    Amounts amounts = Amounts.of(launch, List.of(BigInteger.valueOf(5_000_000_000L)));
    assertThat(amounts.pays())
        .map(BigInteger::longValue)
        .containsExactly(1_000_000_000L, 2_000_000_000L);
    assertThat(amounts.lots())
        .map(BigInteger::longValue)
        .containsExactly(600_000_000L, 100_000_000L, 200_000_000L);
    assertThat(launch.missedGives()).hasSize(2);
    assertThat(launch.missedGives().stream().map(g -> amounts.floored(g.amount()).longValue()))
        .containsExactly(100_000_000L, 200_000_000L);
  }

  @Test
  void whatTheTextDoesNotSayHasItsDefault() {
    Agreement bounty = Compiler.check(Examples.bounty()).agreement().orElseThrow();
    assertThat(bounty.deliverables().getFirst().attempts()).isEqualTo(1);
    assertThat(bounty.fundedWithinSeconds()).isEqualTo(7 * 86_400);
    assertThat(
            accepted(
                    Examples.bounty()
                        .text()
                        .replace("party sponsor", "funded within 36 hours\nparty sponsor"))
                .fundedWithinSeconds())
        .isEqualTo(36 * 3_600);
  }

  @Test
  void aNamedValueMeansWhatItIsMadeOf() {
    Agreement named =
        accepted(
            Examples.website()
                .text()
                .replace("party client\n", "let share = 40% of price\nparty client\n")
                .replace("pays 40% of price", "pays share"));
    assertThat(named.deliverables()).isEqualTo(WEBSITE.deliverables());
  }

  @Test
  void businessDaysCanLastLongerThanSoManyDays() {
    String text =
        """
        agreement X version 1
        token EUR decimals 2
        party a
        party b
        calendar berlin {
          weekend saturday and sunday
          until 2099-12-31
        }
        deliverable d by b {
          pays 1_000 EUR from a
          bond 20% of pay by b
          due 14 days after start
          missed 20 DAYS after due
          penalty "late" gives a 5% of b.bond per started day late
        }
        """;
    accepted(
        text.replace("DAYS", "days")
            .replace(
                "calendar berlin {\n  weekend saturday and sunday\n  until 2099-12-31\n}\n", ""));
    assertThat(
            Compiler.check(SourceText.of("text", text.replace("DAYS", "business days in berlin")))
                .diagnostics())
        .extracting(message -> message.code())
        .containsExactly(DiagnosticCode.LOT_OVERDRAWN);
  }

  private static List<DiagnosticCode> errors(String text) {
    return Compiler.check(SourceText.of("text", text)).diagnostics().stream()
        .filter(message -> message.severity() == Diagnostic.Severity.ERROR)
        .map(Diagnostic::code)
        .toList();
  }

  @Test
  void noNumberOfWarningsHidesAMistake() {
    String prose = "\"" + "7 ".repeat(300) + "\"";
    String many =
        Examples.website().text().replaceFirst("\"Silence[^\"]*\"", prose)
            + "scenario \"x\" {\n  nobody delivers nothing {}\n}\n";
    assertThat(errors(many)).isNotEmpty();
    assertThat(errors(many.replace(prose, "\"\""))).hasSameSizeAs(errors(many));
  }

  @Test
  void noNumberOfMistakesHidesThatThereAreSome() {
    assertThat(errors("agreement A version 1\n" + "The client pays $500.\n".repeat(1_000)))
        .hasSize(Diagnostics.MAXIMUM);
  }

  @Test
  void whatL1CannotExecuteAgainIsRefusedWithItsSize() {
    String others = " or screens at least 2".repeat(8);
    String rules =
        IntStream.rangeClosed(1, 60)
            .mapToObj(i -> "  require \"r" + i + "\" screens at least 1" + others + "\n")
            .collect(Collectors.joining());
    String text = Examples.website().text();
    int at = text.indexOf("deliverable design");
    int end = text.indexOf("}", at);
    List<Diagnostic> found =
        Compiler.check(SourceText.of("text", text.substring(0, end) + rules + text.substring(end)))
            .diagnostics();
    assertThat(found)
        .filteredOn(message -> message.code() == DiagnosticCode.TOO_MANY)
        .singleElement()
        .satisfies(message -> assertThat(message.message()).contains("`design`"));
  }

  @Test
  void theHashOfTheTextIsThatOfItsBytes() {
    assertThat(WEBSITE.textHash()).isEqualTo(Examples.website().hash());
    assertThat(accepted(Examples.website().text() + "// more\n").textHash())
        .isNotEqualTo(WEBSITE.textHash());
  }

  @Test
  void proseShowsValuesOfTheTerms() {
    assertThat(ProseCheck.filled(WEBSITE))
        .isEqualTo(Optional.of("Silence for 5 days counts as sign-off."));
  }

  @Test
  void proseShowsBusinessDaysAndMoments() {
    String text =
        """
        agreement Biz version 1
        "{a.k.within}; {a.challenge}; {a.grace}; due {a.due} or {a.missed}; then {b.due}, {b.missed}."
        token EUR decimals 2
        party client
        party artist
        calendar town {
          weekend saturday and sunday
          until 2099-12-31
        }
        deliverable a by artist {
          pays 500 EUR from client
          due 14 days after start, grace 2 business days
          missed 9 business days after due
          decision k: yes|no by client within 5 business days, silence means yes
          require "k" k is yes
        }
        deliverable b by artist after a {
          pays 500 EUR from client
          due 2 days after a
          missed 2030-03-01
        }
        """;
    assertThat(Compiler.check(SourceText.of("text", text)).agreement().flatMap(ProseCheck::filled))
        .contains(
            "5 business days in town; 0 days; 2 business days in town;"
                + " due 14 days after start or 9 business days in town after a is due;"
                + " then 2 days after the end of a, 2030-03-01.");
  }

  @Test
  void scenariosAreGivenInWordsAndIndexes() {
    List<Scenario> scenarios = Compiler.check(Examples.bounty()).scenarios();
    Scenario first = scenarios.getFirst();
    assertThat(first.start()).isEqualTo(1_798_761_600L);
    assertThat(first.parameters()).containsExactly(new BigInteger("3000000000000000000000"));
    assertThat(first.steps().get(0))
        .isInstanceOfSatisfying(
            Scenario.Step.Act.class,
            act -> {
              assertThat(act.when()).isEqualTo(new Scenario.Placement.After(2 * 86_400));
              assertThat(act.action()).isEqualTo(new Scenario.Action.Join(1));
            });
    assertThat(first.steps().get(2))
        .isInstanceOfSatisfying(
            Scenario.Step.Act.class,
            act ->
                assertThat(act.action())
                    .isEqualTo(
                        new Scenario.Action.Answer(
                            new Scenario.Actor(true, 0), 0, 1, BigInteger.valueOf(385))));
    assertThat(scenarios.stream().map(Scenario::name).collect(Collectors.toSet()))
        .hasSize(scenarios.size());
  }

  @Test
  void awardsAreComparedInAllCasesTheFactsCanTellApart() {
    SourceText source =
        SourceText.of(
            "awards",
            Examples.website()
                .text()
                .replace(
                    "award 85% when lighthouse at least 75 and defects at most 3",
                    "award 85% when lighthouse above 89 and defects below 1"));
    assertThat(Compiler.check(source).diagnostics())
        .extracting(d -> d.code().name())
        .containsExactly("USELESS_AWARD");
  }
}
