// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ACCEPT, ADVANCE, ANSWER, Act, Agreement, DELIVER, Deliverable, Result, SETTLE_FACTS} from "./Agreement.sol";
import {Acts} from "./Acts.sol";
import {Draft} from "./Draft.sol";
import {FactWords} from "./FactWords.sol";
import {ILifecycle, LifecycleInput} from "./ILifecycle.sol";
import {IOutcome} from "./IOutcome.sol";
import {IRuleVm} from "./IRuleVm.sol";
import {Refusal} from "./LifecycleCodes.sol";
import {Membership} from "./Membership.sol";
import {PartReading} from "./PartReading.sol";
import {Work} from "./Work.sol";

/// @title The life of an agreement
/// @notice Time and the acts of undisturbed work are here; it asks DISSENT for those of a dispute.
contract Lifecycle is ILifecycle, Acts {
    /// @notice The acts of a dispute: a LifecycleDissent.
    address public immutable DISSENT;

    constructor(IRuleVm rules, IOutcome outcome, address dissent) Acts(rules, outcome) {
        DISSENT = dissent;
    }

    /// @inheritdoc ILifecycle
    function act(LifecycleInput calldata input) external view returns (Result memory) {
        if (!_isWork(input.act.kind)) _askDissent();
        return _step(input);
    }

    /// @inheritdoc ILifecycle
    function join(
        Agreement memory agreement,
        uint64[] memory openFor,
        address[] memory attestors,
        uint8 party,
        address account,
        uint64 time
    ) external pure returns (uint16, Agreement memory) {
        return (Membership.join(agreement, openFor, attestors, party, account, time), agreement);
    }

    /// @inheritdoc ILifecycle
    function settle(Agreement memory agreement, uint64 time) external pure returns (uint16, Agreement memory) {
        return (Membership.settle(agreement, time), agreement);
    }

    /// @inheritdoc ILifecycle
    function assertedHash(bytes memory part, Deliverable memory deliverable) external pure returns (bytes32) {
        if (deliverable.deliveredAt == 0) return FactWords.hash(new int256[](0));
        return FactWords.hash(FactWords.asserted(PartReading.decode(part), deliverable.facts));
    }

    function _isWork(uint8 kind) private pure returns (bool) {
        return kind == ADVANCE || kind == DELIVER || kind == ANSWER || kind == ACCEPT || kind == SETTLE_FACTS;
    }

    /// @dev Ends this call with what DISSENT makes of the same call.
    function _askDissent() private view {
        address dissent = DISSENT;
        assembly {
            calldatacopy(0, 0, calldatasize())
            let done := staticcall(gas(), dissent, 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            if iszero(done) { revert(0, returndatasize()) }
            return(0, returndatasize())
        }
    }

    /// @inheritdoc Acts
    function _isBeyond(Act memory what, uint256 facts) internal pure override returns (bool) {
        return what.kind == ANSWER && what.fact >= facts;
    }

    /// @inheritdoc Acts
    function _act(Draft memory draft, Act memory what, uint64 time) internal view override returns (uint16) {
        uint8 kind = what.kind;
        if (kind == ADVANCE) return draft.changed ? 0 : Refusal.NOTHING_DUE;
        if (kind == DELIVER) return Work.deliver(draft, what, time);
        if (kind == ANSWER) return Work.answer(draft, what, time);
        if (kind == ACCEPT) return Work.accept(draft, what, time);
        return Work.settle(draft, what, time);
    }
}
