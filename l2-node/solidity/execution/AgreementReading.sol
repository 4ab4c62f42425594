// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Agreement, Deliverable, Member, Neighbour} from "engine/Agreement.sol";
import {Clauses} from "engine/Clauses.sol";
import {MomentEvent, Phase} from "engine/LifecycleCodes.sol";
import {Moment} from "engine/Part.sol";
import {PartReading} from "engine/PartReading.sol";
import {AgreementLeaves} from "./AgreementLeaves.sol";
import {HeadReading} from "./HeadReading.sol";
import {Packed} from "./Packed.sol";
import {Shown} from "./Shown.sol";

/// @notice One agreement while a step works on it: the twin's fields.
struct Run {
    uint32 id;
    bytes32 termsHash;
    bytes head;
    bytes terms;
    bytes part;
    uint8 index;
    Agreement agreement;
    Deliverable deliverable;
    uint32 dispute;
    Neighbour[] neighbours;
    uint32 sent;
    uint32 payer;
    bytes leaf;
    bytes disputeLeaf;
}

/// @title An agreement, read from the state and from its terms
library AgreementReading {
    using Packed for bytes;

    /// @dev Positions in a part, see docs/protocol/terms.md.
    uint256 private constant PART_AFTER = 1;
    uint256 private constant PART_DUE = 12;
    uint256 private constant PART_MISSED = 22;
    uint256 private constant NONE = 255;

    /// @notice An agreement, from its leaf and the head of its terms.
    function read(uint32 id) internal returns (Run memory run) {
        run.id = id;
        bytes memory head = AgreementLeaves.head(id);
        run.head = head;
        run.termsHash = bytes32(head.number(AgreementLeaves.TERMS_HASH, 32));
        run.terms = Shown.head(run.termsHash);
        Agreement memory agreement = run.agreement;
        agreement.status = uint8(head.number(AgreementLeaves.STATUS, 1));
        agreement.start = uint64(head.number(AgreementLeaves.START, 8));
        agreement.settledAt = uint64(head.number(AgreementLeaves.SETTLED_AT, 8));
        agreement.ended = uint8(head.number(AgreementLeaves.ENDED, 1));
        agreement.messages = uint32(head.number(AgreementLeaves.MESSAGES, 4));
        run.sent = agreement.messages;
        agreement.allEndedAt = uint64(head.number(AgreementLeaves.ALL_ENDED_AT, 8));
        agreement.allEndedBy = uint8(head.number(AgreementLeaves.ALL_ENDED_BY, 1));
        agreement.members = new Member[](HeadReading.parties(run.terms));
        uint256 entry = AgreementLeaves.OPEN_SEATS + 1;
        for (uint256 i = 0; i < agreement.members.length; ++i) {
            Member memory member = agreement.members[i];
            (member.account,) = HeadReading.seat(run.terms, i);
            member.joinedAt = agreement.start;
            if (member.account != address(0)) continue;
            member.account = address(uint160(head.number(entry, 20)));
            member.joinedAt = uint64(head.number(entry + 20, 8));
            entry += AgreementLeaves.SEAT;
        }
    }

    /// @notice Adds one of its deliverables, with its dispute and what it waits for.
    /// @param ends whether the step ends it: then also what the instant counts from that allows it
    function load(Run memory run, uint8 index, bool ends) internal {
        run.index = index;
        run.part = Shown.part(run.termsHash, index);
        run.leaf = AgreementLeaves.deliverable(run.id, index);
        (run.deliverable, run.dispute) = AgreementLeaves.decode(run.leaf);
        if (run.deliverable.disputed) {
            run.disputeLeaf = AgreementLeaves.dispute(run.dispute);
            run.deliverable.dispute = AgreementLeaves.decodeDispute(run.disputeLeaf);
        }
        if (run.deliverable.phase == Phase.WAITING) _neighbours(run);
        if (ends && run.deliverable.phase <= Phase.OPEN) _neighbourOfEnd(run);
    }

    function _neighbourOfEnd(Run memory run) private {
        PartReading.Places memory part = PartReading.places(run.part);
        if (!Clauses.has(uint16(part.kinds), Clauses.MAY_END)) return;
        (, Moment memory from) = Clauses.mayEnd(Clauses.find(part.clauses, Clauses.MAY_END));
        if (from.eventKind != MomentEvent.ENDED && from.eventKind != MomentEvent.DUE_OF) return;
        Neighbour[] memory before = run.neighbours;
        run.neighbours = new Neighbour[](before.length + 1);
        for (uint256 i = 0; i < before.length; ++i) {
            run.neighbours[i] = before[i];
        }
        _neighbour(run, before.length, from.index);
    }

    /// @dev What a deliverable waits for, and what its moments count from.
    function _neighbours(Run memory run) private {
        run.neighbours = new Neighbour[](3);
        uint256 count = 0;
        uint256 afterDeliverable = run.part.number(PART_AFTER, 1);
        if (afterDeliverable != NONE) count = _neighbour(run, count, uint8(afterDeliverable));
        for (uint256 pos = PART_DUE; pos <= PART_MISSED; pos += PART_MISSED - PART_DUE) {
            uint256 eventKind = run.part.number(pos, 1);
            if (eventKind == MomentEvent.ENDED || eventKind == MomentEvent.DUE_OF) {
                count = _neighbour(run, count, uint8(run.part.number(pos + 1, 1)));
            }
        }
        Neighbour[] memory all = run.neighbours;
        assembly ("memory-safe") {
            mstore(all, count)
        }
    }

    function _neighbour(Run memory run, uint256 count, uint8 index) private returns (uint256) {
        bytes memory leaf = AgreementLeaves.deliverable(run.id, index);
        Neighbour memory neighbour = run.neighbours[count];
        neighbour.index = index;
        if (leaf.length != 0) {
            neighbour.end = uint8(leaf.number(AgreementLeaves.END, 1));
            neighbour.due = uint64(leaf.number(AgreementLeaves.DUE, 8));
            neighbour.endedAt = uint64(leaf.number(AgreementLeaves.ENDED_AT, 8));
            neighbour.unpaid = AgreementLeaves.unpaid(leaf);
        }
        return count + 1;
    }

    /// @notice Whether somebody is a party or an attestor of it.
    function knows(Run memory run, address account) internal pure returns (bool) {
        if (account == address(0)) return false;
        for (uint256 i = 0; i < run.agreement.members.length; ++i) {
            if (run.agreement.members[i].account == account) return true;
        }
        address[] memory attestors = HeadReading.attestors(run.terms);
        for (uint256 i = 0; i < attestors.length; ++i) {
            if (attestors[i] == account) return true;
        }
        return false;
    }

    /// @notice For how many seconds each seat stays open.
    function openFor(Run memory run) internal pure returns (uint64[] memory seconds_) {
        seconds_ = new uint64[](run.agreement.members.length);
        for (uint256 i = 0; i < seconds_.length; ++i) {
            (, seconds_[i]) = HeadReading.seat(run.terms, i);
        }
    }
}
