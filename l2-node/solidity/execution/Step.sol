// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {FactWord} from "engine/Agreement.sol";

/// @notice One step of a chunk, all kinds in one (docs/protocol/steps.md). What a kind does not have is zero.
/// @param kind one of StepKinds
/// @param malformed its length is known, but it is not in its one form: nothing else of it counts
/// @param account who pays and signs
/// @param fee base units
/// @param first agreement, dispute, court or recipient; the account of Collector; inboxCount of Clock
/// @param second deliverable, seat, arbitrator; the beacon of Draw
/// @param third the fact; the recipient of Collect
/// @param number amount, word, document, commitment, minimum stake; the time of Clock
/// @param stakeToken of CreateCourt
/// @param feeToken of CreateCourt
/// @param salt of Reveal
/// @param facts of a list
/// @param r the signature's first half
/// @param vs its second half
struct Step {
    uint8 kind;
    bool malformed;
    uint32 account;
    uint64 fee;
    uint32 first;
    uint32 second;
    uint32 third;
    uint256 number;
    address stakeToken;
    address feeToken;
    bytes32 salt;
    FactWord[] facts;
    bytes32 r;
    bytes32 vs;
}
