// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Phase} from "engine/LifecycleCodes.sol";
import {Layout} from "l2-node/execution/Layout.sol";
import {ExitAgreement} from "./ExitAgreement.sol";

/// @notice Leaving a frozen rollup in any order, again and again, and out of a state that lies.
contract LeavingOrdersTest is ExitAgreement {
    /// @notice Whatever is tried in whatever order and how often: everybody gets his own once, and nothing is left.
    /// @param order which exit is tried next, one byte each
    /// forge-config: default.fuzz.runs = 24
    function testFuzz_leaving_anyOrder_paysEverythingOnce(bytes calldata order, bool helperIsConsumed) external {
        _begin(true);
        bytes memory payout = _leaf(1, address(escrow), 0, _entry(ETH, studio, 2 ether));
        _put(Layout.OUTBOX, 0, payout);
        _put(Layout.ACCOUNTS, 1, abi.encodePacked(client, ETH, uint64(0), uint128(7)));
        vault.deposit{value: 7}(ETH, 7, client);
        _putHead(1, helperIsConsumed);
        _putDeliverable(0, _delivered(Phase.ASSERTED, 0));
        _putDeliverable(1, _ended());
        _exitAfter(helperIsConsumed ? 2 : 1);
        uint256[3] memory before = [token.balanceOf(client), token.balanceOf(studio), token.balanceOf(helper)];
        uint256 ethers = studio.balance;
        for (uint256 i = 0; i < order.length && i < 12; i++) {
            _try(uint8(order[i]), payout);
        }
        for (uint8 i = 0; i < 8; i++) {
            _try(i, payout);
        }
        (uint256 c, uint256 s, uint256 h) = _gains(before[0], before[1], before[2]);
        vm.assertEq(c, 2_000e6);
        vm.assertEq(s, 3_800e6);
        vm.assertEq(h, 100e6);
        vm.assertEq(studio.balance - ethers, 2 ether);
        _checkEmpty();
        // the deposit of nobody's that made the freeze possible
        vm.assertEq(address(vault).balance, 1);
    }

    /// @notice However the last state lies: nobody but the parties is paid, none by payouts and exits more than all signed,
    ///         and the escrow pays no more than it holds.
    /// forge-config: default.fuzz.runs = 24
    function testFuzz_leaving_lyingState_paysWithinTheMaxima(uint256 chance) external {
        bool joins = chance % 2 == 0;
        _begin(joins);
        bytes memory payout = _leaf(
            1,
            address(escrow),
            0,
            abi.encodePacked(
                _entry(address(token), client, uint128((chance >> 8) % 6_000e6)),
                _entry(address(token), studio, uint128((chance >> 72) % 6_000e6))
            )
        );
        _put(Layout.OUTBOX, 0, payout);
        _putHead(uint32(chance >> 136) % 3, (chance >> 168) % 2 == 0);
        _putDeliverable(0, _delivered(uint8((chance >> 170) % 5), uint64((chance >> 173) % 2) * 2 days));
        if ((chance >> 174) % 2 == 0) _putDeliverable(1, _inPhase(uint8((chance >> 175) % 5)));
        _exitAfter(uint32((chance >> 178) % (joins ? 3 : 2)));
        uint256 deposits = joins ? 5_900e6 : 5_800e6;
        uint256 before = token.balanceOf(client) + token.balanceOf(studio) + token.balanceOf(helper);
        for (uint256 i = 0; i < 12; i++) {
            _try(uint8((chance >> (180 + 3 * i)) % 8), payout);
        }
        uint256 gained = token.balanceOf(client) + token.balanceOf(studio) + token.balanceOf(helper) - before;
        vm.assertEq(token.balanceOf(address(escrow)), deposits - gained, "somebody else was paid");
        vm.assertEq(token.balanceOf(address(escrow)), escrow.held(address(token)), "held is here");
        address[3] memory parties = [client, studio, helper];
        for (uint256 i = 0; i < 3; i++) {
            uint256 most = escrow.maximum(parties[i], address(token));
            vm.assertLe(escrow.received(parties[i], address(token)), most, "more than the maximum");
        }
    }

    function _try(uint8 which, bytes memory payout) private {
        which %= 8;
        if (which < 2) {
            try escrow.exitDeliverable(_proof(which)) {} catch {}
        } else if (which == 2) {
            try escrow.exitJoined(_joinedMessage()) {} catch {}
        } else if (which == 3) {
            try escrow.exitUnbegun(_fundedMessage()) {} catch {}
        } else if (which == 4) {
            try escrow.claim(payout, 1, 0, _shown(Layout.OUTBOX, 0).siblings) {} catch {}
        } else if (which == 5) {
            try vault.exitAccount(1, _shown(Layout.ACCOUNTS, 1)) {} catch {}
        } else if (which == 6) {
            try escrow.refund(CLIENT) {} catch {}
        } else {
            try escrow.exitSettled(_shown(Layout.AGREEMENTS, 0)) {} catch {}
        }
    }
}
