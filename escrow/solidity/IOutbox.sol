// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IExits} from "./IExits.sol";

/// @title What escrows and the vault need to know of the rollup: which state roots are final
/// @notice The Rollup implements it. The outbox is a table of the rollup's state, so a message to L1 is proved by a
///         branch of the state tree against the root after the last chunk of a final batch.
interface IOutbox {
    /// @notice The batch does not exist, or its roots have not stood for the whole challenge window.
    /// @param height the batch asked for
    error NotFinal(uint64 height);

    /// @notice The rollup is not frozen, or what was posted may still become final.
    error ExitNotFixed();
    /// @notice The rollup is frozen for good: nothing new begins.
    error RollupFrozen();

    /// @notice Whether the roots of a batch, and of all before it, have stood for the challenge window.
    /// @param height number of the batch; 0 is the genesis
    function isFinal(uint64 height) external view returns (bool);

    /// @notice The state root after the last chunk of a final batch.
    /// @dev Reverts with NotFinal.
    /// @param height number of the batch; 0 is the genesis
    function finalRoot(uint64 height) external view returns (bytes32);

    /// @notice After a freeze: the state root from which people leave by proof. It never changes.
    /// @dev Reverts with ExitNotFixed.
    function exitRoot() external view returns (bytes32);

    /// @notice After a freeze: how many messages of the inbox that state has consumed.
    /// @dev Reverts with ExitNotFixed.
    function exitInboxCount() external view returns (uint32);

    /// @notice Checks what people leave with after a freeze.
    function exits() external view returns (IExits);

    /// @notice Whether the rollup is frozen.
    function frozen() external view returns (bool);
}
