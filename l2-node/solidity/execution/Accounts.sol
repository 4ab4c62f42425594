// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Layout} from "./Layout.sol";
import {Packed} from "./Packed.sol";
import {State} from "./State.sol";

/// @title Leaves of accounts: owner address || token address || nonce u64 || balance u128
/// @dev An account that does not exist is a leaf without bytes.
library Accounts {
    uint256 private constant TOKEN = 20;
    uint256 private constant NONCE = 40;
    uint256 private constant BALANCE = 48;

    /// @notice The leaf of an account; no bytes if there is none.
    function get(uint256 id) internal returns (bytes memory) {
        return State.get(_key(id));
    }

    /// @notice Makes an account without a balance.
    function create(uint256 id, address owner_, address token_) internal {
        State.put(_key(id), abi.encodePacked(owner_, token_, uint64(0), uint128(0)));
    }

    /// @notice Who signs for it.
    function owner(bytes memory leaf) internal pure returns (address) {
        return address(uint160(Packed.number(leaf, 0, 20)));
    }

    /// @notice Its token; zero is ETH.
    function token(bytes memory leaf) internal pure returns (address) {
        return address(uint160(Packed.number(leaf, TOKEN, 20)));
    }

    /// @notice How many of its transactions have been executed.
    function nonce(bytes memory leaf) internal pure returns (uint64) {
        return uint64(Packed.number(leaf, NONCE, 8));
    }

    /// @notice What it holds, base units.
    function balance(bytes memory leaf) internal pure returns (uint256) {
        return Packed.number(leaf, BALANCE, 16);
    }

    /// @notice Uses the nonce of an account.
    function use(uint256 id) internal {
        bytes memory leaf = get(id);
        Packed.set(leaf, NONCE, 8, uint256(nonce(leaf)) + 1);
        State.put(_key(id), leaf);
    }

    /// @notice Adds to a balance; false, with nothing changed, if there is no such account or no room.
    function credit(uint256 id, uint256 amount) internal returns (bool) {
        bytes memory leaf = get(id);
        if (leaf.length == 0) return false;
        uint256 sum = balance(leaf) + amount;
        if (sum > type(uint128).max) return false;
        Packed.set(leaf, BALANCE, 16, sum);
        State.put(_key(id), leaf);
        return true;
    }

    /// @notice Takes from a balance; false, with nothing changed, if there is no such account or too little.
    function debit(uint256 id, uint256 amount) internal returns (bool) {
        bytes memory leaf = get(id);
        if (leaf.length == 0 || balance(leaf) < amount) return false;
        Packed.set(leaf, BALANCE, 16, balance(leaf) - amount);
        State.put(_key(id), leaf);
        return true;
    }

    function _key(uint256 id) private pure returns (uint256) {
        return (Layout.ACCOUNTS << 36) | id;
    }
}
