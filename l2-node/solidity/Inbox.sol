// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BlockHeader} from "@openzeppelin/contracts/utils/BlockHeader.sol";
import {Memory} from "@openzeppelin/contracts/utils/Memory.sol";
import {IEscrowFactory} from "escrow/IEscrowFactory.sol";
import {IInbox} from "escrow/IInbox.sol";

/// @title Inbox
/// @dev See IInbox. Vault and factory are made after the inbox, at addresses known beforehand; they check that it was
///      made for them.
contract Inbox is IInbox {
    /// @notice Every block whose number is a multiple of this is a scheduled beacon.
    uint256 public constant BEACON_INTERVAL = 300;
    /// @notice Most bytes of a forced step.
    uint256 public constant MAX_STEP = 2_048;
    /// @notice How many agreements the state has room for.
    uint32 public constant MAX_AGREEMENTS = 1 << 28;

    uint8 private constant DEPOSIT = 1;
    uint8 private constant FUNDED = 2;
    uint8 private constant JOINED = 3;
    uint8 private constant SETTLED = 4;
    uint8 private constant BEACON = 5;
    uint8 private constant FORCED = 6;

    /// @inheritdoc IInbox
    address public immutable vault;
    /// @inheritdoc IInbox
    IEscrowFactory public immutable factory;

    bytes32[] private _hashes;
    uint64[] private _times;
    /// @inheritdoc IInbox
    mapping(address owner => mapping(address token => uint32)) public accountOf;
    /// @inheritdoc IInbox
    uint32 public accounts;
    /// @inheritdoc IInbox
    uint32 public agreements;
    /// @inheritdoc IInbox
    uint64 public lastBeacon;
    /// @dev One more than the number of its agreement; 0 while that has not begun.
    mapping(address escrow => uint32) private _begun;

    /// @param vault_ where the vault will be
    /// @param factory_ where the escrow factory will be
    constructor(address vault_, IEscrowFactory factory_) {
        vault = vault_;
        factory = factory_;
    }

    /// @dev INVARIANT: only escrows that the factory made speak for agreements.
    modifier onlyEscrow() {
        if (!factory.isEscrow(msg.sender)) revert OnlyEscrow(msg.sender);
        _;
    }

    /// @inheritdoc IInbox
    function deposited(address owner, address token, uint128 amount) external {
        // INVARIANT: L2 balances come from money in the vault.
        if (msg.sender != vault) revert OnlyVault(msg.sender);
        _send(DEPOSIT, msg.sender, abi.encodePacked(_account(owner, token), amount));
    }

    /// @inheritdoc IInbox
    function funded(bytes32 termsHash, uint64 start, address[] calldata owners, address token, uint128 feePot)
        external
        onlyEscrow
    {
        if (_begun[msg.sender] != 0) revert HasBegun(_begun[msg.sender] - 1);
        uint32 agreement = agreements;
        // INVARIANT: L2 has a place for every agreement that begins.
        if (agreement == MAX_AGREEMENTS) revert NoNumberLeft();
        agreements = agreement + 1;
        _begun[msg.sender] = agreement + 1;
        bytes memory payload = abi.encodePacked(agreement, termsHash, start, uint8(owners.length));
        for (uint256 i = 0; i < owners.length; i++) {
            payload = bytes.concat(payload, _account(owners[i], token));
        }
        _send(FUNDED, msg.sender, abi.encodePacked(payload, feePot));
    }

    /// @inheritdoc IInbox
    function joined(uint8 party, address owner, address token) external onlyEscrow {
        _send(JOINED, msg.sender, abi.encodePacked(agreementOf(msg.sender), party, _account(owner, token)));
    }

    /// @inheritdoc IInbox
    function settled() external onlyEscrow {
        _send(SETTLED, msg.sender, abi.encodePacked(agreementOf(msg.sender)));
    }

    /// @inheritdoc IInbox
    function beacon(bytes calldata header) external {
        Memory.Slice[] memory fields = BlockHeader.parseHeader(header);
        uint256 number = BlockHeader.getNumber(fields);
        if (number % BEACON_INTERVAL != 0) revert NotScheduled(number);
        // INVARIANT: every scheduled block is used at most once, in order.
        if (number <= lastBeacon) revert NotAfterLastBeacon(number, lastBeacon);
        // INVARIANT: the seed is that of a block of this chain.
        if (!BlockHeader.verifyBlockHeader(fields, keccak256(header))) revert UnknownBlock(number);
        lastBeacon = uint64(number);
        bytes memory payload = abi.encodePacked(
            uint64(number), uint64(BlockHeader.getTimestamp(fields)), BlockHeader.getPrevRandao(fields)
        );
        _send(BEACON, address(this), payload);
    }

    /// @inheritdoc IInbox
    function forced(address token, bytes calldata step) external {
        uint32 account = accountOf[msg.sender][token];
        // INVARIANT: only its owner forces an account to act.
        if (account == 0) revert NoAccount(msg.sender, token);
        if (step.length == 0 || step.length > MAX_STEP) revert StepSizeOutOfBounds(step.length);
        _send(FORCED, msg.sender, abi.encodePacked(account, step));
    }

    /// @inheritdoc IInbox
    function agreementOf(address escrow) public view returns (uint32) {
        uint32 begun = _begun[escrow];
        if (begun == 0) revert HasNotBegun(escrow);
        return begun - 1;
    }

    /// @inheritdoc IInbox
    function length() external view returns (uint256) {
        return _hashes.length;
    }

    /// @inheritdoc IInbox
    function hashOf(uint256 index) external view returns (bytes32) {
        if (index >= _hashes.length) revert NoSuchMessage(index);
        return _hashes[index];
    }

    /// @inheritdoc IInbox
    function timeOf(uint256 index) external view returns (uint64) {
        if (index >= _times.length) revert NoSuchMessage(index);
        return _times[index];
    }

    function _send(uint8 kind, address sender, bytes memory payload) private {
        uint256 index = _hashes.length;
        uint64 time = uint64(block.timestamp);
        _hashes.push(keccak256(abi.encode(index, time, kind, sender, keccak256(payload))));
        _times.push(time);
        emit Message(index, time, kind, sender, payload);
    }

    /// @dev id u32 || owner || token, with a new number on first use.
    function _account(address owner, address token) private returns (bytes memory) {
        uint32 account = accountOf[owner][token];
        if (account == 0) {
            account = ++accounts;
            accountOf[owner][token] = account;
            emit AccountNumbered(account, owner, token);
        }
        return abi.encodePacked(account, owner, token);
    }
}
