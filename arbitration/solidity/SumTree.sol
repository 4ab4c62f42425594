// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Arbitrator, Arbitrators} from "./Arbitrators.sol";

/// @notice A place in a court's sum tree as a witness shows it.
/// @param index of the leaf, 0 to 65,535
/// @param present whether somebody joined there
/// @param arbitrator who, if somebody did
/// @param shown the bytes that it was read from; the siblings stand at the end
struct Place {
    uint256 index;
    bool present;
    Arbitrator arbitrator;
    bytes shown;
}

/// @title The arbitrators of a court as a Merkle sum tree of depth 16
/// @notice The twin of org.horkos.arbitration.panel.SumTree: a leaf's hash is that of its bytes and its sum the stake, the
///         hash of an empty leaf is 0 with sum 0, and a node is H(left || leftSum u128 || right || rightSum u128).
///         place := present u8 || leaf if present || 16 × (hash || sum u128), siblings from the leaf up
library SumTree {
    /// @notice Levels below the root.
    uint256 internal constant DEPTH = 16;
    /// @notice The most arbitrators that a court can have.
    uint256 internal constant CAPACITY = 65_536;
    /// @notice The root of a court that nobody has joined.
    bytes32 internal constant EMPTY_ROOT = 0xa28bbd5988845eb95ecc8ae2683292bc981d3ea48f68621c776718eddd399a02;

    uint256 private constant SIBLING = 48;

    /// @notice The bytes have not the form of a place.
    error BadPlace();
    /// @notice The place is not one of the tree.
    error NotInTree(uint256 index);
    /// @notice The stakes together pass 2^128 - 1.
    error SumTooLarge();

    /// @notice Reads a place.
    /// @dev Reverts with BadPlace.
    function read(bytes memory shown, uint256 index) internal pure returns (Place memory place) {
        if (index >= CAPACITY || shown.length == 0 || uint8(shown[0]) > 1) revert BadPlace();
        place.index = index;
        place.shown = shown;
        place.present = uint8(shown[0]) == 1;
        if (shown.length != 1 + (place.present ? Arbitrators.SIZE : 0) + DEPTH * SIBLING) revert BadPlace();
        if (place.present) place.arbitrator = Arbitrators.decode(shown, 1);
    }

    /// @notice Checks that a place is one of a tree.
    /// @dev Reverts with NotInTree, SumTooLarge.
    /// @return before the sum of all stakes before it: the first ticket of its arbitrator
    function check(Place memory place, bytes32 root_, uint256 total_) internal pure returns (uint256 before) {
        bytes32 hash;
        uint256 sum;
        (hash, sum, before) = climb(place);
        if (hash != root_ || sum != total_) revert NotInTree(place.index);
    }

    /// @notice Root and total of the tree with what stands in the place now.
    /// @dev Reverts with SumTooLarge.
    function root(Place memory place) internal pure returns (bytes32 hash, uint256 sum) {
        (hash, sum,) = climb(place);
    }

    /// @notice Hash and sum of the root above a place, and the sum of all that stands before the place.
    /// @dev Reverts with SumTooLarge.
    function climb(Place memory place) internal pure returns (bytes32 hash, uint256 sum, uint256 before) {
        if (place.present) {
            hash = keccak256(Arbitrators.encode(place.arbitrator));
            sum = place.arbitrator.stake;
        }
        uint256 index = place.index;
        bytes memory shown = place.shown;
        uint256 widest = sum;
        assembly ("memory-safe") {
            // One node's 96 bytes, written behind all that is allocated and given up afterwards.
            let node := mload(0x40)
            let end := add(add(shown, 32), mload(shown))
            for { let at := sub(end, mul(16, 48)) } lt(at, end) { at := add(at, 48) } {
                let otherSum := shr(128, mload(add(at, 32)))
                switch and(index, 1)
                case 0 {
                    mstore(node, hash)
                    mstore(add(node, 32), shl(128, sum))
                    mcopy(add(node, 48), at, 48)
                }
                default {
                    mcopy(node, at, 48)
                    mstore(add(node, 48), hash)
                    mstore(add(node, 80), shl(128, sum))
                    before := add(before, otherSum)
                }
                hash := keccak256(node, 96)
                sum := add(sum, otherSum)
                widest := or(widest, sum)
                index := shr(1, index)
            }
        }
        // INVARIANT: no sum is cut off when it is hashed.
        if (widest > type(uint128).max) revert SumTooLarge();
    }
}
