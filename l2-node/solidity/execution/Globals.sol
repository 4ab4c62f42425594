// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Packed} from "./Packed.sol";
import {State} from "./State.sol";

/// @title The leaf of what concerns the rollup as a whole
/// @notice globals := version u8 (1) || time u64 || inboxCount u32 || accounts u32 || agreements u32 || disputes u32
///         || courts u32 || outbox u32 || beacons u32 || collector u32 || steps u64
library Globals {
    uint256 private constant KEY = 0;

    uint256 private constant TIME = 1;
    uint256 private constant STEPS = 41;

    /// @notice Positions of the u32 fields, for `get` and `set`.
    uint256 internal constant INBOX_COUNT = 9;
    uint256 internal constant ACCOUNTS = 13;
    uint256 internal constant AGREEMENTS = 17;
    uint256 internal constant DISPUTES = 21;
    uint256 internal constant COURTS = 25;
    uint256 internal constant OUTBOX = 29;
    uint256 internal constant BEACONS = 33;
    uint256 internal constant COLLECTOR = 37;

    /// @notice L2 time, Unix seconds.
    function time() internal returns (uint64) {
        return uint64(Packed.number(State.get(KEY), TIME, 8));
    }

    /// @notice Moves L2 time.
    function setTime(uint64 value) internal {
        _set(TIME, 8, value);
    }

    /// @notice Counts a step.
    function countStep() internal {
        bytes memory leaf = State.get(KEY);
        Packed.set(leaf, STEPS, 8, Packed.number(leaf, STEPS, 8) + 1);
        State.put(KEY, leaf);
    }

    /// @notice A u32 field.
    function get(uint256 field) internal returns (uint32) {
        return uint32(Packed.number(State.get(KEY), field, 4));
    }

    /// @notice Sets a u32 field.
    function set(uint256 field, uint256 value) internal {
        _set(field, 4, value);
    }

    /// @notice Adds one to a u32 field.
    /// @return before what it was
    function count(uint256 field) internal returns (uint256 before) {
        before = get(field);
        _set(field, 4, before + 1);
    }

    function _set(uint256 field, uint256 size, uint256 value) private {
        bytes memory leaf = State.get(KEY);
        Packed.set(leaf, field, size, value);
        State.put(KEY, leaf);
    }
}
