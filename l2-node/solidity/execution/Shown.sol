// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {State} from "./State.sol";

/// @title What a witness shows besides leaves: terms, inbox messages, paths of courts' sum trees
/// @dev They lie beside the leaves in State, under keys of their own.
library Shown {
    /// @dev Counters of State.
    uint256 private constant TERMS = 2;
    uint256 private constant PATHS = 3;
    uint256 private constant PATHS_USED = 4;
    uint256 private constant FIRST_MESSAGE = 5;
    uint256 private constant MESSAGES = 6;
    uint256 private constant TERMS_HASHES = 256;

    uint256 private constant HEADS = 1 << 60;
    uint256 private constant PARTS = 2 << 60;
    uint256 private constant MESSAGE_HEADS = 3 << 60;
    uint256 private constant PAYLOADS = 4 << 60;
    uint256 private constant PATH_BYTES = 5 << 60;

    /// @notice A step uses terms that the witness does not show.
    error TermsNotInWitness(bytes32 termsHash);
    /// @notice A step uses one more path than the witness shows.
    error PathNotInWitness();
    /// @notice The witness shows terms, a part, a message or a path that no step uses.
    error NotUsed(uint256 key);

    // ---- while the witness is taken in ----

    /// @notice Notes down terms.
    /// @return number of them
    function addTerms(bytes32 termsHash) internal returns (uint256 number) {
        number = State.counter(TERMS);
        State.set(TERMS, number + 1);
        State.set(TERMS_HASHES + number, uint256(termsHash));
    }

    function addHead(uint256 number, uint256 offset, uint256 length) internal {
        State.load(HEADS | number, offset, length);
    }

    function addPart(uint256 number, uint256 deliverable, uint256 offset, uint256 length) internal {
        State.load(PARTS | (number << 8) | deliverable, offset, length);
    }

    function addMessages(uint256 first, uint256 count) internal {
        State.set(FIRST_MESSAGE, first);
        State.set(MESSAGES, count);
    }

    /// @param offset of `time u64 || kind u8 || sender` in calldata
    function addMessage(uint256 index, uint256 offset) internal {
        State.load(MESSAGE_HEADS | index, offset, 29);
    }

    function addPayload(uint256 index, uint256 offset, uint256 length) internal {
        State.load(PAYLOADS | index, offset, length);
    }

    function addPath(uint256 offset, uint256 length) internal {
        uint256 number = State.counter(PATHS);
        State.load(PATH_BYTES | number, offset, length);
        State.set(PATHS, number + 1);
    }

    // ---- while steps are executed ----

    /// @notice The head of terms.
    /// @dev Reverts with TermsNotInWitness.
    function head(bytes32 termsHash) internal returns (bytes memory) {
        return State.get(HEADS | _number(termsHash));
    }

    /// @notice The part of a deliverable.
    /// @dev Reverts with TermsNotInWitness, State.NotInWitness.
    function part(bytes32 termsHash, uint256 deliverable) internal returns (bytes memory) {
        return State.get(PARTS | (_number(termsHash) << 8) | deliverable);
    }

    function _number(bytes32 termsHash) private view returns (uint256 number) {
        uint256 count = State.counter(TERMS);
        for (number = 0; number < count; ++number) {
            if (State.counter(TERMS_HASHES + number) == uint256(termsHash)) return number;
        }
        revert TermsNotInWitness(termsHash);
    }

    /// @notice Time, kind and sender of an inbox message.
    function message(uint256 index) internal returns (uint64 time, uint8 kind, address sender) {
        bytes memory data = State.get(MESSAGE_HEADS | index);
        uint256 word;
        assembly ("memory-safe") {
            word := mload(add(data, 32))
        }
        return (uint64(word >> 192), uint8(word >> 184), address(uint160(word >> 24)));
    }

    /// @notice The payload of an inbox message that is consumed.
    function payload(uint256 index) internal returns (bytes memory) {
        return State.get(PAYLOADS | index);
    }

    /// @notice Which arbitrator the next path is of. The path stays the next one.
    /// @dev Reverts with PathNotInWitness.
    function pathIndex() internal returns (uint256 index) {
        bytes memory shown = _path(State.counter(PATHS_USED));
        assembly ("memory-safe") {
            index := shr(240, mload(add(shown, 32)))
        }
    }

    /// @notice The next path: `present u8 || arbitrator's leaf, if present || 16 × (hash || sum u128)`.
    /// @dev Reverts with PathNotInWitness.
    /// @param index of the arbitrator: the path must be his
    function path(uint256 index) internal returns (bytes memory shown) {
        if (pathIndex() != index) revert PathNotInWitness();
        shown = _path(State.next(PATHS_USED) - 1);
        assembly ("memory-safe") {
            // What follows the index, as bytes of their own.
            let length := sub(mload(shown), 2)
            shown := add(shown, 2)
            mstore(shown, length)
        }
    }

    function _path(uint256 number) private returns (bytes memory) {
        if (number >= State.counter(PATHS)) revert PathNotInWitness();
        return State.get(PATH_BYTES | number);
    }

    // ---- at the end ----

    /// @notice Checks that all paths and messages were used, and all heads.
    /// @dev Reverts with NotUsed.
    function checkUsed() internal view {
        for (uint256 i = 0; i < State.counter(PATHS); ++i) {
            _check(PATH_BYTES | i);
        }
        for (uint256 i = 0; i < State.counter(TERMS); ++i) {
            _check(HEADS | i);
        }
        uint256 first = State.counter(FIRST_MESSAGE);
        for (uint256 i = 0; i < State.counter(MESSAGES); ++i) {
            _check(MESSAGE_HEADS | (first + i));
        }
    }

    /// @notice Checks that a part was used.
    function checkPart(uint256 number, uint256 deliverable) internal view {
        _check(PARTS | (number << 8) | deliverable);
    }

    /// @notice Checks that a payload was used.
    function checkPayload(uint256 index) internal view {
        _check(PAYLOADS | index);
    }

    function _check(uint256 key) private view {
        (bool used,) = State.state(key);
        if (!used) revert NotUsed(key);
    }
}
