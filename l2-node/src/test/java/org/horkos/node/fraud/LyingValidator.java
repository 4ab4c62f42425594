package org.horkos.node.fraud;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.horkos.dsl.value.Hash;
import org.horkos.node.batch.ListRoot;
import org.horkos.node.contract.Rollup;
import org.horkos.node.inbox.InboxMessage;
import org.horkos.node.inbox.OpenedTerms;
import org.horkos.node.state.Layout;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.State;
import org.horkos.node.state.Touched.Place;

/**
 * Ways to prove an honest batch wrong, and what L1 says to each. They are told of the chunks of
 * {@link LyingValidatorsTest}: {@link #TRANSFER}, {@link #DEPOSIT}, {@link #STAKE}, {@link
 * #DELIVERY}.
 */
enum LyingValidator {
  /** Shows what belongs to it, and hopes. */
  NOTHING_BUT_THE_TRUTH(Chunks.TRANSFER, "NoFraud(", (proof, honest) -> {}),

  // ---- of what was posted and asserted ----

  /** Changes the bytes that were posted. */
  CHANGED_CHUNK(
      Chunks.TRANSFER, "NotAsPosted(chunk)", (proof, honest) -> proof.chunkBytes[20] ^= 1),

  /** Shows another chunk of the batch in the place of this one. */
  ANOTHER_CHUNK(
      Chunks.TRANSFER,
      "NotAsPosted(chunk)",
      (proof, honest) -> {
        Rollup.FraudProof other = honest.proof(Chunks.DELIVERY);
        proof.chunkBytes = other.chunkBytes;
        proof.chunkSiblings = other.chunkSiblings;
        proof.witness = other.witness;
      }),

  /** Begins with the root before the rollup had begun. */
  OTHER_PREVIOUS_ROOT(
      Chunks.TRANSFER,
      "NotAsPosted(previous root)",
      (proof, honest) -> proof.previousRoot = State.genesis().root().bytes()),

  /** Begins with the root before another chunk. */
  PREVIOUS_ROOT_OF_ANOTHER_CHUNK(
      Chunks.DELIVERY,
      "NotAsPosted(previous root)",
      (proof, honest) -> {
        Rollup.FraudProof other = honest.proof(Chunks.DEPOSIT);
        proof.previousRoot = other.previousRoot;
        proof.previousSiblings = other.previousSiblings;
      }),

  /** Compares with a root that was asserted of another chunk. */
  ASSERTED_ROOT_OF_ANOTHER_CHUNK(
      Chunks.TRANSFER,
      "NotAsPosted(asserted root)",
      (proof, honest) -> {
        Rollup.FraudProof other = honest.proof(Chunks.DELIVERY);
        proof.assertedRoot = other.assertedRoot;
        proof.assertedSiblings = other.assertedSiblings;
      }),

  /** Compares with a root that was asserted of the batch before. */
  ASSERTED_ROOT_OF_ANOTHER_BATCH(
      Chunks.TRANSFER,
      "NotAsPosted(asserted root)",
      (proof, honest) -> proof.assertedRoot = proof.previousRoot),

  /** Passes an inner node of the list of roots for a root. */
  INNER_NODE_FOR_A_ROOT(
      Chunks.TRANSFER,
      "NotAsPosted(length of a branch)",
      (proof, honest) -> {
        List<Hash> roots = honest.batch().roots();
        proof.assertedRoot = ListRoot.of(roots.subList(0, 2)).bytes();
        proof.assertedSiblings = proof.assertedSiblings.subList(1, proof.assertedSiblings.size());
      }),

  /** Names a chunk that the batch does not have. */
  NO_SUCH_CHUNK(
      Chunks.TRANSFER,
      "NotAsPosted(place)",
      (proof, honest) -> proof.chunk = BigInteger.valueOf(honest.batch().chunks().size())),

  /** Names a batch that was not posted. */
  NO_SUCH_BATCH(
      Chunks.TRANSFER, "NothingToProve(", (proof, honest) -> proof.height = BigInteger.valueOf(99)),

  /** Names a batch whose window is over. */
  FINAL_BATCH(
      Chunks.TRANSFER,
      "NothingToProve(",
      (proof, honest) -> proof.height = proof.height.subtract(BigInteger.ONE)),

  /** Names the genesis. */
  GENESIS(Chunks.TRANSFER, "NothingToProve(", (proof, honest) -> proof.height = BigInteger.ZERO),

  // ---- of the state before it ----

  /** Says that the payer had nothing. */
  CHANGED_LEAF(
      Chunks.TRANSFER,
      "WrongWitness(",
      (proof, honest) ->
          proof.witness =
              honest.outOf(
                  Chunks.TRANSFER,
                  state -> {
                    Leaf.Account payer = state.account(Chunks.PAYER).orElseThrow();
                    state.put(Chunks.PAYER, payer.withBalance(BigInteger.ONE));
                  })),

  /** Says the truth of all that the chunk looks at, beside something that is not so. */
  CHANGED_SIBLING(
      Chunks.TRANSFER,
      "WrongWitness(",
      (proof, honest) ->
          proof.witness =
              honest.outOf(
                  Chunks.TRANSFER,
                  state -> {
                    Leaf.Account lab = state.account(9).orElseThrow();
                    state.put(9, lab.withBalance(BigInteger.ONE));
                  })),

  /** Leaves the payer out. */
  MISSING_LEAF(
      Chunks.TRANSFER,
      "NotInWitness(",
      (proof, honest) ->
          proof.witness =
              honest.showing(
                  Chunks.TRANSFER,
                  looked -> {
                    SortedSet<Place> less = new TreeSet<>(looked.leaves().comparator());
                    less.addAll(looked.leaves());
                    less.remove(new Place(Layout.Table.ACCOUNTS, Chunks.PAYER));
                    return new Looked(
                        less, looked.terms(), looked.messages(), looked.consumed(), List.of());
                  })),

  /** Shows an account that has nothing to do with it. */
  SURPLUS_LEAF(
      Chunks.TRANSFER,
      "NotUsed(",
      (proof, honest) ->
          proof.witness =
              honest.showing(
                  Chunks.TRANSFER,
                  looked -> {
                    SortedSet<Place> more = new TreeSet<>(looked.leaves().comparator());
                    more.addAll(looked.leaves());
                    more.add(new Place(Layout.Table.ACCOUNTS, 9));
                    return new Looked(
                        more, looked.terms(), looked.messages(), looked.consumed(), List.of());
                  })),

  /** Shows the witness of another chunk. */
  ANOTHER_CHUNKS_WITNESS(
      Chunks.TRANSFER,
      "NotInWitness(",
      (proof, honest) -> proof.witness = honest.proof(Chunks.STAKE).witness),

  /** Shows the witness of this chunk as it would be a chunk later. */
  LATER_WITNESS(
      Chunks.STAKE,
      "WrongWitness(",
      (proof, honest) ->
          proof.witness =
              honest.outOf(
                  Chunks.STAKE,
                  state -> state.put(state.globals().withTime(state.globals().time() + 1)))),

  /** Leaves the last byte out. */
  CUT_OFF_WITNESS(
      Chunks.STAKE,
      "WitnessSize",
      (proof, honest) -> proof.witness = Arrays.copyOf(proof.witness, proof.witness.length - 1)),

  /** Adds a byte. */
  EXTENDED_WITNESS(
      Chunks.STAKE,
      "WitnessSize",
      (proof, honest) -> proof.witness = Arrays.copyOf(proof.witness, proof.witness.length + 1)),

  // ---- of terms, messages, stakes ----

  /** Swaps the terms of a deliverable for those of the other one. */
  SWAPPED_TERMS(
      Chunks.DELIVERY,
      "WrongTerms(",
      (proof, honest) ->
          proof.witness =
              honest.under(
                  Chunks.DELIVERY,
                  terms ->
                      new OpenedTerms(
                          terms.termsHash(),
                          terms.escrow(),
                          terms.head(),
                          terms.parts().reversed(),
                          terms.block()))),

  /** Says that less was deposited. */
  CHANGED_MESSAGE(
      Chunks.DEPOSIT,
      "WrongMessage(",
      (proof, honest) ->
          proof.witness =
              honest.telling(
                  Chunks.DEPOSIT,
                  message -> {
                    byte[] payload = message.payload();
                    payload[payload.length - 1] ^= 1;
                    return new InboxMessage(
                        message.index(), message.time(), message.kind(), message.sender(), payload);
                  })),

  /** Says that the deposit came earlier. */
  CHANGED_TIME_OF_A_MESSAGE(
      Chunks.DEPOSIT,
      "WrongMessage(",
      (proof, honest) ->
          proof.witness =
              honest.telling(
                  Chunks.DEPOSIT,
                  message ->
                      new InboxMessage(
                          message.index(),
                          message.time() - 60,
                          message.kind(),
                          message.sender(),
                          message.payload()))),

  /** Asks L1 for the hash of another message. */
  ANOTHER_MESSAGE(
      Chunks.DEPOSIT,
      "WrongMessage(",
      (proof, honest) -> proof.firstMessage = proof.firstMessage.subtract(BigInteger.ONE)),

  /** Asks L1 for no message at all. */
  NO_MESSAGE(Chunks.DEPOSIT, "WrongMessage(", (proof, honest) -> proof.messages = BigInteger.ZERO),

  /** Says that others have staked more: NotInTree, an error of the court's code. */
  CHANGED_PATH(
      Chunks.STAKE,
      "NotInTree(0)",
      (proof, honest) ->
          proof.witness =
              honest.showing(
                  Chunks.STAKE,
                  looked -> {
                    List<byte[]> paths = new ArrayList<>();
                    for (byte[] path : looked.paths()) {
                      byte[] changed = path.clone();
                      changed[changed.length - 1] ^= 1;
                      paths.add(changed);
                    }
                    return new Looked(
                        looked.leaves(),
                        looked.terms(),
                        looked.messages(),
                        looked.consumed(),
                        paths);
                  }));

  /** Which chunk is which, and who pays in the transfer. */
  static final class Chunks {
    static final int TRANSFER = 0;
    static final int DEPOSIT = 1;
    static final int STAKE = 2;
    static final int DELIVERY = 3;
    static final long PAYER = 1;

    private Chunks() {}
  }

  /** Changes a proof. */
  @FunctionalInterface
  interface Lie {
    /**
     * Changes it.
     *
     * @param proof its fields are set
     * @param honest all that is so
     */
    void tell(Rollup.FraudProof proof, HonestBatch honest);
  }

  private final int chunk;
  private final String refusal;
  private final Lie lie;

  LyingValidator(int chunk, String refusal, Lie lie) {
    this.chunk = chunk;
    this.refusal = refusal;
    this.lie = lie;
  }

  /** How L1's refusal begins. */
  String refusal() {
    return refusal;
  }

  /** What it sends. */
  Rollup.FraudProof proof(HonestBatch honest) {
    Rollup.FraudProof told = honest.proof(chunk);
    lie.tell(told, honest);
    // What is sent was taken from the fields when they were first set.
    return new Rollup.FraudProof(
        told.height,
        told.chunk,
        told.chunkBytes,
        told.chunkSiblings,
        told.previousRoot,
        told.previousSiblings,
        told.assertedRoot,
        told.assertedSiblings,
        told.witness,
        told.firstMessage,
        told.messages);
  }
}
