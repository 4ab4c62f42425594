// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IInbox} from "escrow/IInbox.sol";
import {IOutbox} from "escrow/IOutbox.sol";
import {MerkleTree} from "escrow/MerkleTree.sol";
import {IRollup} from "./IRollup.sol";

/// @title Rollup
/// @dev See IRollup. It is the verifying contract of everything that is signed in Horkos (ERC-5267 tells the domain).
contract Rollup is IRollup, EIP712 {
    /// @notice Most chunks of a batch.
    uint256 public constant MAX_CHUNKS = 1_024;
    /// @notice Most bytes of a chunk.
    uint256 public constant MAX_CHUNK_BYTES = 32_768;
    /// @notice A message that waits for longer must be consumed, seconds.
    uint64 public constant OVERDUE = 1 days;

    bytes32 private constant BATCH = keccak256(
        "Batch(uint64 epoch,uint64 height,uint64 endTime,uint32 endInboxCount,bytes32 dataHash,bytes32 rootsHash)"
    );
    uint64 private constant EPOCH = 0;

    /// @inheritdoc IRollup
    IInbox public immutable inbox;
    /// @inheritdoc IRollup
    address public immutable sequencer;
    /// @inheritdoc IRollup
    uint64 public immutable window;
    /// @inheritdoc IRollup
    uint64 public immutable lag;

    /// @inheritdoc IRollup
    uint64 public height;
    mapping(uint64 height => Batch) private _batches;

    /// @param inbox_ whose messages are consumed
    /// @param sequencer_ who signs batches
    /// @param genesisRoot state root before the first step
    /// @param window_ seconds for which roots must stand, 7 days unless there is a reason
    /// @param lag_ seconds by which L2 time stays behind L1 time at least
    constructor(IInbox inbox_, address sequencer_, bytes32 genesisRoot, uint64 window_, uint64 lag_)
        EIP712("Horkos", "1")
    {
        inbox = inbox_;
        sequencer = sequencer_;
        window = window_;
        lag = lag_;
        // The genesis is final at once, and the chain of data hashes begins with it.
        _batches[0].dataHash = genesisRoot;
        _batches[0].lastRoot = genesisRoot;
    }

    /// @inheritdoc IRollup
    function submitBatch(
        BatchHeader calldata header,
        bytes calldata data,
        bytes32[] calldata roots,
        bytes calldata signature
    ) external {
        Batch storage last = _batches[height];
        _checkHeader(header, last);
        bytes32[] memory chunks = _hashChunks(data);
        // INVARIANT: every chunk has a root that can be proved wrong.
        if (chunks.length != roots.length) revert WrongNumberOfRoots(chunks.length, roots.length);

        Batch memory batch;
        batch.chunks = uint16(chunks.length);
        // INVARIANT: the data root is of what was posted, whatever anybody says it was. The number of chunks fixes the
        // depth of both trees: without it two hashes could be posted as one chunk of 64 bytes, under the same signature.
        batch.dataHash = keccak256(
            abi.encode(
                header.height,
                header.endTime,
                header.endInboxCount,
                chunks.length,
                MerkleTree.root(chunks),
                last.dataHash
            )
        );
        batch.rootsHash = MerkleTree.root(roots);
        batch.lastRoot = roots[roots.length - 1];
        batch.rootsAt = uint64(block.timestamp);
        batch.endTime = header.endTime;
        batch.endInboxCount = header.endInboxCount;
        _checkSignature(header, batch, signature);

        height = header.height;
        _batches[header.height] = batch;
        emit BatchSubmitted(
            header.height, header.endTime, header.endInboxCount, batch.dataHash, batch.rootsHash, data, roots
        );
    }

    function _checkHeader(BatchHeader calldata header, Batch storage last) private view {
        if (header.height != height + 1) revert WrongHeight(height + 1, header.height);
        uint64 latest = uint64(block.timestamp) - lag;
        // INVARIANT: nothing becomes late on L2 before it is late on L1.
        if (header.endTime > latest) revert EndsTooLate(header.endTime, latest);
        if (header.endTime < last.endTime) revert EndsBeforeLast(header.endTime, last.endTime);
        uint256 length = inbox.length();
        if (header.endInboxCount < last.endInboxCount || header.endInboxCount > length) {
            revert WrongInboxCount(header.endInboxCount, last.endInboxCount, length);
        }
        if (header.endInboxCount == length) return;
        uint64 time = inbox.timeOf(header.endInboxCount);
        // INVARIANT: L2 time never passes a message that is not yet consumed.
        if (time < header.endTime) revert LeavesOlderMessage(header.endInboxCount, time);
        // INVARIANT: nobody can be kept out for longer than a day.
        if (time + OVERDUE < block.timestamp) revert LeavesOverdueMessage(header.endInboxCount, time);
    }

    /// @dev Hash of each chunk.
    function _hashChunks(bytes calldata data) private pure returns (bytes32[] memory hashes) {
        uint256 count = 0;
        uint256 offset = 0;
        while (offset < data.length) {
            offset = _chunkEnd(data, offset, count);
            count++;
        }
        if (count == 0 || count > MAX_CHUNKS) revert WrongNumberOfChunks(count);
        hashes = new bytes32[](count);
        offset = 0;
        for (uint256 i = 0; i < count; i++) {
            uint256 end = _chunkEnd(data, offset, i);
            hashes[i] = keccak256(data[offset + 2:end]);
            offset = end;
        }
    }

    function _chunkEnd(bytes calldata data, uint256 offset, uint256 chunk) private pure returns (uint256 end) {
        if (offset + 2 > data.length) revert DataCutOff(chunk);
        uint256 length = uint16(bytes2(data[offset:offset + 2]));
        if (length == 0 || length > MAX_CHUNK_BYTES) revert ChunkSizeOutOfBounds(chunk, length);
        end = offset + 2 + length;
        if (end > data.length) revert DataCutOff(chunk);
    }

    function _checkSignature(BatchHeader calldata header, Batch memory batch, bytes calldata signature) private view {
        bytes32 digest = _hashTypedDataV4(
            keccak256(
                abi.encode(
                    BATCH, EPOCH, header.height, header.endTime, header.endInboxCount, batch.dataHash, batch.rootsHash
                )
            )
        );
        // INVARIANT: whoever posts, the sequencer answers for data and roots.
        if (!SignatureChecker.isValidSignatureNowCalldata(sequencer, digest, signature)) {
            revert WrongSequencerSignature();
        }
    }

    /// @inheritdoc IRollup
    function batchAt(uint64 height_) external view returns (Batch memory) {
        if (height_ > height) revert NoSuchBatch(height_);
        return _batches[height_];
    }

    /// @inheritdoc IOutbox
    function isFinal(uint64 height_) public view returns (bool) {
        if (height_ == 0) return true;
        // Roots are asserted in order, so the times grow with the heights: all before it have stood for as long.
        return height_ <= height && _batches[height_].rootsAt + window <= block.timestamp;
    }

    /// @inheritdoc IOutbox
    function finalRoot(uint64 height_) external view returns (bytes32) {
        // INVARIANT: no money moves on a root that can still be proved wrong.
        if (!isFinal(height_)) revert NotFinal(height_);
        return _batches[height_].lastRoot;
    }

    /// @inheritdoc IRollup
    function finalHeight() external view returns (uint64) {
        // Times grow with heights: search for the last final one by halves.
        uint64 least = 0;
        uint64 most = height;
        while (least < most) {
            uint64 middle = most - (most - least) / 2;
            if (isFinal(middle)) least = middle;
            else most = middle - 1;
        }
        return least;
    }
}
