// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Maxima, MaximaSums} from "./Maxima.sol";
import {ProgramReceivers} from "./ProgramReceivers.sol";
import {Head} from "./Terms.sol";

/// @title The limits of the packed parts of the terms: the twin of PartCodec, PartCheck and Maxima in Java
/// @notice A part that passes here is the one encoding of what it says, and breaks no limit of docs/protocol/terms.md; L2
///         and the re-execution of its steps rely on that and never ask again.
library PartCheck {
    /// @notice The most pots of all deliverables together: so the sum of all in a token fits 128 bits.
    uint256 internal constant MAX_POTS = 192;
    uint256 private constant MAX_LIST = 8;
    uint256 private constant MAX_GIVES = 16;
    uint256 private constant MAX_FACTS = 32;
    uint256 private constant MAX_PROGRAM = 1_536;
    uint256 private constant AMOUNT_BITS = 120;
    uint256 private constant TIME_BITS = 40;
    uint256 private constant NONE = 255;
    /// @dev performer, after, court, attempts, grace, challenge and both moments.
    uint256 private constant FIXED = 32;
    /// @dev owner or receiver u8, token or lot u8, amount u128
    uint256 private constant POT = 18;
    /// @dev kind, contestable, source, index, within u32, silence
    uint256 private constant FACT = 9;

    /// @notice A part's bytes end in the middle of a field.
    error PartEndsEarly(uint256 deliverable);
    /// @notice Bytes follow behind a part's last field.
    error PartGoesOn(uint256 deliverable, uint256 bytesBehind);
    /// @notice A field of a part breaks a limit.
    error PartRefused(uint256 deliverable, string why);
    /// @notice All deliverables together have too many pots.
    error TooManyPots(uint256 count);

    /// @dev Where reading is, as an offset in calldata, and what later fields are checked against.
    struct Reading {
        uint256 pos;
        uint256 end;
        uint256 deliverable;
        uint256 performer;
        uint256 parties;
        uint256 attestors;
        uint256 tokens;
    }

    /// @notice Checks all parts, and that the head's deposits, maxima and caps are theirs.
    /// @dev Reverts with the errors above and those of Maxima. The head's own limits have been checked.
    function check(Head memory head, bytes[] calldata parts) internal pure {
        for (uint256 i = 0; i < parts.length; i++) {
            if (parts[i].length < FIXED) revert PartEndsEarly(i);
        }
        MaximaSums memory sums = Maxima.begin(head.tokens.length, head.parties.length);
        uint256 pots = 0;
        for (uint256 i = 0; i < parts.length; i++) {
            pots += _check(head, parts, i, sums);
        }
        if (pots > MAX_POTS) revert TooManyPots(pots);
        Maxima.compare(sums, head);
    }

    /// @return pots how many pots the part has
    function _check(Head memory head, bytes[] calldata parts, uint256 i, MaximaSums memory sums)
        private
        pure
        returns (uint256 pots)
    {
        Reading memory reading = _open(parts[i], i);
        reading.parties = head.parties.length;
        reading.attestors = head.attestors.length;
        reading.tokens = head.tokens.length;
        uint256 court = _fixed(head, reading, _waits(parts, i));
        uint256[] memory pays = _pays(reading);
        uint256[] memory lots = _pots(reading);
        uint256[] memory receivers = new uint256[](lots.length + 1);
        _gives(reading, lots, receivers);
        _gives(reading, lots, receivers);
        uint256 facts = _count(reading, MAX_FACTS);
        for (uint256 f = 0; f < facts; f++) {
            _fact(reading);
        }
        uint256 length = _take(reading, 2);
        if (length > MAX_PROGRAM) _refuse(reading, "program: at most 1,536 bytes");
        if (reading.pos + length > reading.end) revert PartEndsEarly(i);
        ProgramReceivers.add(reading.pos, reading.pos + length, receivers);
        reading.pos += length;
        if (reading.pos != reading.end) revert PartGoesOn(i, reading.end - reading.pos);
        receivers[0] |= 1 << reading.performer;
        Maxima.add(sums, head.courts[court], pays, lots, receivers);
        return pays.length + lots.length;
    }

    function _open(bytes calldata part, uint256 i) private pure returns (Reading memory reading) {
        uint256 pos;
        assembly ("memory-safe") {
            pos := part.offset
        }
        reading.pos = pos;
        reading.end = pos + part.length;
        reading.deliverable = i;
    }

    /// @dev Bit d: deliverable i waits for d, directly or by another one.
    function _waits(bytes[] calldata parts, uint256 i) private pure returns (uint256 waits) {
        uint256 before = uint8(parts[i][1]);
        while (before != NONE) {
            if (before >= parts.length) revert PartRefused(i, "after: no such deliverable");
            // INVARIANT: every deliverable can come to its end, since none waits for itself.
            if ((waits >> before) & 1 == 1) revert PartRefused(i, "after: they wait in a circle");
            waits |= 1 << before;
            before = uint8(parts[before][1]);
        }
    }

    /// @return court its index in the head
    function _fixed(Head memory head, Reading memory reading, uint256 waits) private pure returns (uint256 court) {
        uint256 word = _take(reading, FIXED);
        reading.performer = word >> 248;
        if (reading.performer >= reading.parties) _refuse(reading, "performer: no such party");
        court = uint8(word >> 232);
        if (court >= head.courts.length) _refuse(reading, "court: no such court");
        if (uint8(word >> 224) == 0) _refuse(reading, "attempts: 1 to 255");
        uint256 due = uint80(word >> 80);
        if (due >> 72 == 1) _refuse(reading, "due: counted from itself");
        _moment(reading, due, waits);
        _moment(reading, uint80(word), waits);
    }

    /// @param moment event u8 || index u8 || offset u64
    function _moment(Reading memory reading, uint256 moment, uint256 waits) private pure {
        uint256 what = moment >> 72;
        uint256 index = uint8(moment >> 64);
        if (what > 5) _refuse(reading, "moment: no such event");
        if (uint64(moment) >> TIME_BITS != 0) _refuse(reading, "moment: below 2^40 seconds");
        if (what == 2 || what == 3) {
            // INVARIANT: what a moment counts from is known when the deliverable opens.
            if ((waits >> index) & 1 == 0) _refuse(reading, "moment: it does not wait for it");
        } else if (what == 4) {
            if (index >= reading.parties) _refuse(reading, "moment: no such party");
        } else if (index != 0) {
            _refuse(reading, "moment: it names nothing");
        }
    }

    function _pays(Reading memory reading) private pure returns (uint256[] memory pays) {
        pays = _pots(reading);
        uint256 sum = 0;
        for (uint256 i = 0; i < pays.length; i++) {
            if (uint8(pays[i] >> 128) != uint8(pays[0] >> 128)) _refuse(reading, "pays: all in one token");
            sum += uint128(pays[i]);
        }
        if (sum >> AMOUNT_BITS != 0) _refuse(reading, "pays: below 2^120 in all");
    }

    /// @return pots each owner u8 || token u8 || amount u128
    function _pots(Reading memory reading) private pure returns (uint256[] memory pots) {
        pots = new uint256[](_count(reading, MAX_LIST));
        uint256 owners = 0;
        for (uint256 i = 0; i < pots.length; i++) {
            uint256 pot = _take(reading, POT);
            uint256 owner = pot >> 136;
            if (owner >= reading.parties) _refuse(reading, "pot: no such party");
            if (uint8(pot >> 128) >= reading.tokens) _refuse(reading, "pot: no such token");
            if (uint128(pot) == 0 || uint128(pot) >> AMOUNT_BITS != 0) _refuse(reading, "pot: above 0, below 2^120");
            if ((owners >> owner) & 1 == 1) _refuse(reading, "pot: one entry an owner");
            owners |= 1 << owner;
            pots[i] = pot;
        }
    }

    /// @dev Notes in receivers[lot + 1] who is given something of the lot.
    function _gives(Reading memory reading, uint256[] memory lots, uint256[] memory receivers) private pure {
        uint256 count = _count(reading, MAX_GIVES);
        if (count == 0) return;
        uint256[] memory given = new uint256[](lots.length);
        for (uint256 i = 0; i < count; i++) {
            uint256 entry = _take(reading, POT);
            uint256 to = entry >> 136;
            uint256 lot = uint8(entry >> 128);
            if (to >= reading.parties) _refuse(reading, "gives: no such party");
            if (lot >= lots.length) _refuse(reading, "gives: no such lot");
            given[lot] += uint128(entry);
            if (given[lot] > uint128(lots[lot])) _refuse(reading, "gives: more than the lot has");
            receivers[lot + 1] |= 1 << to;
        }
    }

    function _fact(Reading memory reading) private pure {
        uint256 fact = _take(reading, FACT);
        uint256 kind = fact >> 64;
        uint256 contestable = uint8(fact >> 56);
        uint256 silence = uint8(fact);
        if (kind > 2) _refuse(reading, "fact: no such kind");
        if (contestable > 1) _refuse(reading, "fact: contestable is 0 or 1");
        if (silence > 2) _refuse(reading, "fact: no such silence");
        _source(reading, uint8(fact >> 48), uint8(fact >> 40), uint32(fact >> 8), silence);
        int256 silent = _word(reading);
        int256 least = _word(reading);
        int256 most = _word(reading);
        if (least < -(1 << 128) || most >= 1 << 128 || least > most) _refuse(reading, "fact: range");
        if (silence == 1 ? silent < least || silent > most : silent != 0) _refuse(reading, "fact: silence's value");
        if (kind == 1 && (least != 0 || most == 0 || most > 255)) _refuse(reading, "fact: 2 to 256 options");
        if (kind == 2 && (contestable == 1 || silence == 1 || least != 0 || most != 0)) {
            _refuse(reading, "fact: document");
        }
    }

    function _source(Reading memory reading, uint256 source, uint256 index, uint256 within, uint256 silence)
        private
        pure
    {
        if (source == 0) {
            if (index != 0 || within != 0 || silence != 0) _refuse(reading, "fact: the performer's");
            return;
        }
        if (silence == 0) _refuse(reading, "fact: silence means something");
        if (source == 1) {
            if (index >= reading.parties) _refuse(reading, "fact: no such party");
            if (index == reading.performer) _refuse(reading, "fact: the performer as a party");
        } else if (source == 2) {
            if (index >= reading.attestors) _refuse(reading, "fact: no such attestor");
        } else {
            _refuse(reading, "fact: no such source");
        }
    }

    /// @dev A two's complement number in as few bytes as can be.
    function _word(Reading memory reading) private pure returns (int256 value) {
        uint256 length = _take(reading, 1);
        if (length == 0) return 0;
        if (length > 32) _refuse(reading, "word: at most 32 bytes");
        uint256 shift = 256 - 8 * length;
        // forge-lint: disable-next-line(unsafe-typecast)
        value = int256(_take(reading, length) << shift) >> shift;
        // INVARIANT: one part has one encoding, so one hash.
        int256 shorter = length == 1 ? int256(0) : (value << (shift + 8)) >> (shift + 8);
        if (shorter == value) _refuse(reading, "word: not the shortest form");
    }

    function _count(Reading memory reading, uint256 most) private pure returns (uint256 count) {
        count = _take(reading, 1);
        if (count > most) _refuse(reading, "a list is too long");
    }

    /// @dev The next bytes, at most 32, as a number.
    function _take(Reading memory reading, uint256 length) private pure returns (uint256 value) {
        uint256 pos = reading.pos;
        uint256 next = pos + length;
        if (next > reading.end) revert PartEndsEarly(reading.deliverable);
        reading.pos = next;
        assembly ("memory-safe") {
            value := shr(sub(256, shl(3, length)), calldataload(pos))
        }
    }

    function _refuse(Reading memory reading, string memory why) private pure {
        revert PartRefused(reading.deliverable, why);
    }
}
