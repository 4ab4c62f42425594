// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Vault} from "escrow/Vault.sol";
import {Cheats} from "escrow/test/Vm.sol";
import {VaultLives} from "./VaultLives.sol";

/// @notice What holds for the vault whatever anybody does.
contract VaultInvariantsTest is Cheats {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    VaultLives private lives;
    Vault private vault;

    function setUp() external {
        lives = new VaultLives();
        vm.deal(address(lives), 1_000_000 ether);
        lives.setUp();
        vault = lives.vaultItself();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(lives);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        bytes4[] memory selectors = new bytes4[](7);
        selectors[0] = VaultLives.deposit.selector;
        selectors[1] = VaultLives.prove.selector;
        selectors[2] = VaultLives.withdraw.selector;
        selectors[3] = VaultLives.fetch.selector;
        selectors[4] = VaultLives.changeMood.selector;
        selectors[5] = VaultLives.deposit.selector;
        selectors[6] = VaultLives.withdraw.selector;
        targets[0] = FuzzSelector(address(lives), selectors);
    }

    /// @notice What is here is what L2 owes, what is on its way out, and what somebody would not take.
    function invariant_balanceIsWhatIsOwed() external view {
        for (uint256 t = 0; t < 2; t++) {
            address money = lives.tokens()[t];
            uint256 books = lives.underWay(money);
            for (uint256 i = 0; i < 3; i++) {
                address owner = lives.owners()[i];
                books += lives.balances(owner, money) + vault.owed(money, owner);
            }
            vm.assertEq(lives.balance(money), books, "balances, withdrawals and owed are here");
        }
    }

    /// @notice No withdrawal is made twice, too early, or refused; no deposit is.
    function invariant_nothingIsBroken() external view {
        vm.assertEq(bytes(lives.broken()), "");
    }

    /// @notice After every life everybody withdraws what is his, and then exactly nothing is left.
    function afterInvariant() external {
        lives.resolve();
        vm.assertEq(bytes(lives.broken()), "");
        for (uint256 t = 0; t < 2; t++) {
            vm.assertEq(lives.balance(lives.tokens()[t]), 0, "something is left");
        }
    }
}
