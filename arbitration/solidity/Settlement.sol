// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {PanelCase, PanelSeat, PanelState, Panels} from "./PanelState.sol";

/// @title What each seat of a judged panel gets and loses, and in which order
/// @notice The twin of org.horkos.arbitration.panel.Settlement (docs/protocol/court.md).
library Settlement {
    /// @notice No seat.
    uint256 internal constant NONE = type(uint256).max;

    uint128 private constant INCOHERENT_LOSES_ONE_IN = 10;
    uint128 private constant SILENT_LOSES_ONE_IN = 5;

    /// @notice The seat that is settled next: those that lose come first, since what they lose pays the others.
    /// @dev Of a panel that is settling.
    function nextToSettle(PanelCase memory sitting) internal pure returns (uint256) {
        uint256 coherent = sitting.panel.coherent;
        uint256 gaining = NONE;
        for (uint256 s = 0; s < sitting.seats.length; s++) {
            if (sitting.seats[s].isSettled) continue;
            if (coherent >> s & 1 == 0) return s;
            if (gaining == NONE) gaining = s;
        }
        return gaining;
    }

    /// @notice What one seat gets, or loses.
    function seatGets(PanelCase memory sitting, uint256 s)
        internal
        pure
        returns (uint128 feeEarned, uint128 stakeGained, uint128 stakeLost)
    {
        PanelState memory panel = sitting.panel;
        uint128 minimum = sitting.terms.minimumStake;
        if (panel.coherent >> s & 1 == 0) {
            return (0, 0, minimum / (panel.silent >> s & 1 == 1 ? SILENT_LOSES_ONE_IN : INCOHERENT_LOSES_ONE_IN));
        }
        uint128 coherent = uint128(_count(panel.coherent));
        uint128 silent = uint128(_count(panel.silent));
        uint128 incoherent = _seated(sitting.seats) - silent - coherent;
        uint128 lost = minimum / SILENT_LOSES_ONE_IN * silent + minimum / INCOHERENT_LOSES_ONE_IN * incoherent;
        return (panel.courtPart / coherent, lost / coherent, 0);
    }

    /// @notice What of the court's part does not divide among the coherent seats.
    function oddFee(PanelCase memory sitting) internal pure returns (uint128) {
        uint256 coherent = _count(sitting.panel.coherent);
        uint128 part = sitting.panel.courtPart;
        return coherent == 0 ? part : uint128(part % coherent);
    }

    function _seated(PanelSeat[] memory seats) private pure returns (uint128 count) {
        for (uint256 s = 0; s < seats.length; s++) {
            if (seats[s].arbitrator != Panels.NOBODY) count++;
        }
    }

    function _count(uint256 bits) private pure returns (uint256 count) {
        for (; bits != 0; bits &= bits - 1) {
            count++;
        }
    }
}
