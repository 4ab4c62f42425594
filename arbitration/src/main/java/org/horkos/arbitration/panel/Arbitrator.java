package org.horkos.arbitration.panel;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;

/**
 * One arbitrator of a court: a leaf of its sum tree.
 *
 * @param address who it is
 * @param stake what new disputes draw by, base units of the court's stake token; 0 after leaving
 * @param locked what seats on running panels hold of stake and leaving together
 * @param earned base units of the court's fee token that wait to be collected; below 2^128
 * @param leaving base units of the stake token that were unstaked and not collected yet: no new
 *     dispute draws by them, but seats can still lock and slash them; with the stake below 2^128
 * @param leavesAt from when on what is leaving can be collected, Unix seconds; 0 if nothing is
 */
public record Arbitrator(
    Address address,
    BigInteger stake,
    BigInteger locked,
    BigInteger earned,
    BigInteger leaving,
    long leavesAt) {
  /** How many bytes a leaf has. */
  public static final int SIZE = Address.SIZE + 4 * Uint128.SIZE + Long.BYTES;

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if an amount is out of range, more is locked than is there, or
   *     an instant is given for nothing
   */
  public Arbitrator {
    Uint128.check(stake);
    Uint128.check(locked);
    Uint128.check(earned);
    Uint128.check(leaving);
    Uint128.check(stake.add(leaving));
    if (locked.compareTo(stake.add(leaving)) > 0) {
      throw new IllegalArgumentException("no more can be locked than is staked or leaving");
    }
    if (leavesAt < 0 || (leaving.signum() == 0 && leavesAt != 0)) {
      throw new IllegalArgumentException("only what is leaving has an instant at which it leaves");
    }
  }

  /** Somebody who has just come: nothing staked yet. */
  public static Arbitrator joined(Address address) {
    return new Arbitrator(
        address, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, 0);
  }

  /** What seats can lock and slash: stake and leaving, base units of the stake token. */
  public BigInteger backing() {
    return stake.add(leaving);
  }

  /** What of the {@link #backing()} no seat has locked. */
  public BigInteger free() {
    return backing().subtract(locked);
  }

  /** Whether he has left with everything: no stake, no seat, nothing to collect. */
  public boolean left() {
    return backing().signum() == 0 && earned.signum() == 0;
  }

  /**
   * What of {@link #leaving()} can be collected: all that no seat needs, once its time has come.
   *
   * @param now Unix seconds
   */
  public BigInteger collectable(long now) {
    return now < leavesAt ? BigInteger.ZERO : leaving.min(free());
  }

  Arbitrator staked(BigInteger more) {
    return new Arbitrator(address, stake.add(more), locked, earned, leaving, leavesAt);
  }

  Arbitrator unstaked(BigInteger amount, long until) {
    return new Arbitrator(
        address, stake.subtract(amount), locked, earned, leaving.add(amount), until);
  }

  Arbitrator seated(BigInteger more) {
    return new Arbitrator(address, stake, locked.add(more), earned, leaving, leavesAt);
  }

  Arbitrator collected(BigInteger fromLeaving, BigInteger fromEarned) {
    return changed(stake, locked, earned.subtract(fromEarned), leaving.subtract(fromLeaving));
  }

  /**
   * After a seat was settled. A loss comes out of the stake, and out of what is leaving when the
   * stake is too small; a gain follows the stake, or joins what is leaving if there is none, so
   * that nobody who has left gets a weight again.
   */
  Arbitrator settled(PanelEffect.SeatSettled seat) {
    BigInteger lostOfStake = stake.min(seat.stakeLost());
    boolean stays = stake.signum() > 0 || leaving.signum() == 0;
    BigInteger gainedByStake = stays ? seat.stakeGained() : BigInteger.ZERO;
    return changed(
        stake.subtract(lostOfStake).add(gainedByStake),
        locked.subtract(seat.released()),
        earned.add(seat.feeEarned()),
        leaving
            .subtract(seat.stakeLost().subtract(lostOfStake))
            .add(seat.stakeGained().subtract(gainedByStake)));
  }

  private Arbitrator changed(
      BigInteger newStake, BigInteger newLocked, BigInteger newEarned, BigInteger newLeaving) {
    return new Arbitrator(
        address,
        newStake,
        newLocked,
        newEarned,
        newLeaving,
        newLeaving.signum() == 0 ? 0 : leavesAt);
  }

  /**
   * {@code address || stake u128 || locked u128 || earned u128 || leaving u128 || leavesAt u64}.
   */
  public byte[] encode() {
    ByteBuffer bytes = ByteBuffer.allocate(SIZE);
    bytes.put(address.bytes());
    Uint128.put(bytes, stake);
    Uint128.put(bytes, locked);
    Uint128.put(bytes, earned);
    Uint128.put(bytes, leaving);
    bytes.putLong(leavesAt);
    return bytes.array();
  }

  /**
   * The arbitrator of a leaf's bytes.
   *
   * @throws IllegalArgumentException if they are not {@link #SIZE} bytes that {@link #encode()}
   *     makes
   */
  public static Arbitrator decode(byte[] leaf) {
    if (leaf.length != SIZE) {
      throw new IllegalArgumentException(
          "an arbitrator's leaf has " + SIZE + " bytes, these are " + leaf.length);
    }
    ByteBuffer bytes = ByteBuffer.wrap(leaf);
    byte[] address = new byte[Address.SIZE];
    bytes.get(address);
    return new Arbitrator(
        Address.of(address),
        Uint128.get(bytes),
        Uint128.get(bytes),
        Uint128.get(bytes),
        Uint128.get(bytes),
        bytes.getLong());
  }

  /** The hash of the leaf. */
  public Hash hash() {
    return Keccak.hash(encode());
  }
}
