// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {FREE, IP, MALFORMED, MAX_MEDIAN, MAX_SORTED, SORTED, STACK} from "./ProgramFrame.sol";

/// @title The middle of some words on the stack of a rule program
/// @notice What both machines need for MEDIAN (docs/protocol/rule-program.md).
library Median {
    /// @notice Reads how many words the MEDIAN at IP takes. If it is malformed, says so.
    /// @param size bytes of a place of the stack
    /// @return first where the least word lies; the n words follow
    /// @return n how many; 0 if it is malformed
    function place(uint256 size) internal pure returns (uint256 first, uint256 n) {
        assembly ("memory-safe") {
            n := byte(1, mload(mload(IP)))
            let sorted := add(mload(SORTED), n)
            mstore(SORTED, sorted)
            first := sub(mload(FREE), mul(size, add(n, 1)))
            if or(or(iszero(n), gt(n, MAX_MEDIAN)), or(gt(sorted, MAX_SORTED), lt(first, STACK))) {
                n := 0
                mstore(IP, MALFORMED)
            }
        }
    }

    /// @notice The lower median of n words. Puts them in order.
    /// @param first where the first one lies
    /// @param size how many bytes behind it the next one lies
    /// @return middle 0 if there are none
    function lower(uint256 first, uint256 n, uint256 size) internal pure returns (int256 middle) {
        assembly ("memory-safe") {
            let end := add(first, mul(n, size))
            for { let next := add(first, size) } lt(next, end) { next := add(next, size) } {
                let word := mload(next)
                let to := next
                for {} gt(to, first) {} {
                    let before := sub(to, size)
                    let other := mload(before)
                    if iszero(sgt(other, word)) { break }
                    mstore(to, other)
                    to := before
                }
                mstore(to, word)
            }
            if n { middle := mload(add(first, mul(shr(1, sub(n, 1)), size))) }
        }
    }
}
