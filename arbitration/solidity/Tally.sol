// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LibSort} from "solady/utils/LibSort.sol";
import {Found} from "./Dispute.sol";
import {IPanel} from "./IPanel.sol";
import {PanelFact, PanelSeat, Panels} from "./PanelState.sol";

/// @title What ballots find, and which of them are coherent with it
/// @notice The twin of org.horkos.arbitration.panel.Tally: OATH rule 8.
library Tally {
    /// @dev The kind of a fact whose lower median is found; of the others the plurality is.
    uint8 private constant NUMBER = 0;
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
        uint256 ballots = 0;
        uint256 voted = 0;
        for (uint256 s = 0; s < seats.length; s++) {
            if (seats[s].revealed) {
                voted |= 1 << s;
                ballots++;
            } else if (seats[s].arbitrator != Panels.NOBODY) {
                silent |= uint32(1 << s);
            }
        }
        ruling = new Found[](facts.length);
        coherent = uint32(voted);
        for (uint256 i = 0; i < facts.length; i++) {
            int256[] memory words = _words(seats, voted, ballots, i, facts[i].fact);
            _find(facts[i], words, ruling[i]);
            if (ruling[i].found) coherent &= _agree(facts[i], ruling[i].word, seats, voted, i);
        }
    }

    /// @dev What the ballots say of fact i, sorted.
    function _words(PanelSeat[] memory seats, uint256 voted, uint256 ballots, uint256 i, uint8 fact)
        private
        pure
        returns (int256[] memory words)
    {
        words = new int256[](ballots);
        uint256 n = 0;
        for (uint256 s = 0; s < seats.length; s++) {
            if (voted >> s & 1 == 0) continue;
            if (i >= seats[s].ballot.length || seats[s].ballot[i].fact != fact) revert IPanel.BallotDiffers(fact);
            words[n++] = seats[s].ballot[i].word;
        }
        LibSort.insertionSort(words);
    }

    function _find(PanelFact memory fact, int256[] memory words, Found memory found) private pure {
        found.fact = fact.fact;
        if (words.length == 0) return;
        if (fact.kind == NUMBER) {
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
    function _agree(PanelFact memory fact, int256 found, PanelSeat[] memory seats, uint256 voted, uint256 i)
        private
        pure
        returns (uint32 agreeing)
    {
        for (uint256 s = 0; s < seats.length; s++) {
            if (voted >> s & 1 == 0) continue;
            int256 word = seats[s].ballot[i].word;
            bool agrees = word == found;
            if (!agrees && fact.kind == NUMBER) {
                // Words lie within -2^128 and 2^128 - 1, so nothing overflows.
                uint256 distance = uint256(word > found ? word - found : found - word);
                agrees = distance * COHERENT_PARTS <= uint256(fact.most - fact.least);
            }
            if (agrees) agreeing |= uint32(1 << s);
        }
    }
}
