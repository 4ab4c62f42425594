// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ACCEPT, ADVANCE, ANSWER, Act, DELIVER, END, Result, PAY, SETTLE_FACTS} from "./Agreement.sol";
import {Acts} from "./Acts.sol";
import {Clauses} from "./Clauses.sol";
import {Draft} from "./Draft.sol";
import {LifecycleInput} from "./ILifecycle.sol";
import {IOutcome} from "./IOutcome.sol";
import {IRuleVm} from "./IRuleVm.sol";
import {LifecycleHead} from "./LifecycleHead.sol";
import {Refusal} from "./LifecycleCodes.sol";
import {Part} from "./Part.sol";
import {Payments} from "./Payments.sol";
import {Work} from "./Work.sol";

/// @title The life of an agreement
/// @notice An ILifecycle. Time and the acts of undisturbed work are here; it asks DISSENT for those of a dispute, and HEAD
///         for the other functions.
contract Lifecycle is Acts {
    /// @notice The acts of a dispute: a LifecycleDissent.
    address public immutable DISSENT;
    /// @notice What concerns the head alone, and hashes: a LifecycleHead of its own.
    address public immutable HEAD;

    constructor(IRuleVm rules, IOutcome outcome, address dissent) Acts(rules, outcome) {
        DISSENT = dissent;
        HEAD = address(new LifecycleHead());
    }

    /// @notice ILifecycle.act.
    function act(LifecycleInput calldata input) external view returns (Result memory) {
        if (!_isWork(input.act.kind)) _ask(DISSENT);
        return _step(input);
    }

    /// @dev The rest of ILifecycle: HEAD has it.
    fallback() external {
        _ask(HEAD);
    }

    function _isWork(uint8 kind) private pure returns (bool) {
        return kind == ADVANCE || kind == DELIVER || kind == ANSWER || kind == ACCEPT || kind == SETTLE_FACTS
            || kind == END || kind == PAY;
    }

    /// @dev Ends this call with what another contract makes of the same call.
    function _ask(address whom) private view {
        assembly {
            calldatacopy(0, 0, calldatasize())
            let done := staticcall(gas(), whom, 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            if iszero(done) { revert(0, returndatasize()) }
            return(0, returndatasize())
        }
    }

    /// @inheritdoc Acts
    function _absent(Act memory what, Part memory part) internal pure override returns (uint16) {
        if (what.kind == ANSWER && what.fact >= part.facts.length) return Refusal.NO_SUCH_FACT;
        if (what.kind == DELIVER && Clauses.has(part.kinds, Clauses.BY_ITSELF)) return Refusal.NOBODY_DELIVERS;
        if (what.kind == END && !Clauses.has(part.kinds, Clauses.MAY_END)) return Refusal.NOBODY_MAY_END;
        return 0;
    }

    /// @inheritdoc Acts
    function _act(Draft memory draft, Act memory what, uint64 time) internal view override returns (uint16) {
        uint8 kind = what.kind;
        if (kind == ADVANCE) return draft.changed ? 0 : Refusal.NOTHING_DUE;
        if (kind == DELIVER) return Work.deliver(draft, what, time);
        if (kind == END) return Work.end(draft, what, time);
        if (kind == ANSWER) return Work.answer(draft, what, time);
        if (kind == PAY) return Payments.pay(draft, what, time);
        if (kind == ACCEPT) return Work.accept(draft, what, time);
        return Work.settle(draft, what, time);
    }
}
