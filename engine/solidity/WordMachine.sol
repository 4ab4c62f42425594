// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Median} from "./Median.sol";
import {
    ASKED,
    ASKS,
    AWARDS,
    EARLINESS,
    FACTS,
    FAILED,
    FREE,
    IP,
    LATENESS,
    MALFORMED,
    MAX_NOTES,
    MAX_RULES,
    PENALTIES,
    PENALTY_LIST,
    ProgramFrame,
    REACHED,
    RECORDS,
    RECORD_LIST,
    REQUIRES,
    VALUES,
    WORTH
} from "./ProgramFrame.sol";

/// @title Runs a rule program on words
/// @notice The twin of org.horkos.engine.vm.RuleMachine. All arithmetic is modulo 2^256, in two's complement.
/// @dev A function per instruction; see ProgramFrame, which has seen to it that the words it takes are there.
library WordMachine {
    uint256 private constant PLACE = 32;
    /// @dev The end of a stack of 32 words.
    uint256 private constant STACK_END = 0x37c0;

    /// @notice Runs a program in the frame that ProgramFrame.begin has taken. Then REACHED, FAILED, PENALTIES, WORTH, ASKED
    ///         and RECORDS with their lists hold what it reached: nothing, if it is malformed.
    /// @param code memory address of its first byte
    /// @param facts a word per fact; a document's is 0
    /// @param late seconds
    /// @param early seconds
    function run(uint256 code, uint256 length, int256[] memory facts, uint256 late, uint256 early) internal pure {
        assembly ("memory-safe") {
            mstore(LATENESS, late)
            mstore(EARLINESS, early)
            mstore(FACTS, facts)
        }
        _fill();
        if (!ProgramFrame.run(code, length)) {
            assembly ("memory-safe") {
                mstore(REACHED, 0)
                mstore(FAILED, 0)
                mstore(PENALTIES, 0)
                mstore(WORTH, 0)
                mstore(ASKED, 0)
                mstore(RECORDS, 0)
            }
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
            mstore(free, mul(sar(sub(256, shl(3, length)), mload(add(ip, 2))), iszero(iszero(length))))
            let top := add(free, 32)
            mstore(FREE, top)
            mstore(IP, add(add(ip, 2), length))
            if or(gt(length, 32), gt(top, STACK_END)) { mstore(IP, MALFORMED) }
        }
    }

    function _fact() private pure {
        assembly ("memory-safe") {
            let free := mload(FREE)
            let ip := mload(IP)
            let index := byte(1, mload(ip))
            let facts := mload(FACTS)
            mstore(free, 0)
            if lt(index, mload(facts)) { mstore(free, mload(add(add(facts, 32), shl(5, index)))) }
            let top := add(free, 32)
            mstore(FREE, top)
            mstore(IP, add(ip, 2))
            if gt(top, STACK_END) { mstore(IP, MALFORMED) }
        }
    }

    function _late() private pure {
        assembly ("memory-safe") {
            let free := mload(FREE)
            mstore(free, mload(LATENESS))
            let top := add(free, 32)
            mstore(FREE, top)
            mstore(IP, add(mload(IP), 1))
            if gt(top, STACK_END) { mstore(IP, MALFORMED) }
        }
    }

    function _periods() private pure {
        assembly ("memory-safe") {
            let free := mload(FREE)
            let ip := mload(IP)
            let period := and(shr(216, mload(ip)), 0xffffffff)
            // the EVM's quotient by 0 is 0, as it has to be
            mstore(free, div(add(mload(LATENESS), sub(period, 1)), period))
            let top := add(free, 32)
            mstore(FREE, top)
            mstore(IP, add(ip, 5))
            if gt(top, STACK_END) { mstore(IP, MALFORMED) }
        }
    }

    function _add() private pure {
        assembly ("memory-safe") {
            let b := sub(mload(FREE), 32)
            let a := sub(b, 32)
            mstore(a, add(mload(a), mload(b)))
            mstore(FREE, b)
            mstore(IP, add(mload(IP), 1))
        }
    }

    function _mul() private pure {
        assembly ("memory-safe") {
            let b := sub(mload(FREE), 32)
            let a := sub(b, 32)
            mstore(a, mul(mload(a), mload(b)))
            mstore(FREE, b)
            mstore(IP, add(mload(IP), 1))
        }
    }

    function _min() private pure {
        assembly ("memory-safe") {
            let b := sub(mload(FREE), 32)
            let a := sub(b, 32)
            let right := mload(b)
            if slt(right, mload(a)) { mstore(a, right) }
            mstore(FREE, b)
            mstore(IP, add(mload(IP), 1))
        }
    }

    function _div() private pure {
        assembly ("memory-safe") {
            let b := sub(mload(FREE), 32)
            let a := sub(b, 32)
            let dividend := mload(a)
            let divisor := mload(b)
            // floored: one less than the truncated quotient if something negative is left
            let quotient := sub(sdiv(dividend, divisor), slt(smod(dividend, divisor), 0))
            mstore(a, mul(quotient, sgt(divisor, 0)))
            mstore(FREE, b)
            mstore(IP, add(mload(IP), 1))
        }
    }

    function _eq() private pure {
        assembly ("memory-safe") {
            let b := sub(mload(FREE), 32)
            let a := sub(b, 32)
            mstore(a, eq(mload(a), mload(b)))
            mstore(FREE, b)
            mstore(IP, add(mload(IP), 1))
        }
    }

    function _lt() private pure {
        assembly ("memory-safe") {
            let b := sub(mload(FREE), 32)
            let a := sub(b, 32)
            mstore(a, slt(mload(a), mload(b)))
            mstore(FREE, b)
            mstore(IP, add(mload(IP), 1))
        }
    }

    function _le() private pure {
        assembly ("memory-safe") {
            let b := sub(mload(FREE), 32)
            let a := sub(b, 32)
            mstore(a, iszero(sgt(mload(a), mload(b))))
            mstore(FREE, b)
            mstore(IP, add(mload(IP), 1))
        }
    }

    function _not() private pure {
        assembly ("memory-safe") {
            let a := sub(mload(FREE), 32)
            mstore(a, iszero(mload(a)))
            mstore(IP, add(mload(IP), 1))
        }
    }

    function _and() private pure {
        assembly ("memory-safe") {
            let b := sub(mload(FREE), 32)
            let a := sub(b, 32)
            mstore(a, iszero(or(iszero(mload(a)), iszero(mload(b)))))
            mstore(FREE, b)
            mstore(IP, add(mload(IP), 1))
        }
    }

    function _or() private pure {
        assembly ("memory-safe") {
            let b := sub(mload(FREE), 32)
            let a := sub(b, 32)
            mstore(a, iszero(iszero(or(mload(a), mload(b)))))
            mstore(FREE, b)
            mstore(IP, add(mload(IP), 1))
        }
    }

    function _require() private pure {
        assembly ("memory-safe") {
            let ip := mload(IP)
            let a := sub(mload(FREE), 32)
            mstore(FAILED, or(mload(FAILED), shl(byte(1, mload(ip)), iszero(mload(a)))))
            mstore(FREE, a)
            mstore(IP, add(ip, 2))
            let count := add(mload(REQUIRES), 1)
            mstore(REQUIRES, count)
            if gt(count, MAX_RULES) { mstore(IP, MALFORMED) }
        }
    }

    function _award() private pure {
        assembly ("memory-safe") {
            let amount := mload(sub(mload(FREE), 32))
            let condition := sub(mload(FREE), 64)
            if mload(condition) {
                if sgt(amount, mload(REACHED)) { mstore(REACHED, amount) }
            }
            mstore(FREE, condition)
            mstore(IP, add(mload(IP), 2))
            let count := add(mload(AWARDS), 1)
            mstore(AWARDS, count)
            if gt(count, MAX_RULES) { mstore(IP, MALFORMED) }
        }
    }

    function _penalty() private pure {
        assembly ("memory-safe") {
            let ip := mload(IP)
            let a := sub(mload(FREE), 32)
            let count := mload(PENALTIES)
            mstore(IP, MALFORMED)
            if lt(count, MAX_RULES) {
                let entry := add(PENALTY_LIST, shl(6, count))
                mstore(entry, mload(a))
                mstore(add(entry, 32), and(shr(224, mload(ip)), 0xffffff))
                mstore(PENALTIES, add(count, 1))
                mstore(FREE, a)
                mstore(IP, add(ip, 4))
            }
        }
    }

    function _early() private pure {
        assembly ("memory-safe") {
            let free := mload(FREE)
            mstore(free, mload(EARLINESS))
            let top := add(free, 32)
            mstore(FREE, top)
            mstore(IP, add(mload(IP), 1))
            if gt(top, STACK_END) { mstore(IP, MALFORMED) }
        }
    }

    /// @dev What is below the least word is left out before the rest is put in order.
    function _median() private pure {
        (uint256 place, uint256 n) = Median.place(PLACE);
        if (n == 0) return;
        uint256 kept = 0;
        assembly ("memory-safe") {
            let least := mload(place)
            let first := add(place, 32)
            let end := mload(FREE)
            for { let from := first } lt(from, end) { from := add(from, 32) } {
                let word := mload(from)
                if iszero(slt(word, least)) {
                    mstore(add(first, shl(5, kept)), word)
                    kept := add(kept, 1)
                }
            }
        }
        int256 middle = Median.lower(place + PLACE, kept, PLACE);
        assembly ("memory-safe") {
            if iszero(kept) { middle := sub(mload(place), 1) }
            mstore(place, middle)
            mstore(FREE, add(place, 32))
            mstore(IP, add(mload(IP), 2))
        }
    }

    function _max() private pure {
        assembly ("memory-safe") {
            let b := sub(mload(FREE), 32)
            let a := sub(b, 32)
            let right := mload(b)
            if sgt(right, mload(a)) { mstore(a, right) }
            mstore(FREE, b)
            mstore(IP, add(mload(IP), 1))
        }
    }

    function _value() private pure {
        assembly ("memory-safe") {
            let a := sub(mload(FREE), 32)
            mstore(WORTH, mload(a))
            mstore(FREE, a)
            mstore(IP, add(mload(IP), 1))
            if mload(VALUES) { mstore(IP, MALFORMED) }
            mstore(VALUES, 1)
        }
    }

    function _ask() private pure {
        assembly ("memory-safe") {
            let ip := mload(IP)
            let a := sub(mload(FREE), 32)
            mstore(ASKED, or(mload(ASKED), shl(byte(1, mload(ip)), iszero(iszero(mload(a))))))
            mstore(FREE, a)
            mstore(IP, add(ip, 2))
            let count := add(mload(ASKS), 1)
            mstore(ASKS, count)
            if gt(count, MAX_NOTES) { mstore(IP, MALFORMED) }
        }
    }

    function _record() private pure {
        assembly ("memory-safe") {
            let ip := mload(IP)
            let a := sub(mload(FREE), 32)
            let count := mload(RECORDS)
            mstore(IP, MALFORMED)
            if lt(count, MAX_NOTES) {
                let entry := add(RECORD_LIST, shl(6, count))
                mstore(entry, mload(a))
                mstore(add(entry, 32), and(shr(232, mload(ip)), 0xffff))
                mstore(RECORDS, add(count, 1))
                mstore(FREE, a)
                mstore(IP, add(ip, 3))
            }
        }
    }
}
