// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ClauseCheck, ClauseFacts} from "./ClauseCheck.sol";
import {PartFields, Reading} from "./PartFields.sol";
import {Head} from "./Terms.sol";

/// @title The limits of clauses on money that is owed, and on contests and their entries: the twin of MoneyCheck in Java
library MoneyCheck {
    using PartFields for Reading;

    uint256 private constant NONE = 255;

    /// @notice Checks what such a part may have beside its clauses.
    /// @param pays each owner u8 || token u8 || amount u128
    /// @param lots how many
    /// @param fails how many entries failing gives
    function check(
        Head memory head,
        Reading memory reading,
        ClauseFacts memory part,
        uint256[] memory pays,
        uint256 lots,
        uint256 fails
    ) internal pure {
        if (reading.owedToken != 0) {
            // INVARIANT: there is nothing to contest, so what is missed is missed at once.
            if (part.facts.length != 0 || uint8(part.fields >> 224) != 1 || fails != 0) {
                reading.refuse("owes: no facts, paid once, cannot fail");
            }
            if (reading.owedInTime == 0) reading.refuse("owes: something in time");
            if ((reading.clauses >> ClauseCheck.BY_ITSELF) & 1 == 1) reading.refuse("owes: somebody pays");
        }
        if (reading.contest == 0) return;
        if (reading.clauses != 1 << ClauseCheck.CONTEST) reading.refuse("contest: it says nothing else");
        if (
            uint8(part.fields >> 240) != NONE || part.facts.length != 0 || lots != 0
                || uint8(part.fields >> 224) != 1
        ) reading.refuse("contest: nobody delivers it");
        if (pays.length == 0) reading.refuse("contest: a pay");
        _named(head, reading, reading.performer);
        for (uint256 i = 0; i < pays.length; i++) {
            _named(head, reading, pays[i] >> 136);
        }
    }

    function _named(Head memory head, Reading memory reading, uint256 party) private pure {
        if (head.parties[party].account == address(0)) reading.refuse("contest: of named parties");
    }

    /// @notice Who delivers the entries of a contest: bit p is party p; nobody if it is none. A party that does not exist is
    ///         refused with its own part.
    function entrants(bytes[] calldata parts, Reading memory reading) internal pure returns (uint256 mask) {
        (uint256 first, uint256 end) = _entries(reading.contest);
        for (uint256 entry = first; entry < end; entry++) {
            mask |= 1 << uint8(parts[entry][0]);
        }
    }

    /// @notice Checks what clauses say of other parts.
    /// @param all what was read of each
    function links(bytes[] calldata parts, Reading[] memory all) internal pure {
        for (uint256 i = 0; i < all.length; i++) {
            Reading memory reading = all[i];
            if ((reading.clauses >> ClauseCheck.CARRIES) & 1 == 1) {
                // It is the one that it waits for, which exists.
                if (all[uint8(parts[i][1])].owedToken != reading.owedToken) reading.refuse("clause: what is carried");
            }
            if (reading.entryOf != 0) {
                (uint256 first, uint256 end) = _entries(all[reading.entryOf - 1].contest);
                if (i < first || i >= end) reading.refuse("entry: none of its contest");
            }
            (uint256 entry, uint256 last) = _entries(reading.contest);
            for (; entry < last; entry++) {
                if (all[entry].entryOf != i + 1) reading.refuse("contest: no entry of it");
                // INVARIANT: whatever an entry waits for can end before the contest does.
                uint256 before = uint8(parts[entry][1]);
                while (before != NONE) {
                    if (all[before].contest != 0) reading.refuse("contest: an entry waits for no contest");
                    before = uint8(parts[before][1]);
                }
            }
        }
    }

    function _entries(uint256 contest) private pure returns (uint256 first, uint256 end) {
        if (contest == 0) return (0, 0);
        first = uint8(contest >> 8);
        end = first + uint8(contest);
    }
}
