package org.horkos.dsl.foresight;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.horkos.dsl.agreement.Amounts;
import org.horkos.dsl.agreement.Deliverable;

/**
 * What a verdict on what was delivered moves (OATH rules 3 to 5), on whole boxes of findings at
 * once. Disputes are not in it: they change which facts are found, and add forfeits.
 */
final class Judgement {
  private static final BigInteger ZERO = BigInteger.ZERO;

  private final Deliverable deliverable;
  private final Amounts amounts;
  private final BigInteger pay;
  private final PaySplit split;

  Judgement(Deliverable deliverable, Amounts amounts) {
    this.deliverable = deliverable;
    this.amounts = amounts;
    this.pay = amounts.pay();
    this.split = new PaySplit(deliverable, amounts);
  }

  /**
   * What a party ends with in a box.
   *
   * @param net what it gets less what it locked here
   * @param reached whether the findings of the box lead to the end asked for
   */
  record Net(Range net, Truth reached) {}

  BoxValues values(Box box) {
    return new BoxValues(amounts, deliverable.graceSeconds(), box);
  }

  /** What a party ends with if the deliverable ends so: kept or failed. */
  Net net(Box box, End end, int party) {
    BoxValues values = values(box);
    Truth required = required(values);
    Range award = award(values, required);
    Truth kept = kept(award, required);
    Truth reached = end == End.KEPT ? kept : kept.not();
    if (reached == Truth.NEVER) {
      return new Net(Range.of(ZERO), reached);
    }
    if (end == End.FAILED) {
      award = Range.of(ZERO);
    } else if (pay.signum() > 0) {
      // Only findings on which it is kept count, so all that is required holds.
      award = award(values, Truth.ALWAYS).max(Range.of(BigInteger.ONE));
    }
    List<Range> asked = asked(values);
    Range net = split.net(award, asked, party);
    for (int lot = 0; lot < deliverable.lots().size(); lot++) {
      net = net.plus(fromLot(lot, asked, end, party));
    }
    return new Net(net, reached);
  }

  private Truth required(BoxValues values) {
    return deliverable.requires().stream()
        .map(require -> values.holds(require.condition()))
        .reduce(Truth.ALWAYS, Truth::and);
  }

  private Range award(BoxValues values, Truth required) {
    if (required == Truth.NEVER) {
      return Range.of(ZERO);
    }
    Range award = Range.of(deliverable.awards().isEmpty() ? pay : ZERO);
    for (Deliverable.Award one : deliverable.awards()) {
      Truth holds = values.holds(one.when());
      if (holds != Truth.NEVER) {
        Range amount = values.floored(one.amount());
        award = award.max(holds == Truth.ALWAYS ? amount : amount.orZero());
      }
    }
    award = award.within(ZERO, pay);
    return required == Truth.ALWAYS ? award : award.orZero();
  }

  private Truth kept(Range award, Truth required) {
    if (pay.signum() == 0) {
      return required;
    }
    if (award.least().signum() > 0) {
      return Truth.ALWAYS;
    }
    return award.most().signum() > 0 ? Truth.SOMETIMES : Truth.NEVER;
  }

  /** What each penalty asks for, before it is cut to what there is. */
  private List<Range> asked(BoxValues values) {
    List<Range> asked = new ArrayList<>();
    for (Deliverable.Penalty penalty : deliverable.penalties()) {
      Truth holds = values.holds(penalty.when());
      Range amount = holds == Truth.NEVER ? Range.of(ZERO) : values.floored(penalty.amount());
      amount = amount.max(Range.of(ZERO));
      asked.add(holds == Truth.SOMETIMES ? amount.orZero() : amount);
    }
    return asked;
  }

  /** What a party loses of its lot to others, or gets of somebody else's. */
  private Range fromLot(int lot, List<Range> asked, End end, int party) {
    boolean owner = deliverable.lots().get(lot).owner() == party;
    BigInteger whole = amounts.lots().get(lot);
    List<Taken> taken = taken(lot, asked, end);
    Range all = Range.of(ZERO);
    Range moved = Range.of(ZERO);
    for (Taken one : taken) {
      all = all.plus(one.amount());
      moved = owner == (one.to() != party) ? moved.plus(one.amount()) : moved;
    }
    if (all.most().compareTo(whole) > 0) {
      moved =
          all.single()
              ? Range.of(overdrawn(taken, whole, owner, party))
              : new Range(ZERO, moved.most().min(whole));
    }
    return owner ? Range.of(ZERO).minus(moved) : moved;
  }

  private record Taken(int to, Range amount) {}

  private List<Taken> taken(int lot, List<Range> asked, End end) {
    List<Taken> taken = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      Deliverable.Penalty penalty = deliverable.penalties().get(i);
      if (penalty.fromLot().filter(from -> from == lot).isPresent()) {
        taken.add(new Taken(penalty.to(), asked.get(i)));
      }
    }
    if (end == End.FAILED) {
      for (Deliverable.Gives gives : deliverable.failedGives()) {
        if (gives.fromLot() == lot) {
          BigInteger amount = amounts.floored(gives.amount()).max(ZERO);
          taken.add(new Taken(gives.to(), Range.of(amount)));
        }
      }
    }
    return taken;
  }

  /** Each takes what those before it have left; the compiler refuses texts where that happens. */
  private static BigInteger overdrawn(
      List<Taken> taken, BigInteger whole, boolean owner, int party) {
    BigInteger left = whole;
    BigInteger moved = ZERO;
    for (Taken one : taken) {
      BigInteger amount = one.amount().least().min(left);
      left = left.subtract(amount);
      moved = owner == (one.to() != party) ? moved.add(amount) : moved;
    }
    return moved;
  }

  /** What a missed deliverable gives a party out of the lots of others, less what it loses. */
  BigInteger missed(int party) {
    BigInteger net = ZERO;
    BigInteger[] left = amounts.lots().toArray(new BigInteger[0]);
    for (Deliverable.Gives gives : deliverable.missedGives()) {
      BigInteger amount = amounts.floored(gives.amount()).max(ZERO).min(left[gives.fromLot()]);
      left[gives.fromLot()] = left[gives.fromLot()].subtract(amount);
      net = gives.to() == party ? net.add(amount) : net;
      boolean loses = deliverable.lots().get(gives.fromLot()).owner() == party;
      net = loses ? net.subtract(amount) : net;
    }
    return net;
  }
}
