// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IExecution} from "l2-node/IExecution.sol";
import {Shown} from "l2-node/execution/Shown.sol";
import {State} from "l2-node/execution/State.sol";
import {Witness} from "l2-node/execution/Witness.sol";
import {Deployed} from "./Deployed.sol";

/// @notice What is wrong with a witness, by name: of a state with nothing but its globals, and of a chunk that looks at
///         nothing else. That any alteration of any witness reverts is tested in Java.
contract WitnessTest is Deployed {
    bytes32 private constant HALF = keccak256("half");
    /// @dev A step that nobody may take.
    bytes private constant STEP = hex"02";
    /// @dev No step at all.
    bytes private constant NOTHING = hex"ff";

    /// @dev No terms, no messages, no paths.
    bytes private constant REST = hex"00000000000000";

    function _leaf() private pure returns (bytes memory) {
        return abi.encodePacked(uint8(0), uint40(0), uint16(_globals(0).length), _globals(0));
    }

    /// @dev Sixteen empty subtrees of the table, then three hashes.
    function _branch() private pure returns (bytes memory) {
        bytes32 sixteenth;
        for (uint256 i = 0; i < 16; i++) {
            sixteenth = keccak256(abi.encode(sixteenth, sixteenth));
        }
        bytes32 next = keccak256(abi.encode(sixteenth, sixteenth));
        return abi.encodePacked(uint16(19), hex"ffff00", sixteenth, next, HALF);
    }

    function _execute(bytes memory chunk, bytes memory witness, bytes memory reason) private {
        IExecution execution = rollup.execution();
        vm.expectRevert(reason);
        execution.execute(
            IExecution.BatchContext(type(uint64).max, 0), _rootWith(0, HALF), chunk, witness, 0, new bytes32[](0)
        );
    }

    function test_execute_rightWitness_countsTheStep() external {
        (bytes32 root, bytes memory receipts) = rollup.execution().execute(
            IExecution.BatchContext(type(uint64).max, 0),
            _rootWith(0, HALF),
            STEP,
            bytes.concat(hex"0001", _leaf(), _branch(), REST),
            0,
            new bytes32[](0)
        );
        vm.assertTrue(root != _rootWith(0, HALF));
        vm.assertEq(receipts.length, 3);
        vm.assertEq(uint256(uint8(receipts[0])), 2);
    }

    function test_execute_witnessTooShortOrTooLong_reverts() external {
        bytes memory reason = abi.encodeWithSelector(Witness.WitnessSize.selector);
        _execute(STEP, "", reason);
        _execute(STEP, hex"0001", reason);
        _execute(STEP, bytes.concat(hex"0001", _leaf(), _branch(), REST, hex"00"), reason);
        _execute(NOTHING, bytes.concat(hex"0000", _branch(), REST), reason);
    }

    function test_execute_leavesOutOfOrder_reverts() external {
        bytes memory reason = abi.encodeWithSelector(Witness.WitnessOrder.selector);
        _execute(STEP, bytes.concat(hex"0002", _leaf(), _leaf(), _branch(), REST), reason);
        _execute(STEP, bytes.concat(hex"0001", hex"07", new bytes(7), _branch(), REST), reason);
    }

    function test_execute_anotherState_reverts() external {
        bytes memory leaf = _leaf();
        leaf[leaf.length - 1] = 0x01;
        bytes memory witness = bytes.concat(hex"0001", leaf, _branch(), REST);
        IExecution execution = rollup.execution();
        vm.expectPartialRevert(Witness.WrongWitness.selector);
        execution.execute(
            IExecution.BatchContext(type(uint64).max, 0), _rootWith(0, HALF), STEP, witness, 0, new bytes32[](0)
        );
    }

    function test_execute_emptySiblingAsAHash_reverts() external {
        bytes memory branch = abi.encodePacked(uint16(1), hex"00", bytes32(0));
        bytes memory reason = abi.encodeWithSelector(Witness.SiblingNotCanonical.selector);
        _execute(STEP, bytes.concat(hex"0001", _leaf(), branch, REST), reason);
        // a flag beyond the last sibling
        _execute(STEP, bytes.concat(hex"0001", _leaf(), hex"000140", REST), reason);
    }

    function test_execute_otherTerms_reverts() external {
        bytes memory witness = bytes.concat(hex"00000000", hex"01", HALF, hex"010000");
        _execute(NOTHING, witness, abi.encodeWithSelector(Witness.WrongTerms.selector, HALF));
    }

    function test_execute_otherMessage_reverts() external {
        bytes memory witness = bytes.concat(hex"00000000", hex"00", hex"0000000301", new bytes(29 + 1 + 32), hex"00");
        _execute(NOTHING, witness, abi.encodeWithSelector(Witness.WrongMessage.selector, 3));
    }

    function test_execute_leafMissing_reverts() external {
        _execute(STEP, bytes.concat(hex"00000000", REST), abi.encodeWithSelector(State.NotInWitness.selector, 0));
    }

    function test_execute_leafTooMany_reverts() external {
        bytes memory witness = bytes.concat(hex"0001", _leaf(), _branch(), REST);
        _execute(NOTHING, witness, abi.encodeWithSelector(Shown.NotUsed.selector, 0));
    }

    // ---- guards below: no witness that Execution takes in comes so far ----

    function loadTwice() external {
        State.begin();
        State.load(5, 0, 0);
        State.load(5, 0, 0);
    }

    function test_load_twice_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(State.TwiceInWitness.selector, 5));
        this.loadTwice();
    }

    function head() external {
        State.begin();
        Shown.head(HALF);
    }

    function test_head_notShown_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(Shown.TermsNotInWitness.selector, HALF));
        this.head();
    }

    function path() external {
        State.begin();
        Shown.path(0);
    }

    function test_path_notShown_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(Shown.PathNotInWitness.selector));
        this.path();
    }
}
