// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {EscrowArgs} from "./EscrowArgs.sol";
import {EscrowBooks} from "./EscrowBooks.sol";
import {IBondedEscrow} from "./IBondedEscrow.sol";
import {IOutbox} from "./IOutbox.sol";
import {Payment as Payments} from "./Payment.sol";

/// @title Paying into an escrow, and back out of one that never started
/// @dev See IBondedEscrow.
abstract contract EscrowFunding is EscrowBooks {
    using SafeERC20 for IERC20;

    /// @inheritdoc IBondedEscrow
    function initialize(address proposer_, uint128 feePot_) external payable {
        // INVARIANT: only clones that the factory made of checked terms hold money.
        if (msg.sender != factory) revert OnlyFactory(msg.sender);
        if (openedAt != 0) revert AlreadyOpened();
        openedAt = uint64(block.timestamp);
        proposer = proposer_;
        feePot = feePot_;
        // Who owes nothing has paid in from the beginning.
        EscrowArgs memory args = _args();
        uint256 owing = 0;
        for (uint256 i = 0; i < args.entries; i++) {
            (uint8 party,, uint128 deposit,) = args.entry(i);
            if (deposit != 0) owing |= 1 << party;
        }
        for (uint256 i = 0; i < args.parties; i++) {
            (address account,) = args.party(i);
            if (account != address(0) && owing & (1 << i) == 0) _paidIn |= uint16(1 << i);
        }
        _startIfAllIsIn(args);
    }

    /// @inheritdoc IBondedEscrow
    function fund(uint8 party) external payable nonReentrant {
        EscrowArgs memory args = _args();
        if (openedAt == 0) revert NotOpened();
        if (start != 0) revert AlreadyStarted();
        _requireRunning();
        uint64 deadline = openedAt + args.fundWithin();
        // INVARIANT: money comes in before the deadline or goes back after it, never both.
        if (block.timestamp >= deadline) revert FundingIsOver(deadline);
        if (party >= args.parties) revert NoSuchParty(party);
        (address account,) = args.party(party);
        if (account == address(0)) revert SeatIsOpen(party);
        if (hasPaidIn(party)) revert AlreadyPaidIn(party);
        _collect(args, party);
        _startIfAllIsIn(args);
    }

    /// @inheritdoc IBondedEscrow
    function join(uint8 party) external payable nonReentrant {
        EscrowArgs memory args = _args();
        if (start == 0) revert NotStarted();
        if (_settled) revert AlreadySettled();
        _requireRunning();
        if (party >= args.parties) revert NoSuchParty(party);
        (address account, uint64 openFor) = args.party(party);
        if (account != address(0)) revert SeatIsNotOpen(party);
        if (_joined[party] != address(0)) revert SeatIsTaken(party, _joined[party]);
        uint64 deadline = start + openFor;
        if (block.timestamp >= deadline) revert JoiningIsOver(deadline);
        // INVARIANT: one address, one role.
        if (_hasARole(args, msg.sender)) revert HasARole(msg.sender);
        _joined[party] = msg.sender;
        emit Joined(party, msg.sender);
        _collect(args, party);
        (address token,,) = args.token(0);
        inbox.joined(party, msg.sender, token);
    }

    /// @inheritdoc IBondedEscrow
    function refund(uint8 party) external nonReentrant {
        EscrowArgs memory args = _args();
        _requireCancelled(args);
        _giveBack(args, party);
    }

    /// @inheritdoc IBondedEscrow
    function refundFeePot() external nonReentrant {
        EscrowArgs memory args = _args();
        _requireCancelled(args);
        uint128 amount = feePot;
        if (amount == 0) revert NothingToRefund();
        feePot = 0;
        (address token,,) = args.token(0);
        _payOrOwe(token, proposer, amount);
    }

    /// @dev INVARIANT: no money comes in for what L2 can never hear of.
    function _requireRunning() private view {
        if (outbox.frozen()) revert IOutbox.RollupFrozen();
    }

    /// @dev Gives a party's deposits back to who paid them.
    function _giveBack(EscrowArgs memory args, uint8 party) internal {
        address payer = payerOf[party];
        // INVARIANT: who paid gets it back once.
        if (payer == address(0)) revert NothingToRefund();
        payerOf[party] = address(0);
        for (uint256 i = 0; i < args.entries; i++) {
            (uint8 owner, uint8 tokenIndex, uint128 deposit,) = args.entry(i);
            if (owner != party) continue;
            (address token,,) = args.token(tokenIndex);
            held[token] -= deposit;
            _payOrOwe(token, payer, deposit);
        }
    }

    function _requireCancelled(EscrowArgs memory args) private view {
        if (exited & NEVER_BEGAN != 0) return;
        if (openedAt == 0 || start != 0 || block.timestamp < openedAt + args.fundWithin()) revert NotCancelled();
    }

    /// @dev Takes a party's deposits from the sender.
    function _collect(EscrowArgs memory args, uint8 party) private {
        _paidIn |= uint16(1 << party);
        payerOf[party] = msg.sender;
        uint256 value = 0;
        for (uint256 i = 0; i < args.entries; i++) {
            (uint8 owner, uint8 tokenIndex, uint128 deposit,) = args.entry(i);
            if (owner != party || deposit == 0) continue;
            (address token,,) = args.token(tokenIndex);
            held[token] += deposit;
            emit Deposited(party, token, msg.sender, deposit);
            if (token == Payments.ETH) value += deposit;
            else Payments.collect(token, msg.sender, address(this), deposit);
        }
        if (msg.value != value) revert Payments.WrongValue(value, msg.value);
    }

    function _startIfAllIsIn(EscrowArgs memory args) private {
        uint256 named = 0;
        for (uint256 i = 0; i < args.parties; i++) {
            (address account,) = args.party(i);
            if (account == address(0)) continue;
            if (!hasPaidIn(uint8(i))) return;
            named++;
        }
        start = uint64(block.timestamp);
        emit Started(uint64(block.timestamp));
        (address token,,) = args.token(0);
        uint128 fees = feePot;
        feePot = 0;
        inbox.funded(args.termsHash(), uint64(block.timestamp), _owners(args, named), token, fees);
        if (fees == 0) return;
        if (token == Payments.ETH) Address.sendValue(payable(vault), fees);
        else IERC20(token).safeTransfer(vault, fees);
    }

    /// @dev The named parties, then the attestors.
    function _owners(EscrowArgs memory args, uint256 named) private pure returns (address[] memory owners) {
        owners = new address[](named + args.attestors);
        uint256 n = 0;
        for (uint256 i = 0; i < args.parties; i++) {
            (address account,) = args.party(i);
            if (account != address(0)) owners[n++] = account;
        }
        for (uint256 i = 0; i < args.attestors; i++) {
            owners[n++] = args.attestor(i);
        }
    }
}
