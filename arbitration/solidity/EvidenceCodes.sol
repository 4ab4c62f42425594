// SPDX-License-Identifier: Apache-2.0
// Written by RefusalCodesTest from the Java enum; change that.
pragma solidity 0.8.37;

/// @notice Why a document is not taken as evidence: org.horkos.arbitration.evidence.EvidenceRefusal.
library EvidenceCodes {
    uint16 internal constant EVIDENCE_PERIOD_OVER = 160;
    uint16 internal constant NO_DOCUMENT = 161;
    uint16 internal constant LAID_ALREADY = 162;
    uint16 internal constant TOO_MANY = 163;
}
