// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Found} from "arbitration/Dispute.sol";
import {Verdict} from "./Agreement.sol";
import {Clauses} from "./Clauses.sol";
import {Deadlines} from "./Deadlines.sol";
import {Disputes} from "./Disputes.sol";
import {Draft, Moves} from "./Draft.sol";
import {DisputePhase, Phase} from "./LifecycleCodes.sol";

/// @title What follows from time alone
/// @notice The twin of org.horkos.engine.lifecycle.TimePassing. Everything happens at its own instant, however much
///         later it is noticed, so a life does not depend on when somebody looks.
library TimePassing {
    /// @notice Applies all that has happened by `time`, that second included. At most five moves: an answer lapses, the
    ///         window passes, it reopens, is missed, and that window passes too.
    function pass(Draft memory draft, uint64 time) internal view {
        while (true) {
            (bool known, uint64 when, uint256 cut, bool opens) = Deadlines.next(draft);
            if (!known || when > time) return;
            if (cut == Deadlines.SETTLEMENT) Moves.cutOff(draft, when);
            else if (cut == Deadlines.ALL_ENDED) Moves.endWithAll(draft, when);
            else _follow(draft, when, opens);
        }
    }

    function _follow(Draft memory draft, uint64 when, bool opens) private view {
        uint8 phase = draft.its.phase;
        if (phase == Phase.WAITING) {
            if (opens) Moves.open(draft, when);
            else Moves.cancel(draft, when);
        } else if (phase == Phase.OPEN) {
            if (Clauses.has(draft.part.kinds, Clauses.CONTEST)) Moves.shareOut(draft, when);
            else if (Clauses.has(draft.part.kinds, Clauses.BY_ITSELF)) Moves.deliverByItself(draft, when);
            else Moves.assertMissed(draft, when);
        } else if (phase == Phase.ANSWERING) {
            Moves.assertIt(draft, when);
        } else if (phase == Phase.ASSERTED) {
            _windowPassed(draft, when);
        } else {
            _courtTimePassed(draft, when);
        }
    }

    function _windowPassed(Draft memory draft, uint64 when) private view {
        if (Moves.nothingStated(draft)) {
            Moves.executeMissed(draft, when);
            return;
        }
        Verdict memory verdict = Moves.verdict(draft, Moves.assertedWords(draft));
        // Time is always left: it was delivered before the missed date, which moves with the judgement.
        // Once everything has ended, nothing opens any more.
        bool over = draft.agreement.allEndedBy != 0 && when >= draft.agreement.allEndedAt;
        bool again = !over && draft.its.attempt < draft.part.attempts;
        if (again && !Moves.isKept(draft, verdict)) Moves.reopen(draft, when);
        else Moves.executeVerdict(draft, verdict, when);
    }

    function _courtTimePassed(Draft memory draft, uint64 when) private view {
        bool evidence = draft.its.dispute.phase == DisputePhase.EVIDENCE;
        if (evidence && Disputes.needsPanel(draft.its.dispute)) Moves.callPanel(draft);
        else Moves.rule(draft, new Found[](0), when);
    }
}
