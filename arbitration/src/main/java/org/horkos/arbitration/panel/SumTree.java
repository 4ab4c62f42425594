package org.horkos.arbitration.panel;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.jspecify.annotations.Nullable;

/**
 * A court's arbitrators as a Merkle sum tree of depth {@link #DEPTH}, one leaf per arbitrator in
 * order of joining. A tree never changes: a change makes a new one that shares all untouched
 * branches, so a dispute can go on drawing from the tree as it was when it opened.
 */
public final class SumTree {
  /** Levels below the root. */
  public static final int DEPTH = 16;

  /** The most arbitrators that a court can have. */
  public static final int CAPACITY = 1 << DEPTH;

  private static final List<Node> EMPTY_NODES = emptyNodes();

  /** The tree of a court that nobody has joined. */
  public static final SumTree EMPTY = new SumTree(EMPTY_NODES.get(DEPTH), 0);

  private final Node top;
  private final int size;

  private SumTree(Node top, int size) {
    this.top = top;
    this.size = size;
  }

  /** The root hash. */
  public Hash root() {
    return top.hash;
  }

  /** The sum of all stakes, base units. */
  public BigInteger total() {
    return top.sum;
  }

  /** How many arbitrators have joined, those who left again included. */
  public int size() {
    return size;
  }

  /**
   * The arbitrator at an index.
   *
   * @param index 0 to {@code size() - 1}
   * @throws IndexOutOfBoundsException if nobody joined there
   */
  public Arbitrator arbitrator(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException(
          "the court has " + size + " arbitrators, none has index " + index);
    }
    Node node = top;
    for (int level = DEPTH - 1; level >= 0; level--) {
      node = node.child((index >> level) & 1);
    }
    return node.occupant();
  }

  /**
   * The tree with another leaf at an index.
   *
   * @param index 0 to {@code size()}; {@code size()} appends
   * @throws IllegalArgumentException if the index lies beyond, the court is full, or the total
   *     would pass 2^128 - 1
   */
  public SumTree with(int index, Arbitrator arbitrator) {
    if (index < 0 || index > size || index >= CAPACITY) {
      throw new IllegalArgumentException(
          "arbitrators join one after the other: "
              + size
              + " have, index "
              + index
              + " is not next");
    }
    Node changed = replace(top, DEPTH, index, arbitrator);
    Uint128.check(changed.sum);
    return new SumTree(changed, Math.max(size, index + 1));
  }

  /**
   * Who holds a ticket: stakes lie one after the other in order of index, from 0.
   *
   * @param ticket 0 to {@code total() - 1}
   * @throws IllegalArgumentException if it is not
   */
  public Inclusion find(BigInteger ticket) {
    if (ticket.signum() < 0 || ticket.compareTo(top.sum) >= 0) {
      throw new IllegalArgumentException(
          "a ticket lies between 0 and the total stake less one; the total is " + top.sum);
    }
    Node node = top;
    BigInteger rest = ticket;
    int index = 0;
    List<Inclusion.Sibling> siblings = new ArrayList<>(DEPTH);
    for (int level = 0; level < DEPTH; level++) {
      Node left = node.child(0);
      Node right = node.child(1);
      if (rest.compareTo(left.sum) < 0) {
        siblings.add(new Inclusion.Sibling(right.hash, right.sum));
        node = left;
        index <<= 1;
      } else {
        rest = rest.subtract(left.sum);
        siblings.add(new Inclusion.Sibling(left.hash, left.sum));
        node = right;
        index = (index << 1) | 1;
      }
    }
    return new Inclusion(index, node.occupant(), siblings);
  }

  /**
   * What a witness shows of the place at an index, taken or free: {@code present u8 || leaf if
   * present || 16 × (hash || sum u128)}, siblings from the leaf up (docs/protocol/court.md).
   *
   * @param index 0 to {@link #CAPACITY} less one
   */
  public byte[] place(int index) {
    Deque<Node> siblings = new ArrayDeque<>(DEPTH);
    Node node = top;
    for (int level = DEPTH - 1; level >= 0; level--) {
      int bit = (index >> level) & 1;
      siblings.push(node.child(1 - bit));
      node = node.child(bit);
    }
    byte[] leaf = node.arbitrator == null ? new byte[0] : node.arbitrator.encode();
    ByteBuffer bytes = ByteBuffer.allocate(1 + leaf.length + DEPTH * (Hash.SIZE + Uint128.SIZE));
    bytes.put((byte) (leaf.length == 0 ? 0 : 1)).put(leaf);
    for (Node sibling : siblings) {
      bytes.put(sibling.hash.bytes());
      Uint128.put(bytes, sibling.sum);
    }
    return bytes.array();
  }

  /** All arbitrators in order of index. */
  public List<Arbitrator> arbitrators() {
    List<Arbitrator> all = new ArrayList<>(size);
    collect(top, DEPTH, all);
    return List.copyOf(all);
  }

  /** The index of an address's first leaf, if it has joined. Reads the leaves one by one. */
  public Optional<Integer> indexOf(Address address) {
    List<Arbitrator> all = arbitrators();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).address().equals(address)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  /** {@code H(left || leftSum u128 || right || rightSum u128)}. */
  static Hash node(Hash left, BigInteger leftSum, Hash right, BigInteger rightSum) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * (Hash.SIZE + Uint128.SIZE));
    bytes.put(left.bytes());
    Uint128.put(bytes, leftSum);
    bytes.put(right.bytes());
    Uint128.put(bytes, rightSum);
    return Keccak.hash(bytes.array());
  }

  private static void collect(Node node, int level, List<Arbitrator> all) {
    if (node == EMPTY_NODES.get(level)) {
      return;
    }
    if (level == 0) {
      all.add(node.occupant());
      return;
    }
    collect(node.child(0), level - 1, all);
    collect(node.child(1), level - 1, all);
  }

  private static Node replace(Node node, int level, int index, Arbitrator arbitrator) {
    if (level == 0) {
      return new Node(arbitrator.hash(), arbitrator.stake(), null, null, arbitrator);
    }
    Node left = node.child(0);
    Node right = node.child(1);
    if (((index >> (level - 1)) & 1) == 0) {
      return Node.over(replace(left, level - 1, index, arbitrator), right);
    }
    return Node.over(left, replace(right, level - 1, index, arbitrator));
  }

  private static List<Node> emptyNodes() {
    List<Node> nodes = new ArrayList<>(DEPTH + 1);
    Node node = new Node(Hash.ZERO, BigInteger.ZERO, null, null, null);
    nodes.add(node);
    for (int level = 1; level <= DEPTH; level++) {
      node = Node.over(node, node);
      nodes.add(node);
    }
    return List.copyOf(nodes);
  }

  /** A node: inner ones have both children, occupied leaves an arbitrator, empty leaves neither. */
  private record Node(
      Hash hash,
      BigInteger sum,
      @Nullable Node left,
      @Nullable Node right,
      @Nullable Arbitrator arbitrator) {
    static Node over(Node left, Node right) {
      return new Node(
          node(left.hash, left.sum, right.hash, right.sum),
          left.sum.add(right.sum),
          left,
          right,
          null);
    }

    Node child(int bit) {
      Node child = bit == 0 ? left : right;
      if (child == null) {
        throw new IllegalStateException("a leaf has no children");
      }
      return child;
    }

    Arbitrator occupant() {
      if (arbitrator == null) {
        throw new IllegalStateException("nobody joined at this leaf");
      }
      return arbitrator;
    }
  }
}
