// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    AT_FRAME,
    AT_STACK_END,
    FRAME_AWARD,
    FRAME_AWARDS,
    FRAME_FACTS,
    FRAME_FAILED,
    FRAME_LATE,
    FRAME_PENALTIES,
    FRAME_PENALTY_LIST,
    FRAME_REQUIRES,
    MALFORMED,
    MAX_RULES,
    ProgramFrame
} from "./ProgramFrame.sol";

/// @title Runs a rule program on words
/// @notice The twin of org.horkos.engine.vm.RuleMachine. All arithmetic is modulo 2^256, in two's complement.
/// @dev Each instruction is a function from the addresses of the instruction and of the first free place of the stack to
///      the next ones; see ProgramFrame, which has seen to it that the words it takes are there.
library WordMachine {
    uint256 private constant WIDTH = 32;

    /// @notice Runs a program.
    /// @param code memory address of its first byte
    /// @param facts a word per fact; a document's is 0
    /// @param late seconds
    /// @return frame what it reached, see ProgramFrame; award 0 and nothing else if it is malformed
    function run(uint256 code, uint256 length, int256[] memory facts, uint256 late)
        internal
        pure
        returns (uint256 frame)
    {
        frame = ProgramFrame.begin(code, length, WIDTH);
        assembly ("memory-safe") {
            mstore(add(frame, FRAME_LATE), late)
            mstore(add(frame, FRAME_FACTS), facts)
        }
        _fill(frame);
        if (!ProgramFrame.run(frame, length)) {
            assembly ("memory-safe") {
                mstore(add(frame, FRAME_AWARD), 0)
                mstore(add(frame, FRAME_FAILED), 0)
                mstore(add(frame, FRAME_PENALTIES), 0)
            }
        }
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
            mstore(free, mul(sar(sub(256, shl(3, length)), mload(add(ip, 2))), iszero(iszero(length))))
            next := add(add(ip, 2), length)
            freeNext := add(free, 32)
            if or(gt(length, 32), gt(freeNext, mload(AT_STACK_END))) { next := MALFORMED }
        }
    }

    function _fact(uint256 ip, uint256 free) private pure returns (uint256 next, uint256 freeNext) {
        assembly ("memory-safe") {
            let index := byte(1, mload(ip))
            let facts := mload(add(mload(AT_FRAME), FRAME_FACTS))
            mstore(free, 0)
            if lt(index, mload(facts)) { mstore(free, mload(add(add(facts, 32), shl(5, index)))) }
            next := add(ip, 2)
            freeNext := add(free, 32)
            if gt(freeNext, mload(AT_STACK_END)) { next := MALFORMED }
        }
    }

    function _late(uint256 ip, uint256 free) private pure returns (uint256 next, uint256 freeNext) {
        assembly ("memory-safe") {
            mstore(free, mload(add(mload(AT_FRAME), FRAME_LATE)))
            next := add(ip, 1)
            freeNext := add(free, 32)
            if gt(freeNext, mload(AT_STACK_END)) { next := MALFORMED }
        }
    }

    function _periods(uint256 ip, uint256 free) private pure returns (uint256 next, uint256 freeNext) {
        assembly ("memory-safe") {
            let period := and(shr(216, mload(ip)), 0xffffffff)
            // the EVM's quotient by 0 is 0, as it has to be
            mstore(free, div(add(mload(add(mload(AT_FRAME), FRAME_LATE)), sub(period, 1)), period))
            next := add(ip, 5)
            freeNext := add(free, 32)
            if gt(freeNext, mload(AT_STACK_END)) { next := MALFORMED }
        }
    }

    function _add(uint256 ip, uint256 free) private pure returns (uint256 next, uint256 freeNext) {
        assembly ("memory-safe") {
            freeNext := sub(free, 32)
            let a := sub(free, 64)
            mstore(a, add(mload(a), mload(freeNext)))
            next := add(ip, 1)
        }
    }

    function _mul(uint256 ip, uint256 free) private pure returns (uint256 next, uint256 freeNext) {
        assembly ("memory-safe") {
            freeNext := sub(free, 32)
            let a := sub(free, 64)
            mstore(a, mul(mload(a), mload(freeNext)))
            next := add(ip, 1)
        }
    }

    function _min(uint256 ip, uint256 free) private pure returns (uint256 next, uint256 freeNext) {
        assembly ("memory-safe") {
            freeNext := sub(free, 32)
            let a := sub(free, 64)
            let b := mload(freeNext)
            if slt(b, mload(a)) { mstore(a, b) }
            next := add(ip, 1)
        }
    }

    function _div(uint256 ip, uint256 free) private pure returns (uint256 next, uint256 freeNext) {
        assembly ("memory-safe") {
            freeNext := sub(free, 32)
            let a := sub(free, 64)
            let dividend := mload(a)
            let divisor := mload(freeNext)
            // floored: one less than the truncated quotient if something negative is left
            let quotient := sub(sdiv(dividend, divisor), slt(smod(dividend, divisor), 0))
            mstore(a, mul(quotient, sgt(divisor, 0)))
            next := add(ip, 1)
        }
    }

    function _eq(uint256 ip, uint256 free) private pure returns (uint256 next, uint256 freeNext) {
        assembly ("memory-safe") {
            freeNext := sub(free, 32)
            let a := sub(free, 64)
            mstore(a, eq(mload(a), mload(freeNext)))
            next := add(ip, 1)
        }
    }

    function _lt(uint256 ip, uint256 free) private pure returns (uint256 next, uint256 freeNext) {
        assembly ("memory-safe") {
            freeNext := sub(free, 32)
            let a := sub(free, 64)
            mstore(a, slt(mload(a), mload(freeNext)))
            next := add(ip, 1)
        }
    }

    function _le(uint256 ip, uint256 free) private pure returns (uint256 next, uint256 freeNext) {
        assembly ("memory-safe") {
            freeNext := sub(free, 32)
            let a := sub(free, 64)
            mstore(a, iszero(sgt(mload(a), mload(freeNext))))
            next := add(ip, 1)
        }
    }

    function _not(uint256 ip, uint256 free) private pure returns (uint256 next, uint256 freeNext) {
        assembly ("memory-safe") {
            let a := sub(free, 32)
            mstore(a, iszero(mload(a)))
            next := add(ip, 1)
            freeNext := free
        }
    }

    function _and(uint256 ip, uint256 free) private pure returns (uint256 next, uint256 freeNext) {
        assembly ("memory-safe") {
            freeNext := sub(free, 32)
            let a := sub(free, 64)
            mstore(a, iszero(or(iszero(mload(a)), iszero(mload(freeNext)))))
            next := add(ip, 1)
        }
    }

    function _or(uint256 ip, uint256 free) private pure returns (uint256 next, uint256 freeNext) {
        assembly ("memory-safe") {
            freeNext := sub(free, 32)
            let a := sub(free, 64)
            mstore(a, iszero(iszero(or(mload(a), mload(freeNext)))))
            next := add(ip, 1)
        }
    }

    function _require(uint256 ip, uint256 free) private pure returns (uint256 next, uint256 freeNext) {
        assembly ("memory-safe") {
            let frame := mload(AT_FRAME)
            let count := add(mload(add(frame, FRAME_REQUIRES)), 1)
            mstore(add(frame, FRAME_REQUIRES), count)
            freeNext := sub(free, 32)
            let failed := shl(byte(1, mload(ip)), iszero(mload(freeNext)))
            mstore(add(frame, FRAME_FAILED), or(mload(add(frame, FRAME_FAILED)), failed))
            next := add(ip, 2)
            if gt(count, MAX_RULES) { next := MALFORMED }
        }
    }

    function _award(uint256 ip, uint256 free) private pure returns (uint256 next, uint256 freeNext) {
        assembly ("memory-safe") {
            let frame := mload(AT_FRAME)
            let count := add(mload(add(frame, FRAME_AWARDS)), 1)
            mstore(add(frame, FRAME_AWARDS), count)
            freeNext := sub(free, 64)
            let amount := mload(sub(free, 32))
            if mload(freeNext) {
                if sgt(amount, mload(add(frame, FRAME_AWARD))) { mstore(add(frame, FRAME_AWARD), amount) }
            }
            next := add(ip, 2)
            if gt(count, MAX_RULES) { next := MALFORMED }
        }
    }

    function _penalty(uint256 ip, uint256 free) private pure returns (uint256 next, uint256 freeNext) {
        assembly ("memory-safe") {
            let frame := mload(AT_FRAME)
            let count := mload(add(frame, FRAME_PENALTIES))
            freeNext := sub(free, 32)
            next := MALFORMED
            if lt(count, MAX_RULES) {
                let entry := add(add(frame, FRAME_PENALTY_LIST), shl(6, count))
                mstore(entry, mload(freeNext))
                mstore(add(entry, 32), and(shr(224, mload(ip)), 0xffffff))
                mstore(add(frame, FRAME_PENALTIES), add(count, 1))
                next := add(ip, 4)
            }
        }
    }
}
