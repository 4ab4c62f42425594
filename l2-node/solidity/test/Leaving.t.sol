// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Phase} from "engine/LifecycleCodes.sol";
import {IBondedEscrow} from "escrow/IBondedEscrow.sol";
import {ExitDeliverable, ExitLeaf, ExitMessage, IExits} from "escrow/IExits.sol";
import {IInbox} from "escrow/IInbox.sol";
import {IOutbox} from "escrow/IOutbox.sol";
import {Layout} from "l2-node/execution/Layout.sol";
import {ExitAgreement} from "./ExitAgreement.sol";

/// @notice Leaving an escrow whose rollup is frozen.
contract LeavingTest is ExitAgreement {
    /// @dev Both deliverables leave; who gained how many tokens by the first.
    function _leave() private returns (uint256 toClient, uint256 toStudio, uint256 toHelper) {
        uint256[3] memory before = [token.balanceOf(client), token.balanceOf(studio), token.balanceOf(helper)];
        escrow.exitDeliverable(_proof(0));
        (toClient, toStudio, toHelper) = _gains(before[0], before[1], before[2]);
        uint256 ethers = studio.balance;
        escrow.exitDeliverable(_proof(1));
        vm.assertEq(studio.balance - ethers, 2 ether);
        vm.assertEq(escrow.exited(), 3);
        _checkEmpty();
    }

    function _check(uint256 toClient, uint256 toStudio, uint256 toHelper) private {
        (uint256 c, uint256 s, uint256 h) = _leave();
        vm.assertEq(c, toClient, "client");
        vm.assertEq(s, toStudio, "studio");
        vm.assertEq(h, toHelper, "helper");
    }

    // ---- deliverables ----

    function test_exitDeliverable_asserted_isExecuted() external {
        _begin(true);
        _putHead(0, true);
        _putDeliverable(0, _delivered(Phase.ASSERTED, GRACE));
        _exitAfter(2);
        _check(2_000e6, 3_800e6, 100e6);
    }

    function test_exitDeliverable_assertedLate_isExecutedAsLate() external {
        _begin(true);
        _putHead(0, true);
        _putDeliverable(0, _delivered(Phase.ASSERTED, GRACE + 1));
        _exitAfter(2);
        _check(4_000e6, 1_800e6, 100e6);
    }

    function test_exitDeliverable_assertedMissed_givesWhatMissingGives() external {
        _begin(true);
        _putHead(0, true);
        _putDeliverable(0, _inPhase(Phase.ASSERTED));
        _exitAfter(2);
        _check(5_300e6, 500e6, 100e6);
    }

    /// @notice The asserted facts stand, and nobody forfeits.
    function test_exitDeliverable_disputed_isExecutedAsAsserted() external {
        _begin(true);
        _putHead(0, true);
        _putDeliverable(0, _delivered(Phase.DISPUTED, 0));
        _exitAfter(2);
        _check(2_000e6, 3_800e6, 100e6);
    }

    function test_exitDeliverable_openOrAnswering_isRefundedWhole() external {
        _begin(true);
        _putHead(0, true);
        _putDeliverable(0, _delivered(Phase.ANSWERING, 0));
        _putDeliverable(1, _inPhase(Phase.OPEN));
        _exitAfter(2);
        _check(5_000e6, 800e6, 100e6);
    }

    /// @notice A leaf that is absent is a deliverable as it began.
    function test_exitDeliverable_waiting_isRefundedWhole() external {
        _begin(true);
        _putHead(0, true);
        _exitAfter(2);
        _check(5_000e6, 800e6, 100e6);
    }

    function test_exitDeliverable_emptySeat_getsNothing() external {
        _begin(false);
        _putHead(0, false);
        _exitAfter(1);
        _check(5_000e6, 800e6, 0);
    }

    function test_exitDeliverable_twice_reverts() external {
        _begin(false);
        _putHead(0, false);
        _exitAfter(1);
        ExitDeliverable memory proof = _proof(0);
        escrow.exitDeliverable(proof);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.AlreadyExited.selector, 0));
        escrow.exitDeliverable(proof);
    }

    function test_exitDeliverable_ended_reverts() external {
        _begin(false);
        _putHead(1, false);
        _putDeliverable(0, _ended());
        _exitAfter(1);
        ExitDeliverable memory proof = _proof(0);
        vm.expectRevert(abi.encodeWithSelector(IExits.DeliverableHasEnded.selector, 0));
        escrow.exitDeliverable(proof);
        // nor can its leaf be left out
        proof.leaf.content = "";
        vm.expectRevert(abi.encodeWithSelector(IExits.NotInExitState.selector));
        escrow.exitDeliverable(proof);
        // nor another's shown in its place
        proof.leaf = _shown(Layout.AGREEMENTS, Layout.DELIVERABLE_SLOT + 1);
        vm.expectRevert(abi.encodeWithSelector(IExits.NotInExitState.selector));
        escrow.exitDeliverable(proof);
    }

    function test_exitDeliverable_beforeTheExit_reverts() external {
        _begin(false);
        _putHead(0, false);
        _postState(1);
        ExitDeliverable memory proof = _proof(0);
        vm.expectRevert(abi.encodeWithSelector(IOutbox.ExitNotFixed.selector));
        escrow.exitDeliverable(proof);
    }

    function test_exitDeliverable_notStarted_reverts() external {
        escrow = _open(_exitHead(), _exitParts(), 0);
        _exitAfter(0);
        ExitDeliverable memory proof = _proof(0);
        vm.expectRevert(abi.encodeWithSelector(IInbox.HasNotBegun.selector, address(escrow)));
        escrow.exitDeliverable(proof);
    }

    function test_exitDeliverable_otherTerms_reverts() external {
        _begin(false);
        _putHead(0, false);
        _exitAfter(1);
        ExitDeliverable memory proof = _proof(0);
        proof.part[0] = bytes1(uint8(CLIENT));
        _refused(proof);
        proof = _proof(0);
        proof.terms[7] = bytes1(uint8(1));
        _refused(proof);
        proof = _proof(0);
        proof.terms = hex"01";
        _refused(proof);
        // a branch of another length
        proof = _proof(0);
        proof.partSiblings = new bytes32[](1);
        _refused(proof);
        proof.termsSiblings = new bytes32[](1);
        _refused(proof);
        proof.termsSiblings = new bytes32[](3);
        proof.partSiblings = new bytes32[](3);
        _refused(proof);
    }

    /// @notice Numbers that differ in bits above the tree stand at the same place: only one of them is a deliverable.
    function test_exitDeliverable_numberBeyondTheTerms_reverts() external {
        _begin(false);
        _putHead(0, false);
        _exitAfter(1);
        ExitDeliverable memory proof = _proof(0);
        proof.deliverable = 4;
        proof.leaf = _shown(Layout.AGREEMENTS, Layout.DELIVERABLE_SLOT + 4);
        _refused(proof);
    }

    function _refused(ExitDeliverable memory proof) private {
        vm.expectRevert(abi.encodeWithSelector(IExits.NotItsTerms.selector));
        escrow.exitDeliverable(proof);
    }

    /// @notice A rollup that lied in its last root pays no party more than all signed.
    function test_exitDeliverable_afterPayoutsToTheMaximum_reverts() external {
        _begin(false);
        _putHead(1, false);
        bytes memory payout = _leaf(1, address(escrow), 0, _entry(address(token), studio, 2_100e6));
        _put(Layout.OUTBOX, 0, payout);
        _putDeliverable(0, _delivered(Phase.ASSERTED, 0));
        _exitAfter(1);
        escrow.claim(payout, 1, 0, _shown(Layout.OUTBOX, 0).siblings);
        ExitDeliverable memory proof = _proof(0);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.MoreThanMaximum.selector, studio, token));
        escrow.exitDeliverable(proof);
    }

    // ---- never begun ----

    function test_exitUnbegun_neverConsumed_everybodyIsRefundedOnce() external {
        _begin(true);
        _exitAfter(0);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.NotCancelled.selector));
        escrow.refund(CLIENT);
        ExitMessage memory message = _fundedMessage();
        escrow.exitUnbegun(message);
        vm.assertTrue(escrow.status() == IBondedEscrow.Status.Cancelled);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.AlreadyCancelled.selector));
        escrow.exitUnbegun(message);
        uint256[3] memory before = [token.balanceOf(client), token.balanceOf(studio), token.balanceOf(helper)];
        escrow.refund(CLIENT);
        escrow.refund(STUDIO);
        // whether by his seat or with all others
        escrow.exitJoined(_joinedMessage());
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.NothingToRefund.selector));
        escrow.refund(HELPER);
        (uint256 c, uint256 s, uint256 h) = _gains(before[0], before[1], before[2]);
        vm.assertEq(c, 5_000e6);
        vm.assertEq(s, 800e6);
        vm.assertEq(h, 100e6);
        _checkEmpty();
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.NothingToRefund.selector));
        escrow.refundFeePot();
    }

    /// @notice The head is absent, so no deliverable can be shown.
    function test_exitDeliverable_neverBegun_reverts() external {
        _begin(false);
        _exitAfter(0);
        ExitDeliverable memory proof = _proof(0);
        vm.expectRevert(abi.encodeWithSelector(IExits.NotInExitState.selector));
        escrow.exitDeliverable(proof);
    }

    function test_exitUnbegun_consumed_reverts() external {
        _begin(false);
        _putHead(0, false);
        _exitAfter(1);
        ExitMessage memory message = _fundedMessage();
        vm.expectRevert(abi.encodeWithSelector(IExits.WasConsumed.selector, 0, 1));
        escrow.exitUnbegun(message);
    }

    // ---- joined, and never consumed ----

    function test_exitJoined_neverConsumed_onlyHisDepositsGoBack() external {
        _begin(true);
        _putHead(0, false);
        _exitAfter(1);
        uint256 before = token.balanceOf(helper);
        ExitMessage memory message = _joinedMessage();
        escrow.exitJoined(message);
        vm.assertEq(token.balanceOf(helper), before + 100e6);
        vm.assertEq(escrow.exited(), 1 << (64 + HELPER));
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.NothingToRefund.selector));
        escrow.exitJoined(message);
        escrow.exitDeliverable(_proof(0));
        escrow.exitDeliverable(_proof(1));
        _checkEmpty();
    }

    /// @notice A seat that L2 refused is paid back by its own message.
    function test_exitJoined_consumed_reverts() external {
        _begin(true);
        _putHead(1, false);
        _exitAfter(2);
        ExitMessage memory message = _joinedMessage();
        vm.expectRevert(abi.encodeWithSelector(IExits.WasConsumed.selector, 1, 2));
        escrow.exitJoined(message);
    }

    // ---- settled ----

    function _settled(uint32 sent, bytes memory payout) private {
        _begin(false);
        _putHead(sent, false);
        if (payout.length != 0) _put(Layout.OUTBOX, 0, payout);
        _postState(1);
        _settle(escrow, 5_000e6);
        _freeze();
    }

    function test_exitSettled_allClaimed_releasesTheRestOnce() external {
        _settled(0, "");
        uint256 before = token.balanceOf(studio);
        ExitLeaf memory head = _shown(Layout.AGREEMENTS, 0);
        escrow.exitSettled(head);
        vm.assertEq(token.balanceOf(studio), before + 800e6);
        vm.assertTrue(escrow.status() == IBondedEscrow.Status.Released);
        _checkEmpty();
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.AlreadyReleased.selector));
        escrow.exitSettled(head);
    }

    function test_exitSettled_messageUnclaimed_reverts() external {
        _begin(false);
        bytes memory payout = _leaf(1, address(escrow), 0, _entry(address(token), address(vault), 4e6));
        _putHead(1, false);
        _put(Layout.OUTBOX, 0, payout);
        _postState(1);
        _settle(escrow, 5_000e6);
        _freeze();
        ExitLeaf memory head = _shown(Layout.AGREEMENTS, 0);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.PayoutsUnclaimed.selector, 0, 1));
        escrow.exitSettled(head);
        escrow.claim(payout, 1, 0, _shown(Layout.OUTBOX, 0).siblings);
        escrow.exitSettled(head);
        vm.assertEq(token.balanceOf(address(vault)), 4e6);
        _checkEmpty();
    }

    function test_exitSettled_notSettled_reverts() external {
        _begin(false);
        _putHead(0, false);
        _exitAfter(1);
        ExitLeaf memory head = _shown(Layout.AGREEMENTS, 0);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.NotSettled.selector));
        escrow.exitSettled(head);
    }

    function test_exitDeliverable_settled_reverts() external {
        _settled(0, "");
        ExitDeliverable memory proof = _proof(0);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.AlreadySettled.selector));
        escrow.exitDeliverable(proof);
        ExitMessage memory message = _joinedMessage();
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.AlreadySettled.selector));
        escrow.exitJoined(message);
    }

    function test_exitUnbegun_settled_releasesTheRestOnce() external {
        _begin(false);
        _settle(escrow, 5_000e6);
        _exitAfter(0);
        ExitMessage memory message = _fundedMessage();
        uint256 before = token.balanceOf(studio);
        escrow.exitUnbegun(message);
        vm.assertEq(token.balanceOf(studio), before + 800e6);
        _checkEmpty();
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.AlreadyReleased.selector));
        escrow.exitUnbegun(message);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.NotCancelled.selector));
        escrow.refund(CLIENT);
    }

    function test_settle_afterAnExit_reverts() external {
        _begin(false);
        _putHead(0, false);
        _exitAfter(1);
        escrow.exitDeliverable(_proof(1));
        IBondedEscrow.Settlement memory settlement = _settlement(escrow, _payments(1));
        bytes[] memory signatures = _signatures(escrow.settlementDigest(settlement));
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.SomebodyHasLeft.selector));
        escrow.settle(settlement, signatures);
    }

    // ---- nothing new begins ----

    function test_open_frozen_reverts() external {
        _exitAfter(0);
        bytes memory head = abi.encode(_exitHead());
        vm.prank(client);
        vm.expectRevert(abi.encodeWithSelector(IOutbox.RollupFrozen.selector));
        factory.open(head, _exitParts(), new bytes[](0), 0);
    }

    function test_fund_frozen_revertsAndRefundWorksAsEver() external {
        escrow = _open(_exitHead(), _exitParts(), 0);
        _fund(escrow, CLIENT);
        _exitAfter(0);
        vm.warp(escrow.openedAt() + 1);
        vm.prank(studio);
        vm.expectRevert(abi.encodeWithSelector(IOutbox.RollupFrozen.selector));
        escrow.fund(STUDIO);
        vm.warp(escrow.fundingDeadline());
        escrow.refund(CLIENT);
        _checkEmpty();
    }

    function test_join_frozen_reverts() external {
        _begin(false);
        _putHead(0, false);
        _exitAfter(1);
        vm.prank(helper);
        vm.expectRevert(abi.encodeWithSelector(IOutbox.RollupFrozen.selector));
        escrow.join(HELPER);
    }
}
