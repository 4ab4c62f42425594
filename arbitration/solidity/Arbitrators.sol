// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice One arbitrator of a court: a leaf of its sum tree.
/// @param account who it is
/// @param stake what new disputes draw by, base units of the court's stake token
/// @param locked what seats on running panels hold of stake and leaving together
/// @param earned base units of the court's fee token that wait to be collected
/// @param leaving base units of the stake token that were unstaked and not collected yet
/// @param leavesAt from when on what is leaving can be collected, Unix seconds; 0 if nothing is
struct Arbitrator {
    address account;
    uint128 stake;
    uint128 locked;
    uint128 earned;
    uint128 leaving;
    uint64 leavesAt;
}

/// @title An arbitrator's leaf
/// @notice The twin of org.horkos.arbitration.panel.Arbitrator:
///         leaf := account address || stake u128 || locked u128 || earned u128 || leaving u128 || leavesAt u64
library Arbitrators {
    /// @notice How many bytes a leaf has.
    uint256 internal constant SIZE = 92;

    /// @notice What seats can lock and slash: stake and leaving.
    function backing(Arbitrator memory arbitrator) internal pure returns (uint256) {
        return uint256(arbitrator.stake) + arbitrator.leaving;
    }

    /// @notice What of the backing no seat has locked.
    function free(Arbitrator memory arbitrator) internal pure returns (uint256) {
        return backing(arbitrator) - arbitrator.locked;
    }

    /// @notice Whether he has left with everything: no stake, no seat, nothing to collect.
    function left(Arbitrator memory arbitrator) internal pure returns (bool) {
        return backing(arbitrator) == 0 && arbitrator.earned == 0;
    }

    /// @notice The leaf.
    function encode(Arbitrator memory a) internal pure returns (bytes memory) {
        return abi.encodePacked(a.account, a.stake, a.locked, a.earned, a.leaving, a.leavesAt);
    }

    /// @notice The arbitrator of a leaf that begins at a position.
    /// @dev The position is not checked, and what the bytes say neither: they stand under a court's root, or the hash
    ///      differs.
    function decode(bytes memory data, uint256 start) internal pure returns (Arbitrator memory a) {
        uint256 word;
        uint256 next;
        assembly ("memory-safe") {
            let from := add(add(data, 32), start)
            mstore(a, shr(96, mload(from)))
            word := mload(add(from, 20))
            next := mload(add(from, 52))
            mstore(add(a, 160), shr(192, mload(add(from, 84))))
        }
        a.stake = uint128(word >> 128);
        a.locked = uint128(word);
        a.earned = uint128(next >> 128);
        a.leaving = uint128(next);
    }
}
