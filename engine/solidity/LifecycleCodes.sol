// SPDX-License-Identifier: Apache-2.0
// Written by LifecycleCodesTest from the Java enums; change those.
pragma solidity 0.8.37;

/// @notice Why an act was refused: org.horkos.engine.lifecycle.Refusal.
library Refusal {
    uint16 internal constant AGREEMENT_CLOSED = 10;
    uint16 internal constant AGREEMENT_SETTLED = 11;
    uint16 internal constant NO_SUCH_DELIVERABLE = 12;
    uint16 internal constant NO_SUCH_FACT = 13;
    uint16 internal constant NO_SUCH_SEAT = 14;
    uint16 internal constant NOBODY_DELIVERS = 15;
    uint16 internal constant NOBODY_MAY_END = 16;
    uint16 internal constant STILL_WAITING = 20;
    uint16 internal constant NOT_DELIVERED = 21;
    uint16 internal constant ALREADY_DELIVERED = 22;
    uint16 internal constant NOT_ASSERTED = 23;
    uint16 internal constant ALREADY_ASSERTED = 24;
    uint16 internal constant UNDER_DISPUTE = 25;
    uint16 internal constant NOT_DISPUTED = 26;
    uint16 internal constant NO_PANEL_YET = 27;
    uint16 internal constant NOTHING_STATED = 28;
    uint16 internal constant DELIVERABLE_ENDED = 29;
    uint16 internal constant NOT_THE_PERFORMER = 30;
    uint16 internal constant NOT_THE_SOURCE = 31;
    uint16 internal constant NO_STANDING = 32;
    uint16 internal constant NO_LOT = 33;
    uint16 internal constant OWN_STATEMENT = 34;
    uint16 internal constant OWN_SILENCE = 35;
    uint16 internal constant DEFENDS_IT = 36;
    uint16 internal constant CLAIMS_AGAINST_IT = 37;
    uint16 internal constant NOT_A_DEFENDER = 38;
    uint16 internal constant ROLE_TAKEN = 39;
    uint16 internal constant WRONG_FACTS = 40;
    uint16 internal constant OUT_OF_RANGE = 41;
    uint16 internal constant BREAKS_REQUIRE = 42;
    uint16 internal constant NOT_CONTESTABLE = 43;
    uint16 internal constant EMPTY_CLAIM = 44;
    uint16 internal constant CLAIM_TOO_LONG = 45;
    uint16 internal constant SAME_AS_ASSERTED = 46;
    uint16 internal constant CHANGES_NOTHING = 47;
    uint16 internal constant NOT_MINIMAL = 48;
    uint16 internal constant STATED_BY_A_PARTY = 49;
    uint16 internal constant NOT_CONTESTED = 50;
    uint16 internal constant EMPTY_DOCUMENT = 51;
    uint16 internal constant WRONG_FINDING = 52;
    uint16 internal constant MAY_NOT_END = 53;
    uint16 internal constant NOT_ASKED = 54;
    uint16 internal constant NOTHING_OWED = 57;
    uint16 internal constant WRONG_AMOUNT = 58;
    uint16 internal constant NOT_BY_DELIVERY = 59;
    uint16 internal constant ALREADY_ANSWERED = 60;
    uint16 internal constant ALREADY_ACCEPTED = 61;
    uint16 internal constant ALREADY_CHALLENGED = 62;
    uint16 internal constant ALREADY_STANDING_BY = 63;
    uint16 internal constant ALREADY_AGREED = 64;
    uint16 internal constant SEAT_TAKEN = 65;
    uint16 internal constant ANSWER_TOO_LATE = 70;
    uint16 internal constant WINDOW_PASSED = 71;
    uint16 internal constant EVIDENCE_PASSED = 72;
    uint16 internal constant SEAT_LAPSED = 73;
    uint16 internal constant DELIVERY_TOO_LATE = 74;
    uint16 internal constant TOO_EARLY_TO_END = 75;
    uint16 internal constant NOTHING_DUE = 80;
}

/// @notice Where an agreement stands: AgreementState.Status.
library AgreementStatus {
    uint8 internal constant ACTIVE = 0;
    uint8 internal constant SETTLED = 1;
    uint8 internal constant CLOSED = 2;
}

/// @notice Where a deliverable stands: DeliverableState.Phase.
library Phase {
    uint8 internal constant WAITING = 0;
    uint8 internal constant OPEN = 1;
    uint8 internal constant ANSWERING = 2;
    uint8 internal constant ASSERTED = 3;
    uint8 internal constant DISPUTED = 4;
    uint8 internal constant EXECUTED = 5;
    uint8 internal constant CANCELLED = 6;
}

/// @notice How a deliverable ended: DeliverableState.End.
library End {
    uint8 internal constant NONE = 0;
    uint8 internal constant KEPT = 1;
    uint8 internal constant FAILED = 2;
    uint8 internal constant MISSED = 3;
    uint8 internal constant CANCELLED = 4;
}

/// @notice Where a dispute stands: DisputeState.Phase.
library DisputePhase {
    uint8 internal constant EVIDENCE = 0;
    uint8 internal constant PANEL = 1;
    uint8 internal constant RULED = 2;
}

/// @notice What a moment of the terms counts from: Moment.Event.
library MomentEvent {
    uint8 internal constant START = 0;
    uint8 internal constant DUE = 1;
    uint8 internal constant ENDED = 2;
    uint8 internal constant DUE_OF = 3;
    uint8 internal constant JOINS = 4;
    uint8 internal constant DATE = 5;
}

/// @notice What a fact's word is: the part's Kind.
library FactKind {
    uint8 internal constant NUMBER = 0;
    uint8 internal constant CHOICE = 1;
    uint8 internal constant DOCUMENT = 2;
    uint8 internal constant TIME = 3;
}

/// @notice Who states a fact: the part's Source.
library FactSource {
    uint8 internal constant PERFORMER = 0;
    uint8 internal constant PARTY = 1;
    uint8 internal constant ATTESTOR = 2;
}

/// @notice What no answer means: the part's Silence.
library FactSilence {
    uint8 internal constant NONE = 0;
    uint8 internal constant VALUE = 1;
    uint8 internal constant AS_CLAIMED = 2;
}

/// @notice Bounds and times of the lifecycle, in seconds where times.
library LifecycleLimits {
    uint256 internal constant MAX_CLAIM = 8;
    uint64 internal constant DRAW_WITHIN = 259200;
    uint64 internal constant PANEL_SLACK = 86400;
    uint8 internal constant NO_DELIVERABLE = 255;
    uint64 internal constant LAST_INSTANT = 9223372036854775807;
}
