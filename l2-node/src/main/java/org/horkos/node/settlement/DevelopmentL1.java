package org.horkos.node.settlement;

import java.util.List;

/**
 * What only a development L1 (anvil) can do: let time pass, or go back. For the demo and for tests;
 * a node never uses it. Blocks are really mined, so the scheduled beacons among them exist.
 */
public final class DevelopmentL1 {
  private static final int MOST_BLOCKS_AT_ONCE = 10_000;
  private static final int MOST_BLOCKS_A_REQUEST = 200;

  private final L1Connection connection;

  /** Time for the L1 at the other end of this connection. */
  public DevelopmentL1(L1Connection connection) {
    this.connection = connection;
  }

  /**
   * Lets {@code seconds} pass, with {@code blocks} blocks in equal distance.
   *
   * @param seconds at least {@code blocks}
   * @param blocks 1 to 10,000
   * @return the head afterwards; its time is at least {@code seconds} after the head before
   */
  public L1Block advance(long seconds, int blocks) {
    if (blocks < 1 || blocks > MOST_BLOCKS_AT_ONCE || seconds < blocks) {
      throw new IllegalArgumentException(
          "1 to " + MOST_BLOCKS_AT_ONCE + " blocks, each at least a second");
    }
    long interval = seconds / blocks;
    long rest = seconds - interval * blocks;
    if (rest > 0) {
      connection.ask("evm_increaseTime", List.of(rest));
    }
    mine(blocks, interval);
    return connection.head();
  }

  /**
   * Lets time pass until the next scheduled beacon is in a block.
   *
   * @param secondsPerBlock between the blocks up to it, at least 1
   * @return that block
   */
  public L1Block advanceToBeacon(long secondsPerBlock) {
    if (secondsPerBlock < 1) {
      throw new IllegalArgumentException("blocks are at least a second apart");
    }
    long number = connection.head().number();
    long beacon = (number / L1Block.BEACON_EVERY + 1) * L1Block.BEACON_EVERY;
    // interval mining goes on meanwhile, so this may overshoot the beacon by a block
    mine(Math.toIntExact(beacon - number), secondsPerBlock);
    return connection.block(beacon).orElseThrow();
  }

  /**
   * Replaces the newest blocks by other, empty ones, as a reorganisation does.
   *
   * @param depth how many, at least 1
   */
  public void reorganise(int depth) {
    connection.askOrNull("anvil_reorg", List.of(depth, List.of()), "anvil_reorg");
  }

  /**
   * Takes the newest blocks away, without others in their place.
   *
   * @param depth how many, at least 1
   */
  public void takeBack(int depth) {
    connection.askOrNull("anvil_rollback", List.of(depth), "anvil_rollback");
  }

  /** From now on a block is made for each transaction, at once, and none by the clock. */
  public void mineOnDemand() {
    connection.askOrNull("evm_setIntervalMining", List.of(0), "evm_setIntervalMining");
    connection.askOrNull("evm_setAutomine", List.of(true), "evm_setAutomine");
  }

  /** From now on no block is made but by {@link #advance}, until {@link #mineOnDemand}. */
  public void holdBlocks() {
    connection.askOrNull("evm_setAutomine", List.of(false), "evm_setAutomine");
  }

  /**
   * From now on time stands still between blocks: each is a second after the one before it, however
   * long it took, unless {@link #setNextBlock} or {@link #advanceTo} says otherwise.
   */
  public void tickByBlocks() {
    connection.askOrNull(
        "anvil_setBlockTimestampInterval", List.of(1), "anvil_setBlockTimestampInterval");
  }

  /**
   * The next block is of this second, whoever brings it about.
   *
   * @param time Unix seconds, after the head's
   */
  public void setNextBlock(long time) {
    connection.askOrNull("evm_setNextBlockTimestamp", List.of(time), "evm_setNextBlockTimestamp");
  }

  /**
   * Makes a block of exactly this second.
   *
   * @param time Unix seconds, after the head's
   */
  public void advanceTo(long time) {
    setNextBlock(time);
    mine(1, 1);
  }

  /**
   * Lets time pass to a second in which the block is a scheduled beacon: the blocks before it are a
   * second apart, as many as are missing. Only while {@link #tickByBlocks()} holds.
   *
   * @param time Unix seconds; the beacon comes later if the blocks do not fit before it
   * @return that block
   */
  public L1Block advanceToBeaconAt(long time) {
    long number = connection.head().number();
    long beacon = (number / L1Block.BEACON_EVERY + 1) * L1Block.BEACON_EVERY;
    if (beacon - number > 1) {
      mine(Math.toIntExact(beacon - number - 1), 1);
    }
    advanceTo(Math.max(time, connection.head().time() + 1));
    L1Block made = connection.block(beacon).orElseThrow();
    return made.time() < time ? advanceToBeaconAt(time) : made; // somebody's block came between
  }

  /** Notes down how L1 is now, for {@link #goBack}. */
  public String snapshot() {
    return connection.ask("evm_snapshot", List.of()).toString();
  }

  /**
   * Makes L1 what it was, time included. A snapshot serves once, and takes all later ones with it.
   * What was read of L1 since, nonces for one, is wrong afterwards: connect anew.
   *
   * @return false if there is no such snapshot any more
   */
  public boolean goBack(String snapshot) {
    return Boolean.parseBoolean(connection.ask("evm_revert", List.of(snapshot)).toString());
  }

  /** Mines in small portions, so that no request takes so long that it would be repeated. */
  private void mine(int blocks, long interval) {
    for (int left = blocks; left > 0; left -= MOST_BLOCKS_A_REQUEST) {
      connection.askOrNull(
          "anvil_mine",
          List.of(
              "0x" + Integer.toHexString(Math.min(left, MOST_BLOCKS_A_REQUEST)),
              "0x" + Long.toHexString(interval)),
          "anvil_mine");
    }
  }
}
