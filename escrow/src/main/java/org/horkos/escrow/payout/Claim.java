package org.horkos.escrow.payout;

import java.math.BigInteger;
import java.util.List;
import org.horkos.dsl.value.Hash;
import org.horkos.escrow.contract.BondedEscrow;
import org.horkos.escrow.contract.Vault;
import org.horkos.escrow.deployment.L1Sender;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.tx.gas.DefaultGasProvider;

/**
 * A message of the outbox with its proof against a final batch. Anybody may send it.
 *
 * @param message what it says
 * @param height a final batch whose state holds the message
 * @param index its number in the outbox
 * @param siblings of its leaf in the state tree, from the leaf up: 32 of the table and 3 above it
 */
public record Claim(OutboxMessage message, long height, long index, List<Hash> siblings) {
  /** Levels above a leaf of the outbox. */
  public static final int SIBLINGS = 35;

  public Claim {
    siblings = List.copyOf(siblings);
    if (siblings.size() != SIBLINGS) {
      throw new IllegalArgumentException(
          "a claim has " + SIBLINGS + " siblings, not " + siblings.size());
    }
  }

  /**
   * Sends it to where the message goes: {@code claim} or {@code release} of an escrow, {@code
   * withdraw} of the vault.
   *
   * @throws Exception what the sender throws when L1 or the contract refuses
   */
  public TransactionReceipt send(L1Sender sender) throws Exception {
    byte[] leaf = message.encode();
    BigInteger batch = BigInteger.valueOf(height);
    BigInteger number = BigInteger.valueOf(index);
    List<byte[]> branch = siblings.stream().map(Hash::bytes).toList();
    return switch (message.kind()) {
      case PAYOUT -> escrow(sender, "claim").claim(leaf, batch, number, branch).send();
      case CLOSED -> escrow(sender, "release").release(leaf, batch, number, branch).send();
      case WITHDRAWAL ->
          Vault.load(
                  message.target().toString(),
                  sender.web3j(),
                  sender.as().apply("withdraw"),
                  new DefaultGasProvider())
              .withdraw(leaf, batch, number, branch)
              .send();
    };
  }

  private BondedEscrow escrow(L1Sender sender, String kind) {
    return BondedEscrow.load(
        message.target().toString(),
        sender.web3j(),
        sender.as().apply(kind),
        new DefaultGasProvider());
  }
}
