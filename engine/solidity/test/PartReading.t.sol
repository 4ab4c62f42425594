// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {FactTerms, Gives, Moment, Part, Pot} from "engine/Part.sol";
import {PartReading} from "engine/PartReading.sol";
import {Cheats} from "escrow/test/Vm.sol";

/// @notice What Java packed, read here, and packed again by this test.
contract PartReadingTest is Cheats {
    function decode(bytes calldata packed) external pure returns (Part memory) {
        return PartReading.decode(packed);
    }

    function test_decode_goldenParts_packBackToTheSame() external view {
        string[2] memory names = ["website-build", "parser-bounty"];
        for (uint256 i = 0; i < names.length; i++) {
            bytes[] memory parts = _parts(names[i]);
            vm.assertTrue(parts.length > 0);
            for (uint256 j = 0; j < parts.length; j++) {
                vm.assertEq(_pack(this.decode(parts[j])), parts[j]);
            }
        }
    }

    function test_decode_website_saysWhatTheTextSays() external view {
        Part memory part = this.decode(_parts("website-build")[1]);
        vm.assertEq(part.performer, 1);
        vm.assertEq(part.afterDeliverable, 0);
        vm.assertEq(part.attempts, 3);
        vm.assertEq(part.grace, 3 days);
        vm.assertEq(part.challenge, 3 days);
        vm.assertEq(part.due.eventKind, 2);
        vm.assertEq(part.due.offset, 30 days);
        vm.assertEq(part.pays[0].amount, 3_000e6);
        vm.assertEq(part.lots.length, 2);
        vm.assertEq(part.lots[0].owner, 1);
        vm.assertEq(part.lots[0].amount, 600e6);
        vm.assertEq(uint256(part.facts[0].most), 100);
        vm.assertEq(uint256(part.facts[1].most), 999);
        vm.assertEq(part.program.length, 44);
    }

    function test_decode_cutOff_reverts() external {
        bytes memory whole = _parts("website-build")[0];
        for (uint256 length = 0; length < whole.length; length++) {
            bytes memory cut = new bytes(length);
            for (uint256 i = 0; i < length; i++) {
                cut[i] = whole[i];
            }
            vm.expectRevert(abi.encodeWithSelector(PartReading.PartCutOff.selector));
            this.decode(cut);
        }
    }

    function _parts(string memory name) private view returns (bytes[] memory) {
        return
            vm.parseJsonBytesArray(vm.readFile(string.concat("dsl/src/test/resources/terms/", name, ".json")), ".parts");
    }

    function _pack(Part memory part) private pure returns (bytes memory out) {
        out = abi.encodePacked(part.performer, part.afterDeliverable, part.court, part.attempts);
        out = abi.encodePacked(out, part.grace, part.challenge, _moment(part.due), _moment(part.missed));
        out = abi.encodePacked(out, _pots(part.pays), _pots(part.lots));
        out = abi.encodePacked(out, _gives(part.missedGives), _gives(part.failedGives));
        out = abi.encodePacked(out, uint8(part.facts.length));
        for (uint256 i = 0; i < part.facts.length; i++) {
            FactTerms memory fact = part.facts[i];
            out = abi.encodePacked(out, fact.kind, fact.contestable, fact.source, fact.index, fact.within);
            out = abi.encodePacked(out, fact.silence, _word(fact.silenceWord), _word(fact.least), _word(fact.most));
        }
        out = abi.encodePacked(out, part.clauses, uint16(part.program.length), part.program);
    }

    function _moment(Moment memory moment) private pure returns (bytes memory) {
        return abi.encodePacked(moment.eventKind, moment.index, moment.offset);
    }

    function _pots(Pot[] memory pots) private pure returns (bytes memory out) {
        out = abi.encodePacked(uint8(pots.length));
        for (uint256 i = 0; i < pots.length; i++) {
            out = abi.encodePacked(out, pots[i].owner, pots[i].token, pots[i].amount);
        }
    }

    function _gives(Gives[] memory gives) private pure returns (bytes memory out) {
        out = abi.encodePacked(uint8(gives.length));
        for (uint256 i = 0; i < gives.length; i++) {
            out = abi.encodePacked(out, gives[i].to, gives[i].lot, gives[i].amount);
        }
    }

    /// @dev Two's complement in the fewest bytes, behind their number.
    function _word(int256 value) private pure returns (bytes memory out) {
        uint256 length = 0;
        while (value != 0 && (value >> (8 * length + 7) != 0 && value >> (8 * length + 7) != -1)) {
            length++;
        }
        if (value != 0) length++;
        out = abi.encodePacked(uint8(length));
        for (uint256 i = length; i > 0; i--) {
            out = abi.encodePacked(out, uint8(uint256(value >> (8 * (i - 1)))));
        }
    }
}
