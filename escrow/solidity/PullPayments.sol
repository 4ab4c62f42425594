// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Payment} from "./Payment.sol";

/// @title Payments that block nobody: what a recipient or a token refuses is owed, and can be fetched
abstract contract PullPayments is ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @notice Money has left for a recipient, base units.
    event Paid(address indexed token, address indexed to, uint256 amount);
    /// @notice A payment failed and is kept for its recipient, base units.
    event Owed(address indexed token, address indexed to, uint256 amount);
    /// @notice Somebody fetched what was owed.
    event Fetched(address indexed token, address indexed account, address indexed recipient, uint256 amount);

    /// @notice Nothing is owed to this account.
    error NothingOwed(address token, address account);
    /// @notice Only the account itself may send what it is owed elsewhere.
    error OnlyAccountChoosesRecipient(address account);

    /// @notice What an account is owed, base units.
    mapping(address token => mapping(address account => uint256)) public owed;

    /// @notice Pays an account all it is owed in a token. Anybody may call it with the account as recipient; the account
    ///         itself may name another, if its own address cannot receive.
    /// @dev Reverts with NothingOwed, OnlyAccountChoosesRecipient, and when the transfer fails.
    function fetch(address token, address account, address recipient) external nonReentrant {
        // INVARIANT: only an account sends its money elsewhere.
        if (recipient != account && msg.sender != account) revert OnlyAccountChoosesRecipient(account);
        uint256 amount = owed[token][account];
        if (amount == 0) revert NothingOwed(token, account);
        owed[token][account] = 0;
        emit Fetched(token, account, recipient, amount);
        if (token == Payment.ETH) Address.sendValue(payable(recipient), amount);
        else IERC20(token).safeTransfer(recipient, amount);
    }

    /// @dev Pays, or books it as owed. The caller has taken the amount off its own books before.
    function _payOrOwe(address token, address to, uint256 amount) internal {
        if (amount == 0) return;
        if (Payment.tryPay(token, to, amount)) {
            emit Paid(token, to, amount);
        } else {
            owed[token][to] += amount;
            emit Owed(token, to, amount);
        }
    }
}
