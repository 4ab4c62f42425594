package org.horkos.dsl.analysis;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Deliverable.Source;
import org.horkos.dsl.agreement.Quantity;
import org.horkos.dsl.agreement.TypedText;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.syntax.Declaration;
import org.horkos.dsl.value.Fraction;

/** Warns of times and bonds below the floors of a policy, and names the attack that they invite. */
final class FloorCheck {
  private final TypedText text;
  private final Policy policy;
  private final Budget budget;
  private final Diagnostics diagnostics;
  private final Set<Integer> courts = new HashSet<>();

  FloorCheck(TypedText text, Policy policy, Budget budget, Diagnostics diagnostics) {
    this.text = text;
    this.policy = policy;
    this.budget = budget;
    this.diagnostics = diagnostics;
  }

  /** Every deliverable, and every court that judges one. */
  void check() {
    for (int i = 0; i < text.deliverables().size(); i++) {
      TypedText.Places places = text.places().get(i);
      text.deliverables().get(i).ifPresent(deliverable -> check(deliverable, places));
    }
  }

  private void check(Deliverable deliverable, TypedText.Places places) {
    idle(deliverable, places);
    for (int i = 0; i < deliverable.facts().size(); i++) {
      if (deliverable.facts().get(i).source() instanceof Source.Other other) {
        time(
            other.withinSeconds(),
            policy.answerSeconds(),
            places.facts().get(i),
            "the time to state `" + deliverable.facts().get(i).name() + "`",
            "whoever is asked may be asleep, and one can wait for that: silence then decides");
      }
    }
    if (deliverable.facts().stream().noneMatch(Deliverable.Fact::contestable)
        || deliverable.court() == Deliverable.NO_COURT) {
      return;
    }
    time(
        deliverable.challengeSeconds(),
        policy.challengeSeconds(),
        places.challenge(),
        "the window of a challenge",
        "a false statement, made at night or on a holiday, stands before anybody has looked at it");
    bonds(deliverable, places);
    if (courts.add(deliverable.court())) {
      court(deliverable.court());
    }
  }

  private void court(int index) {
    Agreement.Court court = text.frame().courts().get(index);
    Span span =
        text.resolution().courts().stream()
            .filter(declared -> declared.name().text().equals(court.name()))
            .findFirst()
            .map(Declaration.Court::name)
            .orElseThrow()
            .span();
    time(
        court.evidenceSeconds(),
        policy.evidenceSeconds(),
        span,
        "the time for evidence",
        "nobody can stand by what an attestor said, so any claim against it is found");
    List<Long> ballots = List.of(court.commitSeconds(), court.revealSeconds());
    for (long seconds : ballots) {
      time(
          seconds,
          policy.ballotSeconds(),
          span,
          "the time to commit or to reveal a ballot",
          "arbitrators are silent without wanting to be, and the few who are awake decide");
    }
    if (court.appeals() > 0) {
      time(
          court.appealSeconds(),
          policy.ballotSeconds(),
          span,
          "the time to appeal",
          "a bought ruling is final before the other side has seen it");
    }
    if (court.courtBps() == 0) {
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.UNPAID_COURT,
                  span,
                  "nothing of what the loser forfeits goes to `"
                      + court.name()
                      + "`: only a court without fees could be bound, and nobody is paid to look at"
                      + " a dispute")
              .hint("let the court have a part, as in `{winner 60%, court 30%, burn 10%}`"));
    }
    if (court.forfeitBps() < policy.forfeitBps()) {
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.SMALL_BOND,
                  span,
                  "who is wrong before `"
                      + court.name()
                      + "` forfeits less than "
                      + percent(policy.forfeitBps())
                      + "% of the bond: a false statement is worth a try each time")
              .hint("let the loser forfeit more"));
    }
  }

  private static String percent(int bps) {
    return BigDecimal.valueOf(bps, 2).stripTrailingZeros().toPlainString();
  }

  private void time(long seconds, long floor, Span span, String what, String attack) {
    if (seconds < floor) {
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.SHORT_TIME,
                  span,
                  what
                      + " is "
                      + ProseCheck.span(seconds)
                      + ", less than "
                      + ProseCheck.span(floor)
                      + ": "
                      + attack)
              .hint("give at least " + ProseCheck.span(floor)));
    }
  }

  /** A bond from which no rule, no miss and no ruling takes anything deters nobody. */
  private void idle(Deliverable deliverable, TypedText.Places places) {
    boolean contested = deliverable.facts().stream().anyMatch(Deliverable.Fact::contestable);
    if (deliverable.pays().isEmpty()) {
      return; // something has to be at stake in a deliverable
    }
    for (int i = 0; i < deliverable.lots().size(); i++) {
      int lot = i;
      boolean taken =
          deliverable.penalties().stream().anyMatch(p -> p.fromLot().equals(Optional.of(lot)))
              || deliverable.missedGives().stream().anyMatch(g -> g.fromLot() == lot)
              || deliverable.failedGives().stream().anyMatch(g -> g.fromLot() == lot);
      if (!taken && !contested) {
        String owner = text.frame().parties().get(deliverable.lots().get(i).owner()).name();
        diagnostics.add(
            Diagnostic.of(
                    DiagnosticCode.SMALL_BOND,
                    places.lots().get(i),
                    "nothing is ever taken from the bond of `"
                        + owner
                        + "`: it comes back whatever happens")
                .hint(
                    "say what it is for, as in `missed 21 days after due gives … 100% of "
                        + owner
                        + ".bond`, or leave it out"));
      }
    }
  }

  private void bonds(Deliverable deliverable, TypedText.Places places) {
    if (deliverable.pays().isEmpty()) {
      return;
    }
    Quantity floor =
        new Quantity.Product(
            List.of(
                new Quantity.Constant(Fraction.of(policy.bondBps(), 10_000)), new Quantity.Pay()));
    Bounds bounds = new Bounds(text.frame().parameters(), deliverable, budget);
    for (int i = 0; i < deliverable.lots().size(); i++) {
      // A unit more, since the lot is floored.
      Quantity lot =
          new Quantity.Sum(List.of(new Quantity.Lot(i), new Quantity.Constant(Fraction.ONE)));
      if (!bounds.neverAbove(floor, lot)) {
        String owner = text.frame().parties().get(deliverable.lots().get(i).owner()).name();
        diagnostics.add(
            Diagnostic.of(
                    DiagnosticCode.SMALL_BOND,
                    places.lots().get(i),
                    "the bond of `"
                        + owner
                        + "` can be less than "
                        + percent(policy.bondBps())
                        + "% of the pay: a false statement, or a challenge that only freezes the"
                        + " pay, costs next to nothing")
                .hint("raise it, best as a share of the pay"));
      }
    }
  }
}
