// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {MerkleTree} from "./MerkleTree.sol";
import {PartCheck} from "./PartCheck.sol";
import {Payment} from "./Payment.sol";

/// @notice What concerns a whole agreement (docs/protocol/terms.md). Times are Unix seconds, amounts base units.
struct Head {
    string name;
    uint32 version;
    bytes32 textHash;
    bytes32 salt;
    address proposer;
    uint64 openBy;
    uint8 custody;
    uint64 fundWithin;
    address[] tokens;
    Seat[] parties;
    address[] attestors;
    PartyMoney[] money;
    TokenCap[] caps;
    CourtTerms[] courts;
    uint8 deliverables;
}

/// @notice A party: its address, or for how many seconds after the start its seat stays open.
struct Seat {
    address account;
    uint64 openFor;
}

/// @notice What a party locks in a token, and the most it can ever receive.
struct PartyMoney {
    uint8 party;
    uint8 token;
    uint128 deposit;
    uint128 maximum;
}

/// @notice The most that court and burn can ever receive in a token.
struct TokenCap {
    uint128 court;
    uint128 burn;
}

/// @notice A court as the terms pin it.
struct CourtTerms {
    uint32 id;
    uint8 draws;
    uint64 evidence;
    uint64 commit;
    uint64 reveal;
    uint64 appeal;
    uint8 appeals;
    uint16 forfeitBps;
    uint16 winnerBps;
    uint16 courtBps;
    uint16 burnBps;
    uint128 seatFee;
}

/// @title Bounds, hash and digest of terms
library Terms {
    uint256 internal constant MAX_NAME = 64;
    uint256 internal constant MAX_TOKENS = 4;
    uint256 internal constant MAX_PARTIES = 16;
    uint256 internal constant MAX_ATTESTORS = 16;
    uint256 internal constant MAX_COURTS = 8;
    uint256 internal constant MAX_DELIVERABLES = 62;
    uint256 internal constant MAX_PART = 2_048;
    uint256 internal constant MAX_HEAD = 6_144;
    /// @notice Times and durations of the terms are below 2 to this power, in seconds.
    uint256 internal constant TIME_BITS = 40;
    /// @notice Amounts of pots and fees are below 2 to this power, in base units.
    uint256 internal constant AMOUNT_BITS = 120;
    /// @notice Ten years: no time of the terms may be longer, in seconds.
    uint64 internal constant MAX_DURATION = 3_650 days;
    uint256 private constant MAX_DRAWS = 31;
    uint256 private constant MAX_APPEALS = 4;
    /// @dev Basis points.
    uint256 private constant ALL = 10_000;
    /// @notice Custody in an escrow on L1.
    uint8 internal constant CUSTODY_L1 = 0;

    bytes32 private constant AGREEMENT = keccak256("Agreement(string name,uint32 version,bytes32 termsHash)");

    /// @notice A head has at most 6,144 bytes.
    error HeadTooLong(uint256 length);
    /// @notice The head's bytes are not the one canonical encoding of what they say.
    error HeadNotCanonical();
    /// @notice Versions count from 1.
    error VersionIsZero();
    /// @notice Times are below 2^40 seconds.
    error TimeOutOfBounds(uint64 time);
    /// @notice A court draws an odd number from 1 to 31, hears at most 4 appeals, forfeits at most all and shares all of it
    ///         among winner, court and burn; its fee is below 2^120.
    error CourtOutOfBounds(uint256 court);
    /// @notice A name has 1 to 64 printable ASCII characters.
    error NameOutOfBounds();
    /// @notice An escrow is for custody on L1 only.
    error CustodyNotOnL1(uint8 custody);
    /// @notice A list of the head is too short or too long.
    error WrongCount(string list, uint256 count);
    /// @notice A time of the head is 0 or above ten years, or a named seat is open too.
    error DurationOutOfBounds(uint64 duration);
    /// @notice A token is listed twice.
    error TokenListedTwice(address token);
    /// @notice Parties and attestors are distinct addresses and none of them belongs to the protocol: one address, one
    ///         role.
    error RoleNotAllowed(address account);
    /// @notice The money entries must be ascending by party and token, exist, and say something.
    error MoneyOutOfOrder(uint256 entry);
    /// @notice Whoever pays in must be able to get it back: a maximum is at least the deposit.
    error MaximumBelowDeposit(uint256 entry);
    /// @notice All deposits of a token together must fit 128 bits.
    error DepositsTooLarge(address token);
    /// @notice A deliverable's part has 1 to 2,048 bytes.
    error PartSizeOutOfBounds(uint256 deliverable, uint256 length);

    /// @notice Reads a head.
    /// @dev Reverts with HeadTooLong, HeadNotCanonical, or without data on bytes that are no ABI encoding.
    function decode(bytes calldata encoded) internal pure returns (Head memory head) {
        if (encoded.length > MAX_HEAD) revert HeadTooLong(encoded.length);
        head = abi.decode(encoded, (Head));
        // INVARIANT: one head has one hash, so what a reader makes of the event is what was signed.
        if (keccak256(abi.encode(head)) != keccak256(encoded)) revert HeadNotCanonical();
    }

    /// @notice The root over the head's and the parts' leaves.
    function hash(bytes calldata encodedHead, bytes[] calldata parts) internal pure returns (bytes32) {
        bytes32[] memory leaves = new bytes32[](parts.length + 1);
        leaves[0] = keccak256(bytes.concat(hex"00", encodedHead));
        for (uint256 i = 0; i < parts.length; i++) {
            leaves[i + 1] = keccak256(bytes.concat(hex"01", parts[i]));
        }
        return MerkleTree.root(leaves);
    }

    /// @notice The EIP-712 domain in which everything is signed.
    /// @param rollup the verifying contract
    function domain(address rollup) internal view returns (bytes32) {
        return MessageHashUtils.toDomainSeparator(
            bytes1(0x0f), keccak256("Horkos"), keccak256("1"), block.chainid, rollup, bytes32(0)
        );
    }

    /// @notice What the parties sign.
    function digest(Head memory head, bytes32 termsHash, address rollup) internal view returns (bytes32) {
        bytes32 structHash = keccak256(abi.encode(AGREEMENT, keccak256(bytes(head.name)), head.version, termsHash));
        return MessageHashUtils.toTypedDataHash(domain(rollup), structHash);
    }

    /// @notice Checks everything that the escrow and L2 rely on: all that TermsCheck checks in Java, and that custody is on
    ///         L1 and the protocol's own addresses have no role.
    /// @dev Reverts with the errors above, of PartCheck and of Maxima.
    /// @param protocol addresses that can have no role
    function check(Head memory head, bytes[] calldata parts, address[3] memory protocol) internal pure {
        _checkName(bytes(head.name));
        if (head.custody != CUSTODY_L1) revert CustodyNotOnL1(head.custody);
        if (head.version == 0) revert VersionIsZero();
        _checkTime(head.openBy);
        _checkDuration(head.fundWithin);
        _checkCounts(head, parts);
        _checkRoles(head, protocol);
        _checkMoney(head);
        for (uint256 i = 0; i < head.courts.length; i++) {
            _checkCourt(head.courts[i], i);
        }
        PartCheck.check(head, parts);
    }

    function _checkTime(uint64 time) private pure {
        // INVARIANT: no sum of times overflows.
        if (time >> TIME_BITS != 0) revert TimeOutOfBounds(time);
    }

    function _checkCourt(CourtTerms memory court, uint256 index) private pure {
        _checkTime(court.evidence);
        _checkTime(court.commit);
        _checkTime(court.reveal);
        _checkTime(court.appeal);
        if (
            court.draws % 2 == 0 || court.draws > MAX_DRAWS || court.appeals > MAX_APPEALS || court.forfeitBps > ALL
                || uint256(court.winnerBps) + court.courtBps + court.burnBps != ALL || court.seatFee >> AMOUNT_BITS != 0
        ) revert CourtOutOfBounds(index);
    }

    function _checkName(bytes memory name) private pure {
        if (name.length == 0 || name.length > MAX_NAME) revert NameOutOfBounds();
        for (uint256 i = 0; i < name.length; i++) {
            if (name[i] < 0x20 || name[i] > 0x7e) revert NameOutOfBounds();
        }
    }

    function _checkDuration(uint64 duration) private pure {
        // INVARIANT: every deadline is finite, and no sum of times overflows.
        if (duration == 0 || duration > MAX_DURATION) revert DurationOutOfBounds(duration);
    }

    function _checkCounts(Head memory head, bytes[] calldata parts) private pure {
        _checkCount("tokens", head.tokens.length, 1, MAX_TOKENS);
        _checkCount("parties", head.parties.length, 1, MAX_PARTIES);
        _checkCount("attestors", head.attestors.length, 0, MAX_ATTESTORS);
        _checkCount("caps", head.caps.length, head.tokens.length, head.tokens.length);
        _checkCount("courts", head.courts.length, 0, MAX_COURTS);
        _checkCount("deliverables", head.deliverables, 1, MAX_DELIVERABLES);
        _checkCount("parts", parts.length, head.deliverables, head.deliverables);
        for (uint256 i = 0; i < parts.length; i++) {
            if (parts[i].length == 0 || parts[i].length > MAX_PART) revert PartSizeOutOfBounds(i, parts[i].length);
        }
    }

    function _checkCount(string memory list, uint256 count, uint256 least, uint256 most) private pure {
        if (count < least || count > most) revert WrongCount(list, count);
    }

    function _checkRoles(Head memory head, address[3] memory protocol) private pure {
        address[] memory taken = new address[](protocol.length + 1 + head.parties.length + head.attestors.length);
        uint256 n = 0;
        for (uint256 i = 0; i < protocol.length; i++) {
            taken[n++] = protocol[i];
        }
        taken[n++] = Payment.BURN;
        for (uint256 i = 0; i < head.parties.length; i++) {
            Seat memory seat = head.parties[i];
            if (seat.account == address(0)) {
                _checkDuration(seat.openFor);
            } else {
                if (seat.openFor != 0) revert DurationOutOfBounds(seat.openFor);
                n = _take(taken, n, seat.account);
            }
        }
        for (uint256 i = 0; i < head.attestors.length; i++) {
            if (head.attestors[i] == address(0)) revert RoleNotAllowed(address(0));
            n = _take(taken, n, head.attestors[i]);
        }
    }

    function _take(address[] memory taken, uint256 n, address account) private pure returns (uint256) {
        for (uint256 i = 0; i < n; i++) {
            // INVARIANT: one address, one role; so a recipient is a party, the court or the fire, never two of them.
            if (taken[i] == account) revert RoleNotAllowed(account);
        }
        taken[n] = account;
        return n + 1;
    }

    function _checkMoney(Head memory head) private pure {
        for (uint256 i = 0; i < head.tokens.length; i++) {
            for (uint256 j = 0; j < i; j++) {
                if (head.tokens[i] == head.tokens[j]) revert TokenListedTwice(head.tokens[i]);
            }
        }
        uint256[] memory sums = new uint256[](head.tokens.length);
        uint256 next = 0;
        for (uint256 i = 0; i < head.money.length; i++) {
            PartyMoney memory entry = head.money[i];
            uint256 place = uint256(entry.party) * 256 + entry.token;
            if (
                place < next || entry.party >= head.parties.length || entry.token >= head.tokens.length
                    || (entry.deposit == 0 && entry.maximum == 0)
            ) revert MoneyOutOfOrder(i);
            next = place + 1;
            // INVARIANT: no terms keep a deposit from going back to who paid it, whatever L2 makes of them.
            if (entry.maximum < entry.deposit) revert MaximumBelowDeposit(i);
            sums[entry.token] += entry.deposit;
            if (sums[entry.token] > type(uint128).max) revert DepositsTooLarge(head.tokens[entry.token]);
        }
    }
}
