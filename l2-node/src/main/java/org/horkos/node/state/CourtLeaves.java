package org.horkos.node.state;

import org.horkos.arbitration.panel.Court;
import org.horkos.arbitration.panel.SumTree;

/** A court as its leaf and the other way: the leaf has the root of its sum tree alone. */
final class CourtLeaves {
  private CourtLeaves() {}

  /** The court of a leaf whose root is that of {@code tree}. */
  static Court court(Leaf.CourtLeaf leaf, SumTree tree) {
    return new Court(
        leaf.owner(),
        leaf.stakeToken(),
        leaf.feeToken(),
        leaf.minimumStake(),
        tree,
        leaf.feeTreasury(),
        leaf.stakeTreasury());
  }

  /** The leaf of a court. */
  static Leaf.CourtLeaf leaf(Court court) {
    return new Leaf.CourtLeaf(
        court.owner(),
        court.stakeToken(),
        court.feeToken(),
        court.minimumStake(),
        court.arbitrators(),
        court.root(),
        court.total(),
        court.feeTreasury(),
        court.stakeTreasury());
  }
}
