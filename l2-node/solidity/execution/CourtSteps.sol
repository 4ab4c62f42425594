// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Court, CourtInput, CourtResult, Courts} from "arbitration/Courts.sol";
import {Place} from "arbitration/SumTree.sol";
import {Accounts} from "./Accounts.sol";
import {CourtLeaves} from "./CourtLeaves.sol";
import {Globals} from "./Globals.sol";
import {ICourtSteps} from "./IStepContracts.sol";
import {Layout} from "./Layout.sol";
import {NodeCodes} from "./NodeCodes.sol";
import {Step} from "./Step.sol";
import {StepKinds} from "./StepKinds.sol";

/// @title Transactions in courts: the twin of org.horkos.node.execution.CourtRun
contract CourtSteps is ICourtSteps {
    /// @inheritdoc ICourtSteps
    function act(Step calldata step, address owner, address token) external returns (uint16) {
        if (step.kind == StepKinds.CREATE_COURT) return _create(step, owner);
        (bool found, Court memory court) = CourtLeaves.get(step.first);
        if (!found) return NodeCodes.UNKNOWN_COURT;
        CourtInput memory input = CourtInput(Courts.STAKE, owner, step.second, 0, address(0));
        if (step.kind == StepKinds.STAKE) {
            if (token != court.stakeToken) return NodeCodes.OTHER_TOKEN;
            if (Accounts.balance(Accounts.get(step.account)) < step.number) return NodeCodes.INSUFFICIENT_BALANCE;
            input.amount = uint128(step.number);
        } else if (step.kind == StepKinds.UNSTAKE) {
            input.kind = Courts.UNSTAKE;
            input.amount = uint128(step.number);
        } else {
            input.kind = Courts.COLLECT;
            input.token = Accounts.token(Accounts.get(step.third));
            if (input.token != court.feeToken && input.token != court.stakeToken) return NodeCodes.OTHER_TOKEN;
        }
        return _apply(step, court, input);
    }

    function _apply(Step calldata step, Court memory court, CourtInput memory input) private returns (uint16) {
        uint16 refusal = Courts.look(court, input);
        if (refusal != 0) return refusal;
        (Place memory place,) = CourtLeaves.place(input.arbitrator, court.root, court.total);
        CourtResult memory result = Courts.applied(court, input, place.arbitrator, Globals.time());
        if (result.refusal != 0) return result.refusal;
        if (input.kind == Courts.STAKE) Accounts.debit(step.account, input.amount);
        if (input.kind == Courts.COLLECT && !Accounts.credit(step.third, result.paid)) {
            return NodeCodes.BALANCE_TOO_LARGE;
        }
        place.arbitrator = result.arbitrator;
        CourtLeaves.put(step.first, court, place);
        return 0;
    }

    function _create(Step calldata step, address owner) private returns (uint16) {
        if (!Courts.isMinimum(step.number)) return NodeCodes.BAD_MINIMUM_STAKE;
        uint256 id = Globals.get(Globals.COURTS);
        if (id >= Layout.MAX_IDS) return NodeCodes.NO_NUMBER_LEFT;
        CourtLeaves.put(id, Courts.created(owner, step.stakeToken, step.feeToken, uint128(step.number)));
        Globals.set(Globals.COURTS, id + 1);
        return 0;
    }
}
