// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// Offsets in a frame, of 32 bytes each.

/// @dev The award reached.
uint256 constant FRAME_AWARD = 0x00;
/// @dev Bit r: require r failed.
uint256 constant FRAME_FAILED = 0x20;
/// @dev How many REQUIREs, AWARDs and PENALTYs there were.
uint256 constant FRAME_REQUIRES = 0x40;
uint256 constant FRAME_AWARDS = 0x60;
uint256 constant FRAME_PENALTIES = 0x80;
/// @dev Seconds late.
uint256 constant FRAME_LATE = 0xa0;
/// @dev Address of the array of the facts' words, or ranges.
uint256 constant FRAME_FACTS = 0xc0;
/// @dev 64 times: the amount, then rule, receiver and pot as three bytes.
uint256 constant FRAME_PENALTY_LIST = 0x100;
uint256 constant FRAME_TABLE = 0x1100;
uint256 constant FRAME_STACK = 0x3100;
/// @dev Behind 32 ranges of two words and one that is one too many.
uint256 constant FRAME_PROGRAM = 0x3940;
/// @dev Behind 1,536 bytes and 64 bytes 0, more than an instruction has.
uint256 constant FRAME_SIZE = 0x3f80;

/// @dev Scratch space: where the address of the frame stands while a program runs.
uint256 constant AT_FRAME = 0x00;
/// @dev Scratch space: where the end of the stack stands.
uint256 constant AT_STACK_END = 0x20;
/// @dev Where a malformed program goes on: Solidity's slot that is always 0.
uint256 constant MALFORMED = 0x60;

/// @dev The most REQUIREs, AWARDs and PENALTYs, each.
uint256 constant MAX_RULES = 64;

/// @title The memory in which a rule program runs, and the loop that runs it
/// @notice Shared by the two machines: WordMachine runs a program on words, RangeMachine on ranges of words. Each fills a
///         table of 256 entries with an internal function per instruction and the least stack that it needs.
/// @dev A function of the table takes and returns the addresses of the instruction and of the first free place of the
///      stack. The program is followed by bytes 0, which are no instruction: so the loop needs no test for its end. What
///      makes a program malformed is said by going on at MALFORMED, where there is a 0 too. While a program runs, the
///      scratch space holds the frame's address and the end of the stack. docs/protocol/rule-program.md.
library ProgramFrame {
    /// @notice The first byte of every program, and the most bytes that follow and include it.
    uint256 internal constant VERSION = 0x01;
    uint256 internal constant MAX_BYTES = 1_536;
    /// @notice The most words on the stack.
    uint256 internal constant MAX_STACK = 32;

    uint256 internal constant PUSH = 0x01;
    uint256 internal constant FACT = 0x02;
    uint256 internal constant LATE = 0x03;
    uint256 internal constant PERIODS = 0x04;
    uint256 internal constant ADD = 0x10;
    uint256 internal constant MUL = 0x11;
    uint256 internal constant MIN = 0x12;
    uint256 internal constant DIV = 0x13;
    uint256 internal constant EQ = 0x20;
    uint256 internal constant LT = 0x21;
    uint256 internal constant LE = 0x22;
    uint256 internal constant NOT = 0x23;
    uint256 internal constant AND = 0x24;
    uint256 internal constant OR = 0x25;
    uint256 internal constant REQUIRE = 0x30;
    uint256 internal constant AWARD = 0x31;
    uint256 internal constant PENALTY = 0x32;

    /// @dev An entry of the table that no stack is enough for.
    uint256 private constant UNKNOWN = 0xffffffff;

    /// @notice A new frame for the program at `code`, with an empty table.
    /// @param width bytes of a place on the stack
    function begin(uint256 code, uint256 length, uint256 width) internal pure returns (uint256 frame) {
        assembly ("memory-safe") {
            frame := mload(0x40)
            mstore(0x40, add(frame, FRAME_SIZE))
            calldatacopy(frame, calldatasize(), FRAME_PENALTY_LIST)
            if iszero(gt(length, MAX_BYTES)) {
                let program := add(frame, FRAME_PROGRAM)
                mcopy(program, code, length)
                mstore(add(program, length), 0)
                mstore(add(add(program, length), 32), 0)
            }
            let table := add(frame, FRAME_TABLE)
            mstore(table, UNKNOWN)
            for { let filled := 32 } lt(filled, 0x2000) { filled := shl(1, filled) } {
                mcopy(add(table, filled), table, filled)
            }
            mstore(AT_FRAME, frame)
            mstore(AT_STACK_END, add(add(frame, FRAME_STACK), mul(width, MAX_STACK)))
        }
    }

    /// @notice Says what an instruction does.
    /// @param takes how many places of the stack it takes
    function set(
        uint256 frame,
        uint256 code,
        uint256 takes,
        uint256 width,
        function(uint256, uint256) internal pure returns (uint256, uint256) what
    ) internal pure {
        assembly ("memory-safe") {
            let least := add(add(frame, FRAME_STACK), mul(takes, width))
            mstore(add(add(frame, FRAME_TABLE), shl(5, code)), or(shl(32, what), least))
        }
    }

    /// @notice Runs the program.
    /// @return whether it is well formed; if not, nothing in the frame means anything
    function run(uint256 frame, uint256 length) internal pure returns (bool) {
        uint256 ip;
        uint256 end;
        uint256 table;
        uint256 free;
        assembly ("memory-safe") {
            ip := add(frame, FRAME_PROGRAM)
            end := add(ip, length)
            table := add(frame, FRAME_TABLE)
            free := add(frame, FRAME_STACK)
        }
        if (length == 0 || length > MAX_BYTES) return false;
        uint256 first;
        assembly ("memory-safe") {
            first := byte(0, mload(ip))
        }
        if (first != VERSION) return false;
        unchecked {
            ip++;
        }
        while (true) {
            uint256 entry;
            function(uint256, uint256) internal pure returns (uint256, uint256) what;
            assembly ("memory-safe") {
                entry := mload(add(table, shl(5, byte(0, mload(ip)))))
                what := shr(32, entry)
            }
            if (free < uint32(entry)) break;
            (ip, free) = what(ip, free);
        }
        return ip == end;
    }
}
