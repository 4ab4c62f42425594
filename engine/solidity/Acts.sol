// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {NOBODY} from "arbitration/Dispute.sol";
import {Act, FactState, Result} from "./Agreement.sol";
import {Clauses} from "./Clauses.sol";
import {Draft} from "./Draft.sol";
import {LifecycleInput} from "./ILifecycle.sol";
import {IOutcome} from "./IOutcome.sol";
import {IRuleVm} from "./IRuleVm.sol";
import {AgreementStatus, End, Refusal} from "./LifecycleCodes.sol";
import {Part} from "./Part.sol";
import {PartReading} from "./PartReading.sol";
import {Standing} from "./Standing.sol";
import {TimePassing} from "./TimePassing.sol";

/// @title What all acts on a deliverable have in common
/// @notice The guards that come before an act's own, the time that has passed, and what comes of it. The acts are in two
///         contracts, since one cannot hold all their code.
abstract contract Acts {
    /// @notice Runs the rules.
    IRuleVm public immutable RULES;
    /// @notice Computes what an end moves.
    IOutcome public immutable OUTCOME;

    constructor(IRuleVm rules, IOutcome outcome) {
        RULES = rules;
        OUTCOME = outcome;
    }

    /// @dev 0, or the refusal of an act that the part does not know at all: it names a fact that is not there, for example.
    function _absent(Act memory what, Part memory part) internal pure virtual returns (uint16);

    /// @dev The act itself, once time is applied: 0, or why it is refused.
    function _act(Draft memory draft, Act memory what, uint64 time) internal view virtual returns (uint16);

    function _step(LifecycleInput memory input) internal view returns (Result memory result) {
        if (input.agreement.status == AgreementStatus.CLOSED) {
            result.refusal = Refusal.AGREEMENT_CLOSED;
            return result;
        }
        Part memory part = PartReading.decode(input.part);
        if (Clauses.has(part.kinds, Clauses.ENTRY)) result.entryOf = Clauses.index(part.clauses, Clauses.ENTRY) + 1;
        result.refusal = _absent(input.act, part);
        if (result.refusal != 0) return result;
        if (input.deliverable.end != End.NONE) {
            result.refusal = Refusal.DELIVERABLE_ENDED;
            return result;
        }
        Draft memory draft = _draft(input, part);
        TimePassing.pass(draft, input.time);
        result.refusal = _act(draft, input.act, input.time);
        if (result.refusal == 0) _take(result, draft);
    }

    function _draft(LifecycleInput memory input, Part memory part) private view returns (Draft memory draft) {
        draft.rules = RULES;
        draft.outcome = OUTCOME;
        draft.encoded = input.part;
        draft.part = part;
        draft.deliverables = input.deliverables;
        draft.openFor = input.openFor;
        draft.attestors = input.attestors;
        draft.court = input.court;
        draft.neighbours = input.neighbours;
        draft.agreement = input.agreement;
        draft.its = input.deliverable;
        if (draft.its.facts.length == 0) draft.its.facts = new FactState[](part.facts.length);
        draft.owners = Standing.owners(part);
        draft.shownBy = NOBODY;
    }

    function _take(Result memory result, Draft memory draft) private pure {
        result.changed = draft.changed;
        result.frozen = draft.frozen;
        result.shownBy = draft.shownBy;
        result.hasEnded = draft.hasEnded;
        result.payouts = draft.payouts;
        result.closed = draft.closed;
        result.value = draft.value;
        result.paid = draft.paid;
        result.agreement = draft.agreement;
        result.deliverable = draft.its;
    }
}
