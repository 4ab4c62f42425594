package org.horkos.node.inbox;

import java.math.BigInteger;
import java.util.List;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;

/** What happened at the rollup on L1. */
public sealed interface RollupEvent {
  /** The L1 block in which it happened. */
  long block();

  /** The batch that it is about, from 1. */
  long height();

  /**
   * A batch was posted.
   *
   * @param endTime L2 time never passes it within the batch, Unix seconds
   * @param endInboxCount messages that may be consumed by its end
   * @param dataHash as the contract keeps it
   * @param rootsHash the root over {@code roots}
   * @param data {@code (length u16 || chunk bytes)*}
   * @param roots the state root after each chunk, as the poster asserts
   * @param poster who answers for the roots
   */
  record BatchSubmitted(
      long block,
      long height,
      long endTime,
      long endInboxCount,
      Hash dataHash,
      Hash rootsHash,
      OpenedTerms.Bytes data,
      List<Hash> roots,
      Address poster)
      implements RollupEvent {
    public BatchSubmitted {
      roots = List.copyOf(roots);
    }
  }

  /**
   * Roots were asserted anew for a batch whose roots had been deleted.
   *
   * @param rootsHash the root over {@code roots}
   * @param roots the state root after each chunk, as the poster asserts
   * @param poster who answers for the roots
   */
  record RootsAsserted(long block, long height, Hash rootsHash, List<Hash> roots, Address poster)
      implements RollupEvent {
    public RootsAsserted {
      roots = List.copyOf(roots);
    }
  }

  /**
   * A root was proved wrong: the roots of this height and all above it are deleted.
   *
   * @param chunk whose root it was, from 0
   * @param poster who had asserted it
   * @param prover who proved it
   * @param bond what the poster lost, wei
   * @param reward what the prover may collect of it, wei
   */
  record FraudProved(
      long block,
      long height,
      int chunk,
      Address poster,
      Address prover,
      BigInteger bond,
      BigInteger reward)
      implements RollupEvent {}
}
