package org.horkos.arbitration.panel;

import java.math.BigInteger;
import java.util.List;
import org.horkos.dsl.value.Hash;

/**
 * The proof that an arbitrator holds a ticket in a court of a known root and total.
 *
 * @param index the arbitrator's
 * @param arbitrator the leaf
 * @param siblings one per level, from the root down
 */
public record Inclusion(int index, Arbitrator arbitrator, List<Sibling> siblings) {
  public Inclusion {
    siblings = List.copyOf(siblings);
  }

  /** The first ticket of the arbitrator's interval, which is as long as its stake. */
  public BigInteger first() {
    BigInteger before = BigInteger.ZERO;
    for (int level = 0; level < siblings.size(); level++) {
      if (right(level)) {
        before = before.add(siblings.get(level).sum());
      }
    }
    return before;
  }

  /**
   * Whether this proves that {@link #arbitrator()} holds the ticket.
   *
   * @param root the court's root
   * @param total its total stake
   * @param ticket the ticket drawn
   */
  public boolean proves(Hash root, BigInteger total, BigInteger ticket) {
    if (siblings.size() != SumTree.DEPTH || index < 0 || index >= SumTree.CAPACITY) {
      return false;
    }
    Hash hash = arbitrator.hash();
    BigInteger sum = arbitrator.stake();
    for (int level = siblings.size() - 1; level >= 0; level--) {
      Sibling sibling = siblings.get(level);
      if (!Uint128.fits(sibling.sum()) || !Uint128.fits(sum)) {
        return false;
      }
      hash =
          right(level)
              ? SumTree.node(sibling.hash(), sibling.sum(), hash, sum)
              : SumTree.node(hash, sum, sibling.hash(), sibling.sum());
      sum = sum.add(sibling.sum());
    }
    BigInteger first = first();
    return hash.equals(root)
        && sum.equals(total)
        && first.compareTo(ticket) <= 0
        && ticket.compareTo(first.add(arbitrator.stake())) < 0;
  }

  private boolean right(int level) {
    return ((index >> (SumTree.DEPTH - 1 - level)) & 1) == 1;
  }

  /** The other child of a node on the path. */
  public record Sibling(Hash hash, BigInteger sum) {}
}
