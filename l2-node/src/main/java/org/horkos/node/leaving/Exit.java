package org.horkos.node.leaving;

import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.Set;
import org.horkos.dsl.value.Address;
import org.horkos.escrow.payout.Claim;
import org.horkos.escrow.payout.OutboxMessage;
import org.horkos.node.inbox.InboxMessage;

/**
 * One thing that somebody still has in a frozen rollup, and one transaction (of an agreement that
 * never began: a few) brings to him. Amounts are base units, the zero address as a token is ETH.
 */
public sealed interface Exit {
  /** Who is paid by it, or may be. */
  Set<Address> owners();

  /** What it is, for people; no full stop. */
  String sentence();

  /**
   * A message of the outbox that was never claimed.
   *
   * @param claim with its proof
   */
  record Payout(Claim claim) implements Exit {
    @Override
    public Set<Address> owners() {
      Set<Address> owners = new LinkedHashSet<>();
      claim.message().payments().forEach(payment -> owners.add(payment.to()));
      return owners;
    }

    @Override
    public String sentence() {
      OutboxMessage message = claim.message();
      return switch (message.kind()) {
        case PAYOUT -> "payout " + message.sequence() + " of escrow " + message.target();
        case CLOSED -> "the rest of the settled escrow " + message.target();
        case WITHDRAWAL -> "withdrawal " + claim.index() + " from the vault";
      };
    }
  }

  /** The balance of an account. */
  record Balance(long account, Address owner, Address token, BigInteger amount) implements Exit {
    @Override
    public Set<Address> owners() {
      return Set.of(owner);
    }

    @Override
    public String sentence() {
      return "the balance of account " + account;
    }
  }

  /** A deposit that was never consumed. */
  record Deposit(InboxMessage message, Address owner, Address token, BigInteger amount)
      implements Exit {
    @Override
    public Set<Address> owners() {
      return Set.of(owner);
    }

    @Override
    public String sentence() {
      return "the deposit of inbox message " + message.index() + " that was never consumed";
    }
  }

  /** What is left of an agreement's fee pot. */
  record FeePot(long agreement, Address owner, Address token, BigInteger amount) implements Exit {
    @Override
    public Set<Address> owners() {
      return Set.of(owner);
    }

    @Override
    public String sentence() {
      return "the fee pot of agreement " + agreement;
    }
  }

  /** The fee pot of an agreement whose beginning was never consumed. */
  record FeePotOfUnbegun(Address escrow, InboxMessage message, Address proposer) implements Exit {
    @Override
    public Set<Address> owners() {
      return Set.of(proposer);
    }

    @Override
    public String sentence() {
      return "the fee pot of escrow " + escrow + ", whose agreement never began";
    }
  }

  /** What an arbitrator has in a court. */
  record Stake(long court, int place, Address owner) implements Exit {
    @Override
    public Set<Address> owners() {
      return Set.of(owner);
    }

    @Override
    public String sentence() {
      return "the stake of arbitrator " + place + " in court " + court;
    }
  }

  /** A deliverable that has not ended. */
  record Deliverable(Address escrow, long agreement, int index, Set<Address> parties)
      implements Exit {
    public Deliverable {
      parties = Set.copyOf(parties);
    }

    @Override
    public Set<Address> owners() {
      return parties;
    }

    @Override
    public String sentence() {
      return "deliverable " + index + " of agreement " + agreement;
    }
  }

  /**
   * An agreement whose beginning was never consumed: everybody is refunded, or after a settlement
   * the rest is released.
   */
  record Unbegun(Address escrow, InboxMessage message, Set<Address> payers) implements Exit {
    public Unbegun {
      payers = Set.copyOf(payers);
    }

    @Override
    public Set<Address> owners() {
      return payers;
    }

    @Override
    public String sentence() {
      return "the deposits in escrow " + escrow + ", whose agreement never began";
    }
  }

  /** What somebody paid who joined, of which L2 never heard. */
  record Seat(Address escrow, InboxMessage message, Address owner) implements Exit {
    @Override
    public Set<Address> owners() {
      return Set.of(owner);
    }

    @Override
    public String sentence() {
      return "the deposits of " + owner + ", who joined in escrow " + escrow + " too late";
    }
  }

  /** What a settlement kept back for court and fire, and no court can claim any more. */
  record Rest(Address escrow, long agreement, Address to) implements Exit {
    @Override
    public Set<Address> owners() {
      return Set.of(to);
    }

    @Override
    public String sentence() {
      return "the rest of the settled escrow " + escrow;
    }
  }
}
