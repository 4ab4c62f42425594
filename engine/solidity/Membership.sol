// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {NOBODY} from "arbitration/Dispute.sol";
import {Agreement, Member} from "./Agreement.sol";
import {Deadlines} from "./Deadlines.sol";
import {AgreementStatus, Refusal} from "./LifecycleCodes.sol";
import {Standing} from "./Standing.sol";

/// @title What comes from L1 and concerns the head alone
/// @notice The twin of org.horkos.engine.lifecycle.Membership: who joined, and that all settled. Each gives 0 or why it
///         is refused, and changes the agreement that it is given.
library Membership {
    function join(
        Agreement memory agreement,
        uint64[] memory openFor,
        address[] memory attestors,
        uint8 party,
        address account,
        uint64 time
    ) internal pure returns (uint16) {
        if (agreement.status == AgreementStatus.CLOSED) return Refusal.AGREEMENT_CLOSED;
        if (agreement.status == AgreementStatus.SETTLED) return Refusal.AGREEMENT_SETTLED;
        if (party >= openFor.length || openFor[party] == 0) return Refusal.NO_SUCH_SEAT;
        if (account == address(0) || Standing.party(agreement.members, account) != NOBODY) return Refusal.ROLE_TAKEN;
        for (uint256 i = 0; i < attestors.length; i++) {
            if (attestors[i] == account) return Refusal.ROLE_TAKEN;
        }
        if (agreement.members[party].account != address(0)) return Refusal.SEAT_TAKEN;
        // Once everything has ended there is nothing to join for.
        if (agreement.allEndedBy != 0 || time >= Deadlines.plus(agreement.start, openFor[party])) {
            return Refusal.SEAT_LAPSED;
        }

        // After this point the input must succeed.
        agreement.members[party] = Member(account, time);
        return 0;
    }

    /// @notice Every deliverable notices when time is next applied to it, as if at this second.
    function settle(Agreement memory agreement, uint64 time) internal pure returns (uint16) {
        if (agreement.status == AgreementStatus.CLOSED) return Refusal.AGREEMENT_CLOSED;
        if (agreement.status == AgreementStatus.SETTLED) return Refusal.AGREEMENT_SETTLED;

        // After this point the input must succeed.
        agreement.status = AgreementStatus.SETTLED;
        agreement.settledAt = time;
        return 0;
    }
}
