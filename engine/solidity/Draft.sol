// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AgreementStatus, DisputePhase, End, Phase} from "./LifecycleCodes.sol";
import {Dispute, Finding, Found} from "arbitration/Dispute.sol";
import {CourtTerms} from "escrow/Terms.sol";
import {Agreement, Deliverable, FactState, Neighbour, Payout, Verdict} from "./Agreement.sol";
import {Clauses} from "./Clauses.sol";
import {Deadlines} from "./Deadlines.sol";
import {FactWords} from "./FactWords.sol";
import {IOutcome, Undelivered} from "./IOutcome.sol";
import {IRuleVm} from "./IRuleVm.sol";
import {Part} from "./Part.sol";
import {Tally} from "./Tally.sol";

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
    uint256 value;
    Payout[] paid;
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

    /// @notice The verdict on these facts; how late or early it is follows from them and from the last delivery.
    function verdict(Draft memory draft, int256[] memory words) internal view returns (Verdict memory) {
        (uint64 late, uint64 early) = _lateness(draft, words);
        return draft.rules.evaluate(draft.encoded, _parties(draft), words, late, early);
    }

    /// @notice What these facts yield, by its hash: the money, not the requires that a claim may break one more of in
    ///         vain.
    /// @dev A challenge asks ten times, so the verdict is taken as the bytes that it comes in (offset, award, offset of
    ///      the penalties, failed, value, penalties) without being decoded, and of `failed` only stays
    ///      whether it keeps what nobody pays for.
    function yielded(Draft memory draft, int256[] memory words) internal view returns (bytes32 hash) {
        (uint64 late, uint64 early) = _lateness(draft, words);
        bytes memory call = abi.encodeCall(IRuleVm.evaluate, (draft.encoded, _parties(draft), words, late, early));
        // What nobody pays for is kept if no require failed; else the award says it.
        uint256 free = draft.part.pays.length == 0 ? 1 : 0;
        (bool done, bytes memory answer) = address(draft.rules).staticcall(call);
        assembly ("memory-safe") {
            if or(iszero(done), lt(mload(answer), 160)) { revert(add(answer, 32), mload(answer)) }
            mstore(add(answer, 128), and(free, iszero(mload(add(answer, 128)))))
            hash := keccak256(add(answer, 32), mload(answer))
        }
    }

    function _lateness(Draft memory draft, int256[] memory words) private pure returns (uint64 late, uint64 early) {
        uint64 measured = _measured(draft, words);
        uint64 due = draft.its.due;
        if (measured < due) early = due - measured;
        if (Clauses.has(draft.part.kinds, Clauses.EXCUSE)) {
            due = Deadlines.plus(due, _time(words, Clauses.index(draft.part.clauses, Clauses.EXCUSE)));
        }
        if (measured > Deadlines.graceEnds(draft.part, due)) late = measured - due;
    }

    /// @dev What counts as the instant of delivery where lateness is computed.
    function _measured(Draft memory draft, int256[] memory words) private pure returns (uint64) {
        if (!Clauses.has(draft.part.kinds, Clauses.MEASURED)) return draft.its.deliveredAt;
        return _time(words, Clauses.index(draft.part.clauses, Clauses.MEASURED));
    }

    /// @dev Ranges keep it from 0 to 2^40 - 1.
    function _time(int256[] memory words, uint8 fact) private pure returns (uint64) {
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint64(uint256(words[fact]));
    }

    /// @notice Whether a word is one that the fact can have in the delivery of that second.
    function admits(Draft memory draft, uint8 fact, int256 word, uint64 delivery) internal pure returns (bool) {
        return FactWords.inRange(draft.part.facts[fact], word, draft.agreement.start, delivery);
    }

    function _parties(Draft memory draft) private pure returns (uint8) {
        // At most 16.
        return uint8(draft.agreement.members.length);
    }

    function open(Draft memory draft, uint64 when) internal pure {
        Deliverable memory its = draft.its;
        its.due = Deadlines.dueOf(draft, when);
        // What counts as delivered by itself cannot do so before it is open.
        if (Clauses.has(draft.part.kinds, Clauses.BY_ITSELF)) its.due = Deadlines.later(when, its.due);
        its.missed = Deadlines.missedOf(draft, when);
        if (Clauses.has(draft.part.kinds, Clauses.CARRIES)) {
            its.tally = Tally.ofRest(Deadlines.neighbour(draft, draft.part.afterDeliverable).unpaid);
        }
        _move(draft, Phase.OPEN);
    }

    /// @notice What nobody delivers counts as delivered.
    function deliverByItself(Draft memory draft, uint64 when) internal view {
        draft.its.attempt++;
        draft.its.deliveredAt = when;
        answering(draft);
        assertIfAllIn(draft, when);
    }

    /// @notice The assertion is made as soon as no answer is awaited any more.
    function assertIfAllIn(Draft memory draft, uint64 when) internal view {
        if (Deadlines.lastLapse(draft) <= when) assertIt(draft, when);
    }

    /// @notice Asserts a verdict, or that nothing was delivered.
    function assertIt(Draft memory draft, uint64 when) internal pure {
        draft.its.assertedAt = when;
        _move(draft, Phase.ASSERTED);
    }

    /// @notice Whether money is owed in a part.
    function isOwed(Part memory part) internal pure returns (bool) {
        return Clauses.has(part.kinds, Clauses.OWES);
    }

    /// @notice Whether due and grace have passed, for money that is owed.
    function isLate(Draft memory draft, uint64 when) internal pure returns (bool) {
        return draft.its.phase != Phase.WAITING && when > Deadlines.graceEnds(draft.part, draft.its.due);
    }

    /// @notice Asserts that nothing was delivered. About money that is owed there is nothing to contest, so no window to
    ///         wait for.
    function assertMissed(Draft memory draft, uint64 when) internal view {
        if (isOwed(draft.part)) executeMissed(draft, when);
        else assertIt(draft, when);
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
        dispute.joinUntil = Deadlines.windowPasses(draft.part, its.assertedAt);
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
        draft.value = found.value;
        _finish(draft, Phase.EXECUTED, isKept(draft, found) ? End.KEPT : End.FAILED, when);
    }

    /// @notice Whether nobody is asked for a fact, given whose time is over at that instant.
    function isNeedless(Draft memory draft, uint8 fact, uint64 over) internal view returns (bool) {
        if (!Clauses.has(draft.part.kinds, Clauses.ASKED)) return false;
        uint256 mask = draft.rules.needless(draft.encoded, draft.its.facts, draft.its.deliveredAt, over);
        return (mask >> fact) & 1 == 1;
    }

    /// @notice Whether a verdict keeps a deliverable: it awards something, or nothing is paid for it and every
    ///         requirement holds.
    function isKept(Draft memory draft, Verdict memory made) internal pure returns (bool) {
        return made.award > 0 || (draft.part.pays.length == 0 && made.failed == 0);
    }

    /// @notice Executes the verdict on these facts.
    function execute(Draft memory draft, int256[] memory words, uint64 when) internal view {
        executeVerdict(draft, verdict(draft, words), when);
    }

    function executeVerdict(Draft memory draft, Verdict memory made, uint64 when) internal view {
        draft.payouts = draft.outcome.delivered(draft.encoded, seated(draft), made);
        draft.value = made.value;
        bool kept = isKept(draft, made) || isOwed(draft.part);
        _finish(draft, Phase.EXECUTED, kept ? End.KEPT : End.FAILED, when);
    }

    function executeMissed(Draft memory draft, uint64 when) internal view {
        uint8 how = isOwed(draft.part) && isLate(draft, when) ? Undelivered.MISSED_LATE : Undelivered.MISSED;
        _undelivered(draft, how);
        _finish(draft, Phase.EXECUTED, End.MISSED, when);
    }

    /// @notice All entries of a contest have ended: its pay is shared out.
    function shareOut(Draft memory draft, uint64 when) internal view {
        bool won = _undelivered(draft, Undelivered.SHARED);
        _finish(draft, Phase.EXECUTED, won ? End.KEPT : End.FAILED, when);
    }

    /// @notice Everything goes back.
    function cancel(Draft memory draft, uint64 when) internal view {
        _undelivered(draft, Undelivered.CANCELLED);
        _finish(draft, Phase.CANCELLED, End.CANCELLED, when);
    }

    function _undelivered(Draft memory draft, uint8 how) private view returns (bool won) {
        (draft.payouts, draft.its.tally, won) =
            draft.outcome.undelivered(draft.encoded, seated(draft), how, draft.its.tally);
    }

    /// @notice Settled on L1, where everything is paid. Whether it had just opened in that very second does not matter,
    ///         so nothing is kept of it.
    function cutOff(Draft memory draft, uint64 when) internal view {
        draft.its.due = 0;
        draft.its.missed = 0;
        _undelivered(draft, Undelivered.CANCELLED);
        draft.payouts = new Payout[](0);
        _finish(draft, Phase.CANCELLED, End.CANCELLED, when);
    }

    /// @notice Bit p: somebody sits for party p.
    function seated(Draft memory draft) internal pure returns (uint16 mask) {
        uint256 parties = draft.agreement.members.length;
        for (uint256 party = 0; party < parties; party++) {
            if (draft.agreement.members[party].account != address(0)) mask |= uint16(1 << party);
        }
    }

    /// @notice Another deliverable's end has ended everything: what its performer still owes is missed.
    function endWithAll(Draft memory draft, uint64 when) internal view {
        // Whether it had just opened in that very second does not matter.
        draft.its.due = 0;
        draft.its.missed = 0;
        if (draft.part.performer + 1 == draft.agreement.allEndedBy) {
            _undelivered(draft, Undelivered.MISSED_WITH_ALL);
            _finish(draft, Phase.EXECUTED, End.MISSED, when);
        } else {
            cancel(draft, when);
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
        if (agreement.allEndedBy == 0 && _endsAll(draft.part, end)) {
            agreement.allEndedAt = when;
            agreement.allEndedBy = draft.part.performer + 1;
        }
        if (agreement.ended == draft.deliverables) {
            agreement.status = AgreementStatus.CLOSED;
            agreement.messages++;
            draft.closed = true;
        }
    }

    function _endsAll(Part memory part, uint8 end) private pure returns (bool) {
        if (!Clauses.has(part.kinds, Clauses.ENDS_ALL)) return false;
        uint8 ends = Clauses.index(part.clauses, Clauses.ENDS_ALL);
        return (end == End.MISSED && ends & 1 != 0) || (end == End.FAILED && ends & 2 != 0);
    }

    function _move(Draft memory draft, uint8 phase) private pure {
        draft.its.phase = phase;
        draft.changed = true;
    }
}
