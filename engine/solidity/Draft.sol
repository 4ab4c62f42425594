// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AgreementStatus, DisputePhase, End, Phase} from "./LifecycleCodes.sol";
import {Dispute, Finding, Found} from "arbitration/Dispute.sol";
import {CourtTerms} from "escrow/Terms.sol";
import {Agreement, Deliverable, FactState, Neighbour, Payout, Verdict} from "./Agreement.sol";
import {Deadlines} from "./Deadlines.sol";
import {FactWords} from "./FactWords.sol";
import {IOutcome} from "./IOutcome.sol";
import {IRuleVm} from "./IRuleVm.sol";
import {Part} from "./Part.sol";

/// @notice One deliverable and the agreement's head while a step works on them: nothing else is changed by a step.
/// @param encoded the part, packed, as the other contracts read it
/// @param standing bit p: party p has standing; 0 until Standing.all is asked
/// @param owners bit p: party p owns a lot
struct Draft {
    IRuleVm rules;
    IOutcome outcome;
    bytes encoded;
    Part part;
    uint8 deliverables;
    uint64[] openFor;
    address[] attestors;
    CourtTerms court;
    Neighbour[] neighbours;
    Agreement agreement;
    Deliverable its;
    uint16 standing;
    uint16 owners;
    bool changed;
    bool frozen;
    uint8 shownBy;
    bool hasEnded;
    Payout[] payouts;
    bool closed;
}

/// @title The moves of the state machine
/// @notice The twin of org.horkos.engine.lifecycle.Draft. Whether a move may be made is decided by TimePassing and the
///         acts.
library Moves {
    /// @notice Whether the verdict that stands is that nothing was delivered.
    function nothingStated(Draft memory draft) internal pure returns (bool) {
        return draft.its.phase == Phase.ASSERTED && draft.its.deliveredAt == 0;
    }

    function assertedWords(Draft memory draft) internal pure returns (int256[] memory) {
        return FactWords.asserted(draft.part, draft.its.facts);
    }

    /// @notice The verdict on these facts; lateness is that of the last delivery.
    function verdict(Draft memory draft, int256[] memory words) internal view returns (Verdict memory) {
        return draft.rules.evaluate(draft.encoded, _parties(draft), words, _late(draft));
    }

    /// @notice What these facts yield, by its hash: the money, not the requires that a claim may break one more of in
    ///         vain.
    /// @dev A challenge asks ten times, so the verdict is taken as the bytes that it comes in (offset, award, offset of
    ///      the penalties, failed, penalties) without being decoded, and only `failed` is blotted out.
    function yielded(Draft memory draft, int256[] memory words) internal view returns (bytes32 hash) {
        bytes memory call = abi.encodeCall(IRuleVm.evaluate, (draft.encoded, _parties(draft), words, _late(draft)));
        (bool done, bytes memory answer) = address(draft.rules).staticcall(call);
        assembly ("memory-safe") {
            if or(iszero(done), lt(mload(answer), 128)) { revert(add(answer, 32), mload(answer)) }
            mstore(add(answer, 128), 0)
            hash := keccak256(add(answer, 32), mload(answer))
        }
    }

    function _late(Draft memory draft) private pure returns (uint64) {
        Deliverable memory its = draft.its;
        return its.deliveredAt > Deadlines.plus(its.due, draft.part.grace) ? its.deliveredAt - its.due : 0;
    }

    function _parties(Draft memory draft) private pure returns (uint8) {
        // At most 16.
        return uint8(draft.agreement.members.length);
    }

    function open(Draft memory draft, uint64 when) internal pure {
        Deliverable memory its = draft.its;
        its.due = Deadlines.resolve(draft, draft.part.due, when, when);
        its.missed = Deadlines.later(when, Deadlines.resolve(draft, draft.part.missed, its.due, when));
        _move(draft, Phase.OPEN);
    }

    /// @notice Asserts a verdict, or that nothing was delivered.
    function assertIt(Draft memory draft, uint64 when) internal pure {
        draft.its.assertedAt = when;
        _move(draft, Phase.ASSERTED);
    }

    function answering(Draft memory draft) internal pure {
        _move(draft, Phase.ANSWERING);
    }

    /// @notice Back to Open: the performer's clock has stood still since the delivery.
    function reopen(Draft memory draft, uint64 when) internal pure {
        Deliverable memory its = draft.its;
        uint64 elsewhere = when - its.deliveredAt;
        its.due = Deadlines.plus(its.due, elsewhere);
        its.missed = Deadlines.plus(its.missed, elsewhere);
        its.deliveredAt = 0;
        its.assertedAt = 0;
        its.facts = new FactState[](its.facts.length);
        its.accepted = 0;
        its.settling = false;
        its.factsHash = 0;
        its.agreed = 0;
        _move(draft, Phase.OPEN);
    }

    /// @notice A dispute that nobody has joined yet.
    function freeze(Draft memory draft) internal pure {
        Deliverable memory its = draft.its;
        its.disputed = true;
        Dispute memory dispute = its.dispute;
        dispute.phase = DisputePhase.EVIDENCE;
        dispute.joinUntil = Deadlines.plus(its.assertedAt, draft.part.challenge);
        dispute.evidenceUntil = Deadlines.plus(dispute.joinUntil, draft.court.evidence);
        draft.frozen = true;
        _move(draft, Phase.DISPUTED);
    }

    function callPanel(Draft memory draft) internal pure {
        draft.its.dispute.phase = DisputePhase.PANEL;
        draft.changed = true;
    }

    /// @notice The facts are found, the rules run on them, that verdict executes, who was wrong forfeits.
    function rule(Draft memory draft, Found[] memory ruling, uint64 when) internal view {
        Dispute memory dispute = draft.its.dispute;
        Finding[] memory findings = draft.outcome.findings(dispute, ruling);
        int256[] memory words = assertedWords(draft);
        for (uint256 i = 0; i < findings.length; i++) {
            words[findings[i].fact] = findings[i].word;
        }
        Verdict memory found = verdict(draft, words);
        draft.payouts = draft.outcome.ruled(draft.encoded, seated(draft), found, dispute, findings, draft.court);
        _finish(draft, Phase.EXECUTED, found.award > 0 ? End.KEPT : End.FAILED, when);
    }

    /// @notice Executes the verdict on these facts.
    function execute(Draft memory draft, int256[] memory words, uint64 when) internal view {
        executeVerdict(draft, verdict(draft, words), when);
    }

    function executeVerdict(Draft memory draft, Verdict memory made, uint64 when) internal view {
        draft.payouts = draft.outcome.delivered(draft.encoded, seated(draft), made);
        _finish(draft, Phase.EXECUTED, made.award > 0 ? End.KEPT : End.FAILED, when);
    }

    function executeMissed(Draft memory draft, uint64 when) internal view {
        draft.payouts = draft.outcome.missed(draft.encoded, seated(draft));
        _finish(draft, Phase.EXECUTED, End.MISSED, when);
    }

    /// @notice Everything goes back.
    function cancel(Draft memory draft, uint64 when) internal view {
        draft.payouts = draft.outcome.cancelled(draft.encoded, seated(draft));
        _finish(draft, Phase.CANCELLED, End.CANCELLED, when);
    }

    /// @notice Settled on L1, where everything is paid. Whether it had just opened in that very second does not matter,
    ///         so nothing is kept of it.
    function cutOff(Draft memory draft, uint64 when) internal pure {
        draft.its.due = 0;
        draft.its.missed = 0;
        _finish(draft, Phase.CANCELLED, End.CANCELLED, when);
    }

    /// @notice Bit p: somebody sits for party p.
    function seated(Draft memory draft) internal pure returns (uint16 mask) {
        uint256 parties = draft.agreement.members.length;
        for (uint256 party = 0; party < parties; party++) {
            if (draft.agreement.members[party].account != address(0)) mask |= uint16(1 << party);
        }
    }

    function _finish(Draft memory draft, uint8 phase, uint8 end, uint64 when) private pure {
        Deliverable memory its = draft.its;
        Agreement memory agreement = draft.agreement;
        if (its.disputed) its.dispute.phase = DisputePhase.RULED;
        its.end = end;
        its.endedAt = when;
        draft.hasEnded = true;
        _move(draft, phase);
        agreement.ended++;
        if (draft.payouts.length > 0) agreement.messages++;
        if (agreement.ended == draft.deliverables) {
            agreement.status = AgreementStatus.CLOSED;
            agreement.messages++;
            draft.closed = true;
        }
    }

    function _move(Draft memory draft, uint8 phase) private pure {
        draft.its.phase = phase;
        draft.changed = true;
    }
}
