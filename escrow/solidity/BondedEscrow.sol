// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {EscrowArgs, EscrowArgsReading} from "./EscrowArgs.sol";
import {IBondedEscrow} from "./IBondedEscrow.sol";
import {IInbox} from "./IInbox.sol";
import {IOutbox} from "./IOutbox.sol";
import {OutboxLeaf} from "./OutboxLeaf.sol";
import {Payment as Payments} from "./Payment.sol";
import {PullPayments} from "./PullPayments.sol";
import {StateProof} from "./StateProof.sol";
import {Terms} from "./Terms.sol";

/// @title BondedEscrow
/// @notice All escrows are clones of one contract of this code, which itself can never be opened.
/// @dev See IBondedEscrow.
contract BondedEscrow is IBondedEscrow, PullPayments {
    using SafeERC20 for IERC20;

    bytes32 private constant SETTLEMENT =
        keccak256("Settlement(bytes32 termsHash,bytes32 paymentsHash,address remainderTo)");

    /// @dev Recipients that are no party, as indexes after the parties'.
    uint256 private constant COURT = 254;
    uint256 private constant BURN = 255;
    uint256 private constant NOBODY = type(uint256).max;

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
    uint16 private _paidIn;
    /// @inheritdoc IBondedEscrow
    uint32 public claims;
    bool private _settled;
    bool private _released;
    /// @notice Gets the fee pot back if it is cancelled.
    address public proposer;
    /// @notice Base units of the first token for fees on L2, while they are here.
    uint128 public feePot;
    /// @notice Gets what is left after a settlement.
    address public remainderTo;

    /// @notice Who paid a party's deposits.
    mapping(uint8 party => address) public payerOf;
    /// @inheritdoc IBondedEscrow
    mapping(address token => uint256) public held;
    /// @inheritdoc IBondedEscrow
    mapping(bytes32 leafHash => bool) public isClaimed;
    mapping(uint8 party => address) private _joined;
    mapping(uint256 recipientAndToken => uint256) private _received;

    /// @param outbox_ the rollup
    /// @param inbox_ the inbox
    /// @param vault_ the vault
    constructor(IOutbox outbox_, IInbox inbox_, address vault_) {
        factory = msg.sender;
        outbox = outbox_;
        inbox = inbox_;
        vault = vault_;
    }

    // ---- paying in ----

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
        inbox.joined(args.termsHash(), party, msg.sender, token);
    }

    /// @inheritdoc IBondedEscrow
    function refund(uint8 party) external nonReentrant {
        EscrowArgs memory args = _args();
        _requireCancelled(args);
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

    function _requireCancelled(EscrowArgs memory args) private view {
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

    // ---- paying out ----

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
    function settle(Payment[] calldata payments, address remainderTo_, bytes[] calldata signatures)
        external
        nonReentrant
    {
        EscrowArgs memory args = _args();
        if (start == 0) revert NotStarted();
        if (_settled) revert AlreadySettled();
        if (!_isParty(_recipient(args, remainderTo_))) revert SettlesToOutsider(remainderTo_);
        _checkSignatures(args, _settlementDigest(args, payments, remainderTo_), signatures);

        _settled = true;
        remainderTo = remainderTo_;
        emit SettledByAll(remainderTo_);
        for (uint256 i = 0; i < payments.length; i++) {
            if (!_isParty(_recipient(args, payments[i].to))) revert SettlesToOutsider(payments[i].to);
            address token = payments[i].token;
            uint256 kept = _keptBack(args, _tokenIndex(args, token));
            // INVARIANT: a settlement takes nothing that court or burn may still get.
            if (payments[i].amount + kept > held[token]) revert MoreThanHeld(token);
            held[token] -= payments[i].amount;
        }
        inbox.settled(args.termsHash());
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
        if (claims != sequence) revert PayoutsUnclaimed(claims, sequence);
        _useLeaf(leaf, height, index, siblings);
        _released = true;
        address to = remainderTo;
        emit Released(to);
        EscrowArgs memory args = _args();
        for (uint256 i = 0; i < args.tokens; i++) {
            (address token,,) = args.token(i);
            uint256 amount = held[token];
            held[token] = 0;
            _payOrOwe(token, to, amount);
        }
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

    /// @dev Books the payouts of a message; which of them are made.
    function _bookAll(bytes calldata leaf, uint256 n) private returns (bool[] memory pays) {
        EscrowArgs memory args = _args();
        bool partiesToo = !_settled;
        pays = new bool[](n);
        for (uint256 i = 0; i < n; i++) {
            (address token, address to, uint128 amount) = OutboxLeaf.payment(leaf, i);
            pays[i] = _book(args, token, to, amount, partiesToo);
        }
    }

    function _payEntry(bytes calldata leaf, uint256 i) private {
        (address token, address to, uint128 amount) = OutboxLeaf.payment(leaf, i);
        _payOrOwe(token, to, amount);
    }

    /// @dev Books a payout; false if it is not made because all parties have settled.
    function _book(EscrowArgs memory args, address token, address to, uint128 amount, bool partiesToo)
        private
        returns (bool)
    {
        uint256 recipient = _recipient(args, to);
        // INVARIANT: nobody but the parties, the court and the fire is ever paid.
        if (recipient == NOBODY) revert PaysOutsider(to);
        uint256 tokenIndex = _tokenIndex(args, token);
        if (_isParty(recipient) && !partiesToo) return false;
        uint256 sum = _received[recipient << 8 | tokenIndex] + amount;
        // INVARIANT: nobody gets more than the terms let him have at best.
        if (sum > _maximum(args, recipient, tokenIndex)) revert MoreThanMaximum(to, token);
        // INVARIANT: what is owed to others is never paid out.
        if (amount > held[token]) revert MoreThanHeld(token);
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

    function _settlementDigest(EscrowArgs memory args, Payment[] calldata payments, address remainderTo_)
        private
        view
        returns (bytes32)
    {
        bytes memory packed;
        for (uint256 i = 0; i < payments.length; i++) {
            packed = abi.encodePacked(packed, payments[i].token, payments[i].to, payments[i].amount);
        }
        bytes32 structHash = keccak256(abi.encode(SETTLEMENT, args.termsHash(), keccak256(packed), remainderTo_));
        return MessageHashUtils.toTypedDataHash(Terms.domain(address(outbox)), structHash);
    }

    // ---- who and how much ----

    function _args() private view returns (EscrowArgs memory) {
        return EscrowArgsReading.read(Clones.fetchCloneArgs(address(this)));
    }

    function _accountAt(EscrowArgs memory args, uint256 party) private view returns (address account) {
        (account,) = args.party(party);
        if (account == address(0)) account = _joined[uint8(party)];
    }

    /// @dev A party's index, COURT, BURN or NOBODY.
    function _recipient(EscrowArgs memory args, address to) private view returns (uint256) {
        if (to == vault) return COURT;
        if (to == Payments.BURN) return BURN;
        if (to == address(0)) return NOBODY;
        for (uint256 i = 0; i < args.parties; i++) {
            if (_accountAt(args, i) == to) return i;
        }
        return NOBODY;
    }

    function _isParty(uint256 recipient) private pure returns (bool) {
        return recipient < COURT;
    }

    function _hasARole(EscrowArgs memory args, address account) private view returns (bool) {
        if (account == address(outbox) || account == address(inbox)) return true;
        if (_recipient(args, account) != NOBODY) return true;
        for (uint256 i = 0; i < args.attestors; i++) {
            if (args.attestor(i) == account) return true;
        }
        return false;
    }

    function _tokenIndex(EscrowArgs memory args, address token) private pure returns (uint256) {
        for (uint256 i = 0; i < args.tokens; i++) {
            (address account,,) = args.token(i);
            if (account == token) return i;
        }
        revert UnknownToken(token);
    }

    function _maximum(EscrowArgs memory args, uint256 recipient, uint256 tokenIndex) private pure returns (uint256) {
        (, uint128 courtCap, uint128 burnCap) = args.token(tokenIndex);
        if (recipient == COURT) return courtCap;
        if (recipient == BURN) return burnCap;
        for (uint256 i = 0; i < args.entries; i++) {
            (uint8 party, uint8 token,, uint128 most) = args.entry(i);
            if (party == recipient && token == tokenIndex) return most;
        }
        return 0;
    }

    // ---- reading ----

    /// @inheritdoc IBondedEscrow
    function settlementDigest(Payment[] calldata payments, address remainderTo_) external view returns (bytes32) {
        return _settlementDigest(_args(), payments, remainderTo_);
    }

    /// @inheritdoc IBondedEscrow
    function status() external view returns (Status) {
        if (openedAt == 0) revert NotOpened();
        if (_released) return Status.Released;
        if (_settled) return Status.Settled;
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
