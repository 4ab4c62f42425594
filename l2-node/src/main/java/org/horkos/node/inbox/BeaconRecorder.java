package org.horkos.node.inbox;

import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.horkos.node.settlement.Contracts;
import org.horkos.node.settlement.L1Account;
import org.horkos.node.settlement.L1Block;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.settlement.L1Failure;
import org.horkos.node.settlement.Wrappers;

/**
 * Brings scheduled blocks to the inbox when disputes wait for their draw: of each the first whose
 * time is at or after the end of the evidence period. Anybody could do so; the node does it so that
 * nobody has to. It spends gas only when somebody waits.
 */
public final class BeaconRecorder {
  /** How far back L1 knows hashes (EIP-2935). */
  private static final long HISTORY = 8_191;

  private final L1Connection connection;
  private final Wrappers reading;
  private final Wrappers sending;

  /** A recorder whose gas {@code account} pays, written down as {@code beacon}. */
  public BeaconRecorder(L1Connection connection, Contracts contracts, L1Account account) {
    this.connection = connection;
    this.reading = Wrappers.reading(connection, contracts);
    this.sending = Wrappers.sending(connection, contracts, account, "beacon");
  }

  /**
   * Records the block that the longest waiting dispute needs, if it exists and is not recorded yet.
   * Call it again while disputes wait; the beacon comes to L2 as an inbox message.
   *
   * @param evidenceEnds when the evidence periods of the disputes that wait ended, Unix seconds
   * @return the block that was recorded
   */
  public Optional<L1Block> record(NavigableSet<Long> evidenceEnds) {
    if (evidenceEnds.isEmpty()) {
      return Optional.empty();
    }
    L1Block head = connection.head();
    long recorded = Wrappers.ask(reading.inbox().lastBeacon()).longValueExact();
    // A block's hash is known to the blocks after it only, hence not the head itself.
    long newest = scheduledAtOrBelow(head.number() - 1);
    long oldest = scheduledAtOrBelow(Math.max(0, head.number() - HISTORY)) + L1Block.BEACON_EVERY;
    long recordedTime = recorded == 0 ? -1 : time(recorded);
    for (long end : new TreeSet<>(evidenceEnds)) {
      if (end <= recordedTime) {
        continue; // a recorded beacon is late enough already
      }
      Optional<L1Block> block =
          firstSince(end, Math.max(oldest, recorded + L1Block.BEACON_EVERY), newest);
      if (block.isPresent()) {
        byte[] header = connection.header(block.get().number());
        bring(header, recorded);
      }
      return block; // later ends need this or a later block
    }
    return Optional.empty();
  }

  /** If another node is faster the beacon is there, which is all that is wanted. */
  private void bring(byte[] header, long recorded) {
    try {
      Wrappers.ask(sending.inbox().beacon(header));
    } catch (L1Failure refusal) {
      boolean faster =
          refusal.kind() == L1Failure.Kind.REVERTED
              && Wrappers.ask(reading.inbox().lastBeacon()).longValueExact() > recorded;
      if (!faster) {
        throw refusal;
      }
    }
  }

  /**
   * The first scheduled block from {@code least} to {@code most} that is not before {@code time}.
   */
  private Optional<L1Block> firstSince(long time, long least, long most) {
    if (most < least || time(most) < time) {
      return Optional.empty();
    }
    long low = least / L1Block.BEACON_EVERY;
    long high = most / L1Block.BEACON_EVERY;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (time(middle * L1Block.BEACON_EVERY) >= time) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return connection.block(low * L1Block.BEACON_EVERY);
  }

  private static long scheduledAtOrBelow(long number) {
    return Math.floorDiv(number, L1Block.BEACON_EVERY) * L1Block.BEACON_EVERY;
  }

  private long time(long number) {
    return connection.block(number).orElseThrow().time();
  }
}
