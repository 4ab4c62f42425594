// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title What a deliverable keeps beside its facts: the twin of org.horkos.engine.lifecycle.Tally
/// @notice Packed as it stands at the end of the leaf (docs/protocol/state.md): nothing, or
///         01 || carried u128 || paid u128 || unpaid u128, or 02 || ended u8 || lastEnd u64 || n u8 || n × entry.
library Tally {
    uint8 internal constant OWED = 1;
    uint8 internal constant ENTRIES = 2;
    /// @notice Where the entries begin, and how long one is: deliverable u8 || performer u8 || value u128 || deliveredAt u64.
    uint256 internal constant FIRST_ENTRY = 11;
    uint256 internal constant ENTRY = 26;

    /// @notice Money that is owed; nothing, if the tally is none of money.
    function owed(bytes memory tally) internal pure returns (uint256 carried, uint256 paid, uint256 unpaid) {
        if (tally.length == 0 || uint8(tally[0]) != OWED) return (0, 0, 0);
        assembly ("memory-safe") {
            carried := shr(128, mload(add(tally, 33)))
            paid := shr(128, mload(add(tally, 49)))
            unpaid := shr(128, mload(add(tally, 65)))
        }
    }

    /// @notice The tally of money; none of nothing. Each is below 2^128.
    function ofMoney(uint256 carried, uint256 paid, uint256 unpaid) internal pure returns (bytes memory) {
        if (carried | paid | unpaid == 0) return "";
        return abi.encodePacked(OWED, uint128(carried), uint128(paid), uint128(unpaid));
    }

    /// @notice The tally of money of which only a rest was carried here.
    function ofRest(uint256 rest) internal pure returns (bytes memory tally) {
        if (rest == 0) return tally;
        tally = new bytes(49);
        assembly ("memory-safe") {
            mstore8(add(tally, 32), OWED)
            mstore(add(tally, 33), shl(128, rest))
        }
    }

    /// @notice How many entries of a contest have ended, and the latest instant at which one has.
    function ended(bytes memory tally) internal pure returns (uint256 count, uint64 last) {
        if (tally.length == 0) return (0, 0);
        assembly ("memory-safe") {
            let word := mload(add(tally, 32))
            count := byte(1, word)
            last := and(shr(176, word), 0xffffffffffffffff)
        }
    }

    /// @notice The entries that were kept.
    function entries(bytes memory tally) internal pure returns (uint256) {
        return tally.length == 0 ? 0 : uint8(tally[FIRST_ENTRY - 1]);
    }

    /// @notice The tally once one more entry has ended. Entries stand ascending by deliverable.
    /// @param entry its bytes, or none if it was not kept
    function enter(bytes memory tally, bytes memory entry, uint64 when) internal pure returns (bytes memory) {
        (uint256 count, uint64 last) = ended(tally);
        uint256 kept = entries(tally);
        uint256 place = 0;
        if (entry.length != 0) {
            while (place < kept && tally[FIRST_ENTRY + ENTRY * place] < entry[0]) place++;
        }
        bytes memory head = abi.encodePacked(
            ENTRIES, uint8(count + 1), when > last ? when : last, uint8(entry.length == 0 ? kept : kept + 1)
        );
        if (kept == 0) return bytes.concat(head, entry);
        return bytes.concat(head, _part(tally, 0, place), entry, _part(tally, place, kept));
    }

    function _part(bytes memory tally, uint256 from, uint256 to) private pure returns (bytes memory part) {
        part = new bytes(ENTRY * (to - from));
        uint256 start = FIRST_ENTRY + ENTRY * from;
        assembly ("memory-safe") {
            mcopy(add(part, 32), add(add(tally, 32), start), mload(part))
        }
    }
}
