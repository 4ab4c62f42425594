// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Clauses} from "./Clauses.sol";

/// @title Durations that are counts of business days
/// @notice The twin of org.horkos.engine.lifecycle.BusinessDays (docs/protocol/lifecycle.md). Its work is bounded by a week
///         and the holidays, however many days are counted.
library BusinessDays {
    uint256 private constant DAY = 1 days;
    uint256 private constant WEEK = 7;
    /// @dev More seconds than any count of days and holidays comes to.
    uint256 private constant LONGEST = 2 ** 32;
    uint256 private constant LAST_INSTANT = 2 ** 63 - 1;

    /// @notice When the last of so many business days after the local day of an instant closes, at local midnight.
    /// @param clauses of the part; a calendar stands there
    /// @param instant Unix second
    /// @param count 1 to 255
    /// @return Unix second, after `instant`; 2^63 - 1 within 2^32 seconds of that
    function deadline(bytes memory clauses, uint64 instant, uint256 count) internal pure returns (uint64) {
        if (instant > LAST_INSTANT - LONGEST) return uint64(LAST_INSTANT);
        uint256 place = Clauses.find(clauses, Clauses.CALENDAR);
        uint256 word;
        assembly ("memory-safe") {
            word := mload(place)
        }
        // All is in unsigned numbers, a week later, so that no local time is below 0.
        unchecked {
            // forge-lint: disable-next-line(unsafe-typecast)
            int256 offset = int32(uint32(word >> 224));
            uint256 weekend = uint8(word >> 216);
            uint256 today = uint256(int256(uint256(instant)) + offset + int256(WEEK * DAY)) / DAY;
            uint256 day = _weekdaysAfter(today, count, weekend);
            place += 13;
            for (uint256 n = uint8(word >> 152); n > 0; n--) {
                uint256 holiday;
                assembly ("memory-safe") {
                    holiday := shr(240, mload(place))
                }
                holiday += WEEK;
                place += 2;
                if (holiday > day) break;
                if (holiday > today && _isWeekday(weekend, holiday)) day = _next(weekend, day);
            }
            return uint64(uint256(int256((day + 1 - WEEK) * DAY) - offset));
        }
    }

    function _weekdaysAfter(uint256 day, uint256 count, uint256 weekend) private pure returns (uint256) {
        unchecked {
            uint256 working = WEEK;
            for (uint256 bits = weekend; bits != 0; bits &= bits - 1) {
                working--;
            }
            day += WEEK * ((count - 1) / working);
            for (uint256 left = (count - 1) % working + 1; left > 0; left--) {
                day = _next(weekend, day);
            }
            return day;
        }
    }

    function _next(uint256 weekend, uint256 day) private pure returns (uint256) {
        unchecked {
            do {
                day++;
            } while (!_isWeekday(weekend, day));
            return day;
        }
    }

    /// @dev Day 0, 1970-01-01, was a Thursday, and so was the one a week before.
    function _isWeekday(uint256 weekend, uint256 day) private pure returns (bool) {
        return (weekend >> ((day + 3) % WEEK)) & 1 == 0;
    }
}
