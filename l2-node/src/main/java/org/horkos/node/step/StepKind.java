package org.horkos.node.step;

import java.util.Optional;
import org.horkos.dsl.value.Eip712;

/**
 * The kinds of steps: the byte each is sent under, its weight and, of a transaction, the EIP-712
 * type that is signed. The table of docs/protocol/steps.md is checked against this.
 */
public enum StepKind {
  /** {@link SystemStep.Clock}. */
  CLOCK(1, "Clock", 1),
  /** {@link SystemStep.Inbox}. */
  INBOX(2, "Inbox", 92),
  /** {@link SystemStep.Advance}. */
  ADVANCE(3, "Advance", 90),
  /** {@link SystemStep.Draw}. */
  DRAW(4, "Draw", 50),
  /** {@link SystemStep.SettleSeat}. */
  SETTLE_SEAT(5, "SettleSeat", 50),
  /** {@link SystemStep.Collector}. */
  COLLECTOR(6, "Collector", 1),
  /** {@link Action.Transfer}. */
  TRANSFER(10, "Transfer", 6, "address to,uint128 amount"),
  /** {@link Action.Withdraw}. */
  WITHDRAW(11, "Withdraw", 6, "uint128 amount"),
  /** {@link Action.Deliver}. */
  DELIVER(12, "Deliver", 90, Fields.ON_DELIVERABLE + ",bytes32 factsHash"),
  /** {@link Action.Answer}. */
  ANSWER(13, "Answer", 90, Fields.ON_DELIVERABLE + ",uint8 fact,int256 value"),
  /** {@link Action.Accept}. */
  ACCEPT(14, "Accept", 90, Fields.ON_DELIVERABLE + ",bytes32 factsHash"),
  /** {@link Action.Challenge}. */
  CHALLENGE(15, "Challenge", 90, Fields.ON_DELIVERABLE + ",bytes32 factsHash"),
  /** {@link Action.StandBy}. */
  STAND_BY(16, "StandBy", 90, Fields.ON_DELIVERABLE + ",uint8 fact"),
  /** {@link Action.Concede}. */
  CONCEDE(17, "Concede", 90, Fields.ON_DELIVERABLE + ",uint8 fact"),
  /** {@link Action.SettleFacts}. */
  SETTLE_FACTS(18, "SettleFacts", 90, Fields.ON_DELIVERABLE + ",bytes32 factsHash"),
  /** {@link Action.Evidence}. */
  EVIDENCE(19, "Evidence", 90, Fields.ON_DELIVERABLE + ",bytes32 document"),
  /** {@link Action.CreateCourt}. */
  CREATE_COURT(20, "CreateCourt", 6, "address stakeToken,address feeToken,uint128 minimumStake"),
  /** {@link Action.Stake}. */
  STAKE(21, "Stake", 8, "uint32 court,uint128 amount"),
  /** {@link Action.Unstake}. */
  UNSTAKE(22, "Unstake", 8, "uint32 court,uint128 amount"),
  /** {@link Action.Commit}. */
  COMMIT(23, "Commit", 50, Fields.ON_SEAT + ",bytes32 commitment"),
  /** {@link Action.Reveal}. */
  REVEAL(24, "Reveal", 90, Fields.ON_SEAT + ",bytes32 ballotHash,bytes32 salt"),
  /** {@link Action.Collect}. */
  COLLECT(25, "Collect", 8, "uint32 court,address to"),
  /** {@link Action.End}. */
  END(26, "End", 90, Fields.ON_DELIVERABLE),
  /** {@link Action.Pay}. */
  PAY(27, "Pay", 90, Fields.ON_DELIVERABLE + ",uint128 amount");

  private final int code;
  private final String title;
  private final int weight;
  private final Optional<Eip712.Type> type;

  StepKind(int code, String title, int weight) {
    this.code = code;
    this.title = title;
    this.weight = weight;
    this.type = Optional.empty();
  }

  StepKind(int code, String title, int weight, String fields) {
    this.code = code;
    this.title = title;
    this.weight = weight;
    this.type = Optional.of(Eip712.Type.of(title + "(" + Fields.COMMON + "," + fields + ")"));
  }

  /** The byte it is sent under. */
  public int code() {
    return code;
  }

  /** Its name in docs and in the EIP-712 type. */
  public String title() {
    return title;
  }

  /** What it counts for in {@link StepCodec#MAX_CHUNK_WEIGHT}. */
  public int weight() {
    return weight;
  }

  /** What is signed; empty for system steps. */
  public Optional<Eip712.Type> type() {
    return type;
  }

  /** The kind of this byte, if there is one. */
  public static Optional<StepKind> of(int code) {
    for (StepKind kind : values()) {
      if (kind.code == code) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  private static final class Fields {
    static final String COMMON = "address account,address token,uint64 nonce,uint64 fee";
    static final String ON_DELIVERABLE = "bytes32 termsHash,uint8 deliverable,uint8 attempt";
    static final String ON_SEAT = "bytes32 termsHash,uint8 deliverable,uint8 round,uint8 seat";
  }
}
