package org.horkos.node.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.escrow.payout.Claim;
import org.horkos.escrow.payout.OutboxMessage;
import org.horkos.node.state.Layout;
import org.horkos.node.state.StateProof;
import org.horkos.node.state.StateTree;
import org.junit.jupiter.api.Test;

class OutboxTreeTest {
  private static final Address VAULT = Address.parse("0x00000000000000000000000000000000000000a9");

  @Test
  void everyMessageIsProvedAgainstEveryRootOfThePast() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    StateTree state = new StateTree();
    OutboxTree tree = new OutboxTree();
    List<byte[]> leaves = new ArrayList<>();
    List<OutboxAnchor> anchors = new ArrayList<>();
    for (int batch = 1; batch <= 60; batch++) {
      for (int n = random.nextInt(4); n > 0; n--) {
        byte[] leaf = message(leaves.size()).encode();
        state.put(Layout.Table.OUTBOX, leaves.size(), Keccak.hash(leaf));
        leaves.add(leaf);
      }
      disturb(state, random);
      anchors.add(
          new OutboxAnchor(
              batch,
              state.root(),
              leaves.size(),
              StateTree.siblingsOf(state.tableRoots(), Layout.Table.OUTBOX)));
    }
    leaves.forEach(leaf -> tree.append(Keccak.hash(leaf)));
    for (OutboxAnchor anchor : anchors) {
      assertThat(anchor.matches(tree)).as("seed %d", seed).isTrue();
      for (int index = 0; index < anchor.count(); index++) {
        Claim claim = Claims.claim(leaves.get(index), index, tree, anchor);
        StateProof proof =
            new StateProof(Layout.Table.OUTBOX, index, claim.message().hash(), claim.siblings());
        assertThat(proof.root()).as("seed %d", seed).isEqualTo(anchor.root());
      }
    }
    StateProof now = state.proof(Layout.Table.OUTBOX, 0);
    assertThat(Claims.claim(leaves.getFirst(), 0, tree, anchors.getLast()).siblings())
        .isEqualTo(now.siblings());
  }

  @Test
  void aMessageOfAnotherNumberIsRefused() {
    StateTree state = new StateTree();
    OutboxTree tree = new OutboxTree();
    for (int i = 0; i < 5; i++) {
      Hash leaf = message(i).hash();
      state.put(Layout.Table.OUTBOX, i, leaf);
      tree.append(leaf);
    }
    OutboxAnchor anchor =
        new OutboxAnchor(
            1, state.root(), 5, StateTree.siblingsOf(state.tableRoots(), Layout.Table.OUTBOX));
    assertThatThrownBy(() -> Claims.claim(message(2).encode(), 3, tree, anchor))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("message 3 is not in the outbox under the root of batch 1");
    assertThatThrownBy(() -> Claims.claim(message(5).encode(), 5, tree, anchor))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("message 5 is not among the first 5 of the outbox");
  }

  @Test
  void anEmptyOutboxHasTheRootOfAnEmptyTable() {
    StateTree state = new StateTree();
    OutboxAnchor anchor =
        new OutboxAnchor(
            0, state.root(), 0, StateTree.siblingsOf(state.tableRoots(), Layout.Table.OUTBOX));
    assertThat(anchor.matches(new OutboxTree())).isTrue();
  }

  private static OutboxMessage message(int number) {
    return new OutboxMessage(
        OutboxMessage.Kind.WITHDRAWAL,
        VAULT,
        0,
        List.of(new OutboxMessage.Payment(Address.ZERO, VAULT, BigInteger.valueOf(number))));
  }

  /** Other tables change as well between two batches. */
  private static void disturb(StateTree state, Random random) {
    byte[] bytes = new byte[Hash.SIZE];
    random.nextBytes(bytes);
    state.put(Layout.Table.GLOBALS, 0, Hash.of(bytes));
    state.put(Layout.Table.ACCOUNTS, random.nextInt(1_000), Keccak.hash(bytes));
    state.put(Layout.Table.COURTS, 256L * random.nextInt(9), Keccak.hash(bytes, bytes));
    state.put(Layout.Table.BEACONS, random.nextInt(9), Keccak.hash(bytes, bytes, bytes));
  }
}
