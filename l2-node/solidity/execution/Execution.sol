// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {OutboxLeaf} from "escrow/OutboxLeaf.sol";
import {Terms} from "escrow/Terms.sol";
import {IExecution} from "../IExecution.sol";
import {Accounts} from "./Accounts.sol";
import {Delegation} from "./Delegation.sol";
import {Digests, Referent} from "./Digests.sol";
import {Globals} from "./Globals.sol";
import {IAgreementSteps, ICourtSteps, IInboxSteps} from "./IStepContracts.sol";
import {Layout} from "./Layout.sol";
import {NodeCodes} from "./NodeCodes.sol";
import {Outbox} from "./Outbox.sol";
import {Shown} from "./Shown.sol";
import {State} from "./State.sol";
import {Step} from "./Step.sol";
import {StepCodec} from "./StepCodec.sol";
import {StepKinds} from "./StepKinds.sol";
import {Witness} from "./Witness.sol";
import {WitnessRoots} from "./WitnessRoots.sol";

/// @title Execution
/// @notice The twin of org.horkos.node.execution.Execution: the same root and the same refusals for any chunk.
/// @dev The state lies in transient storage, and the step contracts work on it by delegatecall.
contract Execution is IExecution {
    using Delegation for address;

    uint256 private constant FORCED = 6;

    uint256 private constant APPLIED = 0;
    uint256 private constant REFUSED = 1;
    uint256 private constant IGNORED = 2;

    /// @inheritdoc IExecution
    address public immutable rollup;
    /// @notice The contract behind L2 balances.
    address public immutable vault;
    /// @notice What steps on agreements and panels are delegated to.
    address public immutable agreementSteps;
    /// @notice What transactions in courts are delegated to.
    address public immutable courtSteps;
    /// @notice What messages from L1 are delegated to.
    address public immutable inboxSteps;

    /// @dev Who sent a step through L1, whose signature it then does not need.
    struct Sender {
        bool forced;
        address account;
    }

    constructor(address rollup_, address vault_, address agreementSteps_, address courtSteps_, address inboxSteps_) {
        rollup = rollup_;
        vault = vault_;
        agreementSteps = agreementSteps_;
        courtSteps = courtSteps_;
        inboxSteps = inboxSteps_;
    }

    /// @inheritdoc IExecution
    function execute(
        BatchContext calldata batch,
        bytes32 previousRoot,
        bytes calldata chunk,
        bytes calldata witness,
        uint32 firstMessage,
        bytes32[] calldata messageHashes
    ) external returns (bytes32 root, bytes memory receipts) {
        State.begin();
        Witness.Parts memory parts = Witness.load(witness, firstMessage, messageHashes);
        receipts = _steps(batch, chunk);
        root = WitnessRoots.roots(parts, previousRoot);
    }

    function _steps(BatchContext memory batch, bytes memory chunk) private returns (bytes memory receipts) {
        uint256 end = chunk.length < Layout.MAX_CHUNK_BYTES ? chunk.length : Layout.MAX_CHUNK_BYTES;
        uint256 pos = 0;
        uint256 weight = 0;
        uint256 count = 0;
        receipts = new bytes(3 * Layout.MAX_CHUNK_STEPS);
        while (pos < end && count < Layout.MAX_CHUNK_STEPS) {
            (bool read, Step memory step, uint256 next) = StepCodec.parse(chunk, pos, end, true);
            if (!read) break;
            weight += StepKinds.weight(step.kind);
            if (weight > Layout.MAX_CHUNK_WEIGHT) break;
            (uint256 status, uint16 code) = _step(batch, step);
            uint256 place = 3 * count++;
            receipts[place] = bytes1(uint8(status));
            receipts[place + 1] = bytes1(uint8(code >> 8));
            receipts[place + 2] = bytes1(uint8(code));
            pos = next;
        }
        assembly ("memory-safe") {
            mstore(receipts, mul(3, count))
        }
    }

    /// @return status what a step comes to
    /// @return code why it was refused or ignored; of an Inbox step that was applied why its message changed nothing
    function _step(BatchContext memory batch, Step memory step) private returns (uint256 status, uint16 code) {
        Globals.countStep();
        uint256 mark = State.mark();
        (status, code) = _run(batch, step, Sender(false, address(0)));
        if (status == IGNORED) State.rollback(mark);
    }

    function _run(BatchContext memory batch, Step memory step, Sender memory sender) private returns (uint256, uint16) {
        if (step.malformed) return (IGNORED, NodeCodes.MALFORMED);
        uint256 kind = step.kind;
        if (kind >= StepKinds.TRANSFER) return _transaction(step, sender);
        if (kind == StepKinds.CLOCK || kind == StepKinds.INBOX || kind == StepKinds.COLLECTOR) {
            if (sender.forced) return (IGNORED, NodeCodes.NOT_BY_INBOX);
            if (kind == StepKinds.INBOX) return _inbox(batch);
            return _system(kind == StepKinds.CLOCK ? _clock(batch, step) : _collector(step));
        }
        (uint16 code,) = _point(step, false);
        return _system(code != 0 ? code : _act(step, address(0)));
    }

    /// @dev A system step that a guard refuses changes nothing: nobody signed it, nobody pays.
    function _system(uint16 code) private pure returns (uint256, uint16) {
        return (code == 0 ? APPLIED : IGNORED, code);
    }

    // ---- transactions ----

    function _transaction(Step memory step, Sender memory sender) private returns (uint256, uint16) {
        bytes memory payer = Accounts.get(step.account);
        if (payer.length == 0) return (IGNORED, NodeCodes.UNKNOWN_ACCOUNT);
        (uint16 code, Referent memory pos) = _referent(step, !sender.forced);
        if (code != 0) return (IGNORED, code);
        address owner = Accounts.owner(payer);
        bool signed = sender.forced ? sender.account == owner : _isSigned(step, payer, pos);
        if (!signed) return (IGNORED, NodeCodes.BAD_SIGNATURE);
        if (!_charge(step, payer)) return (IGNORED, NodeCodes.INSUFFICIENT_FEE);
        uint256 charged = State.mark();
        code = _action(step, owner, Accounts.token(payer));
        if (code == 0) return (APPLIED, 0);
        State.rollback(charged);
        return (REFUSED, code);
    }

    function _isSigned(Step memory step, bytes memory payer, Referent memory pos) private view returns (bool) {
        address owner = Accounts.owner(payer);
        bytes32 structHash = Digests.structHash(step, owner, Accounts.token(payer), Accounts.nonce(payer), pos);
        bytes32 digest = MessageHashUtils.toTypedDataHash(Terms.domain(rollup), structHash);
        return Digests.isSigned(digest, step.r, step.vs, owner);
    }

    function _referent(Step memory step, bool signed) private returns (uint16, Referent memory pos) {
        uint256 kind = step.kind;
        if (kind == StepKinds.TRANSFER || kind == StepKinds.COLLECT) {
            bytes memory to = Accounts.get(kind == StepKinds.TRANSFER ? step.first : step.third);
            if (to.length == 0) return (NodeCodes.UNKNOWN_RECIPIENT, pos);
            pos.recipient = Accounts.owner(to);
            return (0, pos);
        }
        return _isOnAgreement(kind) ? _point(step, signed) : (0, pos);
    }

    function _isOnAgreement(uint256 kind) private pure returns (bool) {
        return (kind >= StepKinds.DELIVER && kind <= StepKinds.EVIDENCE) || kind == StepKinds.COMMIT
            || kind == StepKinds.REVEAL || kind == StepKinds.END || kind == StepKinds.PAY;
    }

    /// @dev Takes fee and nonce; false, with nothing changed, if the fee cannot be paid.
    function _charge(Step memory step, bytes memory payer) private returns (bool) {
        uint256 collector = step.fee == 0 ? 0 : Globals.get(Globals.COLLECTOR);
        bytes memory earner = collector == 0 ? bytes("") : Accounts.get(collector);
        if (earner.length != 0 && Accounts.balance(earner) + step.fee <= type(uint128).max) {
            address token = Accounts.token(earner);
            bool same = token == Accounts.token(payer);
            if (same && Accounts.balance(payer) >= step.fee) {
                Accounts.debit(step.account, step.fee);
                Accounts.credit(collector, step.fee);
            } else if (_payFromPot(step, Accounts.owner(payer), token)) {
                Accounts.credit(collector, step.fee);
            } else if (same) {
                // Fees are taken in the collector's token alone: who has none of it pays nothing.
                return false;
            }
        }
        Accounts.use(step.account);
        return true;
    }

    function _action(Step memory step, address owner, address token) private returns (uint16) {
        uint256 kind = step.kind;
        if (kind == StepKinds.TRANSFER) return _transfer(step, token);
        if (kind == StepKinds.WITHDRAW) return _withdraw(step, owner, token);
        if (_isOnAgreement(kind)) return _act(step, owner);
        bytes memory result = courtSteps.run(abi.encodeCall(ICourtSteps.act, (step, owner, token)));
        return abi.decode(result, (uint16));
    }

    function _transfer(Step memory step, address token) private returns (uint16) {
        if (step.number == 0) return NodeCodes.NOTHING_MOVED;
        if (Accounts.token(Accounts.get(step.first)) != token) return NodeCodes.OTHER_TOKEN;
        if (!Accounts.debit(step.account, step.number)) return NodeCodes.INSUFFICIENT_BALANCE;
        return Accounts.credit(step.first, step.number) ? 0 : NodeCodes.BALANCE_TOO_LARGE;
    }

    function _withdraw(Step memory step, address owner, address token) private returns (uint16) {
        if (step.number == 0) return NodeCodes.NOTHING_MOVED;
        if (!Accounts.debit(step.account, step.number)) return NodeCodes.INSUFFICIENT_BALANCE;
        Outbox.send(OutboxLeaf.WITHDRAWAL, vault, 0, 1, abi.encodePacked(token, owner, uint128(step.number)));
        return 0;
    }

    // ---- system steps ----

    function _clock(BatchContext memory batch, Step memory step) private returns (uint16) {
        uint64 time = uint64(step.number);
        if (time <= Globals.time() || time > batch.endTime) return NodeCodes.CLOCK_NOT_AHEAD;
        uint32 consumed = Globals.get(Globals.INBOX_COUNT);
        if (step.first != consumed) return NodeCodes.CLOCK_WRONG_INBOX_COUNT;
        // Of a message that the batch leaves for the next one, L1 itself checks the time.
        if (consumed < batch.endInboxCount) {
            (uint64 sent,,) = Shown.message(consumed);
            if (sent < time) return NodeCodes.CLOCK_PASSES_MESSAGE;
        }
        Globals.setTime(time);
        return 0;
    }

    function _collector(Step memory step) private returns (uint16) {
        if (step.first != 0 && Accounts.get(step.first).length == 0) return NodeCodes.UNKNOWN_COLLECTOR;
        Globals.set(Globals.COLLECTOR, step.first);
        return 0;
    }

    function _inbox(BatchContext memory batch) private returns (uint256, uint16) {
        uint32 index = Globals.get(Globals.INBOX_COUNT);
        if (index >= batch.endInboxCount) return (IGNORED, NodeCodes.NO_MESSAGE);
        (uint64 time, uint8 kind, address sender) = Shown.message(index);
        Globals.set(Globals.INBOX_COUNT, uint256(index) + 1);
        if (time > Globals.time()) Globals.setTime(time);
        if (kind == FORCED) return (APPLIED, _forced(batch, index, sender));
        bytes memory result = inboxSteps.run(abi.encodeCall(IInboxSteps.take, (index)));
        return (APPLIED, abi.decode(result, (uint16)));
    }

    /// @dev A step that its account's owner sent through L1; its sender stands for a signature.
    function _forced(BatchContext memory batch, uint32 index, address sender) private returns (uint16) {
        bytes memory payload = Shown.payload(index);
        if (payload.length < 4) return NodeCodes.MALFORMED_MESSAGE;
        (bool read, Step memory step, uint256 next) = StepCodec.parse(payload, 4, payload.length, false);
        if (!read || next != payload.length) return NodeCodes.MALFORMED_MESSAGE;
        uint32 account = uint32(bytes4(payload));
        if (!step.malformed && step.kind >= StepKinds.TRANSFER && step.account != account) {
            return NodeCodes.FORCED_FOR_ANOTHER_ACCOUNT;
        }
        uint256 mark = State.mark();
        (uint256 status, uint16 code) = _run(batch, step, Sender(true, sender));
        if (status == IGNORED) State.rollback(mark);
        return code;
    }

    // ---- agreements ----

    function _point(Step memory step, bool signed) private returns (uint16, Referent memory) {
        bytes memory result = agreementSteps.run(abi.encodeCall(IAgreementSteps.point, (step, signed)));
        return abi.decode(result, (uint16, Referent));
    }

    function _payFromPot(Step memory step, address owner, address token) private returns (bool) {
        if (!_isOnAgreement(step.kind)) return false;
        bytes memory result = agreementSteps.run(abi.encodeCall(IAgreementSteps.payFromPot, (step, owner, token)));
        return abi.decode(result, (bool));
    }

    function _act(Step memory step, address signer) private returns (uint16) {
        bytes memory result = agreementSteps.run(abi.encodeCall(IAgreementSteps.act, (step, signer)));
        return abi.decode(result, (uint16));
    }
}
