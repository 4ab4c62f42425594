// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Agreement, Deliverable} from "./Agreement.sol";
import {FactWords} from "./FactWords.sol";
import {Membership} from "./Membership.sol";
import {PartReading} from "./PartReading.sol";

/// @title What concerns the head of an agreement alone, and the hash that an acceptance names
/// @notice Lifecycle makes one of its own and asks it: one contract cannot hold all the code. The functions are those of
///         ILifecycle.
contract LifecycleHead {
    /// @notice ILifecycle.join.
    function join(
        Agreement memory agreement,
        uint64[] memory openFor,
        address[] memory attestors,
        uint8 party,
        address account,
        uint64 time
    ) external pure returns (uint16, Agreement memory) {
        return (Membership.join(agreement, openFor, attestors, party, account, time), agreement);
    }

    /// @notice ILifecycle.settle.
    function settle(Agreement memory agreement, uint64 time) external pure returns (uint16, Agreement memory) {
        return (Membership.settle(agreement, time), agreement);
    }

    /// @notice ILifecycle.assertedHash.
    function assertedHash(bytes memory part, Deliverable memory deliverable) external pure returns (bytes32) {
        if (deliverable.deliveredAt == 0) return FactWords.hash(new int256[](0));
        return FactWords.hash(FactWords.asserted(PartReading.decode(part), deliverable.facts));
    }
}
