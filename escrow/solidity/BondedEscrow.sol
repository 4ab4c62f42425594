// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {EscrowArgs} from "./EscrowArgs.sol";
import {EscrowBooks} from "./EscrowBooks.sol";
import {EscrowLeaving} from "./EscrowLeaving.sol";
import {IBondedEscrow} from "./IBondedEscrow.sol";
import {IInbox} from "./IInbox.sol";
import {IOutbox} from "./IOutbox.sol";
import {OutboxLeaf} from "./OutboxLeaf.sol";
import {StateProof} from "./StateProof.sol";
import {Terms} from "./Terms.sol";

/// @title BondedEscrow
/// @notice All escrows are clones of one contract of this code, which itself can never be opened.
/// @dev See IBondedEscrow. Paying in is in EscrowFunding, leaving a frozen rollup in EscrowLeaving, the books are in
///      EscrowBooks; this is paying out.
contract BondedEscrow is EscrowLeaving {
    bytes32 private constant SETTLEMENT =
        keccak256("Settlement(bytes32 termsHash,bytes32 paymentsHash,address remainderTo,uint64 until,uint32 claims)");

    /// @param outbox_ the rollup
    /// @param inbox_ the inbox
    /// @param vault_ the vault
    constructor(IOutbox outbox_, IInbox inbox_, address vault_) EscrowBooks(outbox_, inbox_, vault_) {}

    /// @inheritdoc IBondedEscrow
    function claim(bytes calldata leaf, uint64 height, uint32 index, bytes32[] calldata siblings)
        external
        nonReentrant
    {
        if (start == 0) revert NotStarted();
        (uint256 n, uint32 sequence) = OutboxLeaf.check(leaf, OutboxLeaf.PAYOUT, address(this));
        bytes32 leafHash = _useLeaf(leaf, height, index, siblings);
        claims++;
        emit Claimed(leafHash, sequence);

        // First all books, then all transfers.
        bool[] memory pays = _bookAll(leaf, n);
        for (uint256 i = 0; i < n; i++) {
            if (pays[i]) _payEntry(leaf, i);
        }
    }

    /// @inheritdoc IBondedEscrow
    function settle(Settlement calldata settlement, bytes[] calldata signatures) external nonReentrant {
        EscrowArgs memory args = _args();
        if (start == 0) revert NotStarted();
        if (_settled) revert AlreadySettled();
        // INVARIANT: nobody gets what was signed in addition to what somebody has left with.
        if (exited != 0) revert SomebodyHasLeft();
        // INVARIANT: nobody is bound by what he signed for another time, or before a payout was made.
        if (block.timestamp >= settlement.until) revert SettlementExpired(settlement.until);
        if (claims != settlement.claims) revert SettlementAtOtherState(settlement.claims, claims);
        if (!_isParty(_recipient(args, settlement.remainderTo))) revert SettlesToOutsider(settlement.remainderTo);
        _checkSignatures(args, _settlementDigest(args, settlement), signatures);

        _settled = true;
        remainderTo = settlement.remainderTo;
        emit SettledByAll(settlement.remainderTo);
        Payment[] calldata payments = settlement.payments;
        for (uint256 i = 0; i < payments.length; i++) {
            if (!_isParty(_recipient(args, payments[i].to))) revert SettlesToOutsider(payments[i].to);
            address token = payments[i].token;
            uint256 kept = _keptBack(args, _tokenIndex(args, token));
            // INVARIANT: a settlement takes nothing that court or burn may still get.
            if (payments[i].amount + kept > held[token]) revert MoreThanHeld(token);
            held[token] -= payments[i].amount;
        }
        inbox.settled();
        for (uint256 i = 0; i < payments.length; i++) {
            _payOrOwe(payments[i].token, payments[i].to, payments[i].amount);
        }
    }

    /// @inheritdoc IBondedEscrow
    function release(bytes calldata leaf, uint64 height, uint32 index, bytes32[] calldata siblings)
        external
        nonReentrant
    {
        if (!_settled) revert NotSettled();
        if (_released) revert AlreadyReleased();
        (, uint32 sequence) = OutboxLeaf.check(leaf, OutboxLeaf.CLOSED, address(this));
        // INVARIANT: the court's money cannot be released while a message that pays it is unclaimed.
        if (claims < sequence) revert PayoutsUnclaimed(claims, sequence);
        _useLeaf(leaf, height, index, siblings);
        _release(_args());
    }

    /// @dev Proves a message against a final root and marks it as used.
    function _useLeaf(bytes calldata leaf, uint64 height, uint32 index, bytes32[] calldata siblings)
        private
        returns (bytes32 leafHash)
    {
        leafHash = keccak256(leaf);
        // INVARIANT: every message is used once; its sequence number makes it unlike all others.
        if (isClaimed[leafHash]) revert AlreadyClaimed(leafHash);
        // INVARIANT: only what a final batch proves leaves.
        if (!StateProof.inOutbox(outbox.finalRoot(height), index, leafHash, siblings)) revert NotInOutbox();
        isClaimed[leafHash] = true;
    }

    /// @inheritdoc IBondedEscrow
    function settlementDigest(Settlement calldata settlement) external view returns (bytes32) {
        return _settlementDigest(_args(), settlement);
    }

    /// @dev Books the payouts of a message; which of them are made.
    function _bookAll(bytes calldata leaf, uint256 n) private returns (bool[] memory pays) {
        EscrowArgs memory args = _args();
        bool settled = _settled;
        pays = new bool[](n);
        for (uint256 i = 0; i < n; i++) {
            (address token, address to, uint128 amount) = OutboxLeaf.payment(leaf, i);
            if (settled) {
                pays[i] = _bookAfterSettlement(args, token, to, amount);
            } else {
                _book(args, token, to, amount);
                pays[i] = true;
            }
        }
    }

    function _payEntry(bytes calldata leaf, uint256 i) private {
        (address token, address to, uint128 amount) = OutboxLeaf.payment(leaf, i);
        _payOrOwe(token, to, amount);
    }

    /// @dev Books a payout, or refuses the whole message.
    function _book(EscrowArgs memory args, address token, address to, uint128 amount) private {
        uint256 recipient = _recipient(args, to);
        // INVARIANT: nobody but the parties, the court and the fire is ever paid.
        if (recipient == NOBODY) revert PaysOutsider(to);
        _book(args, _tokenIndex(args, token), recipient, to, amount);
    }

    /// @dev Books a payout to court or fire; false if it is not made: it goes to somebody else, or further than cap or money. After a
    ///      settlement no message is refused for what it pays, or the rest could never be released.
    function _bookAfterSettlement(EscrowArgs memory args, address token, address to, uint128 amount)
        private
        returns (bool)
    {
        uint256 recipient = _recipient(args, to);
        uint256 tokenIndex = _tokenIndexOrNone(args, token);
        if (recipient != COURT && recipient != BURN || tokenIndex == NONE) return false;
        uint256 sum = _received[recipient << 8 | tokenIndex] + amount;
        // INVARIANT: court and fire get no more than their caps, and nobody what is owed to others.
        if (sum > _maximum(args, recipient, tokenIndex) || amount > held[token]) return false;
        _received[recipient << 8 | tokenIndex] = sum;
        held[token] -= amount;
        return true;
    }

    /// @dev What court and burn may still get of a token.
    function _keptBack(EscrowArgs memory args, uint256 tokenIndex) private view returns (uint256) {
        (, uint128 courtCap, uint128 burnCap) = args.token(tokenIndex);
        return uint256(courtCap) - _received[COURT << 8 | tokenIndex] + burnCap - _received[BURN << 8 | tokenIndex];
    }

    function _checkSignatures(EscrowArgs memory args, bytes32 digest, bytes[] calldata signatures) private view {
        uint256 next = 0;
        for (uint256 i = 0; i < args.parties; i++) {
            address account = _accountAt(args, i);
            if (account == address(0)) continue;
            if (next == signatures.length) revert WrongNumberOfSignatures(next + 1, signatures.length);
            // INVARIANT: a settlement binds nobody who has not signed it.
            if (!SignatureChecker.isValidSignatureNowCalldata(account, digest, signatures[next])) {
                revert WrongSignature(uint8(i), account);
            }
            next++;
        }
        if (next != signatures.length) revert WrongNumberOfSignatures(next, signatures.length);
    }

    function _settlementDigest(EscrowArgs memory args, Settlement calldata settlement) private view returns (bytes32) {
        bytes memory packed;
        Payment[] calldata payments = settlement.payments;
        for (uint256 i = 0; i < payments.length; i++) {
            packed = abi.encodePacked(packed, payments[i].token, payments[i].to, payments[i].amount);
        }
        bytes32 structHash = keccak256(
            abi.encode(
                SETTLEMENT,
                args.termsHash(),
                keccak256(packed),
                settlement.remainderTo,
                settlement.until,
                settlement.claims
            )
        );
        return MessageHashUtils.toTypedDataHash(Terms.domain(address(outbox)), structHash);
    }
}
