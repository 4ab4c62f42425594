// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Act, Deliverable, FactState, FactWord} from "./Agreement.sol";
import {Clauses} from "./Clauses.sol";
import {Deadlines} from "./Deadlines.sol";
import {Draft, Moves} from "./Draft.sol";
import {FactWords} from "./FactWords.sol";
import {DisputePhase, FactSource, Phase, Refusal} from "./LifecycleCodes.sol";
import {FactTerms, Moment, Part} from "./Part.sol";
import {Phases} from "./Phases.sol";
import {Standing} from "./Standing.sol";

/// @title The acts of undisturbed work: deliver, end, answer, accept, settle on facts
/// @notice The twin of org.horkos.engine.lifecycle.Work. Each gives 0 or why it is refused; a refused act may have
///         changed nothing but the time that has passed.
library Work {
    function deliver(Draft memory draft, Act memory act, uint64 time) internal view returns (uint16) {
        Part memory part = draft.part;
        if (draft.its.phase != Phase.OPEN) return Phases.notOpen(draft);
        if (Standing.party(draft.agreement.members, act.actor) != part.performer) return Refusal.NOT_THE_PERFORMER;
        if (Moves.isOwed(part) || Clauses.has(part.kinds, Clauses.CONTEST)) return Refusal.NOT_BY_DELIVERY;
        if (!_statesThose(part, act.facts)) return Refusal.WRONG_FACTS;
        uint16 words = _words(draft, act.facts, time);
        if (words != 0) return words;
        if (draft.rules.breaksRequire(draft.encoded, _own(part, act.facts))) return Refusal.BREAKS_REQUIRE;

        // After this point the input must succeed.
        Deliverable memory its = draft.its;
        its.attempt++;
        its.deliveredAt = time;
        for (uint256 i = 0; i < act.facts.length; i++) {
            its.facts[act.facts[i].fact] = FactState(true, act.facts[i].word, false, 0);
        }
        Moves.answering(draft);
        Moves.assertIfAllIn(draft, time);
        return 0;
    }

    function end(Draft memory draft, Act memory act, uint64 time) internal view returns (uint16) {
        if (draft.its.phase != Phase.OPEN) return Phases.notOpen(draft);
        (uint8 party, Moment memory from) = Clauses.mayEnd(Clauses.find(draft.part.clauses, Clauses.MAY_END));
        if (Standing.party(draft.agreement.members, act.actor) != party) return Refusal.MAY_NOT_END;
        (bool known, uint64 when) = Deadlines.mayEnd(draft, from);
        if (!known || time < when) return Refusal.TOO_EARLY_TO_END;

        // After this point the input must succeed.
        Moves.assertMissed(draft, time);
        return 0;
    }

    function answer(Draft memory draft, Act memory act, uint64 time) internal view returns (uint16) {
        if (draft.its.phase != Phase.ANSWERING) return Phases.afterDelivery(draft, Refusal.ALREADY_ASSERTED);
        FactTerms memory fact = draft.part.facts[act.fact];
        FactState memory known = draft.its.facts[act.fact];
        if (!_isSource(draft, fact, act.actor)) return Refusal.NOT_THE_SOURCE;
        if (!Moves.admits(draft, act.fact, act.word, draft.its.deliveredAt)) return Refusal.OUT_OF_RANGE;
        if (Moves.isNeedless(draft, act.fact, time)) return Refusal.NOT_ASKED;
        if (known.isAnswered) return Refusal.ALREADY_ANSWERED;
        if (time >= Deadlines.lapses(draft.part, act.fact, draft.its.deliveredAt)) return Refusal.ANSWER_TOO_LATE;

        // After this point the input must succeed.
        known.isAnswered = true;
        known.answered = act.word;
        Moves.assertIfAllIn(draft, time);
        return 0;
    }

    function accept(Draft memory draft, Act memory act, uint64 time) internal view returns (uint16) {
        Deliverable memory its = draft.its;
        if (its.phase != Phase.ASSERTED) return Phases.afterDelivery(draft, Refusal.NOT_ASSERTED);
        uint8 party = Standing.party(draft.agreement.members, act.actor);
        if (!Standing.contains(Standing.all(draft), party)) return Refusal.NO_STANDING;
        if (Standing.contains(its.accepted, party)) return Refusal.ALREADY_ACCEPTED;

        // After this point the input must succeed.
        its.accepted |= uint16(1 << party);
        if (its.accepted == Standing.all(draft)) {
            if (Moves.nothingStated(draft)) Moves.executeMissed(draft, time);
            else Moves.execute(draft, Moves.assertedWords(draft), time);
        }
        return 0;
    }

    function settle(Draft memory draft, Act memory act, uint64 time) internal view returns (uint16) {
        Deliverable memory its = draft.its;
        uint8 phase = its.phase;
        bool stated = phase == Phase.ANSWERING || phase == Phase.DISPUTED
            || (phase == Phase.ASSERTED && !Moves.nothingStated(draft));
        if (!stated) return Phases.afterDelivery(draft, Refusal.NOTHING_STATED);
        uint8 party = Standing.party(draft.agreement.members, act.actor);
        if (!Standing.contains(Standing.all(draft), party)) return Refusal.NO_STANDING;
        if (!_areAll(draft.part, act.facts)) return Refusal.WRONG_FACTS;
        uint16 refusal = _words(draft, act.facts, its.deliveredAt);
        if (refusal != 0) return refusal;
        bytes32 factsHash = FactWords.hash(act.facts);
        uint16 agreed = its.settling && its.factsHash == factsHash ? its.agreed : 0;
        if (Standing.contains(agreed, party)) return Refusal.ALREADY_AGREED;
        // INVARIANT: whoever sits on a panel is paid for it: nobody settles once it is called.
        if (its.disputed && its.dispute.phase != DisputePhase.EVIDENCE) return Refusal.EVIDENCE_PASSED;

        // After this point the input must succeed. Other facts than those proposed so far begin anew.
        its.settling = true;
        its.factsHash = factsHash;
        its.agreed = agreed | uint16(1 << party);
        if (its.agreed == Standing.all(draft)) {
            int256[] memory words = new int256[](act.facts.length);
            for (uint256 i = 0; i < words.length; i++) {
                words[i] = act.facts[i].word;
            }
            Moves.execute(draft, words, time);
        }
        return 0;
    }

    /// @dev Whether the facts given are those that the performer states; more beyond the part's are not seen here.
    function _statesThose(Part memory part, FactWord[] memory facts) private pure returns (bool) {
        uint256 next = 0;
        for (uint256 i = 0; i < part.facts.length; i++) {
            bool given = next < facts.length && facts[next].fact == i;
            if (given != FactWords.statedByPerformer(part.facts[i])) return false;
            if (given) next++;
        }
        return true;
    }

    function _areAll(Part memory part, FactWord[] memory facts) private pure returns (bool) {
        if (facts.length != part.facts.length) return false;
        for (uint256 i = 0; i < facts.length; i++) {
            if (facts[i].fact != i) return false;
        }
        return true;
    }

    /// @dev Every word is in the range of a fact that exists.
    function _words(Draft memory draft, FactWord[] memory facts, uint64 delivery) private pure returns (uint16) {
        for (uint256 i = 0; i < facts.length; i++) {
            if (facts[i].fact >= draft.part.facts.length) return Refusal.WRONG_FACTS;
            if (!Moves.admits(draft, facts[i].fact, facts[i].word, delivery)) return Refusal.OUT_OF_RANGE;
        }
        return 0;
    }

    /// @dev Those of the facts whose source is the performer.
    function _own(Part memory part, FactWord[] memory facts) private pure returns (FactWord[] memory own) {
        own = new FactWord[](facts.length);
        uint256 count = 0;
        for (uint256 i = 0; i < facts.length; i++) {
            if (part.facts[facts[i].fact].source == FactSource.PERFORMER) own[count++] = facts[i];
        }
        assembly ("memory-safe") {
            mstore(own, count)
        }
    }

    function _isSource(Draft memory draft, FactTerms memory fact, address actor) private pure returns (bool) {
        if (fact.source == FactSource.PERFORMER) return false;
        if (fact.source == FactSource.ATTESTOR) return draft.attestors[fact.index] == actor;
        return Standing.party(draft.agreement.members, actor) == fact.index;
    }
}
