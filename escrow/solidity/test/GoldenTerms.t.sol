// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {EscrowArgs, EscrowArgsReading} from "escrow/EscrowArgs.sol";
import {Head, Terms} from "escrow/Terms.sol";
import {Cheats} from "./Vm.sol";

/// @notice What Java made of the two flagship agreements, read and made again here.
contract GoldenTermsTest is Cheats {
    string private constant FOLDER = "dsl/src/test/resources/terms/";

    function decode(bytes calldata head) external pure returns (Head memory) {
        return Terms.decode(head);
    }

    function check(Head calldata head, bytes[] calldata parts) external pure {
        Terms.check(head, parts, [address(1), address(2), address(3)]);
    }

    function hash(bytes calldata head, bytes[] calldata parts) external pure returns (bytes32) {
        return Terms.hash(head, parts);
    }

    function digest(Head calldata head, bytes32 termsHash, address rollup) external view returns (bytes32) {
        return Terms.digest(head, termsHash, rollup);
    }

    function _same(string memory name) private {
        string memory json = vm.readFile(string.concat(FOLDER, name, ".json"));
        bytes memory encoded = vm.parseJsonBytes(json, ".head");
        bytes[] memory parts = vm.parseJsonBytesArray(json, ".parts");
        Head memory head = this.decode(encoded);
        vm.assertEq(abi.encode(head), encoded);
        this.check(head, parts);
        bytes32 termsHash = this.hash(encoded, parts);
        vm.assertEq(termsHash, vm.parseJsonBytes32(json, ".termsHash"));
        bytes memory args = EscrowArgsReading.pack(head, termsHash);
        vm.assertEq(args, vm.parseJsonBytes(json, ".arguments"));
        address escrow = Clones.predictDeterministicAddressWithImmutableArgs(
            vm.parseJsonAddress(json, ".implementation"), args, termsHash, vm.parseJsonAddress(json, ".factory")
        );
        vm.assertEq(escrow, vm.parseJsonAddress(json, ".escrow"));
        vm.chainId(31_337);
        bytes32 signed = this.digest(head, termsHash, vm.parseJsonAddress(json, ".rollup"));
        vm.assertEq(signed, vm.parseJsonBytes32(json, ".signingDigest"));
        _readsBack(head, args);
    }

    function _readsBack(Head memory head, bytes memory packed) private pure {
        EscrowArgs memory args = EscrowArgsReading.read(packed);
        vm.assertEq(args.fundWithin(), head.fundWithin);
        for (uint256 i = 0; i < head.tokens.length; i++) {
            (address token, uint128 court, uint128 burn) = args.token(i);
            vm.assertEq(token, head.tokens[i]);
            vm.assertEq(court, head.caps[i].court);
            vm.assertEq(burn, head.caps[i].burn);
        }
        for (uint256 i = 0; i < head.parties.length; i++) {
            (address account, uint64 openFor) = args.party(i);
            vm.assertEq(account, head.parties[i].account);
            vm.assertEq(openFor, head.parties[i].openFor);
        }
        for (uint256 i = 0; i < head.attestors.length; i++) {
            vm.assertEq(args.attestor(i), head.attestors[i]);
        }
        for (uint256 i = 0; i < head.money.length; i++) {
            (uint8 party, uint8 token, uint128 deposit, uint128 maximum) = args.entry(i);
            vm.assertEq(party, head.money[i].party);
            vm.assertEq(token, head.money[i].token);
            vm.assertEq(deposit, head.money[i].deposit);
            vm.assertEq(maximum, head.money[i].maximum);
        }
    }

    function test_terms_websiteBuild_areThoseOfJava() external {
        _same("website-build");
    }

    function test_terms_parserBounty_areThoseOfJava() external {
        _same("parser-bounty");
    }
}
