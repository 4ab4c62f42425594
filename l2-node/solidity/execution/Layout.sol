// SPDX-License-Identifier: Apache-2.0
// Written by TwinConstantsTest from org.horkos.node.state.Layout and org.horkos.node.step.StepCodec.
pragma solidity 0.8.37;

/// @title The shape of the state tree and the bounds of chunks
library Layout {
    uint256 internal constant TABLE_LEVELS = 3;
    uint256 internal constant SLOT_LEVELS = 8;
    uint256 internal constant MAX_IDS = 268435456;
    uint256 internal constant HEAD_SLOT = 0;
    uint256 internal constant DELIVERABLE_SLOT = 1;
    uint256 internal constant PANEL_SLOT = 1;
    uint256 internal constant SEAT_SLOT = 32;
    uint256 internal constant EXHIBIT_SLOT = 64;
    uint256 internal constant BEACONS_KEPT = 65536;
    uint256 internal constant GLOBALS = 0;
    uint256 internal constant ACCOUNTS = 1;
    uint256 internal constant AGREEMENTS = 2;
    uint256 internal constant DISPUTES = 3;
    uint256 internal constant COURTS = 4;
    uint256 internal constant OUTBOX = 5;
    uint256 internal constant BEACONS = 6;
    uint256 internal constant FREE = 7;
    /// @notice Per table its depth, one byte each, table 0 in the highest.
    uint256 internal constant DEPTHS = 0x1020242424201000000000000000000000000000000000000000000000000000;
    uint256 internal constant MAX_CHUNK_STEPS = 16;
    uint256 internal constant MAX_CHUNK_BYTES = 32768;
    uint256 internal constant MAX_CHUNK_WEIGHT = 96;
    uint256 internal constant MAX_FACTS = 32;
    uint256 internal constant EXHIBITS_PER_PARTY = 8;
}
