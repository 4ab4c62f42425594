// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The twin of org.horkos.arbitration.dispute.DisputeState. Numbers of phases are the ordinals of its enum.
/// @param phase 0 evidence, 1 panel, 2 ruled
/// @param joinUntil Unix second before which claims may join
/// @param evidenceUntil Unix second at which documents, standing by and conceding end
/// @param contested the facts in dispute, ascending
struct Dispute {
    uint8 phase;
    uint64 joinUntil;
    uint64 evidenceUntil;
    ContestedFact[] contested;
}

/// @notice One fact in dispute.
/// @param fact its index
/// @param asserted the word that stood when it was contested
/// @param statedBy the party who said so; NOBODY for an attestor or silence
/// @param claims what others say, in the order in which they said it
/// @param defenders bit p: party p stands or stood by the asserted word
/// @param conceded bit p: party p has given it up
struct ContestedFact {
    uint8 fact;
    int256 asserted;
    uint8 statedBy;
    Claim[] claims;
    uint16 defenders;
    uint16 conceded;
}

/// @notice What a party says a fact should be.
struct Claim {
    uint8 party;
    int256 word;
}

/// @notice What a panel found for one fact that needed it: nothing if `found` is false.
struct Found {
    uint8 fact;
    bool found;
    int256 word;
}

/// @notice What the dispute comes to for one fact.
/// @param by 0 the court, 1 no ballots, 2 undefended: the ordinals of Finding.By
struct Finding {
    uint8 fact;
    int256 word;
    uint8 by;
}

/// @dev Who stated what an attestor or silence said.
uint8 constant NOBODY = 255;
