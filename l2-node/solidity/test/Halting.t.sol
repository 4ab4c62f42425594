// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRollup} from "l2-node/IRollup.sol";
import {Deployed} from "./Deployed.sol";

/// @notice Nobody can bring the rollup to a halt, or keep others waiting for good, by what he posts.
contract HaltingTest is Deployed {
    bytes32 private constant HALF = keccak256("half");
    bytes32 private constant SALT = keccak256("salt");
    uint32 private constant FLOOD = 1_100;
    uint256 private constant HONEST_KEY = 0x1234;

    receive() external payable {}

    function _flood(uint256 messages) private {
        vm.warp(block.timestamp + 1);
        for (uint256 i = 0; i < messages; i++) {
            vault.deposit{value: 1}(ETH, 1, client);
        }
    }

    /// @dev A batch that ends at this time and has consumed so many messages.
    function _submit(uint256 key, uint64 endTime, uint32 consumed) private {
        IRollup.BatchHeader memory header = IRollup.BatchHeader(rollup.height() + 1, endTime, consumed);
        bytes32[] memory roots = new bytes32[](1);
        roots[0] = _rootWith(consumed, HALF);
        IRollup.Assertion memory assertion = _assertion(roots, consumed, HALF, "");
        assertion.poster = vm.addr(key);
        assertion.signature = _batchSignatureOf(key, header, keccak256(hex"01"), roots[0]);
        rollup.submitBatch(header, hex"000101", assertion);
    }

    function submit(uint256 key, uint64 endTime, uint32 consumed) external {
        _submit(key, endTime, consumed);
    }

    /// @dev The header of batch 2 says that all messages of a flood are consumed by now; its one chunk consumes none.
    function _lieAboutTheFlood() private {
        _post(hex"000101", HALF);
        _flood(FLOOD);
        vm.warp(block.timestamp + LAG + 1);
        vm.roll(block.number + 1);
        _post(hex"000101", keccak256("lie"));
        vm.assertEq(rollup.batchAt(2).endInboxCount, FLOOD);
        address prover = address(0x9407e4);
        bytes32 rootsHash = rollup.batchAt(2).rootsHash;
        vm.prank(prover);
        rollup.commitFraud(keccak256(abi.encode(prover, uint64(2), uint16(0), rootsHash, SALT)));
        vm.roll(block.number + 1);
        IRollup.FraudProof memory proof;
        proof.height = 2;
        proof.chunkBytes = hex"01";
        proof.previousRoot = rollup.batchAt(1).lastRoot;
        proof.assertedRoot = rollup.batchAt(2).lastRoot;
        proof.witness = new bytes(11);
        vm.prank(prover);
        rollup.proveFraud(proof, SALT);
    }

    function test_submitBatch_afterALieAboutAFlood_goesOnFromTheHonestState() external {
        _lieAboutTheFlood();
        _bond(vm.addr(HONEST_KEY));
        bytes32[] memory roots = new bytes32[](1);
        roots[0] = _rootWith(0, HALF);
        IRollup.Assertion memory anew = _assertion(roots, 0, HALF, "");
        anew.poster = vm.addr(HONEST_KEY);
        anew.signature = _signature(HONEST_KEY, _rootsDigest(2, rollup.batchAt(2).dataHash, roots[0]));
        rollup.assertRoots(anew);
        vm.assertEq(rollup.batchAt(2).inboxCount, 0);
        vm.warp(block.timestamp + 2 hours);
        vm.roll(block.number + 1);
        // one batch cannot take them all; it ends when the last one that it takes was sent
        _submit(HONEST_KEY, inbox.timeOf(511), 512);
        _submit(HONEST_KEY, inbox.timeOf(1_023), 1_024);
        _submit(HONEST_KEY, uint64(block.timestamp) - LAG, FLOOD);
        vm.assertEq(rollup.batchAt(5).inboxCount, FLOOD);
    }

    function test_submitBatch_sequencerWhoClearsAFloodSlowly_losesHisTurnAndIsFrozen() external {
        _post(hex"000101", HALF);
        _flood(3_000);
        _bond(vm.addr(HONEST_KEY));
        uint64 sent = uint64(block.timestamp);
        vm.warp(sent + 1 days);
        vm.roll(block.number + 1);
        _submit(SEQUENCER_KEY, sent, 100); // nothing is overdue yet
        vm.warp(sent + 1 days + 1);
        // he posted a second ago, but people have waited for a day
        try this.submit(SEQUENCER_KEY, sent, 200) {
            revert("he may go on to leave overdue messages");
        } catch (bytes memory reason) {
            vm.assertTrue(bytes4(reason) == IRollup.LeavesOverdueMessage.selector);
        }
        _submit(HONEST_KEY, uint64(block.timestamp) - LAG, 3_000);
        vm.assertEq(rollup.batchAt(rollup.height()).inboxCount, 3_000);
    }

    function test_freeze_aMessageHasWaitedWhateverWasPosted_stopsPosting() external {
        _post(hex"000101", HALF);
        _flood(10);
        uint64 sent = uint64(block.timestamp);
        for (uint32 day = 1; day < 6; day++) {
            vm.warp(sent + day * 12 hours / 5);
            vm.roll(block.number + 1);
            _submit(SEQUENCER_KEY, sent, day);
        }
        vm.warp(sent + FREEZE_AFTER);
        vm.expectRevert(abi.encodeWithSelector(IRollup.NotOverdue.selector));
        rollup.freeze();
        vm.warp(sent + FREEZE_AFTER + 1);
        rollup.freeze();
        vm.assertTrue(rollup.frozen());
    }
}
