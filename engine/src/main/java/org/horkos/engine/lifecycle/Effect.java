package org.horkos.engine.lifecycle;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.horkos.arbitration.ruling.Finding;
import org.horkos.arbitration.ruling.Forfeit;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.engine.verdict.Verdict;

/** What an input brought about, as data, in the order in which it happened. */
public sealed interface Effect {
  /** A deliverable changed its phase at an instant, which may lie before the input's. */
  record Moved(int deliverable, DeliverableState.Phase from, DeliverableState.Phase to, long at)
      implements Effect {}

  /** A verdict was asserted and waits for its window. {@code missed}: nothing was delivered. */
  record Asserted(int deliverable, Verdict verdict, boolean missed, long at) implements Effect {}

  /** The first challenge of a window: pay and lots are frozen. */
  record Frozen(int deliverable, int challenger, long at) implements Effect {}

  /** Somebody contests facts, and says what they should be. */
  record Challenged(int deliverable, int party, SortedMap<Integer, BigInteger> claim, long at)
      implements Effect {
    public Challenged {
      claim = Collections.unmodifiableSortedMap(new TreeMap<>(claim));
    }
  }

  /** Somebody stands by what an attestor or silence said. */
  record StoodBy(int deliverable, int party, int fact, long at) implements Effect {}

  /** A defender gave a fact up. */
  record Conceded(int deliverable, int party, int fact, long at) implements Effect {}

  /** The evidence period is over and a panel must find these facts. */
  record PanelCalled(int deliverable, List<Integer> facts, long at) implements Effect {
    public PanelCalled {
      facts = List.copyOf(facts);
    }
  }

  /**
   * Money that is owed was paid, out of the performer's balance and not out of the agreement's.
   *
   * @param token token index
   * @param amount base units
   * @param shares for whom it is, in the order in which it is owed; they sum to the amount
   */
  record Paid(int deliverable, int token, BigInteger amount, List<Share> shares, long at)
      implements Effect {
    public Paid {
      shares = List.copyOf(shares);
    }

    /**
     * A part of a payment.
     *
     * @param to party index
     * @param amount base units, above 0
     */
    public record Share(int to, BigInteger amount) {}
  }

  /** Somebody joined in an open seat. */
  record Joined(int party, Address account, long at) implements Effect {}

  /** All parties settled on L1. */
  record Settled(long at) implements Effect {}

  /** A document was laid before the court. Only its hash is known; the state does not keep it. */
  record Shown(int deliverable, int party, Hash document, long at) implements Effect {}

  /** The facts of a dispute are found, by whom, and what each forfeits. */
  record Ruled(int deliverable, List<Finding> findings, List<Forfeit> forfeits, long at)
      implements Effect {
    public Ruled {
      findings = List.copyOf(findings);
      forfeits = List.copyOf(forfeits);
    }
  }

  /** A deliverable ended: its verdict (absent when cancelled or missed) and what moves. */
  record Ended(
      int deliverable,
      DeliverableState.End end,
      Optional<Verdict> verdict,
      List<Payout> payouts,
      long at)
      implements Effect {
    public Ended {
      payouts = List.copyOf(payouts);
    }
  }

  /** Every deliverable has ended; {@code at} is the end of the one that was noticed last. */
  record Closed(long at) implements Effect {}

  /**
   * Money that leaves the agreement.
   *
   * @param token token index
   * @param to who gets it
   * @param amount base units, above 0
   * @param source why: for timelines and for "gets" and "recovers" of scenarios
   */
  record Payout(int token, Recipient to, BigInteger amount, Reason source) {}

  /** Who can be paid. */
  sealed interface Recipient {
    /** A party, by index. */
    record Party(int index) implements Recipient {}

    /** The court, by way of the vault. */
    record Court() implements Recipient {}

    /** Nobody: destroyed. */
    record Burn() implements Recipient {}
  }

  /** Why something is paid. */
  enum Reason {
    /** The performer's award after penalties. */
    AWARD,
    /** Pay that was not awarded, back to a payer. */
    UNAWARDED,
    /** A penalty, or what a missed or failed deliverable gives. */
    PENALTY,
    /** A part of a forfeit. */
    FORFEIT,
    /** One's own bond back. */
    BOND
  }
}
