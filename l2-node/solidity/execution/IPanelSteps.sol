// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Found} from "arbitration/Dispute.sol";
import {CourtTerms} from "escrow/Terms.sol";
import {Step} from "./Step.sol";

/// @notice What something did to a panel.
/// @param refusal 0, or the code; then nothing has changed
/// @param changed whether anything happened
/// @param hasRuled whether the facts are found by it: the lifecycle is to be told
/// @param ruledAt when, Unix seconds
/// @param ruling what is found
struct PanelOutcome {
    uint16 refusal;
    bool changed;
    bool hasRuled;
    uint64 ruledAt;
    Found[] ruling;
}

/// @notice The panels of disputes with their courts and exhibits: AgreementSteps delegates to it.
interface IPanelSteps {
    /// @notice The panel of a dispute that opens now, if its court is there and earns in the token of all lots.
    /// @param feeTokens of the lots that it judges over
    function open(uint32 dispute, CourtTerms calldata terms, address[] calldata feeTokens, uint64 evidenceUntil) external;

    /// @notice Applies the time that has passed, if that brings anything.
    function advance(uint32 dispute) external returns (PanelOutcome memory);

    /// @notice A draw, a commitment, a ballot, or the settlement of a seat.
    /// @param signer of a transaction
    function act(Step calldata step, address signer) external returns (PanelOutcome memory);

    /// @notice The dispute is over and the court's part is paid.
    /// @param courtPart base units of the fee token
    /// @param byRuling whether this panel's ruling ended it
    function over(uint32 dispute, uint128 courtPart, bool byRuling) external;

    /// @notice Keeps an exhibit, if its party may still show one.
    /// @param until end of the evidence period, Unix seconds
    function exhibit(uint32 dispute, uint8 party, bytes32 document, uint64 until) external returns (uint16 code);
}
