// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BondedEscrow} from "escrow/BondedEscrow.sol";
import {IBondedEscrow} from "escrow/IBondedEscrow.sol";
import {IVault} from "escrow/IVault.sol";
import {Deployed} from "./Deployed.sol";

/// @notice A payout is claimed once and a withdrawal made once: whoever claims what, in which order and how often.
contract OnceTest is Deployed {
    uint256 private constant MESSAGES = 6;
    uint256 private constant TRIES = 40;

    bytes[] private _leaves;
    uint64[] private _heights;
    uint256[MESSAGES] private _times;

    /// @notice Payouts of one escrow and withdrawals from the vault, each tried many times: each pays the first time.
    function testFuzz_claimAndWithdraw_anyOrderAgainAndAgain_payOnce(uint256 chance) external {
        BondedEscrow escrow = _started();
        vault.deposit{value: 3 ether}(ETH, 3 ether, client);
        for (uint32 i = 0; i < MESSAGES; i++) {
            bytes memory leaf = _isPayout(i)
                ? _leaf(1, address(escrow), i, _entry(address(token), studio, _worth(i)))
                : _leaf(2, address(vault), 0, _entry(ETH, lab, _worth(i)));
            _leaves.push(leaf);
            _heights.push(_postWith(leaf, i));
        }
        vm.warp(block.timestamp + WINDOW);
        uint256 before = token.balanceOf(studio);
        for (uint256 i = 0; i < TRIES; i++) {
            chance = uint256(keccak256(abi.encode(chance)));
            _try(escrow, uint32(chance % MESSAGES), address(uint160(chance >> 8)));
        }
        (uint256 payouts, uint256 withdrawals, uint256 claims) = (0, 0, 0);
        for (uint32 i = 0; i < MESSAGES; i++) {
            if (_times[i] == 0) continue;
            if (_isPayout(i)) {
                payouts += _worth(i);
                claims++;
            } else {
                withdrawals += _worth(i);
            }
        }
        vm.assertEq(token.balanceOf(studio) - before, payouts, "payouts");
        vm.assertEq(escrow.received(studio, address(token)), payouts, "booked");
        vm.assertEq(escrow.claims(), claims, "counted");
        vm.assertEq(lab.balance, withdrawals, "withdrawals");
    }

    /// @dev Every second one; the withdrawals are alike but for their place in the outbox.
    function _isPayout(uint32 i) private pure returns (bool) {
        return i % 2 == 0;
    }

    function _worth(uint32 i) private pure returns (uint128) {
        return _isPayout(i) ? uint128(1e6) << i : 0.5 ether;
    }

    function _try(BondedEscrow escrow, uint32 i, address anybody) private {
        bool again = _times[i]++ > 0;
        vm.prank(anybody);
        if (_isPayout(i)) {
            bytes32 key = keccak256(_leaves[i]);
            if (again) vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.AlreadyClaimed.selector, key));
            escrow.claim(_leaves[i], _heights[i], i, _siblings());
        } else {
            bytes32 key = keccak256(abi.encodePacked(i, _leaves[i]));
            if (again) vm.expectRevert(abi.encodeWithSelector(IVault.AlreadyWithdrawn.selector, key));
            vault.withdraw(_leaves[i], _heights[i], i, _siblings());
        }
    }
}
