// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Calls that work on the caller's own transient state
library Delegation {
    /// @notice Runs another contract's code on this one's state; what it reverts with, this reverts with.
    /// @param code a contract of this very deployment
    function run(address code, bytes memory call) internal returns (bytes memory result) {
        bool done;
        (done, result) = code.delegatecall(call);
        if (!done) {
            assembly ("memory-safe") {
                revert(add(result, 32), mload(result))
            }
        }
    }
}
