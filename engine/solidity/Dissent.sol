// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ContestedFact, Dispute, Found, NOBODY} from "arbitration/Dispute.sol";
import {Rulings} from "arbitration/Rulings.sol";
import {Act, Deliverable, FactWord} from "./Agreement.sol";
import {Disputes} from "./Disputes.sol";
import {Draft, Moves} from "./Draft.sol";
import {FactWords} from "./FactWords.sol";
import {DisputePhase, FactSource, LifecycleLimits, Phase, Refusal} from "./LifecycleCodes.sol";
import {FactTerms} from "./Part.sol";
import {Phases} from "./Phases.sol";
import {Standing} from "./Standing.sol";

/// @title The acts of a dispute: challenge, stand by, concede, show evidence, rule
/// @notice The twin of org.horkos.engine.lifecycle.Dissent. Each gives 0 or why it is refused.
library Dissent {
    function challenge(Draft memory draft, Act memory act, uint64 time) internal view returns (uint16) {
        Deliverable memory its = draft.its;
        if (Moves.nothingStated(draft) || (its.phase != Phase.ASSERTED && its.phase != Phase.DISPUTED)) {
            return Phases.afterDelivery(draft, Refusal.NOT_ASSERTED);
        }
        uint8 party = Standing.party(draft.agreement.members, act.actor);
        if (!Standing.contains(draft.owners, party)) return Refusal.NO_LOT;
        if (act.facts.length == 0) return Refusal.EMPTY_CLAIM;
        if (act.facts.length > LifecycleLimits.MAX_CLAIM) return Refusal.CLAIM_TOO_LONG;
        int256[] memory asserted = Moves.assertedWords(draft);
        for (uint256 i = 0; i < act.facts.length; i++) {
            uint16 refusal = _contest(draft, party, act.facts[i], asserted);
            if (refusal != 0) return refusal;
        }
        if (its.disputed) {
            if (Disputes.challengedBy(its.dispute, party)) return Refusal.ALREADY_CHALLENGED;
            if (time >= its.dispute.joinUntil) return Refusal.WINDOW_PASSED;
        }
        uint16 needless = _needless(draft, asserted, act.facts);
        if (needless != 0) return needless;

        // After this point the input must succeed.
        if (its.phase == Phase.ASSERTED) Moves.freeze(draft);
        for (uint256 i = 0; i < act.facts.length; i++) {
            FactWord memory claim = act.facts[i];
            uint8 statedBy = FactWords.statedBy(draft.part, its.facts, draft.owners, claim.fact);
            Disputes.claim(its.dispute, claim, party, asserted[claim.fact], statedBy);
        }
        draft.changed = true;
        return 0;
    }

    /// @dev Whether this party may contest this fact with this word.
    function _contest(Draft memory draft, uint8 party, FactWord memory claim, int256[] memory asserted)
        private
        view
        returns (uint16)
    {
        Deliverable memory its = draft.its;
        FactTerms memory fact = draft.part.facts[claim.fact];
        if (!fact.contestable) return Refusal.NOT_CONTESTABLE;
        if (FactWords.statedBy(draft.part, its.facts, draft.owners, claim.fact) == party) {
            return Refusal.OWN_STATEMENT;
        }
        if (fact.source == FactSource.PARTY && fact.index == party && !its.facts[claim.fact].isAnswered) {
            // Who was not asked was not silent.
            if (!Moves.isNeedless(draft, claim.fact, its.assertedAt)) return Refusal.OWN_SILENCE;
        }
        uint256 place = Disputes.find(its.dispute, claim.fact);
        if (place < its.dispute.contested.length && Standing.contains(its.dispute.contested[place].defenders, party)) {
            return Refusal.DEFENDS_IT;
        }
        if (!Moves.admits(draft, claim.fact, claim.word, its.deliveredAt)) return Refusal.OUT_OF_RANGE;
        return asserted[claim.fact] == claim.word ? Refusal.SAME_AS_ASSERTED : 0;
    }

    /// @dev A claim changes what is yielded, and no part of it could be left out. `asserted` is as before afterwards.
    function _needless(Draft memory draft, int256[] memory asserted, FactWord[] memory claim)
        private
        view
        returns (uint16)
    {
        bytes32 stands = Moves.yielded(draft, asserted);
        int256[] memory words = new int256[](asserted.length);
        for (uint256 i = 0; i < words.length; i++) {
            words[i] = asserted[i];
        }
        for (uint256 i = 0; i < claim.length; i++) {
            words[claim[i].fact] = claim[i].word;
        }
        bytes32 claimed = Moves.yielded(draft, words);
        if (claimed == stands) return Refusal.CHANGES_NOTHING;
        if (claim.length == 1) return 0;
        for (uint256 i = 0; i < claim.length; i++) {
            uint8 fact = claim[i].fact;
            words[fact] = asserted[fact];
            if (claimed == Moves.yielded(draft, words)) return Refusal.NOT_MINIMAL;
            words[fact] = claim[i].word;
        }
        return 0;
    }

    function standBy(Draft memory draft, Act memory act) internal pure returns (uint16) {
        if (draft.its.phase != Phase.DISPUTED) return Phases.notDisputed(draft);
        Dispute memory dispute = draft.its.dispute;
        uint8 party = Standing.party(draft.agreement.members, act.actor);
        if (!Standing.contains(draft.owners, party)) return Refusal.NO_LOT;
        uint256 place = Disputes.find(dispute, act.fact);
        if (place == dispute.contested.length) return Refusal.NOT_CONTESTED;
        ContestedFact memory fact = dispute.contested[place];
        if (Disputes.claimedBy(fact, party)) return Refusal.CLAIMS_AGAINST_IT;
        if (fact.statedBy != NOBODY) return Refusal.STATED_BY_A_PARTY;
        if (Standing.contains(fact.defenders, party)) return Refusal.ALREADY_STANDING_BY;
        if (dispute.phase != DisputePhase.EVIDENCE) return Refusal.EVIDENCE_PASSED;

        // After this point the input must succeed.
        fact.defenders |= uint16(1 << party);
        draft.changed = true;
        return 0;
    }

    function concede(Draft memory draft, Act memory act) internal pure returns (uint16) {
        if (draft.its.phase != Phase.DISPUTED) return Phases.notDisputed(draft);
        Dispute memory dispute = draft.its.dispute;
        uint8 party = Standing.party(draft.agreement.members, act.actor);
        uint256 place = Disputes.find(dispute, act.fact);
        if (place == dispute.contested.length) return Refusal.NOT_CONTESTED;
        ContestedFact memory fact = dispute.contested[place];
        if (!Standing.contains(fact.defenders & ~fact.conceded, party)) return Refusal.NOT_A_DEFENDER;
        if (dispute.phase != DisputePhase.EVIDENCE) return Refusal.EVIDENCE_PASSED;

        // After this point the input must succeed.
        fact.conceded |= uint16(1 << party);
        draft.changed = true;
        return 0;
    }

    function evidence(Draft memory draft, Act memory act) internal view returns (uint16) {
        if (draft.its.phase != Phase.DISPUTED) return Phases.notDisputed(draft);
        uint8 party = Standing.party(draft.agreement.members, act.actor);
        if (!Standing.contains(Standing.all(draft), party)) return Refusal.NO_STANDING;
        if (act.word == 0) return Refusal.EMPTY_DOCUMENT;
        if (draft.its.dispute.phase != DisputePhase.EVIDENCE) return Refusal.EVIDENCE_PASSED;

        // After this point the input must succeed.
        draft.shownBy = party;
        draft.changed = true;
        return 0;
    }

    function rule(Draft memory draft, Act memory act, uint64 time) internal view returns (uint16) {
        if (draft.its.phase != Phase.DISPUTED) return Phases.notDisputed(draft);
        Dispute memory dispute = draft.its.dispute;
        if (dispute.phase != DisputePhase.PANEL) return Refusal.NO_PANEL_YET;
        for (uint256 i = 0; i < act.ruling.length; i++) {
            Found memory found = act.ruling[i];
            uint256 place = Disputes.find(dispute, found.fact);
            if (place == dispute.contested.length || !Rulings.needsCourt(dispute.contested[place])) {
                return Refusal.WRONG_FINDING;
            }
            if (found.found && !Moves.admits(draft, found.fact, found.word, draft.its.deliveredAt)) {
                return Refusal.WRONG_FINDING;
            }
        }

        // After this point the input must succeed.
        Moves.rule(draft, act.ruling, time);
        return 0;
    }
}
