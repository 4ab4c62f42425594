package org.horkos.dsl.foresight;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Amounts;
import org.horkos.dsl.agreement.Clauses;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Moment;

/**
 * What money that is owed brings a party, or costs it. What is carried over is looked at together:
 * what is missed moves nothing until something that it was carried to is paid, which settles all of
 * it, or until the last is missed.
 */
final class Debts {
  private static final BigInteger ZERO = BigInteger.ZERO;

  private final Agreement agreement;

  /** For each deliverable what it owes, in the text's order. */
  private final List<List<BigInteger>> owed = new ArrayList<>();

  Debts(Agreement agreement, List<BigInteger> parameters) {
    this.agreement = agreement;
    for (Deliverable one : agreement.deliverables()) {
      Amounts amounts = Amounts.of(one, parameters);
      owed.add(
          one.clauses().owes().stream()
              .map(owes -> amounts.floored(owes.amount()).max(ZERO))
              .toList());
    }
  }

  /**
   * What a party ends with of debts.
   *
   * @param amount base units
   * @param exact whether that can be
   */
  record Share(BigInteger amount, boolean exact) {}

  boolean owes(int deliverable) {
    return !owed.get(deliverable).isEmpty();
  }

  /** To what the rest of a missed debt is carried. */
  Optional<Integer> carrier(int deliverable) {
    for (int i = 0; i < agreement.deliverables().size(); i++) {
      if (carriesFrom(i).filter(from -> from == deliverable).isPresent()) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private Optional<Integer> carriesFrom(int deliverable) {
    return agreement.deliverables().get(deliverable).clauses().carriesFrom();
  }

  /**
   * All of a debt is paid, with what was carried to it.
   *
   * @param first the first debt that was missed and carried on and on to the last; or the last
   */
  Share paid(int first, int last, int party, int token, boolean most) {
    Run run = run(first, last);
    if (run.none(party, token)) {
      return new Share(ZERO, true);
    }
    if (run.performer() == party) {
      // To pay little is the most that the one who owes can end with.
      return new Share((most ? run.least(-1) : run.most(-1)).negate(), run.certain());
    }
    boolean alone = run.all(party);
    if (alone || first == last) {
      return new Share(most ? run.most(party) : run.least(party), run.certain());
    }
    // What is carried goes to whoever is first where it is paid; when it is paid is not looked at.
    if (most) {
      return new Share(run.first(party) ? run.most(-1) : run.most(party), false);
    }
    return new Share(run(last, last).least(party), false);
  }

  /** The last is missed too, or cut short: all but a unit may have been paid, or nothing. */
  Share unpaid(int first, int last, int party, int token, boolean most) {
    Run run = run(first, last);
    boolean owes = run.performer() == party;
    if (run.none(party, token) || owes == most) {
      return new Share(ZERO, true);
    }
    BigInteger all = run.most(-1).subtract(BigInteger.ONE).max(ZERO);
    if (owes) {
      return new Share(all.negate(), run.certain());
    }
    return run.all(party)
        ? new Share(all, run.certain())
        : new Share(run.first(party) && first != last ? all : all.min(run.most(party)), false);
  }

  private Run run(int first, int last) {
    List<Integer> links = new ArrayList<>(List.of(last));
    while (links.getFirst() != first) {
      links.addFirst(carriesFrom(links.getFirst()).orElseThrow());
    }
    return new Run(links);
  }

  /** Debts each of which is carried to the next. */
  private final class Run {
    private final List<Integer> links;

    Run(List<Integer> links) {
      this.links = links;
    }

    private Deliverable link(int number) {
      return agreement.deliverables().get(links.get(number));
    }

    int performer() {
      return link(0).performer();
    }

    /** Whether nothing of it is a party's, or of that token. */
    boolean none(int party, int token) {
      List<Clauses.Owes> owes = link(0).clauses().owes();
      return owes.isEmpty()
          || owes.getFirst().token() != token
          || performer() != party && !first(party) && most(party).signum() == 0;
    }

    boolean all(int party) {
      return links.stream()
          .flatMap(link -> agreement.deliverables().get(link).clauses().owes().stream())
          .allMatch(owes -> owes.to() == party);
    }

    /** Whether somebody gets first what is carried. */
    boolean first(int party) {
      return links.stream()
          .skip(1)
          .map(link -> agreement.deliverables().get(link).clauses().owes().getFirst())
          .anyMatch(owes -> owes.to() == party);
    }

    /** What is owed to a party at most, or to anybody for -1. */
    BigInteger most(int to) {
      return sum(to, 0, false);
    }

    /** What is owed at least: the last may be paid in time, but what is missed is late by then. */
    BigInteger least(int to) {
      BigInteger sum = sum(to, links.size() - 1, true);
      for (int i = 0; i < links.size() - 1; i++) {
        sum = sum.add(owed(i, to, !missedLate(i)));
      }
      return sum;
    }

    private BigInteger sum(int to, int from, boolean inTime) {
      BigInteger sum = ZERO;
      for (int i = from; i < links.size(); i++) {
        sum = sum.add(owed(i, to, inTime));
      }
      return sum;
    }

    private BigInteger owed(int number, int to, boolean inTime) {
      List<Clauses.Owes> owes = link(number).clauses().owes();
      BigInteger sum = ZERO;
      for (int i = 0; i < owes.size(); i++) {
        boolean counts = (to < 0 || owes.get(i).to() == to) && !(inTime && owes.get(i).whenLate());
        sum = counts ? sum.add(owed.get(links.get(number)).get(i)) : sum;
      }
      return sum;
    }

    /** Whether all that are missed are certainly late by then, if that matters. */
    boolean certain() {
      for (int i = 0; i < links.size(); i++) {
        boolean matters = link(i).clauses().owes().stream().anyMatch(Clauses.Owes::whenLate);
        if (matters && !missedLate(i)) {
          return false;
        }
      }
      return true;
    }

    private boolean missedLate(int number) {
      Deliverable one = link(number);
      Moment missed = one.missed();
      Moment due = one.due();
      boolean counted = one.clauses().business().isPresent();
      boolean ofDue = missed.event() == Moment.Event.DUE;
      boolean same = missed.event() == due.event() && missed.index() == due.index();
      long after = ofDue ? missed.offsetSeconds() : missed.offsetSeconds() - due.offsetSeconds();
      return !counted && (ofDue || same) && after > one.graceSeconds();
    }
  }
}
