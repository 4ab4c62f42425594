// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {NOBODY} from "arbitration/Dispute.sol";
import {FactState, FactWord} from "./Agreement.sol";
import {FactKind, FactSilence, FactSource} from "./LifecycleCodes.sol";
import {FactTerms, Part} from "./Part.sol";
import {Standing} from "./Standing.sol";

/// @title The words of a deliverable's facts
/// @notice The twin of org.horkos.engine.lifecycle.FactWords: which are admissible, which stand, who stated them. A
///         document's word is unsigned in Java; here it is the int256 of the same 256 bits.
library FactWords {
    /// @notice What digests and settlements name a list of facts by: H(n × (fact u8 || word i256)).
    function hash(FactWord[] memory facts) internal pure returns (bytes32) {
        bytes memory packed = new bytes(facts.length * 33);
        for (uint256 i = 0; i < facts.length; i++) {
            _write(packed, i, facts[i].fact, facts[i].word);
        }
        return keccak256(packed);
    }

    /// @notice The hash of one word for each fact, in order.
    function hash(int256[] memory words) internal pure returns (bytes32) {
        bytes memory packed = new bytes(words.length * 33);
        for (uint256 i = 0; i < words.length; i++) {
            _write(packed, i, i, words[i]);
        }
        return keccak256(packed);
    }

    function _write(bytes memory packed, uint256 place, uint256 fact, int256 word) private pure {
        assembly ("memory-safe") {
            let here := add(add(packed, 32), mul(place, 33))
            mstore8(here, fact)
            mstore(add(here, 1), word)
        }
    }

    /// @notice Whether the performer states a value of it with the delivery.
    function statedByPerformer(FactTerms memory fact) internal pure returns (bool) {
        return fact.source == FactSource.PERFORMER || fact.silence == FactSilence.AS_CLAIMED;
    }

    /// @notice Whether a word is one that the fact can have in a delivery.
    /// @param start of the agreement: a time lies between that and the delivery
    function inRange(FactTerms memory fact, int256 word, uint64 start, uint64 delivery) internal pure returns (bool) {
        if (fact.kind == FactKind.DOCUMENT) return word != 0;
        if (fact.kind == FactKind.TIME && (word < int256(uint256(start)) || word > int256(uint256(delivery)))) {
            return false;
        }
        return word >= fact.least && word <= fact.most;
    }

    /// @notice One word per fact, as they stand once all answers are in or have lapsed: what its source said, else what
    ///         its silence means.
    function asserted(Part memory part, FactState[] memory facts) internal pure returns (int256[] memory words) {
        words = new int256[](facts.length);
        for (uint256 i = 0; i < words.length; i++) {
            FactState memory known = facts[i];
            if (known.isAnswered) {
                words[i] = known.answered;
            } else if (known.isClaimed && statedByPerformer(part.facts[i])) {
                words[i] = known.claimed;
            } else {
                words[i] = part.facts[i].silenceWord;
            }
        }
    }

    /// @notice Who stated the word that stands: a party, or NOBODY for an attestor, silence, and a party without a lot
    ///         here: it could not answer for it.
    /// @param owners bit p: party p owns a lot here
    function statedBy(Part memory part, FactState[] memory facts, uint16 owners, uint8 fact)
        internal
        pure
        returns (uint8)
    {
        FactTerms memory terms = part.facts[fact];
        uint8 party = NOBODY;
        if (facts[fact].isAnswered) {
            if (terms.source == FactSource.PARTY) party = terms.index;
        } else if (statedByPerformer(terms)) {
            party = part.performer;
        }
        return Standing.contains(owners, party) ? party : NOBODY;
    }
}
