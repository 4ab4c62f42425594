package org.horkos.engine.lifecycle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.backend.terms.Clauses;
import org.horkos.dsl.backend.terms.Clauses.Contest;
import org.horkos.dsl.backend.terms.Clauses.Owes;

/** Clauses on money that is owed, and on contests and entries. */
public final class MoneyClauses {
  private MoneyClauses() {}

  /** Money is owed; with a rest of the deliverable before, if there is one. */
  public static Clauses owes(Optional<Integer> carriesFrom, List<Owes> owes) {
    return clauses(owes, carriesFrom, Optional.empty(), Optional.empty());
  }

  /** An entry of a contest. */
  public static Clauses entry(int contest) {
    return clauses(List.of(), Optional.empty(), Optional.of(contest), Optional.empty());
  }

  /** The same clauses for an entry of a contest. */
  public static Clauses entry(Clauses clauses, int contest) {
    return new Clauses(
        clauses.measuredBy(),
        clauses.excuse(),
        clauses.byItself(),
        clauses.afterAnyEnd(),
        clauses.mayEnd(),
        clauses.endsAll(),
        clauses.owes(),
        clauses.carriesFrom(),
        clauses.calendar(),
        Optional.of(contest),
        clauses.contest(),
        clauses.asked());
  }

  /** Money is owed, and of these clauses what can stand beside. */
  static Clauses owing(Clauses clauses, List<Owes> owes, Optional<Integer> carriesFrom) {
    return new Clauses(
        Optional.empty(),
        Optional.empty(),
        false,
        clauses.afterAnyEnd() || carriesFrom.isPresent(),
        clauses.mayEnd(),
        clauses.endsAll(),
        owes,
        carriesFrom,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /** A contest. */
  public static Clauses contest(Contest contest) {
    return clauses(List.of(), Optional.empty(), Optional.empty(), Optional.of(contest));
  }

  private static Clauses clauses(
      List<Owes> owes,
      Optional<Integer> carriesFrom,
      Optional<Integer> entryOf,
      Optional<Contest> contest) {
    return new Clauses(
        Optional.empty(),
        Optional.empty(),
        false,
        carriesFrom.isPresent(),
        Optional.empty(),
        0,
        owes,
        carriesFrom,
        Optional.empty(),
        entryOf,
        contest,
        List.of());
  }

  /** What a performer may owe to others, one to three entries in one token. */
  static List<Owes> owes(Chance chance, int performer, int parties, int tokens) {
    int token = chance.between(0, tokens - 1);
    List<Owes> owes = new ArrayList<>();
    int howMany = chance.between(1, 3);
    int inTime = chance.between(0, howMany - 1);
    for (int i = 0; i < howMany; i++) {
      int to = (performer + chance.between(1, parties - 1)) % parties;
      owes.add(new Owes(to, token, chance.amount(), i != inTime && chance.oneIn(3)));
    }
    return owes;
  }

  /** How a contest may share out its pay among these entries. */
  static Contest contest(Chance chance, int first, int count) {
    if (chance.oneIn(2)) {
      return new Contest(Contest.Mode.SHARES, first, count, List.of());
    }
    List<Integer> bps = new ArrayList<>();
    int left = 10_000;
    for (int place = chance.between(1, 3); place > 0; place--) {
      int its = chance.between(0, left);
      bps.add(its);
      left -= its;
    }
    return new Contest(Contest.Mode.PLACES, first, count, bps);
  }

  /** How much may be paid of what is still owed: mostly all of it or a part. */
  public static BigInteger payment(Chance chance, BigInteger left) {
    return switch (chance.between(0, 6)) {
      case 0, 1, 2 -> left;
      case 3 -> left.add(BigInteger.valueOf(chance.between(-1, 1)));
      case 4 -> BigInteger.ZERO;
      default -> left.divide(BigInteger.valueOf(chance.between(2, 4)));
    };
  }
}
