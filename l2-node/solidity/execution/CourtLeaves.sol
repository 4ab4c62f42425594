// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Court} from "arbitration/Courts.sol";
import {Place, SumTree} from "arbitration/SumTree.sol";
import {Layout} from "./Layout.sol";
import {Packed} from "./Packed.sol";
import {Shown} from "./Shown.sol";
import {State} from "./State.sol";

/// @title Leaves of courts, and places in their sum trees
/// @notice court := owner address || stakeToken address || feeToken address || minimumStake u128 || arbitrators u32 || root hash
///         || total u128 || feeTreasury u128 || stakeTreasury u128
library CourtLeaves {
    using SumTree for Place;

    /// @notice A court; `found` is false if there is none.
    function get(uint256 id) internal returns (bool found, Court memory court) {
        if (id >= Layout.MAX_IDS) return (false, court);
        bytes memory leaf = State.get(_key(id));
        if (leaf.length == 0) return (false, court);
        return (true, decode(leaf));
    }

    /// @notice What a court's leaf says.
    function decode(bytes memory leaf) internal pure returns (Court memory court) {
        court.owner = address(uint160(Packed.number(leaf, 0, 20)));
        court.stakeToken = address(uint160(Packed.number(leaf, 20, 20)));
        court.feeToken = address(uint160(Packed.number(leaf, 40, 20)));
        court.minimumStake = uint128(Packed.number(leaf, 60, 16));
        court.arbitrators = uint32(Packed.number(leaf, 76, 4));
        court.root = bytes32(Packed.number(leaf, 80, 32));
        court.total = uint128(Packed.number(leaf, 112, 16));
        court.feeTreasury = uint128(Packed.number(leaf, 128, 16));
        court.stakeTreasury = uint128(Packed.number(leaf, 144, 16));
    }

    /// @notice Sets a court.
    function put(uint256 id, Court memory court) internal {
        bytes memory names = abi.encodePacked(court.owner, court.stakeToken, court.feeToken, court.minimumStake);
        bytes memory tree = abi.encodePacked(court.arbitrators, court.root, court.total);
        State.put(_key(id), bytes.concat(names, tree, abi.encodePacked(court.feeTreasury, court.stakeTreasury)));
    }

    /// @notice The witness's next path, as a place in a court's sum tree of this root and total.
    /// @dev Reverts if it is not: Shown.PathNotInWitness, SumTree.NotInTree.
    /// @return found the place
    /// @return before the sum of all stakes before it
    function place(uint256 index, bytes32 root, uint256 total) internal returns (Place memory found, uint256 before) {
        found = SumTree.read(Shown.path(index), index);
        before = found.check(root, total);
    }

    /// @notice Sets a court whose arbitrator at a place is now as the place says.
    function put(uint256 id, Court memory court, Place memory changed) internal {
        changed.present = true;
        uint256 total;
        (court.root, total) = changed.root();
        court.total = uint128(total);
        if (changed.index == court.arbitrators) ++court.arbitrators;
        put(id, court);
    }

    function _key(uint256 id) private pure returns (uint256) {
        return (Layout.COURTS << 36) | (id << Layout.SLOT_LEVELS);
    }
}
