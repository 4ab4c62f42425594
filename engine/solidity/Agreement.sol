// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Dispute, Found} from "arbitration/Dispute.sol";

/// @notice The twin of org.horkos.engine.lifecycle.AgreementState without its deliverables.
/// @param status 0 active, 1 settled on L1, 2 closed
/// @param start Unix second at which it began
/// @param settledAt Unix second of the settlement on L1, or 0
/// @param members one per party of the terms, in order
/// @param ended how many deliverables have ended
/// @param messages how many outbox messages went to its escrow
/// @param allEndedAt when the end of a deliverable ended all others
/// @param allEndedBy 0 unless that happened; 1 and its performer
struct Agreement {
    uint8 status;
    uint64 start;
    uint64 settledAt;
    Member[] members;
    uint8 ended;
    uint32 messages;
    uint64 allEndedAt;
    uint8 allEndedBy;
}

/// @notice Who sits for a party: the zero address while the seat is empty.
struct Member {
    address account;
    uint64 joinedAt;
}

/// @notice The twin of DeliverableState. What its pots hold follows from `end`: all that the terms pledge, until it ends.
/// @param phase 0 waiting, 1 open, 2 answering, 3 asserted, 4 disputed, 5 executed, 6 cancelled
/// @param end 0 none, 1 kept, 2 failed, 3 missed, 4 cancelled
/// @param facts one per fact of the part
/// @param accepted bit p: party p has accepted
/// @param settling whether somebody has proposed to settle on facts
/// @param factsHash of the proposal
/// @param agreed bit p: party p agrees to it
/// @param disputed whether it has, or had, a dispute
/// @param tally of money that is owed, or of a contest's entries, packed; Tally reads it
struct Deliverable {
    uint8 phase;
    uint8 end;
    uint64 due;
    uint64 missed;
    uint8 attempt;
    uint64 deliveredAt;
    uint64 assertedAt;
    uint64 endedAt;
    FactState[] facts;
    uint16 accepted;
    bool settling;
    bytes32 factsHash;
    uint16 agreed;
    bool disputed;
    Dispute dispute;
    bytes tally;
}

/// @notice What is known of a fact. A document's word is the int256 of its hash's 256 bits.
struct FactState {
    bool isClaimed;
    int256 claimed;
    bool isAnswered;
    int256 answered;
}

/// @notice What a waiting deliverable looks at of another one, see Lifecycle.
struct Neighbour {
    uint8 index;
    uint8 end;
    uint64 due;
    uint64 endedAt;
    uint128 unpaid;
}

/// @notice A word for a fact, in a list that strictly ascends by fact.
struct FactWord {
    uint8 fact;
    int256 word;
}

/// @notice What happens to an agreement.
/// @param kind one of the constants of Act
/// @param actor who acts; for JOIN who joins
/// @param fact the fact of ANSWER, STAND_BY, CONCEDE; the party of JOIN
/// @param word the word of ANSWER; the document of EVIDENCE; the amount of PAY
/// @param facts of DELIVER, CHALLENGE, SETTLE_FACTS
/// @param ruling of RULE, ascending
struct Act {
    uint8 kind;
    address actor;
    uint8 fact;
    int256 word;
    FactWord[] facts;
    Found[] ruling;
}

uint8 constant ADVANCE = 0;
uint8 constant DELIVER = 1;
uint8 constant ANSWER = 2;
uint8 constant ACCEPT = 3;
uint8 constant CHALLENGE = 4;
uint8 constant STAND_BY = 5;
uint8 constant CONCEDE = 6;
uint8 constant SETTLE_FACTS = 7;
uint8 constant EVIDENCE = 8;
uint8 constant RULE = 9;
uint8 constant END = 10;
uint8 constant PAY = 11;

/// @notice One line of an outcome: merged by (token, recipient, reason) and ordered by them, as Outcome in Java.
/// @param token index in the terms
/// @param to a party's index, or COURT or BURNT
/// @param reason 0 award, 1 unawarded, 2 penalty, 3 forfeit, 4 bond
struct Payout {
    uint8 token;
    uint8 to;
    uint8 reason;
    uint256 amount;
}

uint8 constant COURT = 254;
uint8 constant BURNT = 255;

/// @notice What an act comes to.
/// @param refusal 0, or the code of the lifecycle's refusal; then nothing else of this counts
/// @param changed whether anything happened (an effect in Java)
/// @param frozen whether this act opened the dispute
/// @param shownBy the party that showed the document, for EVIDENCE
/// @param hasEnded whether the deliverable ended in this act
/// @param payouts of its end
/// @param closed whether the agreement closed in this act
/// @param entryOf 1 and the contest that the deliverable is an entry of, or 0; also of a refused act
/// @param value what the verdict is worth in that contest
/// @param paid for whom money is that was paid in this act, in the order in which it is owed; no reasons
struct Result {
    uint16 refusal;
    bool changed;
    bool frozen;
    uint8 shownBy;
    bool hasEnded;
    Payout[] payouts;
    bool closed;
    uint8 entryOf;
    uint256 value;
    Payout[] paid;
    Agreement agreement;
    Deliverable deliverable;
}

/// @notice A verdict: the twin of org.horkos.engine.verdict.Verdict.
/// @param award base units, after requires
/// @param failed bit r: require r failed; a program numbers them from 0 to 255
/// @param value what an entry is worth in its contest, below 2^128. What is asked and recorded besides moves no money, so
///        it is not here: IRuleVm.noted
struct Verdict {
    uint256 award;
    Penalty[] penalties;
    uint256 failed;
    uint256 value;
}

/// @notice Points that a party gets.
/// @param points -2^31 to 2^31, not 0
struct Points {
    uint8 rule;
    uint8 to;
    int64 points;
}

/// @notice A penalty of a verdict.
/// @param pot 0 the award, k + 1 lot k
/// @param amount base units, above 0
struct Penalty {
    uint8 rule;
    uint8 to;
    uint8 pot;
    uint256 amount;
}
