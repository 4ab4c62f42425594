// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ExitLeaf} from "escrow/IExits.sol";
import {Layout} from "l2-node/execution/Layout.sol";
import {IRollup} from "l2-node/IRollup.sol";
import {Deployed} from "./Deployed.sol";

/// @notice A state of a few leaves made by hand, the batch that asserts it, and the freeze that fixes it.
abstract contract ExitTree is Deployed {
    uint256 private constant LEVELS = 39;

    struct Placed {
        uint256 table;
        uint256 path;
        bytes content;
    }

    Placed[] private _placed;

    // ---- the state ----

    /// @dev The path is aligned to the left of 39 bits.
    function _path(uint256 table, uint256 index) private pure returns (uint256) {
        return (table << 36) | (index << (36 - _depth(table)));
    }

    function _depth(uint256 table) private pure returns (uint256) {
        return uint8(Layout.DEPTHS >> (248 - 8 * table));
    }

    function _put(uint256 table, uint256 index, bytes memory content) internal {
        _placed.push(Placed(table, _path(table, index), content));
    }

    /// @dev A leaf of the state with its branch; without bytes if nothing was put there.
    function _shown(uint256 table, uint256 index) internal view returns (ExitLeaf memory leaf) {
        uint256 path = _path(table, index);
        for (uint256 i = 0; i < _placed.length; i++) {
            if (_placed[i].path == path && _placed[i].table == table) leaf.content = _placed[i].content;
        }
        uint256 depth = 3 + _depth(table);
        leaf.siblings = new bytes32[](depth);
        for (uint256 i = 0; i < depth; i++) {
            uint256 level = depth - i;
            leaf.siblings[i] = _node(level, (path >> (LEVELS - level)) ^ 1);
        }
    }

    function _stateRoot() internal view returns (bytes32) {
        return _node(0, 0);
    }

    /// @dev The node so many levels below the root under which all paths begin with these bits.
    function _node(uint256 level, uint256 prefix) private view returns (bytes32) {
        uint256 depth = level < 3 ? LEVELS : 3 + _depth(prefix >> (level - 3));
        bool any = level < 3;
        for (uint256 i = 0; i < _placed.length && !any; i++) {
            if (_placed[i].path >> (LEVELS - level) != prefix) continue;
            if (level == depth) return keccak256(_placed[i].content);
            any = true;
        }
        if (!any) {
            bytes32 empty = 0;
            for (uint256 i = level; i < depth; i++) {
                empty = keccak256(abi.encode(empty, empty));
            }
            return empty;
        }
        return keccak256(abi.encode(_node(level + 1, 2 * prefix), _node(level + 1, 2 * prefix + 1)));
    }

    // ---- the end ----

    /// @dev Posts the state as it was put together, which has consumed so many messages. All later ones are left out.
    function _postState(uint32 consumed) internal {
        _put(Layout.GLOBALS, 0, _globals(consumed));
        IRollup.BatchHeader memory header = _nextHeader();
        header.endInboxCount = consumed;
        if (consumed < inbox.length() && inbox.timeOf(consumed) < header.endTime) {
            header.endTime = inbox.timeOf(consumed);
        }
        IRollup.Assertion memory assertion;
        assertion.roots = new bytes32[](1);
        assertion.roots[0] = _stateRoot();
        ExitLeaf memory globals = _shown(Layout.GLOBALS, 0);
        assertion.globals = globals.content;
        assertion.siblings = globals.siblings;
        assertion.l1Block = uint64(block.number - 1);
        assertion.l1Hash = blockhash(block.number - 1);
        assertion.poster = vm.addr(SEQUENCER_KEY);
        assertion.signature = _batchSignature(header, keccak256(hex"01"), assertion.roots[0]);
        rollup.submitBatch(header, hex"000101", assertion);
    }

    /// @dev Freezes the rollup, with a message of nobody's if none waits, and fixes the state.
    function _freeze() internal {
        vault.deposit{value: 1}(ETH, 1, address(0xdead1));
        vm.warp(block.timestamp + FREEZE_AFTER + 1);
        rollup.freeze();
        rollup.fixExit();
    }

    function _exitAfter(uint32 consumed) internal {
        _postState(consumed);
        _freeze();
    }
}
