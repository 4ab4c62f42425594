// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";

/// @title Roots of lists: terms, chunks of a batch, roots of a batch
library MerkleTree {
    /// @notice The root over the leaves, filled with zero hashes to the next power of two; a node is H(left || right). One
    ///         leaf is its own root. Uses `nodes` as its working memory: the leaves are gone afterwards.
    /// @param nodes the leaves, at least one
    function root(bytes32[] memory nodes) internal pure returns (bytes32) {
        uint256 width = nodes.length;
        // A missing right sibling is the root of an empty subtree: zero among leaves, H(0 || 0) above them, and so on.
        bytes32 empty = 0;
        while (width > 1) {
            uint256 pairs = (width + 1) / 2;
            for (uint256 i = 0; i < pairs; i++) {
                bytes32 right = 2 * i + 1 < width ? nodes[2 * i + 1] : empty;
                nodes[i] = Hashes.efficientKeccak256(nodes[2 * i], right);
            }
            empty = Hashes.efficientKeccak256(empty, empty);
            width = pairs;
        }
        return nodes[0];
    }
}
