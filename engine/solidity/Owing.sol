// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Payout} from "./Agreement.sol";
import {Clauses} from "./Clauses.sol";
import {Tally} from "./Tally.sol";

/// @title Money that is the thing delivered
/// @notice The twin of org.horkos.engine.lifecycle.Owing: first what was carried here, then what is owed in any case, in the
///         text's order, then what is owed because it is late.
library Owing {
    /// @dev A clause with its kind: kind u8 || to u8 || token u8 || amount u128 || late u8.
    uint256 private constant CLAUSE = 20;
    uint256 private constant MAX_OWES = 8;

    /// @dev Goes along what is owed: past what was paid before, then over what is paid now.
    struct Split {
        uint256 past;
        uint256 left;
        uint256 count;
        Payout[] shares;
    }

    /// @notice Each clause on money owed: to u8 || token u8 || amount u128 || late u8, from the highest bit on.
    /// @param place memory address of the byte that counts a part's clauses
    /// @param kinds of the part
    /// @param end memory address behind the clauses
    function clauses(uint256 place, uint256 kinds, uint256 end) internal pure returns (uint256[] memory all) {
        if ((kinds >> Clauses.OWES) & 1 == 0) return all;
        place = Clauses.find(place, Clauses.OWES);
        all = new uint256[](MAX_OWES);
        uint256 count = 0;
        for (uint256 kind = Clauses.OWES; kind == Clauses.OWES; count++) {
            uint256 word;
            assembly ("memory-safe") {
                word := mload(place)
                place := add(place, CLAUSE)
                kind := 0
                if lt(place, end) { kind := byte(0, mload(sub(place, 1))) }
            }
            all[count] = word;
        }
        assembly ("memory-safe") {
            mstore(all, count)
        }
    }

    /// @notice All that is owed, paid or not.
    /// @param late whether due and grace have passed
    function owed(uint256[] memory all, uint256 carried, bool late) internal pure returns (uint256 sum) {
        sum = carried;
        for (uint256 i = 0; i < all.length; i++) {
            if (late || !_isLate(all[i])) sum += _amount(all[i]);
        }
    }

    /// @notice For whom a payment is, behind what was paid before.
    function shares(uint256[] memory all, uint256 carried, uint256 paid, uint256 amount)
        internal
        pure
        returns (Payout[] memory list)
    {
        Split memory split = Split(paid, amount, 0, new Payout[](all.length + 1));
        _next(split, all[0], carried);
        for (uint256 round = 0; round < 2; round++) {
            for (uint256 i = 0; i < all.length; i++) {
                if (_isLate(all[i]) == (round == 1)) _next(split, all[i], _amount(all[i]));
            }
        }
        list = split.shares;
        uint256 count = split.count;
        assembly ("memory-safe") {
            mstore(list, count)
        }
    }

    function _next(Split memory split, uint256 clause, uint256 amount) private pure {
        uint256 before = amount < split.past ? amount : split.past;
        split.past -= before;
        uint256 share = amount - before < split.left ? amount - before : split.left;
        split.left -= share;
        if (share != 0) split.shares[split.count++] = Payout(uint8(clause >> 240), uint8(clause >> 248), 0, share);
    }

    function _amount(uint256 clause) private pure returns (uint256) {
        return uint128(clause >> 112);
    }

    function _isLate(uint256 clause) private pure returns (bool) {
        return uint8(clause >> 104) != 0;
    }
}
