package org.horkos.escrow.payout;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import org.horkos.dsl.backend.terms.SigningDigest;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Eip712;
import org.horkos.dsl.value.Eip712.Field;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.escrow.contract.BondedEscrow;
import org.horkos.escrow.deployment.L1Sender;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.tx.gas.DefaultGasProvider;

/**
 * What all parties of an agreement agree to pay out of its escrow instead of what L2 would say.
 *
 * @param termsHash the agreement
 * @param payments to parties
 * @param remainderTo the party that gets what is left when L2 has closed the agreement
 * @param until from when on it cannot be made any more, Unix seconds of L1
 * @param claims payouts claimed from the escrow when it is signed: if there are more by then, L1
 *     refuses it; below 2^32
 */
public record Settlement(
    Hash termsHash,
    List<OutboxMessage.Payment> payments,
    Address remainderTo,
    long until,
    long claims) {
  private static final Eip712.Type TYPE =
      Eip712.Type.of(
          "Settlement(bytes32 termsHash,bytes32 paymentsHash,address remainderTo,uint64 until,"
              + "uint32 claims)");
  private static final int PAYMENT_BYTES = 56;
  private static final long MOST_CLAIMS = (1L << 32) - 1;

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if the instant is negative or the claims do not fit 32 bits
   */
  public Settlement {
    payments = List.copyOf(payments);
    if (until < 0 || claims < 0 || claims > MOST_CLAIMS) {
      throw new IllegalArgumentException(
          "a settlement has a time and from 0 to 2^32 - 1 claims, not " + until + ", " + claims);
    }
  }

  /**
   * What every party signs.
   *
   * @param chainId of L1
   * @param rollup the verifying contract
   */
  public Hash digest(long chainId, Address rollup) {
    ByteBuffer packed = ByteBuffer.allocate(payments.size() * PAYMENT_BYTES);
    payments.forEach(payment -> payment.encode(packed));
    return Eip712.digest(
        SigningDigest.domain(chainId, rollup).separator(),
        TYPE.hash(
            List.of(
                new Field.Word(termsHash),
                new Field.Word(Keccak.hash(packed.array())),
                new Field.Account(remainderTo),
                new Field.Number(BigInteger.valueOf(until)),
                new Field.Number(BigInteger.valueOf(claims)))));
  }

  /**
   * Settles. Anybody may bring the signatures.
   *
   * @param signatures of every party in the order of the seats, empty open seats left out
   * @throws Exception what the sender throws when L1 or the contract refuses
   */
  public TransactionReceipt send(L1Sender sender, Address escrow, List<byte[]> signatures)
      throws Exception {
    List<BondedEscrow.Payment> list =
        payments.stream()
            .map(
                payment ->
                    new BondedEscrow.Payment(
                        payment.token().toString(), payment.to().toString(), payment.amount()))
            .toList();
    return BondedEscrow.load(
            escrow.toString(),
            sender.web3j(),
            sender.as().apply("settle"),
            new DefaultGasProvider())
        .settle(
            new BondedEscrow.Settlement(
                list,
                remainderTo.toString(),
                BigInteger.valueOf(until),
                BigInteger.valueOf(claims)),
            signatures)
        .send();
  }
}
