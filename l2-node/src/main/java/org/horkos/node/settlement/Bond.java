package org.horkos.node.settlement;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.horkos.node.contract.Rollup;

/**
 * The bond of one account at the rollup: who posts batches or asserts roots must have it down, and
 * loses it when one of these roots is proved wrong.
 */
public final class Bond {
  private static final int ETHER_DIGITS = 18;

  private final L1Connection connection;
  private final L1Account account;
  private final Rollup reading;
  private final Contracts contracts;

  /** The bond of this account. */
  public Bond(L1Connection connection, Contracts contracts, L1Account account) {
    this.connection = connection;
    this.contracts = contracts;
    this.account = account;
    this.reading = Wrappers.reading(connection, contracts).rollup();
  }

  /** What a bond is, wei. */
  public BigInteger amount() {
    return Wrappers.ask(reading.bond());
  }

  /** Whether it is down. */
  public boolean isPut() {
    return Wrappers.ask(reading.posterOf(account.address().toString())).signum() != 0;
  }

  /**
   * Puts it down, if it is not there.
   *
   * @return whether it was put down now
   * @throws L1Failure if the account has too little, or L1 refuses
   */
  public boolean put() {
    if (isPut()) {
      return false;
    }
    BigInteger amount = amount();
    BigInteger has = connection.balance(account.address());
    if (has.compareTo(amount) <= 0) {
      throw new L1Failure(
          L1Failure.Kind.REFUSED,
          "The bond is "
              + ether(amount)
              + ", but "
              + account.address()
              + " has "
              + ether(has)
              + ": send it the bond and some ETH for gas, then put the bond down again.");
    }
    Wrappers.ask(sending("putBond").putBond(amount));
    return true;
  }

  /**
   * Takes it back.
   *
   * @throws L1Failure if there is none, or roots that it answers for may still be proved wrong
   */
  public void take() {
    Wrappers.ask(sending("takeBond").takeBond());
  }

  /** What fraud proofs have earned this account and it has not collected, wei. */
  public BigInteger owed() {
    return Wrappers.ask(reading.owed(account.address().toString()));
  }

  /**
   * Collects what is {@link #owed()}.
   *
   * @throws L1Failure if that is nothing
   */
  public void collect() {
    Wrappers.ask(sending("collect").collect());
  }

  private Rollup sending(String kind) {
    return Wrappers.sending(connection, contracts, account, kind).rollup();
  }

  /** An amount as people read it, as {@code 20 ETH}. */
  public static String ether(BigInteger wei) {
    BigDecimal amount = new BigDecimal(wei, ETHER_DIGITS).stripTrailingZeros();
    return amount.toPlainString() + " ETH";
  }
}
