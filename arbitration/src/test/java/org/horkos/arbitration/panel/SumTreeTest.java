package org.horkos.arbitration.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.junit.jupiter.api.Test;

class SumTreeTest {
  private static Arbitrator staked(int number, long stake) {
    return Arbitrator.joined(Chance.address(number)).staked(BigInteger.valueOf(stake));
  }

  @Test
  void theTreeAgreesWithAPlainList() {
    for (long seed : Chance.seeds(300)) {
      Chance chance = new Chance(seed);
      List<Arbitrator> plain = new ArrayList<>();
      SumTree tree = SumTree.EMPTY;
      for (int step = 0; step < 30; step++) {
        int index = plain.isEmpty() || chance.oneIn(2) ? plain.size() : chance.below(plain.size());
        Arbitrator leaf = staked(index, chance.below(5) == 0 ? 0 : chance.below(1_000));
        tree = tree.with(index, leaf);
        if (index == plain.size()) {
          plain.add(leaf);
        } else {
          plain.set(index, leaf);
        }
      }
      assertThat(tree.arbitrators()).as("seed " + seed).isEqualTo(plain);
      assertThat(tree.root()).as("seed " + seed).isEqualTo(plainRoot(plain));
      BigInteger before = BigInteger.ZERO;
      for (int i = 0; i < plain.size(); i++) {
        BigInteger stake = plain.get(i).stake();
        if (stake.signum() > 0) {
          for (BigInteger ticket : List.of(before, before.add(stake).subtract(BigInteger.ONE))) {
            Inclusion inclusion = tree.find(ticket);
            assertThat(inclusion.index()).as("seed " + seed).isEqualTo(i);
            assertThat(inclusion.first()).isEqualTo(before);
            assertThat(inclusion.proves(tree.root(), tree.total(), ticket)).isTrue();
          }
        }
        before = before.add(stake);
      }
      assertThat(tree.total()).isEqualTo(before);
    }
  }

  /** The whole tree level by level, empty leaves and all. */
  private static Hash plainRoot(List<Arbitrator> leaves) {
    Hash[] hashes = new Hash[SumTree.CAPACITY];
    BigInteger[] sums = new BigInteger[SumTree.CAPACITY];
    for (int i = 0; i < SumTree.CAPACITY; i++) {
      hashes[i] = i < leaves.size() ? Keccak.hash(leaves.get(i).encode()) : Hash.ZERO;
      sums[i] = i < leaves.size() ? leaves.get(i).stake() : BigInteger.ZERO;
    }
    // beyond 64 leaves all subtrees are empty: fold the rest by their constant hashes
    Hash empty = Hash.ZERO;
    int width = 64;
    for (int level = 0; level < SumTree.DEPTH; level++) {
      for (int i = 0; i < Math.max(1, width / 2); i++) {
        Hash right = 2 * i + 1 < width ? hashes[2 * i + 1] : empty;
        BigInteger rightSum = 2 * i + 1 < width ? sums[2 * i + 1] : BigInteger.ZERO;
        hashes[i] = SumTree.node(hashes[2 * i], sums[2 * i], right, rightSum);
        sums[i] = sums[2 * i].add(rightSum);
      }
      empty = SumTree.node(empty, BigInteger.ZERO, empty, BigInteger.ZERO);
      width = Math.max(1, width / 2);
    }
    return hashes[0];
  }

  @Test
  void anOlderTreeCanStillBeReadAfterAChange() {
    SumTree older = SumTree.EMPTY.with(0, staked(1, 100)).with(1, staked(2, 50));
    SumTree newer = older.with(0, staked(1, 0));
    assertThat(older.find(BigInteger.ZERO).index()).isEqualTo(0);
    assertThat(newer.find(BigInteger.ZERO).index()).isEqualTo(1);
    assertThat(older.total()).isEqualTo(BigInteger.valueOf(150));
  }

  @Test
  void aForgedInclusionProvesNothing() {
    SumTree tree =
        SumTree.EMPTY.with(0, staked(1, 100)).with(1, staked(2, 50)).with(2, staked(3, 7));
    BigInteger ticket = BigInteger.valueOf(120);
    Inclusion honest = tree.find(ticket);
    assertThat(honest.proves(tree.root(), tree.total(), ticket)).isTrue();
    assertThat(honest.proves(tree.root(), tree.total(), BigInteger.valueOf(99))).isFalse();
    assertThat(honest.proves(tree.root(), tree.total(), BigInteger.valueOf(150))).isFalse();
    assertThat(honest.proves(Hash.ZERO, tree.total(), ticket)).isFalse();
    assertThat(honest.proves(tree.root(), tree.total().add(BigInteger.ONE), ticket)).isFalse();
    assertThat(
            new Inclusion(0, honest.arbitrator(), honest.siblings())
                .proves(tree.root(), tree.total(), ticket))
        .isFalse();
    assertThat(
            new Inclusion(1, staked(2, 51), honest.siblings())
                .proves(tree.root(), tree.total(), ticket))
        .isFalse();
    List<Inclusion.Sibling> siblings = new ArrayList<>(honest.siblings());
    siblings.set(15, new Inclusion.Sibling(siblings.get(15).hash(), BigInteger.valueOf(101)));
    assertThat(
            new Inclusion(1, honest.arbitrator(), siblings)
                .proves(tree.root(), tree.total(), ticket))
        .isFalse();
    assertThat(
            new Inclusion(1, honest.arbitrator(), List.of())
                .proves(tree.root(), tree.total(), ticket))
        .isFalse();
  }

  @Test
  void arbitratorsJoinOneAfterTheOther() {
    assertThatThrownBy(() -> SumTree.EMPTY.with(1, staked(1, 1)))
        .hasMessageContaining("one after the other");
    assertThatThrownBy(() -> SumTree.EMPTY.arbitrator(0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> SumTree.EMPTY.find(BigInteger.ZERO)).hasMessageContaining("ticket");
  }

  @Test
  void aHistoryBuildsTheTreeAgainAndTheTreesThatDisputesFroze() {
    for (long seed : Chance.seeds(100)) {
      Chance chance = new Chance(seed);
      SumTree tree = SumTree.EMPTY;
      List<StakeHistory.Change> changes = new ArrayList<>();
      SumTree frozen = tree;
      for (int step = 0; step < 20; step++) {
        int index = chance.below(tree.size() + 1);
        Arbitrator leaf = staked(index, chance.below(100));
        changes.add(new StakeHistory.Change(index, leaf));
        tree = tree.with(index, leaf);
        if (chance.oneIn(5)) {
          frozen = tree;
        }
      }
      StakeHistory.Replayed replayed = StakeHistory.replay(changes, List.of(frozen.root()));
      assertThat(replayed.tree().root()).as("seed " + seed).isEqualTo(tree.root());
      SumTree again = Optional.ofNullable(replayed.frozen().get(frozen.root())).orElseThrow();
      assertThat(again.arbitrators()).as("seed " + seed).isEqualTo(frozen.arbitrators());
    }
    assertThatThrownBy(() -> StakeHistory.replay(List.of(), List.of(Hash.ZERO)))
        .hasMessageContaining("does not lead");
  }

  @Test
  void aLeafIsReadAsItWasWritten() {
    Arbitrator arbitrator =
        new Arbitrator(
            Chance.address(9),
            BigInteger.ONE.shiftLeft(128).subtract(BigInteger.valueOf(258)),
            BigInteger.valueOf(255),
            BigInteger.valueOf(256),
            BigInteger.valueOf(257),
            Long.MAX_VALUE);
    assertThat(Arbitrator.decode(arbitrator.encode())).isEqualTo(arbitrator);
    assertThat(arbitrator.encode()).hasSize(92);
    assertThatThrownBy(() -> Arbitrator.decode(new byte[67])).hasMessageContaining("92 bytes");
    BigInteger one = BigInteger.ONE;
    BigInteger none = BigInteger.ZERO;
    Address address = Chance.address(9);
    assertThatThrownBy(() -> new Arbitrator(address, one, BigInteger.TWO, none, none, 0))
        .hasMessageContaining("locked");
    assertThat(new Arbitrator(address, one, BigInteger.TWO, none, one, 7).free()).isZero();
    assertThatThrownBy(() -> new Arbitrator(address, one, none, none, none, 7))
        .hasMessageContaining("instant");
    assertThatThrownBy(() -> new Arbitrator(address, one, none, none, one, -1))
        .hasMessageContaining("instant");
    BigInteger most = BigInteger.ONE.shiftLeft(128).subtract(one);
    assertThatThrownBy(() -> new Arbitrator(address, most, none, none, one, 7))
        .hasMessageContaining("2^128");
  }
}
