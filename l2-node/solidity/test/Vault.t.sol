// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BondedEscrow} from "escrow/BondedEscrow.sol";
import {IOutbox} from "escrow/IOutbox.sol";
import {IVault} from "escrow/IVault.sol";
import {Payment} from "escrow/Payment.sol";
import {Head} from "escrow/Terms.sol";
import {Vault} from "escrow/Vault.sol";
import {PartBytes} from "escrow/test/PartBytes.sol";
import {Deployed} from "./Deployed.sol";
import {AwkwardToken, Receiver} from "./Hostile.sol";

/// @notice Deposits to L2 and withdrawals from it.
contract VaultTest is Deployed {
    function test_deposit_ethAndToken_tellsL2() external {
        vault.deposit{value: 3 ether}(ETH, 3 ether, client);
        token.approve(address(vault), 5e6);
        vault.deposit(address(token), 5e6, client);
        vault.deposit{value: 1}(ETH, 1, client);
        vm.assertEq(inbox.accountOf(client, ETH), 1);
        vm.assertEq(inbox.accountOf(client, address(token)), 2);
        vm.assertEq(inbox.accounts(), 2);
        bytes32 payload = keccak256(abi.encodePacked(uint32(2), client, address(token), uint128(5e6)));
        vm.assertEq(
            inbox.hashOf(1), keccak256(abi.encode(1, uint64(block.timestamp), uint8(1), address(vault), payload))
        );
        vm.assertEq(address(vault).balance, 3 ether + 1);
        vm.assertEq(token.balanceOf(address(vault)), 5e6);
    }

    function test_deposit_nothing_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IVault.NothingDeposited.selector));
        vault.deposit(ETH, 0, client);
    }

    function test_deposit_forNobody_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IVault.NoOwner.selector));
        vault.deposit{value: 1}(ETH, 1, address(0));
    }

    function test_deposit_otherValue_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(Payment.WrongValue.selector, 2, 1));
        vault.deposit{value: 1}(ETH, 2, client);
        vm.expectRevert(abi.encodeWithSelector(Payment.WrongValue.selector, 0, 1));
        vault.deposit{value: 1}(address(token), 2, client);
    }

    function test_deposit_tokenWithFee_reverts() external {
        AwkwardToken awkward = new AwkwardToken();
        awkward.mint(address(this), 10);
        awkward.become(1, address(0), false);
        awkward.approve(address(vault), 10);
        vm.expectRevert(abi.encodeWithSelector(Payment.ReceivedAnotherAmount.selector, address(awkward), 10, 9));
        vault.deposit(address(awkward), 10, client);
    }

    function test_receive_fromAStranger_reverts() external {
        (bool taken, bytes memory reason) = address(vault).call{value: 1}("");
        vm.assertFalse(taken);
        vm.assertEq(reason, abi.encodeWithSelector(IVault.OnlyEscrow.selector, address(this)));
    }

    function test_withdraw_final_paysOnce() external {
        vault.deposit{value: 3 ether}(ETH, 3 ether, client);
        bytes memory leaf = _leaf(2, address(vault), 0, _entry(ETH, lab, 2 ether));
        uint64 height = _postWith(leaf, 3);
        vm.expectRevert(abi.encodeWithSelector(IOutbox.NotFinal.selector, height));
        vault.withdraw(leaf, height, 3, _siblings());
        vm.warp(block.timestamp + WINDOW);
        vault.withdraw(leaf, height, 3, _siblings());
        vm.assertEq(lab.balance, 2 ether);
        bytes32 key = keccak256(abi.encodePacked(uint32(3), leaf));
        vm.assertTrue(vault.isWithdrawn(key));
        vm.expectRevert(abi.encodeWithSelector(IVault.AlreadyWithdrawn.selector, key));
        vault.withdraw(leaf, height, 3, _siblings());
    }

    /// @notice Equal withdrawals are told apart by their place in the outbox.
    function test_withdraw_equalMessages_arePaidBoth() external {
        vault.deposit{value: 3 ether}(ETH, 3 ether, client);
        bytes memory leaf = _leaf(2, address(vault), 0, _entry(ETH, lab, 1 ether));
        vault.withdraw(leaf, _finalWith(leaf, 3), 3, _siblings());
        vault.withdraw(leaf, _finalWith(leaf, 4), 4, _siblings());
        vm.assertEq(lab.balance, 2 ether);
    }

    function test_withdraw_unproved_reverts() external {
        bytes memory leaf = _leaf(2, address(vault), 0, _entry(ETH, lab, 1 ether));
        uint64 height = _finalWith(leaf, 3);
        vm.expectRevert(abi.encodeWithSelector(IVault.NotInOutbox.selector));
        vault.withdraw(leaf, height, 2, _siblings());
    }

    function test_withdraw_vaultHasTooLittle_isOwed() external {
        vault.deposit{value: 1 ether}(ETH, 1 ether, client);
        bytes memory leaf = _leaf(2, address(vault), 0, _entry(ETH, lab, 2 ether));
        vault.withdraw(leaf, _finalWith(leaf, 0), 0, _siblings());
        vm.assertEq(vault.owed(ETH, lab), 2 ether);
        vm.expectRevert();
        vault.fetch(ETH, lab, lab);
        vault.deposit{value: 1 ether}(ETH, 1 ether, client);
        vault.fetch(ETH, lab, lab);
        vm.assertEq(lab.balance, 2 ether);
    }

    function test_withdrawWithClaim_courtsPart_comesAlong() external {
        BondedEscrow escrow = _started();
        bytes memory claim = _leaf(1, address(escrow), 0, _entry(address(token), address(vault), 54e6));
        bytes memory withdrawal = _leaf(2, address(vault), 0, _entry(address(token), lab, 54e6));
        uint64 first = _finalWith(claim, 0);
        uint64 second = _finalWith(withdrawal, 1);
        vault.withdrawWithClaim(
            escrow, IVault.Proved(claim, first, 0, _siblings()), IVault.Proved(withdrawal, second, 1, _siblings())
        );
        vm.assertEq(token.balanceOf(lab), 54e6);
    }

    /// @notice ETH from an escrow is let in, also while the vault is at work.
    function test_withdrawWithClaim_ethOfTheCourt_comesAlong() external {
        Head memory head = _head();
        head.money[2].deposit = 2e6;
        (head.tokens[0], head.tokens[1]) = (ETH, address(token));
        bytes[] memory parts = _parts();
        parts[1] = PartBytes.part(STUDIO, hex"00", abi.encodePacked(uint8(1), PartBytes.pot(STUDIO, 1, 2e6)));
        BondedEscrow escrow = _open(head, parts, 0);
        vm.prank(client);
        escrow.fund{value: 5_000e6}(CLIENT);
        vm.prank(studio);
        token.approve(address(escrow), 2e6);
        vm.prank(studio);
        escrow.fund{value: 800e6}(STUDIO);
        bytes memory claim = _leaf(1, address(escrow), 0, _entry(ETH, address(vault), 54e6));
        bytes memory withdrawal = _leaf(2, address(vault), 0, _entry(ETH, lab, 54e6));
        uint64 height = _finalWith(claim, 0);
        uint64 later = _finalWith(withdrawal, 1);
        vault.withdrawWithClaim(
            escrow, IVault.Proved(claim, height, 0, _siblings()), IVault.Proved(withdrawal, later, 1, _siblings())
        );
        vm.assertEq(lab.balance, 54e6);
        vm.assertEq(escrow.owed(ETH, address(vault)), 0);
    }

    function test_withdrawWithClaim_noEscrow_reverts() external {
        IVault.Proved memory nothing = IVault.Proved("", 0, 0, _siblings());
        Receiver stranger = new Receiver();
        vm.expectRevert(abi.encodeWithSelector(IVault.OnlyEscrow.selector, address(stranger)));
        vault.withdrawWithClaim(BondedEscrow(address(stranger)), nothing, nothing);
    }

    function test_constructor_inboxOfAnotherVault_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IVault.WiredElsewhere.selector, address(inbox)));
        new Vault(rollup, inbox);
    }
}
