package org.horkos.dsl.foresight;

import java.math.BigInteger;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which findings lead to an amount: from a single one to as many around it as certainly come to the
 * same. What may be anything then does not matter.
 */
final class Widening {
  /** How many boxes are looked at; what is not widened then is said more narrowly, not wrongly. */
  private static final int MOST = 600;

  /** For each box that was searched but the first two so many may be looked at to widen it. */
  private static final int WIDENED = 15;

  private final Judgement judgement;
  private final Box root;
  private final int party;
  private final End end;
  private final BigInteger amount;
  private long left;

  private Widening(
      Judgement judgement, Box root, int party, End end, BigInteger amount, long boxes) {
    this.left = Math.min(MOST, boxes);
    this.judgement = judgement;
    this.root = root;
    this.party = party;
    this.end = end;
    this.amount = amount;
  }

  /**
   * The lead of a witness.
   *
   * @param root all findings
   * @param found what was found
   * @param boxes how many were looked at to find it
   */
  static Lead of(
      int deliverable,
      Judgement judgement,
      Watched watched,
      Box root,
      int party,
      End end,
      Search.Found found,
      long boxes) {
    if (!found.exact()) {
      // What comes close to a bound does not lead to it.
      return Lead.without(deliverable, end, found.bound(), false);
    }
    Box witness = found.witness().orElse(root);
    BigInteger reached = judgement.net(witness, end, party).net().least();
    Widening widening = new Widening(judgement, root, party, end, reached, WIDENED * (boxes - 2));
    Box wide = found.witness().isPresent() ? widening.widen(witness, watched) : root;
    SortedMap<Integer, Range> facts = new TreeMap<>();
    Optional<Lead.Lateness> lateness = Optional.empty();
    for (int variable : watched.variables()) {
      if (!wide.range(variable).equals(root.range(variable))) {
        if (variable == root.lateness()) {
          lateness = Optional.of(lateness(wide.range(variable), root.range(variable)));
        } else {
          facts.put(variable, wide.range(variable));
        }
      }
    }
    return new Lead(deliverable, end, found.bound(), facts, lateness, found.exact());
  }

  private static Lead.Lateness lateness(Range range, Range all) {
    return new Lead.Lateness(
        Optional.of(range.least()).filter(least -> least.compareTo(all.least()) > 0),
        Optional.of(range.most()).filter(most -> most.compareTo(all.most()) < 0));
  }

  private Box widen(Box witness, Watched watched) {
    Box wide = witness;
    for (int variable = 0; variable < root.ranges().size(); variable++) {
      if (!watched.variables().contains(variable)) {
        wide = wide.with(variable, root.range(variable));
      }
    }
    for (int variable : watched.variables()) {
      Box all = wide.with(variable, root.range(variable));
      wide = same(all) ? all : wide;
    }
    for (int variable : watched.variables()) {
      wide = up(down(wide, variable), variable);
    }
    return wide;
  }

  private boolean same(Box box) {
    if (left-- <= 0) {
      return false;
    }
    Judgement.Net net = judgement.net(box, end, party);
    return net.reached() == Truth.ALWAYS && net.net().single() && net.net().least().equals(amount);
  }

  private Box down(Box box, int variable) {
    BigInteger good = box.range(variable).least();
    BigInteger bad = root.range(variable).least();
    while (good.compareTo(bad) > 0) {
      BigInteger middle = good.add(bad).shiftRight(1);
      if (same(box.with(variable, new Range(middle, box.range(variable).most())))) {
        good = middle;
      } else {
        bad = middle.add(BigInteger.ONE);
      }
    }
    return box.with(variable, new Range(good, box.range(variable).most()));
  }

  private Box up(Box box, int variable) {
    BigInteger good = box.range(variable).most();
    BigInteger bad = root.range(variable).most();
    while (good.compareTo(bad) < 0) {
      BigInteger middle = good.add(bad).add(BigInteger.ONE).shiftRight(1);
      if (same(box.with(variable, new Range(box.range(variable).least(), middle)))) {
        good = middle;
      } else {
        bad = middle.subtract(BigInteger.ONE);
      }
    }
    return box.with(variable, new Range(box.range(variable).least(), good));
  }
}
