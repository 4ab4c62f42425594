// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BondedEscrow} from "escrow/BondedEscrow.sol";
import {Cheats} from "escrow/test/Vm.sol";
import {EscrowLives} from "./EscrowLives.sol";

/// @notice What holds for an escrow whatever anybody does, the rollup included.
contract EscrowInvariantsTest is Cheats {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    EscrowLives private lives;
    BondedEscrow private escrow;

    function setUp() external {
        lives = new EscrowLives();
        lives.setUp();
        escrow = lives.escrow();
        // most lives begin with the money in, the others have to find it
        if (block.number % 2 == 0) {
            lives.fund(0);
            lives.fund(1);
        }
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(lives);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        bytes4[] memory selectors = new bytes4[](12);
        selectors[0] = EscrowLives.fund.selector;
        selectors[1] = EscrowLives.join.selector;
        selectors[2] = EscrowLives.wait.selector;
        selectors[3] = EscrowLives.changeMood.selector;
        selectors[4] = EscrowLives.prove.selector;
        selectors[5] = EscrowLives.close.selector;
        selectors[6] = EscrowLives.claim.selector;
        selectors[7] = EscrowLives.settle.selector;
        selectors[8] = EscrowLives.refund.selector;
        selectors[9] = EscrowLives.fetch.selector;
        selectors[10] = EscrowLives.prove.selector;
        selectors[11] = EscrowLives.claim.selector;
        targets[0] = FuzzSelector(address(lives), selectors);
    }

    /// @notice Nobody but the parties, the court and the fire ever gets anything.
    function invariant_nobodyElseIsPaid() external view {
        address lab = lives.accounts()[5];
        vm.assertEq(lives.wealth(lab, lives.tokens()[0]), 0, "an attestor was paid tokens");
        vm.assertEq(lives.wealth(lab, lives.tokens()[1]), 0, "an attestor was paid ETH");
        address helper = lives.accounts()[2];
        if (escrow.partyAt(2) == address(0)) {
            vm.assertEq(lives.gained(helper, lives.tokens()[0]), 0, "somebody who has not joined was paid");
        }
    }

    /// @notice Claims give no party, not the court and not the fire more than the terms let them have.
    function invariant_everybodyWithinTheMaximum() external view {
        uint256[2][5] memory most;
        most[0] = [uint256(5_500e6), 0];
        most[1] = [uint256(5_800e6), 2 ether];
        most[2] = [uint256(400e6), 0];
        most[3] = [uint256(54e6), 0];
        most[4] = [uint256(18e6), 0];
        for (uint256 i = 0; i < 5; i++) {
            for (uint256 t = 0; t < 2; t++) {
                address account = lives.accounts()[i];
                address money = lives.tokens()[t];
                vm.assertLe(lives.gained(account, money), most[i][t], "more than the maximum");
                vm.assertEq(escrow.received(account, money), lives.gained(account, money), "booked and gained");
            }
        }
    }

    /// @notice What is here is what was deposited and has not left: held, owed, and the fee pot.
    function invariant_balanceIsDepositsLessPaid() external view {
        for (uint256 t = 0; t < 2; t++) {
            address money = lives.tokens()[t];
            uint256 owed = 0;
            for (uint256 i = 0; i < 6; i++) {
                owed += escrow.owed(money, lives.accounts()[i]);
            }
            uint256 feePot = t == 0 ? escrow.feePot() : 0;
            uint256 here = lives.balance(money, address(escrow));
            vm.assertEq(here, escrow.held(money) + owed + feePot, "held and owed are here");
            vm.assertEq(here - feePot + lives.left(money), lives.deposited(money), "deposits less paid are here");
        }
    }

    /// @notice A settlement, and all that follows it, leaves what court and burn may still get.
    function invariant_settlementKeepsTheCaps() external view {
        if (lives.settlements() == 0 || lives.releases() != 0) return;
        address money = lives.tokens()[0];
        address vault = lives.accounts()[3];
        address burn = lives.accounts()[4];
        uint256 open = 72e6 - escrow.received(vault, money) - escrow.received(burn, money);
        vm.assertLe(open, escrow.held(money), "the caps are not covered");
    }

    /// @notice No message is used twice, and nothing happened that the lives call broken.
    function invariant_nothingIsBroken() external view {
        vm.assertEq(bytes(lives.broken()), "");
        vm.assertLe(lives.releases(), 1, "released twice");
        vm.assertLe(lives.settlements(), 1, "settled twice");
        vm.assertEq(escrow.claims(), lives.claims(), "claims counted");
    }

    /// @notice After every life the rest can be resolved, and then exactly nothing is left.
    function afterInvariant() external {
        lives.resolve();
        for (uint256 t = 0; t < 2; t++) {
            vm.assertEq(lives.balance(lives.tokens()[t], address(escrow)), 0, "something is left");
        }
    }
}
