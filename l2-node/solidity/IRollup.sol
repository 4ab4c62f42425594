// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IInbox} from "escrow/IInbox.sol";
import {IOutbox} from "escrow/IOutbox.sol";

/// @title The rollup on L1: what was posted, what is asserted about it, what is final
/// @notice The data of a batch is final once posted. Its roots are an assertion about the data, with a time of their own:
///         they are final when they have stood for the challenge window, and all before them have. Bytes and hashes:
///         docs/protocol/batches.md.
interface IRollup is IOutbox {
    /// @notice What a batch says of itself.
    /// @param height its number, from 1
    /// @param endTime L2 time never passes it within the batch, Unix seconds
    /// @param endInboxCount messages consumed after it, at most
    struct BatchHeader {
        uint64 height;
        uint64 endTime;
        uint32 endInboxCount;
    }

    /// @notice What L1 keeps of a batch.
    /// @param dataHash H(abi.encode(height, endTime, endInboxCount, chunks, dataRoot, previous dataHash)); never
    ///        changes
    /// @param rootsHash root over the state roots after each chunk, as asserted
    /// @param lastRoot the state root after the last chunk, as asserted
    /// @param rootsAt when these roots were asserted, Unix seconds
    /// @param endTime of the header
    /// @param endInboxCount of the header
    /// @param chunks how many
    struct Batch {
        bytes32 dataHash;
        bytes32 rootsHash;
        bytes32 lastRoot;
        uint64 rootsAt;
        uint64 endTime;
        uint32 endInboxCount;
        uint16 chunks;
    }

    /// @notice A batch was posted, with all that a node needs to follow. The data is in the log too, so that it is found
    ///         whoever made the call.
    event BatchSubmitted(
        uint64 indexed height,
        uint64 endTime,
        uint32 endInboxCount,
        bytes32 dataHash,
        bytes32 rootsHash,
        bytes data,
        bytes32[] roots
    );

    /// @notice Batches come in order.
    error WrongHeight(uint64 expected, uint64 given);
    /// @notice L2 time stays behind L1 time by the lag at least.
    error EndsTooLate(uint64 endTime, uint64 latest);
    /// @notice L2 time does not go back.
    error EndsBeforeLast(uint64 endTime, uint64 last);
    /// @notice Messages are consumed in order, and none that does not exist.
    error WrongInboxCount(uint32 given, uint256 least, uint256 most);
    /// @notice The batch leaves out a message that is older than its end.
    error LeavesOlderMessage(uint256 index, uint64 time);
    /// @notice The batch leaves out a message that waits for more than a day.
    error LeavesOverdueMessage(uint256 index, uint64 time);
    /// @notice A batch has 1 to 1,024 chunks.
    error WrongNumberOfChunks(uint256 count);
    /// @notice A chunk has 1 to 32,768 bytes.
    error ChunkSizeOutOfBounds(uint256 chunk, uint256 length);
    /// @notice The data ends within a chunk or its length.
    error DataCutOff(uint256 chunk);
    /// @notice There is one root per chunk.
    error WrongNumberOfRoots(uint256 chunks, uint256 roots);
    /// @notice The signature is not the sequencer's.
    error WrongSequencerSignature();
    /// @notice There is no such batch.
    error NoSuchBatch(uint64 height);

    /// @notice Posts a batch. Anybody may bring it; the sequencer has signed it.
    /// @dev Reverts with the errors above, in their order.
    /// @param header what it says of itself
    /// @param data (length u16 || chunk bytes)*
    /// @param roots the state root after each chunk
    /// @param signature of the sequencer over Batch(uint64 epoch,uint64 height,uint64 endTime,uint32
    ///        endInboxCount,bytes32 dataHash,bytes32 rootsHash)
    function submitBatch(
        BatchHeader calldata header,
        bytes calldata data,
        bytes32[] calldata roots,
        bytes calldata signature
    ) external;

    /// @notice Number of the last batch posted; 0 is the genesis.
    function height() external view returns (uint64);

    /// @notice What is kept of a batch; of height 0 it is the genesis.
    /// @dev Reverts with NoSuchBatch.
    function batchAt(uint64 height) external view returns (Batch memory);

    /// @notice Number of the last batch whose roots are final; 0 is the genesis.
    function finalHeight() external view returns (uint64);

    /// @notice Who signs batches. The epoch of its signatures is 0.
    function sequencer() external view returns (address);

    /// @notice The inbox whose messages are consumed.
    function inbox() external view returns (IInbox);

    /// @notice Seconds for which roots must stand.
    function window() external view returns (uint64);

    /// @notice Seconds by which L2 time stays behind L1 time at least.
    function lag() external view returns (uint64);
}
