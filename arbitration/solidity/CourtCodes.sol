// SPDX-License-Identifier: Apache-2.0
// Written by RefusalCodesTest from the Java enum; change that.
pragma solidity 0.8.37;

/// @notice Why a court refuses: org.horkos.arbitration.panel.CourtRefusal.
library CourtCodes {
    uint16 internal constant NOTHING_STAKED = 130;
    uint16 internal constant NO_SUCH_ARBITRATOR = 131;
    uint16 internal constant NOT_THIS_ARBITRATOR = 132;
    uint16 internal constant COURT_IS_FULL = 133;
    uint16 internal constant STAKE_TOO_LARGE = 134;
    uint16 internal constant BELOW_MINIMUM = 135;
    uint16 internal constant MORE_THAN_STAKED = 136;
    uint16 internal constant STAKE_IS_LOCKED = 137;
    uint16 internal constant NOTHING_TO_COLLECT = 138;
    uint16 internal constant STILL_LEAVING = 139;
}
