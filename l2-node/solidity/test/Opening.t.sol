// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BondedEscrow} from "escrow/BondedEscrow.sol";
import {EscrowFactory} from "escrow/EscrowFactory.sol";
import {IBondedEscrow} from "escrow/IBondedEscrow.sol";
import {IEscrowFactory} from "escrow/IEscrowFactory.sol";
import {Payment} from "escrow/Payment.sol";
import {Head, PartyMoney, Seat, TokenCap} from "escrow/Terms.sol";
import {PartBytes} from "escrow/test/PartBytes.sol";
import {Deployed} from "./Deployed.sol";
import {AwkwardToken, Receiver} from "./Hostile.sol";

/// @notice Opening agreements.
contract OpeningTest is Deployed {
    function test_open_signedByAll_makesTheEscrowAtItsAddress() external {
        Head memory head = _head();
        address foreseen = factory.escrowAddress(abi.encode(head), _parts());
        BondedEscrow escrow = _open(head, 0);
        vm.assertEq(address(escrow), foreseen);
        vm.assertTrue(factory.isEscrow(foreseen));
        vm.assertTrue(escrow.status() == IBondedEscrow.Status.Funding);
        vm.assertEq(escrow.termsHash(), factory.termsHash(abi.encode(head), _parts()));
        vm.assertEq(escrow.fundingDeadline(), DAY_ZERO + 7 days);
        vm.assertEq(escrow.maximum(client, address(token)), 5_500e6);
        vm.assertEq(escrow.maximum(address(vault), address(token)), 54e6);
        vm.assertEq(escrow.maximum(BURN, address(token)), 18e6);
        vm.assertEq(escrow.maximum(address(this), address(token)), 0);
        vm.assertEq(escrow.partyAt(HELPER), address(0));
    }

    function test_open_byAnother_reverts() external {
        bytes memory head = abi.encode(_head());
        bytes[] memory signatures = _signatures(factory.digest(head, _parts()));
        vm.expectRevert(abi.encodeWithSelector(IEscrowFactory.OnlyProposer.selector, client, address(this)));
        factory.open(head, _parts(), signatures, 0);
    }

    function test_open_atOpenBy_reverts() external {
        vm.warp(DAY_ZERO + 1 days);
        bytes memory head = abi.encode(_head());
        bytes[] memory signatures = _signatures(factory.digest(head, _parts()));
        vm.prank(client);
        vm.expectRevert(abi.encodeWithSelector(IEscrowFactory.OpenedTooLate.selector, DAY_ZERO + 1 days));
        factory.open(head, _parts(), signatures, 0);
    }

    function test_open_twice_reverts() external {
        address escrow = address(_open(_head(), 0));
        bytes memory head = abi.encode(_head());
        bytes[] memory signatures = _signatures(factory.digest(head, _parts()));
        vm.prank(client);
        vm.expectRevert(abi.encodeWithSelector(IEscrowFactory.AlreadyOpened.selector, escrow));
        factory.open(head, _parts(), signatures, 0);
    }

    function test_open_signatureMissingOrTooMany_reverts() external {
        bytes memory head = abi.encode(_head());
        bytes[] memory one = new bytes[](1);
        one[0] = _signature(CLIENT_KEY, factory.digest(head, _parts()));
        vm.prank(client);
        vm.expectRevert(abi.encodeWithSelector(IEscrowFactory.WrongNumberOfSignatures.selector, 2, 1));
        factory.open(head, _parts(), one, 0);
        bytes[] memory two = _signatures(factory.digest(head, _parts()));
        bytes[] memory three = new bytes[](3);
        (three[0], three[1]) = (two[0], two[1]);
        vm.prank(client);
        vm.expectRevert(abi.encodeWithSelector(IEscrowFactory.WrongNumberOfSignatures.selector, 2, 3));
        factory.open(head, _parts(), three, 0);
    }

    function test_open_proposerHasNotSigned_reverts() external {
        bytes memory head = abi.encode(_head());
        bytes[] memory signatures = _signatures(factory.digest(head, _parts()));
        signatures[CLIENT] = signatures[STUDIO];
        vm.prank(client);
        vm.expectRevert(abi.encodeWithSelector(IEscrowFactory.WrongSignature.selector, CLIENT, client));
        factory.open(head, _parts(), signatures, 0);
    }

    /// @notice A signature over other terms, however small the change, does not open these.
    function testFuzz_open_termsChangedAfterSigning_revert(uint8 what, bytes32 change) external {
        if (change == 0) return;
        bytes[] memory signatures = _signatures(factory.digest(abi.encode(_head()), _parts()));
        Head memory head = _head();
        bytes[] memory parts = _parts();
        if (what % 4 == 0) head.salt ^= change;
        else if (what % 4 == 1) head.money[1].maximum += uint64(uint8(change[0])) + 1;
        else if (what % 4 == 2) parts[1][11] ^= bytes1(uint8(change[0]) | 1); // the challenge window
        else head.parties[HELPER].openFor += uint64(uint8(change[0])) + 1;
        vm.prank(client);
        vm.expectPartialRevert(IEscrowFactory.WrongSignature.selector);
        factory.open(abi.encode(head), parts, signatures, 0);
    }

    function test_open_walletSignsByEip1271_opens() external {
        Receiver wallet = new Receiver();
        Head memory head = _head();
        head.parties[STUDIO].account = address(wallet);
        bytes memory encoded = abi.encode(head);
        bytes[] memory signatures = _signatures(factory.digest(encoded, _parts()));
        signatures[STUDIO] = "no";
        vm.prank(client);
        vm.expectRevert(abi.encodeWithSelector(IEscrowFactory.WrongSignature.selector, STUDIO, address(wallet)));
        factory.open(encoded, _parts(), signatures, 0);
        signatures[STUDIO] = "yes";
        vm.prank(client);
        vm.assertTrue(factory.isEscrow(factory.open(encoded, _parts(), signatures, 0)));
    }

    function test_open_valueThatIsNoFeePot_reverts() external {
        bytes memory head = abi.encode(_head());
        bytes[] memory signatures = _signatures(factory.digest(head, _parts()));
        vm.prank(client);
        vm.expectRevert(abi.encodeWithSelector(Payment.WrongValue.selector, 0, 1));
        factory.open{value: 1}(head, _parts(), signatures, 0);
    }

    function test_open_feePotInEth_waitsInTheEscrow() external {
        Head memory head = _head();
        (head.tokens[0], head.tokens[1]) = (head.tokens[1], head.tokens[0]);
        bytes memory encoded = abi.encode(head);
        bytes[] memory signatures = _signatures(factory.digest(encoded, _parts()));
        vm.prank(client);
        BondedEscrow escrow = BondedEscrow(factory.open{value: 3 ether}(encoded, _parts(), signatures, 3 ether));
        vm.assertEq(address(escrow).balance, 3 ether);
        vm.assertEq(escrow.feePot(), 3 ether);
        vm.assertEq(escrow.held(ETH), 0);
    }

    function test_open_feePotInFeeToken_reverts() external {
        AwkwardToken awkward = new AwkwardToken();
        awkward.mint(client, 100);
        awkward.become(1, address(0), false);
        Head memory head = _head();
        head.tokens[0] = address(awkward);
        bytes memory encoded = abi.encode(head);
        bytes[] memory signatures = _signatures(factory.digest(encoded, _parts()));
        vm.prank(client);
        awkward.approve(address(factory), 100);
        vm.prank(client);
        vm.expectRevert(abi.encodeWithSelector(Payment.ReceivedAnotherAmount.selector, address(awkward), 100, 99));
        factory.open(encoded, _parts(), signatures, 100);
    }

    function test_open_nobodyOwesAnything_startsAtOnce() external {
        Head memory head = _head();
        PartyMoney[] memory money = new PartyMoney[](1);
        money[0] = head.money[3];
        head.money = money;
        bytes[] memory parts = _parts();
        parts[0] = PartBytes.part(STUDIO, hex"00", abi.encodePacked(uint8(1), PartBytes.pot(HELPER, 0, 100e6)));
        parts[1] = PartBytes.part(STUDIO, hex"00", hex"00");
        BondedEscrow escrow = _open(head, parts, 0);
        vm.assertEq(escrow.start(), DAY_ZERO);
        vm.assertTrue(escrow.hasPaidIn(STUDIO));
    }

    function test_constructor_inboxOfAnotherFactory_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IEscrowFactory.WiredElsewhere.selector, address(inbox)));
        new EscrowFactory(rollup, inbox, address(vault), limits);
    }

    function test_initialize_byOthersOrAgain_reverts() external {
        BondedEscrow escrow = _open(_head(), 0);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.OnlyFactory.selector, address(this)));
        escrow.initialize(client, 0);
        vm.prank(address(factory));
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.AlreadyOpened.selector));
        escrow.initialize(client, 0);
    }

    /// @notice The code behind the clones holds no money and serves nobody.
    function test_implementation_isNeverOpen() external {
        BondedEscrow escrow = BondedEscrow(factory.implementation());
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.NotOpened.selector));
        escrow.fund(CLIENT);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.NotOpened.selector));
        escrow.status();
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.NotCancelled.selector));
        escrow.refund(CLIENT);
        vm.expectRevert(abi.encodeWithSelector(IBondedEscrow.NotStarted.selector));
        escrow.claim(_leaf(1, address(escrow), 0, ""), 0, 0, _siblings());
    }

    /// @notice The largest agreement that the format allows still opens within a transaction's gas.
    function test_open_largestTerms_fit() external {
        Head memory head = _head();
        head.tokens = new address[](4);
        head.caps = new TokenCap[](4);
        head.parties = new Seat[](16);
        head.attestors = new address[](16);
        head.money = new PartyMoney[](24);
        head.deliverables = 3;
        bytes[] memory signatures = new bytes[](16);
        for (uint256 i = 0; i < 4; i++) {
            head.tokens[i] = address(uint160(0x1000 + i));
        }
        for (uint256 i = 0; i < 16; i++) {
            head.parties[i] = Seat(vm.addr(100 + i), 0);
            head.attestors[i] = address(uint160(0x2000 + i));
        }
        // parties 0 to 7 in two tokens, 8 to 15 in one
        for (uint256 i = 0; i < 24; i++) {
            head.money[i] = i < 16 ? PartyMoney(uint8(i / 2), uint8(i % 2), 1, 1) : PartyMoney(uint8(i - 8), 0, 1, 1);
        }
        bytes memory encoded = abi.encode(head);
        vm.assertEq(encoded.length, 6_144, "the largest head");
        bytes[] memory parts = _largestParts();
        bytes32 digest = factory.digest(encoded, parts);
        for (uint256 i = 0; i < 16; i++) {
            signatures[i] = _signature(100 + i, digest);
        }
        uint256 before = gasleft();
        vm.prank(client);
        factory.open(encoded, parts, signatures, 0);
        vm.assertLe(before - gasleft(), 16_000_000, "open costs too much");
    }

    /// @dev Parts with 8 lots, 23 facts and a program of 1,536 bytes: 28 long constants, and 583 instructions of one byte.
    function _largestParts() private pure returns (bytes[] memory parts) {
        parts = new bytes[](3);
        for (uint8 d = 0; d < 3; d++) {
            bytes memory lots = hex"08";
            for (uint8 i = 0; i < 8; i++) {
                lots = bytes.concat(lots, PartBytes.pot(d == 1 ? 8 + i : i, d == 2 ? 1 : 0, 1));
            }
            bytes memory facts = hex"17";
            for (uint256 i = 0; i < 23; i++) {
                facts = bytes.concat(facts, hex"00010000000000000000000101");
            }
            bytes memory program = new bytes(1_536);
            program[0] = 0x01;
            for (uint256 i = 0; i < 28; i++) {
                program[1 + 34 * i] = 0x01;
                program[2 + 34 * i] = 0x20;
            }
            for (uint256 i = 953; i < 1_536; i++) {
                program[i] = 0x23;
            }
            parts[d] = PartBytes.part(PartBytes.fixedFields(0, 255), hex"00", lots, hex"0000", facts, program);
            vm.assertLe(parts[d].length, 2_048, "no part");
        }
    }
}
