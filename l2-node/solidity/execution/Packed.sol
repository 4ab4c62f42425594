// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Packed bytes: big-endian, nothing between two fields (docs/protocol/state.md)
/// @dev Positions are not checked: what is read here stands under a state root, in its one form.
library Packed {
    /// @notice The number of `size` bytes at a position.
    /// @param size 1 to 32
    function number(bytes memory data, uint256 pos, uint256 size) internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := shr(sub(256, shl(3, size)), mload(add(add(data, 32), pos)))
        }
    }

    /// @notice Writes a number of `size` bytes in place. Higher bits of it are cut off.
    /// @param size 1 to 32
    function set(bytes memory data, uint256 pos, uint256 size, uint256 value) internal pure {
        assembly ("memory-safe") {
            let place := add(add(data, 32), pos)
            let shift := sub(256, shl(3, size))
            mstore(place, or(shl(shift, value), shr(shl(3, size), shl(shl(3, size), mload(place)))))
        }
    }

    /// @notice The word at a position: its length, then the shortest two's complement.
    /// @return value the word
    /// @return next the position after it
    function word(bytes memory data, uint256 pos) internal pure returns (int256 value, uint256 next) {
        uint256 size = number(data, pos, 1);
        next = pos + 1 + size;
        if (size != 0) {
            uint256 raw = number(data, pos + 1, size);
            assembly ("memory-safe") {
                value := signextend(sub(size, 1), raw)
            }
        }
    }

    /// @notice How many bytes the shortest two's complement of a word has; 0 for 0.
    function wordSize(int256 value) internal pure returns (uint256 size) {
        if (value == 0) return 0;
        // One bit more than the highest, for the sign: of so many bits the bytes are an eighth, rounded down, and one.
        assembly ("memory-safe") {
            let bits := xor(value, sar(255, value))
            let shift := shl(7, lt(0xffffffffffffffffffffffffffffffff, bits))
            shift := or(shift, shl(6, lt(0xffffffffffffffff, shr(shift, bits))))
            shift := or(shift, shl(5, lt(0xffffffff, shr(shift, bits))))
            shift := or(shift, shl(4, lt(0xffff, shr(shift, bits))))
            shift := or(shift, shl(3, lt(0xff, shr(shift, bits))))
            size := add(add(shr(3, shift), shr(7, shr(shift, bits))), 1)
        }
    }

    /// @notice Writes a word in place.
    /// @return next the position after it
    function setWord(bytes memory data, uint256 pos, int256 value) internal pure returns (uint256 next) {
        uint256 size = wordSize(value);
        set(data, pos, 1, size);
        if (size != 0) set(data, pos + 1, size, uint256(value));
        return pos + 1 + size;
    }

    /// @notice Makes the bytes shorter: the first `size` of them stay.
    function cut(bytes memory data, uint256 size) internal pure {
        assembly ("memory-safe") {
            mstore(data, size)
        }
    }
}
