package org.horkos.node.step;

/**
 * A signed step.
 *
 * @param account who pays the fee; its owner is the signer. Its nonce is signed but not sent
 * @param fee base units of the account's token, 0 to 2^63 - 1
 * @param action what is to be done
 * @param signature over {@link TransactionDigest}
 */
public record Transaction(long account, long fee, Action action, Signature signature)
    implements Step {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if account or fee do not fit their fields
   */
  public Transaction {
    if (account < 0 || account >>> 32 != 0) {
      throw new IllegalArgumentException("an account id is a u32, not " + account);
    }
    if (fee < 0) {
      throw new IllegalArgumentException("a fee lies between 0 and 2^63 - 1");
    }
  }

  /** The same transaction, signed. */
  public Transaction with(Signature other) {
    return new Transaction(account, fee, action, other);
  }
}
