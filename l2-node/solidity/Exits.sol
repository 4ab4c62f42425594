// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";
import {Arbitrators} from "arbitration/Arbitrators.sol";
import {Court} from "arbitration/Courts.sol";
import {Place, SumTree} from "arbitration/SumTree.sol";
import {Member, Payout} from "engine/Agreement.sol";
import {Draft, Moves} from "engine/Draft.sol";
import {IOutcome} from "engine/IOutcome.sol";
import {IRuleVm} from "engine/IRuleVm.sol";
import {End, Phase} from "engine/LifecycleCodes.sol";
import {PartReading} from "engine/PartReading.sol";
import {ExitDeliverable, ExitLeaf, ExitMessage, ExitPayment, IExits} from "escrow/IExits.sol";
import {IInbox} from "escrow/IInbox.sol";
import {StateProof} from "escrow/StateProof.sol";
import {IRollup} from "./IRollup.sol";
import {Accounts} from "./execution/Accounts.sol";
import {AgreementLeaves} from "./execution/AgreementLeaves.sol";
import {CourtLeaves} from "./execution/CourtLeaves.sol";
import {HeadReading} from "./execution/HeadReading.sol";
import {Layout} from "./execution/Layout.sol";
import {Packed} from "./execution/Packed.sol";

/// @title Exits
/// @dev See IExits. What a deliverable pays is computed by the lifecycle's own moves, so it is what execution would pay.
contract Exits is IExits {
    using Packed for bytes;
    using SumTree for Place;

    uint8 private constant DEPOSIT = 1;
    uint8 private constant FUNDED = 2;
    uint8 private constant JOINED = 3;
    /// @dev Positions in payloads, see docs/protocol/batches.md: after an account; of the seat in Joined.
    uint256 private constant AFTER_ACCOUNT = 44;
    uint256 private constant SEAT = 4;
    uint256 private constant AMOUNT = 16;
    /// @dev Fields of the terms' head before its first list, in bytes.
    uint256 private constant LEAST_HEAD = 512;

    /// @inheritdoc IExits
    address public immutable rollup;
    /// @notice Evaluates the rules.
    IRuleVm public immutable rules;
    /// @notice Turns verdicts into payouts.
    IOutcome public immutable outcome;

    /// @param rollup_ where the rollup will be
    /// @param rules_ evaluates the rules
    /// @param outcome_ turns verdicts into payouts
    constructor(address rollup_, IRuleVm rules_, IOutcome outcome_) {
        rollup = rollup_;
        rules = rules_;
        outcome = outcome_;
    }

    // ---- the vault's ----

    /// @inheritdoc IExits
    function account(uint32 id, ExitLeaf calldata leaf)
        external
        view
        returns (address owner, address token, uint128 amount)
    {
        bytes memory content = _leaf(Layout.ACCOUNTS, id, leaf);
        return (Accounts.owner(content), Accounts.token(content), uint128(Accounts.balance(content)));
    }

    /// @inheritdoc IExits
    function deposit(ExitMessage calldata message)
        external
        view
        returns (address owner, address token, uint128 amount)
    {
        bytes memory payload = _unconsumed(message, DEPOSIT, _inbox().vault());
        owner = address(uint160(payload.number(4, 20)));
        token = address(uint160(payload.number(24, 20)));
        amount = uint128(payload.number(AFTER_ACCOUNT, AMOUNT));
    }

    /// @inheritdoc IExits
    function feePot(uint32 agreement, ExitLeaf calldata leaf, address owner, address token)
        external
        view
        returns (uint128 amount)
    {
        bytes memory head = _head(agreement, leaf);
        uint32 id = _inbox().accountOf(owner, token);
        // INVARIANT: the pot is in the token of the account that gets the rest; L1 gives each number once.
        if (id == 0 || id != head.number(AgreementLeaves.FEE_POT_OWNER, 4)) revert NotThePotsOwner(owner, token);
        return uint128(head.number(AgreementLeaves.FEE_POT, AMOUNT));
    }

    /// @inheritdoc IExits
    function feePotOfUnbegun(address escrow, ExitMessage calldata message) external view returns (uint128) {
        bytes memory payload = _unconsumed(message, FUNDED, escrow);
        return uint128(payload.number(payload.length - AMOUNT, AMOUNT));
    }

    /// @inheritdoc IExits
    function stake(uint32 court, ExitLeaf calldata leaf, uint16 place, bytes calldata shown)
        external
        view
        returns (address owner, address stakeToken, uint128 staked, address feeToken, uint128 earned)
    {
        Court memory its = CourtLeaves.decode(_leaf(Layout.COURTS, uint256(court) << Layout.SLOT_LEVELS, leaf));
        Place memory found = SumTree.read(shown, place);
        found.check(its.root, its.total);
        if (!found.present) revert NobodyInPlace(place);
        owner = found.arbitrator.account;
        (stakeToken, feeToken) = (its.stakeToken, its.feeToken);
        // Locked or not: no panel works any more. The sum is below 2^128.
        staked = uint128(Arbitrators.backing(found.arbitrator));
        earned = found.arbitrator.earned;
    }

    // ---- an escrow's ----

    /// @inheritdoc IExits
    function messages(address escrow, ExitLeaf calldata leaf) external view returns (uint32) {
        return uint32(_head(_inbox().agreementOf(escrow), leaf).number(AgreementLeaves.MESSAGES, 4));
    }

    /// @inheritdoc IExits
    function checkUnbegun(address escrow, ExitMessage calldata message) external view {
        _unconsumed(message, FUNDED, escrow);
    }

    /// @inheritdoc IExits
    function joined(address escrow, ExitMessage calldata message) external view returns (uint8) {
        return uint8(_unconsumed(message, JOINED, escrow).number(SEAT, 1));
    }

    /// @inheritdoc IExits
    function deliverable(address escrow, ExitDeliverable calldata proof) external view returns (ExitPayment[] memory) {
        uint32 agreement = _inbox().agreementOf(escrow);
        bytes memory head = _head(agreement, proof.agreement);
        bytes memory terms = proof.terms;
        _checkTerms(bytes32(head.number(AgreementLeaves.TERMS_HASH, 32)), terms, proof);
        uint256 slot = Layout.DELIVERABLE_SLOT + proof.deliverable;
        _checkShown(Layout.AGREEMENTS, uint256(agreement) << Layout.SLOT_LEVELS | slot, proof.leaf);

        Draft memory draft;
        draft.rules = rules;
        draft.outcome = outcome;
        draft.encoded = proof.part;
        draft.part = PartReading.decode(draft.encoded);
        draft.agreement.members = _members(head, terms);
        (draft.its,) = AgreementLeaves.decode(proof.leaf.content);
        // INVARIANT: what has ended on L2 is paid by its message, and by nothing else.
        if (draft.its.end != End.NONE) revert DeliverableHasEnded(proof.deliverable);
        _end(draft);
        return _merged(draft.payouts);
    }

    /// @dev An assertion that nobody contested, or no court ruled on, counts as executed, without forfeits; it does not
    ///      reopen. What is not asserted is cancelled.
    function _end(Draft memory draft) private view {
        uint8 phase = draft.its.phase;
        if (phase != Phase.ASSERTED && phase != Phase.DISPUTED) Moves.cancel(draft, 0);
        else if (Moves.nothingStated(draft)) Moves.executeMissed(draft, 0);
        else Moves.execute(draft, Moves.assertedWords(draft), 0);
    }

    /// @dev One payment for each token and party. Without forfeits nothing goes to court or fire.
    function _merged(Payout[] memory payouts) private pure returns (ExitPayment[] memory sums) {
        sums = new ExitPayment[](payouts.length);
        uint256 count = 0;
        for (uint256 i = 0; i < payouts.length; i++) {
            Payout memory payout = payouts[i];
            uint256 j = 0;
            while (j < count && (sums[j].token != payout.token || sums[j].party != payout.to)) j++;
            if (j == count) sums[count++] = ExitPayment(payout.token, payout.to, 0);
            sums[j].amount += uint128(payout.amount);
        }
        assembly ("memory-safe") {
            mstore(sums, count)
        }
    }

    /// @dev Who sits for each party, as L2 knows it.
    function _members(bytes memory head, bytes memory terms) private pure returns (Member[] memory members) {
        members = new Member[](HeadReading.parties(terms));
        uint256 entry = AgreementLeaves.OPEN_SEATS + 1;
        for (uint256 i = 0; i < members.length; i++) {
            (members[i].account,) = HeadReading.seat(terms, i);
            if (members[i].account != address(0)) continue;
            members[i].account = address(uint160(head.number(entry, 20)));
            entry += AgreementLeaves.SEAT;
        }
    }

    // ---- what is shown ----

    function _inbox() private view returns (IInbox) {
        return IRollup(rollup).inbox();
    }

    /// @dev The head of an agreement. The number is L1's, so it is that of the escrow that began it.
    function _head(uint32 agreement, ExitLeaf calldata leaf) private view returns (bytes memory) {
        return _leaf(Layout.AGREEMENTS, uint256(agreement) << Layout.SLOT_LEVELS | Layout.HEAD_SLOT, leaf);
    }

    function _leaf(uint256 table, uint256 index, ExitLeaf calldata leaf) private view returns (bytes memory) {
        // INVARIANT: nothing is read of a leaf that is absent.
        if (leaf.content.length == 0) revert NotInExitState();
        _checkShown(table, index, leaf);
        return leaf.content;
    }

    /// @dev A leaf without bytes is shown to be absent.
    function _checkShown(uint256 table, uint256 index, ExitLeaf calldata leaf) private view {
        bytes32 hash = leaf.content.length == 0 ? bytes32(0) : keccak256(leaf.content);
        uint256 depth = uint8(Layout.DEPTHS >> (248 - 8 * table));
        // INVARIANT: people leave with what the last final state says, and with nothing else.
        if (StateProof.rootOf(table, depth, index, hash, leaf.siblings) != IRollup(rollup).exitRoot()) {
            revert NotInExitState();
        }
    }

    /// @dev The payload of a message that the state has not consumed.
    function _unconsumed(ExitMessage calldata message, uint8 kind, address sender) private view returns (bytes memory) {
        uint32 consumed = IRollup(rollup).exitInboxCount();
        // INVARIANT: no message counts in the state and beside it.
        if (message.index < consumed) revert WasConsumed(message.index, consumed);
        bytes32 hash =
            keccak256(abi.encode(uint256(message.index), message.time, kind, sender, keccak256(message.payload)));
        if (_inbox().hashOf(message.index) != hash) revert NotThatMessage(message.index);
        return message.payload;
    }

    /// @dev Head and part stand in the tree of the terms, at the one depth that so many deliverables make.
    function _checkTerms(bytes32 termsHash, bytes memory terms, ExitDeliverable calldata proof) private pure {
        uint256 depth = proof.termsSiblings.length;
        // INVARIANT: no inner node passes for a head, nor a part at another depth for one.
        if (terms.length < LEAST_HEAD || depth > 8 || proof.partSiblings.length != depth) revert NotItsTerms();
        uint256 deliverables = HeadReading.deliverables(terms);
        // INVARIANT: a part stands for one deliverable, and none for one that the terms do not have.
        if (proof.deliverable >= deliverables) revert NotItsTerms();
        if ((1 << depth) <= deliverables || (1 << depth) > 2 * deliverables) revert NotItsTerms();
        bytes32 hash = keccak256(abi.encodePacked(uint8(0), terms));
        if (_root(hash, 0, proof.termsSiblings) != termsHash) revert NotItsTerms();
        hash = keccak256(abi.encodePacked(uint8(1), proof.part));
        if (_root(hash, uint256(proof.deliverable) + 1, proof.partSiblings) != termsHash) revert NotItsTerms();
    }

    function _root(bytes32 node, uint256 index, bytes32[] calldata siblings) private pure returns (bytes32) {
        for (uint256 i = 0; i < siblings.length; i++) {
            node = (index >> i) & 1 == 0
                ? Hashes.efficientKeccak256(node, siblings[i])
                : Hashes.efficientKeccak256(siblings[i], node);
        }
        return node;
    }
}
