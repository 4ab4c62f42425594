// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LibSort} from "solady/utils/LibSort.sol";
import {Found} from "./Dispute.sol";
import {IPanel} from "./IPanel.sol";
import {PanelFact, PanelSeat, Panels} from "./PanelState.sol";

/// @title What ballots find, and which of them are coherent with it
/// @notice The twin of org.horkos.arbitration.panel.Tally: OATH rule 8.
library Tally {
    /// @dev The kind of a fact whose plurality is found; of the others the lower median is.
    uint8 private constant CHOICE = 1;
    /// @dev A number is coherent within one twentieth of its fact's range: 5%.
    uint256 private constant COHERENT_PARTS = 20;

    /// @notice Finds each fact, in their order, and judges the seats.
    /// @dev Reverts with IPanel.BallotDiffers.
    /// @return ruling one per fact
    /// @return coherent bit s: seat s voted as was found
    /// @return silent bit s: somebody sits in seat s and has not revealed
    function find(PanelFact[] memory facts, PanelSeat[] memory seats)
        internal
        pure
        returns (Found[] memory ruling, uint32 coherent, uint32 silent)
    {
        bytes[] memory ballots;
        uint256 voted;
        (ballots, voted, silent) = _ballots(seats);
        // Where each ballot's next fact stands.
        uint256[] memory places = new uint256[](ballots.length);
        for (uint256 b = 0; b < places.length; b++) {
            places[b] = 1;
        }
        ruling = new Found[](facts.length);
        coherent = uint32(voted);
        for (uint256 i = 0; i < facts.length; i++) {
            int256[] memory words = _words(ballots, places, facts[i].fact);
            int256[] memory sorted = LibSort.copy(words);
            LibSort.sort(sorted);
            _find(facts[i], sorted, ruling[i]);
            if (ruling[i].found) coherent &= _agree(facts[i], ruling[i].word, words, voted);
        }
    }

    /// @return ballots the revealed ones, by seat
    /// @return voted bit s: seat s has revealed
    /// @return silent bit s: somebody sits in seat s and has not
    function _ballots(PanelSeat[] memory seats)
        private
        pure
        returns (bytes[] memory ballots, uint256 voted, uint32 silent)
    {
        uint256 count = 0;
        for (uint256 s = 0; s < seats.length; s++) {
            if (seats[s].revealed) {
                voted |= 1 << s;
                count++;
            } else if (seats[s].arbitrator != Panels.NOBODY) {
                silent |= uint32(1 << s);
            }
        }
        ballots = new bytes[](count);
        count = 0;
        for (uint256 s = 0; s < seats.length; s++) {
            if (seats[s].revealed) ballots[count++] = seats[s].ballot;
        }
    }

    /// @dev What the ballots say of the next fact, which is this one.
    function _words(bytes[] memory ballots, uint256[] memory places, uint8 fact)
        private
        pure
        returns (int256[] memory words)
    {
        uint256 count = ballots.length;
        words = new int256[](count);
        // As Ballots reads it. A full panel says a thousand words, so nothing is checked twice here.
        assembly ("memory-safe") {
            let end := shl(5, add(count, 1))
            for { let i := 32 } lt(i, end) { i := add(i, 32) } {
                let ballot := mload(add(ballots, i))
                let pos := mload(add(places, i))
                let place := add(add(ballot, 32), pos)
                let head := mload(place)
                // INVARIANT: what was revealed says a word for every fact.
                if or(iszero(lt(pos, mload(ballot))), iszero(eq(byte(0, head), and(fact, 0xff)))) {
                    count := not(0)
                    break
                }
                let size := byte(1, head)
                if size {
                    mstore(add(words, i), signextend(sub(size, 1), shr(sub(256, shl(3, size)), mload(add(place, 2)))))
                }
                mstore(add(places, i), add(pos, add(size, 2)))
            }
        }
        if (count != words.length) revert IPanel.BallotDiffers(fact);
    }

    function _find(PanelFact memory fact, int256[] memory words, Found memory found) private pure {
        found.fact = fact.fact;
        if (words.length == 0) return;
        if (fact.kind != CHOICE) {
            found.found = true;
            found.word = words[(words.length - 1) / 2];
        } else {
            (found.found, found.word) = _plurality(words);
        }
    }

    /// @dev The word that more ballots say than any other.
    /// @param words sorted
    function _plurality(int256[] memory words) private pure returns (bool found, int256 best) {
        uint256 most = 0;
        uint256 run = 0;
        for (uint256 i = 0; i < words.length; i++) {
            run = i > 0 && words[i] == words[i - 1] ? run + 1 : 1;
            if (run > most) {
                most = run;
                best = words[i];
                found = true;
            } else if (run == most) {
                found = false;
            }
        }
        if (!found) best = 0;
    }

    /// @dev Bit s: the ballot of seat s says what was found, or for a number differs by at most 5% of the range.
    /// @param words one per bit of `voted`, from the lowest on
    function _agree(PanelFact memory fact, int256 found, int256[] memory words, uint256 voted)
        private
        pure
        returns (uint32 agreeing)
    {
        // Words lie within -2^128 and 2^128 - 1, so nothing overflows.
        unchecked {
            uint256 range = fact.kind == CHOICE ? 0 : uint256(fact.most - fact.least);
            uint256 b = 0;
            for (uint256 s = 0; voted >> s != 0; s++) {
                if (voted >> s & 1 == 0) continue;
                int256 word = words[b++];
                uint256 distance = uint256(word > found ? word - found : found - word);
                if (distance * COHERENT_PARTS <= range) agreeing |= uint32(1 << s);
            }
        }
    }
}
