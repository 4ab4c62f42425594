// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Head} from "./Terms.sol";

/// @notice Whether terms keep every limit of docs/protocol/terms.md. A contract of its own, since the factory and the
///         check do not fit into one.
interface ITermsLimits {
    /// @notice Reverts unless they do, with the errors of Terms, PartFields, PartCheck and Maxima.
    /// @param protocol addresses that can have no role: vault, rollup, inbox
    function check(Head calldata head, bytes[] calldata parts, address[3] calldata protocol) external pure;
}
