// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {NOBODY} from "arbitration/Dispute.sol";
import {Member} from "./Agreement.sol";
import {Draft} from "./Draft.sol";
import {Part} from "./Part.sol";

/// @title Who has a say in a deliverable
/// @notice The twin of org.horkos.engine.lifecycle.Standing. Sets of parties are bit masks, bit p is party p.
library Standing {
    /// @notice The parties with standing: the performer, the payers, the owners of lots, and whoever its rules may give
    ///         something or it is owed to. It is found out once a step, and only if the step asks.
    function all(Draft memory draft) internal view returns (uint16) {
        if (draft.standing == 0) {
            // Never empty: there is a performer.
            draft.standing = _mask(draft.part, draft.rules.receivers(draft.encoded), draft.agreement.members.length);
        }
        return draft.standing;
    }

    function _mask(Part memory part, uint256 mask, uint256 parties) private pure returns (uint16) {
        mask |= (1 << part.performer) | owners(part);
        for (uint256 i = 0; i < part.pays.length; i++) {
            mask |= 1 << part.pays[i].owner;
        }
        for (uint256 i = 0; i < part.missedGives.length; i++) {
            mask |= 1 << part.missedGives[i].to;
        }
        for (uint256 i = 0; i < part.failedGives.length; i++) {
            mask |= 1 << part.failedGives[i].to;
        }
        return uint16(mask & ((1 << parties) - 1));
    }

    /// @notice The owners of its lots.
    function owners(Part memory part) internal pure returns (uint16 mask) {
        for (uint256 i = 0; i < part.lots.length; i++) {
            mask |= uint16(1 << part.lots[i].owner);
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
