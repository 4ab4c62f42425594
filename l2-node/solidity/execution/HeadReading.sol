// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CourtTerms} from "escrow/Terms.sol";

/// @title Fields of the terms' head (docs/protocol/terms.md), read where they stand in its ABI encoding
/// @dev L1 has checked, when the agreement was opened, that these are the one encoding of a head within its bounds.
library HeadReading {
    uint256 private constant TOKENS = 8;
    uint256 private constant PARTIES = 9;
    uint256 private constant ATTESTORS = 10;
    uint256 private constant MONEY = 11;
    uint256 private constant COURTS = 13;
    uint256 private constant DELIVERABLES = 14;

    /// @notice How many deliverables there are.
    function deliverables(bytes memory head) internal pure returns (uint8) {
        return uint8(_word(head, 1 + DELIVERABLES));
    }

    /// @notice A token; zero is ETH.
    function token(bytes memory head, uint256 i) internal pure returns (address) {
        return address(uint160(_word(head, _list(head, TOKENS) + 1 + i)));
    }

    /// @notice How many parties there are.
    function parties(bytes memory head) internal pure returns (uint256) {
        return _word(head, _list(head, PARTIES));
    }

    /// @notice A party's seat: its address, or for how many seconds after the start it stays open.
    function seat(bytes memory head, uint256 i) internal pure returns (address account, uint64 openFor) {
        uint256 first = _list(head, PARTIES) + 1 + 2 * i;
        return (address(uint160(_word(head, first))), uint64(_word(head, first + 1)));
    }

    /// @notice All attestors.
    function attestors(bytes memory head) internal pure returns (address[] memory all) {
        uint256 first = _list(head, ATTESTORS);
        all = new address[](_word(head, first));
        for (uint256 i = 0; i < all.length; ++i) {
            all[i] = address(uint160(_word(head, first + 1 + i)));
        }
    }

    /// @notice How many entries of money there are.
    function entries(bytes memory head) internal pure returns (uint256) {
        return _word(head, _list(head, MONEY));
    }

    /// @notice An entry of money: what a party locks in a token.
    function entry(bytes memory head, uint256 i)
        internal
        pure
        returns (uint256 party, uint256 tokenIndex, uint128 deposit)
    {
        uint256 first = _list(head, MONEY) + 1 + 4 * i;
        return (_word(head, first), _word(head, first + 1), uint128(_word(head, first + 2)));
    }

    /// @notice A court as the terms pin it.
    function court(bytes memory head, uint256 i) internal pure returns (CourtTerms memory terms) {
        uint256 first = _list(head, COURTS) + 1 + 12 * i;
        assembly ("memory-safe") {
            // The struct in memory is laid out as the ABI does: a word for each field.
            mcopy(terms, add(add(head, 32), mul(first, 32)), 384)
        }
    }

    /// @dev The place of a list's length, in words from the beginning.
    function _list(bytes memory head, uint256 field) private pure returns (uint256) {
        return 1 + _word(head, 1 + field) / 32;
    }

    function _word(bytes memory head, uint256 place) private pure returns (uint256 value) {
        // INVARIANT: nothing beyond the head is read, whatever its offsets say.
        require(place < head.length / 32);
        assembly ("memory-safe") {
            value := mload(add(add(head, 32), mul(place, 32)))
        }
    }
}
