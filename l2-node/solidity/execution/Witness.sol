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

    uint256 private constant LEAF_HEAD = 8;
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

    function _take(Parts memory p, uint256 size) private pure returns (uint256 pos) {
        pos = p.pos;
        if (size > p.end - pos) revert WitnessSize();
        p.pos = pos + size;
    }

    function _number(Parts memory p, uint256 size) private pure returns (uint256) {
        return _read(_take(p, size), size);
    }

    function _read(uint256 pos, uint256 size) private pure returns (uint256 value) {
        assembly ("memory-safe") {
            value := shr(sub(256, shl(3, size)), calldataload(pos))
        }
    }

    function _hash(uint256 pos, uint256 size) private pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            calldatacopy(free, pos, size)
            hash := keccak256(free, size)
        }
    }

    function _leaves(Parts memory p) private {
        p.count = _number(p, 2);
        p.leaves = p.pos;
        uint256 previous = 0;
        for (uint256 i = 0; i < p.count; ++i) {
            uint256 pos = _take(p, LEAF_HEAD);
            uint256 table = _read(pos, 1);
            uint256 index = _read(pos + 1, 5);
            uint256 length = _read(pos + 6, 2);
            uint256 depth = _depth(table);
            if (table >= Layout.FREE || index >> depth != 0) revert WitnessOrder();
            // Plus one, so that the first path of all is above nothing.
            uint256 path = ((table << 36) | (index << (36 - depth))) + 1;
            if (path <= previous) revert WitnessOrder();
            previous = path;
            State.load((table << 36) | index, _take(p, length), length);
        }
    }

    function _siblings(Parts memory p) private pure {
        uint256 count = _number(p, 2);
        uint256 bytesOfFlags = (count + 7) / 8;
        p.siblings = _take(p, bytesOfFlags);
        uint256 empty = 0;
        for (uint256 i = 0; i < bytesOfFlags; ++i) {
            uint256 flags = _read(p.siblings + i, 1);
            if (i + 1 == bytesOfFlags && count % 8 != 0 && flags & (0xff >> (count % 8)) != 0) revert SiblingNotCanonical();
            while (flags != 0) {
                flags &= flags - 1;
                ++empty;
            }
        }
        p.hashes = _take(p, 32 * (count - empty));
    }

    function _terms(Parts memory p) private {
        uint256 count = _number(p, 1);
        uint256 previous = 0;
        for (uint256 i = 0; i < count; ++i) {
            uint256 termsHash = _number(p, 32);
            if (i != 0 && termsHash <= previous) revert WitnessOrder();
            previous = termsHash;
            _oneTerms(p, bytes32(termsHash));
        }
    }

    function _oneTerms(Parts memory p, bytes32 termsHash) private {
        uint256 number = Shown.addTerms(termsHash);
        uint256 depth = _number(p, 1);
        uint256 length = _number(p, 2);
        uint256 pos = _take(p, length);
        // INVARIANT: no inner node passes for a head, nor a part at another depth for one.
        if (length < LEAST_HEAD) revert WrongTerms(termsHash);
        uint256 deliverables = _read(pos + 32 + 14 * 32, 32);
        if (deliverables > 255 || depth > 8 || (1 << depth) <= deliverables || (1 << depth) > 2 * deliverables) {
            revert WrongTerms(termsHash);
        }
        _branch(p, termsHash, depth, 0, pos, length);
        Shown.addHead(number, pos, length);
        uint256 parts = _number(p, 1);
        uint256 next = 0;
        for (uint256 i = 0; i < parts; ++i) {
            uint256 deliverable = _number(p, 1);
            if (deliverable < next) revert WitnessOrder();
            next = deliverable + 1;
            if (deliverable >= deliverables) revert WrongTerms(termsHash);
            length = _number(p, 2);
            pos = _take(p, length);
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
            bytes32 sibling = bytes32(_number(p, 32));
            node = (index >> i) & 1 == 0 ? _node(node, sibling) : _node(sibling, node);
        }
        if (node != termsHash) revert WrongTerms(termsHash);
    }

    function _messages(Parts memory p, uint32 firstMessage, bytes32[] calldata messageHashes) private {
        uint256 first = _number(p, 4);
        uint256 count = _number(p, 1);
        if (count == 0 && first != 0) revert WitnessOrder();
        Shown.addMessages(first, count);
        for (uint256 i = 0; i < count; ++i) {
            uint256 index = first + i;
            if (index < firstMessage || index - firstMessage >= messageHashes.length) revert WrongMessage(index);
            if (_message(p, index) != messageHashes[index - firstMessage]) revert WrongMessage(index);
        }
    }

    function _message(Parts memory p, uint256 index) private returns (bytes32) {
        uint256 pos = _take(p, 29);
        Shown.addMessage(index, pos);
        uint256 whole = _number(p, 1);
        if (whole > 1) revert WitnessOrder();
        bytes32 payload;
        if (whole == 1) {
            uint256 length = _number(p, 2);
            uint256 from = _take(p, length);
            payload = _hash(from, length);
            Shown.addPayload(index, from, length);
        } else {
            payload = bytes32(_number(p, 32));
        }
        return keccak256(
            abi.encode(index, _read(pos, 8), _read(pos + 8, 1), address(uint160(_read(pos + 9, 20))), payload)
        );
    }

    function _paths(Parts memory p) private {
        uint256 count = _number(p, 1);
        for (uint256 i = 0; i < count; ++i) {
            uint256 pos = _take(p, 3);
            uint256 present = _read(pos + 2, 1);
            if (present > 1) revert WitnessOrder();
            uint256 length = present * Arbitrators.SIZE + PATH_LENGTH;
            _take(p, length);
            Shown.addPath(pos, length + 3);
        }
    }

    // ---- the roots ----

    /// @dev A subtree on the way up: its hashes before and after, its depth below the root; and what is still to come.
    struct Climb {
        bytes32 oldNode;
        bytes32 newNode;
        uint256 depth;
        uint256 path;
        uint256 table;
        uint256 sibling;
        uint256 hash;
        uint256 flags;
        uint256 waiting;
        bytes32[3][40] stack;
        bytes32[37] empty;
    }

    /// @notice Checks that all of the witness was used, and that its leaves stood under the previous root.
    /// @dev Reverts with Shown.NotUsed, WrongWitness, SiblingNotCanonical.
    /// @param p what `load` returned
    /// @param previousRoot the state root before the chunk
    /// @return root the state root with the leaves as they are now
    function roots(Parts memory p, bytes32 previousRoot) internal view returns (bytes32 root) {
        _checkUsed(p);
        uint256 count = _read(p.siblings - 2, 2);
        if (p.count == 0) {
            // No step was read: nothing was looked at, and nothing has changed.
            if (count != 0) revert WitnessSize();
            return previousRoot;
        }
        Climb memory c;
        for (uint256 i = 1; i < 37; ++i) {
            c.empty[i] = _node(c.empty[i - 1], c.empty[i - 1]);
        }
        c.hash = p.hashes;
        uint256 pos = p.leaves;
        for (uint256 i = 0; i < p.count; ++i) {
            uint256 length;
            (pos, length) = _enter(c, pos);
            pos += length;
            // How many levels this leaf shares with the next one; the root ends the last one's way.
            uint256 shared = i + 1 == p.count ? 0 : _shared(c.path, _pathAt(pos)) + 1;
            _climb(c, p, shared);
        }
        if (c.sibling != count || c.depth != 0) revert WitnessSize();
        if (c.oldNode != previousRoot) revert WrongWitness(c.oldNode);
        return c.newNode;
    }

    /// @dev Begins the way up from the leaf at a position of calldata.
    function _enter(Climb memory c, uint256 pos) private view returns (uint256 content, uint256 length) {
        c.table = _read(pos, 1);
        uint256 index = _read(pos + 1, 5);
        length = _read(pos + 6, 2);
        content = pos + LEAF_HEAD;
        c.path = _pathAt(pos);
        c.depth = Layout.TABLE_LEVELS + _depth(c.table);
        uint256 key = (c.table << 36) | index;
        (bool used, bool changed) = State.state(key);
        if (!used) revert Shown.NotUsed(key);
        c.oldNode = length == 0 ? bytes32(0) : _hash(content, length);
        c.newNode = changed ? State.hashOf(key) : c.oldNode;
    }

    /// @dev Up to where this leaf meets the next one, taking in those to the left that wait for it.
    /// @param shared levels shared with the next leaf and one; 0 for the last leaf
    function _climb(Climb memory c, Parts memory p, uint256 shared) private pure {
        while (true) {
            uint256 left = c.waiting == 0 ? 0 : uint256(c.stack[c.waiting - 1][2]);
            uint256 until = left > shared ? left : shared;
            while (c.depth > until) _hashSibling(c, p);
            if (c.depth == 0) return;
            if (left > shared) {
                bytes32[3] memory other = c.stack[--c.waiting];
                (bytes32 before, bytes32 after_) = (other[0], other[1]);
                bool same = before == after_ && c.oldNode == c.newNode;
                c.oldNode = _node(before, c.oldNode);
                c.newNode = same ? c.oldNode : _node(after_, c.newNode);
                --c.depth;
            } else {
                bytes32[3] memory place = c.stack[c.waiting++];
                place[0] = c.oldNode;
                place[1] = c.newNode;
                place[2] = bytes32(c.depth);
                return;
            }
        }
    }

    function _hashSibling(Climb memory c, Parts memory p) private pure {
        uint256 depth = c.depth;
        bytes32 sibling = _sibling(c, p);
        bool same = c.oldNode == c.newNode;
        if ((c.path >> (39 - depth)) & 1 == 0) {
            c.oldNode = _node(c.oldNode, sibling);
            c.newNode = same ? c.oldNode : _node(c.newNode, sibling);
        } else {
            c.oldNode = _node(sibling, c.oldNode);
            c.newNode = same ? c.oldNode : _node(sibling, c.newNode);
        }
        c.depth = depth - 1;
    }

    /// @dev Of subtrees that hold several tables none counts as empty: the globals always stand.
    function _sibling(Climb memory c, Parts memory p) private pure returns (bytes32 sibling) {
        uint256 number = c.sibling++;
        if (number >= _read(p.siblings - 2, 2)) revert WitnessSize();
        if (number % 8 == 0) c.flags = _read(p.siblings + number / 8, 1);
        bool isEmpty = (c.flags >> (7 - (number % 8))) & 1 == 1;
        uint256 depth = c.depth;
        bool oneTable = depth >= Layout.TABLE_LEVELS;
        bytes32 empty;
        if (oneTable) {
            uint256 table = depth == Layout.TABLE_LEVELS ? c.table ^ 1 : c.table;
            empty = c.empty[Layout.TABLE_LEVELS + _depth(table) - depth];
        }
        if (isEmpty) {
            if (!oneTable) revert SiblingNotCanonical();
            return empty;
        }
        sibling = bytes32(_read(c.hash, 32));
        c.hash += 32;
        if (oneTable && sibling == empty) revert SiblingNotCanonical();
    }

    function _checkUsed(Parts memory p) private view {
        Shown.checkUsed();
        p.pos = p.terms;
        uint256 count = _number(p, 1);
        for (uint256 i = 0; i < count; ++i) {
            _take(p, 32);
            uint256 depth = _number(p, 1);
            _take(p, _number(p, 2));
            _take(p, 32 * depth);
            uint256 parts = _number(p, 1);
            for (uint256 j = 0; j < parts; ++j) {
                Shown.checkPart(i, _number(p, 1));
                _take(p, _number(p, 2));
                _take(p, 32 * depth);
            }
        }
        p.pos = p.messages;
        uint256 first = _number(p, 4);
        count = _number(p, 1);
        for (uint256 i = 0; i < count; ++i) {
            _take(p, 29);
            if (_number(p, 1) == 1) {
                Shown.checkPayload(first + i);
                _take(p, _number(p, 2));
            } else {
                _take(p, 32);
            }
        }
    }

    /// @dev The path of the leaf at a position, 39 bits: the table's, then the index's, zeros after it.
    function _pathAt(uint256 pos) private pure returns (uint256) {
        uint256 table = _read(pos, 1);
        return (table << 36) | (_read(pos + 1, 5) << (36 - _depth(table)));
    }

    /// @dev How many first bits two different paths share.
    function _shared(uint256 one, uint256 other) private pure returns (uint256 bits) {
        uint256 difference = one ^ other;
        bits = 39;
        while (difference != 0) {
            difference >>= 1;
            --bits;
        }
    }

    function _depth(uint256 table) private pure returns (uint256 depth) {
        uint256 depths = Layout.DEPTHS;
        assembly ("memory-safe") {
            depth := byte(table, depths)
        }
    }

    function _node(bytes32 left, bytes32 right) private pure returns (bytes32 node) {
        assembly ("memory-safe") {
            mstore(0, left)
            mstore(0x20, right)
            node := keccak256(0, 0x40)
        }
    }
}
