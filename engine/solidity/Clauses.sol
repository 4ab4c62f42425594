// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Moment} from "./Part.sol";

/// @title Reads the clauses of a part
/// @notice The twin of org.horkos.dsl.backend.terms.Clauses (docs/protocol/terms.md). They are read where they are needed,
///         so that a part without them costs next to nothing. L1 has checked them when the agreement was opened.
library Clauses {
    uint256 internal constant MEASURED = 1;
    uint256 internal constant EXCUSE = 2;
    uint256 internal constant BY_ITSELF = 3;
    uint256 internal constant AFTER_ANY_END = 4;
    uint256 internal constant MAY_END = 5;
    uint256 internal constant ENDS_ALL = 6;
    uint256 internal constant OWES = 7;
    uint256 internal constant CARRIES = 8;
    uint256 internal constant CALENDAR = 9;
    uint256 internal constant ENTRY = 10;
    uint256 internal constant CONTEST = 11;
    uint256 internal constant ASKED = 12;

    /// @dev The bytes behind each kind, from bit 8 * kind on; where a list ends it, those before its count.
    uint256 private constant BYTES = 0x03010c0113010b0000010100;
    /// @dev Two bytes an entry, behind a count: of a calendar, a contest, and what is asked.
    uint256 private constant WITH_LIST = 1 << CALENDAR | 1 << CONTEST | 1 << ASKED;

    /// @notice Whether a clause of this kind stands in a part.
    /// @param kinds of the part
    function has(uint16 kinds, uint256 kind) internal pure returns (bool) {
        return (uint256(kinds) >> kind) & 1 == 1;
    }

    /// @notice Finds the end of the list.
    /// @param place memory address of the byte that counts the clauses
    /// @return next address behind them
    /// @return kinds bit k: a clause of kind k stands there
    function skip(uint256 place) internal pure returns (uint256 next, uint256 kinds) {
        unchecked {
            uint256 count = _byte(place++);
            for (; count > 0; count--) {
                uint256 kind = _byte(place) & 0x1f;
                kinds |= 1 << kind;
                place = _behind(place);
            }
            next = place;
        }
    }

    /// @notice Where the first clause of a kind stands, which must be there: the memory address of its body.
    /// @param clauses of the part
    function find(bytes memory clauses, uint256 kind) internal pure returns (uint256 place) {
        assembly ("memory-safe") {
            place := add(clauses, 32)
        }
        return find(place, kind);
    }

    /// @notice The same for a list that begins at a memory address, where it is counted.
    function find(uint256 list, uint256 kind) internal pure returns (uint256 place) {
        unchecked {
            place = list + 1;
            while (_byte(place) != kind) {
                place = _behind(place);
            }
            place++;
        }
    }

    /// @notice Whether a part counts a duration in business days.
    /// @param kinds of the part
    /// @param clauses of the part
    /// @param duration its bit: 0 due, 1 missed, 2 challenge, 3 grace, 8 + i the time to answer fact i
    function counts(uint16 kinds, bytes memory clauses, uint256 duration) internal pure returns (bool) {
        if (!has(kinds, CALENDAR)) return false;
        // behind offset, weekend and last day
        return (_word(find(clauses, CALENDAR) + 7) >> (216 + duration)) & 1 == 1;
    }

    /// @notice The number that the first byte of a clause's body says.
    function index(bytes memory clauses, uint256 kind) internal pure returns (uint8) {
        return uint8(_byte(find(clauses, kind)));
    }

    /// @notice Who may end the deliverable, and from when on.
    /// @param place what `find` gives for it
    function mayEnd(uint256 place) internal pure returns (uint8 party, Moment memory from) {
        uint256 word = _word(place);
        party = uint8(word >> 248);
        from = Moment(uint8(word >> 240), uint8(word >> 232), uint64(word >> 168));
    }

    /// @dev The address behind the clause that begins here.
    function _behind(uint256 place) private pure returns (uint256) {
        unchecked {
            uint256 kind = _byte(place) & 0x1f;
            place += 1 + (BYTES >> (8 * kind) & 0xff);
            return (WITH_LIST >> kind) & 1 == 0 ? place : place + 1 + 2 * _byte(place);
        }
    }

    function _byte(uint256 place) private pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := byte(0, mload(place))
        }
    }

    function _word(uint256 place) private pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := mload(place)
        }
    }
}
