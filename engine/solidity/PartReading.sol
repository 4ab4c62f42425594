// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Clauses} from "./Clauses.sol";
import {FactTerms, Gives, Moment, Part, Pot} from "./Part.sol";

/// @title Reads a packed part of the terms
/// @notice The reading half of org.horkos.dsl.backend.terms.PartCodec (docs/protocol/terms.md). L1 has checked every
///         part when its agreement was opened, so nothing is refused here for what it says.
/// @dev Fields are read before it is known that they are there: what lies behind the bytes is never used, because
///      positions only grow and the last one is checked. All memory that is allocated is filled.
library PartReading {
    /// @notice The bytes end in the middle of a field, or a word has more than 32 bytes.
    error PartCutOff();

    /// @dev Performer, after, court and attempts, grace and challenge, two moments.
    uint256 private constant FIXED = 32;
    /// @dev Party and token, or party and lot, and an amount.
    uint256 private constant ENTRY = 18;
    /// @dev Kind, contestable, source, index, within, silence; three words follow.
    uint256 private constant FACT = 9;

    /// @notice Where the lists of a part and its program begin: memory addresses.
    /// @param pays of the byte that counts them; also for lots, missedGives, failedGives and facts
    /// @param clauses of the byte that counts them
    /// @param kinds bit k: a clause of kind k stands there
    /// @param program of its first byte
    /// @param length of the program, in bytes
    struct Places {
        uint256 pays;
        uint256 lots;
        uint256 missedGives;
        uint256 failedGives;
        uint256 facts;
        uint256 clauses;
        uint256 kinds;
        uint256 program;
        uint256 length;
    }

    /// @notice Finds the lists and the program without reading them.
    /// @dev Reverts with PartCutOff. Bytes behind the program are ignored.
    function places(bytes memory packed) internal pure returns (Places memory p) {
        unchecked {
            uint256 place;
            assembly ("memory-safe") {
                place := add(add(packed, 32), FIXED)
            }
            p.pays = place;
            place = _skipEntries(place);
            p.lots = place;
            place = _skipEntries(place);
            p.missedGives = place;
            place = _skipEntries(place);
            p.failedGives = place;
            place = _skipEntries(place);
            p.facts = place;
            uint256 facts = _byte(place++);
            for (; facts > 0; facts--) {
                place += FACT;
                place = _skipWord(_skipWord(_skipWord(place)));
            }
            p.clauses = place;
            if (_byte(place) == 0) place++;
            else (place, p.kinds) = Clauses.skip(place);
            p.length = _byte(place) << 8 | _byte(place + 1);
            p.program = place + 2;
            uint256 end;
            assembly ("memory-safe") {
                end := add(add(packed, 32), mload(packed))
            }
            if (p.program + p.length > end) revert PartCutOff();
        }
    }

    /// @notice All of a part.
    /// @dev Reverts with PartCutOff. Bytes behind the program are ignored.
    function decode(bytes memory packed) internal pure returns (Part memory part) {
        Places memory p = places(packed);
        uint256 first;
        assembly ("memory-safe") {
            first := mload(add(packed, 32))
        }
        part.performer = uint8(first >> 248);
        part.afterDeliverable = uint8(first >> 240);
        part.court = uint8(first >> 232);
        part.attempts = uint8(first >> 224);
        part.grace = uint32(first >> 192);
        part.challenge = uint32(first >> 160);
        part.due = Moment(uint8(first >> 152), uint8(first >> 144), uint64(first >> 80));
        part.missed = Moment(uint8(first >> 72), uint8(first >> 64), uint64(first));
        part.pays = pots(p.pays);
        part.lots = pots(p.lots);
        part.missedGives = _gives(p.missedGives);
        part.failedGives = _gives(p.failedGives);
        part.facts = _facts(p.facts);
        part.kinds = uint16(p.kinds);
        part.clauses = _copy(p.clauses, p.program - 2 - p.clauses);
        part.program = _copy(p.program, p.length);
    }

    /// @notice The pays or the lots.
    /// @param place one of the places of a part
    function pots(uint256 place) internal pure returns (Pot[] memory list) {
        unchecked {
            uint256 count = _byte(place++);
            list = new Pot[](count);
            for (uint256 i = 0; i < count; i++) {
                uint256 word = _word(place);
                Pot memory pot = list[i];
                pot.owner = uint8(word >> 248);
                pot.token = uint8(word >> 240);
                pot.amount = uint128(word >> 112);
                place += ENTRY;
            }
        }
    }

    /// @notice The sum of the pays.
    /// @param place where they are
    function total(uint256 place) internal pure returns (uint256 sum) {
        unchecked {
            uint256 count = _byte(place++);
            for (; count > 0; count--) {
                sum += uint128(_word(place) >> 112);
                place += ENTRY;
            }
        }
    }

    /// @notice The amounts of the pays or lots.
    /// @param place where they are
    function amounts(uint256 place) internal pure returns (uint256[] memory list) {
        unchecked {
            uint256 count = _byte(place++);
            list = new uint256[](count);
            for (uint256 i = 0; i < count; i++) {
                list[i] = uint128(_word(place) >> 112);
                place += ENTRY;
            }
        }
    }

    /// @notice The next fact's kind and range.
    /// @param place behind the count of facts, or what the call for the fact before returned as next
    function factRange(uint256 place) internal pure returns (uint256 kind, int256 least, int256 most, uint256 next) {
        unchecked {
            kind = _byte(place);
            place = _skipWord(place + FACT);
            (least, place) = _signed(place);
            (most, next) = _signed(place);
        }
    }

    function _gives(uint256 place) private pure returns (Gives[] memory list) {
        // an entry of Gives and one of Pot are the same bytes, packed and in memory
        Pot[] memory same = pots(place);
        assembly ("memory-safe") {
            list := same
        }
    }

    function _facts(uint256 place) private pure returns (FactTerms[] memory list) {
        unchecked {
            uint256 count = _byte(place++);
            list = new FactTerms[](count);
            for (uint256 i = 0; i < count; i++) {
                uint256 word = _word(place);
                FactTerms memory fact = list[i];
                fact.kind = uint8(word >> 248);
                fact.contestable = uint8(word >> 240) != 0;
                fact.source = uint8(word >> 232);
                fact.index = uint8(word >> 224);
                fact.within = uint32(word >> 192);
                fact.silence = uint8(word >> 184);
                (fact.silenceWord, place) = _signed(place + FACT);
                (fact.least, place) = _signed(place);
                (fact.most, place) = _signed(place);
            }
        }
    }

    function _copy(uint256 place, uint256 length) private pure returns (bytes memory copied) {
        copied = new bytes(length);
        assembly ("memory-safe") {
            mcopy(add(copied, 32), place, length)
        }
    }

    function _skipEntries(uint256 place) private pure returns (uint256) {
        unchecked {
            return place + 1 + ENTRY * _byte(place);
        }
    }

    function _skipWord(uint256 place) private pure returns (uint256) {
        unchecked {
            return place + 1 + _byte(place);
        }
    }

    /// @dev A word in two's complement behind its length.
    function _signed(uint256 place) private pure returns (int256 value, uint256 next) {
        uint256 length = _byte(place);
        if (length > 32) revert PartCutOff();
        assembly ("memory-safe") {
            // without bytes it is 0
            value := mul(sar(sub(256, shl(3, length)), mload(add(place, 1))), iszero(iszero(length)))
            next := add(add(place, 1), length)
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
