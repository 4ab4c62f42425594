// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Found} from "./Dispute.sol";

/// @notice The panel of one round of a dispute, without its seats: the twin of org.horkos.arbitration.panel.PanelState.
///         Times are Unix seconds, 0 before they are known.
/// @param court the court's id
/// @param frozenRoot root of the court's sum tree when the dispute opened
/// @param frozenTotal its total stake then
/// @param evidenceUntil end of the evidence period: the beacon is of then or later
/// @param drawUntil end of drawing: who sits by then votes
/// @param phase 0 drawing, 1 commit, 2 reveal, 3 ruled, 4 settling, 5 done
/// @param seeded whether there was a try, so that the seed is fixed
/// @param tries for the seat that is next to be drawn
/// @param seats how many were drawn, or given up as empty, so far
/// @param coherent bit s: seat s voted as was found; known once it has ruled
/// @param silent bit s: seat s did not commit and reveal; known once it has ruled
/// @param courtPart what the ruling's forfeits give the court, base units of the fee token
/// @param pool what settled losing seats lost and nobody gained yet, base units of the stake token
struct PanelState {
    uint32 court;
    bytes32 frozenRoot;
    uint128 frozenTotal;
    uint64 evidenceUntil;
    uint64 drawUntil;
    uint8 phase;
    bool seeded;
    bytes32 seed;
    uint8 tries;
    uint8 seats;
    uint64 commitUntil;
    uint64 revealUntil;
    uint32 coherent;
    uint32 silent;
    uint128 courtPart;
    uint128 pool;
}

/// @notice One seat of a panel: the twin of org.horkos.arbitration.panel.Seat.
/// @param arbitrator index in the court's sum tree; 2^32 - 1 if the seat stayed empty
/// @param voter the arbitrator's address; zero if the seat stayed empty
/// @param ballot a word per fact, ascending, once revealed, packed: see Ballots
/// @param isSettled whether it has been paid or slashed
struct PanelSeat {
    uint32 arbitrator;
    address voter;
    bool committed;
    bytes32 commitment;
    bool revealed;
    bytes ballot;
    bool isSettled;
}

/// @notice A fact that a panel is to find.
/// @param kind 0 number, 1 choice, 3 time
/// @param least, most its range, inclusive
struct PanelFact {
    uint8 fact;
    uint8 kind;
    int256 least;
    int256 most;
}

/// @notice What a panel needs to know of its dispute and agreement: the twin of PanelTerms.
/// @param draws seats, 1 to 31
/// @param commit seconds
/// @param reveal seconds
/// @param minimumStake what a seat locks: the court's, base units of its stake token
/// @param facts those of the dispute that need a court (Rulings.needsCourt), ascending
struct PanelTerms {
    uint32 dispute;
    bytes32 termsHash;
    uint8 deliverable;
    uint8 round;
    uint8 draws;
    uint64 commit;
    uint64 reveal;
    uint128 minimumStake;
    PanelFact[] facts;
}

/// @notice A panel when something happens to it.
/// @param seats all of them, `panel.seats` many; from phase RULED on their ballots may be left out, nothing looks at them
/// @param time now, Unix seconds
struct PanelCase {
    PanelTerms terms;
    PanelState panel;
    PanelSeat[] seats;
    uint64 time;
}

/// @notice What became of an input to a panel. The caller sets the panel's leaf; sets the changed seat's leaf; applies what
///         concerns the court; and if it has ruled hands the ruling to the lifecycle, before what concerns the court.
/// @param refusal 0, or the code; then nothing has changed and nothing else of this counts
/// @param seatChanged whether a seat changed or was added; never more than one
/// @param seat which
/// @param hasRuled whether the facts are found by this step
/// @param ruledAt when, Unix seconds; may lie before the step
/// @param ruling one per fact of the terms
/// @param onCourt 0 no arbitrator changes, 1 he is seated (Courts.seated), 2 his seat is settled (Courts.settled)
/// @param arbitrator his index
/// @param treasuryFee what the court's treasury gains (Courts.gained with this and 0), base units of the fee token
/// @param treasuryStake likewise (Courts.gained with 0 and this), base units of the stake token
struct PanelResult {
    uint16 refusal;
    PanelState panel;
    bool seatChanged;
    uint8 seat;
    PanelSeat changed;
    bool hasRuled;
    uint64 ruledAt;
    Found[] ruling;
    uint8 onCourt;
    uint32 arbitrator;
    uint128 locked;
    uint128 released;
    uint128 feeEarned;
    uint128 stakeGained;
    uint128 stakeLost;
    uint128 treasuryFee;
    uint128 treasuryStake;
}

/// @title What a panel is by itself
library Panels {
    uint8 internal constant DRAWING = 0;
    uint8 internal constant COMMIT = 1;
    uint8 internal constant REVEAL = 2;
    uint8 internal constant RULED = 3;
    uint8 internal constant SETTLING = 4;
    uint8 internal constant DONE = 5;

    /// @notice Seconds after the evidence period within which the seats are drawn.
    uint64 internal constant DRAW_PERIOD = 3 days;
    /// @notice Tries per seat before it stays empty.
    uint256 internal constant MAX_TRIES = 32;
    /// @notice The most seats of a panel.
    uint256 internal constant MAX_SEATS = 31;
    /// @notice The arbitrator of a seat that stayed empty.
    uint32 internal constant NOBODY = type(uint32).max;

    /// @notice The panel of a dispute that opens now.
    /// @param court the court's id
    /// @param root of its sum tree now
    /// @param total its total stake now
    /// @param evidenceUntil when the dispute's evidence period ends
    function opened(uint32 court, bytes32 root, uint128 total, uint64 evidenceUntil)
        internal
        pure
        returns (PanelState memory panel)
    {
        panel.court = court;
        panel.frozenRoot = root;
        panel.frozenTotal = total;
        panel.evidenceUntil = evidenceUntil;
        panel.drawUntil = evidenceUntil + DRAW_PERIOD;
    }

    /// @notice The instant at which time alone moves this panel on, Unix seconds; the last instant of all if it does not.
    function nextDeadline(PanelState memory panel) internal pure returns (uint64) {
        if (panel.phase == DRAWING) return panel.frozenTotal == 0 ? panel.evidenceUntil : panel.drawUntil;
        if (panel.phase == COMMIT) return panel.commitUntil;
        if (panel.phase == REVEAL) return panel.revealUntil;
        return type(uint64).max;
    }
}
