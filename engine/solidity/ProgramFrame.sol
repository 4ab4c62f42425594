// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// Where everything lies while a rule program runs. These are addresses, so that the machine spends nothing on finding its
// place; what a contract allocates before it runs one ends below. All are words, but for the lists at the end.

/// @dev Scratch space: the address of the instruction.
uint256 constant IP = 0x00;
/// @dev Scratch space: the address of the first free place of the stack.
uint256 constant FREE = 0x20;
/// @dev Where a malformed program goes on: Solidity's slot that is always 0.
uint256 constant MALFORMED = 0x60;
/// @dev The award reached.
uint256 constant REACHED = 0x200;
/// @dev Bit r: require r failed.
uint256 constant FAILED = 0x220;
/// @dev How many REQUIREs, AWARDs and PENALTYs there were.
uint256 constant REQUIRES = 0x240;
uint256 constant AWARDS = 0x260;
uint256 constant PENALTIES = 0x280;
/// @dev Seconds late.
uint256 constant LATENESS = 0x2a0;
/// @dev The address of the array of the facts' words, or ranges.
uint256 constant FACTS = 0x2c0;
/// @dev Seconds early.
uint256 constant EARLINESS = 0x2e0;
/// @dev What an entry is worth, and how many VALUEs there were.
uint256 constant WORTH = 0x300;
uint256 constant VALUES = 0x320;
/// @dev Bit i: ask i is made (on ranges: may be made), and how many ASKs there were.
uint256 constant ASKED = 0x340;
uint256 constant ASKS = 0x360;
/// @dev How many RECORDs there were, and how many words MEDIANs have sorted.
uint256 constant RECORDS = 0x380;
uint256 constant SORTED = 0x3a0;
/// @dev 64 times: the amount, then rule, receiver and pot as three bytes.
uint256 constant PENALTY_LIST = 0x3c0;
/// @dev 256 times: what the instruction of this code does and the least end of the stack that it needs.
uint256 constant TABLE = 0x13c0;
/// @dev 33 places of at most two words: the last is for one word too many.
uint256 constant STACK = 0x33c0;
/// @dev 1,536 bytes and 64 bytes 0, more than an instruction has.
uint256 constant PROGRAM = 0x3c00;
/// @dev 16 times: the points, then rule and receiver as two bytes.
uint256 constant RECORD_LIST = 0x4240;
/// @dev The end.
uint256 constant FRAME_END = 0x4640;

/// @dev The most REQUIREs, AWARDs and PENALTYs, each.
uint256 constant MAX_RULES = 64;
/// @dev The most ASKs and RECORDs, each.
uint256 constant MAX_NOTES = 16;
/// @dev The most words of one MEDIAN, and of all of them together.
uint256 constant MAX_MEDIAN = 31;
uint256 constant MAX_SORTED = 64;

/// @title The memory in which a rule program runs, and the loop that runs it
/// @notice Shared by the two machines: WordMachine runs a program on words, RangeMachine on ranges of words. Each fills the
///         table with an internal function per instruction.
/// @dev Such a function reads IP and FREE and writes the next ones. The program is followed by bytes 0, which are no
///      instruction: so the loop needs no test for its end. What makes a program malformed is said by going on at
///      MALFORMED, where there is a 0 too. docs/protocol/rule-program.md.
library ProgramFrame {
    /// @notice The first byte of every program, and the most bytes that follow and include it.
    uint256 internal constant VERSION = 0x01;
    uint256 internal constant MAX_BYTES = 1_536;
    /// @notice The most instructions: what bounds the cost of a run. The loop counts them by fours.
    uint256 internal constant MAX_INSTRUCTIONS = 640;

    uint256 internal constant OP_PUSH = 0x01;
    uint256 internal constant OP_FACT = 0x02;
    uint256 internal constant OP_LATE = 0x03;
    uint256 internal constant OP_PERIODS = 0x04;
    uint256 internal constant OP_EARLY = 0x05;
    uint256 internal constant OP_ADD = 0x10;
    uint256 internal constant OP_MUL = 0x11;
    uint256 internal constant OP_MIN = 0x12;
    uint256 internal constant OP_DIV = 0x13;
    uint256 internal constant OP_MEDIAN = 0x14;
    uint256 internal constant OP_MAX = 0x15;
    uint256 internal constant OP_EQ = 0x20;
    uint256 internal constant OP_LT = 0x21;
    uint256 internal constant OP_LE = 0x22;
    uint256 internal constant OP_NOT = 0x23;
    uint256 internal constant OP_AND = 0x24;
    uint256 internal constant OP_OR = 0x25;
    uint256 internal constant OP_REQUIRE = 0x30;
    uint256 internal constant OP_AWARD = 0x31;
    uint256 internal constant OP_PENALTY = 0x32;
    uint256 internal constant OP_VALUE = 0x33;
    uint256 internal constant OP_ASK = 0x34;
    uint256 internal constant OP_RECORD = 0x35;

    /// @dev An entry of the table for which no stack is enough.
    uint256 private constant UNKNOWN = 0xffffffff;

    /// @notice More memory has been allocated than there is below the frame.
    error MemoryTaken();

    /// @notice Takes the frame's memory. Comes before anything else that allocates much.
    function begin() internal pure {
        uint256 free;
        assembly ("memory-safe") {
            free := mload(0x40)
        }
        if (free > REACHED) revert MemoryTaken();
        assembly ("memory-safe") {
            mstore(0x40, FRAME_END)
            calldatacopy(REACHED, calldatasize(), sub(PENALTY_LIST, REACHED))
            mstore(TABLE, UNKNOWN)
            for { let filled := 32 } lt(filled, 0x2000) { filled := shl(1, filled) } {
                mcopy(add(TABLE, filled), TABLE, filled)
            }
        }
    }

    /// @notice Says what an instruction does.
    /// @param places bytes of the stack that it takes
    function set(uint256 code, uint256 places, function() internal pure what) internal pure {
        assembly ("memory-safe") {
            mstore(add(TABLE, shl(5, code)), or(shl(32, what), add(STACK, places)))
        }
    }

    /// @notice Runs the program.
    /// @param code memory address of its first byte
    /// @return whether it is well formed; if not, nothing in the frame means anything
    function run(uint256 code, uint256 length) internal pure returns (bool) {
        if (length == 0 || length > MAX_BYTES) return false;
        uint256 version;
        assembly ("memory-safe") {
            version := byte(0, mload(code))
            mcopy(PROGRAM, code, length)
            mstore(add(PROGRAM, length), 0)
            mstore(add(PROGRAM, add(length, 32)), 0)
            mstore(IP, add(PROGRAM, 1))
            mstore(FREE, STACK)
        }
        if (version != VERSION) return false;
        _loop();
        uint256 reached;
        assembly ("memory-safe") {
            reached := mload(IP)
        }
        return reached == PROGRAM + length;
    }

    /// @dev Runs until there is no instruction, or no stack for it, or there were the most. Four times the same, because
    ///      counting and going back cost a third of what an instruction does.
    function _loop() private pure {
        function() internal pure what;
        bool lacks;
        for (uint256 left = MAX_INSTRUCTIONS / 4; left > 0;) {
            assembly ("memory-safe") {
                let entry := mload(add(TABLE, shl(5, byte(0, mload(mload(IP))))))
                lacks := lt(mload(FREE), and(entry, 0xffffffff))
                what := shr(32, entry)
            }
            if (lacks) break;
            what();
            assembly ("memory-safe") {
                let entry := mload(add(TABLE, shl(5, byte(0, mload(mload(IP))))))
                lacks := lt(mload(FREE), and(entry, 0xffffffff))
                what := shr(32, entry)
            }
            if (lacks) break;
            what();
            assembly ("memory-safe") {
                let entry := mload(add(TABLE, shl(5, byte(0, mload(mload(IP))))))
                lacks := lt(mload(FREE), and(entry, 0xffffffff))
                what := shr(32, entry)
            }
            if (lacks) break;
            what();
            assembly ("memory-safe") {
                let entry := mload(add(TABLE, shl(5, byte(0, mload(mload(IP))))))
                lacks := lt(mload(FREE), and(entry, 0xffffffff))
                what := shr(32, entry)
            }
            if (lacks) break;
            what();
            unchecked {
                left--;
            }
        }
    }
}
