// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Ballots as leaves have them: n u8 || n × (fact u8 || word), the facts ascending (docs/protocol/court.md)
/// @dev A full panel has a thousand words. They are passed on as they are and read where they count; as structs in memory
///      they would cost four times as much.
library Ballots {
    /// @notice How many facts a ballot states; 0 of no bytes.
    function count(bytes memory ballot) internal pure returns (uint256) {
        return ballot.length == 0 ? 0 : uint8(ballot[0]);
    }

    /// @notice What stands at a position, from 1 on. Nobody may ask beyond the end: what is read there means nothing.
    /// @return fact its number
    /// @return word what the ballot says of it
    /// @return next the position after it
    function stated(bytes memory ballot, uint256 pos) internal pure returns (uint256 fact, int256 word, uint256 next) {
        assembly ("memory-safe") {
            let place := add(add(ballot, 32), pos)
            let head := mload(place)
            fact := byte(0, head)
            let size := byte(1, head)
            if size { word := signextend(sub(size, 1), shr(sub(256, shl(3, size)), mload(add(place, 2)))) }
            next := add(pos, add(size, 2))
        }
    }
}
