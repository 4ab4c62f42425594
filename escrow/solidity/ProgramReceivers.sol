// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Who may be given something by the penalties of a rule program
/// @notice Reads a program as ProgramCode does in Java (docs/protocol/rule-program.md), and of its instructions only what
///         PENALTY names. A program that is not well formed gives nobody anything.
library ProgramReceivers {
    uint256 private constant VERSION = 0x01;
    uint256 private constant MAX_STACK = 32;
    uint256 private constant MAX_INSTRUCTIONS = 640;
    uint256 private constant MAX_MEDIAN = 31;
    uint256 private constant MAX_SORTED = 64;
    uint256 private constant MAX_WORD = 32;
    uint256 private constant CODES = 0x40;
    uint256 private constant PUSH = 0x01;
    uint256 private constant MEDIAN = 0x14;
    uint256 private constant REQUIRE = 0x30;
    uint256 private constant PENALTY = 0x32;

    /// @dev A nibble per code, code 0 in the lowest: bytes of the instruction (of PUSH without its constant), 0 if there is none.
    uint256 private constant SIZES = 0x0000000000321422000000000011111100000000001211110000000000151220;
    /// @dev Likewise how many words it takes from the stack (MEDIAN besides its n words). All but the rules (from REQUIRE
    ///      up) put one on it.
    uint256 private constant TAKES = 0x0000000000111121000000000022122200000000002122220000000000000000;
    /// @dev A byte per rule, REQUIRE in the lowest: how many there may be of it.
    uint256 private constant MOST = 0x101001404040;

    /// @notice Notes the receivers of penalties.
    /// @param pos offset of the program in calldata
    /// @param end behind it
    /// @param receivers bit p of entry k is set if a penalty of pot k may go to p, of the pots that there are
    function add(uint256 pos, uint256 end, uint256[] memory receivers) internal pure {
        uint256[] memory found = new uint256[](receivers.length);
        if (!_read(pos, end, found)) return;
        for (uint256 i = 0; i < found.length; i++) {
            receivers[i] |= found[i];
        }
    }

    /// @return whether the program is well formed
    function _read(uint256 pos, uint256 end, uint256[] memory found) private pure returns (bool) {
        if (pos == end || _load(pos) >> 248 != VERSION) return false;
        uint256 count = 0;
        uint256 depth = 0;
        uint256 rules = 0;
        uint256 sorted = 0;
        for (pos++; pos < end;) {
            uint256 word = _load(pos);
            uint256 op = word >> 248;
            if (op >= CODES || ++count > MAX_INSTRUCTIONS) return false;
            uint256 size = (SIZES >> (4 * op)) & 0xf;
            if (op == PUSH) {
                uint256 length = uint8(word >> 240);
                if (length > MAX_WORD) return false;
                size += length;
            }
            if (size == 0 || pos + size > end) return false;
            uint256 takes = (TAKES >> (4 * op)) & 0xf;
            if (op == MEDIAN) {
                uint256 n = uint8(word >> 240);
                sorted += n;
                if (n == 0 || n > MAX_MEDIAN || sorted > MAX_SORTED) return false;
                takes += n;
            }
            if (depth < takes) return false;
            depth -= takes;
            if (op < REQUIRE) {
                if (++depth > MAX_STACK) return false;
            } else {
                uint256 shift = 8 * (op - REQUIRE);
                rules += 1 << shift;
                if (uint8(rules >> shift) > uint8(MOST >> shift)) return false;
                if (op == PENALTY) {
                    uint256 pot = uint8(word >> 224);
                    if (pot < found.length) found[pot] |= 1 << uint8(word >> 232);
                }
            }
            pos += size;
        }
        return true;
    }

    function _load(uint256 pos) private pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := calldataload(pos)
        }
    }
}
