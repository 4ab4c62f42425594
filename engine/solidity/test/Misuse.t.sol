// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Result} from "engine/Agreement.sol";
import {ILifecycle, LifecycleInput} from "engine/ILifecycle.sol";
import {Lifecycle} from "engine/Lifecycle.sol";
import {Phase} from "engine/LifecycleCodes.sol";
import {LifecycleDissent} from "engine/LifecycleDissent.sol";
import {Outcome} from "engine/Outcome.sol";
import {ProgramFrame} from "engine/ProgramFrame.sol";
import {RuleVm} from "engine/RuleVm.sol";
import {Cheats} from "escrow/test/Vm.sol";

/// @notice What no caller of ours does: it is refused by name.
contract MisuseTest is Cheats {
    ILifecycle private lifecycle;
    bytes[] private parts;

    function setUp() external {
        RuleVm rules = new RuleVm();
        Outcome outcome = new Outcome();
        lifecycle = ILifecycle(address(new Lifecycle(rules, outcome, address(new LifecycleDissent(rules, outcome)))));
        parts = vm.parseJsonBytesArray(vm.readFile("dsl/src/test/resources/terms/website-build.json"), ".parts");
    }

    function frame(uint256 taken) external pure {
        new bytes(taken);
        ProgramFrame.begin();
    }

    function _input(uint256 part) private view returns (LifecycleInput memory input) {
        input.part = parts[part];
        input.deliverables = uint8(parts.length);
        input.openFor = new uint64[](2);
        input.time = 1;
    }

    function test_act_unknownKind_reverts() external {
        LifecycleInput memory input = _input(0);
        input.act.kind = 99;
        input.deliverable.phase = Phase.OPEN;
        input.deliverable.due = 100;
        input.deliverable.missed = 100;
        vm.expectRevert(abi.encodeWithSelector(ILifecycle.NoSuchAct.selector, 99));
        lifecycle.act(input);
    }

    /// @notice The second part waits for the first.
    function test_act_withoutWhatItWaitsFor_reverts() external {
        vm.expectRevert(abi.encodeWithSelector(ILifecycle.NeighbourMissing.selector, 0));
        lifecycle.act(_input(1));
    }

    function test_begin_memoryTakenBefore_reverts() external {
        this.frame(0);
        vm.expectRevert(abi.encodeWithSelector(ProgramFrame.MemoryTaken.selector));
        this.frame(0x200);
    }
}
