// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {PanelSeat, PanelState, Panels} from "arbitration/PanelState.sol";
import {Layout} from "./Layout.sol";
import {Packed} from "./Packed.sol";
import {State} from "./State.sol";

/// @title Leaves of panels, seats and exhibits (docs/protocol/court.md)
library PanelLeaves {
    using Packed for bytes;

    uint256 private constant SEED = 70;
    /// @dev A seat without its ballot.
    uint256 private constant SEAT_HEAD = 24 + 33 + 2;

    /// @notice The leaf of a dispute's panel; no bytes if it has none.
    function panel(uint256 dispute) internal returns (bytes memory) {
        return State.get(_key(dispute, Layout.PANEL_SLOT));
    }

    /// @notice What a panel's leaf says.
    function decode(bytes memory leaf) internal pure returns (PanelState memory p) {
        p.court = uint32(leaf.number(0, 4));
        p.frozenRoot = bytes32(leaf.number(4, 32));
        p.frozenTotal = uint128(leaf.number(36, 16));
        p.evidenceUntil = uint64(leaf.number(52, 8));
        p.drawUntil = uint64(leaf.number(60, 8));
        p.phase = uint8(leaf.number(68, 1));
        p.seeded = leaf.number(SEED - 1, 1) == 1;
        uint256 pos = SEED;
        if (p.seeded) {
            p.seed = bytes32(leaf.number(pos, 32));
            pos += 32;
        }
        p.tries = uint8(leaf.number(pos, 1));
        p.seats = uint8(leaf.number(pos + 1, 1));
        p.commitUntil = uint64(leaf.number(pos + 2, 8));
        p.revealUntil = uint64(leaf.number(pos + 10, 8));
        p.coherent = uint32(leaf.number(pos + 18, 4));
        p.silent = uint32(leaf.number(pos + 22, 4));
        p.courtPart = uint128(leaf.number(pos + 26, 16));
        p.pool = uint128(leaf.number(pos + 42, 16));
    }

    /// @notice Sets the panel of a dispute.
    function put(uint256 dispute, PanelState memory p) internal {
        bytes memory leaf =
            abi.encodePacked(p.court, p.frozenRoot, p.frozenTotal, p.evidenceUntil, p.drawUntil, p.phase);
        leaf = bytes.concat(leaf, p.seeded ? abi.encodePacked(true, p.seed) : abi.encodePacked(false));
        leaf = bytes.concat(leaf, abi.encodePacked(p.tries, p.seats, p.commitUntil, p.revealUntil));
        leaf = bytes.concat(leaf, abi.encodePacked(p.coherent, p.silent, p.courtPart, p.pool));
        State.put(_key(dispute, Layout.PANEL_SLOT), leaf);
    }

    /// @notice The seats of a panel. What stands in their ballots is read only where it is needed, which is dear: of all
    ///         seats if the ballots are counted in this step, else of one.
    /// @dev They are counted when the last one is revealed, or at the end of the time for that. Of the others it is known
    ///      that they are revealed.
    /// @param p the panel
    /// @param number the seat on which the step works; any other number: on none
    /// @param time Unix seconds now
    function seats(uint256 dispute, PanelState memory p, uint256 number, uint64 time)
        internal
        returns (PanelSeat[] memory all)
    {
        all = new PanelSeat[](p.seats);
        uint256 awaited = 0;
        for (uint256 i = 0; i < all.length; ++i) {
            _seat(all[i], State.first(_key(dispute, Layout.SEAT_SLOT + i), SEAT_HEAD));
            if (all[i].committed && !all[i].revealed) ++awaited;
        }
        bool counted = p.phase == Panels.REVEAL && (awaited <= 1 || time >= p.revealUntil);
        for (uint256 i = 0; i < all.length; ++i) {
            if (all[i].revealed && (counted || i == number)) all[i].ballot = _ballot(dispute, i);
        }
    }

    function _seat(PanelSeat memory seat, bytes memory leaf) private pure {
        seat.arbitrator = uint32(leaf.number(0, 4));
        seat.voter = address(uint160(leaf.number(4, 20)));
        seat.committed = leaf.number(24, 1) == 1;
        uint256 pos = 25;
        if (seat.committed) {
            seat.commitment = bytes32(leaf.number(pos, 32));
            pos += 32;
        }
        seat.isSettled = leaf.number(pos, 1) == 1;
        seat.revealed = leaf.number(pos + 1, 1) == 1;
    }

    /// @dev Who has revealed has committed before, so it stands at the same place in every leaf.
    function _ballot(uint256 dispute, uint256 number) private returns (bytes memory ballot) {
        ballot = State.get(_key(dispute, Layout.SEAT_SLOT + number));
        assembly ("memory-safe") {
            let length := sub(mload(ballot), SEAT_HEAD)
            ballot := add(ballot, SEAT_HEAD)
            mstore(ballot, length)
        }
    }

    /// @notice Sets a seat of a panel.
    function putSeat(uint256 dispute, uint256 number, PanelSeat memory seat) internal {
        bytes memory leaf = abi.encodePacked(seat.arbitrator, seat.voter, seat.committed);
        if (seat.committed) leaf = bytes.concat(leaf, seat.commitment);
        leaf = bytes.concat(leaf, abi.encodePacked(seat.isSettled, seat.revealed), seat.ballot);
        State.put(_key(dispute, Layout.SEAT_SLOT + number), leaf);
    }

    /// @notice The exhibit in a slot, `document hash || at u64`; no bytes if there is none.
    function exhibit(uint256 dispute, uint256 slot) internal returns (bytes memory) {
        return State.get(_key(dispute, slot));
    }

    /// @notice Sets the exhibit in a slot.
    function putExhibit(uint256 dispute, uint256 slot, bytes32 document, uint64 shownAt) internal {
        State.put(_key(dispute, slot), abi.encodePacked(document, shownAt));
    }

    function _key(uint256 dispute, uint256 slot) private pure returns (uint256) {
        return (Layout.DISPUTES << 36) | (dispute << Layout.SLOT_LEVELS) | slot;
    }
}
