package org.horkos.dsl.foresight;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.horkos.dsl.agreement.Amounts;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.value.Fraction;

/**
 * What a party ends with of the pay: what of it comes back to who paid, what penalties give out of
 * the award, and what they leave of it. The more is awarded the less comes back, so neither is
 * bounded alone: what comes of an award is looked at as a whole, for the awards between which it
 * bends.
 */
final class PaySplit {
  private static final BigInteger ZERO = BigInteger.ZERO;

  private final Deliverable deliverable;
  private final Amounts amounts;
  private final BigInteger pay;

  PaySplit(Deliverable deliverable, Amounts amounts) {
    this.deliverable = deliverable;
    this.amounts = amounts;
    this.pay = amounts.pay();
  }

  /**
   * Penalties that are for the same.
   *
   * @param asked what they ask for together, before it is cut to what there is
   * @param rules how many they are; flooring takes less than a unit of each
   */
  private record Penalties(Range asked, int rules) {}

  /**
   * What a party ends with, less what it paid in.
   *
   * @param award what is awarded
   * @param asked what each penalty asks for, also those out of a lot
   */
  Range net(Range award, List<Range> asked, int party) {
    Penalties its = penalties(asked, party, true);
    Penalties others = penalties(asked, party, false);
    if (award.single() && (certain(asked) || award.most().signum() == 0)) {
      return Range.of(net(award.least(), asked, party));
    }
    Back back = new Back(award, party);
    return deliverable.performer() == party
        ? performers(award, its, others, back)
        : others(award, its, others, back);
  }

  private boolean certain(List<Range> asked) {
    for (int i = 0; i < asked.size(); i++) {
      if (outOfPay(i) && !asked.get(i).single()) {
        return false;
      }
    }
    return true;
  }

  private boolean outOfPay(int penalty) {
    return deliverable.penalties().get(penalty).fromLot().isEmpty();
  }

  private Penalties penalties(List<Range> asked, int party, boolean own) {
    Range sum = Range.of(ZERO);
    int rules = 0;
    for (int i = 0; i < asked.size(); i++) {
      if (outOfPay(i) && deliverable.penalties().get(i).to() == party == own) {
        sum = sum.plus(asked.get(i));
        rules++;
      }
    }
    return new Penalties(sum, rules);
  }

  /** Who only gets penalties: together they are a concave function of the award. */
  private static Range others(Range award, Penalties its, Penalties others, Back back) {
    BigInteger bend = its.asked().most().add(others.asked().least());
    Fraction most =
        greatest(
            ends(award, bend),
            at -> share(at, its.asked().most(), others.asked().least()).plus(back.of(at)));
    Fraction least =
        least(
            ends(award),
            at -> share(at, its.asked().least(), others.asked().most()).plus(back.of(at)));
    return new Range(
        back.least(least, floored(award, its, others) ? its.rules() : 0), back.most(most, 0));
  }

  /** Who gets what penalties for others leave: a convex function of the award. */
  private static Range performers(Range award, Penalties its, Penalties others, Back back) {
    BigInteger bend = others.asked().most().add(its.asked().least());
    Fraction most =
        greatest(
            ends(award),
            at ->
                Fraction.of(at)
                    .minus(share(at, others.asked().least(), its.asked().most()))
                    .plus(back.of(at)));
    Fraction least =
        least(
            ends(award, bend),
            at ->
                Fraction.of(at)
                    .minus(share(at, others.asked().most(), its.asked().least()))
                    .plus(back.of(at)));
    return new Range(
        back.least(least, 0), back.most(most, floored(award, others, its) ? others.rules() : 0));
  }

  /** Whether flooring may take something from what the first certainly get. */
  private static boolean floored(Range award, Penalties first, Penalties second) {
    BigInteger sum = first.asked().most().add(second.asked().most());
    return first.asked().least().signum() > 0 && sum.compareTo(award.least()) > 0;
  }

  /**
   * What penalties take of an award; if all together exceed it, their share of it. It grows with
   * what they ask for, and shrinks with what the others do.
   */
  private static Fraction share(BigInteger award, BigInteger asked, BigInteger others) {
    BigInteger sum = asked.add(others);
    return sum.compareTo(award) <= 0
        ? Fraction.of(asked)
        : Fraction.of(award.multiply(asked)).dividedBy(Fraction.of(sum));
  }

  private static List<BigInteger> ends(Range award) {
    return List.of(award.least(), award.most());
  }

  private static List<BigInteger> ends(Range award, BigInteger bend) {
    return List.of(award.least(), award.most(), bend.max(award.least()).min(award.most()));
  }

  private static Fraction greatest(List<BigInteger> at, Function<BigInteger, Fraction> value) {
    return at.stream().map(value).reduce(Fraction::max).orElseThrow();
  }

  private static Fraction least(List<BigInteger> at, Function<BigInteger, Fraction> value) {
    return at.stream().map(value).reduce(Fraction::min).orElseThrow();
  }

  /** What of its pays comes back to a party, less those pays. */
  private final class Back {
    private final Range award;
    private final BigInteger own;
    private final BigInteger exact;

    /** How many units the party may get more or less than its exact part. */
    private final int odd;

    Back(Range award, int party) {
      this.award = award;
      BigInteger sum = ZERO;
      int pays = 0;
      for (int i = 0; i < deliverable.pays().size(); i++) {
        boolean its = deliverable.pays().get(i).payer() == party;
        sum = its ? sum.add(amounts.pays().get(i)) : sum;
        pays += its && amounts.pays().get(i).signum() > 0 ? 1 : 0;
      }
      this.own = sum;
      this.exact = back(pay.subtract(award.least()), party);
      this.odd = award.single() || own.equals(pay) ? 0 : pays;
    }

    Fraction of(BigInteger at) {
      if (own.signum() == 0) {
        return Fraction.ZERO;
      }
      return award.single()
          ? Fraction.of(exact.subtract(own))
          : Fraction.of(at.multiply(own).negate()).dividedBy(Fraction.of(pay));
    }

    /** The least in whole units, where flooring takes less than one of each of so many. */
    BigInteger least(Fraction least, int floored) {
      int lost = floored + odd;
      return lost == 0 ? ceiling(least) : least.floor().subtract(BigInteger.valueOf(lost - 1L));
    }

    /** The most in whole units, where flooring leaves less than one of each of so many. */
    BigInteger most(Fraction most, int floored) {
      return floored == 0
          ? most.floor().add(BigInteger.valueOf(odd))
          : ceiling(most).add(BigInteger.valueOf(floored + odd - 1L));
    }

    private static BigInteger ceiling(Fraction value) {
      return Fraction.ZERO.minus(value).floor().negate();
    }
  }

  /** Of a certain award and certain penalties, to the unit. */
  private BigInteger net(BigInteger award, List<Range> asked, int party) {
    BigInteger net = back(pay.subtract(award), party);
    for (int i = 0; i < deliverable.pays().size(); i++) {
      boolean its = deliverable.pays().get(i).payer() == party;
      net = its ? net.subtract(amounts.pays().get(i)) : net;
    }
    List<BigInteger> cuts = cuts(award, asked);
    BigInteger left = award;
    for (int i = 0; i < cuts.size(); i++) {
      left = left.subtract(cuts.get(i));
      net = deliverable.penalties().get(i).to() == party ? net.add(cuts.get(i)) : net;
    }
    return deliverable.performer() == party ? net.add(left) : net;
  }

  /** What each penalty takes of the award; if together they exceed it, its share, floored. */
  private List<BigInteger> cuts(BigInteger award, List<Range> asked) {
    BigInteger sum = ZERO;
    for (int i = 0; i < asked.size(); i++) {
      sum = outOfPay(i) ? sum.add(asked.get(i).least()) : sum;
    }
    List<BigInteger> cuts = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      BigInteger its = outOfPay(i) ? asked.get(i).least() : ZERO;
      cuts.add(sum.compareTo(award) <= 0 ? its : award.multiply(its).divide(sum));
    }
    return cuts;
  }

  /** What of so much comes back to a party, odd units to the first payers. */
  private BigInteger back(BigInteger amount, int party) {
    BigInteger odd = amount;
    for (int i = 0; i < deliverable.pays().size(); i++) {
      odd = odd.subtract(part(amount, i));
    }
    BigInteger sum = ZERO;
    int place = 0;
    for (int i = 0; i < deliverable.pays().size(); i++) {
      // A pay that is bound to nothing is not there.
      if (amounts.pays().get(i).signum() > 0) {
        boolean more = BigInteger.valueOf(place++).compareTo(odd) < 0;
        BigInteger its = more ? part(amount, i).add(BigInteger.ONE) : part(amount, i);
        sum = deliverable.pays().get(i).payer() == party ? sum.add(its) : sum;
      }
    }
    return sum;
  }

  private BigInteger part(BigInteger amount, int payer) {
    return pay.signum() == 0 ? ZERO : amount.multiply(amounts.pays().get(payer)).divide(pay);
  }
}
