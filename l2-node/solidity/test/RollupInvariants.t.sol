// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Cheats} from "escrow/test/Vm.sol";
import {Rollup} from "l2-node/Rollup.sol";
import {RollupLives} from "./RollupLives.sol";

/// @notice What holds for the rollup whatever posters, provers and all others do.
contract RollupInvariantsTest is Cheats {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    RollupLives private lives;
    Rollup private rollup;

    function setUp() external {
        lives = new RollupLives();
        lives.setUp();
        rollup = lives.rollupItself();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(lives);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        bytes4[] memory selectors = new bytes4[](12);
        selectors[0] = RollupLives.bond.selector;
        selectors[1] = RollupLives.depart.selector;
        selectors[2] = RollupLives.wait.selector;
        selectors[3] = RollupLives.send.selector;
        selectors[4] = RollupLives.post.selector;
        selectors[5] = RollupLives.assertAgain.selector;
        selectors[6] = RollupLives.prove.selector;
        selectors[7] = RollupLives.collect.selector;
        selectors[8] = RollupLives.freeze.selector;
        selectors[9] = RollupLives.post.selector;
        selectors[10] = RollupLives.prove.selector;
        selectors[11] = RollupLives.bond.selector;
        targets[0] = FuzzSelector(address(lives), selectors);
    }

    /// @notice The rollup's ETH are the bonds that are put down and what provers are owed, to the wei.
    function invariant_balanceIsBondsAndOwed() external view {
        uint256 books = 0;
        address[4] memory posters = lives.posters();
        for (uint256 i = 0; i < posters.length; i++) {
            if (rollup.posterOf(posters[i]) != 0) books += rollup.bond();
        }
        address[2] memory provers = lives.provers();
        for (uint256 i = 0; i < provers.length; i++) {
            books += rollup.owed(provers[i]);
        }
        vm.assertEq(address(rollup).balance, books, "bonds and owed are here");
    }

    /// @notice Right roots stand, wrong ones fall, final ones never change, and nobody leaves whose roots are open.
    function invariant_nothingIsBroken() external view {
        vm.assertEq(bytes(lives.broken()), "");
    }

    /// @notice After every life everybody takes out what is his, and then exactly nothing is left.
    function afterInvariant() external {
        lives.resolve();
        vm.assertEq(address(rollup).balance, 0, "something is left");
    }
}
