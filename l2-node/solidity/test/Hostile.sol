// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {BondedEscrow} from "escrow/BondedEscrow.sol";

/// @notice A receiver that refuses ETH, burns all gas, returns a flood of bytes, or calls back, as it is told.
contract Receiver {
    enum Mood {
        Grateful,
        Refuses,
        BurnsGas,
        Floods,
        CallsBack
    }

    Mood public mood;
    bytes public callback;
    bool public calledBack;

    function become(Mood mood_, bytes calldata callback_) external {
        mood = mood_;
        callback = callback_;
    }

    /// @notice Does anything, as a safe would for its owners.
    function execute(address to, uint256 value, bytes calldata data) external payable returns (bytes memory) {
        (bool done, bytes memory result) = to.call{value: value}(data);
        require(done, "refused");
        return result;
    }

    receive() external payable {
        if (mood == Mood.Refuses) revert("no");
        if (mood == Mood.BurnsGas) {
            while (true) {}
        }
        if (mood == Mood.Floods) {
            assembly {
                return(0, 1000000)
            }
        }
        if (mood == Mood.CallsBack) (calledBack,) = msg.sender.call(callback);
    }

    /// @notice EIP-1271: this wallet's owner signs with the text "yes".
    function isValidSignature(bytes32, bytes calldata signature) external pure returns (bytes4) {
        return keccak256(signature) == keccak256("yes") ? bytes4(0x1626ba7e) : bytes4(0);
    }
}

/// @notice A token that takes a fee, blacklists an address, or lies, as it is told.
contract AwkwardToken is ERC20 {
    uint256 public fee;
    address public blacklisted;
    bool public answersFalse;

    constructor() ERC20("Awkward", "AWK") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function become(uint256 fee_, address blacklisted_, bool answersFalse_) external {
        fee = fee_;
        blacklisted = blacklisted_;
        answersFalse = answersFalse_;
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        require(to != blacklisted, "blacklisted");
        if (answersFalse) return false;
        return super.transfer(to, amount);
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (fee != 0 && from != address(0) && to != address(0)) super._update(to, address(0), fee);
    }
}
