// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Found} from "arbitration/Dispute.sol";
import {
    ACCEPT,
    ADVANCE,
    ANSWER,
    Act,
    Agreement,
    BURNT,
    CHALLENGE,
    CONCEDE,
    COURT,
    DELIVER,
    Deliverable,
    END,
    EVIDENCE,
    FactState,
    PAY,
    Payout,
    Result,
    RULE,
    SETTLE_FACTS,
    STAND_BY
} from "engine/Agreement.sol";
import {ILifecycle, LifecycleInput} from "engine/ILifecycle.sol";
import {AgreementStatus, End} from "engine/LifecycleCodes.sol";
import {OutboxLeaf} from "escrow/OutboxLeaf.sol";
import {Payment} from "escrow/Payment.sol";
import {Accounts} from "./Accounts.sol";
import {AgreementLeaves} from "./AgreementLeaves.sol";
import {AgreementReading, Run} from "./AgreementReading.sol";
import {Delegation} from "./Delegation.sol";
import {Referent} from "./Digests.sol";
import {Globals} from "./Globals.sol";
import {HeadReading} from "./HeadReading.sol";
import {IAgreementSteps} from "./IStepContracts.sol";
import {IPanelSteps, PanelOutcome} from "./IPanelSteps.sol";
import {NodeCodes} from "./NodeCodes.sol";
import {Outbox} from "./Outbox.sol";
import {Packed} from "./Packed.sol";
import {PanelLeaves} from "./PanelLeaves.sol";
import {Shown} from "./Shown.sol";
import {Step} from "./Step.sol";
import {StepKinds} from "./StepKinds.sol";

/// @title Steps on agreements: the twin of org.horkos.node.execution.AgreementRun
contract AgreementSteps is IAgreementSteps {
    using Delegation for address;
    using Packed for bytes;

    /// @dev Positions in a part, see docs/protocol/terms.md.
    uint256 private constant PART_COURT = 2;
    uint256 private constant PART_PAYS = 32;
    uint256 private constant POT = 18;

    /// @dev A fee takes at most this part of a pot.
    uint256 private constant FEES_IN_A_POT = 100;

    /// @notice The contract behind L2 balances, to which courts' parts go.
    address public immutable vault;
    /// @notice The state machine of agreements.
    ILifecycle public immutable lifecycle;
    /// @notice What steps on panels are delegated to.
    address public immutable panelSteps;

    constructor(address vault_, ILifecycle lifecycle_, address panelSteps_) {
        vault = vault_;
        lifecycle = lifecycle_;
        panelSteps = panelSteps_;
    }

    // ---- entry points ----

    /// @inheritdoc IAgreementSteps
    function point(Step calldata step, bool signed) external returns (uint16 code, Referent memory pos) {
        Run memory run;
        (code, run) = _find(step);
        if (code != 0) return (code, pos);
        pos.termsHash = run.termsHash;
        pos.deliverable = run.index;
        pos.attempt = run.deliverable.attempt;
        if (signed && step.kind == StepKinds.ACCEPT) {
            pos.factsHash = lifecycle.assertedHash(run.part, run.deliverable);
        }
    }

    /// @inheritdoc IAgreementSteps
    function payFromPot(Step calldata step, address owner, address token) external returns (bool) {
        (, Run memory run) = _find(step);
        uint256 pot = run.head.number(AgreementLeaves.FEE_POT, 16);
        uint256 most = (pot + FEES_IN_A_POT - 1) / FEES_IN_A_POT;
        if (HeadReading.token(run.terms, 0) != token || most < step.fee || !AgreementReading.knows(run, owner)) {
            return false;
        }
        run.head.set(AgreementLeaves.FEE_POT, 16, pot - step.fee);
        AgreementLeaves.putHead(run.id, run.head);
        return true;
    }

    /// @inheritdoc IAgreementSteps
    function act(Step calldata step, address signer) external returns (uint16 code) {
        (, Run memory run) = _find(step);
        if (step.kind == StepKinds.PAY) {
            if (step.number == 0) return NodeCodes.NOTHING_MOVED;
            run.payer = step.account;
        }
        if (_isOnDispute(step.kind)) {
            code = _onPanel(run, abi.encodeCall(IPanelSteps.act, (step, signer)));
        } else {
            bool passed = run.deliverable.disputed && _panelTime(run);
            (code,) = _lifecycle(run, _input(step, signer), Globals.time());
            // What the panel's time brought is enough for Advance.
            if (passed && step.kind == StepKinds.ADVANCE) code = 0;
        }
        if (code == 0) _save(run, true);
    }

    /// @inheritdoc IAgreementSteps
    function join(uint32 agreement, uint8 party, address account) external returns (uint16 code) {
        Run memory run = AgreementReading.read(agreement);
        (code, run.agreement) = lifecycle.join(
            run.agreement,
            AgreementReading.openFor(run),
            HeadReading.attestors(run.terms),
            party,
            account,
            Globals.time()
        );
        if (code != 0) _giveBack(run, party, account);
        _save(run, false);
    }

    /// @inheritdoc IAgreementSteps
    function settle(uint32 agreement) external returns (uint16 code) {
        Run memory run = AgreementReading.read(agreement);
        (code, run.agreement) = lifecycle.settle(run.agreement, Globals.time());
        if (code == 0) _save(run, false);
    }

    // ---- finding ----

    function _isOnDispute(uint256 kind) private pure returns (bool) {
        return
            kind == StepKinds.DRAW || kind == StepKinds.SETTLE_SEAT || kind == StepKinds.COMMIT
                || kind == StepKinds.REVEAL;
    }

    function _find(Step calldata step) private returns (uint16 code, Run memory run) {
        uint32 id = step.first;
        uint256 index = step.second;
        if (_isOnDispute(step.kind)) {
            bytes memory leaf = AgreementLeaves.dispute(id);
            if (leaf.length == 0) return (NodeCodes.UNKNOWN_DISPUTE, run);
            if (PanelLeaves.panel(id).length == 0) return (NodeCodes.NO_PANEL, run);
            id = uint32(leaf.number(0, 4));
            index = leaf.number(AgreementLeaves.OF_DELIVERABLE, 1);
        }
        if (AgreementLeaves.head(id).length == 0) return (NodeCodes.UNKNOWN_AGREEMENT, run);
        run = AgreementReading.read(id);
        if (index >= HeadReading.deliverables(run.terms)) return (NodeCodes.UNKNOWN_DELIVERABLE, run);
        AgreementReading.load(run, uint8(index), step.kind == StepKinds.END);
    }

    // ---- working ----

    function _input(Step calldata step, address signer) private pure returns (Act memory input) {
        uint256 kind = step.kind;
        input.actor = signer;
        input.fact = uint8(step.third);
        input.word = int256(step.number);
        input.facts = step.facts;
        if (kind == StepKinds.ADVANCE) input.kind = ADVANCE;
        else if (kind == StepKinds.DELIVER) input.kind = DELIVER;
        else if (kind == StepKinds.PAY) input.kind = PAY;
        else if (kind == StepKinds.ANSWER) input.kind = ANSWER;
        else if (kind == StepKinds.ACCEPT) input.kind = ACCEPT;
        else if (kind == StepKinds.CHALLENGE) input.kind = CHALLENGE;
        else if (kind == StepKinds.STAND_BY) input.kind = STAND_BY;
        else if (kind == StepKinds.CONCEDE) input.kind = CONCEDE;
        else if (kind == StepKinds.SETTLE_FACTS) input.kind = SETTLE_FACTS;
        else if (kind == StepKinds.END) input.kind = END;
        else input.kind = EVIDENCE;
    }

    /// @dev Applies the panel's time. Returns whether that brought anything.
    function _panelTime(Run memory run) private returns (bool) {
        bytes memory result = panelSteps.run(abi.encodeCall(IPanelSteps.advance, (run.dispute)));
        PanelOutcome memory outcome = abi.decode(result, (PanelOutcome));
        if (outcome.hasRuled) _ruled(run, outcome);
        return outcome.changed;
    }

    function _onPanel(Run memory run, bytes memory call) private returns (uint16) {
        PanelOutcome memory outcome = abi.decode(panelSteps.run(call), (PanelOutcome));
        if (outcome.hasRuled) _ruled(run, outcome);
        return outcome.refusal;
    }

    /// @dev The panel has ruled; if the lifecycle has no use for that, its own time has ended the dispute.
    function _ruled(Run memory run, PanelOutcome memory outcome) private {
        Act memory input;
        input.kind = RULE;
        input.ruling = outcome.ruling;
        (uint16 code,) = _lifecycle(run, input, outcome.ruledAt);
        if (code == 0) return;
        Act memory time;
        time.kind = ADVANCE;
        _lifecycle(run, time, outcome.ruledAt);
    }

    function _lifecycle(Run memory run, Act memory input, uint64 time) private returns (uint16, Result memory result) {
        LifecycleInput memory all;
        all.part = run.part;
        all.deliverables = HeadReading.deliverables(run.terms);
        all.openFor = AgreementReading.openFor(run);
        all.attestors = HeadReading.attestors(run.terms);
        all.court = HeadReading.court(run.terms, run.part.number(PART_COURT, 1));
        all.agreement = run.agreement;
        all.deliverable = run.deliverable;
        all.neighbours = run.neighbours;
        all.act = input;
        all.time = time;
        result = lifecycle.act(all);
        // Looked at whether it ends or not, as Java does.
        bytes memory contest;
        if (result.entryOf != 0) contest = AgreementLeaves.deliverable(run.id, result.entryOf - 1);
        if (result.refusal != 0) return (result.refusal, result);
        run.agreement = result.agreement;
        run.deliverable = result.deliverable;
        if (result.entryOf != 0 && result.hasEnded) _enter(run, result, contest);
        return (_take(run, result, input), result);
    }

    /// @dev Tells the contest that one more of its entries has ended.
    function _enter(Run memory run, Result memory result, bytes memory contest) private {
        Deliverable memory its = run.deliverable;
        bytes memory entry = its.end == End.KEPT
            ? abi.encodePacked(run.index, uint8(run.part.number(0, 1)), uint128(result.value), its.deliveredAt)
            : bytes("");
        bytes memory entered = AgreementLeaves.entered(contest, entry, its.endedAt);
        AgreementLeaves.putDeliverable(run.id, result.entryOf - 1, entered);
    }

    /// @dev Money that was paid leaves the payer's balance for those for whom it is, by one message to the vault.
    function _passOn(Run memory run, Payout[] memory paid) private returns (uint16) {
        address token = HeadReading.token(run.terms, paid[0].token);
        if (Accounts.token(Accounts.get(run.payer)) != token) return NodeCodes.OTHER_TOKEN;
        uint256 sum = 0;
        bytes memory payments = "";
        for (uint256 i = 0; i < paid.length; ++i) {
            sum += paid[i].amount;
            payments = bytes.concat(
                payments, abi.encodePacked(token, _recipient(run, paid[i].to), uint128(paid[i].amount))
            );
        }
        if (!Accounts.debit(run.payer, sum)) return NodeCodes.INSUFFICIENT_BALANCE;
        Outbox.send(OutboxLeaf.WITHDRAWAL, vault, 0, uint8(paid.length), payments);
        return 0;
    }

    /// @dev Turns what an act brought about into leaves.
    function _take(Run memory run, Result memory result, Act memory input) private returns (uint16) {
        if (result.paid.length != 0) {
            uint16 refusal = _passOn(run, result.paid);
            if (refusal != 0) return refusal;
        }
        if (result.frozen) _openDispute(run);
        if (input.kind == EVIDENCE) {
            bytes memory call = abi.encodeCall(
                IPanelSteps.exhibit,
                (run.dispute, result.shownBy, bytes32(uint256(input.word)), run.deliverable.dispute.evidenceUntil)
            );
            uint16 code = abi.decode(panelSteps.run(call), (uint16));
            if (code != 0) return code;
        }
        if (result.hasEnded) _ended(run, result.payouts, input.kind == RULE);
        if (result.closed) _send(run, OutboxLeaf.CLOSED, 0, "");
        return 0;
    }

    function _openDispute(Run memory run) private {
        run.dispute = uint32(Globals.count(Globals.DISPUTES));
        uint256 pos = PART_PAYS;
        pos += 1 + POT * run.part.number(pos, 1);
        address[] memory feeTokens = new address[](run.part.number(pos++, 1));
        for (uint256 i = 0; i < feeTokens.length; ++i) {
            feeTokens[i] = HeadReading.token(run.terms, run.part.number(pos + POT * i + 1, 1));
        }
        panelSteps.run(
            abi.encodeCall(
                IPanelSteps.open,
                (
                    run.dispute,
                    HeadReading.court(run.terms, run.part.number(PART_COURT, 1)),
                    feeTokens,
                    run.deliverable.dispute.evidenceUntil
                )
            )
        );
    }

    function _ended(Run memory run, Payout[] memory payouts, bool byRuling) private {
        uint256 courtPart = _pay(run, payouts);
        if (!run.deliverable.disputed) return;
        panelSteps.run(abi.encodeCall(IPanelSteps.over, (run.dispute, uint128(courtPart), byRuling)));
    }

    /// @dev One payment for each token and recipient, in the order in which they come first.
    function _pay(Run memory run, Payout[] memory payouts) private returns (uint256 courtPart) {
        if (payouts.length == 0) return 0;
        Payout[] memory sums = new Payout[](payouts.length);
        uint256 count = 0;
        for (uint256 i = 0; i < payouts.length; ++i) {
            Payout memory payout = payouts[i];
            if (payout.to == COURT) courtPart += payout.amount;
            uint256 j = 0;
            while (j < count && (sums[j].token != payout.token || sums[j].to != payout.to)) ++j;
            if (j == count) sums[count++] = Payout(payout.token, payout.to, 0, 0);
            sums[j].amount += payout.amount;
        }
        bytes memory payments = new bytes(56 * count);
        for (uint256 i = 0; i < count; ++i) {
            payments.set(56 * i, 20, uint160(HeadReading.token(run.terms, sums[i].token)));
            payments.set(56 * i + 20, 20, uint160(_recipient(run, sums[i].to)));
            payments.set(56 * i + 40, 16, sums[i].amount);
        }
        _send(run, OutboxLeaf.PAYOUT, uint8(count), payments);
    }

    function _recipient(Run memory run, uint256 to) private view returns (address) {
        if (to == COURT) return vault;
        return to == BURNT ? Payment.BURN : run.agreement.members[to].account;
    }

    function _send(Run memory run, uint8 kind, uint8 count, bytes memory payments) private {
        Outbox.send(kind, address(uint160(run.head.number(AgreementLeaves.ESCROW, 20))), run.sent++, count, payments);
    }

    /// @dev Pays back what somebody paid in on L1 to no effect here.
    function _giveBack(Run memory run, uint256 party, address to) private {
        uint256 entries = HeadReading.entries(run.terms);
        bytes memory payments = "";
        uint8 count = 0;
        for (uint256 i = 0; i < entries; ++i) {
            (uint256 of_, uint256 token, uint128 deposit) = HeadReading.entry(run.terms, i);
            if (of_ != party || deposit == 0) continue;
            payments = bytes.concat(payments, abi.encodePacked(HeadReading.token(run.terms, token), to, deposit));
            ++count;
        }
        if (count == 0) return;
        _send(run, OutboxLeaf.PAYOUT, count, payments);
        ++run.agreement.messages;
    }

    // ---- keeping ----

    /// @dev Sets all leaves that differ now.
    function _save(Run memory run, bool withDeliverable) private {
        if (withDeliverable) _saveDeliverable(run);
        bytes memory head = AgreementLeaves.head(run.id);
        bytes32 before = keccak256(head);
        Agreement memory agreement = run.agreement;
        head.set(AgreementLeaves.STATUS, 1, agreement.status);
        head.set(AgreementLeaves.SETTLED_AT, 8, agreement.settledAt);
        head.set(AgreementLeaves.ENDED, 1, agreement.ended);
        head.set(AgreementLeaves.MESSAGES, 4, agreement.messages);
        head.set(AgreementLeaves.ALL_ENDED_AT, 8, agreement.allEndedAt);
        head.set(AgreementLeaves.ALL_ENDED_BY, 1, agreement.allEndedBy);
        uint256 entry = AgreementLeaves.OPEN_SEATS + 1;
        for (uint256 i = 0; i < agreement.members.length; ++i) {
            (address named,) = HeadReading.seat(run.terms, i);
            if (named != address(0)) continue;
            head.set(entry, 20, uint160(agreement.members[i].account));
            head.set(entry + 20, 8, agreement.members[i].joinedAt);
            entry += AgreementLeaves.SEAT;
        }
        uint256 pot = head.number(AgreementLeaves.FEE_POT, 16);
        if (
            agreement.status == AgreementStatus.CLOSED && pot != 0
                && Accounts.credit(head.number(AgreementLeaves.FEE_POT_OWNER, 4), pot)
        ) head.set(AgreementLeaves.FEE_POT, 16, 0);
        if (keccak256(head) != before) AgreementLeaves.putHead(run.id, head);
    }

    function _saveDeliverable(Run memory run) private {
        Deliverable memory deliverable = run.deliverable;
        bytes memory leaf = AgreementLeaves.encode(deliverable, run.dispute);
        bytes memory before = run.leaf;
        if (before.length == 0) {
            Deliverable memory started;
            started.facts = new FactState[](deliverable.facts.length);
            before = AgreementLeaves.encode(started, 0);
        }
        if (keccak256(leaf) != keccak256(before)) AgreementLeaves.putDeliverable(run.id, run.index, leaf);
        if (!deliverable.disputed) return;
        leaf = AgreementLeaves.encodeDispute(run.id, run.index, deliverable.dispute);
        if (keccak256(leaf) != keccak256(run.disputeLeaf)) AgreementLeaves.putDispute(run.dispute, leaf);
    }
}
