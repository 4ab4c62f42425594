// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IEscrowFactory} from "./IEscrowFactory.sol";

/// @title The numbered messages from L1 to L2
/// @notice Messages are numbered from 0. The contract keeps of each its hash and its time; the payload is in the event.
///         Bytes of the payloads: docs/protocol/batches.md. It also gives every (owner, token) its account number.
interface IInbox {
    /// @notice A message for L2.
    /// @param index its number, from 0
    /// @param time the block's timestamp, Unix seconds
    /// @param kind 1 Deposit, 2 Funded, 3 Joined, 4 Settled, 5 Beacon, 6 Forced
    /// @param sender who sent it: the vault, an escrow, the inbox itself, or the owner of an account
    /// @param payload packed bytes of that kind
    event Message(uint256 indexed index, uint64 time, uint8 indexed kind, address indexed sender, bytes payload);

    /// @notice An owner's account in a token got its number.
    event AccountNumbered(uint32 indexed account, address indexed owner, address indexed token);

    /// @notice Only the vault sends deposits.
    error OnlyVault(address sender);
    /// @notice Only escrows of the factory send this kind of message.
    error OnlyEscrow(address sender);
    /// @notice An agreement begins once.
    error HasBegun(uint32 agreement);
    /// @notice The escrow's agreement has not begun.
    error HasNotBegun(address escrow);
    /// @notice All 2^28 numbers of agreements are given.
    error NoNumberLeft();
    /// @notice There is no message of this number yet.
    error NoSuchMessage(uint256 index);
    /// @notice The sender has no account in this token: deposit first.
    error NoAccount(address owner, address token);
    /// @notice A forced step has 1 to 2,048 bytes.
    error StepSizeOutOfBounds(uint256 length);
    /// @notice Beacons are the blocks whose number is a multiple of 300.
    error NotScheduled(uint256 blockNumber);
    /// @notice A beacon's number must be above the last one's.
    error NotAfterLastBeacon(uint256 blockNumber, uint256 last);
    /// @notice The header is not that of a block of this chain within the last 8,191 blocks.
    error UnknownBlock(uint256 blockNumber);

    /// @notice Number of messages so far, which is the number of the next.
    function length() external view returns (uint256);

    /// @notice H(abi.encode(index, time, kind, sender, H(payload))).
    /// @dev Reverts with NoSuchMessage.
    function hashOf(uint256 index) external view returns (bytes32);

    /// @notice When a message was sent, Unix seconds.
    /// @dev Reverts with NoSuchMessage.
    function timeOf(uint256 index) external view returns (uint64);

    /// @notice The account number of an owner in a token, from 1; 0 if it has none yet.
    function accountOf(address owner, address token) external view returns (uint32);

    /// @notice How many accounts have a number: the highest number given.
    function accounts() external view returns (uint32);

    /// @notice The number of an escrow's agreement on L2, from 0, given when it begins.
    /// @dev Reverts with HasNotBegun.
    function agreementOf(address escrow) external view returns (uint32);

    /// @notice How many agreements have begun: the number of the next.
    function agreements() external view returns (uint32);

    /// @notice Number of the last beacon block, 0 if there is none.
    function lastBeacon() external view returns (uint64);

    /// @notice The only sender of deposits.
    function vault() external view returns (address);

    /// @notice Knows which senders are escrows.
    function factory() external view returns (IEscrowFactory);

    /// @notice Kind 1, for the vault: money has come in for an L2 account.
    /// @param amount base units
    function deposited(address owner, address token, uint128 amount) external;

    /// @notice Kind 2, for an escrow: all named parties have paid in. Gives the agreement its number.
    /// @dev Reverts with OnlyEscrow, HasBegun, NoNumberLeft.
    /// @param termsHash of the agreement
    /// @param start Unix seconds
    /// @param owners the named parties' addresses, then the attestors', in the order of the terms
    /// @param token the agreement's first token, in which they get accounts
    /// @param feePot base units of that token that have gone to the vault for the agreement's fees
    function funded(bytes32 termsHash, uint64 start, address[] calldata owners, address token, uint128 feePot) external;

    /// @notice Kind 3, for an escrow: somebody has taken an open seat and paid in.
    /// @dev Reverts with OnlyEscrow, HasNotBegun.
    /// @param party index of the seat
    /// @param owner who sits there now
    /// @param token the agreement's first token
    function joined(uint8 party, address owner, address token) external;

    /// @notice Kind 4, for an escrow: all parties have settled on L1.
    /// @dev Reverts with OnlyEscrow, HasNotBegun.
    function settled() external;

    /// @notice Kind 5, for anybody: the randomness of a scheduled block.
    /// @dev Reverts with NotScheduled, NotAfterLastBeacon, UnknownBlock, or OpenZeppelin's RLP errors.
    /// @param header RLP of the block's header
    function beacon(bytes calldata header) external;

    /// @notice Kind 6, for the owner of an account: a step that the sequencer cannot leave out. It needs no signature,
    ///         so contracts can act on L2.
    /// @dev Reverts with NoAccount, StepSizeOutOfBounds.
    /// @param token names the sender's account that acts
    /// @param step one signed step without its signature (docs/protocol/steps.md)
    function forced(address token, bytes calldata step) external;
}
