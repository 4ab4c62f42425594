// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IExits} from "escrow/IExits.sol";
import {IOutbox} from "escrow/IOutbox.sol";
import {IExecution} from "l2-node/IExecution.sol";
import {IRollup} from "l2-node/IRollup.sol";
import {Rollup} from "l2-node/Rollup.sol";
import {Deployed} from "./Deployed.sol";

/// @notice Bonds, whose turn it is, and what happens when nobody posts.
contract FreezingTest is Deployed {
    uint256 private constant OTHER_KEY = 0x07e4;
    bytes32 private constant HALF = keccak256("half");
    address private other = vm.addr(OTHER_KEY);

    // ---- bonds ----

    function test_putBond_otherAmountOrTwice_reverts() external {
        vm.deal(other, 3 * BOND);
        vm.prank(other);
        vm.expectRevert(abi.encodeWithSelector(IRollup.WrongBond.selector, BOND, BOND - 1));
        rollup.putBond{value: BOND - 1}();
        vm.prank(other);
        rollup.putBond{value: BOND}();
        vm.assertEq(rollup.posterOf(other), 2);
        vm.prank(other);
        vm.expectRevert(abi.encodeWithSelector(IRollup.WrongBond.selector, BOND, BOND));
        rollup.putBond{value: BOND}();
    }

    function test_takeBond_withoutRoots_givesItBack() external {
        _bond(other);
        vm.prank(other);
        rollup.takeBond();
        vm.assertEq(other.balance, BOND);
        vm.prank(other);
        vm.expectRevert(abi.encodeWithSelector(IRollup.NoBond.selector, other));
        rollup.takeBond();
    }

    function test_takeBond_whileRootsAreOpen_reverts() external {
        _post(hex"000101", HALF);
        address sequencer = vm.addr(SEQUENCER_KEY);
        vm.prank(sequencer);
        vm.expectRevert(abi.encodeWithSelector(IRollup.BondLocked.selector, block.timestamp + WINDOW));
        rollup.takeBond();
        vm.warp(block.timestamp + WINDOW);
        vm.prank(sequencer);
        rollup.takeBond();
        vm.assertEq(sequencer.balance, BOND);
    }

    function test_collect_nothing_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IRollup.NothingOwed.selector));
        rollup.collect();
    }

    // ---- turns ----

    function _submitAs(uint256 key, bytes memory reason) private {
        IRollup.BatchHeader memory header = _nextHeader();
        bytes32[] memory roots = new bytes32[](1);
        roots[0] = _rootWith(header.endInboxCount, HALF);
        bytes memory signature = _batchSignatureOf(key, header, keccak256(hex"01"), roots[0]);
        IRollup.Assertion memory assertion = _assertion(roots, header.endInboxCount, HALF, signature);
        assertion.poster = vm.addr(key);
        if (reason.length != 0) vm.expectRevert(reason);
        rollup.submitBatch(header, hex"000101", assertion);
    }

    function test_submitBatch_withoutABond_reverts() external {
        vm.warp(DAY_ZERO + 2 days);
        _submitAs(OTHER_KEY, abi.encodeWithSelector(IRollup.NoBond.selector, other));
    }

    function test_submitBatch_whileItIsTheSequencersTurn_reverts() external {
        _bond(other);
        vm.warp(DAY_ZERO + 1 days);
        _submitAs(OTHER_KEY, abi.encodeWithSelector(IRollup.NotYourTurn.selector, other, DAY_ZERO + 1 days));
        vm.warp(DAY_ZERO + 1 days + 1);
        _submitAs(OTHER_KEY, "");
        vm.assertEq(rollup.batchAt(1).poster, 2);
        // the sequencer's turn begins anew with a batch of his own, and with nobody else's
        _submitAs(OTHER_KEY, "");
        _submitAs(SEQUENCER_KEY, "");
        _submitAs(OTHER_KEY, abi.encodeWithSelector(IRollup.NotYourTurn.selector, other, DAY_ZERO + 2 days + 1));
    }

    function test_submitBatch_whoseMessageIsOverdue_isHelpedByAnybody() external {
        _bond(other);
        _submitAs(SEQUENCER_KEY, "");
        vault.deposit{value: 1}(ETH, 1, client);
        vm.warp(DAY_ZERO + 1 days);
        _submitAs(OTHER_KEY, abi.encodeWithSelector(IRollup.NotYourTurn.selector, other, DAY_ZERO + 1 days));
        vm.warp(DAY_ZERO + 1 days - 1);
        _submitAs(SEQUENCER_KEY, ""); // that consumes it: his turn goes on
        vault.deposit{value: 1}(ETH, 1, client);
        vm.warp(DAY_ZERO + 2 days - 1);
        _submitAs(
            OTHER_KEY, abi.encodeWithSelector(IRollup.NotYourTurn.selector, other, DAY_ZERO + 2 days - 1)
        );
        vm.warp(DAY_ZERO + 2 days);
        _submitAs(OTHER_KEY, "");
    }

    function test_submitBatch_sequencerWithoutABond_isAnybodysTurn() external {
        vm.prank(vm.addr(SEQUENCER_KEY));
        rollup.takeBond();
        _bond(other);
        _submitAs(OTHER_KEY, "");
        vm.assertEq(rollup.height(), 1);
    }

    // ---- what the roots say of the inbox ----

    function test_submitBatch_otherCountInTheState_reverts() external {
        vault.deposit{value: 1}(ETH, 1, client);
        IRollup.BatchHeader memory header = _nextHeader();
        bytes32[] memory roots = new bytes32[](1);
        roots[0] = _rootWith(0, HALF);
        IRollup.Assertion memory assertion = _assertion(roots, 0, HALF, "");
        vm.expectRevert(abi.encodeWithSelector(IRollup.ConsumesOtherCount.selector, 1, 0));
        rollup.submitBatch(header, hex"000101", assertion);
        assertion.globals = _globals(1);
        vm.expectRevert(abi.encodeWithSelector(IRollup.WrongGlobals.selector));
        rollup.submitBatch(header, hex"000101", assertion);
    }

    function test_assertRoots_noneMissing_reverts() external {
        bytes32[] memory roots = new bytes32[](1);
        IRollup.Assertion memory assertion = _assertion(roots, 0, HALF, "");
        vm.expectRevert(abi.encodeWithSelector(IRollup.NoRootsMissing.selector));
        rollup.assertRoots(assertion);
    }

    // ---- fraud, as far as no execution is needed ----

    function test_proveFraud_finalOrUnknown_reverts() external {
        IRollup.FraudProof memory proof;
        vm.expectRevert(abi.encodeWithSelector(IRollup.NothingToProve.selector, 0));
        rollup.proveFraud(proof, 0);
        proof.height = 1;
        vm.expectRevert(abi.encodeWithSelector(IRollup.NothingToProve.selector, 1));
        rollup.proveFraud(proof, 0);
        _post(hex"000101", HALF);
        vm.warp(block.timestamp + WINDOW);
        vm.expectRevert(abi.encodeWithSelector(IRollup.NothingToProve.selector, 1));
        rollup.proveFraud(proof, 0);
    }

    function test_proveFraud_notCommittedInAnEarlierBlock_reverts() external {
        _post(hex"000101", HALF);
        IRollup.FraudProof memory proof;
        proof.height = 1;
        bytes32 salt = keccak256("salt");
        bytes32 commitment =
            keccak256(abi.encode(address(this), uint64(1), uint16(0), rollup.batchAt(1).rootsHash, salt));
        vm.expectRevert(abi.encodeWithSelector(IRollup.NotCommitted.selector, commitment));
        rollup.proveFraud(proof, salt);
        rollup.commitFraud(commitment);
        vm.expectRevert(abi.encodeWithSelector(IRollup.NotCommitted.selector, commitment));
        rollup.proveFraud(proof, salt);
        vm.expectRevert(abi.encodeWithSelector(IRollup.AlreadyCommitted.selector, commitment));
        rollup.commitFraud(commitment);
        vm.roll(block.number + 1);
        // somebody else's commitment is of no use
        vm.prank(other);
        vm.expectPartialRevert(IRollup.NotCommitted.selector);
        rollup.proveFraud(proof, salt);
        // and now it is looked at
        vm.expectRevert(abi.encodeWithSelector(IRollup.NotAsPosted.selector, "chunk"));
        rollup.proveFraud(proof, salt);
        proof.chunkBytes = hex"01";
        vm.expectRevert(abi.encodeWithSelector(IRollup.NotAsPosted.selector, "asserted root"));
        rollup.proveFraud(proof, salt);
        proof.assertedRoot = rollup.batchAt(1).lastRoot;
        vm.expectRevert(abi.encodeWithSelector(IRollup.NotAsPosted.selector, "previous root"));
        rollup.proveFraud(proof, salt);
        proof.previousRoot = GENESIS;
        // A witness that does not fit can never make a root look wrong.
        vm.expectRevert();
        rollup.proveFraud(proof, salt);
        proof.chunkSiblings = new bytes32[](1);
        vm.expectRevert(abi.encodeWithSelector(IRollup.NotAsPosted.selector, "length of a branch"));
        rollup.proveFraud(proof, salt);
    }

    function test_proveFraud_placeBeyondTheChunks_reverts() external {
        _post(hex"000101", HALF);
        IRollup.FraudProof memory proof;
        proof.height = 1;
        proof.chunk = 1;
        bytes32 commitment =
            keccak256(abi.encode(address(this), uint64(1), uint16(1), rollup.batchAt(1).rootsHash, bytes32(0)));
        rollup.commitFraud(commitment);
        vm.roll(block.number + 1);
        vm.expectRevert(abi.encodeWithSelector(IRollup.NotAsPosted.selector, "place"));
        rollup.proveFraud(proof, 0);
    }

    function test_constructor_executionOfAnotherRollup_reverts() external {
        IExecution stranger = _executionFor(address(1));
        IExits exits = rollup.exits();
        vm.expectRevert(abi.encodeWithSelector(IRollup.WiredElsewhere.selector, address(stranger)));
        new Rollup(Rollup.Settings(inbox, stranger, exits, other, GENESIS, WINDOW, LAG, BOND, FREEZE_AFTER));
    }

    function test_constructor_exitsOfAnotherRollup_reverts() external {
        IExecution execution = _executionFor(vm.computeCreateAddress(address(this), vm.getNonce(address(this)) + 2));
        IExits stranger = _strangeExits();
        vm.expectRevert(abi.encodeWithSelector(IRollup.WiredElsewhere.selector, address(stranger)));
        new Rollup(Rollup.Settings(inbox, execution, stranger, other, GENESIS, WINDOW, LAG, BOND, FREEZE_AFTER));
    }

    // ---- freezing ----

    function test_freeze_nothingWaits_reverts() external {
        vm.warp(DAY_ZERO + 100 days);
        vm.expectRevert(abi.encodeWithSelector(IRollup.NotOverdue.selector));
        rollup.freeze();
    }

    function test_freeze_aMessageWaitsTooLong_stopsPosting() external {
        vault.deposit{value: 1}(ETH, 1, client);
        vm.warp(DAY_ZERO + FREEZE_AFTER);
        vm.expectRevert(abi.encodeWithSelector(IRollup.NotOverdue.selector));
        rollup.freeze();
        vm.warp(DAY_ZERO + FREEZE_AFTER + 1);
        rollup.freeze();
        vm.assertTrue(rollup.frozen());
        _submitAs(SEQUENCER_KEY, abi.encodeWithSelector(IOutbox.RollupFrozen.selector));
        vm.expectRevert(abi.encodeWithSelector(IOutbox.RollupFrozen.selector));
        rollup.freeze();
    }

    function test_fixExit_notFrozen_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IRollup.NotFrozen.selector));
        rollup.fixExit();
        vm.expectRevert(abi.encodeWithSelector(IOutbox.ExitNotFixed.selector));
        rollup.exitRoot();
    }

    function test_fixExit_whenThePostedIsFinal_fixesItsRootForGood() external {
        uint64 first = _post(hex"000101", HALF);
        vm.warp(DAY_ZERO + 1 days);
        vault.deposit{value: 1}(ETH, 1, client);
        vm.warp(DAY_ZERO + 1 days + FREEZE_AFTER + 1);
        rollup.freeze();
        vm.expectRevert(abi.encodeWithSelector(IOutbox.ExitNotFixed.selector));
        rollup.exitInboxCount();
        rollup.fixExit();
        vm.assertEq(rollup.exitInboxCount(), 0);
        vm.assertEq(rollup.exitRoot(), rollup.finalRoot(first));
        vm.expectRevert(abi.encodeWithSelector(IRollup.NotFrozen.selector));
        rollup.fixExit();
    }

    function test_fixExit_beforeThePostedIsFinal_reverts() external {
        vault.deposit{value: 1}(ETH, 1, client);
        // A batch that ends before the message leaves it out as long as it may.
        IRollup.BatchHeader memory header = _nextHeader();
        header.endInboxCount = 0;
        bytes32[] memory roots = new bytes32[](1);
        roots[0] = _rootWith(0, HALF);
        bytes memory signature = _batchSignature(header, keccak256(hex"01"), roots[0]);
        rollup.submitBatch(header, hex"000101", _assertion(roots, 0, HALF, signature));
        vm.warp(DAY_ZERO + FREEZE_AFTER + 1);
        rollup.freeze();
        rollup.fixExit();
        vm.assertEq(rollup.exitRoot(), roots[0]);
    }
}
