// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Opens agreements: checks terms and signatures and makes the escrow
interface IEscrowFactory {
    /// @notice An agreement was opened.
    /// @param termsHash root over head and parts
    /// @param escrow the clone that holds its money
    /// @param head abi.encode of the Head
    /// @param parts the packed part of each deliverable
    event Opened(bytes32 indexed termsHash, address escrow, bytes head, bytes[] parts);

    /// @notice These terms have been opened already: give new ones another salt.
    error AlreadyOpened(address escrow);
    /// @notice Only the proposer named in the terms opens them.
    error OnlyProposer(address proposer, address sender);
    /// @notice The terms could be opened before `openBy` only.
    error OpenedTooLate(uint64 openBy);
    /// @notice There must be one signature per named party, in the order of the seats.
    error WrongNumberOfSignatures(uint256 expected, uint256 given);
    /// @notice A party's signature over Agreement(name, version, termsHash) is not valid.
    error WrongSignature(uint8 party, address account);
    /// @notice The inbox was made for another factory.
    error WiredElsewhere(address inbox);

    /// @notice Opens an agreement: its escrow is made at the address that `escrowAddress` tells.
    /// @dev For the proposer alone, before `openBy`. Reverts with RollupFrozen, OnlyProposer, OpenedTooLate, AlreadyOpened,
    ///      WrongNumberOfSignatures, WrongSignature, the errors of Terms, PartCheck and Maxima, and those of Payment. Bytes
    ///      that are not an ABI encoding revert without data.
    /// @param head abi.encode of the Head, canonical
    /// @param parts one per deliverable, 1 to 2,048 bytes each
    /// @param signatures one per named party in the order of the seats; EIP-712, contracts by EIP-1271. The proposer's
    ///        call does not replace his signature if he is a party
    /// @param feePot base units of the first token, taken from the proposer, for fees on L2; back if it is cancelled
    /// @return escrow the clone
    function open(bytes calldata head, bytes[] calldata parts, bytes[] calldata signatures, uint128 feePot)
        external
        payable
        returns (address escrow);

    /// @notice Where the escrow of these terms is, or will be.
    /// @dev Reverts with the errors of Terms, PartCheck and Maxima.
    function escrowAddress(bytes calldata head, bytes[] calldata parts) external view returns (address);

    /// @notice The root over head and parts, which the parties sign.
    /// @dev Reverts with the errors of Terms, PartCheck and Maxima.
    function termsHash(bytes calldata head, bytes[] calldata parts) external view returns (bytes32);

    /// @notice What a party signs: the EIP-712 digest of Agreement(name, version, termsHash).
    /// @dev Reverts with the errors of Terms, PartCheck and Maxima.
    function digest(bytes calldata head, bytes[] calldata parts) external view returns (bytes32);

    /// @notice Whether an address is an escrow that this factory made.
    function isEscrow(address escrow) external view returns (bool);

    /// @notice The code that all escrows run.
    function implementation() external view returns (address);
}
