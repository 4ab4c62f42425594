// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Dispute, Finding, Found} from "arbitration/Dispute.sol";
import {CourtTerms} from "escrow/Terms.sol";
import {Payout, Verdict} from "./Agreement.sol";

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

    /// @notice Nothing was delivered in time.
    function missed(bytes calldata part, uint16 seated) external view returns (Payout[] memory);

    /// @notice Everything goes back.
    function cancelled(bytes calldata part, uint16 seated) external view returns (Payout[] memory);

    /// @notice What the contested facts of a dispute are in the end, ascending by fact.
    /// @param ruling what the panel found, ascending by fact; empty if none sat
    function findings(Dispute calldata dispute, Found[] calldata ruling) external view returns (Finding[] memory);
}
