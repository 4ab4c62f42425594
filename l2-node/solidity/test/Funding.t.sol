// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BondedEscrow} from "escrow/BondedEscrow.sol";
import {IBondedEscrow} from "escrow/IBondedEscrow.sol";
import {Payment} from "escrow/Payment.sol";
import {PullPayments} from "escrow/PullPayments.sol";
import {Head} from "escrow/Terms.sol";
import {Vm} from "escrow/test/Vm.sol";
import {Settlements} from "./Settlements.sol";
import {AwkwardToken, Receiver} from "./Hostile.sol";

/// @notice Paying in, joining, and getting it back.
contract FundingTest is Settlements {
    function test_fund_lastNamedParty_starts() external {
        BondedEscrow escrow = _open(_head(), 7e6);
        _fund(escrow, STUDIO);
        vm.assertEq(escrow.start(), 0);
        vm.warp(DAY_ZERO + 100);
        vm.recordLogs();
        _fund(escrow, CLIENT);
        vm.assertEq(escrow.start(), DAY_ZERO + 100);
        vm.assertEq(escrow.held(address(token)), 5_800e6);
        vm.assertEq(escrow.held(ETH), 2 ether);
        vm.assertEq(token.balanceOf(address(vault)), 7e6);
        vm.assertEq(escrow.feePot(), 0);
        bytes memory payload = abi.encodePacked(uint32(0), escrow.termsHash(), uint64(DAY_ZERO + 100), uint8(3));
        payload = abi.encodePacked(payload, uint32(1), client, address(token), uint32(2), studio, address(token));
        _sent(2, address(escrow), abi.encodePacked(payload, uint32(3), lab, address(token), uint128(7e6)));
    }

    /// @dev The last message of the inbox, from the recorded logs and from the contract.
    function _sent(uint8 kind, address sender, bytes memory payload) private {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        bytes32 topic = keccak256("Message(uint256,uint64,uint8,address,bytes)");
        uint256 index = inbox.length() - 1;
        bool found;
        for (uint256 i = 0; i < logs.length; i++) {
            if (logs[i].topics[0] != topic || uint256(logs[i].topics[1]) != index) continue;
            found = true;
            vm.assertEq(uint256(logs[i].topics[2]), kind);
            vm.assertEq(address(uint160(uint256(logs[i].topics[3]))), sender);
            (uint64 time, bytes memory given) = abi.decode(logs[i].data, (uint64, bytes));
            vm.assertEq(given, payload);
            vm.assertEq(time, block.timestamp);
            vm.assertEq(inbox.timeOf(index), time);
            vm.assertEq(inbox.hashOf(index), keccak256(abi.encode(index, time, kind, sender, keccak256(payload))));
        }
        vm.assertTrue(found);
    }

    function test_fund_byAnybody_paysForTheParty() external {
        BondedEscrow escrow = _open(_head(), 0);
        token.approve(address(escrow), 5_000e6);
        escrow.fund(CLIENT);
        vm.assertEq(escrow.payerOf(CLIENT), address(this));
        vm.assertTrue(escrow.hasPaidIn(CLIENT));
    }

    function test_fund_wrongEth_reverts() external {
        BondedEscrow escrow = _open(_head(), 0);
        vm.prank(studio);
        token.approve(address(escrow), 800e6);
        vm.prank(studio);
        vm.expectRevert(abi.encodeWithSelector(Payment.WrongValue.selector, 2 ether, 1 ether));
        escrow.fund{value: 1 ether}(STUDIO);
        vm.prank(client);
        token.approve(address(escrow), 5_000e6);
        vm.prank(client);
        vm.expectRevert(abi.encodeWithSelector(Payment.WrongValue.selector, 0, 1));
        escrow.fund{value: 1}(CLIENT);
    }

    function test_fund_twice_reverts() external {
        BondedEscrow escrow = _open(_head(), 0);
        _fund(escrow, CLIENT);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.AlreadyPaidIn.selector, CLIENT));
        escrow.fund(CLIENT);
    }

    function test_fund_openSeatOrNobody_reverts() external {
        BondedEscrow escrow = _open(_head(), 0);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.SeatIsOpen.selector, HELPER));
        escrow.fund(HELPER);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.NoSuchParty.selector, 3));
        escrow.fund(3);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.NoSuchParty.selector, 3));
        escrow.partyAt(3);
    }

    function test_fund_afterStart_reverts() external {
        BondedEscrow escrow = _started();
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.AlreadyStarted.selector));
        escrow.fund(CLIENT);
    }

    function test_fund_atTheDeadline_revertsAndRefundPays() external {
        BondedEscrow escrow = _open(_head(), 7e6);
        _fund(escrow, STUDIO);
        vm.warp(DAY_ZERO + 7 days - 1);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.NotCancelled.selector));
        escrow.refund(STUDIO);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.NotCancelled.selector));
        escrow.refundFeePot();
        vm.assertTrue(escrow.status() == IBondedEscrow.Status.Funding);
        vm.warp(DAY_ZERO + 7 days);
        vm.assertTrue(escrow.status() == IBondedEscrow.Status.Cancelled);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.FundingIsOver.selector, DAY_ZERO + 7 days));
        escrow.fund(CLIENT);
        (uint256 tokens, uint256 ethers) = (token.balanceOf(studio), studio.balance);
        escrow.refund(STUDIO);
        vm.assertEq(token.balanceOf(studio), tokens + 800e6);
        vm.assertEq(studio.balance, ethers + 2 ether);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.NothingToRefund.selector));
        escrow.refund(STUDIO);
        tokens = token.balanceOf(client);
        escrow.refundFeePot();
        vm.assertEq(token.balanceOf(client), tokens + 7e6);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.NothingToRefund.selector));
        escrow.refundFeePot();
        vm.assertEq(token.balanceOf(address(escrow)), 0);
    }

    function test_refund_payerRefusesEth_isOwed() external {
        Receiver safe = new Receiver();
        vm.deal(address(safe), 2 ether);
        token.transfer(address(safe), 800e6);
        BondedEscrow escrow = _open(_head(), 0);
        safe.execute(address(token), 0, abi.encodeCall(token.approve, (address(escrow), 800e6)));
        safe.execute(address(escrow), 2 ether, abi.encodeCall(escrow.fund, (STUDIO)));
        safe.become(Receiver.Mood.Refuses, "");
        vm.warp(DAY_ZERO + 7 days);
        escrow.refund(STUDIO);
        vm.assertEq(token.balanceOf(address(safe)), 800e6);
        vm.assertEq(escrow.owed(ETH, address(safe)), 2 ether);
        vm.expectRevert(abi.encodeWithSelector(PullPayments.OnlyAccountChoosesRecipient.selector, address(safe)));
        escrow.fetch(ETH, address(safe), address(this));
        safe.execute(address(escrow), 0, abi.encodeCall(escrow.fetch, (ETH, address(safe), lab)));
        vm.assertEq(lab.balance, 2 ether);
        vm.expectRevert(abi.encodeWithSelector(PullPayments.NothingOwed.selector, ETH, address(safe)));
        escrow.fetch(ETH, address(safe), address(safe));
    }

    function test_fund_tokenWithFee_reverts() external {
        AwkwardToken awkward = new AwkwardToken();
        awkward.mint(client, 5_000e6);
        awkward.become(1, address(0), false);
        Head memory head = _head();
        head.tokens[0] = address(awkward);
        BondedEscrow escrow = _open(head, 0);
        vm.prank(client);
        awkward.approve(address(escrow), 5_000e6);
        vm.prank(client);
        vm.expectRevert(
            abi.encodeWithSelector(Payment.ReceivedAnotherAmount.selector, address(awkward), 5_000e6, 5_000e6 - 1)
        );
        escrow.fund(CLIENT);
    }

    function test_fund_plainEth_isRefused() external {
        BondedEscrow escrow = _started();
        (bool taken,) = address(escrow).call{value: 1}("");
        vm.assertFalse(taken);
    }

    // ---- joining ----

    function test_join_openSeat_takesIt() external {
        BondedEscrow escrow = _started();
        vm.warp(DAY_ZERO + 30 days - 1);
        vm.recordLogs();
        _join(escrow);
        vm.assertEq(escrow.partyAt(HELPER), helper);
        vm.assertEq(escrow.held(address(token)), 5_900e6);
        vm.assertEq(escrow.maximum(helper, address(token)), 400e6);
        _sent(3, address(escrow), abi.encodePacked(uint32(0), HELPER, uint32(4), helper, address(token)));
    }

    function test_join_beforeStart_reverts() external {
        BondedEscrow escrow = _open(_head(), 0);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.NotStarted.selector));
        escrow.join(HELPER);
    }

    function test_join_tooLate_reverts() external {
        BondedEscrow escrow = _started();
        vm.warp(DAY_ZERO + 30 days);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.JoiningIsOver.selector, DAY_ZERO + 30 days));
        escrow.join(HELPER);
    }

    function test_join_takenOrNamedSeat_reverts() external {
        BondedEscrow escrow = _started();
        _join(escrow);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.SeatIsTaken.selector, HELPER, helper));
        escrow.join(HELPER);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.SeatIsNotOpen.selector, STUDIO));
        escrow.join(STUDIO);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.NoSuchParty.selector, 3));
        escrow.join(3);
    }

    function test_join_byWhoHasARole_reverts() external {
        BondedEscrow escrow = _started();
        address[6] memory taken = [client, studio, lab, address(vault), address(rollup), address(inbox)];
        for (uint256 i = 0; i < taken.length; i++) {
            vm.prank(taken[i]);
            vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.HasARole.selector, taken[i]));
            escrow.join(HELPER);
        }
    }

    function test_join_afterSettlement_reverts() external {
        BondedEscrow escrow = _started();
        _settle(escrow, 0);
        vm.prank(helper);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.AlreadySettled.selector));
        escrow.join(HELPER);
    }
}
