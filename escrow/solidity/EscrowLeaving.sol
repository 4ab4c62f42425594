// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EscrowArgs} from "./EscrowArgs.sol";
import {EscrowFunding} from "./EscrowFunding.sol";
import {IBondedEscrow} from "./IBondedEscrow.sol";
import {ExitDeliverable, ExitLeaf, ExitMessage, ExitPayment} from "./IExits.sol";

/// @title Leaving an escrow when the rollup is frozen
/// @dev See IBondedEscrow. What is proved is checked by the rollup's exits; that each thing leaves once is kept here.
abstract contract EscrowLeaving is EscrowFunding {
    /// @inheritdoc IBondedEscrow
    function exitDeliverable(ExitDeliverable calldata proof) external nonReentrant {
        _requireUnsettled();
        EscrowArgs memory args = _args();
        ExitPayment[] memory payments = outbox.exits().deliverable(address(this), proof);
        // INVARIANT: every deliverable ends once.
        if ((exited >> proof.deliverable) & 1 == 1) revert AlreadyExited(proof.deliverable);
        exited |= 1 << proof.deliverable;
        emit Exited(proof.deliverable);
        for (uint256 i = 0; i < payments.length; i++) {
            ExitPayment memory payment = payments[i];
            _book(args, payment.token, payment.party, _accountAt(args, payment.party), payment.amount);
        }
        for (uint256 i = 0; i < payments.length; i++) {
            (address token,,) = args.token(payments[i].token);
            _payOrOwe(token, _accountAt(args, payments[i].party), payments[i].amount);
        }
    }

    /// @inheritdoc IBondedEscrow
    function exitUnbegun(ExitMessage calldata message) external nonReentrant {
        outbox.exits().checkUnbegun(address(this), message);
        if (_settled) {
            _releaseOnce();
            return;
        }
        if (exited & NEVER_BEGAN != 0) revert AlreadyCancelled();
        exited |= NEVER_BEGAN;
        emit NeverBegan();
    }

    /// @inheritdoc IBondedEscrow
    function exitJoined(ExitMessage calldata message) external nonReentrant {
        _requireUnsettled();
        uint8 party = outbox.exits().joined(address(this), message);
        exited |= 1 << (SEATS_LEFT + party);
        _giveBack(_args(), party);
    }

    /// @inheritdoc IBondedEscrow
    function exitSettled(ExitLeaf calldata head) external nonReentrant {
        if (!_settled) revert NotSettled();
        uint32 sent = outbox.exits().messages(address(this), head);
        // INVARIANT: the court's money cannot be released while a message that pays it is unclaimed.
        if (claims < sent) revert PayoutsUnclaimed(claims, sent);
        _releaseOnce();
    }

    function _releaseOnce() private {
        if (_released) revert AlreadyReleased();
        _release(_args());
    }

    /// @dev INVARIANT: after a settlement of all nobody gets anything in another way.
    function _requireUnsettled() private view {
        if (_settled) revert AlreadySettled();
    }
}
