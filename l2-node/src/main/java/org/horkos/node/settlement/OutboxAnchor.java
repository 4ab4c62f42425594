package org.horkos.node.settlement;

import java.util.ArrayList;
import java.util.List;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.node.state.Layout;

/**
 * What is left of a state root that outbox messages can be proved against, long after the state has
 * moved on: how many messages the outbox held, and the three nodes beside its table's path to the
 * root. The table itself is append-only, so {@link OutboxTree} has it as it was.
 *
 * @param height the batch at whose end the root stands
 * @param root the state root there
 * @param count messages in the outbox there
 * @param siblings three, from the table up
 */
public record OutboxAnchor(long height, Hash root, long count, List<Hash> siblings) {
  /** Checks the shape. */
  public OutboxAnchor {
    siblings = List.copyOf(siblings);
    if (count < 0 || siblings.size() != Layout.TABLE_LEVELS) {
      throw new IllegalArgumentException("an anchor has three siblings and a count");
    }
  }

  /** Whether {@code tree} is the outbox that this root commits to. */
  public boolean matches(OutboxTree tree) {
    Hash node = tree.root(count);
    int number = Layout.Table.OUTBOX.ordinal();
    for (Hash sibling : siblings) {
      node = (number & 1) == 0 ? Keccak.node(node, sibling) : Keccak.node(sibling, node);
      number >>>= 1;
    }
    return node.equals(root);
  }

  /** All siblings of message {@code index}, from the leaf up: the table's, then the three. */
  List<Hash> path(OutboxTree tree, long index) {
    List<Hash> path = new ArrayList<>(tree.siblings(index, count));
    path.addAll(siblings);
    return path;
  }
}
