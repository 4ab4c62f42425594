// SPDX-License-Identifier: Apache-2.0
// Written by TwinConstantsTest from org.horkos.node.step.StepKind.
pragma solidity 0.8.37;

/// @title The kinds of steps, their weights, and the hashes of their EIP-712 types
library StepKinds {
    uint256 internal constant CLOCK = 1;
    uint256 internal constant INBOX = 2;
    uint256 internal constant ADVANCE = 3;
    uint256 internal constant DRAW = 4;
    uint256 internal constant SETTLE_SEAT = 5;
    uint256 internal constant COLLECTOR = 6;
    uint256 internal constant TRANSFER = 10;
    uint256 internal constant WITHDRAW = 11;
    uint256 internal constant DELIVER = 12;
    uint256 internal constant ANSWER = 13;
    uint256 internal constant ACCEPT = 14;
    uint256 internal constant CHALLENGE = 15;
    uint256 internal constant STAND_BY = 16;
    uint256 internal constant CONCEDE = 17;
    uint256 internal constant SETTLE_FACTS = 18;
    uint256 internal constant EVIDENCE = 19;
    uint256 internal constant CREATE_COURT = 20;
    uint256 internal constant STAKE = 21;
    uint256 internal constant UNSTAKE = 22;
    uint256 internal constant COMMIT = 23;
    uint256 internal constant REVEAL = 24;
    uint256 internal constant COLLECT = 25;
    uint256 internal constant END = 26;
    uint256 internal constant PAY = 27;
    bytes32 internal constant TRANSFER_TYPE =
        keccak256("Transfer(address account,address token,uint64 nonce,uint64 fee,address to,uint128 amount)");
    bytes32 internal constant WITHDRAW_TYPE =
        keccak256("Withdraw(address account,address token,uint64 nonce,uint64 fee,uint128 amount)");
    bytes32 internal constant DELIVER_TYPE =
        keccak256("Deliver(address account,address token,uint64 nonce,uint64 fee,bytes32 termsHash,uint8 deliverable,uint8 attempt,bytes32 factsHash)");
    bytes32 internal constant ANSWER_TYPE =
        keccak256("Answer(address account,address token,uint64 nonce,uint64 fee,bytes32 termsHash,uint8 deliverable,uint8 attempt,uint8 fact,int256 value)");
    bytes32 internal constant ACCEPT_TYPE =
        keccak256("Accept(address account,address token,uint64 nonce,uint64 fee,bytes32 termsHash,uint8 deliverable,uint8 attempt,bytes32 factsHash)");
    bytes32 internal constant CHALLENGE_TYPE =
        keccak256("Challenge(address account,address token,uint64 nonce,uint64 fee,bytes32 termsHash,uint8 deliverable,uint8 attempt,bytes32 factsHash)");
    bytes32 internal constant STAND_BY_TYPE =
        keccak256("StandBy(address account,address token,uint64 nonce,uint64 fee,bytes32 termsHash,uint8 deliverable,uint8 attempt,uint8 fact)");
    bytes32 internal constant CONCEDE_TYPE =
        keccak256("Concede(address account,address token,uint64 nonce,uint64 fee,bytes32 termsHash,uint8 deliverable,uint8 attempt,uint8 fact)");
    bytes32 internal constant SETTLE_FACTS_TYPE =
        keccak256("SettleFacts(address account,address token,uint64 nonce,uint64 fee,bytes32 termsHash,uint8 deliverable,uint8 attempt,bytes32 factsHash)");
    bytes32 internal constant EVIDENCE_TYPE =
        keccak256("Evidence(address account,address token,uint64 nonce,uint64 fee,bytes32 termsHash,uint8 deliverable,uint8 attempt,bytes32 document)");
    bytes32 internal constant CREATE_COURT_TYPE =
        keccak256("CreateCourt(address account,address token,uint64 nonce,uint64 fee,address stakeToken,address feeToken,uint128 minimumStake)");
    bytes32 internal constant STAKE_TYPE =
        keccak256("Stake(address account,address token,uint64 nonce,uint64 fee,uint32 court,uint128 amount)");
    bytes32 internal constant UNSTAKE_TYPE =
        keccak256("Unstake(address account,address token,uint64 nonce,uint64 fee,uint32 court,uint128 amount)");
    bytes32 internal constant COMMIT_TYPE =
        keccak256("Commit(address account,address token,uint64 nonce,uint64 fee,bytes32 termsHash,uint8 deliverable,uint8 round,uint8 seat,bytes32 commitment)");
    bytes32 internal constant REVEAL_TYPE =
        keccak256("Reveal(address account,address token,uint64 nonce,uint64 fee,bytes32 termsHash,uint8 deliverable,uint8 round,uint8 seat,bytes32 ballotHash,bytes32 salt)");
    bytes32 internal constant COLLECT_TYPE =
        keccak256("Collect(address account,address token,uint64 nonce,uint64 fee,uint32 court,address to)");
    bytes32 internal constant END_TYPE =
        keccak256("End(address account,address token,uint64 nonce,uint64 fee,bytes32 termsHash,uint8 deliverable,uint8 attempt)");
    bytes32 internal constant PAY_TYPE =
        keccak256("Pay(address account,address token,uint64 nonce,uint64 fee,bytes32 termsHash,uint8 deliverable,uint8 attempt,uint128 amount)");
    /// @notice Per kind its weight, one byte each, kind 0 in the highest.
    uint256 internal constant WEIGHTS = 0x00015c5a32320100000006065a5a5a5a5a5a5a5a060808325a085a5a00000000;

    /// @notice What a step of a kind counts for in a chunk's weight; 0 if there is no such kind.
    function weight(uint256 kind) internal pure returns (uint256) {
        return kind < 32 ? (WEIGHTS >> (248 - 8 * kind)) & 0xff : 0;
    }
}
