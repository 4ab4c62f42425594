// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Draft, Moves} from "./Draft.sol";
import {Phase, Refusal} from "./LifecycleCodes.sol";

/// @title Which refusal tells somebody that the deliverable is in another phase than his act needs
/// @notice The twin of org.horkos.engine.lifecycle.Phases.
library Phases {
    /// @notice For acts on something delivered.
    /// @param otherwise while a delivery is in judgement, but not in the phase of this act
    function afterDelivery(Draft memory draft, uint16 otherwise) internal pure returns (uint16) {
        uint8 phase = draft.its.phase;
        if (phase == Phase.WAITING) return Refusal.STILL_WAITING;
        if (phase == Phase.OPEN) return Refusal.NOT_DELIVERED;
        if (phase == Phase.ANSWERING) return otherwise;
        if (phase == Phase.ASSERTED) return Moves.nothingStated(draft) ? Refusal.NOTHING_STATED : otherwise;
        return phase == Phase.DISPUTED ? Refusal.UNDER_DISPUTE : Refusal.DELIVERABLE_ENDED;
    }

    /// @notice For acts on something open.
    function notOpen(Draft memory draft) internal pure returns (uint16) {
        uint8 phase = draft.its.phase;
        if (phase == Phase.WAITING) return Refusal.STILL_WAITING;
        if (phase == Phase.DISPUTED) return Refusal.UNDER_DISPUTE;
        if (phase > Phase.DISPUTED) return Refusal.DELIVERABLE_ENDED;
        return Moves.nothingStated(draft) ? Refusal.DELIVERY_TOO_LATE : Refusal.ALREADY_DELIVERED;
    }

    /// @notice For acts in a dispute.
    function notDisputed(Draft memory draft) internal pure returns (uint16) {
        return draft.its.phase <= Phase.DISPUTED ? Refusal.NOT_DISPUTED : Refusal.DELIVERABLE_ENDED;
    }
}
