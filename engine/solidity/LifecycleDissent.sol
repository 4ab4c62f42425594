// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Act, CHALLENGE, CONCEDE, EVIDENCE, RULE, Result, STAND_BY} from "./Agreement.sol";
import {Acts} from "./Acts.sol";
import {Dissent} from "./Dissent.sol";
import {Draft} from "./Draft.sol";
import {ILifecycle, LifecycleInput} from "./ILifecycle.sol";
import {IOutcome} from "./IOutcome.sol";
import {IRuleVm} from "./IRuleVm.sol";
import {Refusal} from "./LifecycleCodes.sol";
import {Part} from "./Part.sol";

/// @title The acts of a dispute
/// @notice What Lifecycle asks for challenge, standing by, conceding, evidence and ruling.
contract LifecycleDissent is Acts {
    constructor(IRuleVm rules, IOutcome outcome) Acts(rules, outcome) {}

    /// @notice ILifecycle.act for these acts.
    /// @dev Reverts with NoSuchAct or NeighbourMissing.
    function act(LifecycleInput memory input) external view returns (Result memory) {
        return _step(input);
    }

    /// @inheritdoc Acts
    function _absent(Act memory what, Part memory part) internal pure override returns (uint16) {
        uint8 kind = what.kind;
        uint256 last = 0;
        if (kind == STAND_BY || kind == CONCEDE) last = what.fact;
        else if (kind == CHALLENGE && what.facts.length != 0) last = what.facts[what.facts.length - 1].fact;
        else return 0;
        return last < part.facts.length ? 0 : Refusal.NO_SUCH_FACT;
    }

    /// @inheritdoc Acts
    function _act(Draft memory draft, Act memory what, uint64 time) internal view override returns (uint16) {
        uint8 kind = what.kind;
        if (kind == CHALLENGE) return Dissent.challenge(draft, what, time);
        if (kind == STAND_BY) return Dissent.standBy(draft, what);
        if (kind == CONCEDE) return Dissent.concede(draft, what);
        if (kind == EVIDENCE) return Dissent.evidence(draft, what);
        if (kind == RULE) return Dissent.rule(draft, what, time);
        revert ILifecycle.NoSuchAct(kind);
    }
}
