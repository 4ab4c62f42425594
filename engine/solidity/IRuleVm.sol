// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {FactWord, Verdict} from "./Agreement.sol";

/// @notice What the rules of a deliverable give: the twin of RuleMachine, Verdict.compose and RequireCheck.
interface IRuleVm {
    /// @notice The verdict of a part's program.
    /// @param part the deliverable's part of the terms, packed
    /// @param parties how many parties the agreement has
    /// @param words one per fact of the part
    /// @param late seconds past due; 0 if delivered by due and grace
    function evaluate(bytes calldata part, uint8 parties, int256[] calldata words, uint64 late)
        external
        view
        returns (Verdict memory);

    /// @notice Whether a require is broken whatever the facts turn out to be that are not given.
    /// @param own what the performer states as its source, each word within its range, ascending by fact
    function breaksRequire(bytes calldata part, FactWord[] calldata own) external view returns (bool);

    /// @notice Who can receive a penalty by the program: bit p is party p.
    function receivers(bytes calldata part) external view returns (uint16);
}
