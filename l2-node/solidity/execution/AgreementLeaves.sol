// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ContestedFact, Claim, Dispute} from "arbitration/Dispute.sol";
import {Deliverable, FactState} from "engine/Agreement.sol";
import {Tally} from "engine/Tally.sol";
import {Layout} from "./Layout.sol";
import {Packed} from "./Packed.sol";
import {State} from "./State.sol";

/// @title Leaves of agreements, deliverables and disputes (docs/protocol/state.md)
library AgreementLeaves {
    using Packed for bytes;

    /// @notice Positions in an agreement's head.
    uint256 internal constant TERMS_HASH = 0;
    uint256 internal constant ESCROW = 32;
    uint256 internal constant STATUS = 52;
    uint256 internal constant START = 53;
    uint256 internal constant SETTLED_AT = 61;
    uint256 internal constant ENDED = 69;
    uint256 internal constant MESSAGES = 70;
    uint256 internal constant FEE_POT = 74;
    uint256 internal constant FEE_POT_OWNER = 90;
    uint256 internal constant ALL_ENDED_AT = 94;
    uint256 internal constant ALL_ENDED_BY = 102;
    uint256 internal constant OPEN_SEATS = 103;
    uint256 internal constant SEAT = 28;

    /// @notice Positions in a deliverable's leaf.
    uint256 internal constant END = 1;
    uint256 internal constant DUE = 2;
    uint256 internal constant DELIVERED_AT = 19;
    uint256 internal constant ENDED_AT = 35;
    uint256 private constant ACCEPTED = 43;
    /// @dev The length of one without settlement, dispute, facts and tally.
    uint256 private constant BARE = 48;

    /// @notice Positions in a dispute's leaf.
    uint256 internal constant OF_DELIVERABLE = 4;
    uint256 private constant CONTESTED = 22;

    /// @notice The head of an agreement; no bytes if there is none.
    function head(uint256 id) internal returns (bytes memory) {
        return id < Layout.MAX_IDS ? State.get(_agreement(id, Layout.HEAD_SLOT)) : bytes("");
    }

    /// @notice Sets the head of an agreement.
    function putHead(uint256 id, bytes memory leaf) internal {
        State.put(_agreement(id, Layout.HEAD_SLOT), leaf);
    }

    /// @notice The leaf of a deliverable; no bytes if it is as it began.
    function deliverable(uint256 id, uint256 index) internal returns (bytes memory) {
        return State.get(_agreement(id, Layout.DELIVERABLE_SLOT + index));
    }

    /// @notice Sets the leaf of a deliverable.
    function putDeliverable(uint256 id, uint256 index, bytes memory leaf) internal {
        State.put(_agreement(id, Layout.DELIVERABLE_SLOT + index), leaf);
    }

    /// @notice The leaf of a dispute; no bytes if there is none.
    function dispute(uint256 id) internal returns (bytes memory) {
        return id < Layout.MAX_IDS ? State.get((Layout.DISPUTES << 36) | (id << Layout.SLOT_LEVELS)) : bytes("");
    }

    /// @notice Sets the leaf of a dispute.
    function putDispute(uint256 id, bytes memory leaf) internal {
        State.put((Layout.DISPUTES << 36) | (id << Layout.SLOT_LEVELS), leaf);
    }

    function _agreement(uint256 id, uint256 slot) private pure returns (uint256) {
        return (Layout.AGREEMENTS << 36) | (id << Layout.SLOT_LEVELS) | slot;
    }

    // ---- deliverables ----

    /// @notice What a deliverable's leaf says.
    /// @return d the deliverable without its dispute
    /// @return number of its dispute, if d.disputed
    function decode(bytes memory leaf) internal pure returns (Deliverable memory d, uint32 number) {
        if (leaf.length == 0) return (d, 0);
        d.phase = uint8(leaf.number(0, 1));
        d.end = uint8(leaf.number(END, 1));
        d.due = uint64(leaf.number(DUE, 8));
        d.missed = uint64(leaf.number(10, 8));
        d.attempt = uint8(leaf.number(18, 1));
        d.deliveredAt = uint64(leaf.number(DELIVERED_AT, 8));
        d.assertedAt = uint64(leaf.number(27, 8));
        d.endedAt = uint64(leaf.number(ENDED_AT, 8));
        d.accepted = uint16(leaf.number(ACCEPTED, 2));
        uint256 pos = ACCEPTED + 3;
        d.settling = leaf.number(pos - 1, 1) == 1;
        if (d.settling) {
            d.factsHash = bytes32(leaf.number(pos, 32));
            d.agreed = uint16(leaf.number(pos + 32, 2));
            pos += 34;
        }
        d.disputed = leaf.number(pos++, 1) == 1;
        if (d.disputed) {
            number = uint32(leaf.number(pos, 4));
            pos += 4;
        }
        pos = _facts(d, leaf, pos);
        if (pos < leaf.length) d.tally = _behind(leaf, pos);
    }

    /// @notice What lacked of money owed in a deliverable, by its leaf: it has no facts, settlement or dispute.
    function unpaid(bytes memory leaf) internal pure returns (uint128) {
        if (leaf.length <= BARE || leaf.number(BARE - 3, 3) != 0) return 0;
        (,, uint256 amount) = Tally.owed(_behind(leaf, BARE));
        return uint128(amount);
    }

    /// @notice The leaf of a contest once one more of its entries has ended; a contest that has ended stays as it is.
    /// @param leaf as it stands; no bytes if it is as it began
    /// @param entry packed, none if it was not kept
    function entered(bytes memory leaf, bytes memory entry, uint64 when) internal pure returns (bytes memory) {
        if (leaf.length == 0) leaf = new bytes(BARE);
        if (leaf.number(END, 1) != 0) return leaf;
        bytes memory tally = Tally.enter(_behind(leaf, BARE), entry, when);
        leaf.cut(BARE);
        return bytes.concat(leaf, tally);
    }

    function _behind(bytes memory leaf, uint256 pos) private pure returns (bytes memory rest) {
        rest = new bytes(leaf.length - pos);
        assembly ("memory-safe") {
            mcopy(add(rest, 32), add(add(leaf, 32), pos), mload(rest))
        }
    }

    function _facts(Deliverable memory d, bytes memory leaf, uint256 pos) private pure returns (uint256) {
        d.facts = new FactState[](leaf.number(pos++, 1));
        for (uint256 i = 0; i < d.facts.length; ++i) {
            uint256 known = leaf.number(pos++, 1);
            FactState memory fact = d.facts[i];
            if (known & 1 != 0) {
                fact.isClaimed = true;
                (fact.claimed, pos) = leaf.word(pos);
            }
            if (known & 2 != 0) {
                fact.isAnswered = true;
                (fact.answered, pos) = leaf.word(pos);
            }
        }
        return pos;
    }

    /// @notice The leaf of a deliverable.
    function encode(Deliverable memory d, uint32 number) internal pure returns (bytes memory leaf) {
        leaf = new bytes(ACCEPTED + 2 + 35 + 5 + 1 + 67 * d.facts.length + 32);
        leaf.set(0, 1, d.phase);
        leaf.set(END, 1, d.end);
        leaf.set(DUE, 8, d.due);
        leaf.set(10, 8, d.missed);
        leaf.set(18, 1, d.attempt);
        leaf.set(DELIVERED_AT, 8, d.deliveredAt);
        leaf.set(27, 8, d.assertedAt);
        leaf.set(ENDED_AT, 8, d.endedAt);
        leaf.set(ACCEPTED, 2, d.accepted);
        uint256 pos = ACCEPTED + 3;
        if (d.settling) {
            leaf.set(pos - 1, 1, 1);
            leaf.set(pos, 32, uint256(d.factsHash));
            leaf.set(pos + 32, 2, d.agreed);
            pos += 34;
        }
        if (d.disputed) {
            leaf.set(pos, 1, 1);
            leaf.set(pos + 1, 4, number);
            pos += 4;
        }
        leaf.set(++pos, 1, d.facts.length);
        ++pos;
        for (uint256 i = 0; i < d.facts.length; ++i) {
            FactState memory fact = d.facts[i];
            leaf.set(pos++, 1, (fact.isClaimed ? 1 : 0) | (fact.isAnswered ? 2 : 0));
            if (fact.isClaimed) pos = leaf.setWord(pos, fact.claimed);
            if (fact.isAnswered) pos = leaf.setWord(pos, fact.answered);
        }
        leaf.cut(pos);
        if (d.tally.length != 0) leaf = bytes.concat(leaf, d.tally);
    }

    // ---- disputes ----

    /// @notice What a dispute's leaf says.
    function decodeDispute(bytes memory leaf) internal pure returns (Dispute memory d) {
        d.phase = uint8(leaf.number(5, 1));
        d.joinUntil = uint64(leaf.number(6, 8));
        d.evidenceUntil = uint64(leaf.number(14, 8));
        d.contested = new ContestedFact[](leaf.number(CONTESTED, 1));
        uint256 pos = CONTESTED + 1;
        for (uint256 i = 0; i < d.contested.length; ++i) {
            pos = _contested(d.contested[i], leaf, pos);
        }
    }

    function _contested(ContestedFact memory fact, bytes memory leaf, uint256 pos) private pure returns (uint256) {
        fact.fact = uint8(leaf.number(pos, 1));
        (fact.asserted, pos) = leaf.word(pos + 1);
        fact.statedBy = uint8(leaf.number(pos, 1));
        fact.claims = new Claim[](leaf.number(pos + 1, 1));
        pos += 2;
        for (uint256 i = 0; i < fact.claims.length; ++i) {
            fact.claims[i].party = uint8(leaf.number(pos, 1));
            (fact.claims[i].word, pos) = leaf.word(pos + 1);
        }
        fact.defenders = uint16(leaf.number(pos, 2));
        fact.conceded = uint16(leaf.number(pos + 2, 2));
        return pos + 4;
    }

    /// @notice The leaf of a dispute.
    function encodeDispute(uint256 agreement, uint256 index, Dispute memory d) internal pure returns (bytes memory leaf) {
        uint256 size = CONTESTED + 1 + 32;
        for (uint256 i = 0; i < d.contested.length; ++i) {
            size += 40 + 34 * d.contested[i].claims.length;
        }
        leaf = new bytes(size);
        leaf.set(0, 4, agreement);
        leaf.set(OF_DELIVERABLE, 1, index);
        leaf.set(5, 1, d.phase);
        leaf.set(6, 8, d.joinUntil);
        leaf.set(14, 8, d.evidenceUntil);
        leaf.set(CONTESTED, 1, d.contested.length);
        uint256 pos = CONTESTED + 1;
        for (uint256 i = 0; i < d.contested.length; ++i) {
            pos = _setContested(leaf, pos, d.contested[i]);
        }
        leaf.cut(pos);
    }

    function _setContested(bytes memory leaf, uint256 pos, ContestedFact memory fact) private pure returns (uint256) {
        leaf.set(pos, 1, fact.fact);
        pos = leaf.setWord(pos + 1, fact.asserted);
        leaf.set(pos, 1, fact.statedBy);
        leaf.set(pos + 1, 1, fact.claims.length);
        pos += 2;
        for (uint256 i = 0; i < fact.claims.length; ++i) {
            leaf.set(pos, 1, fact.claims[i].party);
            pos = leaf.setWord(pos + 1, fact.claims[i].word);
        }
        leaf.set(pos, 2, fact.defenders);
        leaf.set(pos + 2, 2, fact.conceded);
        return pos + 4;
    }
}
