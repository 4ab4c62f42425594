// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Claim, ContestedFact, Dispute, NOBODY} from "arbitration/Dispute.sol";
import {Rulings} from "arbitration/Rulings.sol";
import {FactWord} from "./Agreement.sol";

/// @title A dispute as the lifecycle works on it
/// @notice The twin of org.horkos.arbitration.dispute.DisputeState.
library Disputes {
    /// @notice Where a fact stands in the list of contested ones; their number if it is not contested.
    function find(Dispute memory dispute, uint8 fact) internal pure returns (uint256) {
        uint256 count = dispute.contested.length;
        for (uint256 i = 0; i < count; i++) {
            if (dispute.contested[i].fact == fact) return i;
        }
        return count;
    }

    /// @notice Whether the party claims against it.
    function claimedBy(ContestedFact memory fact, uint8 party) internal pure returns (bool) {
        for (uint256 i = 0; i < fact.claims.length; i++) {
            if (fact.claims[i].party == party) return true;
        }
        return false;
    }

    /// @notice Whether the party has claimed anything in this dispute.
    function challengedBy(Dispute memory dispute, uint8 party) internal pure returns (bool) {
        for (uint256 i = 0; i < dispute.contested.length; i++) {
            if (claimedBy(dispute.contested[i], party)) return true;
        }
        return false;
    }

    /// @notice Whether a panel must find any fact.
    function needsPanel(Dispute memory dispute) internal pure returns (bool) {
        for (uint256 i = 0; i < dispute.contested.length; i++) {
            if (Rulings.needsCourt(dispute.contested[i])) return true;
        }
        return false;
    }

    /// @notice A party claims another word for a fact.
    /// @param asserted the word that stands
    /// @param statedBy who stated it, or NOBODY; he defends it
    function claim(Dispute memory dispute, FactWord memory word, uint8 party, int256 asserted, uint8 statedBy)
        internal
        pure
    {
        uint256 place = find(dispute, word.fact);
        if (place == dispute.contested.length) place = _insert(dispute, word.fact);
        ContestedFact memory fact = dispute.contested[place];
        if (fact.claims.length == 0) {
            fact.asserted = asserted;
            fact.statedBy = statedBy;
            if (statedBy != NOBODY) fact.defenders = uint16(1 << statedBy);
        }
        Claim[] memory more = new Claim[](fact.claims.length + 1);
        for (uint256 i = 0; i < fact.claims.length; i++) {
            more[i] = fact.claims[i];
        }
        more[fact.claims.length] = Claim(party, word.word);
        fact.claims = more;
    }

    /// @dev One more contested fact, in its place among the others.
    function _insert(Dispute memory dispute, uint8 fact) private pure returns (uint256 place) {
        ContestedFact[] memory before = dispute.contested;
        ContestedFact[] memory all = new ContestedFact[](before.length + 1);
        while (place < before.length && before[place].fact < fact) {
            all[place] = before[place];
            place++;
        }
        all[place].fact = fact;
        for (uint256 i = place; i < before.length; i++) {
            all[i + 1] = before[i];
        }
        dispute.contested = all;
    }
}
