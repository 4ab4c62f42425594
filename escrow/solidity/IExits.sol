// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice A leaf of the state from which people leave.
/// @param content of the leaf; none of one that is absent
/// @param siblings from the leaf up to the one below the root
struct ExitLeaf {
    bytes content;
    bytes32[] siblings;
}

/// @notice A message of the inbox, as its event showed it.
/// @param index its number
/// @param time of its block, Unix seconds
/// @param payload packed bytes of its kind
struct ExitMessage {
    uint32 index;
    uint64 time;
    bytes payload;
}

/// @notice All that says how a deliverable that has not ended is paid.
/// @param deliverable its number in the agreement
/// @param agreement the agreement's head
/// @param leaf the deliverable's; absent if it is as it began
/// @param terms the head of the terms in its ABI encoding
/// @param termsSiblings of it under termsHash, from the leaf up
/// @param part the deliverable's part of the terms, packed
/// @param partSiblings of it, likewise
struct ExitDeliverable {
    uint8 deliverable;
    ExitLeaf agreement;
    ExitLeaf leaf;
    bytes terms;
    bytes32[] termsSiblings;
    bytes part;
    bytes32[] partSiblings;
}

/// @notice One payment of a deliverable that ends by an exit.
/// @param token index in the terms
/// @param party its index; an escrow knows who that is
/// @param amount base units
struct ExitPayment {
    uint8 token;
    uint8 party;
    uint128 amount;
}

/// @title What a frozen rollup owes: reads and checks proofs, and moves nothing
/// @notice Everything is proved under `IOutbox.exitRoot`, or is a message that the state there has not consumed. Vault and
///         escrows ask it; that each proof is used once is theirs. Rules: docs/protocol/fraud.md.
interface IExits {
    /// @notice The leaf is not in the state from which people leave.
    error NotInExitState();
    /// @notice The inbox has no such message of that kind and sender.
    error NotThatMessage(uint32 index);
    /// @notice The state from which people leave has consumed the message, so it counts there.
    error WasConsumed(uint32 index, uint32 consumed);
    /// @notice What is shown is not the terms of this agreement.
    error NotItsTerms();
    /// @notice The deliverable has ended: its payout is a message of the outbox.
    error DeliverableHasEnded(uint8 deliverable);
    /// @notice The account that gets the rest of this fee pot is another's.
    error NotThePotsOwner(address owner, address token);
    /// @notice Nobody has joined the court in this place.
    error NobodyInPlace(uint16 place);

    /// @notice The rollup whose state it reads.
    function rollup() external view returns (address);

    /// @notice The balance of an account.
    /// @dev Reverts with NotInExitState, the errors of StateProof, and as long as there is no exit with ExitNotFixed, as
    ///      all others here.
    /// @param id the account's number
    function account(uint32 id, ExitLeaf calldata leaf)
        external
        view
        returns (address owner, address token, uint128 amount);

    /// @notice A deposit into the vault that was never consumed.
    /// @dev Reverts with WasConsumed, NotThatMessage.
    function deposit(ExitMessage calldata message) external view returns (address owner, address token, uint128 amount);

    /// @notice What is left of an agreement's fee pot.
    /// @dev Reverts with NotInExitState, NotThePotsOwner.
    /// @param agreement its number
    /// @param leaf its head
    /// @param owner, token of the account that gets the rest
    function feePot(uint32 agreement, ExitLeaf calldata leaf, address owner, address token)
        external
        view
        returns (uint128 amount);

    /// @notice The fee pot of an agreement whose beginning was never consumed.
    /// @dev Reverts with WasConsumed, NotThatMessage.
    /// @param escrow that has sent the message
    function feePotOfUnbegun(address escrow, ExitMessage calldata message) external view returns (uint128 amount);

    /// @notice What an arbitrator has in a court: stake and what was leaving it, and what was earned.
    /// @dev Reverts with NotInExitState, NobodyInPlace, the errors of SumTree.
    /// @param court its number
    /// @param leaf the court's
    /// @param place number of the arbitrator
    /// @param shown the place with its siblings (docs/protocol/court.md)
    function stake(uint32 court, ExitLeaf calldata leaf, uint16 place, bytes calldata shown)
        external
        view
        returns (address owner, address stakeToken, uint128 staked, address feeToken, uint128 earned);

    /// @notice What ends a deliverable that has not ended: as its assertion says, without forfeits, if there is one;
    ///         else everything goes back.
    /// @dev Reverts with NotInExitState, NotItsTerms, DeliverableHasEnded.
    /// @param escrow of the agreement
    function deliverable(address escrow, ExitDeliverable calldata proof) external view returns (ExitPayment[] memory);

    /// @notice How many messages L2 has sent to an escrow.
    /// @dev Reverts with NotInExitState.
    /// @param leaf the head of its agreement
    function messages(address escrow, ExitLeaf calldata leaf) external view returns (uint32);

    /// @notice Checks that an escrow's agreement has never begun on L2.
    /// @dev Reverts with WasConsumed, NotThatMessage.
    /// @param message of kind 2, of this escrow
    function checkUnbegun(address escrow, ExitMessage calldata message) external view;

    /// @notice The seat of somebody who joined on L1, which L2 never heard of.
    /// @dev Reverts with WasConsumed, NotThatMessage.
    /// @param message of kind 3, of this escrow
    function joined(address escrow, ExitMessage calldata message) external view returns (uint8 party);
}
