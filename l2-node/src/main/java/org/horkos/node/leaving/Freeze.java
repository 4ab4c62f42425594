package org.horkos.node.leaving;

import java.math.BigInteger;
import org.horkos.node.contract.Rollup;
import org.horkos.node.settlement.Contracts;
import org.horkos.node.settlement.L1Account;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.settlement.L1Failure;
import org.horkos.node.settlement.Wrappers;

/** The freeze of a rollup, and the state from which people leave: docs/protocol/fraud.md. */
public final class Freeze {
  private final L1Connection connection;
  private final Contracts contracts;
  private final Rollup rollup;

  /** The freeze of this rollup. */
  public Freeze(L1Connection connection, Contracts contracts) {
    this.connection = connection;
    this.contracts = contracts;
    this.rollup = Wrappers.reading(connection, contracts).rollup();
  }

  /** How far it is. */
  public enum Stage {
    /** Nobody has frozen the rollup. */
    RUNNING,
    /** Frozen; what was posted may still become final. */
    FROZEN,
    /** The state from which people leave is known. */
    EXIT_FIXED
  }

  /** How far it is now. */
  public Stage stage() {
    if (!Wrappers.ask(rollup.frozen())) {
      return Stage.RUNNING;
    }
    try {
      Wrappers.ask(rollup.exitRoot());
      return Stage.EXIT_FIXED;
    } catch (L1Failure failure) {
      // A call that a contract refuses does not say by which error; this one has only one.
      if (failure.kind() == L1Failure.Kind.REVERTED) {
        return Stage.FROZEN;
      }
      throw failure;
    }
  }

  /**
   * Freezes the rollup and fixes its exit, as far as either is due.
   *
   * @param account pays the gas
   * @return how far it is then
   * @throws L1Failure if L1 is gone; that something is not due yet is no failure
   */
  public Stage push(L1Account account) {
    if (stage() == Stage.RUNNING) {
      try {
        Wrappers.ask(sending(account, "freeze").freeze());
      } catch (L1Failure failure) {
        unless("NotOverdue", failure);
      }
    }
    if (stage() == Stage.FROZEN) {
      try {
        Wrappers.ask(sending(account, "fixExit").fixExit());
      } catch (L1Failure failure) {
        unless("ExitNotYet", failure);
      }
    }
    return stage();
  }

  private static void unless(String expected, L1Failure failure) {
    if (!failure.revert().orElse("").startsWith(expected)) {
      throw failure;
    }
  }

  /** Seconds that a message or missing roots must wait before anybody can freeze the rollup. */
  public BigInteger patience() {
    return Wrappers.ask(rollup.freezeAfter());
  }

  private Rollup sending(L1Account account, String kind) {
    return Wrappers.sending(connection, contracts, account, kind).rollup();
  }
}
