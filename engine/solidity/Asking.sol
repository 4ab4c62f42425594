// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {FactState, FactWord} from "./Agreement.sol";
import {Clauses} from "./Clauses.sol";
import {Deadlines} from "./Deadlines.sol";
import {FactWords} from "./FactWords.sol";
import {IRuleVm} from "./IRuleVm.sol";
import {FactSource, LifecycleLimits} from "./LifecycleCodes.sol";
import {Part} from "./Part.sol";

/// @title Which facts nobody is asked for any more
/// @notice The twin of needless in org.horkos.engine.lifecycle.FactWords and of lastLapse in its Deadlines.
library Asking {
    /// @notice See IRuleVm.needless.
    /// @param rules run the part's program on ranges
    /// @param part the same as encoded
    function needless(
        IRuleVm rules,
        bytes memory encoded,
        Part memory part,
        FactState[] memory facts,
        uint64 deliveredAt,
        uint64 over
    ) internal view returns (uint256 mask) {
        uint256 asks = rules.mayAsk(encoded, _stated(part, facts, deliveredAt, over));
        uint256 place = Clauses.find(part.clauses, Clauses.ASKED);
        uint256 word;
        assembly ("memory-safe") {
            word := mload(place)
        }
        for (uint256 n = word >> 248; n > 0; n--) {
            assembly ("memory-safe") {
                word := mload(add(place, 1))
            }
            place += 2;
            if ((asks >> uint8(word >> 240)) & 1 == 0) mask |= 1 << (word >> 248);
        }
    }

    /// @notice See IRuleVm.lastLapse.
    /// @dev A part that asks on conditions has few different times to answer (ClauseCheck), so this ends soon.
    function lastLapse(
        IRuleVm rules,
        bytes memory encoded,
        Part memory part,
        FactState[] memory facts,
        uint64 deliveredAt
    ) internal view returns (uint64 when) {
        while (true) {
            uint256 mask = needless(rules, encoded, part, facts, deliveredAt, when);
            (bool awaited, uint64 later) = _awaited(part, facts, deliveredAt, when, mask);
            if (!awaited) return when;
            when = later;
        }
    }

    /// @dev Whether anything is awaited at that instant, and when the next fact lapses.
    function _awaited(Part memory part, FactState[] memory facts, uint64 deliveredAt, uint64 when, uint256 mask)
        private
        pure
        returns (bool awaited, uint64 later)
    {
        later = LifecycleLimits.LAST_INSTANT;
        for (uint256 i = 0; i < facts.length; i++) {
            if (part.facts[i].source == FactSource.PERFORMER || facts[i].isAnswered) continue;
            uint64 lapse = Deadlines.lapses(part, i, deliveredAt);
            if (lapse <= when) continue;
            if ((mask >> i) & 1 == 0) awaited = true;
            if (lapse < later) later = lapse;
        }
    }

    /// @dev What sources have said, or their silence.
    function _stated(Part memory part, FactState[] memory facts, uint64 deliveredAt, uint64 over)
        private
        pure
        returns (FactWord[] memory stated)
    {
        stated = new FactWord[](facts.length);
        int256[] memory words = FactWords.asserted(part, facts);
        uint256 count = 0;
        for (uint256 i = 0; i < facts.length; i++) {
            bool own = part.facts[i].source == FactSource.PERFORMER;
            bool said = own ? facts[i].isClaimed : facts[i].isAnswered;
            if (said || (!own && Deadlines.lapses(part, i, deliveredAt) <= over)) {
                stated[count++] = FactWord(uint8(i), words[i]);
            }
        }
        assembly ("memory-safe") {
            mstore(stated, count)
        }
    }
}
