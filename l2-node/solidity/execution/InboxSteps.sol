// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Accounts} from "./Accounts.sol";
import {AgreementLeaves} from "./AgreementLeaves.sol";
import {Delegation} from "./Delegation.sol";
import {Globals} from "./Globals.sol";
import {HeadReading} from "./HeadReading.sol";
import {IAgreementSteps, IInboxSteps} from "./IStepContracts.sol";
import {Layout} from "./Layout.sol";
import {NodeCodes} from "./NodeCodes.sol";
import {Packed} from "./Packed.sol";
import {Shown} from "./Shown.sol";
import {State} from "./State.sol";

/// @title The messages from L1: the twin of org.horkos.node.execution.InboxRun
/// @dev Each is consumed whatever it says. Payloads: docs/protocol/batches.md.
contract InboxSteps is IInboxSteps {
    using Delegation for address;
    using Packed for bytes;

    uint256 private constant DEPOSIT = 1;
    uint256 private constant FUNDED = 2;
    uint256 private constant JOINED = 3;
    uint256 private constant SETTLED = 4;
    uint256 private constant BEACON = 5;

    /// @dev id u32 || owner address || token address
    uint256 private constant NAMED = 44;
    /// @dev agreement u32 || termsHash hash || start u64 || n u8
    uint256 private constant FUNDED_HEAD = 45;
    uint256 private constant AMOUNT = 16;

    /// @notice What messages about agreements are delegated to.
    address public immutable agreementSteps;

    constructor(address agreementSteps_) {
        agreementSteps = agreementSteps_;
    }

    /// @inheritdoc IInboxSteps
    function take(uint32 index) external returns (uint16) {
        (, uint8 kind, address sender) = Shown.message(index);
        bytes memory payload = Shown.payload(index);
        if (kind == DEPOSIT) return _deposit(payload);
        if (kind == FUNDED) return _funded(payload, sender);
        if (kind == JOINED) return _joined(payload, sender);
        if (kind == SETTLED) return _settled(payload, sender);
        return kind == BEACON ? _beacon(payload) : NodeCodes.UNKNOWN_MESSAGE;
    }

    /// @dev Makes the account if it is the next; false if it is neither known nor the next one.
    function _open(bytes memory payload, uint256 pos) private returns (bool) {
        uint256 id = payload.number(pos, 4);
        address owner = address(uint160(payload.number(pos + 4, 20)));
        address token = address(uint160(payload.number(pos + 24, 20)));
        bytes memory known = Accounts.get(id);
        if (known.length != 0) return Accounts.owner(known) == owner && Accounts.token(known) == token;
        if (id != uint256(Globals.get(Globals.ACCOUNTS)) + 1) return false;
        Accounts.create(id, owner, token);
        Globals.set(Globals.ACCOUNTS, id);
        return true;
    }

    function _deposit(bytes memory payload) private returns (uint16) {
        if (payload.length != NAMED + AMOUNT) return NodeCodes.MALFORMED_MESSAGE;
        if (!_open(payload, 0)) return NodeCodes.ACCOUNT_OUT_OF_ORDER;
        bool fits = Accounts.credit(payload.number(0, 4), payload.number(NAMED, AMOUNT));
        return fits ? 0 : NodeCodes.BALANCE_TOO_LARGE;
    }

    function _funded(bytes memory payload, address escrow) private returns (uint16) {
        if (payload.length < FUNDED_HEAD) return NodeCodes.MALFORMED_MESSAGE;
        uint256 count = payload.number(FUNDED_HEAD - 1, 1);
        if (payload.length != FUNDED_HEAD + count * NAMED + AMOUNT || payload.number(36, 8) >> 63 != 0) {
            return NodeCodes.MALFORMED_MESSAGE;
        }
        // First, whatever becomes of the rest: L1 has given these numbers.
        for (uint256 i = 0; i < count; ++i) {
            if (!_open(payload, FUNDED_HEAD + i * NAMED)) return NodeCodes.ACCOUNT_OUT_OF_ORDER;
        }
        uint256 id = payload.number(0, 4);
        if (id != Globals.get(Globals.AGREEMENTS) || id >= Layout.MAX_IDS) return NodeCodes.AGREEMENT_OUT_OF_ORDER;
        // After this point the agreement begins.
        Globals.set(Globals.AGREEMENTS, id + 1);
        bytes32 termsHash = bytes32(payload.number(4, 32));
        uint256 openSeats = _openSeats(termsHash);
        bytes memory leaf = new bytes(AgreementLeaves.OPEN_SEATS + 1 + openSeats * AgreementLeaves.SEAT);
        leaf.set(AgreementLeaves.TERMS_HASH, 32, uint256(termsHash));
        leaf.set(AgreementLeaves.ESCROW, 20, uint160(escrow));
        leaf.set(AgreementLeaves.START, 8, payload.number(36, 8));
        leaf.set(AgreementLeaves.FEE_POT, 16, payload.number(payload.length - AMOUNT, AMOUNT));
        leaf.set(AgreementLeaves.FEE_POT_OWNER, 4, count == 0 ? 0 : payload.number(FUNDED_HEAD, 4));
        leaf.set(AgreementLeaves.OPEN_SEATS, 1, openSeats);
        AgreementLeaves.putHead(id, leaf);
        return 0;
    }

    function _openSeats(bytes32 termsHash) private returns (uint256 open) {
        bytes memory terms = Shown.head(termsHash);
        uint256 parties = HeadReading.parties(terms);
        for (uint256 i = 0; i < parties; ++i) {
            (address account,) = HeadReading.seat(terms, i);
            if (account == address(0)) ++open;
        }
    }

    function _joined(bytes memory payload, address sender) private returns (uint16) {
        if (payload.length != 5 + NAMED) return NodeCodes.MALFORMED_MESSAGE;
        if (!_open(payload, 5)) return NodeCodes.ACCOUNT_OUT_OF_ORDER;
        uint32 id = uint32(payload.number(0, 4));
        uint16 stranger = _notItsEscrow(id, sender);
        if (stranger != 0) return stranger;
        address account = address(uint160(payload.number(9, 20)));
        bytes memory call = abi.encodeCall(IAgreementSteps.join, (id, uint8(payload.number(4, 1)), account));
        return abi.decode(agreementSteps.run(call), (uint16));
    }

    function _settled(bytes memory payload, address sender) private returns (uint16) {
        if (payload.length != 4) return NodeCodes.MALFORMED_MESSAGE;
        uint32 id = uint32(payload.number(0, 4));
        uint16 stranger = _notItsEscrow(id, sender);
        if (stranger != 0) return stranger;
        return abi.decode(agreementSteps.run(abi.encodeCall(IAgreementSteps.settle, (id))), (uint16));
    }

    function _notItsEscrow(uint256 id, address sender) private returns (uint16) {
        bytes memory head = AgreementLeaves.head(id);
        if (head.length == 0) return NodeCodes.UNKNOWN_AGREEMENT;
        address escrow = address(uint160(head.number(AgreementLeaves.ESCROW, 20)));
        return escrow == sender ? 0 : NodeCodes.NOT_ITS_ESCROW;
    }

    function _beacon(bytes memory payload) private returns (uint16) {
        if (payload.length != 48 || payload.number(0, 8) >> 63 != 0 || payload.number(8, 8) >> 63 != 0) {
            return NodeCodes.MALFORMED_MESSAGE;
        }
        uint256 number = Globals.count(Globals.BEACONS);
        State.put((Layout.BEACONS << 36) | (number % Layout.BEACONS_KEPT), payload);
        return 0;
    }
}
