package org.horkos.dsl.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.resolution.Resolution;
import org.horkos.dsl.resolution.Resolution.ResolvedDeliverable;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.syntax.Clause;
import org.horkos.dsl.syntax.Declaration;
import org.horkos.dsl.value.Fraction;

/**
 * Types contests. A contest is a deliverable that nobody delivers: its pay is shared out among the
 * entries that rank in it.
 */
final class ContestTyping {
  /** The most places. */
  static final int MOST_PLACES = 16;

  private final Agreement frame;
  private final Resolution resolution;
  private final Money money;
  private final Diagnostics diagnostics;

  ContestTyping(Agreement frame, Resolution resolution, Money money, Diagnostics diagnostics) {
    this.frame = frame;
    this.resolution = resolution;
    this.money = money;
    this.diagnostics = diagnostics;
  }

  /** A contest as a deliverable; empty if something in it is wrong, which then is reported. */
  Optional<Deliverable> typed(int index, List<Outlier> outliers) {
    Declaration.Contest contest = resolution.contests().get(index);
    Span name = contest.name().span();
    AmountTyping amounts =
        new AmountTyping(frame, resolution.scope(), money, outliers, diagnostics);
    LockedMoney locked = new LockedMoney(amounts, resolution.scope(), diagnostics);
    amounts.stakes().rolesAre(-1, List.of());
    amounts.payIsWritten(true);
    contest.pays().forEach(locked::pays);
    Optional<List<Integer>> places = places(contest);
    Optional<int[]> entries = entries(contest);
    if (locked.whole() && locked.pays().isEmpty()) {
      report(name, "there is nothing to win", "add `pays 10_000 USDC from sponsor`");
    }
    for (Deliverable.Pay pay : locked.pays()) {
      Agreement.Party payer = frame.parties().get(pay.payer());
      if (payer.openForSeconds().isPresent()) {
        report(
            name,
            "`" + payer.name() + "` may never join, and the contest would have no prize",
            "let a named party pay");
      }
    }
    if (!locked.whole() || locked.pays().isEmpty() || places.isEmpty() || entries.isEmpty()) {
      return Optional.empty();
    }
    Moment start = new Moment(Moment.Event.START, 0, 0);
    Clauses clauses =
        new ClausesBuilder()
            .contest(
                new Clauses.Contest(
                    contest.shares(), places.get(), entries.get()[0], entries.get()[1]))
            .build();
    return Optional.of(
        new Deliverable(
            contest.name().text(),
            locked.pays().getFirst().payer(),
            Optional.empty(),
            locked.pays(),
            List.of(),
            start,
            0,
            start,
            List.of(),
            List.of(),
            0,
            Deliverable.NO_COURT,
            1,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            clauses));
  }

  /** Where its parts stand. */
  TypedText.Places places(int index) {
    Declaration.Contest contest = resolution.contests().get(index);
    Span name = contest.name().span();
    List<Span> pays =
        contest.pays().stream()
            .flatMap(clause -> clause.parts().stream())
            .map(part -> part.amount().span())
            .toList();
    List<Span> none = List.of();
    return new TypedText.Places(
        name, pays, none, name, name, none, none, name, none, none, none, none, none);
  }

  private Optional<List<Integer>> places(Declaration.Contest contest) {
    Span name = contest.name().span();
    if (contest.shares() == !contest.places().isEmpty()) {
      report(
          name,
          contest.shares()
              ? "its pay is shared out in proportion or by places, not both"
              : "how its pay is shared out is not said",
          "write `place 1 50% place 2 30%`, or `shares` for a share in proportion to each value");
      return Optional.empty();
    }
    List<Integer> bps = new ArrayList<>();
    Fraction sum = Fraction.ZERO;
    for (Declaration.Place place : contest.places()) {
      Fraction points = place.percent().value().times(Fraction.of(10_000));
      boolean next = place.place().value().equals(Fraction.of(bps.size() + 1L));
      if (!next || !points.isInteger() || points.signum() == 0) {
        report(
            place.span(),
            next ? "this share is nothing, or too fine" : "places are numbered from 1 upwards",
            next ? "write at most two decimals" : "write `place " + (bps.size() + 1) + " …`");
        return Optional.empty();
      }
      sum = sum.plus(place.percent().value());
      bps.add(points.numerator().min(java.math.BigInteger.valueOf(10_000)).intValueExact());
    }
    if (sum.compareTo(Fraction.ONE) > 0 || bps.size() > MOST_PLACES) {
      report(
          name,
          sum.compareTo(Fraction.ONE) > 0
              ? "its places get more than all of its pay"
              : "it has more than " + MOST_PLACES + " places",
          "let the places sum up to at most 100%");
      return Optional.empty();
    }
    return Optional.of(bps);
  }

  /** The first of its entries and how many there are; they must follow each other. */
  private Optional<int[]> entries(Declaration.Contest contest) {
    int first = -1;
    int count = 0;
    boolean gap = false;
    for (int i = 0; i < resolution.deliverables().size(); i++) {
      ResolvedDeliverable deliverable = resolution.deliverables().get(i);
      boolean ranks =
          deliverable
              .one(Clause.Ranks.class)
              .filter(clause -> clause.contest().text().equals(contest.name().text()))
              .isPresent();
      if (ranks) {
        first = first < 0 ? i : first;
        gap |= i != first + count;
        count++;
      }
    }
    if (count == 0 || gap) {
      report(
          contest.name().span(),
          count == 0 ? "nothing is ranked in this contest" : "its entries do not stand together",
          count == 0
              ? "add a clause `ranks score in " + contest.name().text() + "` to a deliverable"
              : "declare them one behind the other");
      return Optional.empty();
    }
    return Optional.of(new int[] {first, count});
  }

  private void report(Span span, String message, String hint) {
    diagnostics.add(Diagnostic.of(DiagnosticCode.BAD_CONTEST, span, message).hint(hint));
  }
}
