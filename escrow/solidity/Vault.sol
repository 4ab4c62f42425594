// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBondedEscrow} from "./IBondedEscrow.sol";
import {IInbox} from "./IInbox.sol";
import {IOutbox} from "./IOutbox.sol";
import {IVault} from "./IVault.sol";
import {OutboxLeaf} from "./OutboxLeaf.sol";
import {Payment} from "./Payment.sol";
import {PullPayments} from "./PullPayments.sol";
import {StateProof} from "./StateProof.sol";

/// @title Vault
/// @dev See IVault.
contract Vault is IVault, PullPayments {
    /// @notice The rollup: knows the final state roots.
    IOutbox public immutable outbox;
    /// @notice Takes the messages to L2.
    IInbox public immutable inbox;

    /// @inheritdoc IVault
    mapping(bytes32 key => bool) public isWithdrawn;

    /// @param outbox_ the rollup
    /// @param inbox_ made for this vault's address
    constructor(IOutbox outbox_, IInbox inbox_) {
        // INVARIANT: the inbox believes this vault's deposits, and only them.
        if (inbox_.vault() != address(this)) revert WiredElsewhere(address(inbox_));
        outbox = outbox_;
        inbox = inbox_;
    }

    /// @notice The court's parts and fee pots in ETH.
    receive() external payable {
        if (!inbox.factory().isEscrow(msg.sender)) revert OnlyEscrow(msg.sender);
    }

    /// @inheritdoc IVault
    function deposit(address token, uint128 amount, address owner) external payable nonReentrant {
        if (amount == 0) revert NothingDeposited();
        if (owner == address(0)) revert NoOwner();
        uint256 value = token == Payment.ETH ? amount : 0;
        if (msg.value != value) revert Payment.WrongValue(value, msg.value);
        emit Deposited(owner, token, msg.sender, amount);
        if (token != Payment.ETH) Payment.collect(token, msg.sender, address(this), amount);
        inbox.deposited(owner, token, amount);
    }

    /// @inheritdoc IVault
    function withdraw(bytes calldata leaf, uint64 height, uint32 index, bytes32[] calldata siblings)
        external
        nonReentrant
    {
        _withdraw(leaf, height, index, siblings);
    }

    /// @inheritdoc IVault
    function withdrawWithClaim(IBondedEscrow escrow, Proved calldata claimed, Proved calldata withdrawal)
        external
        nonReentrant
    {
        if (!inbox.factory().isEscrow(address(escrow))) revert OnlyEscrow(address(escrow));
        escrow.claim(claimed.leaf, claimed.height, claimed.index, claimed.siblings);
        _withdraw(withdrawal.leaf, withdrawal.height, withdrawal.index, withdrawal.siblings);
    }

    function _withdraw(bytes calldata leaf, uint64 height, uint32 index, bytes32[] calldata siblings) private {
        (uint256 n,) = OutboxLeaf.check(leaf, OutboxLeaf.WITHDRAWAL, address(this));
        bytes32 key = keccak256(abi.encodePacked(index, leaf));
        // INVARIANT: every withdrawal is made once.
        if (isWithdrawn[key]) revert AlreadyWithdrawn(key);
        // INVARIANT: only what a final batch proves leaves.
        if (!StateProof.inOutbox(outbox.finalRoot(height), index, keccak256(leaf), siblings)) revert NotInOutbox();
        isWithdrawn[key] = true;
        emit Withdrawn(key, index);
        for (uint256 i = 0; i < n; i++) {
            (address token, address to, uint128 amount) = OutboxLeaf.payment(leaf, i);
            _payOrOwe(token, to, amount);
        }
    }
}
