// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CourtTerms, Head, PartyMoney, Seat, Terms, TokenCap} from "escrow/Terms.sol";
import {PartBytes} from "./PartBytes.sol";
import {Cheats} from "./Vm.sol";

/// @notice The bounds of terms.
contract TermsTest is Cheats {
    address private constant VAULT = address(0x7a);

    function check(Head calldata head, bytes[] calldata parts) external pure {
        Terms.check(head, parts, [VAULT, address(0x7b), address(0x7c)]);
    }

    function decode(bytes calldata head) external pure returns (Head memory) {
        return Terms.decode(head);
    }

    function _head() private pure returns (Head memory head) {
        head.name = "Tea";
        head.version = 1;
        head.fundWithin = 1 days;
        head.tokens = new address[](2);
        head.tokens[0] = address(0xe20);
        head.parties = new Seat[](2);
        head.parties[0] = Seat(address(0xa), 0);
        head.parties[1] = Seat(address(0), 1 hours);
        head.attestors = new address[](1);
        head.attestors[0] = address(0xb);
        head.money = new PartyMoney[](2);
        head.money[0] = PartyMoney(0, 1, 5, 5);
        head.money[1] = PartyMoney(1, 0, 0, 5);
        head.caps = new TokenCap[](2);
        head.courts = new CourtTerms[](1);
        head.courts[0] = CourtTerms(0, 3, 3 days, 2 days, 1 days, 2 days, 2, 0, 6_000, 3_000, 1_000, 7);
        head.deliverables = 1;
    }

    function _parts() private pure returns (bytes[] memory parts) {
        parts = new bytes[](1);
        parts[0] = PartBytes.part(0, hex"00", abi.encodePacked(uint8(1), PartBytes.pot(0, 1, 5)));
    }

    function _refused(Head memory head, bytes memory reason) private {
        vm.expectRevert(reason);
        this.check(head, _parts());
    }

    function _miscounted(Head memory head, string memory list, uint256 count) private {
        _refused(head, abi.encodeWithSelector(Terms.WrongCount.selector, list, count));
    }

    function test_check_goodTerms_pass() external view {
        this.check(_head(), _parts());
    }

    function test_check_badName_reverts() external {
        bytes memory reason = abi.encodeWithSelector(Terms.NameOutOfBounds.selector);
        Head memory head = _head();
        head.name = "";
        _refused(head, reason);
        head.name = "12345678901234567890123456789012345678901234567890123456789012345";
        _refused(head, reason);
        head.name = "a\n";
        _refused(head, reason);
    }

    function test_check_custodyOnL2_reverts() external {
        Head memory head = _head();
        head.custody = 1;
        _refused(head, abi.encodeWithSelector(Terms.CustodyNotOnL1.selector, 1));
    }

    function test_check_counts_revert() external {
        Head memory head = _head();
        head.tokens = new address[](0);
        _miscounted(head, "tokens", 0);
        head = _head();
        head.tokens = new address[](5);
        _miscounted(head, "tokens", 5);
        head = _head();
        head.parties = new Seat[](17);
        _miscounted(head, "parties", 17);
        head = _head();
        head.attestors = new address[](17);
        _miscounted(head, "attestors", 17);
        head = _head();
        head.caps = new TokenCap[](1);
        _miscounted(head, "caps", 1);
        head = _head();
        head.courts = new CourtTerms[](9);
        _miscounted(head, "courts", 9);
        head = _head();
        head.deliverables = 63;
        _miscounted(head, "deliverables", 63);
        head = _head();
        head.deliverables = 2;
        _miscounted(head, "parts", 1);
    }

    function test_check_partSize_reverts() external {
        bytes[] memory parts = new bytes[](1);
        vm.expectRevert(abi.encodeWithSelector(Terms.PartSizeOutOfBounds.selector, 0, 0));
        this.check(_head(), parts);
        parts[0] = new bytes(2_049);
        vm.expectRevert(abi.encodeWithSelector(Terms.PartSizeOutOfBounds.selector, 0, 2_049));
        this.check(_head(), parts);
    }

    function test_check_durations_revert() external {
        Head memory head = _head();
        head.fundWithin = 0;
        _refused(head, abi.encodeWithSelector(Terms.DurationOutOfBounds.selector, 0));
        head.fundWithin = 3_650 days + 1;
        _refused(head, abi.encodeWithSelector(Terms.DurationOutOfBounds.selector, 3_650 days + 1));
        head = _head();
        head.parties[1].openFor = 0;
        _refused(head, abi.encodeWithSelector(Terms.DurationOutOfBounds.selector, 0));
        head = _head();
        head.parties[0].openFor = 1;
        _refused(head, abi.encodeWithSelector(Terms.DurationOutOfBounds.selector, 1));
    }

    function test_check_twoRoles_revert() external {
        Head memory head = _head();
        head.attestors[0] = address(0xa);
        _refused(head, abi.encodeWithSelector(Terms.RoleNotAllowed.selector, address(0xa)));
        head.attestors[0] = address(0);
        _refused(head, abi.encodeWithSelector(Terms.RoleNotAllowed.selector, address(0)));
        head = _head();
        head.parties[0].account = VAULT;
        _refused(head, abi.encodeWithSelector(Terms.RoleNotAllowed.selector, VAULT));
        head.parties[0].account = 0x000000000000000000000000000000000000dEaD;
        _refused(head, abi.encodeWithSelector(Terms.RoleNotAllowed.selector, head.parties[0].account));
    }

    function test_check_tokenTwice_reverts() external {
        Head memory head = _head();
        head.tokens[1] = head.tokens[0];
        _refused(head, abi.encodeWithSelector(Terms.TokenListedTwice.selector, head.tokens[0]));
    }

    function test_check_moneyOutOfOrder_reverts() external {
        bytes memory reason = abi.encodeWithSelector(Terms.MoneyOutOfOrder.selector, 1);
        Head memory head = _head();
        head.money[1] = PartyMoney(0, 1, 5, 5);
        _refused(head, reason);
        head.money[1] = PartyMoney(2, 0, 5, 5);
        _refused(head, reason);
        head.money[1] = PartyMoney(1, 2, 5, 5);
        _refused(head, reason);
        head.money[1] = PartyMoney(1, 0, 0, 0);
        _refused(head, reason);
    }

    function test_check_maximumBelowDeposit_reverts() external {
        Head memory head = _head();
        head.money[1] = PartyMoney(1, 0, 6, 5);
        _refused(head, abi.encodeWithSelector(Terms.MaximumBelowDeposit.selector, 1));
    }

    function test_check_depositsBeyond128Bits_revert() external {
        Head memory head = _head();
        head.money[0] = PartyMoney(0, 0, type(uint128).max, type(uint128).max);
        head.money[1] = PartyMoney(1, 0, 1, 1);
        _refused(head, abi.encodeWithSelector(Terms.DepositsTooLarge.selector, head.tokens[0]));
    }

    function test_check_versionZero_reverts() external {
        Head memory head = _head();
        head.version = 0;
        _refused(head, abi.encodeWithSelector(Terms.VersionIsZero.selector));
    }

    function test_check_times_revert() external {
        bytes memory reason = abi.encodeWithSelector(Terms.TimeOutOfBounds.selector, 1 << 40);
        Head memory head = _head();
        head.openBy = 1 << 40;
        _refused(head, reason);
        for (uint256 i = 0; i < 4; i++) {
            head = _head();
            if (i == 0) head.courts[0].evidence = 1 << 40;
            else if (i == 1) head.courts[0].commit = 1 << 40;
            else if (i == 2) head.courts[0].reveal = 1 << 40;
            else head.courts[0].appeal = 1 << 40;
            _refused(head, reason);
        }
    }

    function test_check_courts_revert() external {
        for (uint256 i = 0; i < 7; i++) {
            Head memory head = _head();
            CourtTerms memory court = head.courts[0];
            if (i == 0) court.draws = 0;
            else if (i == 1) court.draws = 4;
            else if (i == 2) court.draws = 33;
            else if (i == 3) court.appeals = 5;
            else if (i == 4) court.forfeitBps = 10_001;
            else if (i == 5) court.burnBps = 1_001;
            else court.seatFee = 1 << 120;
            _refused(head, abi.encodeWithSelector(Terms.CourtOutOfBounds.selector, 0));
        }
    }

    function test_decode_longHead_reverts() external {
        Head memory head = _head();
        head.money = new PartyMoney[](50);
        bytes memory encoded = abi.encode(head);
        vm.expectRevert(abi.encodeWithSelector(Terms.HeadTooLong.selector, encoded.length));
        this.decode(encoded);
    }

    function test_decode_trailingByte_reverts() external {
        bytes memory encoded = abi.encode(_head());
        vm.assertEq(keccak256(abi.encode(this.decode(encoded))), keccak256(encoded));
        vm.expectRevert(abi.encodeWithSelector(Terms.HeadNotCanonical.selector));
        this.decode(bytes.concat(encoded, hex"00"));
    }

    function test_decode_noAbiEncoding_reverts() external {
        vm.expectRevert();
        this.decode(hex"0102");
    }
}
