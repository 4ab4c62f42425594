// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice One deliverable's part of the terms, decoded: the twin of DeliverableTerms (docs/protocol/terms.md).
/// @param kinds bit k: a clause of kind k stands in it
/// @param clauses the list of clauses, packed; Clauses reads it
struct Part {
    uint8 performer;
    uint8 afterDeliverable;
    uint8 court;
    uint8 attempts;
    uint32 grace;
    uint32 challenge;
    Moment due;
    Moment missed;
    Pot[] pays;
    Pot[] lots;
    Gives[] missedGives;
    Gives[] failedGives;
    FactTerms[] facts;
    uint16 kinds;
    bytes clauses;
    bytes program;
}

struct Moment {
    uint8 eventKind;
    uint8 index;
    uint64 offset;
}

struct Pot {
    uint8 owner;
    uint8 token;
    uint128 amount;
}

struct Gives {
    uint8 to;
    uint8 lot;
    uint128 amount;
}

/// @notice A fact as the terms know it.
/// @param kind 0 number, 1 choice, 2 document, 3 time
/// @param source 0 performer, 1 party, 2 attestor
/// @param silence 0 none, 1 the value, 2 as claimed
struct FactTerms {
    uint8 kind;
    bool contestable;
    uint8 source;
    uint8 index;
    uint32 within;
    uint8 silence;
    int256 silenceWord;
    int256 least;
    int256 most;
}
