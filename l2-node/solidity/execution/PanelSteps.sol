// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Arbitrator} from "arbitration/Arbitrators.sol";
import {Court, Courts} from "arbitration/Courts.sol";
import {Dispute} from "arbitration/Dispute.sol";
import {EvidenceCodes} from "arbitration/EvidenceCodes.sol";
import {Draw, Drawn, IPanel} from "arbitration/IPanel.sol";
import {PanelCase, PanelFact, PanelResult, Panels, PanelState} from "arbitration/PanelState.sol";
import {Rulings} from "arbitration/Rulings.sol";
import {Place} from "arbitration/SumTree.sol";
import {FactWord} from "engine/Agreement.sol";
import {FactKind} from "engine/LifecycleCodes.sol";
import {FactTerms} from "engine/Part.sol";
import {PartReading} from "engine/PartReading.sol";
import {CourtTerms} from "escrow/Terms.sol";
import {AgreementLeaves} from "./AgreementLeaves.sol";
import {CourtLeaves} from "./CourtLeaves.sol";
import {Globals} from "./Globals.sol";
import {HeadReading} from "./HeadReading.sol";
import {IPanelSteps, PanelOutcome} from "./IPanelSteps.sol";
import {Layout} from "./Layout.sol";
import {NodeCodes} from "./NodeCodes.sol";
import {Packed} from "./Packed.sol";
import {PanelLeaves} from "./PanelLeaves.sol";
import {Shown} from "./Shown.sol";
import {State} from "./State.sol";
import {Step} from "./Step.sol";
import {StepKinds} from "./StepKinds.sol";

/// @title Panels: the twin of org.horkos.node.execution.PanelRun
contract PanelSteps is IPanelSteps {
    using Packed for bytes;

    uint256 private constant NO_SEAT = type(uint256).max;

    /// @notice The state machine of panels.
    IPanel public immutable panels;

    constructor(IPanel panels_) {
        panels = panels_;
    }

    /// @inheritdoc IPanelSteps
    function open(uint32 dispute, CourtTerms calldata terms, address[] calldata feeTokens, uint64 evidenceUntil)
        external
    {
        (bool found, Court memory court) = CourtLeaves.get(terms.id);
        if (!found) return;
        for (uint256 i = 0; i < feeTokens.length; ++i) {
            if (feeTokens[i] != court.feeToken) return;
        }
        PanelLeaves.put(dispute, Panels.opened(terms.id, court.root, court.total, evidenceUntil));
    }

    /// @inheritdoc IPanelSteps
    function advance(uint32 dispute) external returns (PanelOutcome memory outcome) {
        bytes memory leaf = PanelLeaves.panel(dispute);
        if (leaf.length == 0) return outcome;
        PanelState memory panel = PanelLeaves.decode(leaf);
        if (Panels.nextDeadline(panel) > Globals.time()) return outcome;
        (PanelCase memory sitting, Court memory court,) = _sitting(dispute, panel, NO_SEAT);
        Place memory nowhere;
        return _keep(dispute, court, panels.advance(sitting), nowhere);
    }

    /// @inheritdoc IPanelSteps
    function act(Step calldata step, address signer) external returns (PanelOutcome memory outcome) {
        uint32 dispute = step.first;
        if (step.kind == StepKinds.DRAW) return _draw(dispute, step.second);
        PanelState memory panel = PanelLeaves.decode(PanelLeaves.panel(dispute));
        (PanelCase memory sitting, Court memory court,) = _sitting(dispute, panel, step.second);
        if (step.kind == StepKinds.SETTLE_SEAT) return _settleSeat(dispute, court, sitting, uint8(step.second));
        Place memory nowhere;
        return _keep(dispute, court, _vote(step, signer, sitting), nowhere);
    }

    function _vote(Step calldata step, address signer, PanelCase memory sitting)
        private
        view
        returns (PanelResult memory)
    {
        uint8 seat = uint8(step.second);
        if (step.kind == StepKinds.COMMIT) return panels.commit(sitting, signer, seat, bytes32(step.number));
        return panels.reveal(sitting, signer, seat, step.salt, _ballot(step.facts));
    }

    function _ballot(FactWord[] calldata facts) private pure returns (bytes memory ballot) {
        ballot = new bytes(1 + 34 * facts.length + 32);
        ballot.set(0, 1, facts.length);
        uint256 pos = 1;
        for (uint256 i = 0; i < facts.length; ++i) {
            ballot.set(pos, 1, facts[i].fact);
            pos = ballot.setWord(pos + 1, facts[i].word);
        }
        ballot.cut(pos);
    }

    function _settleSeat(uint32 dispute, Court memory court, PanelCase memory sitting, uint8 seat)
        private
        returns (PanelOutcome memory)
    {
        PanelResult memory result = panels.settleSeat(sitting, seat);
        Place memory place;
        if (result.refusal == 0 && result.onCourt != 0) {
            (place,) = CourtLeaves.place(result.arbitrator, court.root, court.total);
        }
        return _keep(dispute, court, result, place);
    }

    /// @inheritdoc IPanelSteps
    function over(uint32 dispute, uint128 courtPart, bool byRuling) external {
        bytes memory leaf = PanelLeaves.panel(dispute);
        // Without a panel the court's part stays in the vault, owed to nobody.
        if (leaf.length == 0) return;
        PanelState memory panel = PanelLeaves.decode(leaf);
        (PanelCase memory sitting, Court memory court,) = _sitting(dispute, panel, NO_SEAT);
        Place memory nowhere;
        if (byRuling && panel.phase == Panels.RULED) {
            _keep(dispute, court, panels.pay(sitting, courtPart), nowhere);
            return;
        }
        _keep(dispute, court, panels.dissolve(sitting), nowhere);
        if (courtPart != 0) {
            // No seat has earned it.
            (, court) = CourtLeaves.get(panel.court);
            Courts.gained(court, courtPart, 0);
            CourtLeaves.put(panel.court, court);
        }
    }

    /// @inheritdoc IPanelSteps
    function exhibit(uint32 dispute, uint8 party, bytes32 document, uint64 until) external returns (uint16) {
        uint256 first = Layout.EXHIBIT_SLOT + uint256(party) * Layout.EXHIBITS_PER_PARTY;
        uint256 count = 0;
        bool laid = false;
        for (; count < Layout.EXHIBITS_PER_PARTY; ++count) {
            bytes memory leaf = PanelLeaves.exhibit(dispute, first + count);
            if (leaf.length == 0) break;
            laid = laid || bytes32(leaf.number(0, 32)) == document;
        }
        uint64 time = Globals.time();
        if (time >= until) return EvidenceCodes.EVIDENCE_PERIOD_OVER;
        if (document == 0) return EvidenceCodes.NO_DOCUMENT;
        if (laid) return EvidenceCodes.LAID_ALREADY;
        if (count == Layout.EXHIBITS_PER_PARTY) return EvidenceCodes.TOO_MANY;
        PanelLeaves.putExhibit(dispute, first + count, document, time);
        return 0;
    }

    // ---- drawing ----

    function _draw(uint32 dispute, uint256 beacon) private returns (PanelOutcome memory outcome) {
        Draw memory draw;
        {
            bool known;
            (known, draw.beaconTime, draw.beaconSeed) = _beacon(beacon);
            if (!known) {
                outcome.refusal = NodeCodes.UNKNOWN_BEACON;
                return outcome;
            }
        }
        if (beacon != 0) (draw.hasPrevious, draw.previousTime,) = _beacon(beacon - 1);
        PanelState memory panel = PanelLeaves.decode(PanelLeaves.panel(dispute));
        (PanelCase memory sitting, Court memory court, bytes32 termsHash) = _sitting(dispute, panel, NO_SEAT);
        draw.concerned = _concerned(dispute, Shown.head(termsHash));
        (outcome.refusal,) = panels.ticket(sitting, draw);
        if (outcome.refusal != 0) return outcome;
        return _drawn(dispute, court, sitting, draw);
    }

    function _drawn(uint32 dispute, Court memory court, PanelCase memory sitting, Draw memory draw)
        private
        returns (PanelOutcome memory)
    {
        uint256 index = Shown.pathIndex();
        Drawn memory drawn;
        drawn.arbitrator = uint32(index);
        {
            PanelState memory panel = sitting.panel;
            (Place memory frozen, uint256 before) = CourtLeaves.place(index, panel.frozenRoot, panel.frozenTotal);
            drawn.before = uint128(before);
            drawn.frozen = frozen.arbitrator;
        }
        (Place memory current,) = CourtLeaves.place(index, court.root, court.total);
        drawn.current = current.arbitrator;
        return _keep(dispute, court, panels.draw(sitting, draw, drawn), current);
    }

    /// @dev The beacon of a number; only the last ones are kept.
    function _beacon(uint256 number) private returns (bool known, uint64 time, bytes32 seed) {
        uint256 taken = Globals.get(Globals.BEACONS);
        if (number >= taken || number + Layout.BEACONS_KEPT < taken) return (false, 0, 0);
        bytes memory leaf = State.get((Layout.BEACONS << 36) | (number % Layout.BEACONS_KEPT));
        return (true, uint64(leaf.number(8, 8)), bytes32(leaf.number(16, 32)));
    }

    /// @dev Everybody who must not judge: parties and attestors.
    function _concerned(uint32 dispute, bytes memory terms) private returns (address[] memory all) {
        bytes memory head = AgreementLeaves.head(AgreementLeaves.dispute(dispute).number(0, 4));
        address[] memory attestors = HeadReading.attestors(terms);
        uint256 parties = HeadReading.parties(terms);
        all = new address[](attestors.length + parties);
        uint256 count = 0;
        for (; count < attestors.length; ++count) {
            all[count] = attestors[count];
        }
        uint256 entry = AgreementLeaves.OPEN_SEATS + 1;
        for (uint256 i = 0; i < parties; ++i) {
            (address account,) = HeadReading.seat(terms, i);
            if (account == address(0)) {
                account = address(uint160(head.number(entry, 20)));
                entry += AgreementLeaves.SEAT;
                if (account == address(0)) continue;
            }
            all[count++] = account;
        }
        assembly ("memory-safe") {
            mstore(all, count)
        }
    }

    // ---- the panel in its dispute ----

    /// @dev The dispute's leaf is that before the step: what the panel is to find does not change within one.
    /// @param seat on which the step works; NO_SEAT: on none
    function _sitting(uint32 dispute, PanelState memory panel, uint256 seat)
        private
        returns (PanelCase memory sitting, Court memory court, bytes32 termsHash)
    {
        bytes memory leaf = AgreementLeaves.dispute(dispute);
        uint8 deliverable = uint8(leaf.number(AgreementLeaves.OF_DELIVERABLE, 1));
        bytes memory head = AgreementLeaves.head(leaf.number(0, 4));
        termsHash = bytes32(head.number(AgreementLeaves.TERMS_HASH, 32));
        bytes memory part = Shown.part(termsHash, deliverable);
        CourtTerms memory pinned = HeadReading.court(Shown.head(termsHash), part.number(2, 1));
        (, court) = CourtLeaves.get(panel.court);
        sitting.terms.dispute = dispute;
        sitting.terms.termsHash = termsHash;
        sitting.terms.deliverable = deliverable;
        sitting.terms.draws = pinned.draws;
        sitting.terms.commit = pinned.commit;
        sitting.terms.reveal = pinned.reveal;
        sitting.terms.minimumStake = court.minimumStake;
        sitting.terms.facts = _facts(AgreementLeaves.decodeDispute(leaf), part);
        _narrow(sitting.terms.facts, leaf, head.number(AgreementLeaves.START, 8));
        sitting.panel = panel;
        sitting.seats = PanelLeaves.seats(dispute, panel, seat, Globals.time());
        sitting.time = Globals.time();
    }

    function _facts(Dispute memory dispute, bytes memory part) private pure returns (PanelFact[] memory facts) {
        FactTerms[] memory terms = PartReading.decode(part).facts;
        facts = new PanelFact[](dispute.contested.length);
        uint256 count = 0;
        for (uint256 i = 0; i < dispute.contested.length; ++i) {
            if (!Rulings.needsCourt(dispute.contested[i])) continue;
            uint8 fact = dispute.contested[i].fact;
            facts[count++] = PanelFact(fact, terms[fact].kind, terms[fact].least, terms[fact].most);
        }
        assembly ("memory-safe") {
            mstore(facts, count)
        }
    }

    /// @dev A time is found between the agreement's start and the delivery.
    /// @param dispute its leaf
    function _narrow(PanelFact[] memory facts, bytes memory dispute, uint256 start) private {
        for (uint256 i = 0; i < facts.length; ++i) {
            PanelFact memory fact = facts[i];
            if (fact.kind != FactKind.TIME) continue;
            uint256 index = dispute.number(AgreementLeaves.OF_DELIVERABLE, 1);
            bytes memory leaf = AgreementLeaves.deliverable(dispute.number(0, 4), index);
            int256 deliveredAt = int256(leaf.number(AgreementLeaves.DELIVERED_AT, 8));
            if (fact.least < int256(start)) fact.least = int256(start);
            if (fact.most > deliveredAt) fact.most = deliveredAt;
        }
    }

    /// @dev Sets what a panel's step changed: panel, seat, court.
    /// @param place of the arbitrator that it concerns, if it concerns one
    function _keep(uint32 dispute, Court memory court, PanelResult memory result, Place memory place)
        private
        returns (PanelOutcome memory outcome)
    {
        if (result.refusal != 0) {
            outcome.refusal = result.refusal;
            return outcome;
        }
        PanelLeaves.put(dispute, result.panel);
        if (result.seatChanged) PanelLeaves.putSeat(dispute, result.seat, result.changed);
        if (result.onCourt != 0) {
            Arbitrator memory arbitrator = place.arbitrator;
            if (result.onCourt == 1) {
                Courts.seated(arbitrator, result.locked);
            } else {
                Courts.settled(
                    court, arbitrator, result.released, result.feeEarned, result.stakeGained, result.stakeLost
                );
            }
            CourtLeaves.put(result.panel.court, court, place);
        }
        if (result.treasuryFee != 0 || result.treasuryStake != 0) {
            Courts.gained(court, result.treasuryFee, 0);
            Courts.gained(court, 0, result.treasuryStake);
            CourtLeaves.put(result.panel.court, court);
        }
        outcome.changed = true;
        outcome.hasRuled = result.hasRuled;
        outcome.ruledAt = result.ruledAt;
        outcome.ruling = result.ruling;
    }
}
