// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Re-execution of one chunk, as every node executes it
/// @notice Total: any chunk on any state has a result. A witness that does not fit reverts, so it can never make an honest
///         root look wrong. Bytes: docs/protocol/fraud.md.
interface IExecution {
    /// @notice What a chunk knows of its batch.
    /// @param endTime L2 time never passes it within the batch, Unix seconds
    /// @param endInboxCount messages that may be consumed by its end
    struct BatchContext {
        uint64 endTime;
        uint32 endInboxCount;
    }

    /// @notice The state root after a chunk.
    /// @dev Uses transient storage alone: nothing of a call is left behind. Reverts if the witness is not exactly what
    ///      the chunk touches of the state with this root.
    /// @param batch what the chunk is part of
    /// @param previousRoot the state root before it
    /// @param chunk its bytes
    /// @param witness the leaves, branches, terms, messages and stakes that it touches
    /// @param firstMessage number of the first message in `messageHashes`
    /// @param messageHashes what the inbox keeps of the messages that the witness shows
    /// @return root the state root after it
    /// @return receipts per parsed step: status u8 (0 applied, 1 refused, 2 ignored) || code u16
    function execute(
        BatchContext calldata batch,
        bytes32 previousRoot,
        bytes calldata chunk,
        bytes calldata witness,
        uint32 firstMessage,
        bytes32[] calldata messageHashes
    ) external returns (bytes32 root, bytes memory receipts);

    /// @notice The rollup in whose domain transactions are signed.
    function rollup() external view returns (address);
}
