// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Dispute, Finding, Found} from "arbitration/Dispute.sol";
import {ForfeitTerms, Rulings} from "arbitration/Rulings.sol";
import {CourtTerms} from "escrow/Terms.sol";
import {BURNT, COURT, Payout, Penalty, Verdict} from "./Agreement.sol";
import {IOutcome} from "./IOutcome.sol";
import {Gives, Part, Pot} from "./Part.sol";
import {PartReading} from "./PartReading.sol";

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
    function missed(bytes calldata part, uint16 seated) external pure returns (Payout[] memory) {
        Books memory books = _open(part, seated);
        _giveBack(books, books.whole);
        _give(books, books.part.missedGives);
        return _payouts(books);
    }

    /// @inheritdoc IOutcome
    function cancelled(bytes calldata part, uint16 seated) external pure returns (Payout[] memory) {
        Books memory books = _open(part, seated);
        _giveBack(books, books.whole);
        return _payouts(books);
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
        if (award == 0) _give(books, books.part.failedGives);
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
