// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ExitDeliverable, ExitLeaf, ExitMessage} from "./IExits.sol";

/// @title The money of one agreement
/// @notice Takes the deposits that the terms name and pays only what a final batch proves or all parties sign, only to the
///         parties, to the court (by way of the vault) and to the burn address, each within its maximum of the terms.
///         Amounts are base units; token 0 is ETH. Tokens that take a fee or change balances are not for use here.
interface IBondedEscrow {
    /// @notice Where an escrow stands.
    enum Status {
        Funding,
        Cancelled,
        Active,
        Settled,
        Released
    }

    /// @notice One payment of a settlement.
    struct Payment {
        address token;
        address to;
        uint128 amount;
    }

    /// @notice What all parties agree on instead of waiting for L2.
    /// @param payments to parties, in any order
    /// @param remainderTo the party that gets what is left in the end
    /// @param until Unix second from which on it cannot be made any more
    /// @param claims payouts claimed when it was signed: no other may have been made since
    struct Settlement {
        Payment[] payments;
        address remainderTo;
        uint64 until;
        uint32 claims;
    }

    /// @notice One of a party's deposits has come in.
    event Deposited(uint8 indexed party, address indexed token, address indexed payer, uint128 amount);
    /// @notice All named parties' money is in: this is the agreement's start, Unix seconds.
    event Started(uint64 start);
    /// @notice An open seat is taken.
    event Joined(uint8 indexed party, address indexed account);
    /// @notice A payout was proved.
    event Claimed(bytes32 indexed leafHash, uint32 sequence);
    /// @notice All parties settled.
    event SettledByAll(address indexed remainderTo);
    /// @notice What a settlement had kept back for court and burn, and was not used, is released.
    event Released(address indexed remainderTo);
    /// @notice A deliverable ended by an exit from a frozen rollup.
    event Exited(uint8 indexed deliverable);
    /// @notice The rollup is frozen and has never heard of the agreement: it is cancelled.
    event NeverBegan();

    /// @notice Only the factory opens an escrow.
    error OnlyFactory(address sender);
    /// @notice It is open already.
    error AlreadyOpened();
    /// @notice This is not an opened escrow.
    error NotOpened();
    /// @notice All named parties have paid in already.
    error AlreadyStarted();
    /// @notice Not all named parties have paid in yet.
    error NotStarted();
    /// @notice The time for paying in is over.
    error FundingIsOver(uint64 deadline);
    /// @notice Money goes back only when the time for paying in has passed without a start.
    error NotCancelled();
    /// @notice The terms have no such party.
    error NoSuchParty(uint8 party);
    /// @notice This seat is open: it is filled by joining.
    error SeatIsOpen(uint8 party);
    /// @notice This seat was never open.
    error SeatIsNotOpen(uint8 party);
    /// @notice Somebody sits there already.
    error SeatIsTaken(uint8 party, address account);
    /// @notice The time for joining is over.
    error JoiningIsOver(uint64 deadline);
    /// @notice One address has one role in an agreement, and this one has one.
    error HasARole(address account);
    /// @notice This party has paid in already.
    error AlreadyPaidIn(uint8 party);
    /// @notice There is nothing to give back here.
    error NothingToRefund();
    /// @notice The leaf is not in the outbox under that root.
    error NotInOutbox();
    /// @notice This message was used already.
    error AlreadyClaimed(bytes32 leafHash);
    /// @notice The agreement has no such token.
    error UnknownToken(address token);
    /// @notice Neither a party, nor the vault, nor the burn address.
    error PaysOutsider(address to);
    /// @notice The terms do not let this recipient have as much in all.
    error MoreThanMaximum(address to, address token);
    /// @notice The escrow does not hold as much.
    error MoreThanHeld(address token);
    /// @notice All parties have settled already.
    error AlreadySettled();
    /// @notice The time in which this settlement could be made is over.
    error SettlementExpired(uint64 until);
    /// @notice Payouts have been claimed since this settlement was signed, or fewer than it says: sign it anew.
    error SettlementAtOtherState(uint32 signed, uint32 claimed);
    /// @notice There was no settlement, so nothing was kept back.
    error NotSettled();
    /// @notice The rest was released already.
    error AlreadyReleased();
    /// @notice There must be one signature per party, in the order of the seats; empty open seats are left out.
    error WrongNumberOfSignatures(uint256 expected, uint256 given);
    /// @notice A party's signature over the settlement is not valid.
    error WrongSignature(uint8 party, address account);
    /// @notice A settlement pays parties only.
    error SettlesToOutsider(address to);
    /// @notice Earlier messages of L2 must be claimed first: the court's money may be among them.
    error PayoutsUnclaimed(uint32 claimed, uint32 sequence);
    /// @notice Somebody has left the frozen rollup by proof: everybody does.
    error SomebodyHasLeft();
    /// @notice This deliverable has ended by an exit already.
    error AlreadyExited(uint8 deliverable);
    /// @notice It is known already that the agreement has never begun: every party is refunded.
    error AlreadyCancelled();

    /// @notice For the factory: opens the escrow for funding.
    /// @param proposer gets the fee pot back if it is cancelled
    /// @dev Reverts with OnlyFactory, AlreadyOpened.
    /// @param feePot base units of the first token; tokens are here already, ETH comes with the call
    function initialize(address proposer, uint128 feePot) external payable;

    /// @notice Pays in all deposits of a named party, in all tokens. Anybody may pay for a party, since safes and services
    ///         do; should the agreement be cancelled, the money goes back to who paid.
    /// @dev Before the funding deadline. ETH by value, exactly; tokens by allowance of the sender. Reverts with NotOpened,
    ///      AlreadyStarted, RollupFrozen, FundingIsOver, NoSuchParty, SeatIsOpen, AlreadyPaidIn and the errors of Payment.
    /// @param party index of the seat
    function fund(uint8 party) external payable;

    /// @notice Takes an open seat: the sender becomes the party and pays its deposits. Joining stands for signing.
    /// @dev After the start, before `start + openFor`. Reverts with NotStarted, AlreadySettled, RollupFrozen, NoSuchParty,
    ///      SeatIsNotOpen, SeatIsTaken, JoiningIsOver, HasARole and the errors of Payment.
    /// @param party index of the seat
    function join(uint8 party) external payable;

    /// @notice Gives a party's deposits back to who paid them, after the funding deadline passed without a start, or a
    ///         frozen rollup has never heard of the start. Anybody may call it.
    /// @dev Reverts with NotCancelled, NothingToRefund.
    /// @param party index of the seat
    function refund(uint8 party) external;

    /// @notice Gives the fee pot back to the proposer, after the funding deadline passed without a start.
    /// @dev Reverts with NotCancelled, NothingToRefund.
    function refundFeePot() external;

    /// @notice Pays what a message of kind 1 in the outbox says. Anybody may call it, once per message. After a settlement
    ///         only its payments to the court and the burn address are made, as far as their caps go: all others are left
    ///         out, and refuse nothing.
    /// @dev Reverts with NotStarted, NotInOutbox, AlreadyClaimed, UnknownToken, PaysOutsider, MoreThanMaximum,
    ///      MoreThanHeld, the errors of OutboxLeaf, NotFinal and TooLittleGas. A payment that its recipient or token refuses
    ///      is owed instead and stops no other.
    /// @param leaf bytes of the message
    /// @param height a final batch
    /// @param index number of the message in the outbox
    /// @param siblings of the leaf in the state tree, from the leaf up, 35
    function claim(bytes calldata leaf, uint64 height, uint32 index, bytes32[] calldata siblings) external;

    /// @notice Pays what all parties have agreed on; anybody may bring the signatures. What court and burn may still
    ///         claim stays behind until `release`.
    /// @dev After the start, once. Reverts with NotStarted, AlreadySettled, SomebodyHasLeft, SettlementExpired, SettlementAtOtherState,
    ///      UnknownToken, SettlesToOutsider, MoreThanHeld, WrongNumberOfSignatures, WrongSignature.
    /// @param settlement what is agreed on
    /// @param signatures of every party, in the order of the seats, over Settlement(bytes32 termsHash,bytes32
    ///        paymentsHash,address remainderTo,uint64 until,uint32 claims) where paymentsHash is
    ///        H(n × (token || to || amount u128))
    function settle(Settlement calldata settlement, bytes[] calldata signatures) external;

    /// @notice After a settlement, and once L2 has closed the agreement (message kind 3): the rest goes to
    ///         `remainderTo`.
    /// @dev All messages before the closing one must have been claimed. Reverts with NotSettled, AlreadyReleased,
    ///      PayoutsUnclaimed, NotInOutbox, AlreadyClaimed, the errors of OutboxLeaf and NotFinal.
    function release(bytes calldata leaf, uint64 height, uint32 index, bytes32[] calldata siblings) external;

    // Leaving a frozen rollup: at anybody's call, to whom it belongs. All revert with ExitNotFixed and the errors of IExits;
    // a payment that fails is owed. Messages of the outbox are claimed as ever.

    /// @notice Ends a deliverable that has not ended on L2: what is asserted counts as executed, also in a dispute, without
    ///         forfeits; what is not asserted is refunded whole. Maxima hold as for payouts.
    /// @dev Reverts with AlreadySettled, AlreadyExited, MoreThanMaximum, MoreThanHeld, TooLittleGas.
    function exitDeliverable(ExitDeliverable calldata proof) external;

    /// @notice Cancels an agreement whose beginning L2 never heard of: every party can be refunded. After a settlement the
    ///         rest goes to `remainderTo` instead.
    /// @dev Reverts with AlreadyCancelled, AlreadyReleased.
    /// @param message of kind 2
    function exitUnbegun(ExitMessage calldata message) external;

    /// @notice Gives the deposits of somebody who joined, of which L2 never heard, back to him.
    /// @dev Reverts with AlreadySettled, NothingToRefund.
    /// @param message of kind 3
    function exitJoined(ExitMessage calldata message) external;

    /// @notice After a settlement: the rest goes to `remainderTo`, once all that L2 has sent is claimed.
    /// @dev Reverts with NotSettled, PayoutsUnclaimed, AlreadyReleased.
    /// @param head of the agreement
    function exitSettled(ExitLeaf calldata head) external;

    /// @notice What has left a frozen rollup: bit d deliverable d, bit 64 + p the seat of party p, of which L2 never heard,
    ///         bit 128 the whole agreement, likewise.
    function exited() external view returns (uint256);

    /// @notice Gets the fee pot back if the agreement never begins.
    function proposer() external view returns (address);

    /// @notice The agreement's first token, that of its fee pot.
    function feeToken() external view returns (address);

    /// @notice The digest that every party signs to settle.
    function settlementDigest(Settlement calldata settlement) external view returns (bytes32);

    /// @notice Where it stands now.
    function status() external view returns (Status);

    /// @notice The terms that it serves.
    function termsHash() external view returns (bytes32);

    /// @notice When all named parties' money was in, Unix seconds; 0 before.
    function start() external view returns (uint64);

    /// @notice Unix second from which it is cancelled, unless it has started.
    function fundingDeadline() external view returns (uint64);

    /// @notice Who sits in a seat; zero while it is open.
    /// @dev Reverts with NoSuchParty.
    function partyAt(uint8 party) external view returns (address);

    /// @notice Whether a party has paid in.
    function hasPaidIn(uint8 party) external view returns (bool);

    /// @notice Deposited and neither paid nor owed yet, base units; the fee pot is not part of it.
    function held(address token) external view returns (uint256);

    /// @notice What proved payouts have given a recipient so far, base units: a party, the vault or the burn address.
    function received(address to, address token) external view returns (uint256);

    /// @notice The most that proved payouts may give a recipient, base units: a party, the vault or the burn address.
    function maximum(address to, address token) external view returns (uint256);

    /// @notice How many payouts have been claimed.
    function claims() external view returns (uint32);

    /// @notice Whether a message was used, by the hash of its bytes.
    function isClaimed(bytes32 leafHash) external view returns (bool);
}
