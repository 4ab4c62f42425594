// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBondedEscrow} from "./IBondedEscrow.sol";
import {ExitLeaf, ExitMessage} from "./IExits.sol";
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
    /// @dev What somebody leaves with, in the keys of `hasLeft`.
    uint8 private constant ACCOUNT = 1;
    uint8 private constant MESSAGE = 2;
    uint8 private constant FEE_POT = 3;
    uint8 private constant STAKE = 4;

    /// @notice The rollup: knows the final state roots.
    IOutbox public immutable outbox;
    /// @notice Takes the messages to L2.
    IInbox public immutable inbox;

    /// @inheritdoc IVault
    mapping(bytes32 key => bool) public isWithdrawn;
    mapping(uint256 key => bool) private _left;

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
        // INVARIANT: no money comes in that L2 can never hear of.
        if (outbox.frozen()) revert IOutbox.RollupFrozen();
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

    // ---- leaving a frozen rollup ----

    /// @inheritdoc IVault
    function exitAccount(uint32 id, ExitLeaf calldata leaf) external nonReentrant {
        _leave(ACCOUNT, id, 0);
        (address owner, address token, uint128 amount) = outbox.exits().account(id, leaf);
        _payOrOwe(token, owner, amount);
    }

    /// @inheritdoc IVault
    function exitDeposit(ExitMessage calldata message) external nonReentrant {
        _leave(MESSAGE, message.index, 0);
        (address owner, address token, uint128 amount) = outbox.exits().deposit(message);
        _payOrOwe(token, owner, amount);
    }

    /// @inheritdoc IVault
    function exitFeePot(uint32 agreement, ExitLeaf calldata leaf, address owner, address token) external nonReentrant {
        _leave(FEE_POT, agreement, 0);
        _payOrOwe(token, owner, outbox.exits().feePot(agreement, leaf, owner, token));
    }

    /// @inheritdoc IVault
    function exitFeePotOfUnbegun(IBondedEscrow escrow, ExitMessage calldata message) external nonReentrant {
        // INVARIANT: an escrow of the factory says who proposed, and in which token.
        if (!inbox.factory().isEscrow(address(escrow))) revert OnlyEscrow(address(escrow));
        _leave(MESSAGE, message.index, 0);
        uint128 amount = outbox.exits().feePotOfUnbegun(address(escrow), message);
        _payOrOwe(escrow.feeToken(), escrow.proposer(), amount);
    }

    /// @inheritdoc IVault
    function exitStake(uint32 court, ExitLeaf calldata leaf, uint16 place, bytes calldata shown) external nonReentrant {
        _leave(STAKE, court, place);
        (address owner, address stakeToken, uint128 staked, address feeToken, uint128 earned) =
            outbox.exits().stake(court, leaf, place, shown);
        _payOrOwe(stakeToken, owner, staked);
        _payOrOwe(feeToken, owner, earned);
    }

    /// @dev What follows checks the proof, so a wrong one marks nothing.
    function _leave(uint8 kind, uint32 number, uint16 place) private {
        uint256 key = _exitKey(kind, number, place);
        // INVARIANT: everybody leaves once with everything.
        if (_left[key]) revert AlreadyLeft(kind, number, place);
        _left[key] = true;
        emit Left(kind, number, place);
    }

    /// @inheritdoc IVault
    function hasLeft(uint8 kind, uint32 number, uint16 place) external view returns (bool) {
        return _left[_exitKey(kind, number, place)];
    }

    function _exitKey(uint8 kind, uint32 number, uint16 place) private pure returns (uint256) {
        return uint256(kind) << 48 | uint256(number) << 16 | place;
    }
}
