// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Median} from "./Median.sol";
import {
    ASKED,
    ASKS,
    AWARDS,
    FACTS,
    FAILED,
    FREE,
    IP,
    MALFORMED,
    MAX_NOTES,
    MAX_RULES,
    PENALTIES,
    ProgramFrame,
    RECORDS,
    REQUIRES,
    VALUES
} from "./ProgramFrame.sol";

/// @title Runs a rule program without knowing all facts
/// @notice The twin of org.horkos.engine.vm.RequireCheck: every word is a range, from its least to its most, both
///         inclusive. Ranges only ever grow, and what may wrap is anything, so nothing is called broken that could hold.
/// @dev As WordMachine, but a place of the stack has two words: the least, then the most.
library RangeMachine {
    uint256 private constant PLACE = 64;
    /// @dev The end of a stack of 32 ranges.
    uint256 private constant STACK_END = 0x3bc0;
    uint256 private constant MOST = 0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff;
    uint256 private constant LEAST = 0x8000000000000000000000000000000000000000000000000000000000000000;

    /// @notice Whether a require of the program is broken whatever the facts are within their ranges, and which asks may be
    ///         made. Runs in the frame that ProgramFrame.begin has taken.
    /// @param code memory address of its first byte
    /// @param facts the least and the most word of each fact, one after the other; a document's are 0
    /// @return isBroken no if it is malformed
    /// @return asks bit i: ask i of the program may be made; none if it is malformed
    function run(uint256 code, uint256 length, int256[] memory facts)
        internal
        pure
        returns (bool isBroken, uint256 asks)
    {
        assembly ("memory-safe") {
            mstore(FACTS, facts)
        }
        _fill();
        if (!ProgramFrame.run(code, length)) return (false, 0);
        assembly ("memory-safe") {
            isBroken := mload(FAILED)
            asks := mload(ASKED)
        }
    }

    function _fill() private pure {
        ProgramFrame.set(ProgramFrame.OP_PUSH, 0, _push);
        ProgramFrame.set(ProgramFrame.OP_FACT, 0, _fact);
        ProgramFrame.set(ProgramFrame.OP_LATE, 0, _late);
        ProgramFrame.set(ProgramFrame.OP_PERIODS, 0, _periods);
        ProgramFrame.set(ProgramFrame.OP_ADD, 2 * PLACE, _add);
        ProgramFrame.set(ProgramFrame.OP_MUL, 2 * PLACE, _mul);
        ProgramFrame.set(ProgramFrame.OP_MIN, 2 * PLACE, _min);
        ProgramFrame.set(ProgramFrame.OP_DIV, 2 * PLACE, _div);
        ProgramFrame.set(ProgramFrame.OP_EQ, 2 * PLACE, _eq);
        ProgramFrame.set(ProgramFrame.OP_LT, 2 * PLACE, _lt);
        ProgramFrame.set(ProgramFrame.OP_LE, 2 * PLACE, _le);
        ProgramFrame.set(ProgramFrame.OP_NOT, PLACE, _not);
        ProgramFrame.set(ProgramFrame.OP_AND, 2 * PLACE, _and);
        ProgramFrame.set(ProgramFrame.OP_OR, 2 * PLACE, _or);
        ProgramFrame.set(ProgramFrame.OP_REQUIRE, PLACE, _require);
        ProgramFrame.set(ProgramFrame.OP_AWARD, 2 * PLACE, _award);
        ProgramFrame.set(ProgramFrame.OP_PENALTY, PLACE, _penalty);
        ProgramFrame.set(ProgramFrame.OP_EARLY, 0, _early);
        ProgramFrame.set(ProgramFrame.OP_MEDIAN, 2 * PLACE, _median);
        ProgramFrame.set(ProgramFrame.OP_MAX, 2 * PLACE, _max);
        ProgramFrame.set(ProgramFrame.OP_VALUE, PLACE, _value);
        ProgramFrame.set(ProgramFrame.OP_ASK, PLACE, _ask);
        ProgramFrame.set(ProgramFrame.OP_RECORD, PLACE, _record);
    }

    function _push() private pure {
        assembly ("memory-safe") {
            let free := mload(FREE)
            let ip := mload(IP)
            let length := byte(1, mload(ip))
            // without bytes it is 0
            let word := mul(sar(sub(256, shl(3, length)), mload(add(ip, 2))), iszero(iszero(length)))
            mstore(free, word)
            mstore(add(free, 32), word)
            let top := add(free, 64)
            mstore(FREE, top)
            mstore(IP, add(add(ip, 2), length))
            if or(gt(length, 32), gt(top, STACK_END)) { mstore(IP, MALFORMED) }
        }
    }

    function _fact() private pure {
        assembly ("memory-safe") {
            let free := mload(FREE)
            let ip := mload(IP)
            let index := shl(1, byte(1, mload(ip)))
            let facts := mload(FACTS)
            mstore(free, 0)
            mstore(add(free, 32), 0)
            if lt(index, mload(facts)) { mcopy(free, add(add(facts, 32), shl(5, index)), 64) }
            let top := add(free, 64)
            mstore(FREE, top)
            mstore(IP, add(ip, 2))
            if gt(top, STACK_END) { mstore(IP, MALFORMED) }
        }
    }

    function _late() private pure {
        assembly ("memory-safe") {
            let free := mload(FREE)
            // not known, so anything from 0; and so are its periods
            mstore(free, 0)
            mstore(add(free, 32), MOST)
            let top := add(free, 64)
            mstore(FREE, top)
            mstore(IP, add(mload(IP), 1))
            if gt(top, STACK_END) { mstore(IP, MALFORMED) }
        }
    }

    function _periods() private pure {
        assembly ("memory-safe") {
            let free := mload(FREE)
            mstore(free, 0)
            mstore(add(free, 32), MOST)
            let top := add(free, 64)
            mstore(FREE, top)
            mstore(IP, add(mload(IP), 5))
            if gt(top, STACK_END) { mstore(IP, MALFORMED) }
        }
    }

    function _add() private pure {
        assembly ("memory-safe") {
            let b := sub(mload(FREE), 64)
            let a := sub(b, 64)
            let x := mload(a)
            let y := mload(b)
            let least := add(x, y)
            // a sum wraps if it is below one summand and the other is not below 0, or the other way round
            let wraps := xor(slt(least, x), slt(y, 0))
            x := mload(add(a, 32))
            y := mload(add(b, 32))
            let most := add(x, y)
            if or(wraps, xor(slt(most, x), slt(y, 0))) {
                least := LEAST
                most := MOST
            }
            mstore(a, least)
            mstore(add(a, 32), most)
            mstore(FREE, b)
            mstore(IP, add(mload(IP), 1))
        }
    }

    function _mul() private pure {
        assembly ("memory-safe") {
            let b := sub(mload(FREE), 64)
            let a := sub(b, 64)
            let aLeast := mload(a)
            let aMost := mload(add(a, 32))
            let bLeast := mload(b)
            let bMost := mload(add(b, 32))
            // A product wraps if dividing it gives another factor. That does not tell the least word times -1, so the least
            // word times what can be negative counts as wrapping first.
            let wraps := or(and(eq(aLeast, LEAST), slt(bLeast, 0)), and(eq(bLeast, LEAST), slt(aLeast, 0)))
            let least := mul(aLeast, bLeast)
            wraps := or(wraps, iszero(or(iszero(aLeast), eq(sdiv(least, aLeast), bLeast))))
            let most := mul(aMost, bMost)
            wraps := or(wraps, iszero(or(iszero(aMost), eq(sdiv(most, aMost), bMost))))
            // where nothing is negative these are the ends
            if and(iszero(wraps), slt(or(aLeast, bLeast), 0)) {
                let first := least
                if slt(most, first) { least := most }
                if slt(most, first) { most := first }
                let product := mul(aLeast, bMost)
                wraps := or(wraps, iszero(or(iszero(aLeast), eq(sdiv(product, aLeast), bMost))))
                if slt(product, least) { least := product }
                if sgt(product, most) { most := product }
                product := mul(aMost, bLeast)
                wraps := or(wraps, iszero(or(iszero(aMost), eq(sdiv(product, aMost), bLeast))))
                if slt(product, least) { least := product }
                if sgt(product, most) { most := product }
            }
            if wraps {
                least := LEAST
                most := MOST
            }
            mstore(a, least)
            mstore(add(a, 32), most)
            mstore(FREE, b)
            mstore(IP, add(mload(IP), 1))
        }
    }

    function _min() private pure {
        assembly ("memory-safe") {
            let b := sub(mload(FREE), 64)
            let a := sub(b, 64)
            let right := mload(b)
            if slt(right, mload(a)) { mstore(a, right) }
            right := mload(add(b, 32))
            if slt(right, mload(add(a, 32))) { mstore(add(a, 32), right) }
            mstore(FREE, b)
            mstore(IP, add(mload(IP), 1))
        }
    }

    function _div() private pure {
        assembly ("memory-safe") {
            let b := sub(mload(FREE), 64)
            let a := sub(b, 64)
            let x := mload(a)
            let y := mload(add(a, 32))
            let first := mload(b)
            let last := mload(add(b, 32))
            let all := sgt(first, 0)
            mstore(a, 0)
            mstore(add(a, 32), 0)
            if sgt(last, 0) {
                // The smallest divisor above 0 takes a quotient furthest from 0; by any other it is 0.
                if iszero(all) { first := 1 }
                let divisor := last
                if slt(x, 0) { divisor := first }
                x := sub(sdiv(x, divisor), slt(smod(x, divisor), 0))
                divisor := first
                if slt(y, 0) { divisor := last }
                y := sub(sdiv(y, divisor), slt(smod(y, divisor), 0))
                if or(all, slt(x, 0)) { mstore(a, x) }
                if or(all, sgt(y, 0)) { mstore(add(a, 32), y) }
            }
            mstore(FREE, b)
            mstore(IP, add(mload(IP), 1))
        }
    }

    // What is true or false for certain is 1 or 0, else it is from 0 to 1: the least is whether it is always true, the
    // most whether it is not never true.

    function _eq() private pure {
        assembly ("memory-safe") {
            let b := sub(mload(FREE), 64)
            let a := sub(b, 64)
            let aLeast := mload(a)
            let aMost := mload(add(a, 32))
            let bLeast := mload(b)
            let bMost := mload(add(b, 32))
            mstore(a, and(eq(aLeast, aMost), and(eq(aLeast, bLeast), eq(aMost, bMost))))
            mstore(add(a, 32), iszero(or(slt(aMost, bLeast), slt(bMost, aLeast))))
            mstore(FREE, b)
            mstore(IP, add(mload(IP), 1))
        }
    }

    function _lt() private pure {
        assembly ("memory-safe") {
            let b := sub(mload(FREE), 64)
            let a := sub(b, 64)
            let aLeast := mload(a)
            mstore(a, slt(mload(add(a, 32)), mload(b)))
            mstore(add(a, 32), slt(aLeast, mload(add(b, 32))))
            mstore(FREE, b)
            mstore(IP, add(mload(IP), 1))
        }
    }

    function _le() private pure {
        assembly ("memory-safe") {
            let b := sub(mload(FREE), 64)
            let a := sub(b, 64)
            let aLeast := mload(a)
            mstore(a, iszero(sgt(mload(add(a, 32)), mload(b))))
            mstore(add(a, 32), iszero(sgt(aLeast, mload(add(b, 32)))))
            mstore(FREE, b)
            mstore(IP, add(mload(IP), 1))
        }
    }

    function _not() private pure {
        assembly ("memory-safe") {
            let a := sub(mload(FREE), 64)
            let least := mload(a)
            let most := mload(add(a, 32))
            mstore(a, iszero(or(least, most)))
            mstore(add(a, 32), iszero(or(sgt(least, 0), slt(most, 0))))
            mstore(IP, add(mload(IP), 1))
        }
    }

    function _and() private pure {
        assembly ("memory-safe") {
            let b := sub(mload(FREE), 64)
            let a := sub(b, 64)
            let aLeast := mload(a)
            let aMost := mload(add(a, 32))
            let bLeast := mload(b)
            let bMost := mload(add(b, 32))
            mstore(a, and(or(sgt(aLeast, 0), slt(aMost, 0)), or(sgt(bLeast, 0), slt(bMost, 0))))
            mstore(add(a, 32), iszero(or(iszero(or(aLeast, aMost)), iszero(or(bLeast, bMost)))))
            mstore(FREE, b)
            mstore(IP, add(mload(IP), 1))
        }
    }

    function _or() private pure {
        assembly ("memory-safe") {
            let b := sub(mload(FREE), 64)
            let a := sub(b, 64)
            let aLeast := mload(a)
            let aMost := mload(add(a, 32))
            let bLeast := mload(b)
            let bMost := mload(add(b, 32))
            mstore(a, or(or(sgt(aLeast, 0), slt(aMost, 0)), or(sgt(bLeast, 0), slt(bMost, 0))))
            mstore(add(a, 32), iszero(iszero(or(or(aLeast, aMost), or(bLeast, bMost)))))
            mstore(FREE, b)
            mstore(IP, add(mload(IP), 1))
        }
    }

    function _require() private pure {
        assembly ("memory-safe") {
            let a := sub(mload(FREE), 64)
            if iszero(or(mload(a), mload(add(a, 32)))) { mstore(FAILED, 1) }
            mstore(FREE, a)
            mstore(IP, add(mload(IP), 2))
            let count := add(mload(REQUIRES), 1)
            mstore(REQUIRES, count)
            if gt(count, MAX_RULES) { mstore(IP, MALFORMED) }
        }
    }

    function _award() private pure {
        assembly ("memory-safe") {
            mstore(FREE, sub(mload(FREE), 128))
            mstore(IP, add(mload(IP), 2))
            let count := add(mload(AWARDS), 1)
            mstore(AWARDS, count)
            if gt(count, MAX_RULES) { mstore(IP, MALFORMED) }
        }
    }

    function _penalty() private pure {
        assembly ("memory-safe") {
            mstore(FREE, sub(mload(FREE), 64))
            mstore(IP, add(mload(IP), 4))
            let count := add(mload(PENALTIES), 1)
            mstore(PENALTIES, count)
            if gt(count, MAX_RULES) { mstore(IP, MALFORMED) }
        }
    }

    function _early() private pure {
        assembly ("memory-safe") {
            let free := mload(FREE)
            mstore(free, 0)
            mstore(add(free, 32), MOST)
            let top := add(free, 64)
            mstore(FREE, top)
            mstore(IP, add(mload(IP), 1))
            if gt(top, STACK_END) { mstore(IP, MALFORMED) }
        }
    }

    /// @dev Where no word can be below the least one, a median grows with each, so it lies between that of the leasts and
    ///      that of the mosts. Else it is from one below the least to the greatest.
    function _median() private pure {
        (uint256 place, uint256 n) = Median.place(PLACE);
        if (n == 0) return;
        bool all = true;
        int256 least;
        int256 most;
        assembly ("memory-safe") {
            let below := mload(add(place, 32))
            least := sub(mload(place), 1)
            most := sub(below, 1)
            let end := mload(FREE)
            for { let next := add(place, 64) } lt(next, end) { next := add(next, 64) } {
                if slt(mload(next), below) { all := 0 }
                let greatest := mload(add(next, 32))
                if sgt(greatest, most) { most := greatest }
            }
            // one below the least word of all is the greatest, so it may be anything
            if eq(mload(place), LEAST) {
                least := LEAST
                most := MOST
            }
        }
        if (all) {
            least = Median.lower(place + PLACE, n, PLACE);
            most = Median.lower(place + PLACE + 32, n, PLACE);
        }
        assembly ("memory-safe") {
            mstore(place, least)
            mstore(add(place, 32), most)
            mstore(FREE, add(place, 64))
            mstore(IP, add(mload(IP), 2))
        }
    }

    function _max() private pure {
        assembly ("memory-safe") {
            let b := sub(mload(FREE), 64)
            let a := sub(b, 64)
            let right := mload(b)
            if sgt(right, mload(a)) { mstore(a, right) }
            right := mload(add(b, 32))
            if sgt(right, mload(add(a, 32))) { mstore(add(a, 32), right) }
            mstore(FREE, b)
            mstore(IP, add(mload(IP), 1))
        }
    }

    function _value() private pure {
        assembly ("memory-safe") {
            mstore(FREE, sub(mload(FREE), 64))
            mstore(IP, add(mload(IP), 1))
            if mload(VALUES) { mstore(IP, MALFORMED) }
            mstore(VALUES, 1)
        }
    }

    function _ask() private pure {
        assembly ("memory-safe") {
            let ip := mload(IP)
            let a := sub(mload(FREE), 64)
            if or(mload(a), mload(add(a, 32))) { mstore(ASKED, or(mload(ASKED), shl(byte(1, mload(ip)), 1))) }
            mstore(FREE, a)
            mstore(IP, add(ip, 2))
            let count := add(mload(ASKS), 1)
            mstore(ASKS, count)
            if gt(count, MAX_NOTES) { mstore(IP, MALFORMED) }
        }
    }

    function _record() private pure {
        assembly ("memory-safe") {
            mstore(FREE, sub(mload(FREE), 64))
            mstore(IP, add(mload(IP), 3))
            let count := add(mload(RECORDS), 1)
            mstore(RECORDS, count)
            if gt(count, MAX_NOTES) { mstore(IP, MALFORMED) }
        }
    }
}
