// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BallotWord, PanelSeat, PanelState, Panels} from "arbitration/PanelState.sol";
import {Layout} from "./Layout.sol";
import {Packed} from "./Packed.sol";
import {State} from "./State.sol";

/// @title Leaves of panels, seats and exhibits (docs/protocol/court.md)
library PanelLeaves {
    using Packed for bytes;

    uint256 private constant SEED = 70;

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
        bytes[] memory leaves = new bytes[](all.length);
        uint256 awaited = 0;
        for (uint256 i = 0; i < all.length; ++i) {
            leaves[i] = State.get(_key(dispute, Layout.SEAT_SLOT + i));
            _seat(all[i], leaves[i]);
            if (all[i].committed && !all[i].revealed) ++awaited;
        }
        bool counted = p.phase == Panels.REVEAL && (awaited <= 1 || time >= p.revealUntil);
        for (uint256 i = 0; i < all.length; ++i) {
            if (all[i].revealed && (counted || i == number)) _ballot(all[i], leaves[i]);
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

    function _ballot(PanelSeat memory seat, bytes memory leaf) private pure {
        // Who has revealed has committed before.
        uint256 pos = 25 + 32 + 2;
        seat.ballot = new BallotWord[](leaf.number(pos++, 1));
        for (uint256 i = 0; i < seat.ballot.length; ++i) {
            BallotWord memory stated = seat.ballot[i];
            // The same as Packed reads, in a third of the gas: a full panel has a thousand of these words.
            assembly ("memory-safe") {
                let place := add(add(leaf, 32), pos)
                let fact := byte(0, mload(place))
                let size := byte(1, mload(place))
                mstore(stated, fact)
                if size {
                    mstore(add(stated, 32), signextend(sub(size, 1), shr(sub(256, shl(3, size)), mload(add(place, 2)))))
                }
                pos := add(pos, add(size, 2))
            }
        }
    }

    /// @notice Sets a seat of a panel.
    function putSeat(uint256 dispute, uint256 number, PanelSeat memory seat) internal {
        bytes memory leaf = new bytes(24 + 33 + 3 + 34 * seat.ballot.length + 32);
        leaf.set(0, 4, seat.arbitrator);
        leaf.set(4, 20, uint160(seat.voter));
        uint256 pos = 25;
        if (seat.committed) {
            leaf.set(24, 1, 1);
            leaf.set(pos, 32, uint256(seat.commitment));
            pos += 32;
        }
        leaf.set(pos, 1, seat.isSettled ? 1 : 0);
        leaf.set(pos + 1, 1, seat.revealed ? 1 : 0);
        pos += 2;
        if (seat.revealed) {
            leaf.set(pos++, 1, seat.ballot.length);
            for (uint256 i = 0; i < seat.ballot.length; ++i) {
                leaf.set(pos, 1, seat.ballot[i].fact);
                pos = leaf.setWord(pos + 1, seat.ballot[i].word);
            }
        }
        leaf.cut(pos);
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
