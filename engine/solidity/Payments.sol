// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Act, Payout} from "./Agreement.sol";
import {Draft, Moves} from "./Draft.sol";
import {End, Phase, Refusal} from "./LifecycleCodes.sol";
import {Standing} from "./Standing.sol";

/// @title The act of paying money that is owed
/// @notice The twin of org.horkos.engine.lifecycle.Owing; what the amounts come to is said by Outcome.
library Payments {
    /// @notice The performer pays. The amount is the act's word.
    function pay(Draft memory draft, Act memory act, uint64 time) internal view returns (uint16) {
        if (draft.its.phase == Phase.WAITING) return Refusal.STILL_WAITING;
        if (draft.its.end != End.NONE) return Refusal.DELIVERABLE_ENDED;
        if (Standing.party(draft.agreement.members, act.actor) != draft.part.performer) return Refusal.NOT_THE_PERFORMER;
        if (!Moves.isOwed(draft.part)) return Refusal.NOTHING_OWED;
        (Payout[] memory shares, bytes memory tally, bool isAll) =
            draft.outcome.pay(draft.encoded, draft.its.tally, Moves.isLate(draft, time), act.word);
        if (shares.length == 0) return Refusal.WRONG_AMOUNT;

        // After this point the input must succeed.
        draft.paid = shares;
        draft.its.tally = tally;
        draft.changed = true;
        if (isAll) {
            draft.its.attempt++;
            draft.its.deliveredAt = time;
            Moves.execute(draft, new int256[](0), time);
        }
        return 0;
    }
}
