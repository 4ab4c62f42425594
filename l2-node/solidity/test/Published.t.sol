// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {MerkleTree} from "escrow/MerkleTree.sol";
import {StateProof} from "escrow/StateProof.sol";
import {Cheats} from "escrow/test/Vm.sol";
import {Digests} from "l2-node/execution/Digests.sol";

/// @notice Values that other projects have published: trees, branches and signatures that we have not made ourselves.
contract PublishedTest is Cheats {
    string private tree = vm.readFile("l2-node/solidity/test/published/keccak-tree.json");
    string private mail = vm.readFile("l2-node/solidity/test/published/eip712-mail.json");

    /// @dev The published tree has 32 levels, and no tables above: it is as table 0 of 29 levels.
    function rootOf(uint256 index, bytes32 leafHash, bytes32[] calldata siblings) external pure returns (bytes32) {
        return StateProof.rootOf(0, 29, index, leafHash, siblings);
    }

    function _hashes(string memory key) private view returns (bytes32[] memory hashes) {
        bytes[] memory all = vm.parseJsonBytesArray(tree, key);
        hashes = new bytes32[](all.length);
        for (uint256 i = 0; i < all.length; i++) {
            hashes[i] = bytes32(all[i]);
        }
    }

    function test_rootOf_publishedWithdrawals_isThePublishedRoot() external view {
        bytes32[] memory leaves = _hashes(".leaves");
        bytes32[] memory roots = _hashes(".roots");
        string[4] memory keys = [".proof0", ".proof1", ".proof2", ".proof3"];
        for (uint256 i = 0; i < 4; i++) {
            bytes32[] memory siblings = _hashes(keys[i]);
            vm.assertEq(this.rootOf(i, leaves[i], siblings), roots[4]);
            vm.assertTrue(this.rootOf(i ^ 1, leaves[i], siblings) != roots[4]);
            vm.assertTrue(this.rootOf(i, leaves[i ^ 1], siblings) != roots[4]);
        }
    }

    function test_rootOf_emptyTree_isThePublishedRoot() external view {
        bytes32[] memory empty = _hashes(".empty");
        bytes32[] memory siblings = new bytes32[](32);
        for (uint256 i = 0; i < 32; i++) {
            siblings[i] = empty[i];
        }
        vm.assertEq(this.rootOf(0, 0, siblings), empty[32]);
        vm.assertEq(this.rootOf(2 ** 29 - 1, 0, siblings), empty[32]);
    }

    /// @notice A list's root is a subtree of the published tree, under empty ones.
    function test_root_publishedLeaves_liesUnderThePublishedRoot() external view {
        bytes32[] memory empty = _hashes(".empty");
        bytes32[] memory roots = _hashes(".roots");
        bytes32[] memory all = _hashes(".leaves");
        for (uint256 count = 1; count <= 4; count++) {
            bytes32[] memory leaves = new bytes32[](count);
            for (uint256 i = 0; i < count; i++) {
                leaves[i] = all[i];
            }
            bytes32 node = MerkleTree.root(leaves);
            uint256 level = count == 1 ? 0 : count == 2 ? 1 : 2;
            for (uint256 i = level; i < 32; i++) {
                node = keccak256(abi.encode(node, empty[i]));
            }
            vm.assertEq(node, roots[count]);
        }
    }

    function test_isSigned_publishedMail_isItsSigner() external view {
        bytes32 separator = vm.parseJsonBytes32(mail, ".separator");
        bytes32 digest = MessageHashUtils.toTypedDataHash(separator, vm.parseJsonBytes32(mail, ".structHash"));
        vm.assertEq(digest, vm.parseJsonBytes32(mail, ".digest"));
        _isSigned(digest, ".signature");
        _isSigned(vm.parseJsonBytes32(mail, ".otherDigest"), ".otherSignature");
    }

    function _isSigned(bytes32 digest, string memory key) private view {
        bytes memory signature = vm.parseJsonBytes(mail, key);
        bytes32 r;
        bytes32 vs;
        assembly ("memory-safe") {
            r := mload(add(signature, 32))
            vs := mload(add(signature, 64))
        }
        if (uint8(signature[64]) == 28) vs |= bytes32(uint256(1) << 255);
        vm.assertTrue(Digests.isSigned(digest, r, vs, vm.parseJsonAddress(mail, ".signer")));
        vm.assertFalse(Digests.isSigned(digest ^ bytes32(uint256(1)), r, vs, vm.parseJsonAddress(mail, ".signer")));
    }
}
