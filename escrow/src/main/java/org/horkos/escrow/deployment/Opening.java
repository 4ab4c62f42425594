package org.horkos.escrow.deployment;

import java.math.BigInteger;
import java.util.List;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsCodec;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.escrow.contract.EscrowFactory;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.tx.gas.DefaultGasProvider;

/**
 * An agreement that was opened on L1.
 *
 * @param termsHash what its parties signed
 * @param escrow where its money goes
 * @param receipt of the factory's call: its gas, its block
 */
public record Opening(Hash termsHash, Address escrow, TransactionReceipt receipt) {
  /**
   * Opens an agreement.
   *
   * @param proposer the address that the head names
   * @param factory the factory's address
   * @param terms the terms
   * @param signatures of the named parties, in the order of their seats ({@link
   *     Signatures#signTerms})
   * @param feePot base units of the first token for fees on L2, taken from the proposer; may be 0
   * @throws Exception what the sender throws when L1 or the contract refuses
   */
  public static Opening open(
      L1Sender proposer, Address factory, Terms terms, List<byte[]> signatures, BigInteger feePot)
      throws Exception {
    Address token = terms.head().tokens().getFirst();
    BigInteger value = BigInteger.ZERO;
    if (token.isZero()) {
      value = feePot;
    } else if (feePot.signum() > 0) {
      Tokens.approve(proposer, token, factory, feePot);
    }
    EscrowFactory contract =
        EscrowFactory.load(
            factory.toString(),
            proposer.web3j(),
            proposer.as().apply("open"),
            new DefaultGasProvider());
    TransactionReceipt receipt =
        contract
            .open(
                TermsCodec.encodeHead(terms.head()),
                TermsCodec.encodeParts(terms),
                signatures,
                feePot,
                value)
            .send();
    EscrowFactory.OpenedEventResponse opened =
        EscrowFactory.getOpenedEvents(receipt).stream()
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(factory + " is no EscrowFactory"));
    return new Opening(Hash.of(opened.termsHash), Address.parse(opened.escrow), receipt);
  }
}
