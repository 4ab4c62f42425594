// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MerkleTree} from "escrow/MerkleTree.sol";
import {IOutbox} from "escrow/IOutbox.sol";
import {IRollup} from "l2-node/IRollup.sol";
import {Deployed} from "./Deployed.sol";

/// @notice Batches: what is taken, what is kept of them, when they are final.
contract RollupTest is Deployed {
    bytes32 private constant ROOT = keccak256("root");

    function _refused(IRollup.BatchHeader memory header, bytes memory data, uint256 roots, bytes memory reason)
        private
    {
        IRollup.Assertion memory assertion = _assertion(new bytes32[](roots), header.endInboxCount, ROOT, "");
        if (roots != 0) assertion.roots[roots - 1] = _rootWith(header.endInboxCount, ROOT);
        vm.expectRevert(reason);
        rollup.submitBatch(header, data, assertion);
    }

    function test_constructor_genesis_isFinal() external view {
        vm.assertTrue(rollup.isFinal(0));
        vm.assertEq(rollup.finalRoot(0), GENESIS);
        vm.assertEq(rollup.finalHeight(), 0);
        vm.assertEq(rollup.batchAt(0).dataHash, GENESIS);
    }

    function test_submitBatch_threeChunks_keepsWhatL1Computed() external {
        bytes32[] memory chunks = new bytes32[](3);
        bytes32[] memory roots = new bytes32[](3);
        for (uint256 i = 0; i < 3; i++) {
            roots[i] = keccak256(abi.encode(i));
        }
        roots[2] = _rootWith(0, ROOT);
        chunks[0] = keccak256(hex"01");
        chunks[1] = keccak256(hex"0203");
        chunks[2] = keccak256(hex"04");
        bytes32 dataRoot = keccak256(
            abi.encode(keccak256(abi.encode(chunks[0], chunks[1])), keccak256(abi.encode(chunks[2], bytes32(0))))
        );
        bytes32 rootsHash = keccak256(
            abi.encode(keccak256(abi.encode(roots[0], roots[1])), keccak256(abi.encode(roots[2], bytes32(0))))
        );
        IRollup.BatchHeader memory header = _nextHeader();
        bytes memory signature = _batchSignature(header, 3, dataRoot, rootsHash);
        rollup.submitBatch(header, hex"00010100020203000104", _assertion(roots, 0, ROOT, signature));
        IRollup.Batch memory batch = rollup.batchAt(1);
        vm.assertEq(
            batch.dataHash,
            keccak256(abi.encode(uint64(1), header.endTime, header.endInboxCount, uint256(3), dataRoot, GENESIS))
        );
        vm.assertEq(batch.rootsHash, rootsHash);
        // made outside of the EVM
        vm.assertEq(dataRoot, 0xcf30fd925db08383f3631f2a31aa92cd0f1f113a50948a2ebe05b636a1ca29e2);
        vm.assertEq(batch.dataHash, 0x90fbe982e647c004be506acafddd91a4fdffd12ac0803e1e467ba4954149f4f3);
        vm.assertEq(batch.lastRoot, roots[2]);
        vm.assertEq(batch.rootsAt, block.timestamp);
        vm.assertEq(batch.chunks, 3);
        vm.assertEq(rollup.height(), 1);
    }

    function _onOtherL1(uint64 l1Block, bytes32 l1Hash) private {
        IRollup.BatchHeader memory header = _nextHeader();
        bytes32[] memory roots = new bytes32[](1);
        roots[0] = _rootWith(header.endInboxCount, ROOT);
        bytes memory signature = _batchSignature(header, keccak256(hex"01"), roots[0]);
        IRollup.Assertion memory assertion = _assertion(roots, header.endInboxCount, ROOT, signature);
        assertion.l1Block = l1Block;
        assertion.l1Hash = l1Hash;
        vm.expectRevert(abi.encodeWithSelector(IRollup.OtherL1.selector, l1Block, l1Hash));
        rollup.submitBatch(header, hex"000101", assertion);
    }

    function test_submitBatch_restsOnBlocksThatL1DoesNotHave_reverts() external {
        uint64 last = uint64(block.number - 1);
        _onOtherL1(last, keccak256("replaced"));
        _onOtherL1(last, 0);
        _onOtherL1(last - 1, blockhash(last));
        // the block in work and those to come have no hash yet
        _onOtherL1(uint64(block.number), 0);
        _onOtherL1(uint64(block.number + 1), 0);
        _onOtherL1(type(uint64).max, 0);
        vm.roll(20_000);
        _onOtherL1(20_000 - 8_192, 0);
    }

    function test_submitBatch_signedForAnotherBlockOfThisL1_reverts() external {
        IRollup.BatchHeader memory header = _nextHeader();
        bytes32[] memory roots = new bytes32[](1);
        roots[0] = _rootWith(header.endInboxCount, ROOT);
        bytes memory signature = _batchSignature(header, keccak256(hex"01"), roots[0]);
        vm.roll(block.number + 1);
        vm.expectRevert(abi.encodeWithSelector(IRollup.WrongPosterSignature.selector));
        rollup.submitBatch(header, hex"000101", _assertion(roots, header.endInboxCount, ROOT, signature));
    }

    function test_submitBatch_otherHeight_reverts() external {
        IRollup.BatchHeader memory header = _nextHeader();
        header.height = 2;
        _refused(header, hex"000101", 1, abi.encodeWithSelector(IRollup.WrongHeight.selector, 1, 2));
        header.height = 0;
        _refused(header, hex"000101", 1, abi.encodeWithSelector(IRollup.WrongHeight.selector, 1, 0));
    }

    function test_submitBatch_endsWithinTheLag_reverts() external {
        IRollup.BatchHeader memory header = _nextHeader();
        header.endTime += 1;
        bytes memory reason = abi.encodeWithSelector(IRollup.EndsTooLate.selector, header.endTime, header.endTime - 1);
        _refused(header, hex"000101", 1, reason);
    }

    /// @dev An assertion of one root, of a state with this time that has consumed nothing.
    function _assertedAt(uint64 time) private view returns (IRollup.Assertion memory assertion) {
        assertion = _assertion(new bytes32[](1), 0, ROOT, "");
        assertion.globals = abi.encodePacked(uint8(1), time, new bytes(40));
        bytes32 node = keccak256(assertion.globals);
        for (uint256 i = 0; i < 19; i++) {
            node = keccak256(abi.encode(node, assertion.siblings[i]));
        }
        assertion.roots[0] = node;
    }

    function test_submitBatch_endsBeforeTheStateOfTheLast_reverts() external {
        IRollup.BatchHeader memory header = _nextHeader();
        uint64 time = header.endTime - 10;
        IRollup.Assertion memory assertion = _assertedAt(time);
        assertion.signature = _batchSignature(header, keccak256(hex"01"), assertion.roots[0]);
        rollup.submitBatch(header, hex"000101", assertion);
        vm.assertEq(rollup.batchAt(1).time, time);
        header = _nextHeader();
        header.endTime = time - 1;
        _refused(header, hex"000101", 1, abi.encodeWithSelector(IRollup.EndsBeforeLast.selector, time - 1, time));
        // what the last header said does not count: only the state does
        header.endTime = time;
        assertion.signature = _batchSignature(header, keccak256(hex"01"), assertion.roots[0]);
        rollup.submitBatch(header, hex"000101", assertion);
        vm.assertEq(rollup.batchAt(2).endTime, time);
    }

    function test_submitBatch_stateAheadOfL1_reverts() external {
        IRollup.BatchHeader memory header = _nextHeader();
        IRollup.Assertion memory assertion = _assertedAt(uint64(block.timestamp + 1));
        vm.expectRevert(abi.encodeWithSelector(IRollup.AheadOfL1.selector, block.timestamp + 1));
        rollup.submitBatch(header, hex"000101", assertion);
        assertion = _assertedAt(type(uint64).max);
        vm.expectRevert(abi.encodeWithSelector(IRollup.AheadOfL1.selector, type(uint64).max));
        rollup.submitBatch(header, hex"000101", assertion);
        // a message of this very second may have been consumed
        assertion = _assertedAt(uint64(block.timestamp));
        assertion.signature = _batchSignature(header, keccak256(hex"01"), assertion.roots[0]);
        rollup.submitBatch(header, hex"000101", assertion);
    }

    function test_submitBatch_otherInboxCount_reverts() external {
        vault.deposit{value: 1}(ETH, 1, client);
        IRollup.BatchHeader memory header = _nextHeader();
        header.endInboxCount = 2;
        _refused(header, hex"000101", 1, abi.encodeWithSelector(IRollup.WrongInboxCount.selector, 2, 0, 1));
        _post(hex"000101", ROOT);
        header = _nextHeader();
        header.endInboxCount = 0;
        _refused(header, hex"000101", 1, abi.encodeWithSelector(IRollup.WrongInboxCount.selector, 0, 1, 1));
    }

    function test_submitBatch_passesAnUnconsumedMessage_reverts() external {
        vault.deposit{value: 1}(ETH, 1, client);
        vm.warp(DAY_ZERO + LAG + 1);
        IRollup.BatchHeader memory header = _nextHeader();
        header.endInboxCount = 0;
        _refused(header, hex"000101", 1, abi.encodeWithSelector(IRollup.LeavesOlderMessage.selector, 0, DAY_ZERO));
        header.endTime = DAY_ZERO; // up to the message's own second it may wait
        _submit(header, _batchSignature(header, keccak256(hex"01"), _rootWith(0, ROOT)));
    }

    function _one() private pure returns (bytes32[] memory roots) {
        roots = new bytes32[](1);
        roots[0] = _rootWith(0, ROOT);
    }

    /// @dev A batch of one chunk that has consumed no message.
    function _submit(IRollup.BatchHeader memory header, bytes memory signature) private {
        rollup.submitBatch(header, hex"000101", _assertion(_one(), 0, ROOT, signature));
    }

    function test_submitBatch_leavesAnOverdueMessage_reverts() external {
        vault.deposit{value: 1}(ETH, 1, client);
        IRollup.BatchHeader memory header = _nextHeader();
        header.endInboxCount = 0;
        bytes memory signature = _batchSignature(header, keccak256(hex"01"), _rootWith(0, ROOT));
        vm.warp(DAY_ZERO + 1 days + 1);
        _refused(header, hex"000101", 1, abi.encodeWithSelector(IRollup.LeavesOverdueMessage.selector, 0, DAY_ZERO));
        vm.warp(DAY_ZERO + 1 days);
        _submit(header, signature);
    }

    /// @dev A batch that has consumed nothing, of so many chunks of so many bytes each.
    function _big(uint256 chunks, uint16 size) private {
        IRollup.BatchHeader memory header = _nextHeader();
        header.endTime = DAY_ZERO;
        header.endInboxCount = 0;
        bytes32[] memory hashes = new bytes32[](chunks);
        bytes32[] memory roots = new bytes32[](chunks);
        bytes memory data = new bytes(chunks * (2 + uint256(size)));
        for (uint256 i = 0; i < chunks; i++) {
            data[i * (2 + uint256(size))] = bytes1(uint8(size >> 8));
            data[i * (2 + uint256(size)) + 1] = bytes1(uint8(size));
            hashes[i] = keccak256(new bytes(size));
            roots[i] = _rootWith(0, ROOT);
        }
        IRollup.Assertion memory assertion = _assertion(abi.decode(abi.encode(roots), (bytes32[])), 0, ROOT, "");
        // the list is used up
        assertion.signature = _batchSignature(header, chunks, MerkleTree.root(hashes), MerkleTree.root(roots));
        rollup.submitBatch(header, data, assertion);
    }

    function big(uint256 chunks, uint16 size) external {
        _big(chunks, size);
    }

    function _leavesOverdue(uint256 chunks, uint16 size) private returns (bool) {
        try this.big(chunks, size) {
            return false;
        } catch (bytes memory reason) {
            return bytes4(reason) == IRollup.LeavesOverdueMessage.selector;
        }
    }

    function test_submitBatch_fullOne_mayLeaveAnOverdueMessage() external {
        vault.deposit{value: 1}(ETH, 1, client);
        vm.warp(DAY_ZERO + 2 days);
        vm.assertTrue(_leavesOverdue(512, 1));
        _big(513, 1);
        vm.assertTrue(_leavesOverdue(2, 29_966)); // 60,000 bytes with lengths and roots
        _big(2, 29_967);
        vm.assertEq(rollup.height(), 2);
    }

    function test_submitBatch_malformedData_reverts() external {
        IRollup.BatchHeader memory header = _nextHeader();
        _refused(header, "", 0, abi.encodeWithSelector(IRollup.WrongNumberOfChunks.selector, 0));
        _refused(header, hex"00", 1, abi.encodeWithSelector(IRollup.DataCutOff.selector, 0));
        _refused(header, hex"00010100", 1, abi.encodeWithSelector(IRollup.DataCutOff.selector, 1));
        _refused(header, hex"000201", 1, abi.encodeWithSelector(IRollup.DataCutOff.selector, 0));
        _refused(header, hex"0000", 1, abi.encodeWithSelector(IRollup.ChunkSizeOutOfBounds.selector, 0, 0));
        bytes memory big = bytes.concat(hex"8001", new bytes(32_769));
        _refused(header, big, 1, abi.encodeWithSelector(IRollup.ChunkSizeOutOfBounds.selector, 0, 32_769));
        _refused(header, hex"000101", 2, abi.encodeWithSelector(IRollup.WrongNumberOfRoots.selector, 1, 2));
    }

    function test_submitBatch_tooManyChunks_reverts() external {
        bytes memory data = new bytes(3 * 1_025);
        for (uint256 i = 0; i < 1_025; i++) {
            data[3 * i + 1] = 0x01;
        }
        _refused(_nextHeader(), data, 1_025, abi.encodeWithSelector(IRollup.WrongNumberOfChunks.selector, 1_025));
    }

    /// @notice Nobody can post the inner nodes of a signed batch as its chunks and roots.
    function test_submitBatch_innerNodesAsChunks_reverts() external {
        bytes32[] memory chunks = new bytes32[](2);
        chunks[0] = keccak256(hex"01");
        chunks[1] = keccak256(hex"02");
        bytes32[] memory roots = _one();
        IRollup.BatchHeader memory header = _nextHeader();
        bytes memory signature = _batchSignature(header, 2, keccak256(abi.encode(chunks[0], chunks[1])), roots[0]);
        IRollup.Assertion memory assertion = _assertion(roots, 0, ROOT, signature);
        vm.expectRevert(abi.encodeWithSelector(IRollup.WrongPosterSignature.selector));
        rollup.submitBatch(header, abi.encodePacked(hex"0040", chunks[0], chunks[1]), assertion);
    }

    /// @notice Whatever of a batch is changed after signing, it is refused.
    function testFuzz_submitBatch_changedAfterSigning_reverts(uint8 what, uint8 change) external {
        if (change == 0) return;
        vm.warp(DAY_ZERO + 1_000);
        IRollup.BatchHeader memory header = _nextHeader();
        bytes32[] memory roots = _one();
        bytes memory data = hex"000101";
        bytes memory signature = _batchSignature(header, keccak256(hex"01"), roots[0]);
        bytes32 otherHalf = ROOT;
        if (what % 4 == 0) header.endTime -= change;
        else if (what % 4 == 1) data[2] ^= bytes1(change);
        else if (what % 4 == 2) otherHalf ^= bytes32(uint256(change));
        else signature[0] ^= bytes1(change);
        roots[0] = _rootWith(0, otherHalf);
        IRollup.Assertion memory assertion = _assertion(roots, 0, otherHalf, signature);
        vm.expectRevert(abi.encodeWithSelector(IRollup.WrongPosterSignature.selector));
        rollup.submitBatch(header, data, assertion);
    }

    function test_isFinal_whenTheWindowIsOver() external {
        _post(hex"000101", ROOT);
        vm.warp(DAY_ZERO + 1 days);
        _post(hex"000101", keccak256("second"));
        vm.warp(DAY_ZERO + WINDOW - 1);
        vm.assertFalse(rollup.isFinal(1));
        vm.expectRevert(abi.encodeWithSelector(IOutbox.NotFinal.selector, 1));
        rollup.finalRoot(1);
        vm.warp(DAY_ZERO + WINDOW);
        vm.assertTrue(rollup.isFinal(1));
        vm.assertEq(rollup.finalRoot(1), _rootWith(0, ROOT));
        vm.assertFalse(rollup.isFinal(2));
        vm.assertEq(rollup.finalHeight(), 1);
        vm.warp(DAY_ZERO + 1 days + WINDOW);
        vm.assertEq(rollup.finalRoot(2), _rootWith(0, keccak256("second")));
        vm.assertEq(rollup.finalHeight(), 2);
        vm.expectRevert(abi.encodeWithSelector(IOutbox.NotFinal.selector, 3));
        rollup.finalRoot(3);
    }

    function test_batchAt_notYetPosted_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IRollup.NoSuchBatch.selector, 1));
        rollup.batchAt(1);
    }

    /// @notice However far apart batches are posted, the last final one is found.
    function testFuzz_finalHeight_anyTimes_isTheLastFinal(uint32[8] calldata pauses, uint32 later) external {
        uint64[8] memory times;
        for (uint256 i = 0; i < 8; i++) {
            vm.warp(block.timestamp + pauses[i] % 3 days);
            times[i] = uint64(block.timestamp);
            _post(hex"000101", ROOT);
        }
        vm.warp(block.timestamp + later % 30 days);
        uint64 expected = 0;
        while (expected < 8 && times[expected] + WINDOW <= block.timestamp) expected++;
        vm.assertEq(rollup.finalHeight(), expected);
    }
}
