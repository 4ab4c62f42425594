// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";

/// @title Branches of the rollup's state tree (docs/protocol/state.md)
library StateProof {
    /// @notice Levels that choose the table.
    uint256 internal constant TABLE_LEVELS = 3;
    /// @notice The table of messages to L1.
    uint256 internal constant OUTBOX = 5;
    /// @notice Its depth.
    uint256 internal constant OUTBOX_DEPTH = 32;

    /// @notice A branch has as many siblings as the tree has levels above the leaf.
    error WrongNumberOfSiblings(uint256 expected, uint256 given);
    /// @notice The table has no such index.
    error IndexOutOfTable(uint256 index, uint256 depth);

    /// @notice The root that a leaf and its branch make. All proofs of one table have the same length, so an inner node
    ///         can never pass for a leaf.
    /// @dev Reverts with WrongNumberOfSiblings, IndexOutOfTable.
    /// @param table 0 to 7
    /// @param depth levels of the table
    /// @param index of the leaf in the table, below 2^depth
    /// @param leafHash H(leaf bytes), or 0 for an empty leaf
    /// @param siblings from the leaf up
    function rootOf(uint256 table, uint256 depth, uint256 index, bytes32 leafHash, bytes32[] calldata siblings)
        internal
        pure
        returns (bytes32 node)
    {
        if (siblings.length != depth + TABLE_LEVELS) {
            revert WrongNumberOfSiblings(depth + TABLE_LEVELS, siblings.length);
        }
        if (index >> depth != 0) revert IndexOutOfTable(index, depth);
        uint256 path = (table << depth) | index;
        node = leafHash;
        for (uint256 i = 0; i < siblings.length; i++) {
            node = (path >> i) & 1 == 0
                ? Hashes.efficientKeccak256(node, siblings[i])
                : Hashes.efficientKeccak256(siblings[i], node);
        }
    }

    /// @notice Whether a message is in the outbox under a state root.
    /// @param root state root
    /// @param index number of the message
    /// @param leafHash H(bytes of the message)
    /// @param siblings from the leaf up, 35
    function inOutbox(bytes32 root, uint32 index, bytes32 leafHash, bytes32[] calldata siblings)
        internal
        pure
        returns (bool)
    {
        return rootOf(OUTBOX, OUTBOX_DEPTH, index, leafHash, siblings) == root;
    }
}
