// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A token for demonstrations and tests
/// @notice All of it is made at once and nobody can make more.
contract DemoToken is ERC20 {
    uint8 private immutable _decimals;

    /// @param name_ for example "Demo Dollar"
    /// @param symbol_ for example "USDC"
    /// @param decimals_ digits after the point
    /// @param holders who gets some in the beginning
    /// @param amount base units for each of them
    constructor(string memory name_, string memory symbol_, uint8 decimals_, address[] memory holders, uint256 amount)
        ERC20(name_, symbol_)
    {
        _decimals = decimals_;
        for (uint256 i = 0; i < holders.length; i++) {
            _mint(holders[i], amount);
        }
    }

    /// @inheritdoc ERC20
    function decimals() public view override returns (uint8) {
        return _decimals;
    }
}
