// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOutbox} from "escrow/IOutbox.sol";
import {IRollup} from "l2-node/IRollup.sol";
import {Deployed} from "./Deployed.sol";

/// @notice Wrong roots, proved by executing a chunk again. The chunks here hold no step that can be read, so that an honest
///         root is the one before, whatever state that is; chunks of steps are proved wrong in Java, on a real L1.
contract FraudTest is Deployed {
    uint256 private constant OTHER_KEY = 0x07e4;
    bytes32 private constant HALF = keccak256("half");
    bytes32 private constant LIE = keccak256("lie");
    bytes32 private constant SALT = keccak256("salt");
    address private other = vm.addr(OTHER_KEY);
    address private prover = address(0x9407e4);

    receive() external payable {}

    function _commit(address by, uint64 height, uint16 chunk) private {
        vm.prank(by);
        rollup.commitFraud(keccak256(abi.encode(by, height, chunk, rollup.batchAt(height).rootsHash, SALT)));
        vm.roll(block.number + 1);
    }

    /// @dev Of a batch of the one chunk 0x01.
    function _proof(uint64 height) private view returns (IRollup.FraudProof memory proof) {
        proof.height = height;
        proof.chunkBytes = hex"01";
        proof.previousRoot = rollup.batchAt(height - 1).lastRoot;
        proof.assertedRoot = rollup.batchAt(height).lastRoot;
        proof.witness = new bytes(11);
    }

    function _prove(address by, uint64 height) private {
        _commit(by, height, 0);
        IRollup.FraudProof memory proof = _proof(height);
        vm.prank(by);
        rollup.proveFraud(proof, SALT);
    }

    /// @dev Two honest batches, then one that lies, then one more.
    function _lie() private {
        _post(hex"000101", HALF);
        _post(hex"000101", HALF);
        _post(hex"000101", LIE);
        _post(hex"000101", LIE);
    }

    function _rootsOf(uint256 key, uint64 height, bytes32 otherHalf) private view returns (IRollup.Assertion memory) {
        IRollup.Batch memory batch = rollup.batchAt(height);
        bytes32[] memory roots = new bytes32[](1);
        roots[0] = _rootWith(batch.endInboxCount, otherHalf);
        IRollup.Assertion memory assertion = _assertion(roots, batch.endInboxCount, otherHalf, "");
        assertion.poster = vm.addr(key);
        assertion.signature = _signature(key, _rootsDigest(height, batch.dataHash, roots[0]));
        return assertion;
    }

    function test_proveFraud_wrongRoot_deletesItAndAllLaterRoots() external {
        _lie();
        bytes32 data = rollup.batchAt(4).dataHash;
        uint256 burned = BURN.balance;
        _prove(prover, 3);
        vm.assertEq(rollup.rootsHeight(), 2);
        vm.assertEq(rollup.height(), 4);
        vm.assertEq(rollup.batchAt(4).dataHash, data);
        // A gas price of zero: no costs, a tenth.
        vm.assertEq(rollup.owed(prover), BOND / 10);
        vm.assertEq(BURN.balance - burned, BOND - BOND / 10);
        vm.assertEq(rollup.posterOf(vm.addr(SEQUENCER_KEY)), 0);
        vm.prank(prover);
        rollup.collect();
        vm.assertEq(prover.balance, BOND / 10);
        vm.assertEq(address(rollup).balance, 0);
        // What is deleted is never final, and cannot be proved wrong once more.
        vm.warp(block.timestamp + 2 * WINDOW);
        vm.assertTrue(rollup.isFinal(2));
        vm.assertFalse(rollup.isFinal(3));
        IRollup.FraudProof memory proof = _proof(4);
        vm.expectRevert(abi.encodeWithSelector(IRollup.NothingToProve.selector, 4));
        rollup.proveFraud(proof, SALT);
    }

    function test_proveFraud_costs_areRepaidUpToAQuarter() external {
        _lie();
        vm.fee(1 gwei);
        vm.txGasPrice(5 gwei);
        _prove(prover, 3);
        uint256 costs = rollup.owed(prover) - BOND / 10;
        // At most twice the base fee is repaid.
        vm.assertLe(costs, 2_000_000 * 2 gwei, "more than it can have cost");
        vm.assertLe(100_000 * 2 gwei, costs, "less than it cost");
    }

    function test_proveFraud_dearGas_isRepaidUpToAQuarter() external {
        _lie();
        vm.fee(1_000_000 gwei);
        vm.txGasPrice(1_000_000 gwei);
        _prove(prover, 3);
        vm.assertEq(rollup.owed(prover), BOND / 10 + BOND / 4);
    }

    function test_proveFraud_honestRoot_reverts() external {
        _lie();
        _commit(prover, 2, 0);
        IRollup.FraudProof memory proof = _proof(2);
        vm.prank(prover);
        vm.expectRevert(abi.encodeWithSelector(IRollup.NoFraud.selector, proof.assertedRoot));
        rollup.proveFraud(proof, SALT);
        // a root that is right under the wrong one before it is no fraud of its own
        _commit(prover, 4, 0);
        proof = _proof(4);
        vm.prank(prover);
        vm.expectRevert(abi.encodeWithSelector(IRollup.NoFraud.selector, proof.assertedRoot));
        rollup.proveFraud(proof, SALT);
    }

    /// @notice Whatever of an honest batch's proof is changed, it proves nothing.
    function testFuzz_proveFraud_honestRootAndAnyWitness_reverts(bytes calldata witness, uint8 what, bytes32 word)
        external
    {
        _lie();
        _commit(prover, 2, 0);
        IRollup.FraudProof memory proof = _proof(2);
        if (what % 4 == 0) proof.previousRoot = word;
        else if (what % 4 == 1) proof.assertedRoot = word;
        else if (what % 4 == 2) proof.chunkBytes = abi.encodePacked(word);
        proof.witness = witness;
        vm.prank(prover);
        vm.expectRevert();
        rollup.proveFraud(proof, SALT);
    }

    function test_submitBatch_whileRootsAreMissing_reverts() external {
        _lie();
        _prove(prover, 3);
        IRollup.BatchHeader memory header = _nextHeader();
        bytes32[] memory roots = new bytes32[](1);
        IRollup.Assertion memory assertion = _assertion(roots, 0, HALF, "");
        vm.expectRevert(abi.encodeWithSelector(IRollup.RootsMissing.selector, 3));
        rollup.submitBatch(header, hex"000101", assertion);
    }

    function test_assertRoots_afterADeletion_standForAWindowOfTheirOwn() external {
        _lie();
        _prove(prover, 3);
        // the sequencer has no bond any more, so it is anybody's turn
        _bond(other);
        vm.warp(block.timestamp + 3 days);
        rollup.assertRoots(_rootsOf(OTHER_KEY, 3, HALF));
        rollup.assertRoots(_rootsOf(OTHER_KEY, 4, HALF));
        vm.assertEq(rollup.rootsHeight(), 4);
        vm.assertEq(rollup.batchAt(3).poster, 2);
        vm.warp(block.timestamp + WINDOW - 1);
        vm.assertFalse(rollup.isFinal(3));
        vm.warp(block.timestamp + 1);
        vm.assertEq(rollup.finalRoot(4), _rootWith(0, HALF));
    }

    function test_assertRoots_othersSignatureOrNoBond_reverts() external {
        _lie();
        _prove(prover, 3);
        IRollup.Assertion memory assertion = _rootsOf(OTHER_KEY, 3, HALF);
        vm.expectRevert(abi.encodeWithSelector(IRollup.NoBond.selector, other));
        rollup.assertRoots(assertion);
        _bond(other);
        assertion = _rootsOf(OTHER_KEY, 3, HALF);
        assertion.signature = _rootsOf(OTHER_KEY, 4, HALF).signature;
        vm.expectRevert(abi.encodeWithSelector(IRollup.WrongPosterSignature.selector));
        rollup.assertRoots(assertion);
        // The same lie can be told again, and proved wrong again: the commitment still holds.
        rollup.assertRoots(_rootsOf(OTHER_KEY, 3, LIE));
        IRollup.FraudProof memory proof = _proof(3);
        vm.prank(prover);
        rollup.proveFraud(proof, SALT);
        vm.assertEq(rollup.owed(prover), 2 * (BOND / 10));
    }

    /// @notice Roots that were signed on top of others than those that stand are not taken.
    function test_assertRoots_onTopOfOtherRoots_reverts() external {
        _lie();
        _prove(prover, 3);
        _bond(other);
        rollup.assertRoots(_rootsOf(OTHER_KEY, 3, LIE));
        IRollup.Assertion memory signedBefore = _rootsOf(OTHER_KEY, 4, LIE);
        IRollup.FraudProof memory proof = _proof(3);
        vm.prank(prover);
        rollup.proveFraud(proof, SALT);
        _bond(other);
        rollup.assertRoots(_rootsOf(OTHER_KEY, 3, HALF));
        vm.expectRevert(abi.encodeWithSelector(IRollup.WrongPosterSignature.selector));
        rollup.assertRoots(signedBefore);
    }

    /// @notice Roots between those of others keep a bond locked as long as they can be proved wrong.
    function test_takeBond_afterLaterRootsWereDeleted_staysLocked() external {
        _lie();
        _prove(prover, 3);
        _bond(other);
        rollup.assertRoots(_rootsOf(OTHER_KEY, 3, HALF));
        rollup.assertRoots(_rootsOf(OTHER_KEY, 4, LIE));
        uint64 until = uint64(block.timestamp) + WINDOW;
        vm.prank(other);
        vm.expectRevert(abi.encodeWithSelector(IRollup.BondLocked.selector, until));
        rollup.takeBond();
    }

    function test_fixExit_rootsMissingForTwoWindows_fixesTheLastFinal() external {
        _lie();
        _prove(prover, 3);
        vm.warp(DAY_ZERO + FREEZE_AFTER + 1);
        rollup.freeze();
        vm.expectRevert(abi.encodeWithSelector(IRollup.ExitNotYet.selector));
        rollup.fixExit();
        // missing roots may still be asserted
        _bond(other);
        rollup.assertRoots(_rootsOf(OTHER_KEY, 3, HALF));
        vm.warp(block.timestamp + 2 * WINDOW - 1);
        vm.expectRevert(abi.encodeWithSelector(IRollup.ExitNotYet.selector));
        rollup.fixExit();
        vm.warp(block.timestamp + 1);
        rollup.fixExit();
        vm.assertEq(rollup.exitRoot(), _rootWith(0, HALF));
        IRollup.Assertion memory assertion = _rootsOf(OTHER_KEY, 4, HALF);
        vm.expectRevert(abi.encodeWithSelector(IOutbox.RollupFrozen.selector));
        rollup.assertRoots(assertion);
        // no later root ever becomes final
        vm.warp(block.timestamp + 1000 * WINDOW);
        vm.assertEq(rollup.finalHeight(), 3);
        vm.assertEq(rollup.exitRoot(), rollup.finalRoot(3));
    }
}
