// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBondedEscrow} from "./IBondedEscrow.sol";
import {ExitLeaf, ExitMessage} from "./IExits.sol";

/// @title The money behind L2 balances
/// @notice Deposits become balances on L2; withdrawals are proved from the outbox of a final batch. The court's parts come
///         in from the escrows. Unlike an escrow the vault knows no maxima: its balances rest on the rollup being right.
interface IVault {
    /// @notice Money came in for an L2 account, base units.
    event Deposited(address indexed owner, address indexed token, address payer, uint128 amount);
    /// @notice A withdrawal was proved.
    event Withdrawn(bytes32 indexed key, uint32 index);
    /// @notice Somebody has left a frozen rollup with this; see `hasLeft`.
    event Left(uint8 indexed kind, uint32 indexed number, uint16 place);

    /// @notice A deposit is above 0.
    error NothingDeposited();
    /// @notice Somebody must own a deposit.
    error NoOwner();
    /// @notice ETH comes in by deposit, or from an escrow: whoever else sends some would lose it.
    error OnlyEscrow(address sender);
    /// @notice The leaf is not in the outbox under that root.
    error NotInOutbox();
    /// @notice This withdrawal was made already.
    error AlreadyWithdrawn(bytes32 key);
    /// @notice This has left already; see `hasLeft`.
    error AlreadyLeft(uint8 kind, uint32 number, uint16 place);
    /// @notice The inbox was made for another vault.
    error WiredElsewhere(address inbox);

    /// @notice Deposits money for an L2 account.
    /// @dev ETH by value, exactly; tokens by allowance of the sender. Reverts with RollupFrozen, NothingDeposited, NoOwner
    ///      and the errors of Payment.
    /// @param token 0 is ETH
    /// @param amount base units
    /// @param owner of the account on L2
    function deposit(address token, uint128 amount, address owner) external payable;

    /// @notice Pays what a message of kind 2 in the outbox says. Anybody may call it, once per message.
    /// @dev Reverts with NotInOutbox, AlreadyWithdrawn, the errors of OutboxLeaf, NotFinal, TooLittleGas. A payment that
    ///      its recipient or token refuses, or that the vault cannot make yet, is owed instead.
    /// @param leaf bytes of the message
    /// @param height a final batch
    /// @param index number of the message in the outbox
    /// @param siblings of the leaf in the state tree, from the leaf up, 35
    function withdraw(bytes calldata leaf, uint64 height, uint32 index, bytes32[] calldata siblings) external;

    /// @notice A message and its proof.
    struct Proved {
        bytes leaf;
        uint64 height;
        uint32 index;
        bytes32[] siblings;
    }

    /// @notice Claims at an escrow first, so that the court's part is in the vault, and then withdraws.
    /// @dev Reverts with OnlyEscrow if it is no escrow, and with whatever the two calls revert with.
    function withdrawWithClaim(IBondedEscrow escrow, Proved calldata claimed, Proved calldata withdrawal) external;

    /// @notice Whether a withdrawal was made: by H(index u32 || leaf).
    function isWithdrawn(bytes32 key) external view returns (bool);

    // Leaving a frozen rollup: each once, at anybody's call, to whom it belongs. All revert with AlreadyLeft, ExitNotFixed,
    // the errors of IExits and TooLittleGas. A payment that fails is owed.

    /// @notice Pays the balance of an account to its owner.
    function exitAccount(uint32 id, ExitLeaf calldata leaf) external;

    /// @notice Pays a deposit that L2 never heard of to the owner of its account.
    function exitDeposit(ExitMessage calldata message) external;

    /// @notice Pays what is left of an agreement's fee pot to whom L2 would have paid it: its first named party.
    /// @param agreement its number
    /// @param leaf its head
    /// @param owner, token of the account that gets the rest
    function exitFeePot(uint32 agreement, ExitLeaf calldata leaf, address owner, address token) external;

    /// @notice Pays the fee pot of an agreement whose beginning L2 never heard of to who proposed it.
    /// @dev Reverts with OnlyEscrow too.
    /// @param message the escrow's of kind 2
    function exitFeePotOfUnbegun(IBondedEscrow escrow, ExitMessage calldata message) external;

    /// @notice Pays an arbitrator what he has in a court, locked or not: stake, what was leaving it, what he has earned.
    /// @param court its number
    /// @param leaf the court's
    /// @param place number of the arbitrator
    /// @param shown the place in the court's sum tree, with its siblings (docs/protocol/court.md)
    function exitStake(uint32 court, ExitLeaf calldata leaf, uint16 place, bytes calldata shown) external;

    /// @notice Whether this has left.
    /// @param kind 1 an account, 2 what an inbox message has brought, 3 an agreement's fee pot, 4 a stake
    /// @param number of the account, message, agreement or court
    /// @param place of the stake; else 0
    function hasLeft(uint8 kind, uint32 number, uint16 place) external view returns (bool);
}
