// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Dispute, Finding, Found} from "arbitration/Dispute.sol";
import {ForfeitTerms, Rulings} from "arbitration/Rulings.sol";
import {CourtTerms} from "escrow/Terms.sol";
import {BURNT, COURT, Payout, Penalty, Verdict} from "./Agreement.sol";
import {IOutcome, Undelivered} from "./IOutcome.sol";
import {Clauses} from "./Clauses.sol";
import {Owing} from "./Owing.sol";
import {Gives, Part, Pot} from "./Part.sol";
import {PartReading} from "./PartReading.sol";
import {Tally} from "./Tally.sol";

/// @title What the end of a deliverable moves: see IOutcome
/// @notice All that is in its pots, to the unit. Whatever is taken from a pot is at most what is left in it; terms that the
///         compiler has proved never reach that limit. A stranger's may, and then the order counts: penalties, then what
///         failing or missing gives, then forfeits.
contract Outcome is IOutcome {
    /// @dev Reasons of a payout, in their order.
    uint8 private constant AWARD = 0;
    uint8 private constant UNAWARDED = 1;
    uint8 private constant PENALTY = 2;
    uint8 private constant FORFEIT = 3;
    uint8 private constant BOND = 4;
    uint256 private constant REASONS = 5;

    /// @dev Recipients in their order: parties 0 to 15, then the court, then the fire.
    uint256 private constant PARTIES = 16;
    uint256 private constant RECIPIENTS = Rulings.RECIPIENTS;

    uint8 private constant CHOICE = 1;
    uint256 private constant FROM_AWARD = 0;
    /// @dev Mode of a contest whose shares follow the values.
    uint256 private constant SHARES = 1;
    uint256 private constant ALL_BPS = 10_000;

    /// @dev What is being moved.
    /// @param whole all pays together
    /// @param payToken of the pays
    /// @param lots what is left in each
    /// @param sums per (token, recipient, reason), in that order, what has come together
    struct Books {
        Part part;
        uint16 seated;
        uint256 whole;
        uint8 payToken;
        uint256[] lots;
        uint256[] sums;
    }

    /// @inheritdoc IOutcome
    function delivered(bytes calldata part, uint16 seated, Verdict calldata verdict)
        external
        pure
        returns (Payout[] memory)
    {
        Books memory books = _open(part, seated);
        _verdict(books, verdict);
        return _payouts(books);
    }

    /// @inheritdoc IOutcome
    function ruled(
        bytes calldata part,
        uint16 seated,
        Verdict calldata verdict,
        Dispute calldata dispute,
        Finding[] calldata found,
        CourtTerms calldata court
    ) external pure returns (Payout[] memory) {
        Books memory books = _open(part, seated);
        _verdict(books, verdict);
        _forfeits(books, dispute, found, court);
        return _payouts(books);
    }

    /// @inheritdoc IOutcome
    function undelivered(bytes calldata part, uint16 seated, uint8 how, bytes calldata tally)
        external
        pure
        returns (Payout[] memory payouts, bytes memory next, bool won)
    {
        Books memory books = _open(part, seated);
        next = tally;
        if (how == Undelivered.SHARED) {
            won = _shareOut(books, tally);
        } else {
            _giveBack(books, books.whole);
            if (how != Undelivered.CANCELLED) _give(books, books.part.missedGives);
            next = _after(part, how, tally);
        }
        payouts = _payouts(books);
    }

    /// @dev Of what ends with all nothing is carried on, and a contest has no use for its entries.
    function _after(bytes memory part, uint8 how, bytes memory tally) private pure returns (bytes memory) {
        (uint256 carried, uint256 paid,) = Tally.owed(tally);
        if (how > Undelivered.MISSED_LATE) return paid == 0 ? bytes("") : tally;
        uint256[] memory all = _owes(part);
        if (all.length == 0) return tally;
        return Tally.ofMoney(carried, paid, Owing.owed(all, carried, how == Undelivered.MISSED_LATE) - paid);
    }

    /// @inheritdoc IOutcome
    function pay(bytes calldata part, bytes calldata tally, bool late, int256 amount)
        external
        pure
        returns (Payout[] memory shares, bytes memory next, bool isAll)
    {
        uint256[] memory all = _owes(part);
        (uint256 carried, uint256 paid,) = Tally.owed(tally);
        uint256 left = Owing.owed(all, carried, late) - paid;
        // What was paid too much would have to come back, and there is nobody from whom.
        if (amount <= 0 || uint256(amount) > left) return (shares, tally, false);
        shares = Owing.shares(all, carried, paid, uint256(amount));
        next = Tally.ofMoney(carried, paid + uint256(amount), 0);
        isAll = uint256(amount) == left;
    }

    function _owes(bytes memory part) private pure returns (uint256[] memory) {
        PartReading.Places memory p = PartReading.places(part);
        return Owing.clauses(p.clauses, p.kinds, p.program - 2);
    }

    /// @dev Shares out a contest's pay; gives whether somebody won something.
    function _shareOut(Books memory books, bytes memory tally) private pure returns (bool) {
        bytes memory clauses = books.part.clauses;
        uint256 place = Clauses.find(clauses, Clauses.CONTEST);
        uint256 terms;
        assembly ("memory-safe") {
            // mode u8 || first u8 || count u8 || n u8 || n × bps u16
            terms := mload(place)
        }
        (uint256[] memory keys, uint256[] memory performers, uint256 values) = _ranked(tally);
        uint256 left = books.whole;
        for (uint256 i = 0; i < keys.length; i++) {
            uint256 won;
            if (terms >> 248 == SHARES) {
                won = books.whole * (keys[i] >> 128) / values;
            } else if (i < uint8(terms >> 224)) {
                won = books.whole * _bps(place, i) / ALL_BPS;
            }
            if (!_exists(books, performers[i])) continue;
            _add(books, books.payToken, performers[i], AWARD, won);
            left -= won;
        }
        _giveBack(books, left);
        return left < books.whole;
    }

    function _bps(uint256 place, uint256 i) private pure returns (uint256 bps) {
        assembly ("memory-safe") {
            bps := shr(240, mload(add(add(place, 4), shl(1, i))))
        }
    }

    /// @dev The entries of a tally that are worth something: the greater value first, then the earlier delivery, then the
    ///      lower index.
    /// @return keys of each value u128, then what grows with an earlier delivery and a lower index
    /// @return performers of each
    /// @return values the sum of all
    function _ranked(bytes memory tally)
        private
        pure
        returns (uint256[] memory keys, uint256[] memory performers, uint256 values)
    {
        uint256 n = Tally.entries(tally);
        keys = new uint256[](n);
        performers = new uint256[](n);
        uint256 count = 0;
        for (uint256 i = 0; i < n; i++) {
            uint256 entry;
            uint256 place = Tally.FIRST_ENTRY + Tally.ENTRY * i;
            assembly ("memory-safe") {
                // deliverable u8 || performer u8 || value u128 || deliveredAt u64
                entry := mload(add(add(tally, 32), place))
            }
            uint256 value = uint128(entry >> 112);
            if (value == 0) continue;
            values += value;
            uint256 key =
                value << 128 | uint256(type(uint64).max - uint64(entry >> 48)) << 8 | (255 - uint8(entry >> 248));
            uint256 to = count++;
            for (; to > 0 && keys[to - 1] < key; to--) {
                keys[to] = keys[to - 1];
                performers[to] = performers[to - 1];
            }
            keys[to] = key;
            performers[to] = uint8(entry >> 240);
        }
        assembly ("memory-safe") {
            mstore(keys, count)
            mstore(performers, count)
        }
    }

    /// @inheritdoc IOutcome
    function findings(Dispute calldata dispute, Found[] calldata ruling) external pure returns (Finding[] memory) {
        return Rulings.findings(dispute, ruling);
    }

    function _open(bytes calldata packed, uint16 seated) private pure returns (Books memory books) {
        Part memory part = PartReading.decode(packed);
        books.part = part;
        books.seated = seated;
        if (part.pays.length > 0) books.payToken = part.pays[0].token;
        uint256 tokens = books.payToken;
        for (uint256 i = 0; i < part.pays.length; i++) {
            books.whole += part.pays[i].amount;
        }
        books.lots = new uint256[](part.lots.length);
        for (uint256 i = 0; i < part.lots.length; i++) {
            books.lots[i] = part.lots[i].amount;
            if (part.lots[i].token > tokens) tokens = part.lots[i].token;
        }
        books.sums = new uint256[]((tokens + 1) * RECIPIENTS * REASONS);
    }

    /// @dev What is left in the lots is the same list in both, so that what is forfeited is taken here too.
    function _forfeitTerms(Books memory books, CourtTerms calldata court)
        private
        pure
        returns (ForfeitTerms memory terms)
    {
        Part memory part = books.part;
        terms.court = court;
        terms.seated = books.seated;
        terms.left = books.lots;
        terms.owners = new uint8[](part.lots.length);
        terms.amounts = new uint256[](part.lots.length);
        for (uint256 i = 0; i < part.lots.length; i++) {
            terms.owners[i] = part.lots[i].owner;
            terms.amounts[i] = part.lots[i].amount;
        }
        for (uint256 f = 0; f < part.facts.length; f++) {
            if (part.facts[f].kind == CHOICE) terms.choices |= 1 << f;
        }
    }

    /// @dev Splits the pay, takes the penalties from lots, and what failing gives.
    function _verdict(Books memory books, Verdict calldata verdict) private pure {
        uint256 award = verdict.award < books.whole ? verdict.award : books.whole;
        uint256 left = award;
        for (uint256 i = 0; i < verdict.penalties.length; i++) {
            Penalty calldata penalty = verdict.penalties[i];
            if (penalty.pot != FROM_AWARD || penalty.to >= PARTIES || !_exists(books, penalty.to)) continue;
            uint256 taken = penalty.amount < left ? penalty.amount : left;
            left -= taken;
            _add(books, books.payToken, penalty.to, PENALTY, taken);
        }
        _add(books, books.payToken, books.part.performer, AWARD, left);
        _giveBack(books, books.whole - award);
        for (uint256 i = 0; i < verdict.penalties.length; i++) {
            Penalty calldata penalty = verdict.penalties[i];
            if (penalty.pot == FROM_AWARD) continue;
            if (penalty.to < PARTIES) _take(books, penalty.pot - 1, penalty.to, PENALTY, penalty.amount);
        }
        // As Moves.isKept says.
        bool kept = award > 0 || (books.part.pays.length == 0 && verdict.failed == 0);
        if (!kept) _give(books, books.part.failedGives);
    }

    /// @dev Back to the payers in proportion to their pays, floored; one unit more to the first ones.
    function _giveBack(Books memory books, uint256 amount) private pure {
        if (amount == 0) return;
        Pot[] memory pays = books.part.pays;
        uint256[] memory parts = new uint256[](pays.length);
        uint256 odd = amount;
        for (uint256 i = 0; i < pays.length; i++) {
            parts[i] = amount * pays[i].amount / books.whole;
            odd -= parts[i];
        }
        for (uint256 i = 0; i < pays.length; i++) {
            _add(books, books.payToken, pays[i].owner, UNAWARDED, i < odd ? parts[i] + 1 : parts[i]);
        }
    }

    function _give(Books memory books, Gives[] memory gives) private pure {
        for (uint256 i = 0; i < gives.length; i++) {
            _take(books, gives[i].lot, gives[i].to, PENALTY, gives[i].amount);
        }
    }

    function _forfeits(
        Books memory books,
        Dispute calldata dispute,
        Finding[] calldata found,
        CourtTerms calldata court
    ) private pure {
        uint256[] memory moved = Rulings.forfeits(dispute, found, _forfeitTerms(books, court));
        for (uint256 i = 0; i < moved.length; i++) {
            if (moved[i] == 0) continue;
            Pot memory lot = books.part.lots[i / RECIPIENTS];
            _add(books, lot.token, i % RECIPIENTS, FORFEIT, moved[i]);
        }
    }

    /// @dev INVARIANT: a lot gives no more than is in it.
    function _take(Books memory books, uint256 lot, uint256 to, uint256 reason, uint256 amount) private pure {
        if (!_exists(books, to) || lot >= books.lots.length) return;
        uint256 taken = amount < books.lots[lot] ? amount : books.lots[lot];
        books.lots[lot] -= taken;
        _add(books, books.part.lots[lot].token, to, reason, taken);
    }

    /// @dev All that has come together, once what is left of each lot has gone back.
    function _payouts(Books memory books) private pure returns (Payout[] memory payouts) {
        for (uint256 i = 0; i < books.lots.length; i++) {
            _add(books, books.part.lots[i].token, books.part.lots[i].owner, BOND, books.lots[i]);
        }
        uint256[] memory sums = books.sums;
        uint256 count = 0;
        for (uint256 i = 0; i < sums.length; i++) {
            if (sums[i] != 0) count++;
        }
        payouts = new Payout[](count);
        count = 0;
        for (uint256 i = 0; i < sums.length; i++) {
            if (sums[i] == 0) continue;
            uint256 to = i / REASONS % RECIPIENTS;
            Payout memory payout = payouts[count++];
            payout.token = uint8(i / (REASONS * RECIPIENTS));
            payout.to = to < PARTIES ? uint8(to) : to == Rulings.THE_COURT ? COURT : BURNT;
            payout.reason = uint8(i % REASONS);
            payout.amount = sums[i];
        }
    }

    function _add(Books memory books, uint256 token, uint256 to, uint256 reason, uint256 amount) private pure {
        if (amount == 0 || !_exists(books, to)) return;
        books.sums[(token * RECIPIENTS + to) * REASONS + reason] += amount;
    }

    /// @dev Whether somebody sits for a party; the court and the fire are always there.
    function _exists(Books memory books, uint256 to) private pure returns (bool) {
        return to < PARTIES ? books.seated >> to & 1 == 1 : to < RECIPIENTS;
    }
}
