package org.horkos.node.settlement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Keccak;
import org.web3j.protocol.core.RemoteFunctionCall;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

/**
 * Brings messages of the outbox to the contracts that they are for, once the batch that holds them
 * is final. Anybody may do so; the money goes to whom the message names.
 */
public final class Claims {
  /** Message kind 1: an escrow pays. */
  public static final int PAYOUT = 1;

  /** Message kind 2: the vault pays an L2 balance out. */
  public static final int WITHDRAWAL = 2;

  /** Message kind 3: an agreement has ended, so its escrow releases what a settlement kept back. */
  public static final int CLOSED = 3;

  private final L1Connection connection;
  private final Contracts contracts;
  private final Wrappers wrappers;
  private final OutboxLog log;
  private final OutboxTree tree = new OutboxTree();

  /** Claims of one rollup. */
  public Claims(L1Connection connection, Contracts contracts, OutboxLog log) {
    this.connection = connection;
    this.contracts = contracts;
    this.wrappers = Wrappers.reading(connection, contracts);
    this.log = log;
  }

  /**
   * The proof of a message against the first batch that holds it; empty while no posted batch does.
   * The batch may not be final yet.
   *
   * @param index number of the message
   */
  public synchronized Optional<OutboxProof> prove(long index) {
    Optional<OutboxAnchor> anchor = log.firstAnchorHolding(index);
    if (anchor.isEmpty()) {
      return Optional.empty();
    }
    if (tree.size() < anchor.get().count()) {
      log.outboxLeaves(tree.size(), anchor.get().count())
          .forEach(leaf -> tree.append(Keccak.hash(leaf)));
    }
    byte[] leaf = log.outboxLeaves(index, index + 1).getFirst();
    return Optional.of(OutboxProof.of(leaf, index, tree, anchor.get()));
  }

  /** Whether L1 takes the proof now: its batch is final. */
  public boolean isFinal(OutboxProof proof) {
    return Wrappers.ask(wrappers.rollup().isFinal(BigInteger.valueOf(proof.height())));
  }

  /** Whether the message was brought to L1 already. */
  public boolean isClaimed(OutboxProof proof) {
    return switch (proof.kind()) {
      case PAYOUT, CLOSED ->
          Wrappers.ask(
              wrappers.escrow(proof.target()).isClaimed(Keccak.hash(proof.leaf()).bytes()));
      case WITHDRAWAL -> Wrappers.ask(wrappers.vault().isWithdrawn(vaultKey(proof)));
      default -> throw unknownKind(proof);
    };
  }

  /**
   * Claims one message.
   *
   * @param account pays the gas, written down as {@code claim}, {@code withdraw} or {@code release}
   * @throws L1Failure if the contract refuses: not final, claimed already
   */
  public TransactionReceipt claim(L1Account account, OutboxProof proof) {
    return claimAll(account, List.of(proof)).getFirst();
  }

  /** Claims several messages in their order; they may share a block. Otherwise as {@code claim}. */
  public List<TransactionReceipt> claimAll(L1Account account, List<OutboxProof> proofs) {
    Wrappers sending = Wrappers.sending(connection, contracts, account, "claim");
    List<L1Account.Sent> sent = new ArrayList<>();
    for (OutboxProof proof : proofs) {
      sent.add(
          account.submit(
              word(proof),
              Optional.of(recipient(proof)),
              call(sending, proof).encodeFunctionCall(),
              BigInteger.ZERO));
    }
    List<TransactionReceipt> receipts = new ArrayList<>();
    sent.forEach(one -> receipts.add(one.await()));
    return receipts;
  }

  private static RemoteFunctionCall<TransactionReceipt> call(Wrappers sending, OutboxProof proof) {
    BigInteger height = BigInteger.valueOf(proof.height());
    BigInteger index = BigInteger.valueOf(proof.index());
    return switch (proof.kind()) {
      case PAYOUT ->
          sending.escrow(proof.target()).claim(proof.leaf(), height, index, proof.siblings());
      case WITHDRAWAL -> sending.vault().withdraw(proof.leaf(), height, index, proof.siblings());
      case CLOSED ->
          sending.escrow(proof.target()).release(proof.leaf(), height, index, proof.siblings());
      default -> throw unknownKind(proof);
    };
  }

  private static String word(OutboxProof proof) {
    return switch (proof.kind()) {
      case PAYOUT -> "claim";
      case WITHDRAWAL -> "withdraw";
      case CLOSED -> "release";
      default -> throw unknownKind(proof);
    };
  }

  private Address recipient(OutboxProof proof) {
    return proof.kind() == WITHDRAWAL ? contracts.vault() : proof.target();
  }

  /** {@code H(index u32 || leaf)}. */
  private static byte[] vaultKey(OutboxProof proof) {
    long index = proof.index();
    byte[] number = {
      (byte) (index >>> 24), (byte) (index >>> 16), (byte) (index >>> 8), (byte) index
    };
    return Keccak.hash(number, proof.leaf()).bytes();
  }

  private static IllegalArgumentException unknownKind(OutboxProof proof) {
    return new IllegalArgumentException("outbox messages have no kind " + proof.kind());
  }
}
