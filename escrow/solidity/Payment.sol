// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @title Taking money in and paying it out; token 0 is ETH, amounts are base units
library Payment {
    using SafeERC20 for IERC20;

    /// @notice Stands for ETH where a token is meant.
    address internal constant ETH = address(0);
    /// @notice What is burnt goes here, of ETH and tokens alike.
    address internal constant BURN = 0x000000000000000000000000000000000000dEaD;
    /// @notice Gas that a recipient or a token may use for one payment: what takes more is owed instead.
    uint256 internal constant PUSH_GAS = 150_000;
    /// @dev What is needed so that 63/64 of the rest, after the costs of the call itself, are PUSH_GAS.
    uint256 private constant PUSH_RESERVE = PUSH_GAS * 64 / 63 + 50_000;

    /// @notice The value sent along is not the ETH that is due.
    error WrongValue(uint256 expected, uint256 given);
    /// @notice A token brought another amount than it was told, so it takes a fee: it cannot be used.
    error ReceivedAnotherAmount(address token, uint256 expected, uint256 given);
    /// @notice The call has too little gas left to give every payment its share: send more.
    error TooLittleGas();

    /// @notice Pulls tokens from `from` into `to` by allowance.
    /// @dev Reverts with ReceivedAnotherAmount or the token's own errors. Not for ETH.
    function collect(address token, address from, address to, uint256 amount) internal {
        uint256 before = IERC20(token).balanceOf(to);
        IERC20(token).safeTransferFrom(from, to, amount);
        uint256 given = IERC20(token).balanceOf(to) - before;
        // INVARIANT: what is booked as deposited has come in.
        if (given != amount) revert ReceivedAnotherAmount(token, amount, given);
    }

    /// @notice Pays, or says that it could not be. Neither recipient nor token can make the caller fail: the gas is
    ///         bounded and what they return is not copied.
    /// @dev Reverts with TooLittleGas.
    function tryPay(address token, address to, uint256 amount) internal returns (bool paid) {
        // INVARIANT: nobody can make a good payment fail by giving the call little gas.
        if (gasleft() < PUSH_RESERVE) revert TooLittleGas();
        if (token == ETH) {
            assembly ("memory-safe") {
                paid := call(PUSH_GAS, to, amount, 0, 0, 0, 0)
            }
        } else {
            bytes memory data = abi.encodeCall(IERC20.transfer, (to, amount));
            assembly ("memory-safe") {
                mstore(0, 0)
                paid := call(PUSH_GAS, token, 0, add(data, 0x20), mload(data), 0, 0x20)
                // as SafeERC20: true, or nothing at all from an address with code
                if iszero(eq(mload(0), 1)) {
                    paid := and(paid, and(iszero(returndatasize()), gt(extcodesize(token), 0)))
                }
            }
        }
    }
}
