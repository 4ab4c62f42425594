// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Globals} from "./Globals.sol";
import {Layout} from "./Layout.sol";
import {State} from "./State.sol";

/// @title Messages to L1, see OutboxLeaf for their form
library Outbox {
    /// @notice Appends a message.
    /// @param kind of OutboxLeaf
    /// @param target the escrow or vault that may use it
    /// @param sequence its number among the escrow's; 0 for the vault
    /// @param count number of payments
    /// @param payments count × (token address || to address || amount u128)
    function send(uint8 kind, address target, uint32 sequence, uint8 count, bytes memory payments) internal {
        bytes memory leaf = abi.encodePacked(kind, target, sequence, count, payments);
        State.put((Layout.OUTBOX << 36) | Globals.count(Globals.OUTBOX), leaf);
    }
}
