// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MerkleTree} from "escrow/MerkleTree.sol";
import {OutboxLeaf} from "escrow/OutboxLeaf.sol";
import {StateProof} from "escrow/StateProof.sol";
import {Cheats} from "./Vm.sol";

/// @notice Trees, branches and messages.
contract LibrariesTest is Cheats {
    function rootOf(uint256 table, uint256 depth, uint256 index, bytes32 leafHash, bytes32[] calldata siblings)
        external
        pure
        returns (bytes32)
    {
        return StateProof.rootOf(table, depth, index, leafHash, siblings);
    }

    function check(bytes calldata leaf, uint8 kind, address target) external pure returns (uint256, uint32) {
        return OutboxLeaf.check(leaf, kind, target);
    }

    function payment(bytes calldata leaf, uint256 i) external pure returns (address, address, uint128) {
        return OutboxLeaf.payment(leaf, i);
    }

    function test_root_oneLeaf_isTheLeaf() external pure {
        bytes32[] memory leaves = new bytes32[](1);
        leaves[0] = keccak256("a");
        vm.assertEq(MerkleTree.root(leaves), keccak256("a"));
    }

    /// @notice Against the definition: fill with zeros to a power of two, then hash level by level.
    function testFuzz_root_anyLeaves_isThatOfTheFilledTree(bytes32[] calldata given) external pure {
        if (given.length == 0) return;
        uint256 width = 1;
        while (width < given.length) width *= 2;
        bytes32[] memory full = new bytes32[](width);
        bytes32[] memory leaves = new bytes32[](given.length);
        for (uint256 i = 0; i < given.length; i++) {
            full[i] = given[i];
            leaves[i] = given[i];
        }
        while (width > 1) {
            width /= 2;
            for (uint256 i = 0; i < width; i++) {
                full[i] = keccak256(abi.encode(full[2 * i], full[2 * i + 1]));
            }
        }
        vm.assertEq(MerkleTree.root(leaves), full[0]);
    }

    /// @notice Bits of an index are used from the most significant down: 0 is left.
    function test_rootOf_tableOfDepthOne_goesByThePath() external view {
        bytes32[] memory siblings = new bytes32[](4);
        for (uint256 i = 0; i < 4; i++) {
            siblings[i] = bytes32(i + 1);
        }
        // table 5 is 101, index 0: from the leaf up it is left, right, left, right
        bytes32 node = keccak256(abi.encode(keccak256("leaf"), siblings[0]));
        node = keccak256(abi.encode(siblings[1], node));
        node = keccak256(abi.encode(node, siblings[2]));
        node = keccak256(abi.encode(siblings[3], node));
        vm.assertEq(this.rootOf(5, 1, 0, keccak256("leaf"), siblings), node);
    }

    function test_rootOf_missingSibling_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(StateProof.WrongNumberOfSiblings.selector, 35, 34));
        this.rootOf(5, 32, 0, 0, new bytes32[](34));
    }

    function test_rootOf_indexBeyondTable_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(StateProof.IndexOutOfTable.selector, 2 ** 32, 32));
        this.rootOf(5, 32, 2 ** 32, 0, new bytes32[](35));
    }

    /// @notice No other leaf and no other branch makes the same root.
    function testFuzz_rootOf_anyChange_makesAnotherRoot(bytes32 leaf, uint32 index, uint8 level, bytes32 change)
        external
        view
    {
        if (change == 0) return;
        bytes32[] memory siblings = new bytes32[](35);
        bytes32 root = this.rootOf(5, 32, index, leaf, siblings);
        vm.assertTrue(this.rootOf(5, 32, index, leaf ^ change, siblings) != root);
        siblings[level % 35] ^= change;
        vm.assertTrue(this.rootOf(5, 32, index, leaf, siblings) != root);
    }

    function testFuzz_check_wellFormed_readsItBack(
        uint32 sequence,
        address target,
        address token,
        address to,
        uint128 amount
    ) external view {
        bytes memory entry = abi.encodePacked(token, to, amount);
        bytes memory leaf = abi.encodePacked(uint8(1), target, sequence, uint8(2), entry, entry);
        (uint256 n, uint32 read) = this.check(leaf, OutboxLeaf.PAYOUT, target);
        vm.assertEq(n, 2);
        vm.assertEq(read, sequence);
        (address readToken, address readTo, uint128 readAmount) = this.payment(leaf, 1);
        vm.assertEq(readToken, token);
        vm.assertEq(readTo, to);
        vm.assertEq(readAmount, amount);
    }

    /// @notice The payout of docs/protocol/batches.md.
    function test_check_exampleOfThePage_isRead() external view {
        address target = address(bytes20(hex"e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5"));
        address token = address(bytes20(hex"7070707070707070707070707070707070707070"));
        address to = address(bytes20(hex"a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1"));
        bytes memory leaf = abi.encodePacked(
            uint8(1),
            target,
            uint32(2),
            uint8(2),
            abi.encodePacked(token, to, uint128(4_550_000_000)),
            abi.encodePacked(token, 0x000000000000000000000000000000000000dEaD, uint128(18_000_000))
        );
        vm.assertEq(keccak256(leaf), 0xa5ee5c957cfdc3664cf6abb812cb88c00f384034f03ee28f6149233ffb29a6bf);
        (uint256 n, uint32 sequence) = this.check(leaf, OutboxLeaf.PAYOUT, target);
        vm.assertEq(n, 2);
        vm.assertEq(sequence, 2);
    }

    function test_check_shortOrOverlong_reverts() external {
        bytes memory leaf = abi.encodePacked(uint8(1), address(this), uint32(0), uint8(1));
        vm.expectRevert(abi.encodeWithSelector(OutboxLeaf.MalformedLeaf.selector, 26));
        this.check(leaf, OutboxLeaf.PAYOUT, address(this));
        vm.expectRevert(abi.encodeWithSelector(OutboxLeaf.MalformedLeaf.selector, 25));
        this.check(new bytes(25), OutboxLeaf.PAYOUT, address(this));
        vm.expectRevert(abi.encodeWithSelector(OutboxLeaf.MalformedLeaf.selector, 83));
        this.check(abi.encodePacked(leaf, new bytes(57)), OutboxLeaf.PAYOUT, address(this));
    }

    function test_check_otherKind_reverts() external {
        bytes memory leaf = abi.encodePacked(uint8(3), address(this), uint32(0), uint8(0));
        vm.expectRevert(abi.encodeWithSelector(OutboxLeaf.WrongKind.selector, 1, 3));
        this.check(leaf, OutboxLeaf.PAYOUT, address(this));
    }

    function test_check_otherTarget_reverts() external {
        bytes memory leaf = abi.encodePacked(uint8(1), address(1), uint32(0), uint8(0));
        vm.expectRevert(abi.encodeWithSelector(OutboxLeaf.WrongTarget.selector, address(1)));
        this.check(leaf, OutboxLeaf.PAYOUT, address(this));
    }
}
