// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {FactState, FactWord, Points, Verdict} from "./Agreement.sol";

/// @notice What the rules of a deliverable give: the twin of RuleMachine, Verdict.compose and RequireCheck.
interface IRuleVm {
    /// @notice The verdict of a part's program.
    /// @param part the deliverable's part of the terms, packed
    /// @param parties how many parties the agreement has
    /// @param words one per fact of the part
    /// @param late seconds past due; 0 if delivered by due and grace
    /// @param early seconds before due; 0 if delivered then or later
    function evaluate(bytes calldata part, uint8 parties, int256[] calldata words, uint64 late, uint64 early)
        external
        view
        returns (Verdict memory);

    /// @notice What a part's program notes besides its verdict; it moves no money.
    /// @return asks bit i: ask i is made
    /// @return records in program order; those of 0 points and for parties that do not exist are left out
    function noted(bytes calldata part, uint8 parties, int256[] calldata words, uint64 late, uint64 early)
        external
        view
        returns (uint256 asks, Points[] memory records);

    /// @notice Whether a require is broken whatever the facts turn out to be that are not given.
    /// @param own what the performer states as its source, each word within its range, ascending by fact
    function breaksRequire(bytes calldata part, FactWord[] calldata own) external view returns (bool);

    /// @notice Which asks may be made given what is known: bit i is ask i. The others are not made for certain.
    /// @param known each word within its range, ascending by fact
    function mayAsk(bytes calldata part, FactWord[] calldata known) external view returns (uint256);

    /// @notice Which facts nobody is asked for any more, since what has been stated so far, and what the silence of those
    ///         means whose time is over, makes them needless for certain: bit i is fact i.
    /// @param facts what is known of each fact of the part
    /// @param deliveredAt when it was delivered
    /// @param over whose time is over: that of whoever had to answer by this instant; 0 for nobody's
    function needless(bytes calldata part, FactState[] calldata facts, uint64 deliveredAt, uint64 over)
        external
        view
        returns (uint256);

    /// @notice When nothing is awaited any more: the last fact that is still asked for has lapsed; 0 if none is. With each
    ///         fact that lapses its silence is known, and may make others needless.
    function lastLapse(bytes calldata part, FactState[] calldata facts, uint64 deliveredAt)
        external
        view
        returns (uint64);

    /// @notice Who can receive a penalty by the program, or money that is owed: bit p is party p.
    function receivers(bytes calldata part) external view returns (uint16);
}
