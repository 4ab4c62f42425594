// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";
import {StateProof} from "escrow/StateProof.sol";
import {IRollup} from "./IRollup.sol";

/// @title What L1 reads of a batch: its chunks, its commitments, the globals of its last root (docs/protocol/batches.md)
library Chunks {
    /// @notice The most chunks of a batch.
    uint256 internal constant MAX_CHUNKS = 1_024;
    /// @notice The most bytes of a chunk.
    uint256 internal constant MAX_BYTES = 32_768;
    /// @dev The globals' table, its depth, and where their leaf has the inbox count: after version u8 and time u64.
    uint256 private constant GLOBALS = 0;
    uint256 private constant GLOBALS_DEPTH = 16;
    uint256 private constant INBOX_COUNT = 9;

    /// @notice The hashes of the chunks in `(length u16 || chunk bytes)*`.
    /// @dev Reverts with DataCutOff, ChunkSizeOutOfBounds, WrongNumberOfChunks.
    function hashes(bytes calldata data) internal pure returns (bytes32[] memory all) {
        uint256 count = 0;
        uint256 offset = 0;
        while (offset < data.length) {
            offset = _end(data, offset, count);
            count++;
        }
        if (count == 0 || count > MAX_CHUNKS) revert IRollup.WrongNumberOfChunks(count);
        all = new bytes32[](count);
        offset = 0;
        for (uint256 i = 0; i < count; i++) {
            uint256 end = _end(data, offset, i);
            all[i] = keccak256(data[offset + 2:end]);
            offset = end;
        }
    }

    /// @dev Where the chunk that begins at an offset ends.
    function _end(bytes calldata data, uint256 offset, uint256 chunk) private pure returns (uint256 end) {
        if (offset + 2 > data.length) revert IRollup.DataCutOff(chunk);
        uint256 length = uint16(bytes2(data[offset:offset + 2]));
        if (length == 0 || length > MAX_BYTES) revert IRollup.ChunkSizeOutOfBounds(chunk, length);
        end = offset + 2 + length;
        if (end > data.length) revert IRollup.DataCutOff(chunk);
    }

    /// @notice The commitment to the data of a batch and, through the one before, to all data so far. The number of chunks
    ///         fixes the depth of both trees: without it two hashes could be posted as one chunk of 64 bytes, under the
    ///         same signature.
    function dataHash(
        uint64 height,
        uint64 endTime,
        uint32 endInboxCount,
        uint256 chunks,
        bytes32 dataRoot,
        bytes32 previous
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(height, endTime, endInboxCount, chunks, dataRoot, previous));
    }

    /// @notice The root that a leaf and its branch make in a list of `count`, filled with zero hashes to the next power of
    ///         two.
    /// @dev Reverts with NotAsPosted if the list has no such place, or the branch another length.
    function rootOf(uint256 count, uint256 index, bytes32 leaf, bytes32[] calldata siblings)
        internal
        pure
        returns (bytes32 node)
    {
        if (index >= count || siblings.length > 10) revert IRollup.NotAsPosted("place");
        uint256 width = 1 << siblings.length;
        // INVARIANT: all branches of a list have the same length, so no inner node passes for a leaf.
        if (width < count || (width > 1 && width / 2 >= count)) revert IRollup.NotAsPosted("length of a branch");
        node = leaf;
        for (uint256 i = 0; i < siblings.length; i++) {
            node = (index >> i) & 1 == 0
                ? Hashes.efficientKeccak256(node, siblings[i])
                : Hashes.efficientKeccak256(siblings[i], node);
        }
    }

    /// @notice How far the state with this root is: its time, Unix seconds, and how many messages it has consumed.
    /// @dev Reverts with WrongGlobals, and the errors of StateProof.
    /// @param globals bytes of the globals' leaf
    /// @param siblings of it, from the leaf up
    function progress(bytes32 root, bytes calldata globals, bytes32[] calldata siblings)
        internal
        pure
        returns (uint64 time, uint32 inboxCount)
    {
        bytes32 shown = StateProof.rootOf(GLOBALS, GLOBALS_DEPTH, 0, keccak256(globals), siblings);
        if (shown != root || globals.length < INBOX_COUNT + 4) revert IRollup.WrongGlobals();
        time = uint64(bytes8(globals[INBOX_COUNT - 8:INBOX_COUNT]));
        inboxCount = uint32(bytes4(globals[INBOX_COUNT:INBOX_COUNT + 4]));
    }
}
