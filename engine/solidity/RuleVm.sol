// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {FactState, FactWord, Penalty, Points, Verdict} from "./Agreement.sol";
import {Asking} from "./Asking.sol";
import {IRuleVm} from "./IRuleVm.sol";
import {Owing} from "./Owing.sol";
import {PartReading} from "./PartReading.sol";
import {ASKED, FAILED, PENALTIES, PENALTY_LIST, ProgramFrame, REACHED, RECORDS, RECORD_LIST, WORTH} from "./ProgramFrame.sol";
import {RangeMachine} from "./RangeMachine.sol";
import {WordMachine} from "./WordMachine.sol";

/// @title The rules' machine
/// @notice The twin of RuleMachine, Verdict.compose and RequireCheck (docs/protocol/rule-program.md). Total: any program on
///         any words gives a verdict.
contract RuleVm is IRuleVm {
    /// @dev FactTerms.kind of a document, whose word is 0 for the rules.
    uint256 private constant DOCUMENT = 2;
    /// @dev A penalty that asks for more counts as this.
    uint256 private constant MOST_PENALTY = type(uint128).max;
    uint256 private constant MOST_VALUE = type(uint128).max;
    int256 private constant MOST_POINTS = 2 ** 31;
    uint256 private constant MAX_PARTIES = 16;

    /// @inheritdoc IRuleVm
    function evaluate(bytes calldata part, uint8 parties, int256[] calldata words, uint64 late, uint64 early)
        external
        pure
        returns (Verdict memory)
    {
        ProgramFrame.begin();
        PartReading.Places memory p = PartReading.places(part);
        WordMachine.run(p.program, p.length, _words(p.facts, words), late, early);
        return _compose(p, parties);
    }

    /// @inheritdoc IRuleVm
    function noted(bytes calldata part, uint8 parties, int256[] calldata words, uint64 late, uint64 early)
        external
        pure
        returns (uint256 asks, Points[] memory records)
    {
        ProgramFrame.begin();
        PartReading.Places memory p = PartReading.places(part);
        WordMachine.run(p.program, p.length, _words(p.facts, words), late, early);
        asks = _load(ASKED);
        uint256 count = _load(RECORDS);
        records = new Points[](count);
        uint256 kept = 0;
        for (uint256 i = 0; i < count; i++) {
            int256 points = int256(_load(RECORD_LIST + 64 * i));
            uint256 operands = _load(RECORD_LIST + 64 * i + 32);
            if (points == 0 || uint8(operands) >= parties) continue;
            if (points > MOST_POINTS) points = MOST_POINTS;
            if (points < -MOST_POINTS) points = -MOST_POINTS;
            Points memory record = records[kept++];
            record.rule = uint8(operands >> 8);
            record.to = uint8(operands);
            record.points = int64(points);
        }
        assembly ("memory-safe") {
            mstore(records, kept)
        }
    }

    /// @inheritdoc IRuleVm
    function breaksRequire(bytes calldata part, FactWord[] calldata own) external pure returns (bool breaks) {
        (breaks,) = _ranged(part, own);
    }

    /// @inheritdoc IRuleVm
    function mayAsk(bytes calldata part, FactWord[] calldata known) external pure returns (uint256 asks) {
        (, asks) = _ranged(part, known);
    }

    /// @inheritdoc IRuleVm
    function needless(bytes calldata part, FactState[] calldata facts, uint64 deliveredAt, uint64 over)
        external
        view
        returns (uint256)
    {
        return Asking.needless(this, part, PartReading.decode(part), facts, deliveredAt, over);
    }

    /// @inheritdoc IRuleVm
    function lastLapse(bytes calldata part, FactState[] calldata facts, uint64 deliveredAt)
        external
        view
        returns (uint64)
    {
        return Asking.lastLapse(this, part, PartReading.decode(part), facts, deliveredAt);
    }

    function _ranged(bytes calldata part, FactWord[] calldata known) private pure returns (bool, uint256) {
        ProgramFrame.begin();
        PartReading.Places memory p = PartReading.places(part);
        return RangeMachine.run(p.program, p.length, _ranges(p.facts, known));
    }

    /// @inheritdoc IRuleVm
    function receivers(bytes calldata part) external pure returns (uint16 mask) {
        ProgramFrame.begin();
        PartReading.Places memory p = PartReading.places(part);
        // whom a well-formed program names does not depend on facts
        WordMachine.run(p.program, p.length, new int256[](0), 0, 0);
        uint256 count = _load(PENALTIES);
        for (uint256 i = 0; i < count; i++) {
            (, uint256 to,) = _penalty(i);
            if (to < MAX_PARTIES) mask |= uint16(1 << to);
        }
        uint256[] memory owes = Owing.clauses(p.clauses, p.kinds, p.program - 2);
        for (uint256 i = 0; i < owes.length; i++) {
            mask |= uint16(1 << (owes[i] >> 248));
        }
    }

    /// @dev A word for each fact of the part for which one is given.
    function _words(uint256 facts, int256[] calldata given) private pure returns (int256[] memory words) {
        uint256 count = uint8(_load(facts) >> 248);
        if (given.length < count) count = given.length;
        words = new int256[](count);
        uint256 place = facts + 1;
        for (uint256 i = 0; i < count; i++) {
            uint256 kind;
            (kind,,, place) = PartReading.factRange(place);
            if (kind != DOCUMENT) words[i] = given[i];
        }
    }

    /// @dev The least and the most word of each fact of the part.
    function _ranges(uint256 facts, FactWord[] calldata known) private pure returns (int256[] memory ranges) {
        uint256 count = uint8(_load(facts) >> 248);
        ranges = new int256[](2 * count);
        uint256 place = facts + 1;
        uint256 next = 0;
        for (uint256 i = 0; i < count; i++) {
            uint256 kind;
            int256 least;
            int256 most;
            (kind, least, most, place) = PartReading.factRange(place);
            bool isKnown = next < known.length && known[next].fact == i;
            if (isKnown) {
                least = known[next].word;
                most = least;
                next++;
            } else if (least > most) {
                least = type(int256).min;
                most = type(int256).max;
            }
            if (kind != DOCUMENT) {
                ranges[2 * i] = least;
                ranges[2 * i + 1] = most;
            }
        }
    }

    /// @dev The verdict of what was reached: the one place where amounts are limited to what there is. Amounts of valid
    ///      parts are below 2^120, pays below 2^123, so nothing here leaves 256 bits.
    function _compose(PartReading.Places memory p, uint256 parties) private pure returns (Verdict memory verdict) {
        verdict.failed = _load(FAILED);
        if (verdict.failed == 0) {
            // it begins with 0 and only grows
            verdict.award = _min(_load(REACHED), PartReading.total(p.pays));
        }
        uint256 value = _load(WORTH);
        verdict.value = int256(value) < 0 ? 0 : _min(value, MOST_VALUE);
        uint256 lots = uint8(_load(p.lots) >> 248);
        uint256 asked = _asked(parties);
        uint256 count = _load(PENALTIES);
        Penalty[] memory penalties = new Penalty[](count);
        uint256 kept = 0;
        uint256[] memory left = PartReading.amounts(p.lots);
        for (uint256 i = 0; i < count; i++) {
            (uint256 amount, uint256 to, uint256 pot) = _penalty(i);
            if (amount == 0 || to >= parties || pot > lots) continue;
            if (pot > 0) {
                amount = _min(amount, left[pot - 1]);
                left[pot - 1] -= amount;
            } else if (asked > verdict.award) {
                amount = verdict.award * amount / asked;
            }
            if (amount == 0) continue;
            Penalty memory penalty = penalties[kept++];
            penalty.rule = _rule(i);
            penalty.to = uint8(to);
            penalty.pot = uint8(pot);
            penalty.amount = amount;
        }
        assembly ("memory-safe") {
            mstore(penalties, kept)
        }
        verdict.penalties = penalties;
    }

    /// @dev What the penalties that count ask of the award, together.
    function _asked(uint256 parties) private pure returns (uint256 sum) {
        uint256 count = _load(PENALTIES);
        for (uint256 i = 0; i < count; i++) {
            (uint256 amount, uint256 to, uint256 pot) = _penalty(i);
            if (pot == 0 && to < parties) sum += amount;
        }
    }

    /// @dev A penalty as the machine reached it; the amount 0 if it is below, and at most MOST_PENALTY.
    function _penalty(uint256 i) private pure returns (uint256 amount, uint256 to, uint256 pot) {
        unchecked {
            uint256 entry = PENALTY_LIST + 64 * i;
            amount = _load(entry);
            amount = int256(amount) < 0 ? 0 : _min(amount, MOST_PENALTY);
            uint256 operands = _load(entry + 32);
            to = uint8(operands >> 8);
            pot = uint8(operands);
        }
    }

    function _rule(uint256 i) private pure returns (uint8) {
        return uint8(_load(PENALTY_LIST + 64 * i + 32) >> 16);
    }

    function _min(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }

    function _load(uint256 place) private pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := mload(place)
        }
    }
}
