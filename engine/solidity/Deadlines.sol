// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Dispute} from "arbitration/Dispute.sol";
import {Agreement, Deliverable, Member, Neighbour} from "./Agreement.sol";
import {BusinessDays} from "./BusinessDays.sol";
import {Clauses} from "./Clauses.sol";
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
import {Moment, Part} from "./Part.sol";
import {Standing} from "./Standing.sol";
import {Tally} from "./Tally.sol";

/// @title When something happens by itself
/// @notice The twin of org.horkos.engine.lifecycle.Deadlines. All sums of times saturate at 2^63 - 1, so that no terms
///         can make an instant come before what it follows.
library Deadlines {
    /// @notice What cuts a life off.
    uint256 internal constant SETTLEMENT = 1;
    uint256 internal constant ALL_ENDED = 2;

    /// @dev Bits of durations, see Clauses.counts.
    uint256 private constant DUE = 0;
    uint256 private constant MISSED = 1;
    uint256 private constant CHALLENGE = 2;
    uint256 private constant GRACE = 3;
    uint256 private constant FIRST_FACT = 8;

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
    /// @return cut SETTLEMENT if it is the settlement on L1, ALL_ENDED if it is the end of everything, which come before what
    ///         would happen by itself; else 0
    /// @return opens for a waiting deliverable: whether it opens then, or is cancelled
    function next(Draft memory draft) internal view returns (bool known, uint64 when, uint256 cut, bool opens) {
        uint8 phase = draft.its.phase;
        if (draft.its.end != End.NONE) return (false, 0, 0, false);
        (known, when, opens) = _natural(draft);
        Agreement memory agreement = draft.agreement;
        if (agreement.allEndedBy != 0 && phase <= Phase.OPEN) {
            uint64 all = agreement.allEndedAt;
            // What waits ends in that very second too: what it waited for may have ended by this.
            if (!known || when > all || (when == all && phase == Phase.WAITING)) {
                (known, when, cut) = (true, all, ALL_ENDED);
            }
        }
        if (agreement.status == AgreementStatus.SETTLED && phase != Phase.DISPUTED) {
            uint64 settledAt = agreement.settledAt;
            // What another deliverable's end brings about in the second of the settlement comes after it: only a dispute
            // can have ended it then.
            if (!known || when > settledAt || (when == settledAt && (cut != 0 || phase == Phase.WAITING))) {
                (known, when, cut) = (true, settledAt, SETTLEMENT);
            }
        }
    }

    function _natural(Draft memory draft) private view returns (bool known, uint64 when, bool opens) {
        Deliverable memory its = draft.its;
        uint8 phase = its.phase;
        if (phase == Phase.WAITING) return _opening(draft);
        if (phase == Phase.OPEN) {
            if (Clauses.has(draft.part.kinds, Clauses.CONTEST)) return _allEnded(draft);
            return (true, Clauses.has(draft.part.kinds, Clauses.BY_ITSELF) ? its.due : its.missed, false);
        }
        if (phase == Phase.ANSWERING) return (true, lastLapse(draft), false);
        if (phase == Phase.ASSERTED) return (true, windowPasses(draft.part, its.assertedAt), false);
        if (phase == Phase.DISPUTED && its.disputed) {
            Dispute memory dispute = its.dispute;
            bool evidence = dispute.phase == DisputePhase.EVIDENCE;
            return (true, evidence ? dispute.evidenceUntil : _panelUntil(draft), false);
        }
    }

    /// @dev When the last entry of a contest has ended.
    function _allEnded(Draft memory draft) private pure returns (bool known, uint64 when, bool opens) {
        uint256 place = Clauses.find(draft.part.clauses, Clauses.CONTEST);
        uint256 entries;
        assembly ("memory-safe") {
            // mode u8 || first u8 || count u8
            entries := byte(2, mload(place))
        }
        uint256 ended;
        (ended, when) = Tally.ended(draft.its.tally);
        return (ended >= entries, when, false);
    }

    /// @dev From when on the asserted facts stand because no panel has ruled.
    function _panelUntil(Draft memory draft) private pure returns (uint64) {
        uint64 drawn = plus(draft.its.dispute.evidenceUntil, LifecycleLimits.DRAW_WITHIN);
        return plus(plus(drawn, plus(draft.court.commit, draft.court.reveal)), LifecycleLimits.PANEL_SLACK);
    }

    /// @notice The end of a duration of the terms: so many seconds after the event, or the close of so many business days.
    /// @param duration its bit, see Clauses.counts
    /// @param length the duration's field
    function _ends(Part memory part, uint256 duration, uint64 counted, uint64 length) private pure returns (uint64) {
        if (!Clauses.counts(part.kinds, part.clauses, duration)) return plus(counted, length);
        return BusinessDays.deadline(part.clauses, counted, length);
    }

    /// @notice When the window of a verdict that was asserted then has passed.
    function windowPasses(Part memory part, uint64 assertedAt) internal pure returns (uint64) {
        return _ends(part, CHALLENGE, assertedAt, part.challenge);
    }

    /// @notice The last second in which what is due then is not late.
    function graceEnds(Part memory part, uint64 due) internal pure returns (uint64) {
        return _ends(part, GRACE, due, part.grace);
    }

    /// @notice When the time to answer a fact is over.
    function lapses(Part memory part, uint256 fact, uint64 deliveredAt) internal pure returns (uint64) {
        return _ends(part, FIRST_FACT + fact, deliveredAt, part.facts[fact].within);
    }

    /// @notice When a deliverable that opens then is due.
    function dueOf(Draft memory draft, uint64 openedAt) internal pure returns (uint64) {
        Moment memory moment = draft.part.due;
        return _ends(draft.part, DUE, _event(draft, moment, openedAt, openedAt), moment.offset);
    }

    /// @notice When a deliverable that opens then is missed; its due time is known.
    function missedOf(Draft memory draft, uint64 openedAt) internal pure returns (uint64) {
        Moment memory moment = draft.part.missed;
        uint64 counted = _event(draft, moment, draft.its.due, openedAt);
        return later(openedAt, _ends(draft.part, MISSED, counted, moment.offset));
    }

    /// @notice When nothing is awaited any more; 0 if nothing is. See IRuleVm.lastLapse.
    function lastLapse(Draft memory draft) internal view returns (uint64 when) {
        Part memory part = draft.part;
        Deliverable memory its = draft.its;
        if (Clauses.has(part.kinds, Clauses.ASKED)) {
            return draft.rules.lastLapse(draft.encoded, its.facts, its.deliveredAt);
        }
        for (uint256 i = 0; i < part.facts.length; i++) {
            if (part.facts[i].source != FactSource.PERFORMER && !its.facts[i].isAnswered) {
                when = later(when, lapses(part, i, its.deliveredAt));
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
            Neighbour memory before = neighbour(draft, draft.part.afterDeliverable);
            bool opened = before.end != End.NONE && before.end != End.CANCELLED;
            if (before.end == End.KEPT || (opened && Clauses.has(draft.part.kinds, Clauses.AFTER_ANY_END))) {
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
                uint64 stays = plus(agreement.start, draft.openFor[party]);
                if (stays < cancelledAt) cancelledAt = stays;
            }
        }
        if (ready) return (true, opensAt, true);
        return (cancelledAt != LifecycleLimits.LAST_INSTANT, cancelledAt, false);
    }

    /// @dev The instant of a moment's event. It counts only from what is known when the deliverable opens, so
    ///      that it does not depend on when that is noticed.
    /// @param due its own due time; the opening while that is being resolved
    /// @param openedAt when the deliverable opens
    function _event(Draft memory draft, Moment memory moment, uint64 due, uint64 openedAt)
        private
        pure
        returns (uint64 counted)
    {
        uint8 kind = moment.eventKind;
        if (kind == MomentEvent.START) {
            counted = draft.agreement.start;
        } else if (kind == MomentEvent.DUE) {
            counted = due;
        } else if (kind == MomentEvent.ENDED) {
            counted = neighbour(draft, moment.index).endedAt;
        } else if (kind == MomentEvent.DUE_OF) {
            // What ended before it had a due time, as only AFTER_ANY_END lets it, counts from its end.
            Neighbour memory other = neighbour(draft, moment.index);
            counted = other.due == 0 ? other.endedAt : other.due;
        } else if (kind == MomentEvent.JOINS) {
            // Who joins later than that had not joined when it opened.
            Member memory member = draft.agreement.members[moment.index];
            bool known = member.account != address(0) && member.joinedAt <= openedAt;
            counted = known ? member.joinedAt : openedAt;
        }
    }

    /// @notice From when on an open deliverable may be ended; not known as long as it counts from somebody who has not
    ///         joined.
    function mayEnd(Draft memory draft, Moment memory from) internal pure returns (bool known, uint64 when) {
        known = from.eventKind != MomentEvent.JOINS || draft.agreement.members[from.index].account != address(0);
        if (known) when = plus(_event(draft, from, draft.its.due, LifecycleLimits.LAST_INSTANT), from.offset);
    }

    /// @notice One that it waits for or counts from.
    function neighbour(Draft memory draft, uint8 index) internal pure returns (Neighbour memory) {
        uint256 count = draft.neighbours.length;
        for (uint256 i = 0; i < count; i++) {
            if (draft.neighbours[i].index == index) return draft.neighbours[i];
        }
        revert ILifecycle.NeighbourMissing(index);
    }
}
