// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Deliverable, FactState} from "engine/Agreement.sol";
import {End, Phase} from "engine/LifecycleCodes.sol";
import {BondedEscrow} from "escrow/BondedEscrow.sol";
import {ExitDeliverable, ExitMessage} from "escrow/IExits.sol";
import {Head} from "escrow/Terms.sol";
import {PartBytes} from "escrow/test/PartBytes.sol";
import {AgreementLeaves} from "l2-node/execution/AgreementLeaves.sol";
import {Layout} from "l2-node/execution/Layout.sol";
import {ExitTree} from "./ExitTree.sol";
import {Settlements} from "./Settlements.sol";

/// @notice An agreement of two deliverables in a state made by hand. The first: 5,000 from the client, of which the studio is
///         awarded 3,000 in time and 1,000 late; what missing it gives the client is 300 of the studio's lot of 800; the
///         helper, in an open seat, has a lot of 100. The second: 2 ETH of the studio.
abstract contract ExitAgreement is ExitTree, Settlements {
    uint64 internal constant GRACE = 1 hours;
    BondedEscrow internal escrow;

    function _exitHead() internal view returns (Head memory head) {
        head = _head();
        head.money[CLIENT].maximum = 5_800e6;
    }

    function _exitParts() internal pure returns (bytes[] memory parts) {
        parts = new bytes[](2);
        // late? then 1,000; not late? then 3,000
        bytes memory program = abi.encodePacked(
            hex"01",
            hex"03",
            hex"23",
            hex"0105",
            uint40(3_000e6),
            hex"3100",
            hex"03",
            hex"0105",
            uint40(1_000e6),
            hex"3101"
        );
        parts[0] = PartBytes.part(
            abi.encodePacked(
                STUDIO,
                uint8(255),
                uint8(0),
                uint8(3),
                uint32(GRACE),
                uint32(3 days),
                PartBytes.moment(0, 0, 1 days),
                PartBytes.moment(1, 0, 1 days)
            ),
            abi.encodePacked(uint8(1), PartBytes.pot(CLIENT, 0, 5_000e6)),
            abi.encodePacked(uint8(2), PartBytes.pot(STUDIO, 0, 800e6), PartBytes.pot(HELPER, 0, 100e6)),
            abi.encodePacked(uint8(1), CLIENT, uint8(0), uint128(300e6), uint8(0)),
            hex"00",
            program
        );
        parts[1] = PartBytes.part(STUDIO, hex"00", abi.encodePacked(uint8(1), PartBytes.pot(STUDIO, 1, 2 ether)));
    }

    /// @dev Opened and paid in: messages 0 Funded and, if the helper joins, 1 Joined.
    function _begin(bool helperJoins) internal {
        escrow = _open(_exitHead(), _exitParts(), 0);
        _fund(escrow, CLIENT);
        _fund(escrow, STUDIO);
        if (helperJoins) _join(escrow);
    }

    function _putHead(uint32 messages, bool helperSits) internal {
        bytes memory head = abi.encodePacked(escrow.termsHash(), address(escrow), uint8(0), escrow.start());
        head = abi.encodePacked(head, uint64(0), uint8(0), messages, uint128(0), uint32(1), uint8(1));
        bytes memory seat = helperSits ? abi.encodePacked(helper, uint64(DAY_ZERO)) : new bytes(28);
        _put(Layout.AGREEMENTS, 0, abi.encodePacked(head, seat));
    }

    function _putDeliverable(uint8 index, Deliverable memory deliverable) internal {
        _put(Layout.AGREEMENTS, Layout.DELIVERABLE_SLOT + index, AgreementLeaves.encode(deliverable, 0));
    }

    function _inPhase(uint8 phase) internal pure returns (Deliverable memory deliverable) {
        deliverable.phase = phase;
        deliverable.facts = new FactState[](0);
        deliverable.due = DAY_ZERO + 1 days;
    }

    function _delivered(uint8 phase, uint64 lateBy) internal pure returns (Deliverable memory deliverable) {
        deliverable = _inPhase(phase);
        deliverable.deliveredAt = deliverable.due + lateBy;
        deliverable.assertedAt = deliverable.deliveredAt;
        deliverable.disputed = phase == Phase.DISPUTED;
    }

    function _ended() internal pure returns (Deliverable memory deliverable) {
        deliverable = _delivered(Phase.EXECUTED, 0);
        deliverable.end = End.KEPT;
    }

    // ---- proofs ----

    function _proof(uint8 deliverable) internal view returns (ExitDeliverable memory proof) {
        Head memory head = _exitHead();
        bytes[] memory parts = _exitParts();
        bytes32[4] memory leaves;
        leaves[0] = keccak256(abi.encodePacked(uint8(0), abi.encode(head)));
        leaves[1] = keccak256(abi.encodePacked(uint8(1), parts[0]));
        leaves[2] = keccak256(abi.encodePacked(uint8(1), parts[1]));
        proof.deliverable = deliverable;
        proof.agreement = _shown(Layout.AGREEMENTS, 0);
        proof.leaf = _shown(Layout.AGREEMENTS, Layout.DELIVERABLE_SLOT + deliverable);
        proof.terms = abi.encode(head);
        proof.termsSiblings = _branch(leaves, 0);
        proof.part = parts[deliverable];
        proof.partSiblings = _branch(leaves, deliverable + 1);
    }

    function _branch(bytes32[4] memory leaves, uint256 index) private pure returns (bytes32[] memory siblings) {
        siblings = new bytes32[](2);
        siblings[0] = leaves[index ^ 1];
        uint256 other = (index >> 1 ^ 1) * 2;
        siblings[1] = keccak256(abi.encode(leaves[other], leaves[other + 1]));
    }

    function _fundedMessage() internal view returns (ExitMessage memory) {
        bytes memory payload = abi.encodePacked(uint32(0), escrow.termsHash(), escrow.start(), uint8(3));
        payload = abi.encodePacked(payload, uint32(1), client, token, uint32(2), studio, token);
        return ExitMessage(0, inbox.timeOf(0), abi.encodePacked(payload, uint32(3), lab, token, uint128(0)));
    }

    function _joinedMessage() internal view returns (ExitMessage memory) {
        return ExitMessage(1, inbox.timeOf(1), abi.encodePacked(uint32(0), HELPER, uint32(4), helper, token));
    }

    // ---- who has what ----

    function _gains(uint256 clientBefore, uint256 studioBefore, uint256 helperBefore)
        internal
        view
        returns (uint256, uint256, uint256)
    {
        return (
            token.balanceOf(client) - clientBefore,
            token.balanceOf(studio) - studioBefore,
            token.balanceOf(helper) - helperBefore
        );
    }

    function _checkEmpty() internal view {
        vm.assertEq(token.balanceOf(address(escrow)), 0);
        vm.assertEq(address(escrow).balance, 0);
        vm.assertEq(escrow.held(address(token)), 0);
    }
}
