package org.horkos.node.state;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.horkos.arbitration.dispute.DisputeState;
import org.horkos.arbitration.panel.Arbitrator;
import org.horkos.arbitration.panel.PanelState;
import org.horkos.arbitration.panel.Seat;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.engine.lifecycle.AgreementState.AllEnded;
import org.horkos.engine.lifecycle.AgreementState.Member;
import org.horkos.engine.lifecycle.DeliverableState.End;
import org.horkos.engine.lifecycle.DeliverableState.FactState;
import org.horkos.engine.lifecycle.DeliverableState.Phase;
import org.horkos.engine.lifecycle.DeliverableState.Settlement;
import org.horkos.engine.lifecycle.Tally;

/**
 * What stands at one index of the state: docs/protocol/state.md. Times are Unix seconds, amounts
 * base units of their token.
 */
public sealed interface Leaf {
  /**
   * What concerns the rollup as a whole.
   *
   * @param time L2 time
   * @param inboxCount inbox messages consumed
   * @param accounts ids given so far; the first is 1
   * @param agreements ids given so far; the first is 0
   * @param disputes ids given so far; the first is 0
   * @param courts ids given so far; the first is 0
   * @param outbox messages sent to L1
   * @param beacons beacons taken in
   * @param collector the account that earns the fees; 0: nobody, and no fees are taken
   * @param steps parsed steps
   */
  record Globals(
      long time,
      long inboxCount,
      long accounts,
      long agreements,
      long disputes,
      long courts,
      long outbox,
      long beacons,
      long collector,
      long steps)
      implements Leaf {
    /** The only version of the format. */
    public static final int VERSION = 1;

    /** Before anything has happened. */
    public static final Globals GENESIS = new Globals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** The same with another time. */
    public Globals withTime(long value) {
      return new Globals(
          value,
          inboxCount,
          accounts,
          agreements,
          disputes,
          courts,
          outbox,
          beacons,
          collector,
          steps);
    }

    /** The same with another inboxCount. */
    public Globals withInboxCount(long value) {
      return new Globals(
          time, value, accounts, agreements, disputes, courts, outbox, beacons, collector, steps);
    }

    /** The same with another accounts. */
    public Globals withAccounts(long value) {
      return new Globals(
          time, inboxCount, value, agreements, disputes, courts, outbox, beacons, collector, steps);
    }

    /** The same with another agreements. */
    public Globals withAgreements(long value) {
      return new Globals(
          time, inboxCount, accounts, value, disputes, courts, outbox, beacons, collector, steps);
    }

    /** The same with another disputes. */
    public Globals withDisputes(long value) {
      return new Globals(
          time, inboxCount, accounts, agreements, value, courts, outbox, beacons, collector, steps);
    }

    /** The same with another courts. */
    public Globals withCourts(long value) {
      return new Globals(
          time,
          inboxCount,
          accounts,
          agreements,
          disputes,
          value,
          outbox,
          beacons,
          collector,
          steps);
    }

    /** The same with another outbox. */
    public Globals withOutbox(long value) {
      return new Globals(
          time,
          inboxCount,
          accounts,
          agreements,
          disputes,
          courts,
          value,
          beacons,
          collector,
          steps);
    }

    /** The same with another beacons. */
    public Globals withBeacons(long value) {
      return new Globals(
          time,
          inboxCount,
          accounts,
          agreements,
          disputes,
          courts,
          outbox,
          value,
          collector,
          steps);
    }

    /** The same with another collector. */
    public Globals withCollector(long value) {
      return new Globals(
          time, inboxCount, accounts, agreements, disputes, courts, outbox, beacons, value, steps);
    }

    /** The same with another steps. */
    public Globals withSteps(long value) {
      return new Globals(
          time,
          inboxCount,
          accounts,
          agreements,
          disputes,
          courts,
          outbox,
          beacons,
          collector,
          value);
    }
  }

  /**
   * Somebody's balance in one token.
   *
   * @param owner who signs for it
   * @param token zero is ETH
   * @param nonce executed transactions of the account
   * @param balance at most 2^128 - 1
   */
  record Account(Address owner, Address token, long nonce, BigInteger balance) implements Leaf {
    /** The same with another balance. */
    public Account withBalance(BigInteger other) {
      return new Account(owner, token, nonce, other);
    }

    /** The same with the next nonce. */
    public Account used() {
      return new Account(owner, token, nonce + 1, balance);
    }
  }

  /**
   * An agreement as a whole.
   *
   * @param termsHash of its terms
   * @param escrow where its money lies on L1
   * @param status where it stands
   * @param start when the last named party's money was in
   * @param settledAt when all settled on L1; 0 unless they did
   * @param ended how many of its deliverables have ended
   * @param messages outbox messages sent to its escrow
   * @param feePot prepaid fees, in the first token
   * @param feePotOwner the account that gets what is left of the fee pot in the end; 0: nobody
   * @param allEnded that the end of one deliverable has ended all others
   * @param openSeats who joined, in the order of the terms' open seats
   */
  record AgreementHead(
      Hash termsHash,
      Address escrow,
      Status status,
      long start,
      long settledAt,
      int ended,
      long messages,
      BigInteger feePot,
      long feePotOwner,
      Optional<AllEnded> allEnded,
      List<Member> openSeats)
      implements Leaf {
    public AgreementHead {
      openSeats = List.copyOf(openSeats);
    }

    /** The same with another fee pot. */
    public AgreementHead withFeePot(BigInteger amount) {
      return new AgreementHead(
          termsHash,
          escrow,
          status,
          start,
          settledAt,
          ended,
          messages,
          amount,
          feePotOwner,
          allEnded,
          openSeats);
    }

    /** Where an agreement stands. The ordinal is the byte in the leaf. */
    public enum Status {
      /** Its deliverables run. */
      ACTIVE,
      /** Settled on L1 by all. */
      SETTLED,
      /** Every deliverable has ended. */
      CLOSED
    }
  }

  /**
   * A deliverable; its dispute stands in a leaf of its own. What its pots hold follows from its
   * end.
   *
   * @param phase where it stands
   * @param end how it ended
   * @param due as moved so far
   * @param missed deadline of Open, as moved so far
   * @param attempt deliveries so far
   * @param deliveredAt of the last delivery
   * @param assertedAt of the standing verdict
   * @param endedAt when it ended
   * @param accepted bit p: party p accepted the standing verdict
   * @param settlement a settlement that is being agreed on
   * @param dispute the id of its dispute, if there is one
   * @param facts what is known of each fact
   * @param tally of money that is owed, or of a contest's entries
   */
  record DeliverableLeaf(
      Phase phase,
      End end,
      long due,
      long missed,
      int attempt,
      long deliveredAt,
      long assertedAt,
      long endedAt,
      int accepted,
      Optional<Settlement> settlement,
      Optional<Long> dispute,
      List<FactState> facts,
      Tally tally)
      implements Leaf {
    public DeliverableLeaf {
      facts = List.copyOf(facts);
    }

    /** One without a tally. */
    public DeliverableLeaf(
        Phase phase,
        End end,
        long due,
        long missed,
        int attempt,
        long deliveredAt,
        long assertedAt,
        long endedAt,
        int accepted,
        Optional<Settlement> settlement,
        Optional<Long> dispute,
        List<FactState> facts) {
      this(
          phase,
          end,
          due,
          missed,
          attempt,
          deliveredAt,
          assertedAt,
          endedAt,
          accepted,
          settlement,
          dispute,
          facts,
          Tally.NONE);
    }

    /** As every deliverable begins: what an absent leaf means. */
    public static DeliverableLeaf started(int facts) {
      return new DeliverableLeaf(
          Phase.WAITING,
          End.NONE,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          Optional.empty(),
          Optional.empty(),
          Collections.nCopies(facts, FactState.UNKNOWN));
    }
  }

  /**
   * A dispute.
   *
   * @param agreement its id
   * @param deliverable its index
   * @param state what is contested, by whom, until when
   */
  record DisputeLeaf(long agreement, int deliverable, DisputeState state) implements Leaf {}

  /**
   * A panel without its seats.
   *
   * @param state the panel; {@link PanelState#seats()} is empty
   * @param seats how many seat leaves follow
   */
  record PanelLeaf(PanelState state, int seats) implements Leaf {}

  /** A seat of a panel. */
  record SeatLeaf(Seat seat) implements Leaf {}

  /**
   * A document laid before the court.
   *
   * @param document its hash
   * @param at when
   */
  record ExhibitLeaf(Hash document, long at) implements Leaf {}

  /**
   * A court; its arbitrators stand in a sum tree of their own.
   *
   * @param owner who made it
   * @param stakeToken what arbitrators stake
   * @param feeToken what they earn
   * @param minimumStake what a seat locks
   * @param arbitrators how many have joined
   * @param root of the sum tree
   * @param total of all stakes
   * @param feeTreasury in the fee token
   * @param stakeTreasury in the stake token
   */
  record CourtLeaf(
      Address owner,
      Address stakeToken,
      Address feeToken,
      BigInteger minimumStake,
      int arbitrators,
      Hash root,
      BigInteger total,
      BigInteger feeTreasury,
      BigInteger stakeTreasury)
      implements Leaf {}

  /**
   * A message to L1.
   *
   * @param kind what it is
   * @param target the escrow or vault that may use it
   * @param sequence its number among the target escrow's; 0 for the vault
   * @param payments at most 255
   */
  record OutboxLeaf(Kind kind, Address target, long sequence, List<Payment> payments)
      implements Leaf {
    public OutboxLeaf {
      payments = List.copyOf(payments);
    }

    /** What a message is. The ordinal and 1 is the byte in the leaf. */
    public enum Kind {
      /** An escrow pays. */
      PAYOUT,
      /** The vault pays. */
      WITHDRAWAL,
      /** All in an agreement has ended. */
      CLOSED
    }

    /**
     * A payment.
     *
     * @param token zero is ETH
     * @param to who gets it
     * @param amount above 0
     */
    public record Payment(Address token, Address to, BigInteger amount) {}
  }

  /**
   * Randomness of L1.
   *
   * @param blockNumber of a scheduled block
   * @param blockTime its timestamp
   * @param seed its prevrandao
   */
  record Beacon(long blockNumber, long blockTime, Hash seed) implements Leaf {}

  /**
   * One change of a court's sum tree. Stands in the history beside the tree, not in it: the tree
   * holds the sum tree's root in the court's leaf.
   *
   * @param index the arbitrator's
   * @param arbitrator the leaf of the sum tree from then on
   */
  record StakeChange(int index, Arbitrator arbitrator) implements Leaf {}
}
