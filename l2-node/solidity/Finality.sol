// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IInbox} from "escrow/IInbox.sol";
import {IOutbox} from "escrow/IOutbox.sol";
import {Bonds} from "./Bonds.sol";
import {IRollup} from "./IRollup.sol";

/// @title Batches as they are kept, which of them are final, and what becomes of them after a freeze
/// @dev See IRollup.
abstract contract Finality is Bonds {
    /// @inheritdoc IRollup
    IInbox public immutable inbox;
    uint64 private immutable _window;
    /// @inheritdoc IRollup
    uint64 public immutable freezeAfter;

    /// @inheritdoc IRollup
    uint64 public height;
    /// @inheritdoc IRollup
    uint64 public rootsHeight;
    /// @notice When a batch was posted, or roots were asserted or deleted, for the last time; Unix seconds.
    uint64 public lastProgress;
    /// @inheritdoc IOutbox
    bool public frozen;
    bool internal _exitFixed;
    uint64 private _exitHeight;
    mapping(uint64 height => Batch) internal _batches;

    /// @param inbox_ whose messages are consumed
    /// @param window_ seconds for which roots must stand
    /// @param freezeAfter_ seconds that a message may wait
    /// @param genesisRoot the state root before the first step
    constructor(IInbox inbox_, uint64 window_, uint64 freezeAfter_, bytes32 genesisRoot) {
        inbox = inbox_;
        _window = window_;
        freezeAfter = freezeAfter_;
        lastProgress = uint64(block.timestamp);
        // The genesis is final at once, and the chain of data hashes begins with it.
        _batches[0].dataHash = genesisRoot;
        _batches[0].lastRoot = genesisRoot;
    }

    /// @dev Whether there is a message that has waited for longer, if so many are consumed; and since when.
    function _isOlder(uint32 consumed, uint64 wait) internal view returns (bool, uint64 time) {
        if (consumed >= inbox.length()) return (false, 0);
        time = inbox.timeOf(consumed);
        return (time + wait < block.timestamp, time);
    }

    // ---- freezing ----

    /// @inheritdoc IRollup
    function freeze() external {
        if (frozen) revert RollupFrozen();
        if (!_isOverdue()) revert NotOverdue();
        frozen = true;
        lastProgress = uint64(block.timestamp);
        emit Frozen(height);
    }

    /// @dev Whether missing roots, or the first message that is not consumed, have waited too long.
    function _isOverdue() private view returns (bool) {
        if (rootsHeight < height) return block.timestamp > lastProgress + freezeAfter;
        // Whatever was posted meanwhile. A flood costs its sender more gas a message than it takes to consume it, so an
        // honest poster is never so far behind.
        (bool older,) = _isOlder(_batches[height].inboxCount, freezeAfter);
        return older;
    }

    /// @inheritdoc IRollup
    function fixExit() external {
        if (!frozen || _exitFixed) revert NotFrozen();
        // Roots that are missing may be asserted anew for two windows after the last that happened.
        bool complete = rootsHeight == height;
        if (complete ? !isFinal(height) : block.timestamp < lastProgress + 2 * _window) revert ExitNotYet();
        // INVARIANT: the root from which people leave never changes.
        _exitFixed = true;
        _exitHeight = finalHeight();
        emit ExitFixed(_exitHeight, _batches[_exitHeight].lastRoot);
    }

    /// @inheritdoc IOutbox
    function exitRoot() external view returns (bytes32) {
        if (!_exitFixed) revert ExitNotFixed();
        return _batches[_exitHeight].lastRoot;
    }

    /// @inheritdoc IOutbox
    function exitInboxCount() external view returns (uint32) {
        if (!_exitFixed) revert ExitNotFixed();
        return _batches[_exitHeight].inboxCount;
    }

    // ---- reading ----

    /// @inheritdoc IRollup
    function window() public view override(Bonds) returns (uint64) {
        return _window;
    }

    /// @inheritdoc IRollup
    function batchAt(uint64 height_) external view returns (Batch memory) {
        if (height_ > height) revert NoSuchBatch(height_);
        return _batches[height_];
    }

    /// @inheritdoc IOutbox
    function isFinal(uint64 height_) public view returns (bool) {
        if (height_ == 0) return true;
        // Roots are asserted in order, so the times grow with the heights: all before it have stood for as long.
        return height_ <= rootsHeight && _batches[height_].rootsAt + _window <= block.timestamp;
    }

    /// @inheritdoc IOutbox
    function finalRoot(uint64 height_) external view returns (bytes32) {
        // INVARIANT: no money moves on a root that can still be proved wrong.
        if (!isFinal(height_)) revert NotFinal(height_);
        return _batches[height_].lastRoot;
    }

    /// @inheritdoc IRollup
    function finalHeight() public view returns (uint64) {
        // Times grow with heights: search for the last final one by halves.
        uint64 least = 0;
        uint64 most = rootsHeight;
        while (least < most) {
            uint64 middle = most - (most - least) / 2;
            if (isFinal(middle)) least = middle;
            else most = middle - 1;
        }
        return least;
    }
}
