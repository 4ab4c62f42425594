package org.horkos.engine.verdict;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Pot;

/**
 * What a deliverable's facts are worth, in base units.
 *
 * @param award what the rules give of the pay, before the penalties that come out of it
 * @param penalties what is taken, in program order; entries of 0 are left out
 * @param failedRequires indexes of the requires that do not hold, ascending
 * @param value what an entry is worth in its contest, 0 to {@link #MOST_VALUE}; it counts if the
 *     entry is kept
 * @param asks numbers of the groups of facts that are asked for, ascending
 * @param records points that parties get; they move no money; entries of 0 are left out
 */
public record Verdict(
    BigInteger award,
    List<Penalty> penalties,
    List<Integer> failedRequires,
    BigInteger value,
    List<Integer> asks,
    List<Points> records) {
  /** {@link Penalty#pot()} of a penalty that comes out of the award. */
  public static final int FROM_AWARD = 0;

  /**
   * A penalty that asks for more base units counts as this: far above any pot, and small enough
   * that L1 computes with it in 256 bits.
   */
  public static final BigInteger MOST_PENALTY =
      BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);

  /** An entry that is worth more counts as this much: its leaf has 128 bits for it. */
  public static final BigInteger MOST_VALUE =
      BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);

  /** Points beyond this, up or down, count as this much. */
  public static final BigInteger MOST_POINTS = BigInteger.ONE.shiftLeft(31);

  public Verdict {
    penalties = List.copyOf(penalties);
    failedRequires = List.copyOf(failedRequires);
    asks = List.copyOf(asks);
    records = List.copyOf(records);
  }

  /**
   * A verdict that values no entry, asks for nothing and records nothing.
   *
   * @param award base units
   * @param penalties in program order
   * @param failedRequires ascending
   */
  public Verdict(BigInteger award, List<Penalty> penalties, List<Integer> failedRequires) {
    this(award, penalties, failedRequires, BigInteger.ZERO, List.of(), List.of());
  }

  /**
   * The verdict of what was reached: docs/protocol/rule-program.md, "The verdict". The one place
   * where amounts are limited to what there is.
   *
   * @param part the deliverable's terms
   * @param parties how many parties the agreement has
   * @param reached what an evaluator found; may be anything
   */
  public static Verdict compose(DeliverableTerms part, int parties, Reached reached) {
    BigInteger award =
        reached.failedRequires().isEmpty()
            ? reached.award().max(BigInteger.ZERO).min(part.pay())
            : BigInteger.ZERO;
    BigInteger asked = BigInteger.ZERO;
    for (Reached.Penalty penalty : reached.penalties()) {
      if (penalty.pot() == FROM_AWARD && counts(penalty, part, parties)) {
        asked = asked.add(counted(penalty));
      }
    }
    List<BigInteger> left = new ArrayList<>(part.lots().stream().map(Pot::amount).toList());
    List<Penalty> penalties = new ArrayList<>();
    for (Reached.Penalty penalty : reached.penalties()) {
      if (!counts(penalty, part, parties)) {
        continue;
      }
      BigInteger amount = counted(penalty);
      if (penalty.pot() != FROM_AWARD) {
        BigInteger lot = left.get(penalty.pot() - 1);
        amount = amount.min(lot);
        left.set(penalty.pot() - 1, lot.subtract(amount));
      } else if (asked.compareTo(award) > 0) {
        amount = award.multiply(amount).divide(asked);
      }
      if (amount.signum() > 0) {
        penalties.add(new Penalty(penalty.rule(), penalty.to(), penalty.pot(), amount));
      }
    }
    return new Verdict(
        award,
        penalties,
        List.copyOf(new TreeSet<>(reached.failedRequires())),
        reached.value().max(BigInteger.ZERO).min(MOST_VALUE),
        List.copyOf(new TreeSet<>(reached.asks())),
        records(reached, parties));
  }

  private static List<Points> records(Reached reached, int parties) {
    List<Points> records = new ArrayList<>();
    for (Reached.Points record : reached.records()) {
      long points = record.points().max(MOST_POINTS.negate()).min(MOST_POINTS).longValueExact();
      if (record.to() < parties && points != 0) {
        records.add(new Points(record.rule(), record.to(), points));
      }
    }
    return records;
  }

  /** Whether a penalty takes something from a pot that exists, for a party that exists. */
  private static boolean counts(Reached.Penalty penalty, DeliverableTerms part, int parties) {
    return penalty.amount().signum() > 0
        && penalty.to() < parties
        && penalty.pot() <= part.lots().size();
  }

  private static BigInteger counted(Reached.Penalty penalty) {
    return penalty.amount().min(MOST_PENALTY);
  }

  /** What of the award the performer keeps: the award without the penalties that come out of it. */
  public BigInteger performerGets() {
    BigInteger left = award;
    for (Penalty penalty : penalties) {
      if (penalty.pot() == FROM_AWARD) {
        left = left.subtract(penalty.amount());
      }
    }
    return left;
  }

  /**
   * A penalty.
   *
   * @param rule its number in the program
   * @param to the receiving party
   * @param pot {@link #FROM_AWARD}, or 1 + the index of the lot it comes from
   * @param amount base units, above 0
   */
  public record Penalty(int rule, int to, int pot, BigInteger amount) {}

  /**
   * Points that a party gets for a record, to be used later.
   *
   * @param rule the record's number in the program
   * @param to the party that gets them
   * @param points -2^31 to 2^31, not 0
   */
  public record Points(int rule, int to, long points) {}
}
