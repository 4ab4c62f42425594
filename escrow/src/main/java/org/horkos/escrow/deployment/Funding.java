package org.horkos.escrow.deployment;

import java.math.BigInteger;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead;
import org.horkos.dsl.value.Address;
import org.horkos.escrow.contract.BondedEscrow;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.tx.gas.DefaultGasProvider;

/** Paying into an escrow, and getting it back if the agreement never starts. */
public final class Funding {
  private Funding() {}

  /**
   * Pays all deposits of a named party, in all tokens: approves what is needed and calls {@code
   * fund}.
   *
   * @param payer the party or anybody who pays for it
   * @param party index of the seat
   * @throws Exception what the sender throws when L1 or a contract refuses
   */
  public static TransactionReceipt fund(L1Sender payer, Address escrow, Terms terms, int party)
      throws Exception {
    return fund(payer, escrow, party, approve(payer, escrow, terms, party));
  }

  /**
   * Pays all deposits of a named party that are approved.
   *
   * @param value as {@link #approve} returned it
   * @throws Exception what the sender throws when L1 or a contract refuses
   */
  public static TransactionReceipt fund(L1Sender payer, Address escrow, int party, BigInteger value)
      throws Exception {
    return load(payer, escrow, "fund").fund(BigInteger.valueOf(party), value).send();
  }

  /**
   * Takes an open seat and pays its deposits.
   *
   * @param joiner who becomes the party
   * @param party index of the open seat
   * @throws Exception what the sender throws when L1 or a contract refuses
   */
  public static TransactionReceipt join(L1Sender joiner, Address escrow, Terms terms, int party)
      throws Exception {
    return join(joiner, escrow, party, approve(joiner, escrow, terms, party));
  }

  /**
   * Takes an open seat whose deposits are approved.
   *
   * @param value as {@link #approve} returned it
   * @throws Exception what the sender throws when L1 or a contract refuses
   */
  public static TransactionReceipt join(
      L1Sender joiner, Address escrow, int party, BigInteger value) throws Exception {
    return load(joiner, escrow, "join").join(BigInteger.valueOf(party), value).send();
  }

  /**
   * Gives a party's deposits back to who paid them, after the funding deadline passed without a
   * start.
   *
   * @param caller anybody
   * @throws Exception what the sender throws when L1 or the contract refuses
   */
  public static TransactionReceipt refund(L1Sender caller, Address escrow, int party)
      throws Exception {
    return load(caller, escrow, "refund").refund(BigInteger.valueOf(party)).send();
  }

  /**
   * Approves what a seat's deposits need, so that paying them is one transaction.
   *
   * @return the ETH to send along, wei
   * @throws Exception what the sender throws when L1 or a token refuses
   */
  public static BigInteger approve(L1Sender payer, Address escrow, Terms terms, int party)
      throws Exception {
    TermsHead head = terms.head();
    BigInteger value = BigInteger.ZERO;
    for (TermsHead.PartyMoney money : head.money()) {
      if (money.party() != party || money.deposit().signum() == 0) {
        continue;
      }
      Address token = head.tokens().get(money.token());
      if (token.isZero()) {
        value = value.add(money.deposit());
      } else {
        Tokens.approve(payer, token, escrow, money.deposit());
      }
    }
    return value;
  }

  private static BondedEscrow load(L1Sender sender, Address escrow, String kind) {
    return BondedEscrow.load(
        escrow.toString(), sender.web3j(), sender.as().apply(kind), new DefaultGasProvider());
  }
}
