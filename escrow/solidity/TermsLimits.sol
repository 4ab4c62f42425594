// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITermsLimits} from "./ITermsLimits.sol";
import {Head, Terms} from "./Terms.sol";

/// @title TermsLimits
/// @dev See ITermsLimits.
contract TermsLimits is ITermsLimits {
    /// @inheritdoc ITermsLimits
    function check(Head calldata head, bytes[] calldata parts, address[3] calldata protocol) external pure {
        Terms.check(head, parts, protocol);
    }
}
