// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {FactWord} from "engine/Agreement.sol";
import {Step} from "./Step.sol";
import {StepKinds} from "./StepKinds.sol";

/// @notice What the indexes of a step point to: digests sign this, never the indexes.
/// @param recipient the owner of the account that a Transfer or Collect goes to
/// @param termsHash of the agreement
/// @param deliverable its index
/// @param attempt deliveries so far
/// @param factsHash hash of the asserted facts; only Accept signs it
struct Referent {
    address recipient;
    bytes32 termsHash;
    uint8 deliverable;
    uint8 attempt;
    bytes32 factsHash;
}

/// @title The EIP-712 struct hashes of transactions, and who signed one: the twin of TransactionDigest
library Digests {
    /// @dev Half of the order of secp256k1.
    uint256 private constant HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;

    /// @notice `factsHash`: H of `fact u8 || value i256` of each.
    function hashOf(FactWord[] memory facts) internal pure returns (bytes32) {
        bytes memory packed = new bytes(facts.length * 33);
        for (uint256 i = 0; i < facts.length; ++i) {
            uint256 fact = facts[i].fact;
            int256 word = facts[i].word;
            assembly ("memory-safe") {
                let pos := add(add(packed, 32), mul(i, 33))
                mstore8(pos, fact)
                mstore(add(pos, 1), word)
            }
        }
        return keccak256(packed);
    }

    /// @notice The hash of the struct that is signed.
    /// @param step a transaction
    /// @param owner of its account
    /// @param token of its account
    /// @param nonce of its account
    /// @param pos what it points to
    function structHash(Step memory step, address owner, address token, uint64 nonce, Referent memory pos)
        internal
        pure
        returns (bytes32)
    {
        (bytes32 typeHash, bytes memory fields) = _fields(step, pos);
        return keccak256(bytes.concat(abi.encode(typeHash, owner, token, nonce, step.fee), fields));
    }

    function _fields(Step memory step, Referent memory pos) private pure returns (bytes32, bytes memory) {
        uint256 kind = step.kind;
        if (kind == StepKinds.TRANSFER) return (StepKinds.TRANSFER_TYPE, abi.encode(pos.recipient, step.number));
        if (kind == StepKinds.WITHDRAW) return (StepKinds.WITHDRAW_TYPE, abi.encode(step.number));
        if (kind == StepKinds.CREATE_COURT) {
            return (StepKinds.CREATE_COURT_TYPE, abi.encode(step.stakeToken, step.feeToken, step.number));
        }
        if (kind == StepKinds.STAKE) return (StepKinds.STAKE_TYPE, abi.encode(step.first, step.number));
        if (kind == StepKinds.UNSTAKE) return (StepKinds.UNSTAKE_TYPE, abi.encode(step.first, step.number));
        if (kind == StepKinds.COLLECT) return (StepKinds.COLLECT_TYPE, abi.encode(step.first, pos.recipient));
        if (kind == StepKinds.COMMIT || kind == StepKinds.REVEAL) {
            // The round is the first.
            bytes memory seat = abi.encode(pos.termsHash, pos.deliverable, uint8(0), step.second);
            return kind == StepKinds.COMMIT
                ? (StepKinds.COMMIT_TYPE, bytes.concat(seat, bytes32(step.number)))
                : (StepKinds.REVEAL_TYPE, bytes.concat(seat, hashOf(step.facts), step.salt));
        }
        return _onDeliverable(step, pos);
    }

    function _onDeliverable(Step memory step, Referent memory pos) private pure returns (bytes32, bytes memory) {
        uint256 kind = step.kind;
        // A Deliver signs the attempt that it makes.
        uint256 attempt = kind == StepKinds.DELIVER ? uint256(pos.attempt) + 1 : pos.attempt;
        bytes memory first = abi.encode(pos.termsHash, pos.deliverable, attempt);
        if (kind == StepKinds.DELIVER) return (StepKinds.DELIVER_TYPE, bytes.concat(first, hashOf(step.facts)));
        if (kind == StepKinds.ACCEPT) return (StepKinds.ACCEPT_TYPE, bytes.concat(first, pos.factsHash));
        if (kind == StepKinds.CHALLENGE) return (StepKinds.CHALLENGE_TYPE, bytes.concat(first, hashOf(step.facts)));
        if (kind == StepKinds.SETTLE_FACTS) {
            return (StepKinds.SETTLE_FACTS_TYPE, bytes.concat(first, hashOf(step.facts)));
        }
        if (kind == StepKinds.PAY) return (StepKinds.PAY_TYPE, bytes.concat(first, bytes32(step.number)));
        if (kind == StepKinds.EVIDENCE) return (StepKinds.EVIDENCE_TYPE, bytes.concat(first, bytes32(step.number)));
        if (kind == StepKinds.END) return (StepKinds.END_TYPE, first);
        bytes memory fact = bytes.concat(first, abi.encode(step.third));
        if (kind == StepKinds.STAND_BY) return (StepKinds.STAND_BY_TYPE, fact);
        if (kind == StepKinds.CONCEDE) return (StepKinds.CONCEDE_TYPE, fact);
        return (StepKinds.ANSWER_TYPE, bytes.concat(fact, bytes32(step.number)));
    }

    /// @notice Whether an account's owner has signed a digest: compact, EIP-2098, s in the lower half.
    function isSigned(bytes32 digest, bytes32 r, bytes32 vs, address owner) internal pure returns (bool) {
        uint256 s = uint256(vs) & type(uint256).max >> 1;
        if (s > HALF_ORDER) return false;
        address signer = ecrecover(digest, uint8(27 + (uint256(vs) >> 255)), r, bytes32(s));
        return signer != address(0) && signer == owner;
    }
}
