package org.horkos.app.demo;

import java.math.BigInteger;
import org.horkos.dsl.value.Address;
import org.horkos.escrow.deployment.Tokens;

/**
 * What somebody has taken from an account on L2.
 *
 * @param amount base units
 * @param before what was on L1 then
 * @param after what was there at the end; as before until it is {@link #arrived}
 */
record Withdrawal(
    Person by, Address token, BigInteger amount, BigInteger before, BigInteger after) {
  static Withdrawal begun(World world, Person by, Address token, BigInteger amount)
      throws Exception {
    BigInteger now = Tokens.balance(world.sender(by), token, by.address());
    return new Withdrawal(by, token, amount, now, now);
  }

  /** The same once its claim was brought to L1. */
  Withdrawal arrived(World world) throws Exception {
    BigInteger now = Tokens.balance(world.sender(by), token, by.address());
    return new Withdrawal(by, token, amount, before, now);
  }

  /** What L1 has paid out. */
  BigInteger onL1() {
    return after.subtract(before);
  }
}
