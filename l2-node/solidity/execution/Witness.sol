// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Arbitrators} from "arbitration/Arbitrators.sol";
import {Layout} from "./Layout.sol";
import {Shown} from "./Shown.sol";
import {State} from "./State.sol";

/// @title The witness of a chunk (docs/protocol/fraud.md): all that its steps read and set of the state before it
/// @dev All of it must be used, and it has one form only: a chunk has one witness. Positions are those of calldata.
library Witness {
    /// @notice The witness ends before what it says it holds, or goes on after it.
    error WitnessSize();
    /// @notice Leaves ascend strictly by path, terms by hash, parts by deliverable; and no table or index is beyond the tree.
    error WitnessOrder();
    /// @notice The leaves and siblings do not make the previous root.
    error WrongWitness(bytes32 root);
    /// @notice A sibling that is an empty subtree is said to be one by its flag, and by nothing else.
    error SiblingNotCanonical();
    /// @notice Terms do not make their hash, or their branch is not as long as they ask for.
    error WrongTerms(bytes32 termsHash);
    /// @notice A message is not that of the inbox.
    error WrongMessage(uint256 index);

    uint256 internal constant LEAF_HEAD = 8;
    uint256 private constant PATH_LENGTH = 16 * 48;
    /// @dev The least that a head has in front of its lists; far more than the 63 bytes of an inner node.
    uint256 private constant LEAST_HEAD = 16 * 32;

    /// @notice Where the parts of a witness begin in calldata.
    struct Parts {
        uint256 pos;
        uint256 end;
        uint256 leaves;
        uint256 count;
        uint256 siblings;
        uint256 hashes;
        uint256 terms;
        uint256 messages;
    }

    // ---- taking in ----

    /// @notice Reads a witness and takes in all that it shows. Terms and messages are checked now, leaves and siblings
    ///         by `roots`.
    /// @dev Reverts with the errors above.
    /// @param firstMessage index of the first of `messageHashes`
    function load(bytes calldata witness, uint32 firstMessage, bytes32[] calldata messageHashes)
        internal
        returns (Parts memory p)
    {
        uint256 offset;
        assembly ("memory-safe") {
            offset := witness.offset
        }
        p.pos = offset;
        p.end = offset + witness.length;
        _leaves(p);
        _siblings(p);
        p.terms = p.pos;
        _terms(p);
        p.messages = p.pos;
        _messages(p, firstMessage, messageHashes);
        _paths(p);
        if (p.pos != p.end) revert WitnessSize();
    }

    /// @notice Passes so many bytes. Reverts with WitnessSize where they are not there.
    function take(Parts memory p, uint256 size) internal pure returns (uint256 pos) {
        pos = p.pos;
        if (size > p.end - pos) revert WitnessSize();
        p.pos = pos + size;
    }

    /// @notice Takes a number of so many bytes.
    function takeNumber(Parts memory p, uint256 size) internal pure returns (uint256) {
        return read(take(p, size), size);
    }

    /// @notice The number of so many bytes at a position of calldata.
    function read(uint256 pos, uint256 size) internal pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := shr(sub(256, shl(3, size)), calldataload(pos))
        }
    }

    /// @notice The hash of so many bytes at a position of calldata.
    function hashOf(uint256 pos, uint256 size) internal pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            calldatacopy(free, pos, size)
            hash := keccak256(free, size)
        }
    }

    function _leaves(Parts memory p) private {
        p.count = takeNumber(p, 2);
        p.leaves = p.pos;
        uint256 previous = 0;
        for (uint256 i = 0; i < p.count; ++i) {
            uint256 pos = take(p, LEAF_HEAD);
            uint256 table = read(pos, 1);
            uint256 index = read(pos + 1, 5);
            uint256 length = read(pos + 6, 2);
            uint256 depth = depthOf(table);
            if (table >= Layout.FREE || index >> depth != 0) revert WitnessOrder();
            // Plus one, so that the first path of all is above nothing.
            uint256 path = ((table << 36) | (index << (36 - depth))) + 1;
            if (path <= previous) revert WitnessOrder();
            previous = path;
            State.load((table << 36) | index, take(p, length), length);
        }
    }

    function _siblings(Parts memory p) private pure {
        uint256 count = takeNumber(p, 2);
        uint256 bytesOfFlags = (count + 7) / 8;
        p.siblings = take(p, bytesOfFlags);
        uint256 empty = 0;
        for (uint256 i = 0; i < bytesOfFlags; ++i) {
            uint256 flags = read(p.siblings + i, 1);
            if (i + 1 == bytesOfFlags && count % 8 != 0 && flags & (0xff >> (count % 8)) != 0) {
                revert SiblingNotCanonical();
            }
            while (flags != 0) {
                flags &= flags - 1;
                ++empty;
            }
        }
        p.hashes = take(p, 32 * (count - empty));
    }

    function _terms(Parts memory p) private {
        uint256 count = takeNumber(p, 1);
        uint256 previous = 0;
        for (uint256 i = 0; i < count; ++i) {
            uint256 termsHash = takeNumber(p, 32);
            if (i != 0 && termsHash <= previous) revert WitnessOrder();
            previous = termsHash;
            _oneTerms(p, bytes32(termsHash));
        }
    }

    function _oneTerms(Parts memory p, bytes32 termsHash) private {
        uint256 number = Shown.addTerms(termsHash);
        uint256 depth = takeNumber(p, 1);
        uint256 length = takeNumber(p, 2);
        uint256 pos = take(p, length);
        // INVARIANT: no inner node passes for a head, nor a part at another depth for one.
        if (length < LEAST_HEAD) revert WrongTerms(termsHash);
        uint256 deliverables = read(pos + 32 + 14 * 32, 32);
        if (deliverables > 255 || depth > 8 || (1 << depth) <= deliverables || (1 << depth) > 2 * deliverables) {
            revert WrongTerms(termsHash);
        }
        _branch(p, termsHash, depth, 0, pos, length);
        Shown.addHead(number, pos, length);
        uint256 parts = takeNumber(p, 1);
        uint256 next = 0;
        for (uint256 i = 0; i < parts; ++i) {
            uint256 deliverable = takeNumber(p, 1);
            if (deliverable < next) revert WitnessOrder();
            next = deliverable + 1;
            if (deliverable >= deliverables) revert WrongTerms(termsHash);
            length = takeNumber(p, 2);
            pos = take(p, length);
            _branch(p, termsHash, depth, next, pos, length);
            Shown.addPart(number, deliverable, pos, length);
        }
    }

    /// @dev The leaf's first byte is 0 for the head and 1 for a part.
    function _branch(Parts memory p, bytes32 termsHash, uint256 depth, uint256 index, uint256 pos, uint256 length)
        private
        pure
    {
        bytes32 node;
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore8(free, iszero(iszero(index)))
            calldatacopy(add(free, 1), pos, length)
            node := keccak256(free, add(length, 1))
        }
        for (uint256 i = 0; i < depth; ++i) {
            bytes32 sibling = bytes32(takeNumber(p, 32));
            node = (index >> i) & 1 == 0 ? nodeOf(node, sibling) : nodeOf(sibling, node);
        }
        if (node != termsHash) revert WrongTerms(termsHash);
    }

    function _messages(Parts memory p, uint32 firstMessage, bytes32[] calldata messageHashes) private {
        uint256 first = takeNumber(p, 4);
        uint256 count = takeNumber(p, 1);
        if (count == 0 && first != 0) revert WitnessOrder();
        Shown.addMessages(first, count);
        for (uint256 i = 0; i < count; ++i) {
            uint256 index = first + i;
            if (index < firstMessage || index - firstMessage >= messageHashes.length) revert WrongMessage(index);
            if (_message(p, index) != messageHashes[index - firstMessage]) revert WrongMessage(index);
        }
    }

    function _message(Parts memory p, uint256 index) private returns (bytes32) {
        uint256 pos = take(p, 29);
        Shown.addMessage(index, pos);
        uint256 whole = takeNumber(p, 1);
        if (whole > 1) revert WitnessOrder();
        bytes32 payload;
        if (whole == 1) {
            uint256 length = takeNumber(p, 2);
            uint256 from = take(p, length);
            payload = hashOf(from, length);
            Shown.addPayload(index, from, length);
        } else {
            payload = bytes32(takeNumber(p, 32));
        }
        return
            keccak256(abi.encode(index, read(pos, 8), read(pos + 8, 1), address(uint160(read(pos + 9, 20))), payload));
    }

    function _paths(Parts memory p) private {
        uint256 count = takeNumber(p, 1);
        for (uint256 i = 0; i < count; ++i) {
            uint256 pos = take(p, 3);
            uint256 present = read(pos + 2, 1);
            if (present > 1) revert WitnessOrder();
            uint256 length = present * Arbitrators.SIZE + PATH_LENGTH;
            take(p, length);
            Shown.addPath(pos, length + 3);
        }
    }

    // ---- reading ----

    /// @notice The depth of a table.
    function depthOf(uint256 table) internal pure returns (uint256 depth) {
        uint256 depths = Layout.DEPTHS;
        assembly ("memory-safe") {
            depth := byte(table, depths)
        }
    }

    /// @notice The hash of an inner node.
    function nodeOf(bytes32 left, bytes32 right) internal pure returns (bytes32 node) {
        assembly ("memory-safe") {
            mstore(0, left)
            mstore(0x20, right)
            node := keccak256(0, 0x40)
        }
    }
}
