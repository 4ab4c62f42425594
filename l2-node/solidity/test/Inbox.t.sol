// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RLP} from "@openzeppelin/contracts/utils/RLP.sol";
import {BondedEscrow} from "escrow/BondedEscrow.sol";
import {IInbox} from "escrow/IInbox.sol";
import {Head} from "escrow/Terms.sol";
import {Deployed} from "./Deployed.sol";

/// @notice Who may send what to L2.
contract InboxTest is Deployed {
    using RLP for RLP.Encoder;

    function test_deposited_notByTheVault_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IInbox.OnlyVault.selector, address(this)));
        inbox.deposited(client, ETH, 1);
    }

    function test_escrowMessages_notByAnEscrow_revert() external {
        bytes memory reason = abi.encodeWithSelector(IInbox.OnlyEscrow.selector, address(this));
        vm.expectRevert(reason);
        inbox.funded(0, 0, new address[](0), ETH, 0);
        vm.expectRevert(reason);
        inbox.joined(0, client, ETH);
        vm.expectRevert(reason);
        inbox.settled();
        // the code behind the clones is no escrow either
        address implementation = factory.implementation();
        vm.prank(implementation);
        vm.expectRevert(abi.encodeWithSelector(IInbox.OnlyEscrow.selector, implementation));
        inbox.settled();
    }

    function test_agreementOf_eachThatBegins_countsUp() external {
        BondedEscrow first = _open(_head(), 0);
        vm.expectRevert(abi.encodeWithSelector(IInbox.HasNotBegun.selector, address(first)));
        inbox.agreementOf(address(first));
        _fund(first, CLIENT);
        vm.assertEq(inbox.agreements(), 0);
        _fund(first, STUDIO);
        Head memory head = _head();
        head.salt = bytes32(uint256(1));
        BondedEscrow second = _open(head, 0);
        _fund(second, CLIENT);
        _fund(second, STUDIO);
        vm.assertEq(inbox.agreementOf(address(first)), 0);
        vm.assertEq(inbox.agreementOf(address(second)), 1);
        vm.assertEq(inbox.agreements(), 2);
        vm.prank(address(second));
        vm.expectRevert(abi.encodeWithSelector(IInbox.HasBegun.selector, 1));
        inbox.funded(0, 0, new address[](0), ETH, 0);
    }

    function test_joinedAndSettled_ofAnAgreement_beginWithItsNumber() external {
        _started();
        Head memory head = _head();
        head.salt = bytes32(uint256(1));
        BondedEscrow second = _open(head, 0);
        _fund(second, CLIENT);
        _fund(second, STUDIO);
        _join(second);
        bytes memory account = abi.encodePacked(inbox.accountOf(helper, address(token)), helper, address(token));
        _sent(3, address(second), abi.encodePacked(uint32(1), HELPER, account));
        vm.prank(address(second));
        inbox.settled();
        _sent(4, address(second), abi.encodePacked(uint32(1)));
    }

    function test_joinedAndSettled_notBegun_revert() external {
        BondedEscrow escrow = _open(_head(), 0);
        bytes memory reason = abi.encodeWithSelector(IInbox.HasNotBegun.selector, address(escrow));
        vm.prank(address(escrow));
        vm.expectRevert(reason);
        inbox.joined(0, client, ETH);
        vm.prank(address(escrow));
        vm.expectRevert(reason);
        inbox.settled();
    }

    function test_funded_allNumbersGiven_reverts() external {
        BondedEscrow escrow = _open(_head(), 0);
        // agreements lies behind accounts in one slot
        bytes32 slot = bytes32(uint256(3));
        vm.store(address(inbox), slot, bytes32(uint256(1 << 28) << 32));
        vm.assertEq(inbox.agreements(), 1 << 28);
        vm.prank(address(escrow));
        vm.expectRevert(abi.encodeWithSelector(IInbox.NoNumberLeft.selector));
        inbox.funded(0, 0, new address[](0), ETH, 0);
    }

    /// @dev The last message was this one.
    function _sent(uint8 kind, address sender, bytes memory payload) private view {
        uint256 last = inbox.length() - 1;
        vm.assertEq(
            inbox.hashOf(last), keccak256(abi.encode(last, uint64(block.timestamp), kind, sender, keccak256(payload)))
        );
    }

    function test_hashOf_noSuchMessage_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IInbox.NoSuchMessage.selector, 0));
        inbox.hashOf(0);
        vm.expectRevert(abi.encodeWithSelector(IInbox.NoSuchMessage.selector, 0));
        inbox.timeOf(0);
    }

    function test_forced_byTheOwner_isSent() external {
        vault.deposit{value: 1}(ETH, 1, client);
        vm.prank(client);
        inbox.forced(ETH, hex"0a0102");
        bytes32 payload = keccak256(abi.encodePacked(uint32(1), hex"0a0102"));
        vm.assertEq(inbox.hashOf(1), keccak256(abi.encode(1, uint64(block.timestamp), uint8(6), client, payload)));
    }

    function test_forced_withoutAccount_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IInbox.NoAccount.selector, address(this), ETH));
        inbox.forced(ETH, hex"0a");
    }

    function test_forced_emptyOrHuge_reverts() external {
        vault.deposit{value: 1}(ETH, 1, address(this));
        vm.expectRevert(abi.encodeWithSelector(IInbox.StepSizeOutOfBounds.selector, 0));
        inbox.forced(ETH, "");
        vm.expectRevert(abi.encodeWithSelector(IInbox.StepSizeOutOfBounds.selector, 2_049));
        inbox.forced(ETH, new bytes(2_049));
    }

    // ---- beacons; Java proves true headers of anvil, recent and old ----

    function _header(uint256 number) private pure returns (bytes memory) {
        RLP.Encoder memory list = RLP.encoder();
        for (uint256 i = 0; i < 16; i++) {
            if (i == 8) list.push(number);
            else if (i == 11) list.push(uint256(DAY_ZERO));
            else if (i == 13) list.push(keccak256("seed"));
            else list.push(uint256(0));
        }
        return list.encode();
    }

    function test_beacon_scheduledBlock_isSent() external {
        bytes memory header = _header(900);
        vm.setBlockhash(900, keccak256(header));
        inbox.beacon(header);
        vm.assertEq(inbox.lastBeacon(), 900);
        bytes32 payload = keccak256(abi.encodePacked(uint64(900), DAY_ZERO, keccak256("seed")));
        vm.assertEq(
            inbox.hashOf(0), keccak256(abi.encode(0, uint64(block.timestamp), uint8(5), address(inbox), payload))
        );
        vm.expectRevert(abi.encodeWithSelector(IInbox.NotAfterLastBeacon.selector, 900, 900));
        inbox.beacon(header);
    }

    function test_beacon_unscheduledBlock_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IInbox.NotScheduled.selector, 901));
        inbox.beacon(_header(901));
    }

    function test_beacon_forgedHeader_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(IInbox.UnknownBlock.selector, 900));
        inbox.beacon(_header(900));
        vm.expectRevert(abi.encodeWithSelector(IInbox.UnknownBlock.selector, 1_200));
        inbox.beacon(_header(1_200));
    }

    function test_beacon_noHeader_reverts() external {
        vm.expectRevert();
        inbox.beacon(hex"01");
    }

    /// @notice Numbers are given once, in order, whoever asks.
    function testFuzz_accountOf_anyOwners_countUp(uint8[16] calldata owners) external {
        uint32 highest = 0;
        for (uint256 i = 0; i < owners.length; i++) {
            address owner = address(uint160(1 + owners[i] % 8));
            uint32 before = inbox.accountOf(owner, ETH);
            vault.deposit{value: 1}(ETH, 1, owner);
            if (before == 0) highest++;
            vm.assertEq(inbox.accountOf(owner, ETH), before == 0 ? highest : before);
        }
        vm.assertEq(inbox.accounts(), highest);
    }
}
