// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Layout} from "./Layout.sol";
import {Shown} from "./Shown.sol";
import {State} from "./State.sol";
import {Witness} from "./Witness.sol";

/// @title The state roots of a witness: the one that its leaves stood under, and the one of what has become of them
/// @dev Both are hashed at once, leaf after leaf by path, with each sibling read once.
library WitnessRoots {
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
    function roots(Witness.Parts memory p, bytes32 previousRoot) internal view returns (bytes32 root) {
        _checkUsed(p);
        uint256 count = Witness.read(p.siblings - 2, 2);
        if (p.count == 0) {
            // No step was read: nothing was looked at, and nothing has changed.
            if (count != 0) revert Witness.WitnessSize();
            return previousRoot;
        }
        Climb memory c;
        for (uint256 i = 1; i < 37; ++i) {
            c.empty[i] = Witness.nodeOf(c.empty[i - 1], c.empty[i - 1]);
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
        if (c.sibling != count || c.depth != 0) revert Witness.WitnessSize();
        if (c.oldNode != previousRoot) revert Witness.WrongWitness(c.oldNode);
        return c.newNode;
    }

    /// @dev Begins the way up from the leaf at a position of calldata.
    function _enter(Climb memory c, uint256 pos) private view returns (uint256 content, uint256 length) {
        c.table = Witness.read(pos, 1);
        uint256 index = Witness.read(pos + 1, 5);
        length = Witness.read(pos + 6, 2);
        content = pos + Witness.LEAF_HEAD;
        c.path = _pathAt(pos);
        c.depth = Layout.TABLE_LEVELS + Witness.depthOf(c.table);
        uint256 key = (c.table << 36) | index;
        (bool used, bool changed) = State.state(key);
        if (!used) revert Shown.NotUsed(key);
        c.oldNode = length == 0 ? bytes32(0) : Witness.hashOf(content, length);
        c.newNode = changed ? State.hashOf(key) : c.oldNode;
    }

    /// @dev Up to where this leaf meets the next one, taking in those to the left that wait for it.
    /// @param shared levels shared with the next leaf and one; 0 for the last leaf
    function _climb(Climb memory c, Witness.Parts memory p, uint256 shared) private pure {
        while (true) {
            uint256 left = c.waiting == 0 ? 0 : uint256(c.stack[c.waiting - 1][2]);
            uint256 until = left > shared ? left : shared;
            while (c.depth > until) _hashSibling(c, p);
            if (c.depth == 0) return;
            if (left > shared) {
                bytes32[3] memory other = c.stack[--c.waiting];
                (bytes32 before, bytes32 after_) = (other[0], other[1]);
                bool same = before == after_ && c.oldNode == c.newNode;
                c.oldNode = Witness.nodeOf(before, c.oldNode);
                c.newNode = same ? c.oldNode : Witness.nodeOf(after_, c.newNode);
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

    function _hashSibling(Climb memory c, Witness.Parts memory p) private pure {
        uint256 depth = c.depth;
        bytes32 sibling = _sibling(c, p);
        bool same = c.oldNode == c.newNode;
        if ((c.path >> (39 - depth)) & 1 == 0) {
            c.oldNode = Witness.nodeOf(c.oldNode, sibling);
            c.newNode = same ? c.oldNode : Witness.nodeOf(c.newNode, sibling);
        } else {
            c.oldNode = Witness.nodeOf(sibling, c.oldNode);
            c.newNode = same ? c.oldNode : Witness.nodeOf(sibling, c.newNode);
        }
        c.depth = depth - 1;
    }

    /// @dev Of subtrees that hold several tables none counts as empty: the globals always stand.
    function _sibling(Climb memory c, Witness.Parts memory p) private pure returns (bytes32 sibling) {
        uint256 number = c.sibling++;
        if (number >= Witness.read(p.siblings - 2, 2)) revert Witness.WitnessSize();
        if (number % 8 == 0) c.flags = Witness.read(p.siblings + number / 8, 1);
        bool isEmpty = (c.flags >> (7 - (number % 8))) & 1 == 1;
        uint256 depth = c.depth;
        bool oneTable = depth >= Layout.TABLE_LEVELS;
        bytes32 empty;
        if (oneTable) {
            uint256 table = depth == Layout.TABLE_LEVELS ? c.table ^ 1 : c.table;
            empty = c.empty[Layout.TABLE_LEVELS + Witness.depthOf(table) - depth];
        }
        if (isEmpty) {
            if (!oneTable) revert Witness.SiblingNotCanonical();
            return empty;
        }
        sibling = bytes32(Witness.read(c.hash, 32));
        c.hash += 32;
        if (oneTable && sibling == empty) revert Witness.SiblingNotCanonical();
    }

    function _checkUsed(Witness.Parts memory p) private view {
        Shown.checkUsed();
        p.pos = p.terms;
        uint256 count = Witness.takeNumber(p, 1);
        for (uint256 i = 0; i < count; ++i) {
            Witness.take(p, 32);
            uint256 depth = Witness.takeNumber(p, 1);
            Witness.take(p, Witness.takeNumber(p, 2));
            Witness.take(p, 32 * depth);
            uint256 parts = Witness.takeNumber(p, 1);
            for (uint256 j = 0; j < parts; ++j) {
                Shown.checkPart(i, Witness.takeNumber(p, 1));
                Witness.take(p, Witness.takeNumber(p, 2));
                Witness.take(p, 32 * depth);
            }
        }
        p.pos = p.messages;
        uint256 first = Witness.takeNumber(p, 4);
        count = Witness.takeNumber(p, 1);
        for (uint256 i = 0; i < count; ++i) {
            Witness.take(p, 29);
            if (Witness.takeNumber(p, 1) == 1) {
                Shown.checkPayload(first + i);
                Witness.take(p, Witness.takeNumber(p, 2));
            } else {
                Witness.take(p, 32);
            }
        }
    }

    /// @dev The path of the leaf at a position, 39 bits: the table's, then the index's, zeros after it.
    function _pathAt(uint256 pos) private pure returns (uint256) {
        uint256 table = Witness.read(pos, 1);
        return (table << 36) | (Witness.read(pos + 1, 5) << (36 - Witness.depthOf(table)));
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
}
