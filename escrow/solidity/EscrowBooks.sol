// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {EscrowArgs, EscrowArgsReading} from "./EscrowArgs.sol";
import {IBondedEscrow} from "./IBondedEscrow.sol";
import {IInbox} from "./IInbox.sol";
import {IOutbox} from "./IOutbox.sol";
import {Payment as Payments} from "./Payment.sol";
import {PullPayments} from "./PullPayments.sol";

/// @title The books of an escrow: what it holds, who may have how much, and reading them
/// @dev See IBondedEscrow.
abstract contract EscrowBooks is IBondedEscrow, PullPayments {
    /// @dev Recipients that are no party, as indexes after the parties'.
    uint256 internal constant COURT = 254;
    uint256 internal constant BURN = 255;
    uint256 internal constant NOBODY = type(uint256).max;
    /// @dev Bits of `exited` besides the deliverables'.
    uint256 internal constant SEATS_LEFT = 64;
    uint256 internal constant NEVER_BEGAN = 1 << 128;
    /// @dev No token of the agreement.
    uint256 internal constant NONE = type(uint256).max;

    /// @notice Makes the clones and opens them.
    address public immutable factory;
    /// @notice Knows the final state roots; verifying contract of signatures.
    IOutbox public immutable outbox;
    /// @notice Takes the messages to L2.
    IInbox public immutable inbox;
    /// @notice Takes the court's part and the fee pot.
    address public immutable vault;

    /// @notice When the factory opened it, Unix seconds.
    uint64 public openedAt;
    /// @inheritdoc IBondedEscrow
    uint64 public start;
    uint16 internal _paidIn;
    /// @inheritdoc IBondedEscrow
    uint32 public claims;
    bool internal _settled;
    bool internal _released;
    /// @inheritdoc IBondedEscrow
    address public proposer;
    /// @notice Base units of the first token for fees on L2, while they are here.
    uint128 public feePot;
    /// @notice Gets what is left after a settlement.
    address public remainderTo;
    /// @inheritdoc IBondedEscrow
    uint256 public exited;

    /// @notice Who paid a party's deposits.
    mapping(uint8 party => address) public payerOf;
    /// @inheritdoc IBondedEscrow
    mapping(address token => uint256) public held;
    /// @inheritdoc IBondedEscrow
    mapping(bytes32 leafHash => bool) public isClaimed;
    mapping(uint8 party => address) internal _joined;
    mapping(uint256 recipientAndToken => uint256) internal _received;

    /// @param outbox_ the rollup
    /// @param inbox_ the inbox
    /// @param vault_ the vault
    constructor(IOutbox outbox_, IInbox inbox_, address vault_) {
        factory = msg.sender;
        outbox = outbox_;
        inbox = inbox_;
        vault = vault_;
    }

    // ---- who and how much ----

    function _args() internal view returns (EscrowArgs memory) {
        return EscrowArgsReading.read(Clones.fetchCloneArgs(address(this)));
    }

    function _accountAt(EscrowArgs memory args, uint256 party) internal view returns (address account) {
        (account,) = args.party(party);
        if (account == address(0)) account = _joined[uint8(party)];
    }

    /// @dev A party's index, COURT, BURN or NOBODY.
    function _recipient(EscrowArgs memory args, address to) internal view returns (uint256) {
        if (to == vault) return COURT;
        if (to == Payments.BURN) return BURN;
        if (to == address(0)) return NOBODY;
        for (uint256 i = 0; i < args.parties; i++) {
            if (_accountAt(args, i) == to) return i;
        }
        return NOBODY;
    }

    function _isParty(uint256 recipient) internal pure returns (bool) {
        return recipient < COURT;
    }

    function _hasARole(EscrowArgs memory args, address account) internal view returns (bool) {
        if (account == address(outbox) || account == address(inbox)) return true;
        if (_recipient(args, account) != NOBODY) return true;
        for (uint256 i = 0; i < args.attestors; i++) {
            if (args.attestor(i) == account) return true;
        }
        return false;
    }

    function _tokenIndex(EscrowArgs memory args, address token) internal pure returns (uint256 index) {
        index = _tokenIndexOrNone(args, token);
        if (index == NONE) revert UnknownToken(token);
    }

    /// @dev A token's index or NONE.
    function _tokenIndexOrNone(EscrowArgs memory args, address token) internal pure returns (uint256) {
        for (uint256 i = 0; i < args.tokens; i++) {
            (address account,,) = args.token(i);
            if (account == token) return i;
        }
        return NONE;
    }

    function _maximum(EscrowArgs memory args, uint256 recipient, uint256 tokenIndex) internal pure returns (uint256) {
        (, uint128 courtCap, uint128 burnCap) = args.token(tokenIndex);
        if (recipient == COURT) return courtCap;
        if (recipient == BURN) return burnCap;
        for (uint256 i = 0; i < args.entries; i++) {
            (uint8 party, uint8 token,, uint128 most) = args.entry(i);
            if (party == recipient && token == tokenIndex) return most;
        }
        return 0;
    }

    // ---- moving ----

    /// @dev Books a payout, or refuses it with all that comes with it.
    /// @param to for the error's sake
    function _book(EscrowArgs memory args, uint256 tokenIndex, uint256 recipient, address to, uint128 amount) internal {
        (address token,,) = args.token(tokenIndex);
        uint256 sum = _received[recipient << 8 | tokenIndex] + amount;
        // INVARIANT: nobody gets more than the terms let him have at best.
        if (sum > _maximum(args, recipient, tokenIndex)) revert MoreThanMaximum(to, token);
        // INVARIANT: what is owed to others is never paid out.
        if (amount > held[token]) revert MoreThanHeld(token);
        _received[recipient << 8 | tokenIndex] = sum;
        held[token] -= amount;
    }

    /// @dev After a settlement: all that is left goes to who was named for it.
    function _release(EscrowArgs memory args) internal {
        _released = true;
        address to = remainderTo;
        emit Released(to);
        for (uint256 i = 0; i < args.tokens; i++) {
            (address token,,) = args.token(i);
            uint256 amount = held[token];
            held[token] = 0;
            _payOrOwe(token, to, amount);
        }
    }

    // ---- reading ----

    /// @inheritdoc IBondedEscrow
    function feeToken() external view returns (address token) {
        (token,,) = _args().token(0);
    }

    /// @inheritdoc IBondedEscrow
    function status() external view returns (Status) {
        if (openedAt == 0) revert NotOpened();
        if (_released) return Status.Released;
        if (_settled) return Status.Settled;
        if (exited & NEVER_BEGAN != 0) return Status.Cancelled;
        if (start != 0) return Status.Active;
        return block.timestamp < fundingDeadline() ? Status.Funding : Status.Cancelled;
    }

    /// @inheritdoc IBondedEscrow
    function termsHash() external view returns (bytes32) {
        return _args().termsHash();
    }

    /// @inheritdoc IBondedEscrow
    function fundingDeadline() public view returns (uint64) {
        return openedAt + _args().fundWithin();
    }

    /// @inheritdoc IBondedEscrow
    function partyAt(uint8 party) external view returns (address) {
        EscrowArgs memory args = _args();
        if (party >= args.parties) revert NoSuchParty(party);
        return _accountAt(args, party);
    }

    /// @inheritdoc IBondedEscrow
    function hasPaidIn(uint8 party) public view returns (bool) {
        return party < 16 && (_paidIn >> party) & 1 == 1;
    }

    /// @inheritdoc IBondedEscrow
    function received(address to, address token) external view returns (uint256) {
        EscrowArgs memory args = _args();
        uint256 recipient = _recipient(args, to);
        return recipient == NOBODY ? 0 : _received[recipient << 8 | _tokenIndex(args, token)];
    }

    /// @inheritdoc IBondedEscrow
    function maximum(address to, address token) external view returns (uint256) {
        EscrowArgs memory args = _args();
        uint256 recipient = _recipient(args, to);
        return recipient == NOBODY ? 0 : _maximum(args, recipient, _tokenIndex(args, token));
    }
}
