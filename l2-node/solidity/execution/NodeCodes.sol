// SPDX-License-Identifier: Apache-2.0
// Written by TwinConstantsTest from org.horkos.node.execution.NodeRefusal.
pragma solidity 0.8.37;

/// @title Why the node itself ignores or refuses a step
library NodeCodes {
    uint16 internal constant MALFORMED = 200;
    uint16 internal constant UNKNOWN_ACCOUNT = 201;
    uint16 internal constant UNKNOWN_AGREEMENT = 202;
    uint16 internal constant UNKNOWN_DELIVERABLE = 203;
    uint16 internal constant UNKNOWN_DISPUTE = 204;
    uint16 internal constant NO_PANEL = 205;
    uint16 internal constant BAD_SIGNATURE = 206;
    uint16 internal constant WRONG_NONCE = 207;
    uint16 internal constant INSUFFICIENT_FEE = 208;
    uint16 internal constant CLOCK_NOT_AHEAD = 209;
    uint16 internal constant CLOCK_WRONG_INBOX_COUNT = 210;
    uint16 internal constant CLOCK_PASSES_MESSAGE = 211;
    uint16 internal constant NO_MESSAGE = 212;
    uint16 internal constant UNKNOWN_COLLECTOR = 213;
    uint16 internal constant NOT_BY_INBOX = 214;
    uint16 internal constant FORCED_FOR_ANOTHER_ACCOUNT = 215;
    uint16 internal constant MALFORMED_MESSAGE = 216;
    uint16 internal constant UNKNOWN_MESSAGE = 217;
    uint16 internal constant ACCOUNT_OUT_OF_ORDER = 218;
    uint16 internal constant BALANCE_TOO_LARGE = 219;
    uint16 internal constant AGREEMENT_OUT_OF_ORDER = 220;
    uint16 internal constant NO_NUMBER_LEFT = 221;
    uint16 internal constant NOT_ITS_ESCROW = 222;
    uint16 internal constant NOTHING_MOVED = 223;
    uint16 internal constant INSUFFICIENT_BALANCE = 224;
    uint16 internal constant UNKNOWN_RECIPIENT = 225;
    uint16 internal constant OTHER_TOKEN = 226;
    uint16 internal constant UNKNOWN_COURT = 227;
    uint16 internal constant BAD_MINIMUM_STAKE = 228;
    uint16 internal constant UNKNOWN_BEACON = 229;
}
