// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The leaves of the state while a chunk is executed
/// @notice They lie in transient storage, so that the contracts which Execution delegates to share them without copying.
///         Nothing stays: every execution has an epoch of its own, even within one transaction.
/// @dev A thing's key is `table << 36 | index` for a leaf; other things that a witness shows have keys from 2^60 up, see
///      Shown. Its header says whether the witness has it, whether a step has used it, which version is the present one
///      and how long that is. Versions are never overwritten, so going back restores headers alone.
library State {
    uint256 private constant EPOCH_SLOT = 0;

    uint256 private constant HEADERS = 1 << 120;
    uint256 private constant CONTENTS = 2 << 120;
    uint256 private constant JOURNAL = 3 << 120;
    uint256 private constant COUNTERS = 4 << 120;

    uint256 private constant VERSIONS = 0;
    uint256 private constant JOURNAL_LENGTH = 1;

    uint256 private constant IN_WITNESS = 1 << 255;
    uint256 private constant USED = 1 << 254;
    /// @dev What going back restores: the version and its length.
    uint256 private constant PRESENT = (1 << 64) - 1;

    /// @notice A step uses a leaf, or something else, that the witness does not have.
    error NotInWitness(uint256 key);
    /// @notice The witness has a leaf, or something else, twice.
    error TwiceInWitness(uint256 key);

    /// @notice Begins an execution in which nothing is in the witness yet.
    function begin() internal {
        assembly ("memory-safe") {
            tstore(EPOCH_SLOT, add(tload(EPOCH_SLOT), 1))
        }
    }

    /// @notice Takes in a thing that the witness shows, from calldata.
    /// @param key of the thing
    /// @param offset of its bytes in calldata
    /// @param length of its bytes, below 2^16; a leaf of none is absent
    function load(uint256 key, uint256 offset, uint256 length) internal {
        uint256 base = _base();
        uint256 header = base | HEADERS | (key << 40);
        bool twice;
        assembly ("memory-safe") {
            twice := tload(header)
        }
        if (twice) revert TwiceInWitness(key);
        uint256 content = base | CONTENTS | (key << 40);
        assembly ("memory-safe") {
            tstore(header, or(IN_WITNESS, length))
            for { let pos := 0 } lt(pos, length) { pos := add(pos, 32) } {
                let word := calldataload(add(offset, pos))
                let left := sub(length, pos)
                if lt(left, 32) { word := shl(shl(3, sub(32, left)), shr(shl(3, sub(32, left)), word)) }
                tstore(add(content, shr(5, pos)), word)
            }
        }
    }

    /// @notice The bytes of a thing as it is now; none for an absent leaf. A word of zeros follows them in memory.
    /// @dev Reverts with NotInWitness.
    function get(uint256 key) internal returns (bytes memory) {
        return first(key, type(uint16).max);
    }

    /// @notice The first bytes of a thing as it is now: as many as are asked for, or all if it has fewer.
    /// @dev Reverts with NotInWitness.
    function first(uint256 key, uint256 most) internal returns (bytes memory content) {
        uint256 base = _base();
        uint256 header = _use(base, key);
        uint256 slot = base | CONTENTS | (key << 40) | ((header >> 16) & 0xffffff) << 16;
        assembly ("memory-safe") {
            let length := and(header, 0xffff)
            if gt(length, most) { length := most }
            content := mload(0x40)
            mstore(content, length)
            let pos := add(content, 32)
            for { let end := add(pos, length) } lt(pos, end) { pos := add(pos, 32) } {
                mstore(pos, tload(slot))
                slot := add(slot, 1)
            }
            mstore(pos, 0)
            mstore(0x40, add(pos, 32))
        }
    }

    /// @notice Sets a leaf.
    /// @dev Reverts with NotInWitness: an absent leaf that a step sets must be in the witness as absent.
    function put(uint256 key, bytes memory content) internal {
        uint256 base = _base();
        uint256 before = _use(base, key);
        uint256 version = next(VERSIONS);
        uint256 entry = base | JOURNAL | next(JOURNAL_LENGTH);
        uint256 header = base | HEADERS | (key << 40);
        uint256 slot = base | CONTENTS | (key << 40) | (version << 16);
        assembly ("memory-safe") {
            tstore(entry, or(shl(64, key), and(before, PRESENT)))
            let length := mload(content)
            tstore(header, or(or(IN_WITNESS, USED), or(shl(16, version), length)))
            let pos := add(content, 32)
            for { let end := add(pos, length) } lt(pos, end) { pos := add(pos, 32) } {
                let word := mload(pos)
                let left := sub(end, pos)
                if lt(left, 32) { word := shl(shl(3, sub(32, left)), shr(shl(3, sub(32, left)), word)) }
                tstore(slot, word)
                slot := add(slot, 1)
            }
        }
    }

    /// @notice Where the changes are now, for `rollback`.
    function mark() internal view returns (uint256) {
        return counter(JOURNAL_LENGTH);
    }

    /// @notice Undoes all changes since the mark. What has been used stays used.
    function rollback(uint256 to) internal {
        uint256 base = _base();
        uint256 from = counter(JOURNAL_LENGTH);
        while (from > to) {
            uint256 entry = base | JOURNAL | from;
            assembly ("memory-safe") {
                let undo := tload(entry)
                tstore(or(or(base, HEADERS), shl(40, shr(64, undo))), or(or(IN_WITNESS, USED), and(undo, PRESENT)))
            }
            --from;
        }
        set(JOURNAL_LENGTH, to);
    }

    /// @notice Whether a step has used a thing of the witness, and whether it has another version now.
    function state(uint256 key) internal view returns (bool used, bool changed) {
        uint256 slot = _base() | HEADERS | (key << 40);
        assembly ("memory-safe") {
            let header := tload(slot)
            used := iszero(iszero(and(header, USED)))
            changed := iszero(iszero(and(shr(16, header), 0xffffff)))
        }
    }

    /// @notice The hash of a leaf as it is now: that of its bytes, zero if it is absent.
    function hashOf(uint256 key) internal view returns (bytes32 hash) {
        uint256 base = _base();
        uint256 slot = base | HEADERS | (key << 40);
        uint256 contents = base | CONTENTS | (key << 40);
        assembly ("memory-safe") {
            let header := tload(slot)
            let length := and(header, 0xffff)
            slot := or(contents, shl(16, and(shr(16, header), 0xffffff)))
            if length {
                let free := mload(0x40)
                for { let pos := 0 } lt(pos, length) { pos := add(pos, 32) } {
                    mstore(add(free, pos), tload(slot))
                    slot := add(slot, 1)
                }
                hash := keccak256(free, length)
            }
        }
    }

    /// @notice A number that the contracts of one execution share; 0 at first.
    /// @param which from 2 up; 0 and 1 are the library's own
    function counter(uint256 which) internal view returns (uint256 value) {
        uint256 slot = _base() | COUNTERS | which;
        assembly ("memory-safe") {
            value := tload(slot)
        }
    }

    /// @notice Sets a number that the contracts of one execution share.
    function set(uint256 which, uint256 value) internal {
        uint256 slot = _base() | COUNTERS | which;
        assembly ("memory-safe") {
            tstore(slot, value)
        }
    }

    /// @notice Adds one to a number that the contracts of one execution share.
    /// @return value what it is then
    function next(uint256 which) internal returns (uint256 value) {
        uint256 slot = _base() | COUNTERS | which;
        assembly ("memory-safe") {
            value := add(tload(slot), 1)
            tstore(slot, value)
        }
    }

    function _base() private view returns (uint256 base) {
        assembly ("memory-safe") {
            base := shl(128, tload(EPOCH_SLOT))
        }
    }

    function _use(uint256 base, uint256 key) private returns (uint256 header) {
        uint256 slot = base | HEADERS | (key << 40);
        assembly ("memory-safe") {
            header := tload(slot)
            if iszero(or(iszero(header), and(header, USED))) { tstore(slot, or(header, USED)) }
        }
        // INVARIANT: what the witness leaves out is never taken for absent.
        if (header == 0) revert NotInWitness(key);
    }
}
