// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Arbitrator, Arbitrators} from "arbitration/Arbitrators.sol";
import {Place, SumTree} from "arbitration/SumTree.sol";
import {BondedEscrow} from "escrow/BondedEscrow.sol";
import {ExitLeaf, ExitMessage, IExits} from "escrow/IExits.sol";
import {IOutbox} from "escrow/IOutbox.sol";
import {IVault} from "escrow/IVault.sol";
import {StateProof} from "escrow/StateProof.sol";
import {Layout} from "l2-node/execution/Layout.sol";
import {ExitTree} from "./ExitTree.sol";

/// @notice Leaving a frozen rollup with what the vault holds: balances, deposits, fee pots, stakes.
contract ExitingTest is ExitTree {
    uint8 private constant ACCOUNT = 1;
    uint8 private constant MESSAGE = 2;
    uint8 private constant FEE_POT = 3;
    uint8 private constant STAKE = 4;
    address private constant JUDGE = address(0x1d9e);

    function _account(address owner, address money, uint128 balance) private pure returns (bytes memory) {
        return abi.encodePacked(owner, money, uint64(3), balance);
    }

    /// @dev Account 1: 3 of the client's 5 ETH; a deposit of 2 more is not consumed.
    function _accounts() private {
        vault.deposit{value: 5}(ETH, 5, client);
        _put(Layout.ACCOUNTS, 1, _account(client, ETH, 3));
        _postState(1);
        vault.deposit{value: 2}(ETH, 2, lab);
        _freeze();
    }

    function _unconsumed(uint32 index, uint128 amount, address owner, uint32 id)
        private
        view
        returns (ExitMessage memory)
    {
        return ExitMessage(index, inbox.timeOf(index), abi.encodePacked(id, owner, ETH, amount));
    }

    // ---- accounts ----

    function test_exitAccount_proved_paysItsOwnerOnce() external {
        _accounts();
        uint256 before = client.balance;
        ExitLeaf memory leaf = _shown(Layout.ACCOUNTS, 1);
        vm.prank(lab);
        vault.exitAccount(1, leaf);
        vm.assertEq(client.balance, before + 3);
        vm.assertTrue(vault.hasLeft(ACCOUNT, 1, 0));
        vm.expectRevert(abi.encodeWithSelector(IVault.AlreadyLeft.selector, ACCOUNT, 1, 0));
        vault.exitAccount(1, leaf);
    }

    function test_exitAccount_beforeTheExit_reverts() external {
        vault.deposit{value: 5}(ETH, 5, client);
        _put(Layout.ACCOUNTS, 1, _account(client, ETH, 3));
        _postState(1);
        ExitLeaf memory leaf = _shown(Layout.ACCOUNTS, 1);
        vm.expectRevert(abi.encodeWithSelector(IOutbox.ExitNotFixed.selector));
        vault.exitAccount(1, leaf);
        vm.assertFalse(vault.hasLeft(ACCOUNT, 1, 0));
    }

    /// @notice Another balance, another place, another table, and a leaf that is absent.
    function test_exitAccount_notInTheState_reverts() external {
        _accounts();
        ExitLeaf memory leaf = _shown(Layout.ACCOUNTS, 1);
        vm.expectRevert(abi.encodeWithSelector(IExits.NotInExitState.selector));
        vault.exitAccount(2, leaf);
        leaf.content = _account(client, ETH, 4);
        vm.expectRevert(abi.encodeWithSelector(IExits.NotInExitState.selector));
        vault.exitAccount(1, leaf);
        ExitLeaf memory absent = _shown(Layout.ACCOUNTS, 2);
        vm.assertEq(absent.content, "");
        vm.expectRevert(abi.encodeWithSelector(IExits.NotInExitState.selector));
        vault.exitAccount(2, absent);
        ExitLeaf memory globals = _shown(Layout.GLOBALS, 0);
        vm.expectRevert(abi.encodeWithSelector(StateProof.WrongNumberOfSiblings.selector, 35, 19));
        vault.exitAccount(0, globals);
    }

    /// @notice What the vault does not have yet is owed: a court's part may still be in an escrow.
    function test_exitAccount_vaultHasTooLittle_isOwed() external {
        vault.deposit{value: 5}(ETH, 5, client);
        _put(Layout.ACCOUNTS, 1, _account(client, ETH, 30));
        _exitAfter(1);
        vault.exitAccount(1, _shown(Layout.ACCOUNTS, 1));
        vm.assertEq(vault.owed(ETH, client), 30);
    }

    // ---- deposits ----

    function test_exitDeposit_neverConsumed_paysItsOwnerOnce() external {
        _accounts();
        uint256 before = lab.balance;
        ExitMessage memory message = _unconsumed(1, 2, lab, 2);
        vault.exitDeposit(message);
        vm.assertEq(lab.balance, before + 2);
        vm.expectRevert(abi.encodeWithSelector(IVault.AlreadyLeft.selector, MESSAGE, 1, 0));
        vault.exitDeposit(message);
        vm.assertTrue(vault.hasLeft(MESSAGE, 1, 0));
        vm.assertFalse(vault.hasLeft(MESSAGE, 2, 0));
    }

    function test_exitDeposit_consumed_reverts() external {
        _accounts();
        ExitMessage memory message = _unconsumed(0, 5, client, 1);
        vm.expectRevert(abi.encodeWithSelector(IExits.WasConsumed.selector, 0, 1));
        vault.exitDeposit(message);
    }

    function test_exitDeposit_otherFields_reverts() external {
        _accounts();
        ExitMessage memory message = _unconsumed(1, 3, lab, 2);
        vm.expectRevert(abi.encodeWithSelector(IExits.NotThatMessage.selector, 1));
        vault.exitDeposit(message);
        message = _unconsumed(1, 2, lab, 2);
        message.time++;
        vm.expectRevert(abi.encodeWithSelector(IExits.NotThatMessage.selector, 1));
        vault.exitDeposit(message);
    }

    function test_deposit_frozen_reverts() external {
        _accounts();
        vm.expectRevert(abi.encodeWithSelector(IOutbox.RollupFrozen.selector));
        vault.deposit{value: 1}(ETH, 1, client);
    }

    // ---- fee pots ----

    /// @dev An agreement with a fee pot, of which 4 are left on L2 if it was consumed.
    function _feePot(bool consumed) private returns (BondedEscrow escrow) {
        escrow = _open(_head(), 7);
        _fund(escrow, CLIENT);
        _fund(escrow, STUDIO);
        uint32 account = inbox.accountOf(client, address(token));
        bytes memory head = abi.encodePacked(escrow.termsHash(), address(escrow), uint8(0), escrow.start());
        head = abi.encodePacked(head, uint64(0), uint8(0), uint32(0), uint128(4), account, uint8(1), new bytes(28));
        if (consumed) _put(Layout.AGREEMENTS, 0, head);
        _postState(consumed ? 1 : 0);
        _freeze();
    }

    function test_exitFeePot_consumed_paysTheRestToTheFirstNamedParty() external {
        _feePot(true);
        uint256 before = token.balanceOf(client);
        ExitLeaf memory leaf = _shown(Layout.AGREEMENTS, 0);
        vault.exitFeePot(0, leaf, client, address(token));
        vm.assertEq(token.balanceOf(client), before + 4);
        vm.expectRevert(abi.encodeWithSelector(IVault.AlreadyLeft.selector, FEE_POT, 0, 0));
        vault.exitFeePot(0, leaf, client, address(token));
    }

    function test_exitFeePot_toAnother_reverts() external {
        _feePot(true);
        ExitLeaf memory leaf = _shown(Layout.AGREEMENTS, 0);
        vm.expectRevert(abi.encodeWithSelector(IExits.NotThePotsOwner.selector, studio, address(token)));
        vault.exitFeePot(0, leaf, studio, address(token));
        vm.expectRevert(abi.encodeWithSelector(IExits.NotThePotsOwner.selector, client, ETH));
        vault.exitFeePot(0, leaf, client, ETH);
    }

    /// @notice A pot of an agreement without anybody who is named belongs to nobody.
    function test_exitFeePot_ofNobody_reverts() external {
        _put(Layout.AGREEMENTS, 0, abi.encodePacked(new bytes(74), uint128(4), uint32(0), uint8(0)));
        _exitAfter(0);
        ExitLeaf memory leaf = _shown(Layout.AGREEMENTS, 0);
        vm.expectRevert(abi.encodeWithSelector(IExits.NotThePotsOwner.selector, helper, ETH));
        vault.exitFeePot(0, leaf, helper, ETH);
    }

    function _funded(BondedEscrow escrow) private view returns (ExitMessage memory) {
        bytes memory payload = abi.encodePacked(uint32(0), escrow.termsHash(), escrow.start(), uint8(3));
        payload = abi.encodePacked(payload, uint32(1), client, token, uint32(2), studio, token);
        return ExitMessage(0, inbox.timeOf(0), abi.encodePacked(payload, uint32(3), lab, token, uint128(7)));
    }

    function test_exitFeePotOfUnbegun_neverConsumed_paysTheProposerOnce() external {
        BondedEscrow escrow = _feePot(false);
        uint256 before = token.balanceOf(client);
        ExitMessage memory message = _funded(escrow);
        vault.exitFeePotOfUnbegun(escrow, message);
        vm.assertEq(token.balanceOf(client), before + 7);
        vm.assertEq(token.balanceOf(address(vault)), 0);
        vm.expectRevert(abi.encodeWithSelector(IVault.AlreadyLeft.selector, MESSAGE, 0, 0));
        vault.exitFeePotOfUnbegun(escrow, message);
    }

    function test_exitFeePotOfUnbegun_consumedOrStranger_reverts() external {
        BondedEscrow escrow = _feePot(true);
        ExitMessage memory message = _funded(escrow);
        vm.expectRevert(abi.encodeWithSelector(IExits.WasConsumed.selector, 0, 1));
        vault.exitFeePotOfUnbegun(escrow, message);
        vm.expectRevert(abi.encodeWithSelector(IVault.OnlyEscrow.selector, address(this)));
        vault.exitFeePotOfUnbegun(BondedEscrow(address(this)), message);
        // a deposit is no beginning
        message = _unconsumed(1, 1, address(0xdead1), 4);
        vm.expectRevert(abi.encodeWithSelector(IExits.NotThatMessage.selector, 1));
        vault.exitFeePotOfUnbegun(escrow, message);
    }

    // ---- stakes ----

    /// @dev A court in which the judge at place 5 has staked 10 and is leaving with 4 tokens, and has earned 6 wei.
    function _court() private returns (bytes memory shown) {
        Arbitrator memory judge = Arbitrator(JUDGE, 10, 2, 6, 4, 99);
        bytes memory siblings;
        bytes32 empty = 0;
        for (uint256 i = 0; i < 16; i++) {
            siblings = abi.encodePacked(siblings, empty, uint128(0));
            empty = keccak256(abi.encodePacked(empty, uint128(0), empty, uint128(0)));
        }
        shown = abi.encodePacked(uint8(1), Arbitrators.encode(judge), siblings);
        Place memory place = SumTree.read(shown, 5);
        (bytes32 root, uint256 total) = SumTree.root(place);
        bytes memory leaf = abi.encodePacked(lab, address(token), ETH, uint128(5), uint32(6), root);
        _put(Layout.COURTS, 2 << 8, abi.encodePacked(leaf, uint128(total), uint128(7), uint128(8)));
        token.approve(address(vault), 14);
        vault.deposit(address(token), 14, lab);
        vault.deposit{value: 6}(ETH, 6, lab);
        _exitAfter(2);
    }

    function test_exitStake_lockedLeavingAndEarned_allIsPaidOnce() external {
        bytes memory shown = _court();
        ExitLeaf memory leaf = _shown(Layout.COURTS, 2 << 8);
        vault.exitStake(2, leaf, 5, shown);
        vm.assertEq(token.balanceOf(JUDGE), 14);
        vm.assertEq(JUDGE.balance, 6);
        vm.assertTrue(vault.hasLeft(STAKE, 2, 5));
        vm.expectRevert(abi.encodeWithSelector(IVault.AlreadyLeft.selector, STAKE, 2, 5));
        vault.exitStake(2, leaf, 5, shown);
    }

    function test_exitStake_anotherPlace_reverts() external {
        bytes memory shown = _court();
        ExitLeaf memory leaf = _shown(Layout.COURTS, 2 << 8);
        vm.expectRevert(abi.encodeWithSelector(SumTree.NotInTree.selector, 4));
        vault.exitStake(2, leaf, 4, shown);
        vm.expectRevert(abi.encodeWithSelector(IExits.NotInExitState.selector));
        vault.exitStake(3, leaf, 5, shown);
    }

    function test_exitStake_nobodyThere_reverts() external {
        bytes memory siblings;
        bytes32 empty = 0;
        for (uint256 i = 0; i < 16; i++) {
            siblings = abi.encodePacked(siblings, empty, uint128(0));
            empty = keccak256(abi.encodePacked(empty, uint128(0), empty, uint128(0)));
        }
        bytes memory leaf = abi.encodePacked(lab, address(token), ETH, uint128(5), uint32(0), SumTree.EMPTY_ROOT);
        _put(Layout.COURTS, 0, abi.encodePacked(leaf, uint128(0), uint128(0), uint128(0)));
        _exitAfter(0);
        ExitLeaf memory court = _shown(Layout.COURTS, 0);
        vm.expectRevert(abi.encodeWithSelector(IExits.NobodyInPlace.selector, 3));
        vault.exitStake(0, court, 3, abi.encodePacked(uint8(0), siblings));
    }
}
