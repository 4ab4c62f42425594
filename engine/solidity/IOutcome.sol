// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Dispute, Finding, Found} from "arbitration/Dispute.sol";
import {CourtTerms} from "escrow/Terms.sol";
import {Payout, Verdict} from "./Agreement.sol";

/// @notice Ends without a verdict.
library Undelivered {
    /// @notice Nothing was delivered in time; money that is owed was not late, or was.
    uint8 internal constant MISSED = 0;
    uint8 internal constant MISSED_LATE = 1;
    /// @notice Missed because another deliverable's end ended everything: nothing is carried on.
    uint8 internal constant MISSED_WITH_ALL = 2;
    /// @notice Everything goes back.
    uint8 internal constant CANCELLED = 3;
    /// @notice All entries of a contest have ended: its pay is shared out.
    uint8 internal constant SHARED = 4;
}

/// @notice What the end of a deliverable moves: the twin of Outcome, Findings and Forfeits. `part` is the deliverable's
///         part of the terms, packed, whose pots are all full; `seated` has bit p if somebody sits for party p.
interface IOutcome {
    /// @notice A verdict on what was delivered, without forfeits.
    function delivered(bytes calldata part, uint16 seated, Verdict calldata verdict)
        external
        view
        returns (Payout[] memory);

    /// @notice A verdict on the facts as found, and what each forfeits who was wrong.
    /// @param dispute after its evidence period
    /// @param findings one for each contested fact, as `findings` gives them
    /// @param court whose shares the terms pin
    function ruled(
        bytes calldata part,
        uint16 seated,
        Verdict calldata verdict,
        Dispute calldata dispute,
        Finding[] calldata findings,
        CourtTerms calldata court
    ) external view returns (Payout[] memory);

    /// @notice An end without a verdict.
    /// @param how one of Undelivered
    /// @param tally of the deliverable, packed; Tally reads it
    /// @return payouts all that was in its pots
    /// @return next the tally after it: what lacks of money that is owed
    /// @return won whether an entry of a contest won something
    function undelivered(bytes calldata part, uint16 seated, uint8 how, bytes calldata tally)
        external
        view
        returns (Payout[] memory payouts, bytes memory next, bool won);

    /// @notice A payment of money that is owed.
    /// @param tally of what is owed, packed; Tally reads it
    /// @param late whether due and grace have passed
    /// @param amount that is paid
    /// @return shares for whom it is; none if it is not above 0, or more than is still owed
    /// @return next the tally after it
    /// @return isAll whether nothing more is owed now
    function pay(bytes calldata part, bytes calldata tally, bool late, int256 amount)
        external
        view
        returns (Payout[] memory shares, bytes memory next, bool isAll);

    /// @notice What the contested facts of a dispute are in the end, ascending by fact.
    /// @param ruling what the panel found, ascending by fact; empty if none sat
    function findings(Dispute calldata dispute, Found[] calldata ruling) external view returns (Finding[] memory);
}
