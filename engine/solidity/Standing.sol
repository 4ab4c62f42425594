// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {NOBODY} from "arbitration/Dispute.sol";
import {Member} from "./Agreement.sol";
import {IRuleVm} from "./IRuleVm.sol";
import {Part} from "./Part.sol";

/// @title Who has a say in a deliverable
/// @notice The twin of org.horkos.engine.lifecycle.Standing. Sets of parties are bit masks, bit p is party p.
library Standing {
    /// @notice The parties with standing: the performer, the payers, the owners of lots, and whoever its rules may give
    ///         something.
    /// @param encoded the part, packed
    /// @param parties how many the agreement has
    function mask(IRuleVm rules, bytes memory encoded, Part memory part, uint256 parties)
        internal
        view
        returns (uint16)
    {
        uint256 all = (1 << part.performer) | owners(part) | rules.receivers(encoded);
        for (uint256 i = 0; i < part.pays.length; i++) {
            all |= 1 << part.pays[i].owner;
        }
        for (uint256 i = 0; i < part.missedGives.length; i++) {
            all |= 1 << part.missedGives[i].to;
        }
        for (uint256 i = 0; i < part.failedGives.length; i++) {
            all |= 1 << part.failedGives[i].to;
        }
        return uint16(all & ((1 << parties) - 1));
    }

    /// @notice The owners of its lots.
    function owners(Part memory part) internal pure returns (uint16 all) {
        for (uint256 i = 0; i < part.lots.length; i++) {
            all |= uint16(1 << part.lots[i].owner);
        }
    }

    /// @notice Which party the address is, or NOBODY. An address has one role, so there is at most one.
    function party(Member[] memory members, address actor) internal pure returns (uint8) {
        if (actor == address(0)) return NOBODY;
        for (uint256 i = 0; i < members.length; i++) {
            if (members[i].account == actor) return uint8(i);
        }
        return NOBODY;
    }

    /// @notice Whether a party is in a set; NOBODY is in none.
    function contains(uint16 set, uint256 who) internal pure returns (bool) {
        return (uint256(set) >> who) & 1 == 1;
    }
}
