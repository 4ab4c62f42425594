// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Where reading a part is, and what its later fields are checked against.
/// @param pos offset in calldata
/// @param end behind the part, as an offset in calldata
/// @param deliverable the part's index
/// @param performer its performer
/// @param parties how many the agreement has; likewise attestors, tokens, deliverables
/// @param pots how many it has
/// @param clauses bit k: a clause of kind k stands in it
/// @param needs bit d: an instant of the part counts from deliverable d
/// @param owedToken 1 and the token in which money is owed, or 0
/// @param owed how much
/// @param owedInTime 1 if something of it is owed also when it is paid in time
/// @param entryOf 1 and the contest that it is an entry of, or 0
/// @param contest of a contest 1 || first entry u8 || count u8, else 0
/// @param performerAnswers 1 if the performer is asked for a fact like another party
struct Reading {
    uint256 pos;
    uint256 end;
    uint256 deliverable;
    uint256 performer;
    uint256 parties;
    uint256 attestors;
    uint256 tokens;
    uint256 deliverables;
    uint256 pots;
    uint256 clauses;
    uint256 needs;
    uint256 owedToken;
    uint256 owed;
    uint256 owedInTime;
    uint256 entryOf;
    uint256 contest;
    uint256 performerAnswers;
}

/// @title Reads the fields of a packed part and refuses what is wrong with them
library PartFields {
    uint256 internal constant AMOUNT_BITS = 120;
    uint256 internal constant TIME_BITS = 40;
    /// @notice The event of a moment that counts from the start, from due, and a date.
    uint256 internal constant DUE = 1;
    uint256 internal constant ENDED = 2;
    uint256 internal constant DUE_OF = 3;
    uint256 internal constant JOINS = 4;
    uint256 internal constant DATE = 5;

    /// @notice A part's bytes end in the middle of a field.
    error PartEndsEarly(uint256 deliverable);
    /// @notice Bytes follow behind a part's last field.
    error PartGoesOn(uint256 deliverable, uint256 bytesBehind);
    /// @notice A field of a part breaks a limit.
    error PartRefused(uint256 deliverable, string why);

    /// @notice The next bytes, at most 32, as a number.
    function take(Reading memory reading, uint256 length) internal pure returns (uint256 value) {
        uint256 pos = reading.pos;
        uint256 next = pos + length;
        if (next > reading.end) revert PartEndsEarly(reading.deliverable);
        reading.pos = next;
        assembly ("memory-safe") {
            value := shr(sub(256, shl(3, length)), calldataload(pos))
        }
    }

    /// @notice How many entries a list has.
    function count(Reading memory reading, uint256 most) internal pure returns (uint256 entries) {
        entries = take(reading, 1);
        if (entries > most) refuse(reading, "a list is too long");
    }

    /// @notice Checks a moment, and notes from which deliverable it counts.
    /// @param packed event u8 || index u8 || offset u64
    function moment(Reading memory reading, uint256 packed) internal pure {
        uint256 what = packed >> 72;
        uint256 index = uint8(packed >> 64);
        if (what > DATE) refuse(reading, "moment: no such event");
        if (uint64(packed) >> TIME_BITS != 0) refuse(reading, "moment: below 2^40 seconds");
        if (what == ENDED || what == DUE_OF) {
            if (index >= reading.deliverables) refuse(reading, "moment: it does not wait for it");
            reading.needs |= 1 << index;
        } else if (what == JOINS) {
            if (index >= reading.parties) refuse(reading, "moment: no such party");
        } else if (index != 0) {
            refuse(reading, "moment: it names nothing");
        }
    }

    /// @notice Refuses the part.
    function refuse(Reading memory reading, string memory why) internal pure {
        revert PartRefused(reading.deliverable, why);
    }
}
