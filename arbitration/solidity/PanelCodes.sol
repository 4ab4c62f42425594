// SPDX-License-Identifier: Apache-2.0
// Written by RefusalCodesTest from the Java enum; change that.
pragma solidity 0.8.37;

/// @notice Why a panel refuses: org.horkos.arbitration.panel.PanelRefusal.
library PanelCodes {
    uint16 internal constant NOT_DRAWING = 100;
    uint16 internal constant EVIDENCE_PERIOD_RUNS = 101;
    uint16 internal constant NOTHING_TO_FIND = 102;
    uint16 internal constant NOBODY_STAKED = 103;
    uint16 internal constant BEACON_TOO_EARLY = 104;
    uint16 internal constant NOT_THE_FIRST_BEACON = 105;
    uint16 internal constant ANOTHER_BEACON = 106;
    uint16 internal constant NOT_COMMITTING = 107;
    uint16 internal constant NOT_REVEALING = 108;
    uint16 internal constant NO_SUCH_SEAT = 109;
    uint16 internal constant NOT_YOUR_SEAT = 110;
    uint16 internal constant ALREADY_COMMITTED = 111;
    uint16 internal constant EMPTY_COMMITMENT = 112;
    uint16 internal constant NOT_COMMITTED = 113;
    uint16 internal constant ALREADY_REVEALED = 114;
    uint16 internal constant COMMITMENT_DIFFERS = 115;
    uint16 internal constant BALLOT_INCOMPLETE = 116;
    uint16 internal constant BALLOT_OUT_OF_RANGE = 117;
    uint16 internal constant NOT_RULED = 118;
    uint16 internal constant OVER = 119;
    uint16 internal constant NOT_SETTLING = 120;
    uint16 internal constant NOT_ITS_TURN = 121;
}
