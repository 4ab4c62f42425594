// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {BondedEscrow} from "./BondedEscrow.sol";
import {EscrowArgsReading} from "./EscrowArgs.sol";
import {IBondedEscrow} from "./IBondedEscrow.sol";
import {IEscrowFactory} from "./IEscrowFactory.sol";
import {IInbox} from "./IInbox.sol";
import {IOutbox} from "./IOutbox.sol";
import {ITermsLimits} from "./ITermsLimits.sol";
import {Payment} from "./Payment.sol";
import {Head, Terms} from "./Terms.sol";

/// @title EscrowFactory
/// @dev See IEscrowFactory.
contract EscrowFactory is IEscrowFactory, ReentrancyGuardTransient {
    /// @notice The rollup: verifying contract of all signatures.
    IOutbox public immutable outbox;
    /// @notice Where escrows send their messages.
    IInbox public immutable inbox;
    /// @notice Where the court's part and the fee pots go.
    address public immutable vault;
    /// @notice Checks terms.
    ITermsLimits public immutable limits;
    /// @inheritdoc IEscrowFactory
    address public immutable implementation;

    /// @inheritdoc IEscrowFactory
    mapping(address escrow => bool) public isEscrow;

    /// @param outbox_ the rollup
    /// @param inbox_ made for this factory's address
    /// @param vault_ the vault
    /// @param limits_ what terms must keep
    constructor(IOutbox outbox_, IInbox inbox_, address vault_, ITermsLimits limits_) {
        // INVARIANT: the inbox believes the escrows of this factory, and only them.
        if (address(inbox_.factory()) != address(this)) revert WiredElsewhere(address(inbox_));
        outbox = outbox_;
        inbox = inbox_;
        vault = vault_;
        limits = limits_;
        implementation = address(new BondedEscrow(outbox_, inbox_, vault_));
    }

    /// @inheritdoc IEscrowFactory
    function open(bytes calldata head, bytes[] calldata parts, bytes[] calldata signatures, uint128 feePot)
        external
        payable
        nonReentrant
        returns (address escrow)
    {
        // INVARIANT: no agreement begins that L2 can never hear of.
        if (outbox.frozen()) revert IOutbox.RollupFrozen();
        (Head memory terms, bytes32 hash) = _checked(head, parts);
        if (msg.sender != terms.proposer) revert OnlyProposer(terms.proposer, msg.sender);
        if (block.timestamp >= terms.openBy) revert OpenedTooLate(terms.openBy);
        bytes memory args = EscrowArgsReading.pack(terms, hash);
        escrow = Clones.predictDeterministicAddressWithImmutableArgs(implementation, args, hash);
        if (isEscrow[escrow]) revert AlreadyOpened(escrow);
        _checkSignatures(terms, hash, signatures);

        // After this point the terms stand.
        isEscrow[escrow] = true;
        emit Opened(hash, escrow, head, parts);
        Clones.cloneDeterministicWithImmutableArgs(implementation, args, hash);
        uint256 value = _bringFeePot(terms.tokens[0], escrow, feePot);
        IBondedEscrow(escrow).initialize{value: value}(msg.sender, feePot);
    }

    /// @inheritdoc IEscrowFactory
    function escrowAddress(bytes calldata head, bytes[] calldata parts) external view returns (address) {
        (Head memory terms, bytes32 hash) = _checked(head, parts);
        bytes memory args = EscrowArgsReading.pack(terms, hash);
        return Clones.predictDeterministicAddressWithImmutableArgs(implementation, args, hash);
    }

    /// @inheritdoc IEscrowFactory
    function termsHash(bytes calldata head, bytes[] calldata parts) external view returns (bytes32 hash) {
        (, hash) = _checked(head, parts);
    }

    /// @inheritdoc IEscrowFactory
    function digest(bytes calldata head, bytes[] calldata parts) external view returns (bytes32) {
        (Head memory terms, bytes32 hash) = _checked(head, parts);
        return Terms.digest(terms, hash, address(outbox));
    }

    function _checked(bytes calldata head, bytes[] calldata parts)
        private
        view
        returns (Head memory terms, bytes32 hash)
    {
        terms = Terms.decode(head);
        limits.check(terms, parts, [vault, address(outbox), address(inbox)]);
        hash = Terms.hash(head, parts);
    }

    function _checkSignatures(Head memory terms, bytes32 hash, bytes[] calldata signatures) private view {
        bytes32 signed = Terms.digest(terms, hash, address(outbox));
        uint256 next = 0;
        for (uint256 i = 0; i < terms.parties.length; i++) {
            address account = terms.parties[i].account;
            if (account == address(0)) continue;
            if (next == signatures.length) revert WrongNumberOfSignatures(next + 1, signatures.length);
            // INVARIANT: nobody is bound by terms that he has not signed.
            if (!SignatureChecker.isValidSignatureNowCalldata(account, signed, signatures[next])) {
                revert WrongSignature(uint8(i), account);
            }
            next++;
        }
        if (next != signatures.length) revert WrongNumberOfSignatures(next, signatures.length);
    }

    /// @return value the ETH to pass on
    function _bringFeePot(address token, address escrow, uint128 feePot) private returns (uint256 value) {
        value = token == Payment.ETH ? feePot : 0;
        if (msg.value != value) revert Payment.WrongValue(value, msg.value);
        if (feePot != 0 && token != Payment.ETH) Payment.collect(token, msg.sender, escrow, feePot);
    }
}
