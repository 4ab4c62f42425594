// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    AT_FRAME,
    AT_STACK_END,
    FRAME_AWARDS,
    FRAME_FACTS,
    FRAME_FAILED,
    FRAME_PENALTIES,
    FRAME_REQUIRES,
    MALFORMED,
    MAX_RULES,
    ProgramFrame
} from "./ProgramFrame.sol";

/// @title Runs a rule program without knowing all facts
/// @notice The twin of org.horkos.engine.vm.RequireCheck: every word is a range, from its least to its most, both
///         inclusive. Ranges only ever grow, and what may wrap is anything, so nothing is called broken that could hold.
/// @dev As WordMachine, but a place of the stack has two words: the least, then the most.
library RangeMachine {
    uint256 private constant WIDTH = 64;
    uint256 private constant MOST = 0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff;
    uint256 private constant LEAST = 0x8000000000000000000000000000000000000000000000000000000000000000;

    /// @notice Whether a require of the program is broken whatever the facts are within their ranges.
    /// @param code memory address of its first byte
    /// @param facts the least and the most word of each fact, one after the other; a document's are 0
    function broken(uint256 code, uint256 length, int256[] memory facts) internal pure returns (bool) {
        uint256 frame = ProgramFrame.begin(code, length, WIDTH);
        assembly ("memory-safe") {
            mstore(add(frame, FRAME_FACTS), facts)
        }
        _fill(frame);
        bool wellFormed = ProgramFrame.run(frame, length);
        uint256 failed;
        assembly ("memory-safe") {
            failed := mload(add(frame, FRAME_FAILED))
        }
        return wellFormed && failed != 0;
    }

    function _fill(uint256 frame) private pure {
        ProgramFrame.set(frame, ProgramFrame.PUSH, 0, WIDTH, _push);
        ProgramFrame.set(frame, ProgramFrame.FACT, 0, WIDTH, _fact);
        ProgramFrame.set(frame, ProgramFrame.LATE, 0, WIDTH, _late);
        ProgramFrame.set(frame, ProgramFrame.PERIODS, 0, WIDTH, _periods);
        ProgramFrame.set(frame, ProgramFrame.ADD, 2, WIDTH, _add);
        ProgramFrame.set(frame, ProgramFrame.MUL, 2, WIDTH, _mul);
        ProgramFrame.set(frame, ProgramFrame.MIN, 2, WIDTH, _min);
        ProgramFrame.set(frame, ProgramFrame.DIV, 2, WIDTH, _div);
        ProgramFrame.set(frame, ProgramFrame.EQ, 2, WIDTH, _eq);
        ProgramFrame.set(frame, ProgramFrame.LT, 2, WIDTH, _lt);
        ProgramFrame.set(frame, ProgramFrame.LE, 2, WIDTH, _le);
        ProgramFrame.set(frame, ProgramFrame.NOT, 1, WIDTH, _not);
        ProgramFrame.set(frame, ProgramFrame.AND, 2, WIDTH, _and);
        ProgramFrame.set(frame, ProgramFrame.OR, 2, WIDTH, _or);
        ProgramFrame.set(frame, ProgramFrame.REQUIRE, 1, WIDTH, _require);
        ProgramFrame.set(frame, ProgramFrame.AWARD, 2, WIDTH, _award);
        ProgramFrame.set(frame, ProgramFrame.PENALTY, 1, WIDTH, _penalty);
    }

    function _push(uint256 ip, uint256 free) private pure returns (uint256 next, uint256 freeNext) {
        assembly ("memory-safe") {
            let length := byte(1, mload(ip))
            // without bytes it is 0
            let word := mul(sar(sub(256, shl(3, length)), mload(add(ip, 2))), iszero(iszero(length)))
            mstore(free, word)
            mstore(add(free, 32), word)
            next := add(add(ip, 2), length)
            freeNext := add(free, 64)
            if or(gt(length, 32), gt(freeNext, mload(AT_STACK_END))) { next := MALFORMED }
        }
    }

    function _fact(uint256 ip, uint256 free) private pure returns (uint256 next, uint256 freeNext) {
        assembly ("memory-safe") {
            let index := shl(1, byte(1, mload(ip)))
            let facts := mload(add(mload(AT_FRAME), FRAME_FACTS))
            mstore(free, 0)
            mstore(add(free, 32), 0)
            if lt(index, mload(facts)) { mcopy(free, add(add(facts, 32), shl(5, index)), 64) }
            next := add(ip, 2)
            freeNext := add(free, 64)
            if gt(freeNext, mload(AT_STACK_END)) { next := MALFORMED }
        }
    }

    function _late(uint256 ip, uint256 free) private pure returns (uint256 next, uint256 freeNext) {
        unchecked {
            (next, freeNext) = _notNegative(ip + 1, free);
        }
    }

    function _periods(uint256 ip, uint256 free) private pure returns (uint256 next, uint256 freeNext) {
        unchecked {
            (next, freeNext) = _notNegative(ip + 5, free);
        }
    }

    /// @dev Lateness is not known, so it and its periods are anything from 0.
    function _notNegative(uint256 ip, uint256 free) private pure returns (uint256 next, uint256 freeNext) {
        assembly ("memory-safe") {
            mstore(free, 0)
            mstore(add(free, 32), MOST)
            next := ip
            freeNext := add(free, 64)
            if gt(freeNext, mload(AT_STACK_END)) { next := MALFORMED }
        }
    }

    function _add(uint256 ip, uint256 free) private pure returns (uint256 next, uint256 freeNext) {
        assembly ("memory-safe") {
            freeNext := sub(free, 64)
            let x := mload(sub(free, 128))
            let y := mload(freeNext)
            let least := add(x, y)
            // a sum wraps if it is below one summand and the other is not below 0, or the other way round
            let wraps := xor(slt(least, x), slt(y, 0))
            x := mload(sub(free, 96))
            y := mload(sub(free, 32))
            let most := add(x, y)
            wraps := or(wraps, xor(slt(most, x), slt(y, 0)))
            if wraps {
                least := LEAST
                most := MOST
            }
            mstore(sub(free, 128), least)
            mstore(sub(free, 96), most)
            next := add(ip, 1)
        }
    }

    function _mul(uint256 ip, uint256 free) private pure returns (uint256 next, uint256 freeNext) {
        assembly ("memory-safe") {
            function times(x, y) -> product, wraps {
                product := mul(x, y)
                if x {
                    wraps := iszero(eq(sdiv(product, x), y))
                    // -1 times the least word is the one product that the division does not tell
                    if and(eq(x, not(0)), eq(y, LEAST)) { wraps := 1 }
                }
            }
            freeNext := sub(free, 64)
            let a := sub(free, 128)
            let least, wraps := times(mload(a), mload(freeNext))
            let most := least
            for { let corner := 1 } lt(corner, 4) { corner := add(corner, 1) } {
                if wraps { break }
                let product
                product, wraps := times(mload(add(a, shl(5, and(corner, 1)))), mload(add(freeNext, shl(4, and(corner, 2)))))
                if slt(product, least) { least := product }
                if sgt(product, most) { most := product }
            }
            if wraps {
                least := LEAST
                most := MOST
            }
            mstore(a, least)
            mstore(add(a, 32), most)
            next := add(ip, 1)
        }
    }

    function _min(uint256 ip, uint256 free) private pure returns (uint256 next, uint256 freeNext) {
        assembly ("memory-safe") {
            freeNext := sub(free, 64)
            let a := sub(free, 128)
            let b := mload(freeNext)
            if slt(b, mload(a)) { mstore(a, b) }
            a := sub(free, 96)
            b := mload(sub(free, 32))
            if slt(b, mload(a)) { mstore(a, b) }
            next := add(ip, 1)
        }
    }

    function _div(uint256 ip, uint256 free) private pure returns (uint256 next, uint256 freeNext) {
        assembly ("memory-safe") {
            function floor(x, y) -> quotient {
                quotient := sub(sdiv(x, y), slt(smod(x, y), 0))
            }
            freeNext := sub(free, 64)
            let a := sub(free, 128)
            let least := 0
            let most := 0
            let divisor := mload(freeNext)
            if sgt(mload(sub(free, 32)), 0) {
                least := LEAST
                most := MOST
                if eq(divisor, mload(sub(free, 32))) {
                    least := floor(mload(a), divisor)
                    most := floor(mload(add(a, 32)), divisor)
                }
            }
            mstore(a, least)
            mstore(add(a, 32), most)
            next := add(ip, 1)
        }
    }

    // What is true or false for certain is 1 or 0, else it is from 0 to 1: the least is whether it is always true, the
    // most whether it is not never true.

    function _eq(uint256 ip, uint256 free) private pure returns (uint256 next, uint256 freeNext) {
        assembly ("memory-safe") {
            freeNext := sub(free, 64)
            let a := sub(free, 128)
            let aLeast := mload(a)
            let aMost := mload(add(a, 32))
            let bLeast := mload(freeNext)
            let bMost := mload(sub(free, 32))
            mstore(a, and(eq(aLeast, aMost), and(eq(aLeast, bLeast), eq(aMost, bMost))))
            mstore(add(a, 32), iszero(or(slt(aMost, bLeast), slt(bMost, aLeast))))
            next := add(ip, 1)
        }
    }

    function _lt(uint256 ip, uint256 free) private pure returns (uint256 next, uint256 freeNext) {
        assembly ("memory-safe") {
            freeNext := sub(free, 64)
            let a := sub(free, 128)
            let aLeast := mload(a)
            mstore(a, slt(mload(add(a, 32)), mload(freeNext)))
            mstore(add(a, 32), slt(aLeast, mload(sub(free, 32))))
            next := add(ip, 1)
        }
    }

    function _le(uint256 ip, uint256 free) private pure returns (uint256 next, uint256 freeNext) {
        assembly ("memory-safe") {
            freeNext := sub(free, 64)
            let a := sub(free, 128)
            let aLeast := mload(a)
            mstore(a, iszero(sgt(mload(add(a, 32)), mload(freeNext))))
            mstore(add(a, 32), iszero(sgt(aLeast, mload(sub(free, 32)))))
            next := add(ip, 1)
        }
    }

    function _not(uint256 ip, uint256 free) private pure returns (uint256 next, uint256 freeNext) {
        assembly ("memory-safe") {
            let a := sub(free, 64)
            let least := mload(a)
            let most := mload(add(a, 32))
            mstore(a, iszero(or(least, most)))
            mstore(add(a, 32), iszero(or(sgt(least, 0), slt(most, 0))))
            next := add(ip, 1)
            freeNext := free
        }
    }

    function _and(uint256 ip, uint256 free) private pure returns (uint256 next, uint256 freeNext) {
        assembly ("memory-safe") {
            freeNext := sub(free, 64)
            let a := sub(free, 128)
            let aLeast := mload(a)
            let aMost := mload(add(a, 32))
            let bLeast := mload(freeNext)
            let bMost := mload(sub(free, 32))
            mstore(a, and(or(sgt(aLeast, 0), slt(aMost, 0)), or(sgt(bLeast, 0), slt(bMost, 0))))
            mstore(add(a, 32), iszero(or(iszero(or(aLeast, aMost)), iszero(or(bLeast, bMost)))))
            next := add(ip, 1)
        }
    }

    function _or(uint256 ip, uint256 free) private pure returns (uint256 next, uint256 freeNext) {
        assembly ("memory-safe") {
            freeNext := sub(free, 64)
            let a := sub(free, 128)
            let aLeast := mload(a)
            let aMost := mload(add(a, 32))
            let bLeast := mload(freeNext)
            let bMost := mload(sub(free, 32))
            mstore(a, or(or(sgt(aLeast, 0), slt(aMost, 0)), or(sgt(bLeast, 0), slt(bMost, 0))))
            mstore(add(a, 32), iszero(iszero(or(or(aLeast, aMost), or(bLeast, bMost)))))
            next := add(ip, 1)
        }
    }

    function _require(uint256 ip, uint256 free) private pure returns (uint256 next, uint256 freeNext) {
        assembly ("memory-safe") {
            let frame := mload(AT_FRAME)
            freeNext := sub(free, 64)
            if iszero(or(mload(freeNext), mload(sub(free, 32)))) { mstore(add(frame, FRAME_FAILED), 1) }
            let count := add(mload(add(frame, FRAME_REQUIRES)), 1)
            mstore(add(frame, FRAME_REQUIRES), count)
            next := add(ip, 2)
            if gt(count, MAX_RULES) { next := MALFORMED }
        }
    }

    function _award(uint256 ip, uint256 free) private pure returns (uint256 next, uint256 freeNext) {
        assembly ("memory-safe") {
            let counter := add(mload(AT_FRAME), FRAME_AWARDS)
            let count := add(mload(counter), 1)
            mstore(counter, count)
            freeNext := sub(free, 128)
            next := add(ip, 2)
            if gt(count, MAX_RULES) { next := MALFORMED }
        }
    }

    function _penalty(uint256 ip, uint256 free) private pure returns (uint256 next, uint256 freeNext) {
        assembly ("memory-safe") {
            let counter := add(mload(AT_FRAME), FRAME_PENALTIES)
            let count := add(mload(counter), 1)
            mstore(counter, count)
            freeNext := sub(free, 64)
            next := add(ip, 4)
            if gt(count, MAX_RULES) { next := MALFORMED }
        }
    }
}
