// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Dispute} from "arbitration/Dispute.sol";
import {Agreement, Deliverable, Member, Neighbour} from "./Agreement.sol";
import {Draft} from "./Draft.sol";
import {ILifecycle} from "./ILifecycle.sol";
import {
    AgreementStatus,
    DisputePhase,
    End,
    FactSource,
    LifecycleLimits,
    MomentEvent,
    Phase
} from "./LifecycleCodes.sol";
import {FactTerms, Moment, Part} from "./Part.sol";
import {Standing} from "./Standing.sol";

/// @title When something happens by itself
/// @notice The twin of org.horkos.engine.lifecycle.Deadlines. All sums of times saturate at 2^63 - 1, so that no terms
///         can make an instant come before what it follows.
library Deadlines {
    /// @notice `t + d`, at most 2^63 - 1. Neither is above that.
    function plus(uint64 t, uint64 d) internal pure returns (uint64) {
        return LifecycleLimits.LAST_INSTANT - t < d ? LifecycleLimits.LAST_INSTANT : t + d;
    }

    function later(uint64 a, uint64 b) internal pure returns (uint64) {
        return a > b ? a : b;
    }

    /// @notice The next instant at which something happens to the deliverable without anybody acting.
    /// @return known whether there is one
    /// @return when the instant
    /// @return cut whether it is the settlement on L1, which comes before what would happen by itself
    /// @return opens for a waiting deliverable: whether it opens then, or is cancelled
    function next(Draft memory draft) internal view returns (bool known, uint64 when, bool cut, bool opens) {
        if (draft.its.end != End.NONE) return (false, 0, false, false);
        (known, when, opens) = _natural(draft);
        Agreement memory agreement = draft.agreement;
        cut = agreement.status == AgreementStatus.SETTLED && draft.its.phase != Phase.DISPUTED
            && (!known || when > agreement.settledAt);
        if (cut) return (true, agreement.settledAt, true, false);
    }

    function _natural(Draft memory draft) private view returns (bool known, uint64 when, bool opens) {
        Deliverable memory its = draft.its;
        uint8 phase = its.phase;
        if (phase == Phase.WAITING) return _opening(draft);
        if (phase == Phase.OPEN) return (true, its.missed, false);
        if (phase == Phase.ANSWERING) return (true, lastLapse(draft.part, its), false);
        if (phase == Phase.ASSERTED) return (true, plus(its.assertedAt, draft.part.challenge), false);
        if (phase == Phase.DISPUTED && its.disputed) {
            Dispute memory dispute = its.dispute;
            bool evidence = dispute.phase == DisputePhase.EVIDENCE;
            return (true, evidence ? dispute.evidenceUntil : _panelUntil(draft), false);
        }
    }

    /// @dev From when on the asserted facts stand because no panel has ruled.
    function _panelUntil(Draft memory draft) private pure returns (uint64) {
        uint64 drawn = plus(draft.its.dispute.evidenceUntil, LifecycleLimits.DRAW_WITHIN);
        return plus(plus(drawn, plus(draft.court.commit, draft.court.reveal)), LifecycleLimits.PANEL_SLACK);
    }

    /// @notice When the last fact that is still unanswered lapses; 0 if all are answered.
    function lastLapse(Part memory part, Deliverable memory its) internal pure returns (uint64 last) {
        uint256 count = part.facts.length;
        for (uint256 i = 0; i < count; i++) {
            FactTerms memory fact = part.facts[i];
            if (fact.source != FactSource.PERFORMER && !its.facts[i].isAnswered) {
                last = later(last, plus(its.deliveredAt, fact.within));
            }
        }
    }

    /// @dev How a waiting deliverable goes on: when, if that is known, and whether it opens then or is cancelled.
    function _opening(Draft memory draft) private view returns (bool known, uint64 when, bool opens) {
        Agreement memory agreement = draft.agreement;
        uint64 opensAt = agreement.start;
        uint64 cancelledAt = LifecycleLimits.LAST_INSTANT;
        bool ready = true;
        if (draft.part.afterDeliverable != LifecycleLimits.NO_DELIVERABLE) {
            Neighbour memory before = _neighbour(draft, draft.part.afterDeliverable);
            if (before.end == End.KEPT) {
                opensAt = later(opensAt, before.endedAt);
            } else {
                ready = false;
                if (before.end != End.NONE) cancelledAt = before.endedAt;
            }
        }
        uint256 parties = agreement.members.length;
        for (uint256 party = 0; party < parties; party++) {
            // The open seats of those with standing must be filled.
            if (draft.openFor[party] == 0 || !Standing.contains(Standing.all(draft), party)) continue;
            Member memory member = agreement.members[party];
            if (member.account != address(0)) {
                opensAt = later(opensAt, member.joinedAt);
            } else {
                ready = false;
                uint64 lapses = plus(agreement.start, draft.openFor[party]);
                if (lapses < cancelledAt) cancelledAt = lapses;
            }
        }
        if (ready) return (true, opensAt, true);
        return (cancelledAt != LifecycleLimits.LAST_INSTANT, cancelledAt, false);
    }

    /// @notice The instant of a moment of the terms. It counts only from what is known when the deliverable opens, so
    ///         that it does not depend on when that is noticed.
    /// @param due its own due time; the opening while that is being resolved
    /// @param openedAt when the deliverable opens
    function resolve(Draft memory draft, Moment memory moment, uint64 due, uint64 openedAt)
        internal
        pure
        returns (uint64)
    {
        uint8 kind = moment.eventKind;
        uint64 counted = 0;
        if (kind == MomentEvent.START) {
            counted = draft.agreement.start;
        } else if (kind == MomentEvent.DUE) {
            counted = due;
        } else if (kind == MomentEvent.ENDED) {
            counted = _neighbour(draft, moment.index).endedAt;
        } else if (kind == MomentEvent.DUE_OF) {
            counted = _neighbour(draft, moment.index).due;
        } else if (kind == MomentEvent.JOINS) {
            // Who joins later than that had not joined when it opened.
            Member memory member = draft.agreement.members[moment.index];
            bool known = member.account != address(0) && member.joinedAt <= openedAt;
            counted = known ? member.joinedAt : openedAt;
        }
        return plus(counted, moment.offset);
    }

    function _neighbour(Draft memory draft, uint8 index) private pure returns (Neighbour memory) {
        uint256 count = draft.neighbours.length;
        for (uint256 i = 0; i < count; i++) {
            if (draft.neighbours[i].index == index) return draft.neighbours[i];
        }
        revert ILifecycle.NeighbourMissing(index);
    }
}
