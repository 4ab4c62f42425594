// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {BondedEscrow} from "escrow/BondedEscrow.sol";
import {IBondedEscrow} from "escrow/IBondedEscrow.sol";
import {Terms} from "escrow/Terms.sol";
import {Settlements} from "./Settlements.sol";

/// @notice Settlements by all, and what follows them.
contract SettlingTest is Settlements {
    uint128 private constant CAPS = 72e6;

    function test_settle_signedByAll_paysAllButTheCaps() external {
        BondedEscrow escrow = _started();
        uint256 tokens = token.balanceOf(client);
        uint256 messages = inbox.length();
        vm.prank(address(0x57a));
        _settle(escrow, 5_800e6 - CAPS);
        vm.assertEq(token.balanceOf(client), tokens + 5_800e6 - CAPS);
        vm.assertEq(escrow.held(address(token)), CAPS);
        vm.assertTrue(escrow.status() == IBondedEscrow.Status.Settled);
        vm.assertEq(inbox.length(), messages + 1);
        bytes32 payload = keccak256(abi.encodePacked(uint32(0)));
        vm.assertEq(
            inbox.hashOf(messages),
            keccak256(abi.encode(messages, uint64(block.timestamp), uint8(4), address(escrow), payload))
        );
    }

    function test_settle_intoTheCaps_reverts() external {
        BondedEscrow escrow = _started();
        IBondedEscrow.Settlement memory settlement = _settlement(escrow, _payments(5_800e6 - CAPS + 1));
        bytes[] memory signatures = _signatures(escrow.settlementDigest(settlement));
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.MoreThanHeld.selector, address(token)));
        escrow.settle(settlement, signatures);
    }

    function test_settle_beforeStartOrTwice_reverts() external {
        BondedEscrow escrow = _open(_head(), 0);
        IBondedEscrow.Settlement memory settlement = _settlement(escrow, _payments(1));
        bytes[] memory signatures = _signatures(escrow.settlementDigest(settlement));
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.NotStarted.selector));
        escrow.settle(settlement, signatures);
        _fund(escrow, CLIENT);
        _fund(escrow, STUDIO);
        escrow.settle(settlement, signatures);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.AlreadySettled.selector));
        escrow.settle(settlement, signatures);
    }

    /// @notice Every change to what was signed makes the signatures worthless.
    function testFuzz_settle_changedAfterSigning_reverts(uint8 what, uint64 change) external {
        if (change == 0) return;
        BondedEscrow escrow = _started();
        IBondedEscrow.Settlement memory settlement = _settlement(escrow, _payments(5e6));
        bytes[] memory signatures = _signatures(escrow.settlementDigest(settlement));
        if (what % 4 == 0) settlement.payments[0].amount += change;
        else if (what % 4 == 1) settlement.payments[0].to = studio;
        else if (what % 4 == 2) settlement.remainderTo = client;
        else settlement.until += change % (type(uint64).max - settlement.until) + 1;
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.WrongSignature.selector, CLIENT, client));
        escrow.settle(settlement, signatures);
    }

    function test_settle_afterItsTime_reverts() external {
        BondedEscrow escrow = _started();
        IBondedEscrow.Settlement memory settlement = _settlement(escrow, _payments(5e6));
        bytes[] memory signatures = _signatures(escrow.settlementDigest(settlement));
        vm.warp(settlement.until);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.SettlementExpired.selector, settlement.until));
        escrow.settle(settlement, signatures);
        vm.warp(settlement.until - 1);
        escrow.settle(settlement, signatures);
    }

    /// @notice What all signed before a payout cannot be had in addition to it.
    function test_settle_signedBeforeAPayout_reverts() external {
        BondedEscrow escrow = _started();
        bytes memory payout = _leaf(1, address(escrow), 0, _entry(address(token), client, 100e6));
        uint64 height = _finalWith(payout, 0);
        IBondedEscrow.Settlement memory settlement = _settlement(escrow, _payments(5_000e6));
        bytes[] memory signatures = _signatures(escrow.settlementDigest(settlement));
        escrow.claim(payout, height, 0, _siblings());
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.SettlementAtOtherState.selector, 0, 1));
        escrow.settle(settlement, signatures);
        settlement.claims = 1;
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.WrongSignature.selector, CLIENT, client));
        escrow.settle(settlement, signatures);
        signatures = _signatures(escrow.settlementDigest(settlement));
        escrow.settle(settlement, signatures);
    }

    /// @notice A message that cannot be paid does not keep the rest for ever: after a settlement it is left out.
    function test_release_afterAnUnpayableMessage_paysTheRest() external {
        BondedEscrow escrow = _started();
        bytes memory payout = _leaf(
            1,
            address(escrow),
            0,
            bytes.concat(
                _entry(address(token), lab, 1),
                _entry(address(0xbad), client, 1),
                _entry(address(token), client, 20_000e6),
                _entry(address(token), address(vault), 100e6),
                _entry(address(token), address(vault), 50e6),
                _entry(address(0xbad), BURN, 1)
            )
        );
        bytes memory closed = _leaf(3, address(escrow), 1, "");
        uint64 first = _finalWith(payout, 0);
        uint64 second = _finalWith(closed, 1);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.PaysOutsider.selector, lab));
        escrow.claim(payout, first, 0, _siblings());
        _settle(escrow, 5_000e6);
        escrow.claim(payout, first, 0, _siblings());
        vm.assertEq(token.balanceOf(address(vault)), 50e6);
        vm.assertEq(escrow.received(address(vault), address(token)), 50e6);
        vm.assertEq(token.balanceOf(lab), 0);
        escrow.release(closed, second, 1, _siblings());
        vm.assertEq(token.balanceOf(address(escrow)), 0);
    }

    /// @notice What the rollup gave away before a settlement is not there for the court, which blocks nothing either.
    function test_release_afterTheCourtsMoneyWasGivenAway_paysTheRest() external {
        BondedEscrow escrow = _started();
        bytes memory wrong = _leaf(
            1,
            address(escrow),
            0,
            bytes.concat(_entry(address(token), client, 5_000e6), _entry(address(token), studio, 790e6))
        );
        bytes memory court = _leaf(1, address(escrow), 1, _entry(address(token), address(vault), 50e6));
        bytes memory closed = _leaf(3, address(escrow), 1, "");
        uint64 first = _finalWith(wrong, 0);
        uint64 second = _finalWith(court, 1);
        uint64 third = _finalWith(closed, 2);
        escrow.claim(wrong, first, 0, _siblings());
        IBondedEscrow.Settlement memory settlement = _settlement(escrow, new IBondedEscrow.Payment[](0));
        escrow.settle(settlement, _signatures(escrow.settlementDigest(settlement)));
        escrow.claim(court, second, 1, _siblings());
        vm.assertEq(token.balanceOf(address(vault)), 0);
        vm.assertEq(escrow.held(address(token)), 10e6);
        // two are claimed where the rollup says that there was one
        escrow.release(closed, third, 2, _siblings());
        vm.assertEq(token.balanceOf(address(escrow)), 0);
    }

    function test_settle_joinedPartyHasNotSigned_reverts() external {
        BondedEscrow escrow = _started();
        IBondedEscrow.Settlement memory settlement = _settlement(escrow, _payments(5e6));
        bytes32 digest = escrow.settlementDigest(settlement);
        bytes[] memory two = _signatures(digest);
        _join(escrow);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.WrongNumberOfSignatures.selector, 3, 2));
        escrow.settle(settlement, two);
        bytes[] memory three = new bytes[](3);
        (three[0], three[1], three[2]) = (two[0], two[1], two[1]);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.WrongSignature.selector, HELPER, helper));
        escrow.settle(settlement, three);
        three[2] = _signature(HELPER_KEY, digest);
        bytes[] memory four = new bytes[](4);
        (four[0], four[1], four[2]) = (three[0], three[1], three[2]);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.WrongNumberOfSignatures.selector, 3, 4));
        escrow.settle(settlement, four);
        escrow.settle(settlement, three);
    }

    function test_settle_toAnOutsider_reverts() external {
        BondedEscrow escrow = _started();
        IBondedEscrow.Settlement memory settlement = _settlement(escrow, _payments(5e6));
        settlement.payments[0].to = lab;
        bytes[] memory signatures = _signatures(escrow.settlementDigest(settlement));
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.SettlesToOutsider.selector, lab));
        escrow.settle(settlement, signatures);
        settlement.remainderTo = address(vault);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.SettlesToOutsider.selector, address(vault)));
        escrow.settle(settlement, signatures);
    }

    function test_settlementDigest_isTheEip712OfTheStruct() external {
        BondedEscrow escrow = _started();
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256(
                    "Settlement(bytes32 termsHash,bytes32 paymentsHash,address remainderTo,uint64 until,uint32 claims)"
                ),
                escrow.termsHash(),
                keccak256(abi.encodePacked(address(token), client, uint128(5e6))),
                studio,
                uint64(block.timestamp + 1 days),
                uint32(0)
            )
        );
        (,,, uint256 chain, address verifying,,) = rollup.eip712Domain();
        vm.assertEq(chain, block.chainid);
        vm.assertEq(verifying, address(rollup));
        vm.assertEq(
            escrow.settlementDigest(_settlement(escrow, _payments(5e6))),
            MessageHashUtils.toTypedDataHash(Terms.domain(address(rollup)), structHash)
        );
    }

    /// @notice A claim that was on its way pays only court and burn; Closed then releases the rest.
    function test_claim_afterSettlement_paysCourtAndBurnOnly() external {
        BondedEscrow escrow = _started();
        _settle(escrow, 5_000e6);
        bytes memory payout = _leaf(
            1,
            address(escrow),
            0,
            bytes.concat(
                _entry(address(token), client, 600e6),
                _entry(address(token), address(vault), 50e6),
                _entry(address(token), BURN, 8e6)
            )
        );
        bytes memory closed = _leaf(3, address(escrow), 1, "");
        uint64 first = _finalWith(payout, 0);
        uint64 second = _finalWith(closed, 1);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.PayoutsUnclaimed.selector, 0, 1));
        escrow.release(closed, second, 1, _siblings());
        uint256 before = token.balanceOf(client);
        escrow.claim(payout, first, 0, _siblings());
        vm.assertEq(token.balanceOf(client), before);
        vm.assertEq(token.balanceOf(address(vault)), 50e6);
        vm.assertEq(token.balanceOf(BURN), 8e6);
        before = token.balanceOf(studio);
        uint256 ethers = studio.balance;
        escrow.release(closed, second, 1, _siblings());
        vm.assertEq(token.balanceOf(studio), before + 800e6 - 58e6);
        vm.assertEq(studio.balance, ethers + 2 ether);
        vm.assertEq(token.balanceOf(address(escrow)), 0);
        vm.assertTrue(escrow.status() == IBondedEscrow.Status.Released);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.AlreadyReleased.selector));
        escrow.release(closed, second, 1, _siblings());
    }

    function test_release_withoutSettlement_reverts() external {
        BondedEscrow escrow = _started();
        bytes memory closed = _leaf(3, address(escrow), 0, "");
        uint64 height = _finalWith(closed, 0);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.NotSettled.selector));
        escrow.release(closed, height, 0, _siblings());
    }

    function test_release_unprovedClosed_reverts() external {
        BondedEscrow escrow = _started();
        _settle(escrow, 0);
        bytes memory closed = _leaf(3, address(escrow), 0, "");
        uint64 height = _finalWith(hex"00", 0);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.NotInOutbox.selector));
        escrow.release(closed, height, 0, _siblings());
    }
}
