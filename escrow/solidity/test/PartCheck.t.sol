// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Maxima} from "escrow/Maxima.sol";
import {PartCheck} from "escrow/PartCheck.sol";
import {CourtTerms, Head, PartyMoney, Seat, TokenCap} from "escrow/Terms.sol";
import {PartFields} from "escrow/PartFields.sol";
import {PartBytes} from "./PartBytes.sol";
import {Cheats} from "./Vm.sol";

/// @notice What is refused of the packed parts, reason by reason. That Java refuses the same is shown by TermsOnL1Test.
contract PartCheckTest is Cheats {
    bytes private constant NOTHING = hex"00";
    bytes private constant NO_GIVES = hex"0000";
    bytes private constant PROGRAM = hex"01";

    function check(Head calldata head, bytes[] calldata parts) external pure {
        PartCheck.check(head, parts);
    }

    /// @dev Party 0 performs and has a lot of 1,000, party 1 pays 5,000 and has a lot of 400; attestor 0.
    function _head() private pure returns (Head memory head) {
        head.tokens = new address[](2);
        head.parties = new Seat[](2);
        head.attestors = new address[](1);
        head.money = new PartyMoney[](2);
        // of the other's forfeit of 30%, 60% can be won
        head.money[0] = PartyMoney(0, 0, 1_000, 6_000 + 72);
        head.money[1] = PartyMoney(1, 0, 5_400, 5_400 + 180);
        head.caps = new TokenCap[](2);
        head.caps[0] = TokenCap(126, 42);
        head.courts = new CourtTerms[](1);
        head.courts[0] = CourtTerms(0, 3, 1, 1, 1, 0, 0, 3_000, 6_000, 3_000, 1_000, 0);
        head.deliverables = 1;
    }

    function _pays() private pure returns (bytes memory) {
        return abi.encodePacked(uint8(1), PartBytes.pot(1, 0, 5_000));
    }

    function _lots() private pure returns (bytes memory) {
        return abi.encodePacked(uint8(2), PartBytes.pot(0, 0, 1_000), PartBytes.pot(1, 0, 400));
    }

    function _fields() private pure returns (bytes memory) {
        return PartBytes.fixedFields(0, 255);
    }

    function _one(bytes memory part) private pure returns (bytes[] memory parts) {
        parts = new bytes[](1);
        parts[0] = part;
    }

    function _good() private pure returns (bytes memory) {
        return PartBytes.part(0, _pays(), _lots());
    }

    function _refusedWith(bytes memory part, bytes memory reason) private {
        vm.expectRevert(reason);
        this.check(_head(), _one(part));
    }

    function _refused(bytes memory part, string memory why) private {
        _refusedWith(part, abi.encodeWithSelector(PartFields.PartRefused.selector, 0, why));
    }

    function _withField(uint256 place, bytes memory bytesThere) private pure returns (bytes memory part) {
        part = _good();
        for (uint256 i = 0; i < bytesThere.length; i++) {
            part[place + i] = bytesThere[i];
        }
    }

    function _withFact(bytes memory fact) private pure returns (bytes memory) {
        return PartBytes.part(_fields(), _pays(), _lots(), NO_GIVES, abi.encodePacked(uint8(1), fact), PROGRAM);
    }

    function _withGives(bytes memory missed) private pure returns (bytes memory) {
        return PartBytes.part(_fields(), _pays(), _lots(), abi.encodePacked(missed, NOTHING), NOTHING, PROGRAM);
    }

    function test_check_goodPart_passes() external view {
        this.check(_head(), _one(_good()));
        this.check(_head(), _one(_withFact(hex"00010000000000000000000164")));
        this.check(_head(), _one(_withFact(hex"000101010000000a01017f01ff020080")));
    }

    /// @notice However short the part is cut, it is refused.
    function test_check_cutOff_reverts() external {
        bytes memory good = _withFact(hex"00010000000000000000000164");
        for (uint256 length = 0; length < good.length; length++) {
            bytes memory cut = new bytes(length);
            for (uint256 i = 0; i < length; i++) {
                cut[i] = good[i];
            }
            _refusedWith(cut, abi.encodeWithSelector(PartFields.PartEndsEarly.selector, 0));
        }
    }

    function test_check_bytesBehind_revert() external {
        _refusedWith(bytes.concat(_good(), hex"0000"), abi.encodeWithSelector(PartFields.PartGoesOn.selector, 0, 2));
    }

    function test_check_fixedFields_revert() external {
        _refused(_withField(0, hex"02"), "performer: no such party");
        _refused(_withField(1, hex"01"), "after: no such deliverable");
        _refused(_withField(1, hex"00"), "after: they wait in a circle");
        _refused(_withField(2, hex"01"), "court: no such court");
        _refused(_withField(3, hex"00"), "attempts: 1 to 255");
        _refused(_withField(12, PartBytes.moment(1, 0, 0)), "due: counted from itself");
        _refused(_withField(12, PartBytes.moment(6, 0, 0)), "moment: no such event");
        _refused(_withField(22, PartBytes.moment(0, 1, 0)), "moment: it names nothing");
        _refused(_withField(22, PartBytes.moment(0, 0, 1 << 40)), "moment: below 2^40 seconds");
        _refused(_withField(22, PartBytes.moment(4, 2, 0)), "moment: no such party");
        _refused(_withField(22, PartBytes.moment(2, 0, 0)), "moment: it does not wait for it");
        _refused(_withField(22, PartBytes.moment(3, 255, 0)), "moment: it does not wait for it");
    }

    function test_check_momentsOfPredecessors_pass() external {
        Head memory head = _head();
        bytes[] memory parts = new bytes[](3);
        parts[0] = _good();
        parts[1] = PartBytes.part(PartBytes.fixedFields(0, 0), NOTHING, NOTHING, NO_GIVES, NOTHING, PROGRAM);
        parts[2] = PartBytes.part(PartBytes.fixedFields(0, 1), NOTHING, NOTHING, NO_GIVES, NOTHING, PROGRAM);
        parts[2][12] = 0x02;
        this.check(head, parts);
        parts[1][12] = 0x02;
        parts[1][13] = 0x02;
        vm.expectRevert(abi.encodeWithSelector(PartFields.PartRefused.selector, 1, "moment: it does not wait for it"));
        this.check(head, parts);
        parts[0][1] = 0x02;
        vm.expectRevert(abi.encodeWithSelector(PartFields.PartRefused.selector, 0, "after: they wait in a circle"));
        this.check(head, parts);
    }

    function test_check_pots_revert() external {
        bytes memory lots = _lots();
        bytes memory pays = abi.encodePacked(uint8(2), PartBytes.pot(1, 0, 1), PartBytes.pot(0, 1, 1));
        _refused(PartBytes.part(0, pays, lots), "pays: all in one token");
        pays = abi.encodePacked(uint8(2), PartBytes.pot(1, 0, 1 << 119), PartBytes.pot(0, 0, 1 << 119));
        _refused(PartBytes.part(0, pays, lots), "pays: below 2^120 in all");
        _refused(PartBytes.part(0, abi.encodePacked(uint8(1), PartBytes.pot(2, 0, 1)), lots), "pot: no such party");
        _refused(PartBytes.part(0, abi.encodePacked(uint8(1), PartBytes.pot(0, 2, 1)), lots), "pot: no such token");
        _refused(
            PartBytes.part(0, abi.encodePacked(uint8(1), PartBytes.pot(0, 0, 0)), lots), "pot: above 0, below 2^120"
        );
        _refused(
            PartBytes.part(0, abi.encodePacked(uint8(1), PartBytes.pot(0, 0, 1 << 120)), lots),
            "pot: above 0, below 2^120"
        );
        lots = abi.encodePacked(uint8(2), PartBytes.pot(1, 0, 1), PartBytes.pot(1, 1, 1));
        _refused(PartBytes.part(0, _pays(), lots), "pot: one entry an owner");
        _refused(PartBytes.part(0, hex"09", hex""), "a list is too long");
    }

    function test_check_morePotsThanFit_revert() external {
        Head memory head = _head();
        head.parties = new Seat[](8);
        bytes memory pots = hex"08";
        for (uint8 i = 0; i < 8; i++) {
            pots = bytes.concat(pots, PartBytes.pot(i, 0, 1));
        }
        bytes[] memory parts = new bytes[](13);
        for (uint256 i = 0; i < 13; i++) {
            parts[i] = PartBytes.part(
                0, i < 12 ? pots : bytes(hex"00"), i < 12 ? pots : abi.encodePacked(uint8(1), PartBytes.pot(0, 0, 1))
            );
        }
        vm.expectRevert(abi.encodeWithSelector(PartCheck.TooManyPots.selector, 193));
        this.check(head, parts);
    }

    function test_check_gives_revert() external {
        _refused(_withGives(abi.encodePacked(uint8(1), PartBytes.pot(2, 0, 1))), "gives: no such party");
        _refused(_withGives(abi.encodePacked(uint8(1), PartBytes.pot(1, 2, 1))), "gives: no such lot");
        bytes memory twice = abi.encodePacked(uint8(2), PartBytes.pot(1, 0, 600), PartBytes.pot(1, 0, 401));
        _refused(_withGives(twice), "gives: more than the lot has");
        _refused(_withGives(hex"11"), "a list is too long");
    }

    function test_check_facts_revert() external {
        _refused(_withFact(hex"040100000000000000000000"), "fact: no such kind");
        _refused(_withFact(hex"000200000000000000000000"), "fact: contestable is 0 or 1");
        _refused(_withFact(hex"000101010000000a03000000"), "fact: no such silence");
        _refused(_withFact(hex"000103000000000a01000000"), "fact: no such source");
        _refused(_withFact(hex"000100000000000100000000"), "fact: the performer's");
        _refused(_withFact(hex"000101010000000a00000000"), "fact: silence means something");
        _refused(_withFact(hex"000101020000000a01000000"), "fact: no such party");
        _refused(_withFact(hex"000101000000000a01000000"), "fact: the performer as a party");
        _refused(_withFact(hex"000102010000000a01000000"), "fact: no such attestor");
        _refused(_withFact(hex"0001000000000000000001020101"), "fact: range");
        _refused(_withFact(hex"0001000000000000000000120100000000000000000000000000000000"), "fact: range");
        _refused(_withFact(hex"000102000000000a010103000102"), "fact: silence's value");
        _refused(_withFact(hex"000102000000000a020101000102"), "fact: silence's value");
        _refused(_withFact(hex"010100000000000000000000"), "fact: 2 to 256 options");
        _refused(_withFact(hex"0101000000000000000000020100"), "fact: 2 to 256 options");
        _refused(_withFact(hex"020100000000000000000000"), "fact: document");
        _refused(_withFact(hex"02000000000000000000000101"), "fact: document");
    }

    function test_check_words_revert() external {
        _refused(_withFact(hex"00010000000000000021"), "word: at most 32 bytes");
        _refused(_withFact(hex"00010000000000000000000100"), "word: not the shortest form");
        _refused(_withFact(hex"0001000000000000000000020064"), "word: not the shortest form");
        _refused(_withFact(hex"0001000000000000000002ffff00"), "word: not the shortest form");
    }

    // ---- clauses ----

    /// @dev A part for the deliverable 1 of three, which waits for 0, with two facts: the performer's number of
    ///      seconds, and the other's choice.
    function _clauses(bytes memory clauses) private pure returns (bytes memory) {
        return _withClauses(PartBytes.fixedFields(0, 0), clauses);
    }

    function _withClauses(bytes memory fields, bytes memory clauses) private pure returns (bytes memory) {
        bytes memory facts = bytes.concat(
            hex"02", hex"000100000000000000", hex"000003015180", hex"010101010000000a01", hex"00000103"
        );
        return PartBytes.withClauses(fields, _pays(), _lots(), bytes.concat(NO_GIVES, facts), clauses, PROGRAM);
    }

    function _refusedClauses(bytes memory clauses, string memory why) private {
        _refusedIn(_clauses(clauses), why);
    }

    function _refusedIn(bytes memory part, string memory why) private {
        bytes[] memory parts = new bytes[](3);
        parts[0] = PartBytes.part(PartBytes.fixedFields(0, 255), NOTHING, NOTHING, NO_GIVES, NOTHING, PROGRAM);
        parts[1] = part;
        parts[2] = parts[0];
        vm.expectRevert(abi.encodeWithSelector(PartFields.PartRefused.selector, 1, why));
        this.check(_head(), parts);
    }

    function test_check_orderOfClauses_reverts() external {
        _refusedClauses(hex"0100", "clause: no such kind");
        _refusedClauses(hex"010d", "clause: no such kind");
    }

    function test_check_clauses_revert() external {
        _refusedClauses(hex"010102", "clause: no such fact");
        _refusedClauses(hex"010101", "clause: measured by a time");
        _refusedClauses(hex"010201", "clause: what excuses");
        _refusedClauses(hex"0103", "clause: once by itself");
        bytes memory fields = PartBytes.fixedFields(0, 0);
        fields[3] = 0x01;
        _refusedIn(_withClauses(fields, hex"0103"), "clause: nobody delivers");
        fields[22] = 0x00;
        _refusedIn(_withClauses(fields, hex"0103"), "clause: missed from due");
        fields[1] = 0xff;
        _refusedIn(_withClauses(fields, hex"0104"), "clause: it waits for nothing");
        _refusedClauses(bytes.concat(hex"010502", PartBytes.moment(0, 0, 1)), "clause: no such party");
        _refusedClauses(bytes.concat(hex"010501", PartBytes.moment(6, 0, 1)), "moment: no such event");
        _refusedClauses(hex"010600", "clause: ends");
        _refusedClauses(hex"010604", "clause: ends");
        _refusedClauses(bytes.concat(hex"010702", _owed(1)), "clause: no such party");
        _refusedClauses(bytes.concat(hex"010701", hex"02", bytes16(uint128(1)), hex"00"), "clause: no such token");
        _refusedClauses(bytes.concat(hex"010701", _owed(0)), "clause: above 0, below 2^120");
        _refusedClauses(bytes.concat(hex"010701", _owed(1 << 120)), "clause: above 0, below 2^120");
        _refusedClauses(bytes.concat(hex"010701", hex"00", bytes16(uint128(1)), hex"02"), "clause: late is 0 or 1");
        _refusedClauses(hex"010800", "clause: what is carried");
        _refusedClauses(hex"010a03", "clause: no such deliverable");
    }

    function _owed(uint128 amount) private pure returns (bytes memory) {
        return bytes.concat(hex"00", bytes16(amount), hex"00");
    }

    /// @dev Seconds east of UTC, weekend, last day, what is counted, holidays.
    function _calendar(int32 offset, uint8 weekend, uint40 counted, bytes memory days_)
        private
        pure
        returns (bytes memory)
    {
        return abi.encodePacked(hex"0109", offset, weekend, uint16(20_000), counted, uint8(days_.length / 2), days_);
    }

    function test_check_calendar_reverts() external {
        _refusedClauses(_calendar(50_460, 0, 1, hex""), "calendar: offset");
        _refusedClauses(_calendar(-50_460, 0, 1, hex""), "calendar: offset");
        _refusedClauses(_calendar(61, 0, 1, hex""), "calendar: offset");
        _refusedClauses(_calendar(0, 0x7f, 1, hex""), "calendar: no business day");
        _refusedClauses(_calendar(0, 0x60, 1, hex"00020002"), "calendar: holidays");
        _refusedClauses(_calendar(0, 0x60, 1, hex"4e21"), "calendar: holidays");
        _refusedClauses(_calendar(0, 0x60, 1, new bytes(194)), "a list is too long");
        _refusedClauses(_calendar(0, 0x60, 0, hex""), "calendar: no such duration");
        _refusedClauses(_calendar(0, 0x60, 0x10, hex""), "calendar: no such duration");
        _refusedClauses(_calendar(0, 0x60, 0x400, hex""), "calendar: no such duration");
        // due and missed are a day of 86,400 seconds after their events, and not so many days
        _refusedClauses(_calendar(0, 0x60, 1, hex""), "calendar: 1 to 255 business days");
        _refusedClauses(_calendar(0, 0x60, 2, hex""), "calendar: 1 to 255 business days");
        _refusedClauses(_calendar(0, 0x60, 4, hex""), "calendar: 1 to 255 business days");
        _refusedClauses(_calendar(0, 0x60, 8, hex""), "calendar: 1 to 255 business days");
        _refusedClauses(_calendar(0, 0x60, 0x100, hex""), "calendar: 1 to 255 business days");
        bytes memory fields = PartBytes.fixedFields(0, 0);
        fields[12] = 0x05;
        fields[19] = 0x00;
        fields[20] = 0x00;
        fields[21] = 0x01;
        _refusedIn(_withClauses(fields, _calendar(0, 0x60, 1, hex"")), "calendar: 1 to 255 business days");
    }

    function test_check_contestAndAsked_revert() external {
        _refusedClauses(hex"010b0200010000", "contest: no such mode");
        _refusedClauses(hex"010b0000000000", "contest: no such entries");
        _refusedClauses(hex"010b0001030000", "contest: no such entries");
        _refusedClauses(hex"010b00000102138813890000", "contest: more than the pay");
        _refusedClauses(hex"010c00", "asked: no fact");
        _refusedClauses(hex"010c010200", "clause: no such fact");
        _refusedClauses(hex"010c010000", "asked: the performer's");
        _refusedClauses(hex"010c0201000101", "asked: they ascend");
        _refusedClauses(hex"010c010110", "asked: no such question");
    }

    function _passes(bytes memory part) private view {
        bytes[] memory parts = new bytes[](3);
        parts[0] = PartBytes.part(PartBytes.fixedFields(0, 255), NOTHING, NOTHING, NO_GIVES, NOTHING, PROGRAM);
        parts[1] = part;
        parts[2] = parts[0];
        this.check(_head(), parts);
    }

    function test_check_goodClauses_pass() external view {
        _passes(_clauses(hex"010200"));
        _passes(_clauses(hex"020406"hex"03"));
        _passes(_clauses(hex"010c01010f"));
        _passes(_clauses(bytes.concat(hex"010501", PartBytes.moment(0, 0, 1))));
        _passes(_clauses(_calendar(-3_600, 0x60, 0x200, hex"00014e20")));
    }

    /// @notice What any end will do for has not been cancelled, so what that waited for is known.
    function test_check_momentsBeyondAnyEnd_pass() external {
        bytes[] memory parts = new bytes[](3);
        parts[0] = PartBytes.part(PartBytes.fixedFields(0, 255), NOTHING, NOTHING, NO_GIVES, NOTHING, PROGRAM);
        bytes memory fields = PartBytes.fixedFields(0, 0);
        parts[1] = PartBytes.withClauses(fields, NOTHING, NOTHING, hex"000000", NOTHING, PROGRAM);
        fields = PartBytes.fixedFields(0, 1);
        fields[12] = 0x02;
        Head memory head = _head();
        head.money = new PartyMoney[](0);
        parts[2] = PartBytes.withClauses(fields, NOTHING, NOTHING, hex"000000", hex"0104", PROGRAM);
        this.check(head, parts);
    }

    /// @dev What is owed beside no facts: performer 1, which pays once; waits for nothing unless it says so.
    function _owing(uint8 waitsFor, bytes memory clauses) private pure returns (bytes memory) {
        bytes memory fields = PartBytes.fixedFields(1, waitsFor);
        fields[3] = 0x01;
        return PartBytes.withClauses(fields, NOTHING, NOTHING, hex"000000", clauses, PROGRAM);
    }

    function _contest(uint8 performer, bytes memory clauses) private pure returns (bytes memory) {
        bytes memory fields = PartBytes.fixedFields(performer, 255);
        fields[3] = 0x01;
        return PartBytes.withClauses(
            fields, abi.encodePacked(uint8(1), PartBytes.pot(0, 0, 100)), NOTHING, hex"000000", clauses, PROGRAM
        );
    }

    function _refusedParts(bytes memory first, bytes memory second, uint256 which, string memory why) private {
        bytes[] memory parts = new bytes[](3);
        parts[0] = first;
        parts[1] = second;
        parts[2] = PartBytes.part(PartBytes.fixedFields(0, 255), NOTHING, NOTHING, NO_GIVES, NOTHING, PROGRAM);
        Head memory head = _head();
        head.parties[0].account = address(7);
        vm.expectRevert(abi.encodeWithSelector(PartFields.PartRefused.selector, which, why));
        this.check(head, parts);
    }

    function test_check_moneyOwed_reverts() external {
        _refusedClauses(bytes.concat(hex"010701", _owed(1)), "owes: no facts, paid once, cannot fail");
        _refusedClauses(bytes.concat(hex"010700", _owed(1)), "owes: for somebody else");
        bytes memory late = bytes.concat(hex"010700", hex"00", bytes16(uint128(1)), hex"01");
        bytes memory good = _owing(255, bytes.concat(hex"010700", _owed(1)));
        _refusedParts(_owing(255, late), good, 0, "owes: something in time");
        bytes memory twice = bytes.concat(hex"0207", hex"00", _owed(1 << 119), hex"07", hex"00", _owed(1 << 119));
        _refusedParts(_owing(255, twice), good, 0, "clause: above 0, below 2^120");
        bytes memory carries = bytes.concat(hex"0304", hex"0700", _owed(1), hex"0800");
        bytes memory free = PartBytes.part(PartBytes.fixedFields(0, 255), NOTHING, NOTHING, NO_GIVES, NOTHING, PROGRAM);
        _refusedParts(free, _owing(0, carries), 1, "clause: what is carried");
    }

    function test_check_contestsAndEntries_revert() external {
        _refusedClauses(hex"010a02", "entry: none of its contest");
        _refusedClauses(hex"010b0100010000", "contest: nobody delivers it");
        _refusedClauses(hex"010b0000010000", "contest: places or shares");
        bytes memory shares = _contest(0, hex"010b01010100");
        _refusedParts(_contest(1, hex"010b01010100"), _owing(255, hex"00"), 0, "contest: of named parties");
        _refusedParts(shares, _owing(255, hex"00"), 0, "contest: no entry of it");
        _refusedParts(shares, _owing(0, hex"010a00"), 0, "contest: an entry waits for no contest");
    }

    function test_check_program_reverts() external {
        bytes memory long = new bytes(1_537);
        _refused(PartBytes.part(_fields(), _pays(), _lots(), NO_GIVES, NOTHING, long), "program: at most 1,536 bytes");
    }

    // ---- what the parts come to ----

    function test_check_deposits_revert() external {
        Head memory head = _head();
        head.money[0].deposit++;
        vm.expectRevert(abi.encodeWithSelector(Maxima.DepositIsNotItsPots.selector, 0, 1_000));
        this.check(head, _one(_good()));
        head = _head();
        PartyMoney[] memory money = new PartyMoney[](1);
        money[0] = head.money[0];
        head.money = money;
        vm.expectRevert(abi.encodeWithSelector(Maxima.MoneyLeftOut.selector, 1, 0));
        this.check(head, _one(_good()));
    }

    function test_check_maximaAndCaps_revert() external {
        Head memory head = _head();
        head.money[0].maximum--;
        vm.expectRevert(abi.encodeWithSelector(Maxima.MaximumTooLow.selector, 0, 6_072));
        this.check(head, _one(_good()));
        head = _head();
        head.money[1].maximum--;
        vm.expectRevert(abi.encodeWithSelector(Maxima.MaximumTooLow.selector, 1, 5_580));
        this.check(head, _one(_good()));
        head = _head();
        head.caps[0].court--;
        vm.expectRevert(abi.encodeWithSelector(Maxima.CapTooLow.selector, 0, 126, 42));
        this.check(head, _one(_good()));
        head = _head();
        head.caps[0].burn--;
        vm.expectRevert(abi.encodeWithSelector(Maxima.CapTooLow.selector, 0, 126, 42));
        this.check(head, _one(_good()));
    }

    /// @notice A penalty of the award makes its receiver one who can get the pay; a program with a mistake anywhere none.
    function test_check_receiversOfPenalties_countIfTheProgramIsWellFormed() external {
        Head memory head = _head();
        bytes memory penalty = hex"0101010132000102"; // penalty 0 gives party 1 out of lot 1, its own
        this.check(head, _one(PartBytes.part(_fields(), _pays(), _lots(), NO_GIVES, NOTHING, penalty)));
        penalty = hex"0101010132000101"; // out of lot 0, the other's
        bytes[] memory parts = _one(PartBytes.part(_fields(), _pays(), _lots(), NO_GIVES, NOTHING, penalty));
        vm.expectRevert(abi.encodeWithSelector(Maxima.MaximumTooLow.selector, 1, 6_400));
        this.check(head, parts);
        parts[0] = PartBytes.part(_fields(), _pays(), _lots(), NO_GIVES, NOTHING, bytes.concat(penalty, hex"10"));
        this.check(head, parts);
        parts[0] = PartBytes.part(_fields(), _pays(), _lots(), NO_GIVES, NOTHING, hex"0101010132000901");
        this.check(head, parts);
    }
}
