package org.horkos.dsl.foresight;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The greatest or least that a party can end with in one deliverable, by branch and bound: a box of
 * findings whose bound is not better than what some finding reaches is left alone, the others are
 * cut in two. It ends after so many boxes, and then says a bound that still holds.
 */
final class Search {
  private static final int CLIMBS = 12;

  /** Halves are compared only as long as so many times as many boxes are left. */
  private static final int HALVED = 4;

  private final Judgement judgement;
  private final Watched watched;
  private final Box root;
  private final int party;
  private final End end;
  private final boolean most;
  private final PriorityQueue<Open> open =
      new PriorityQueue<>(
          Comparator.comparing(Open::bound).reversed().thenComparingLong(Open::number));
  private @Nullable Box best;
  private BigInteger reached = BigInteger.ZERO;
  private long left;
  private long number;
  private int climbs;

  private Search(
      Judgement judgement,
      Watched watched,
      Box root,
      int party,
      End end,
      boolean most,
      long boxes) {
    this.root = root;
    this.judgement = judgement;
    this.watched = watched;
    this.party = party;
    this.end = end;
    this.most = most;
    this.left = boxes;
  }

  /** A box that may still hold something better; the bound is one for the sign searched. */
  private record Open(Box box, BigInteger bound, long number) {}

  /**
   * What was found.
   *
   * @param bound nothing that can be found is beyond it
   * @param exact whether the witness reaches it
   * @param witness a single finding that comes closest; none if none was met
   */
  record Found(BigInteger bound, boolean exact, Optional<Box> witness) {}

  /**
   * Searches.
   *
   * @param root all findings
   * @param most whether the greatest is searched, else the least
   * @param boxes how many are looked at
   * @return empty if no finding leads to that end
   */
  static Optional<Found> of(
      Judgement judgement,
      Watched watched,
      Box root,
      int party,
      End end,
      boolean most,
      long boxes) {
    return new Search(judgement, watched, root, party, end, most, boxes).run();
  }

  private Optional<Found> run() {
    push(root);
    while (!open.isEmpty()) {
      Open next = open.remove();
      if (best != null && next.bound().compareTo(reached) <= 0) {
        break;
      }
      if (left <= 0) {
        return Optional.of(new Found(signed(next.bound()), false, Optional.ofNullable(best)));
      }
      sample(next.box());
      if (best == null || next.bound().compareTo(reached) > 0) {
        cut(next.box())
            .ifPresent(cut -> next.box().cut(cut.variable(), cut.at()).forEach(this::push));
      }
    }
    return best == null
        ? Optional.empty()
        : Optional.of(new Found(signed(reached), true, Optional.of(best)));
  }

  private Optional<Watched.Cut> cut(Box box) {
    return watched
        .threshold(box, judgement.values(box))
        .or(() -> strongest(box))
        .or(() -> watched.widest(box, root));
  }

  /**
   * The middle of the range whose halves tell most: how wide a range is says nothing about what
   * depends on it. Empty if no range alone tells anything.
   */
  private Optional<Watched.Cut> strongest(Box box) {
    List<Integer> wide =
        watched.variables().stream().filter(one -> !box.range(one).single()).toList();
    if (wide.size() < 2 || left < 2L * HALVED * wide.size()) {
      return Optional.empty();
    }
    BigInteger narrowest = width(box).shiftLeft(1);
    Optional<Watched.Cut> strongest = Optional.empty();
    for (int variable : wide) {
      Watched.Cut cut = new Watched.Cut(variable, box.range(variable).middle());
      BigInteger width =
          box.cut(variable, cut.at()).stream()
              .map(this::width)
              .reduce(BigInteger.ZERO, BigInteger::add);
      if (width.compareTo(narrowest) < 0) {
        narrowest = width;
        strongest = Optional.of(cut);
      }
    }
    return strongest;
  }

  /** How much of what a box can come to is open. */
  private BigInteger width(Box box) {
    left--;
    Judgement.Net net = judgement.net(box, end, party);
    BigInteger width = net.net().most().subtract(net.net().least());
    return switch (net.reached()) {
      case ALWAYS -> width;
      case SOMETIMES -> width.add(BigInteger.ONE);
      case NEVER -> BigInteger.ZERO;
    };
  }

  private void push(Box box) {
    left--;
    Judgement.Net net = judgement.net(box, end, party);
    if (net.reached() != Truth.NEVER) {
      open.add(new Open(box, most ? net.net().most() : net.net().least().negate(), number++));
    }
  }

  private BigInteger signed(BigInteger bound) {
    return most ? bound : bound.negate();
  }

  /** Tries findings of a box; of the first boxes each variable's ends too. */
  private void sample(Box box) {
    for (Box from : List.of(box.least(), box.most(), box.middle())) {
      if (climbs < CLIMBS && left > 0) {
        climbs++;
        climb(box, from);
      } else {
        meet(from, value(from));
      }
    }
  }

  private void meet(Box single, Optional<BigInteger> value) {
    if (value.isPresent() && (best == null || value.get().compareTo(reached) > 0)) {
      best = single;
      reached = value.get();
    }
  }

  private void climb(Box box, Box from) {
    Box at = from;
    Optional<BigInteger> value = value(at);
    for (int variable : watched.variables()) {
      Range range = box.range(variable);
      for (BigInteger word : new BigInteger[] {range.least(), range.most()}) {
        if (left > 0 && !at.range(variable).least().equals(word)) {
          Box other = at.with(variable, Range.of(word));
          Optional<BigInteger> its = value(other);
          if (its.isPresent() && (value.isEmpty() || its.get().compareTo(value.get()) > 0)) {
            at = other;
            value = its;
          }
        }
      }
    }
    meet(at, value);
  }

  /** What a single finding comes to, if it leads to the end. */
  private Optional<BigInteger> value(Box single) {
    left--;
    Judgement.Net net = judgement.net(single, end, party);
    return net.reached() == Truth.ALWAYS
        ? Optional.of(signed(net.net().least()))
        : Optional.empty();
  }
}
