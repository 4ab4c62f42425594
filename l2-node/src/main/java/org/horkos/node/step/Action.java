package org.horkos.node.step;

import java.math.BigInteger;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;

/** What a transaction does. Amounts are base units of the account's or the named token. */
public sealed interface Action {
  /** The kind byte it is sent under. */
  StepKind kind();

  /** An action on one deliverable of an agreement. */
  sealed interface OnDeliverable extends Action {
    /** The agreement's id. */
    long agreement();

    /** The deliverable's index in the terms. */
    int deliverable();
  }

  /** A ballot on a panel. */
  sealed interface OnSeat extends Action {
    /** The dispute's id. */
    long dispute();

    /** The seat's number. */
    int seat();
  }

  /** An action in a court. */
  sealed interface InCourt extends Action {
    /** The court's id. */
    long court();

    /** The arbitrator's index in the court's sum tree. */
    long arbitrator();
  }

  /** Moves a balance to another account of the same token. */
  record Transfer(long to, BigInteger amount) implements Action {
    @Override
    public StepKind kind() {
      return StepKind.TRANSFER;
    }
  }

  /** Moves a balance to its owner on L1, by way of the vault. */
  record Withdraw(BigInteger amount) implements Action {
    @Override
    public StepKind kind() {
      return StepKind.WITHDRAW;
    }
  }

  /** The performer delivers: a word for each fact that he states. */
  record Deliver(long agreement, int deliverable, Facts facts) implements OnDeliverable {
    @Override
    public StepKind kind() {
      return StepKind.DELIVER;
    }
  }

  /** Whom the terms name for it ends an open deliverable. */
  record End(long agreement, int deliverable) implements OnDeliverable {
    @Override
    public StepKind kind() {
      return StepKind.END;
    }
  }

  /** The performer pays what he owes, or a part of it, from the account that he signs with. */
  record Pay(long agreement, int deliverable, BigInteger amount) implements OnDeliverable {
    @Override
    public StepKind kind() {
      return StepKind.PAY;
    }
  }

  /** A source states its fact. */
  record Answer(long agreement, int deliverable, int fact, BigInteger word)
      implements OnDeliverable {
    /** Keeps a document's hash, given as the unsigned number that it is, as a signed word. */
    public Answer {
      word = Facts.signed(word);
    }

    @Override
    public StepKind kind() {
      return StepKind.ANSWER;
    }
  }

  /** Somebody with standing accepts the verdict. */
  record Accept(long agreement, int deliverable) implements OnDeliverable {
    @Override
    public StepKind kind() {
      return StepKind.ACCEPT;
    }
  }

  /** Somebody says what some facts should be. */
  record Challenge(long agreement, int deliverable, Facts claim) implements OnDeliverable {
    @Override
    public StepKind kind() {
      return StepKind.CHALLENGE;
    }
  }

  /** Somebody defends what an attestor or silence said. */
  record StandBy(long agreement, int deliverable, int fact) implements OnDeliverable {
    @Override
    public StepKind kind() {
      return StepKind.STAND_BY;
    }
  }

  /** A defender gives a fact up. */
  record Concede(long agreement, int deliverable, int fact) implements OnDeliverable {
    @Override
    public StepKind kind() {
      return StepKind.CONCEDE;
    }
  }

  /** Somebody with standing agrees to end it on these facts. */
  record SettleFacts(long agreement, int deliverable, Facts facts) implements OnDeliverable {
    @Override
    public StepKind kind() {
      return StepKind.SETTLE_FACTS;
    }
  }

  /** A party lays a document before the court. */
  record Evidence(long agreement, int deliverable, Hash document) implements OnDeliverable {
    @Override
    public StepKind kind() {
      return StepKind.EVIDENCE;
    }
  }

  /** Makes a court; its number is the next. */
  record CreateCourt(Address stakeToken, Address feeToken, BigInteger minimumStake)
      implements Action {
    @Override
    public StepKind kind() {
      return StepKind.CREATE_COURT;
    }
  }

  /** Stakes from the account: to join as the next arbitrator, or to top up one's own stake. */
  record Stake(long court, long arbitrator, BigInteger amount) implements InCourt {
    @Override
    public StepKind kind() {
      return StepKind.STAKE;
    }
  }

  /** Takes stake out of the weight; it can be collected when its time to leave has come. */
  record Unstake(long court, long arbitrator, BigInteger amount) implements InCourt {
    @Override
    public StepKind kind() {
      return StepKind.UNSTAKE;
    }
  }

  /**
   * Takes what an arbitrator has earned, and what has left his stake, to an account: all that there
   * is of the account's token.
   */
  record Collect(long court, long arbitrator, long to) implements InCourt {
    @Override
    public StepKind kind() {
      return StepKind.COLLECT;
    }
  }

  /** Commits to a ballot. */
  record Commit(long dispute, int seat, Hash commitment) implements OnSeat {
    @Override
    public StepKind kind() {
      return StepKind.COMMIT;
    }
  }

  /** Reveals a ballot. */
  record Reveal(long dispute, int seat, Hash salt, Facts ballot) implements OnSeat {
    @Override
    public StepKind kind() {
      return StepKind.REVEAL;
    }
  }
}
