// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Head} from "./Terms.sol";

/// @notice An escrow's immutable arguments, read where they lie.
struct EscrowArgs {
    bytes data;
    uint256 tokens;
    uint256 parties;
    uint256 attestors;
    uint256 entries;
}

using EscrowArgsReading for EscrowArgs global;

/// @title The immutable arguments of an escrow, packed
/// @notice args := termsHash || fundWithin u64 || tokens u8 || parties u8 || attestors u8 || entries u8
///         || tokens × (token address || courtCap u128 || burnCap u128) || parties × (account address || openFor u64)
///         || attestors × address || entries × (party u8 || token u8 || deposit u128 || maximum u128)
library EscrowArgsReading {
    uint256 private constant HEAD = 44;
    uint256 private constant TOKEN = 52;
    uint256 private constant PARTY = 28;
    uint256 private constant ATTESTOR = 20;
    uint256 private constant ENTRY = 34;

    /// @notice Packs what an escrow needs of checked terms.
    function pack(Head memory head, bytes32 hash) internal pure returns (bytes memory data) {
        data = abi.encodePacked(
            hash,
            head.fundWithin,
            uint8(head.tokens.length),
            uint8(head.parties.length),
            uint8(head.attestors.length),
            uint8(head.money.length)
        );
        for (uint256 i = 0; i < head.tokens.length; i++) {
            data = abi.encodePacked(data, head.tokens[i], head.caps[i].court, head.caps[i].burn);
        }
        for (uint256 i = 0; i < head.parties.length; i++) {
            data = abi.encodePacked(data, head.parties[i].account, head.parties[i].openFor);
        }
        for (uint256 i = 0; i < head.attestors.length; i++) {
            data = abi.encodePacked(data, head.attestors[i]);
        }
        for (uint256 i = 0; i < head.money.length; i++) {
            data = abi.encodePacked(
                data, head.money[i].party, head.money[i].token, head.money[i].deposit, head.money[i].maximum
            );
        }
    }

    /// @notice Opens packed arguments for reading.
    function read(bytes memory data) internal pure returns (EscrowArgs memory) {
        return EscrowArgs(
            data,
            uint8(_word(data, 40) >> 248),
            uint8(_word(data, 41) >> 248),
            uint8(_word(data, 42) >> 248),
            uint8(_word(data, 43) >> 248)
        );
    }

    function termsHash(EscrowArgs memory args) internal pure returns (bytes32) {
        return bytes32(_word(args.data, 0));
    }

    function fundWithin(EscrowArgs memory args) internal pure returns (uint64) {
        return uint64(_word(args.data, 32) >> 192);
    }

    /// @notice Token i, with the most that court and burn may get of it.
    function token(EscrowArgs memory args, uint256 i)
        internal
        pure
        returns (address account, uint128 courtCap, uint128 burnCap)
    {
        uint256 offset = HEAD + i * TOKEN;
        account = address(uint160(_word(args.data, offset) >> 96));
        uint256 caps = _word(args.data, offset + 20);
        courtCap = uint128(caps >> 128);
        burnCap = uint128(caps);
    }

    /// @notice Party i as the terms name it; zero for an open seat.
    function party(EscrowArgs memory args, uint256 i) internal pure returns (address account, uint64 openFor) {
        uint256 word = _word(args.data, HEAD + args.tokens * TOKEN + i * PARTY);
        account = address(uint160(word >> 96));
        openFor = uint64(word >> 32);
    }

    function attestor(EscrowArgs memory args, uint256 i) internal pure returns (address) {
        return
            address(uint160(_word(args.data, HEAD + args.tokens * TOKEN + args.parties * PARTY + i * ATTESTOR) >> 96));
    }

    /// @notice Money entry i.
    function entry(EscrowArgs memory args, uint256 i)
        internal
        pure
        returns (uint8 partyIndex, uint8 tokenIndex, uint128 deposit, uint128 maximum)
    {
        uint256 offset = HEAD + args.tokens * TOKEN + args.parties * PARTY + args.attestors * ATTESTOR + i * ENTRY;
        uint256 indexes = _word(args.data, offset);
        partyIndex = uint8(indexes >> 248);
        tokenIndex = uint8(indexes >> 240);
        uint256 amounts = _word(args.data, offset + 2);
        deposit = uint128(amounts >> 128);
        maximum = uint128(amounts);
    }

    function _word(bytes memory data, uint256 offset) private pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := mload(add(add(data, 0x20), offset))
        }
    }
}
