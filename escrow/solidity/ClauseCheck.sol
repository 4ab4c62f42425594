// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {PartFields, Reading} from "./PartFields.sol";

/// @notice What clauses are checked against.
/// @param fields the part's fixed fields: performer to both moments
/// @param facts of each its nine bytes from kind to silence; bit 72 is set if it can excuse
struct ClauseFacts {
    uint256 fields;
    uint256[] facts;
}

/// @title The limits of the clauses of a part: the twin of ClauseCodec and ClauseCheck in Java
library ClauseCheck {
    using PartFields for Reading;

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

    /// @notice The bit of a fact of ClauseFacts that can excuse.
    uint256 internal constant CAN_EXCUSE = 1 << 72;

    /// @dev Of the facts of a part that asks on conditions.
    uint256 private constant MAX_TIMES = 4;
    uint256 private constant NONE = 255;
    uint256 private constant TIME = 3;
    uint256 private constant AS_CLAIMED = 2;
    uint256 private constant MAX_CLAUSES = 255;
    uint256 private constant MAX_OWES = 8;
    uint256 private constant MAX_HOLIDAYS = 96;
    uint256 private constant MAX_BUSINESS_DAYS = 255;
    uint256 private constant MAX_ASKS = 16;
    uint256 private constant ALL_WEEK = 0x7f;
    /// @dev Bits of what a calendar counts: due, missed, challenge, grace; then from 8 on facts.
    uint256 private constant FIRST_FACT = 8;
    uint256 private constant NO_DURATION = 0xf0;
    int256 private constant MAX_OFFSET = 14 hours;

    /// @notice Checks all clauses.
    /// @return kinds bit k: a clause of kind k stands there
    function check(Reading memory reading, ClauseFacts memory part) internal pure returns (uint256 kinds) {
        uint256 count = reading.count(MAX_CLAUSES);
        uint256 owed = 0;
        for (uint256 i = 0; i < count; i++) {
            uint256 kind = reading.take(1);
            if (kind == 0 || kind > ASKED) reading.refuse("clause: no such kind");
            // INVARIANT: one part has one encoding, so one hash.
            if (kinds >> kind > (kind == OWES ? 1 : 0)) reading.refuse("clause: they ascend by kind");
            kinds |= 1 << kind;
            if (kind == OWES && ++owed > MAX_OWES) reading.refuse("a list is too long");
            _clause(reading, part, kind, kinds);
        }
    }

    function _clause(Reading memory reading, ClauseFacts memory part, uint256 kind, uint256 kinds) private pure {
        if (kind == MEASURED) {
            if (_fact(reading, part) >> 64 & 0xff != TIME) reading.refuse("clause: measured by a time");
        } else if (kind == EXCUSE) {
            if (_fact(reading, part) & CAN_EXCUSE == 0) reading.refuse("clause: what excuses");
        } else if (kind == BY_ITSELF) {
            _byItself(reading, part);
        } else if (kind == AFTER_ANY_END) {
            if (_after(part) == NONE) reading.refuse("clause: it waits for nothing");
        } else if (kind == MAY_END) {
            if (reading.take(1) >= reading.parties) reading.refuse("clause: no such party");
            reading.moment(reading.take(10));
        } else if (kind == ENDS_ALL) {
            uint256 ends = reading.take(1);
            if (ends == 0 || ends > 3) reading.refuse("clause: ends");
        } else if (kind == OWES) {
            _owes(reading);
        } else if (kind == CARRIES) {
            uint256 from = reading.take(1);
            if (from != _after(part) || from == NONE || (kinds >> AFTER_ANY_END) & (kinds >> OWES) & 1 == 0) {
                reading.refuse("clause: what is carried");
            }
        } else if (kind == CALENDAR) {
            _calendar(reading, part);
        } else if (kind == ENTRY) {
            uint256 contest = reading.take(1);
            if (contest >= reading.deliverables) reading.refuse("clause: no such deliverable");
            reading.entryOf = contest + 1;
        } else if (kind == CONTEST) {
            _contest(reading);
        } else {
            _asked(reading, part);
        }
    }

    function _after(ClauseFacts memory part) private pure returns (uint256) {
        return uint8(part.fields >> 240);
    }

    /// @dev The fact that the next byte names.
    function _fact(Reading memory reading, ClauseFacts memory part) private pure returns (uint256) {
        uint256 index = reading.take(1);
        if (index >= part.facts.length) reading.refuse("clause: no such fact");
        return part.facts[index];
    }

    function _byItself(Reading memory reading, ClauseFacts memory part) private pure {
        if (uint8(part.fields >> 224) != 1) reading.refuse("clause: once by itself");
        if (uint8(part.fields >> 72) != PartFields.DUE) reading.refuse("clause: missed from due");
        for (uint256 i = 0; i < part.facts.length; i++) {
            uint256 fact = part.facts[i];
            if (uint8(fact >> 48) == 0 || uint8(fact) == AS_CLAIMED) reading.refuse("clause: nobody delivers");
        }
    }

    function _owes(Reading memory reading) private pure {
        uint256 to = reading.take(1);
        if (to >= reading.parties) reading.refuse("clause: no such party");
        if (to == reading.performer) reading.refuse("owes: for somebody else");
        uint256 token = reading.take(1);
        if (token >= reading.tokens) reading.refuse("clause: no such token");
        if (reading.owedToken != 0 && reading.owedToken != token + 1) reading.refuse("owes: all in one token");
        reading.owedToken = token + 1;
        uint256 amount = reading.take(16);
        reading.owed += amount;
        if (amount == 0 || reading.owed >> PartFields.AMOUNT_BITS != 0) reading.refuse("clause: above 0, below 2^120");
        uint256 late = reading.take(1);
        if (late > 1) reading.refuse("clause: late is 0 or 1");
        if (late == 0) reading.owedInTime = 1;
    }

    function _calendar(Reading memory reading, ClauseFacts memory part) private pure {
        // forge-lint: disable-next-line(unsafe-typecast)
        int256 offset = int32(uint32(reading.take(4)));
        if (offset < -MAX_OFFSET || offset > MAX_OFFSET || offset % 60 != 0) reading.refuse("calendar: offset");
        if (reading.take(1) >= ALL_WEEK) reading.refuse("calendar: no business day");
        uint256 last = reading.take(2);
        uint256 counted = reading.take(5);
        uint256 next = 0;
        for (uint256 n = reading.count(MAX_HOLIDAYS); n > 0; n--) {
            uint256 day = reading.take(2);
            if (day < next || day > last) reading.refuse("calendar: holidays");
            next = day + 1;
        }
        if (counted == 0 || counted & NO_DURATION != 0 || counted >> (FIRST_FACT + part.facts.length) != 0) {
            reading.refuse("calendar: no such duration");
        }
        uint256 fields = part.fields;
        if (counted & 1 != 0) _businessDays(reading, _offset(fields >> 80));
        if (counted & 2 != 0) _businessDays(reading, _offset(fields));
        if (counted & 4 != 0) _businessDays(reading, uint32(fields >> 160));
        if (counted & 8 != 0) _businessDays(reading, uint32(fields >> 192));
        for (uint256 i = 0; i < part.facts.length; i++) {
            if ((counted >> (FIRST_FACT + i)) & 1 == 1) _businessDays(reading, uint32(part.facts[i] >> 8));
        }
    }

    /// @dev Of a moment; a date is no event that days could be counted from.
    function _offset(uint256 moment) private pure returns (uint256) {
        return uint8(moment >> 72) == PartFields.DATE ? 0 : uint64(moment);
    }

    function _businessDays(Reading memory reading, uint256 number) private pure {
        if (number == 0 || number > MAX_BUSINESS_DAYS) reading.refuse("calendar: 1 to 255 business days");
    }

    function _contest(Reading memory reading) private pure {
        uint256 mode = reading.take(1);
        if (mode > 1) reading.refuse("contest: no such mode");
        uint256 first = reading.take(1);
        uint256 entries = reading.take(1);
        if (entries == 0 || first + entries > reading.deliverables) reading.refuse("contest: no such entries");
        reading.contest = 1 << 16 | first << 8 | entries;
        uint256 sum = 0;
        uint256 places = reading.take(1);
        if ((places == 0) != (mode == 1)) reading.refuse("contest: places or shares");
        for (; places > 0; places--) {
            sum += reading.take(2);
        }
        if (sum > 10_000) reading.refuse("contest: more than the pay");
    }

    /// @dev How many different times there are to answer what others state.
    function _timesToAnswer(ClauseFacts memory part) private pure returns (uint256 count) {
        uint256[] memory seen = new uint256[](part.facts.length);
        for (uint256 i = 0; i < part.facts.length; i++) {
            if (uint8(part.facts[i] >> 48) == 0) continue;
            uint256 within = uint32(part.facts[i] >> 8);
            uint256 place = 0;
            while (place < count && seen[place] != within) {
                place++;
            }
            if (place == count) seen[count++] = within;
        }
    }

    function _asked(Reading memory reading, ClauseFacts memory part) private pure {
        uint256 entries = reading.take(1);
        if (entries == 0) reading.refuse("asked: no fact");
        uint256 next = 0;
        for (; entries > 0; entries--) {
            uint256 index = reading.take(1);
            if (index >= part.facts.length) reading.refuse("clause: no such fact");
            if (uint8(part.facts[index] >> 48) == 0) reading.refuse("asked: the performer's");
            if (index < next) reading.refuse("asked: they ascend");
            next = index + 1;
            if (reading.take(1) >= MAX_ASKS) reading.refuse("asked: no such question");
        }
        // INVARIANT: what lapses is looked at a few times at most.
        if (_timesToAnswer(part) > MAX_TIMES) reading.refuse("asked: too many times to answer");
    }
}
