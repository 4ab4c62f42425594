package org.horkos.node.fraud;

import java.math.BigInteger;
import java.util.List;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.node.batch.Batch;
import org.horkos.node.batch.Chunk;
import org.horkos.node.batch.ListRoot;
import org.horkos.node.contract.Rollup;
import org.horkos.node.packed.PackedWriter;
import org.horkos.node.settlement.Contracts;
import org.horkos.node.settlement.L1Account;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.settlement.L1Failure;
import org.horkos.node.settlement.Wrappers;

/**
 * Proves wrong roots wrong on L1: first the commitment, in a later block the proof. Nothing of it
 * is remembered here: both can be sent again after a restart.
 */
public final class FraudProver {
  private final Address prover;
  private final Wrappers committing;
  private final Wrappers proving;

  /** Sends from this account, which earns the rewards. */
  public FraudProver(L1Connection connection, Contracts contracts, L1Account account) {
    this.prover = account.address();
    this.committing = Wrappers.sending(connection, contracts, account, "commitFraud");
    this.proving = Wrappers.sending(connection, contracts, account, "proveFraud");
  }

  /**
   * A chunk whose asserted root is wrong.
   *
   * @param batch with the roots as they are asserted
   * @param chunk its place in the batch, from 0
   * @param previousRoot the state root before the batch, as asserted
   * @param witness of the chunk on the asserted state before it
   */
  public record Wrong(Batch batch, int chunk, Hash previousRoot, Witness witness) {
    /** Checks the place. */
    public Wrong {
      if (chunk < 0 || chunk >= batch.chunks().size()) {
        throw new IllegalArgumentException(
            "batch " + batch.height() + " has no chunk of number " + chunk);
      }
    }
  }

  /**
   * Binds this prover to a proof that it will show.
   *
   * @param salt keeps secret what will be proved
   * @return false if it was committed to already
   * @throws L1Failure if L1 fails
   */
  public boolean commit(Batch batch, int chunk, Hash salt) {
    try {
      Hash commitment = commitment(prover, batch.height(), chunk, batch.rootsHash(), salt);
      Wrappers.ask(committing.rollup().commitFraud(commitment.bytes()));
      return true;
    } catch (L1Failure refusal) {
      if (refusal.revert().map(error -> error.startsWith("AlreadyCommitted")).orElse(false)) {
        return false;
      }
      throw refusal;
    }
  }

  /** What {@link #commit} puts on L1. */
  static Hash commitment(Address prover, long height, int chunk, Hash rootsHash, Hash salt) {
    return Keccak.hash(
        word(prover.bytes()),
        word(BigInteger.valueOf(height).toByteArray()),
        word(BigInteger.valueOf(chunk).toByteArray()),
        rootsHash.bytes(),
        salt.bytes());
  }

  private static byte[] word(byte[] bytes) {
    return new PackedWriter().raw(new byte[Hash.SIZE - bytes.length]).raw(bytes).toBytes();
  }

  /**
   * Shows the proof, in a later block than the commitment's.
   *
   * @param salt of the commitment
   * @throws L1Failure if L1 refuses: NothingToProve if somebody was faster or the roots are final,
   *     NotCommitted within the commitment's block, NoFraud if the root is right
   */
  public void prove(Wrong wrong, Hash salt) {
    Wrappers.ask(proving.rollup().proveFraud(proof(wrong), salt.bytes()));
  }

  /** The argument of {@code Rollup.proveFraud}. */
  static Rollup.FraudProof proof(Wrong wrong) {
    List<Chunk> chunks = wrong.batch().chunks();
    List<Hash> hashes = chunks.stream().map(Chunk::hash).toList();
    List<Hash> roots = wrong.batch().roots();
    int place = wrong.chunk();
    boolean first = place == 0;
    Witness witness = wrong.witness();
    return new Rollup.FraudProof(
        BigInteger.valueOf(wrong.batch().height()),
        BigInteger.valueOf(place),
        chunks.get(place).bytes(),
        bytes(ListRoot.siblings(hashes, place)),
        (first ? wrong.previousRoot() : roots.get(place - 1)).bytes(),
        first ? List.of() : bytes(ListRoot.siblings(roots, place - 1)),
        roots.get(place).bytes(),
        bytes(ListRoot.siblings(roots, place)),
        witness.bytes().toArray(),
        BigInteger.valueOf(witness.firstMessage()),
        BigInteger.valueOf(witness.messageHashes().size()));
  }

  private static List<byte[]> bytes(List<Hash> hashes) {
    return hashes.stream().map(Hash::bytes).toList();
  }
}
