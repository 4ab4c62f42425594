// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice Packed parts of the terms for tests (docs/protocol/terms.md).
library PartBytes {
    /// @notice A part before court 0 that waits for nothing, with nothing to state, due a day after the start, missed a day later.
    /// @param pays the list of pays with its count
    /// @param lots the list of lots with its count
    function part(uint8 performer, bytes memory pays, bytes memory lots) internal pure returns (bytes memory) {
        return part(fixedFields(performer, 255), pays, lots, hex"0000", hex"00", hex"01");
    }

    /// @param gives missed and failed
    /// @param facts the list of facts with its count
    function part(
        bytes memory fields,
        bytes memory pays,
        bytes memory lots,
        bytes memory gives,
        bytes memory facts,
        bytes memory program
    ) internal pure returns (bytes memory) {
        return withClauses(fields, pays, lots, abi.encodePacked(gives, facts), hex"00", program);
    }

    /// @param givesAndFacts missed, failed and facts, each with its count
    /// @param clauses the list of clauses with its count
    function withClauses(
        bytes memory fields,
        bytes memory pays,
        bytes memory lots,
        bytes memory givesAndFacts,
        bytes memory clauses,
        bytes memory program
    ) internal pure returns (bytes memory) {
        return abi.encodePacked(fields, pays, lots, givesAndFacts, clauses, uint16(program.length), program);
    }

    /// @notice Performer, predecessor, court 0, 3 attempts, no grace, 3 days to challenge, and both moments.
    function fixedFields(uint8 performer, uint8 waitsFor) internal pure returns (bytes memory) {
        return abi.encodePacked(
            performer,
            waitsFor,
            uint8(0),
            uint8(3),
            uint32(0),
            uint32(3 days),
            moment(0, 0, 1 days),
            moment(1, 0, 1 days)
        );
    }

    /// @param eventKind 0 start, 1 due, 2 ended, 3 due of, 4 joins, 5 date
    function moment(uint8 eventKind, uint8 index, uint64 offset) internal pure returns (bytes memory) {
        return abi.encodePacked(eventKind, index, offset);
    }

    function pot(uint8 owner, uint8 token, uint128 amount) internal pure returns (bytes memory) {
        return abi.encodePacked(owner, token, amount);
    }
}
