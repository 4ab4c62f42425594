// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Messages from L2 to L1
/// @notice leaf := kind u8 || target address || sequence u32 || n u8 || n × (token address || to address || amount u128)
library OutboxLeaf {
    /// @notice To an escrow: pay these.
    uint8 internal constant PAYOUT = 1;
    /// @notice To the vault: pay these L2 balances out.
    uint8 internal constant WITHDRAWAL = 2;
    /// @notice To an escrow: everything has ended.
    uint8 internal constant CLOSED = 3;

    uint256 private constant HEAD = 26;
    uint256 private constant ENTRY = 56;

    /// @notice The bytes are no message: too short, or of another length than its number of payments asks for.
    error MalformedLeaf(uint256 length);
    /// @notice The message is of another kind.
    error WrongKind(uint8 expected, uint8 given);
    /// @notice The message is for another contract.
    error WrongTarget(address target);

    /// @notice Checks a message's form, kind and target.
    /// @dev Reverts with MalformedLeaf, WrongKind, WrongTarget.
    /// @return n the number of payments
    /// @return sequence number among the target's messages
    function check(bytes calldata leaf, uint8 kind, address target) internal pure returns (uint256 n, uint32 sequence) {
        if (leaf.length < HEAD) revert MalformedLeaf(leaf.length);
        n = uint8(leaf[HEAD - 1]);
        if (leaf.length != HEAD + n * ENTRY) revert MalformedLeaf(leaf.length);
        if (uint8(leaf[0]) != kind) revert WrongKind(kind, uint8(leaf[0]));
        address given = address(bytes20(leaf[1:21]));
        // INVARIANT: a message moves the money of its own target only.
        if (given != target) revert WrongTarget(given);
        sequence = uint32(bytes4(leaf[21:25]));
    }

    /// @notice Payment i of a message that `check` has passed.
    function payment(bytes calldata leaf, uint256 i) internal pure returns (address token, address to, uint128 amount) {
        uint256 offset = HEAD + i * ENTRY;
        token = address(bytes20(leaf[offset:offset + 20]));
        to = address(bytes20(leaf[offset + 20:offset + 40]));
        amount = uint128(bytes16(leaf[offset + 40:offset + 56]));
    }
}
