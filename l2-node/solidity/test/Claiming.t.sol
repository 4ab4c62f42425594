// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BondedEscrow} from "escrow/BondedEscrow.sol";
import {IBondedEscrow} from "escrow/IBondedEscrow.sol";
import {IOutbox} from "escrow/IOutbox.sol";
import {Payment} from "escrow/Payment.sol";
import {Head} from "escrow/Terms.sol";
import {Deployed} from "./Deployed.sol";
import {AwkwardToken, Receiver} from "./Hostile.sol";

/// @notice Proved payouts.
contract ClaimingTest is Deployed {
    function _claim(BondedEscrow escrow, bytes memory entries, uint32 sequence) private {
        bytes memory leaf = _leaf(1, address(escrow), sequence, entries);
        uint64 height = _finalWith(leaf, sequence);
        escrow.claim(leaf, height, sequence, _siblings());
    }

    function _claimRefused(BondedEscrow escrow, bytes memory entries, bytes memory reason) private {
        bytes memory leaf = _leaf(1, address(escrow), 0, entries);
        uint64 height = _finalWith(leaf, 0);
        vm.expectRevert(reason);
        escrow.claim(leaf, height, 0, _siblings());
    }

    function test_claim_finalPayout_paysAllOnce() external {
        BondedEscrow escrow = _started();
        bytes memory leaf = _leaf(
            1,
            address(escrow),
            0,
            bytes.concat(
                _entry(address(token), studio, 4_550e6),
                _entry(address(token), address(vault), 54e6),
                _entry(address(token), BURN, 18e6),
                _entry(ETH, studio, 2 ether)
            )
        );
        uint64 height = _finalWith(leaf, 7);
        (uint256 tokens, uint256 ethers) = (token.balanceOf(studio), studio.balance);
        vm.prank(address(0x57a));
        escrow.claim(leaf, height, 7, _siblings());
        vm.assertEq(token.balanceOf(studio), tokens + 4_550e6);
        vm.assertEq(studio.balance, ethers + 2 ether);
        vm.assertEq(token.balanceOf(address(vault)), 54e6);
        vm.assertEq(token.balanceOf(BURN), 18e6);
        vm.assertEq(escrow.held(address(token)), 5_800e6 - 4_622e6);
        vm.assertEq(escrow.received(studio, address(token)), 4_550e6);
        vm.assertEq(escrow.claims(), 1);
        vm.assertTrue(escrow.isClaimed(keccak256(leaf)));
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.AlreadyClaimed.selector, keccak256(leaf)));
        escrow.claim(leaf, height, 7, _siblings());
    }

    /// @notice The same message under a later root, or elsewhere in the outbox, is the same message.
    function test_claim_sameMessageInALaterBatch_reverts() external {
        BondedEscrow escrow = _started();
        _claim(escrow, _entry(address(token), studio, 1), 0);
        bytes memory leaf = _leaf(1, address(escrow), 0, _entry(address(token), studio, 1));
        uint64 height = _finalWith(leaf, 9);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.AlreadyClaimed.selector, keccak256(leaf)));
        escrow.claim(leaf, height, 9, _siblings());
    }

    function test_claim_withinTheWindow_reverts() external {
        BondedEscrow escrow = _started();
        bytes memory leaf = _leaf(1, address(escrow), 0, _entry(address(token), studio, 1));
        uint64 height = _postWith(leaf, 0);
        vm.warp(block.timestamp + WINDOW - 1);
        vm.expectRevert(abi.encodeWithSelector(IOutbox.NotFinal.selector, height));
        escrow.claim(leaf, height, 0, _siblings());
        vm.warp(block.timestamp + 1);
        escrow.claim(leaf, height, 0, _siblings());
    }

    function test_claim_otherPlaceOrBranch_reverts() external {
        BondedEscrow escrow = _started();
        bytes memory leaf = _leaf(1, address(escrow), 0, _entry(address(token), studio, 1));
        uint64 height = _finalWith(leaf, 5);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.NotInOutbox.selector));
        escrow.claim(leaf, height, 4, _siblings());
        bytes32[] memory siblings = _siblings();
        siblings[17] = 0;
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.NotInOutbox.selector));
        escrow.claim(leaf, height, 5, siblings);
        bytes memory more = _leaf(1, address(escrow), 0, _entry(address(token), studio, 2));
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.NotInOutbox.selector));
        escrow.claim(more, height, 5, _siblings());
    }

    function test_claim_beforeStart_reverts() external {
        BondedEscrow escrow = _open(_head(), 0);
        _fund(escrow, CLIENT);
        _claimRefused(
            escrow, _entry(address(token), client, 1), abi.encodeWithSelector(IBondedEscrow.NotStarted.selector)
        );
    }

    function test_claim_toAnOutsider_reverts() external {
        BondedEscrow escrow = _started();
        _claimRefused(
            escrow, _entry(address(token), lab, 1), abi.encodeWithSelector(IBondedEscrow.PaysOutsider.selector, lab)
        );
        _claimRefused(
            escrow,
            _entry(address(token), address(0), 1),
            abi.encodeWithSelector(IBondedEscrow.PaysOutsider.selector, address(0))
        );
        _claimRefused(
            escrow,
            _entry(address(token), helper, 1),
            abi.encodeWithSelector(IBondedEscrow.PaysOutsider.selector, helper)
        );
        _join(escrow);
        _claim(escrow, _entry(address(token), helper, 1), 1);
    }

    function test_claim_otherToken_reverts() external {
        BondedEscrow escrow = _started();
        _claimRefused(
            escrow,
            _entry(address(0x70), studio, 1),
            abi.encodeWithSelector(IBondedEscrow.UnknownToken.selector, address(0x70))
        );
    }

    function test_claim_aboveTheMaximum_reverts() external {
        BondedEscrow escrow = _started();
        _claim(escrow, _entry(address(token), client, 5_400e6), 0);
        _claimRefused(
            escrow,
            _entry(address(token), client, 100e6 + 1),
            abi.encodeWithSelector(IBondedEscrow.MoreThanMaximum.selector, client, address(token))
        );
        _claimRefused(
            escrow,
            _entry(address(token), address(vault), 54e6 + 1),
            abi.encodeWithSelector(IBondedEscrow.MoreThanMaximum.selector, address(vault), address(token))
        );
        _claimRefused(
            escrow,
            _entry(address(token), BURN, 18e6 + 1),
            abi.encodeWithSelector(IBondedEscrow.MoreThanMaximum.selector, BURN, address(token))
        );
        _claimRefused(
            escrow, _entry(ETH, client, 1), abi.encodeWithSelector(IBondedEscrow.MoreThanMaximum.selector, client, ETH)
        );
    }

    function test_claim_aboveWhatIsHeld_reverts() external {
        BondedEscrow escrow = _started();
        _claim(escrow, _entry(address(token), client, 5_500e6), 0);
        _claimRefused(
            escrow,
            _entry(address(token), studio, 300e6 + 1),
            abi.encodeWithSelector(IBondedEscrow.MoreThanHeld.selector, address(token))
        );
    }

    // ---- those who cannot be paid ----

    function _withWallet() private returns (BondedEscrow escrow, Receiver wallet) {
        wallet = new Receiver();
        Head memory head = _head();
        head.parties[STUDIO].account = address(wallet);
        bytes memory encoded = abi.encode(head);
        bytes[] memory signatures = _signatures(factory.digest(encoded, _parts()));
        signatures[STUDIO] = "yes";
        vm.prank(client);
        escrow = BondedEscrow(factory.open(encoded, _parts(), signatures, 0));
        _fund(escrow, CLIENT);
        _fund(escrow, STUDIO);
    }

    /// @notice Whoever refuses, burns gas or floods with bytes is owed, and stops nobody.
    function testFuzz_claim_hostileReceiver_stopsNobody(uint8 mood) external {
        (BondedEscrow escrow, Receiver wallet) = _withWallet();
        wallet.become(Receiver.Mood(1 + mood % 3), "");
        uint256 tokens = token.balanceOf(client);
        _claim(escrow, bytes.concat(_entry(ETH, address(wallet), 2 ether), _entry(address(token), client, 5_000e6)), 0);
        vm.assertEq(token.balanceOf(client), tokens + 5_000e6);
        vm.assertEq(escrow.owed(ETH, address(wallet)), 2 ether);
        vm.assertEq(escrow.held(ETH), 0);
        wallet.become(Receiver.Mood.Grateful, "");
        escrow.fetch(ETH, address(wallet), address(wallet));
        vm.assertEq(address(wallet).balance, 2 ether);
    }

    function test_claim_receiverCallsBack_getsNothingMore() external {
        (BondedEscrow escrow, Receiver wallet) = _withWallet();
        bytes memory leaf = _leaf(1, address(escrow), 0, _entry(ETH, address(wallet), 1 ether));
        uint64 height = _finalWith(leaf, 0);
        bytes memory other = _leaf(1, address(escrow), 1, _entry(ETH, address(wallet), 1 ether));
        uint64 later = _finalWith(other, 1);
        wallet.become(Receiver.Mood.CallsBack, abi.encodeCall(escrow.claim, (other, later, uint32(1), _siblings())));
        escrow.claim(leaf, height, 0, _siblings());
        vm.assertEq(address(wallet).balance, 1 ether);
        vm.assertFalse(wallet.calledBack());
        vm.assertFalse(escrow.isClaimed(keccak256(other)));
    }

    function testFuzz_claim_awkwardToken_isOwed(bool blacklists) external {
        AwkwardToken awkward = new AwkwardToken();
        awkward.mint(client, 5_000e6);
        awkward.mint(studio, 800e6);
        Head memory head = _head();
        head.tokens[0] = address(awkward);
        BondedEscrow escrow = _open(head, 0);
        vm.prank(client);
        awkward.approve(address(escrow), 5_000e6);
        vm.prank(client);
        escrow.fund(CLIENT);
        vm.prank(studio);
        awkward.approve(address(escrow), 800e6);
        vm.prank(studio);
        escrow.fund{value: 2 ether}(STUDIO);
        if (blacklists) awkward.become(0, client, false);
        else awkward.become(0, address(0), true);
        uint256 ethers = studio.balance;
        _claim(escrow, bytes.concat(_entry(address(awkward), client, 10), _entry(ETH, studio, 2 ether)), 0);
        vm.assertEq(studio.balance, ethers + 2 ether);
        vm.assertEq(escrow.owed(address(awkward), client), 10);
        awkward.become(0, client, false);
        vm.prank(client);
        escrow.fetch(address(awkward), client, lab);
        vm.assertEq(awkward.balanceOf(lab), 10);
    }

    /// @notice A claim with too little gas fails as a whole: nobody makes another's payment fail that way.
    function testFuzz_claim_anyGas_paysOrReverts(uint24 gas) external {
        BondedEscrow escrow = _started();
        bytes memory leaf = _leaf(1, address(escrow), 0, _entry(ETH, studio, 1 ether));
        uint64 height = _finalWith(leaf, 0);
        uint256 before = studio.balance;
        try escrow.claim{gas: uint256(gas) % 400_000}(leaf, height, 0, _siblings()) {
            vm.assertEq(studio.balance, before + 1 ether);
        } catch {
            vm.assertEq(studio.balance, before);
        }
        vm.assertEq(escrow.owed(ETH, studio), 0);
    }

    function test_claim_littleGas_reverts() external {
        BondedEscrow escrow = _started();
        bytes memory leaf = _leaf(1, address(escrow), 0, _entry(ETH, studio, 1 ether));
        uint64 height = _finalWith(leaf, 0);
        vm.expectRevert(abi.encodeWithSelector(Payment.TooLittleGas.selector));
        escrow.claim{gas: 230_000}(leaf, height, 0, _siblings());
    }
}
