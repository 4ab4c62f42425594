// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ClauseCheck, ClauseFacts} from "./ClauseCheck.sol";
import {Maxima, MaximaSums} from "./Maxima.sol";
import {MoneyCheck} from "./MoneyCheck.sol";
import {PartFields, Reading} from "./PartFields.sol";
import {ProgramReceivers} from "./ProgramReceivers.sol";
import {Head} from "./Terms.sol";

/// @title The limits of the packed parts of the terms: the twin of PartCodec, PartCheck and Maxima in Java
/// @notice A part that passes here is the one encoding of what it says, and breaks no limit of docs/protocol/terms.md; L2
///         and the re-execution of its steps rely on that and never ask again.
library PartCheck {
    using PartFields for Reading;

    /// @notice The most pots of all deliverables together: so the sum of all in a token fits 128 bits.
    uint256 internal constant MAX_POTS = 192;
    uint256 private constant MAX_LIST = 8;
    uint256 private constant MAX_GIVES = 16;
    uint256 private constant MAX_FACTS = 32;
    uint256 private constant MAX_PROGRAM = 1_536;
    uint256 private constant NONE = 255;
    uint256 private constant TIME = 3;
    /// @dev The greatest word of a fact that is a time.
    int256 private constant LAST_TIME = 2 ** 40 - 1;
    /// @dev performer, after, court, attempts, grace, challenge and both moments.
    uint256 private constant FIXED = 32;
    /// @dev owner or receiver u8, token or lot u8, amount u128
    uint256 private constant POT = 18;
    /// @dev kind, contestable, source, index, within u32, silence
    uint256 private constant FACT = 9;

    /// @notice All deliverables together have too many pots.
    error TooManyPots(uint256 count);

    /// @notice Checks all parts, and that the head's deposits, maxima and caps are theirs.
    /// @dev Reverts with the errors above and those of Maxima. The head's own limits have been checked.
    function check(Head memory head, bytes[] calldata parts) internal pure {
        for (uint256 i = 0; i < parts.length; i++) {
            if (parts[i].length < FIXED) revert PartFields.PartEndsEarly(i);
        }
        MaximaSums memory sums = Maxima.begin(head.tokens.length, head.parties.length);
        uint256 pots = 0;
        Reading[] memory all = new Reading[](parts.length);
        for (uint256 i = 0; i < parts.length; i++) {
            Reading memory reading = _check(head, parts, i, sums);
            pots += reading.pots;
            all[i] = reading;
        }
        for (uint256 i = 0; i < parts.length; i++) {
            // INVARIANT: what a moment counts from is known when the deliverable opens.
            if (all[i].needs & ~_ended(parts, i) != 0) {
                revert PartFields.PartRefused(i, "moment: it does not wait for it");
            }
        }
        MoneyCheck.links(parts, all);
        if (pots > MAX_POTS) revert TooManyPots(pots);
        Maxima.compare(sums, head);
    }

    function _check(Head memory head, bytes[] calldata parts, uint256 i, MaximaSums memory sums)
        private
        pure
        returns (Reading memory reading)
    {
        _refuseCircles(parts, i);
        reading = _open(parts[i], i);
        reading.parties = head.parties.length;
        reading.attestors = head.attestors.length;
        reading.tokens = head.tokens.length;
        reading.deliverables = parts.length;
        ClauseFacts memory part;
        uint256 court;
        (court, part.fields) = _fixed(head, reading);
        uint256[] memory pays = _pays(reading);
        uint256[] memory lots = _pots(reading);
        uint256[] memory receivers = new uint256[](lots.length + 1);
        _gives(reading, lots, receivers);
        uint256 fails = _gives(reading, lots, receivers);
        part.facts = new uint256[](reading.count(MAX_FACTS));
        for (uint256 f = 0; f < part.facts.length; f++) {
            part.facts[f] = _fact(reading);
        }
        reading.clauses = ClauseCheck.check(reading, part);
        // Who does not deliver states nothing with a delivery, and may be asked like anybody else.
        if (reading.performerAnswers == 1 && (reading.clauses >> ClauseCheck.BY_ITSELF) & 1 == 0) {
            reading.refuse("fact: the performer as a party");
        }
        MoneyCheck.check(head, reading, part, pays, lots.length, fails);
        uint256 length = reading.take(2);
        if (length > MAX_PROGRAM) reading.refuse("program: at most 1,536 bytes");
        if (reading.pos + length > reading.end) revert PartFields.PartEndsEarly(i);
        ProgramReceivers.add(reading.pos, reading.pos + length, receivers);
        reading.pos += length;
        if (reading.pos != reading.end) revert PartFields.PartGoesOn(i, reading.end - reading.pos);
        receivers[0] |= (1 << reading.performer) | MoneyCheck.entrants(parts, reading);
        Maxima.add(sums, head.courts[court], pays, lots, receivers);
        reading.pots = pays.length + lots.length;
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

    function _refuseCircles(bytes[] calldata parts, uint256 i) private pure {
        uint256 waits = 0;
        uint256 before = uint8(parts[i][1]);
        while (before != NONE) {
            if (before >= parts.length) revert PartFields.PartRefused(i, "after: no such deliverable");
            // INVARIANT: every deliverable can come to its end, since none waits for itself.
            if ((waits >> before) & 1 == 1) revert PartFields.PartRefused(i, "after: they wait in a circle");
            waits |= 1 << before;
            before = uint8(parts[before][1]);
        }
    }

    /// @dev Bit d: deliverable d has surely ended when i opens: what i waits for was not cancelled, and so has waited
    ///      itself.
    function _ended(bytes[] calldata parts, uint256 i) private pure returns (uint256 ended) {
        uint256 before = uint8(parts[i][1]);
        while (before != NONE) {
            ended |= 1 << before;
            before = uint8(parts[before][1]);
        }
    }

    /// @return court its index in the head
    /// @return word performer to both moments
    function _fixed(Head memory head, Reading memory reading) private pure returns (uint256 court, uint256 word) {
        word = reading.take(FIXED);
        reading.performer = word >> 248;
        if (reading.performer >= reading.parties) reading.refuse("performer: no such party");
        court = uint8(word >> 232);
        if (court >= head.courts.length) reading.refuse("court: no such court");
        if (uint8(word >> 224) == 0) reading.refuse("attempts: 1 to 255");
        uint256 due = uint80(word >> 80);
        if (due >> 72 == PartFields.DUE) reading.refuse("due: counted from itself");
        reading.moment(due);
        reading.moment(uint80(word));
    }

    function _pays(Reading memory reading) private pure returns (uint256[] memory pays) {
        pays = _pots(reading);
        uint256 sum = 0;
        for (uint256 i = 0; i < pays.length; i++) {
            if (uint8(pays[i] >> 128) != uint8(pays[0] >> 128)) reading.refuse("pays: all in one token");
            sum += uint128(pays[i]);
        }
        if (sum >> PartFields.AMOUNT_BITS != 0) reading.refuse("pays: below 2^120 in all");
    }

    /// @return pots each owner u8 || token u8 || amount u128
    function _pots(Reading memory reading) private pure returns (uint256[] memory pots) {
        pots = new uint256[](reading.count(MAX_LIST));
        uint256 owners = 0;
        for (uint256 i = 0; i < pots.length; i++) {
            uint256 pot = reading.take(POT);
            uint256 owner = pot >> 136;
            if (owner >= reading.parties) reading.refuse("pot: no such party");
            if (uint8(pot >> 128) >= reading.tokens) reading.refuse("pot: no such token");
            if (uint128(pot) == 0 || uint128(pot) >> PartFields.AMOUNT_BITS != 0) reading.refuse("pot: above 0, below 2^120");
            if ((owners >> owner) & 1 == 1) reading.refuse("pot: one entry an owner");
            owners |= 1 << owner;
            pots[i] = pot;
        }
    }

    /// @dev Notes in receivers[lot + 1] who is given something of the lot.
    function _gives(Reading memory reading, uint256[] memory lots, uint256[] memory receivers)
        private
        pure
        returns (uint256 count)
    {
        count = reading.count(MAX_GIVES);
        if (count == 0) return 0;
        uint256[] memory given = new uint256[](lots.length);
        for (uint256 i = 0; i < count; i++) {
            uint256 entry = reading.take(POT);
            uint256 to = entry >> 136;
            uint256 lot = uint8(entry >> 128);
            if (to >= reading.parties) reading.refuse("gives: no such party");
            if (lot >= lots.length) reading.refuse("gives: no such lot");
            given[lot] += uint128(entry);
            if (given[lot] > uint128(lots[lot])) reading.refuse("gives: more than the lot has");
            receivers[lot + 1] |= 1 << to;
        }
    }

    /// @return fact its bytes from kind to silence, and whether it can excuse
    function _fact(Reading memory reading) private pure returns (uint256 fact) {
        fact = reading.take(FACT);
        uint256 kind = fact >> 64;
        uint256 contestable = uint8(fact >> 56);
        uint256 silence = uint8(fact);
        if (kind > TIME) reading.refuse("fact: no such kind");
        if (contestable > 1) reading.refuse("fact: contestable is 0 or 1");
        if (silence > 2) reading.refuse("fact: no such silence");
        _source(reading, uint8(fact >> 48), uint8(fact >> 40), uint32(fact >> 8), silence);
        int256 silent = _word(reading);
        int256 least = _word(reading);
        int256 most = _word(reading);
        if (least < -(1 << 128) || most >= 1 << 128 || least > most) reading.refuse("fact: range");
        if (silence == 1 ? silent < least || silent > most : silent != 0) reading.refuse("fact: silence's value");
        if (kind == 1 && (least != 0 || most == 0 || most > 255)) reading.refuse("fact: 2 to 256 options");
        if (kind == 2 && (contestable == 1 || silence == 1 || least != 0 || most != 0)) {
            reading.refuse("fact: document");
        }
        if (kind == TIME && (least != 0 || most != LAST_TIME)) reading.refuse("fact: any second before 2^40");
        // A number of seconds from 0 on that the performer states and others contest.
        if (kind == 0 && contestable == 1 && uint8(fact >> 48) == 0 && least == 0 && most <= LAST_TIME) {
            fact |= ClauseCheck.CAN_EXCUSE;
        }
    }

    function _source(Reading memory reading, uint256 source, uint256 index, uint256 within, uint256 silence)
        private
        pure
    {
        if (source == 0) {
            if (index != 0 || within != 0 || silence != 0) reading.refuse("fact: the performer's");
            return;
        }
        if (silence == 0) reading.refuse("fact: silence means something");
        if (source == 1) {
            if (index >= reading.parties) reading.refuse("fact: no such party");
            if (index == reading.performer) reading.performerAnswers = 1;
        } else if (source == 2) {
            if (index >= reading.attestors) reading.refuse("fact: no such attestor");
        } else {
            reading.refuse("fact: no such source");
        }
    }

    /// @dev A two's complement number in as few bytes as can be.
    function _word(Reading memory reading) private pure returns (int256 value) {
        uint256 length = reading.take(1);
        if (length == 0) return 0;
        if (length > 32) reading.refuse("word: at most 32 bytes");
        uint256 shift = 256 - 8 * length;
        // forge-lint: disable-next-line(unsafe-typecast)
        value = int256(reading.take(length) << shift) >> shift;
        // INVARIANT: one part has one encoding, so one hash.
        int256 shorter = length == 1 ? int256(0) : (value << (shift + 8)) >> (shift + 8);
        if (shorter == value) reading.refuse("word: not the shortest form");
    }
}
