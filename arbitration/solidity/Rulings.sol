// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CourtTerms} from "escrow/Terms.sol";
import {Claim, ContestedFact, Dispute, Finding, Found} from "./Dispute.sol";

/// @notice What forfeits depend on besides the dispute.
/// @param owners of the deliverable's lots, by party
/// @param amounts of the lots, base units, below 2^120
/// @param left what is left in each lot; what is forfeited is taken from it
/// @param seated bit p: somebody sits for party p
/// @param choices bit f: fact f of the part is a choice
/// @param court whose shares the terms pin
struct ForfeitTerms {
    uint8[] owners;
    uint256[] amounts;
    uint256[] left;
    uint256 seated;
    uint256 choices;
    CourtTerms court;
}

/// @title What the contested facts of a dispute are in the end, and who pays for having been wrong
/// @notice The twin of org.horkos.arbitration.ruling: OATH rules 7 and 8. Parties are 0 to 15.
library Rulings {
    /// @dev The ordinals of Finding.By.
    uint8 internal constant BY_COURT = 0;
    uint8 internal constant BY_NO_BALLOTS = 1;
    uint8 internal constant BY_UNDEFENDED = 2;

    /// @notice Who can get a part of a forfeit: parties 0 to 15, then the court, then the fire.
    uint256 internal constant THE_COURT = 16;
    uint256 internal constant THE_FIRE = 17;
    uint256 internal constant RECIPIENTS = 18;

    uint256 private constant PARTIES = 16;
    uint256 private constant WHOLE = 10_000;

    /// @notice A list of findings is not one for each contested fact.
    error FindingsDiffer();

    /// @dev What is computed once for all facts, and what has been moved so far.
    /// @param stake per party `lot amount · forfeit bps`; 0 without a lot
    /// @param facts per party how many facts it contests or defended
    /// @param lot per party the index of its lot
    /// @param moved see `forfeits`
    struct Books {
        ForfeitTerms terms;
        uint256[PARTIES] stake;
        uint256[PARTIES] facts;
        uint8[PARTIES] lot;
        uint256[] moved;
    }

    /// @notice Whether a panel must find a fact: somebody defends it, or the claims differ. Otherwise it is as claimed.
    function needsCourt(ContestedFact memory fact) internal pure returns (bool) {
        if (fact.defenders & ~fact.conceded != 0) return true;
        for (uint256 i = 1; i < fact.claims.length; i++) {
            if (fact.claims[i].word != fact.claims[0].word) return true;
        }
        return false;
    }

    /// @notice One finding for each contested fact, in their order: what nobody defends is as its only claim says; what
    ///         needs a court is what the panel found, or as asserted where it found nothing.
    /// @param ruling what the panel found, ascending by fact; empty if none sat
    function findings(Dispute memory dispute, Found[] memory ruling) internal pure returns (Finding[] memory all) {
        all = new Finding[](dispute.contested.length);
        for (uint256 i = 0; i < all.length; i++) {
            ContestedFact memory contested = dispute.contested[i];
            Finding memory finding = all[i];
            finding.fact = contested.fact;
            if (!needsCourt(contested)) {
                finding.word = contested.claims[0].word;
                finding.by = BY_UNDEFENDED;
                continue;
            }
            finding.word = contested.asserted;
            finding.by = BY_NO_BALLOTS;
            for (uint256 k = 0; k < ruling.length; k++) {
                if (ruling[k].fact == contested.fact && ruling[k].found) {
                    finding.word = ruling[k].word;
                    finding.by = BY_COURT;
                    break;
                }
            }
        }
    }

    /// @notice Takes the forfeits of a dispute from the lots: facts ascending, and for each first what conceding costs,
    ///         then the losers by party. The formulas are those of Forfeits in Java. No lot gives more than is left in it,
    ///         and nothing goes to a seat where nobody sits.
    /// @dev Reverts with FindingsDiffer.
    /// @param dispute after its evidence period
    /// @param found one for each contested fact, in their order: `findings`
    /// @return moved at `lot · RECIPIENTS + recipient` what goes from the lot to the recipient
    function forfeits(Dispute memory dispute, Finding[] memory found, ForfeitTerms memory terms)
        internal
        pure
        returns (uint256[] memory moved)
    {
        if (found.length != dispute.contested.length) revert FindingsDiffer();
        Books memory books = _books(dispute, terms);
        for (uint256 i = 0; i < found.length; i++) {
            ContestedFact memory contested = dispute.contested[i];
            if (found[i].fact != contested.fact) revert FindingsDiffer();
            _concessions(books, contested);
            if (found[i].by == BY_NO_BALLOTS) {
                (uint256 says,) = _statements(contested);
                _courtFromBothSides(books, says);
            } else if (found[i].by == BY_COURT) {
                _rulingOn(books, contested, found[i].word);
            }
        }
        return books.moved;
    }

    function _books(Dispute memory dispute, ForfeitTerms memory terms) private pure returns (Books memory books) {
        books.terms = terms;
        books.moved = new uint256[](terms.owners.length * RECIPIENTS);
        // Downwards, so that the first lot of an owner counts.
        for (uint256 i = terms.owners.length; i > 0; i--) {
            uint8 owner = terms.owners[i - 1];
            books.lot[owner] = uint8(i - 1);
            books.stake[owner] = terms.amounts[i - 1] * terms.court.forfeitBps;
        }
        for (uint256 i = 0; i < dispute.contested.length; i++) {
            uint256 involved = dispute.contested[i].defenders | _claimants(dispute.contested[i]);
            for (uint256 party = 0; party < PARTIES; party++) {
                books.facts[party] += involved >> party & 1;
            }
        }
    }

    /// @dev Conceding costs half the forfeit, all of it to those who claim against the fact.
    function _concessions(Books memory books, ContestedFact memory contested) private pure {
        if (contested.conceded == 0) return;
        uint256 challengers = _claimants(contested);
        for (uint256 party = 0; party < PARTIES; party++) {
            if (contested.conceded >> party & 1 == 1) {
                _split(books, party, _share(books, party, 1, 2), challengers);
            }
        }
    }

    function _rulingOn(Books memory books, ContestedFact memory contested, int256 found) private pure {
        bool choice = books.terms.choices >> contested.fact & 1 == 1;
        (uint256 says, int256[PARTIES] memory words) = _statements(contested);
        // What was asserted is a statement too, also when nobody stands by it any more.
        uint256 nearest = _distance(choice, contested.asserted, found);
        uint256 winners = 0;
        for (uint256 party = 0; says >> party != 0; party++) {
            if (says >> party & 1 == 0) continue;
            uint256 distance = _distance(choice, words[party], found);
            if (distance < nearest) {
                nearest = distance;
                winners = 0;
            }
            if (distance == nearest && (!choice || distance == 0)) winners |= 1 << party;
        }
        if (winners == says) {
            _courtFromBothSides(books, winners);
        } else {
            _losersPay(books, says & ~winners, winners);
        }
    }

    function _losersPay(Books memory books, uint256 losers, uint256 winners) private pure {
        CourtTerms memory court = books.terms.court;
        for (uint256 party = 0; losers >> party != 0; party++) {
            if (losers >> party & 1 == 0) continue;
            if (winners != 0) _split(books, party, _share(books, party, court.winnerBps, WHOLE), winners);
            _take(books, party, THE_COURT, _share(books, party, court.courtBps, WHOLE));
            _take(books, party, THE_FIRE, _share(books, party, court.burnBps, WHOLE));
        }
    }

    /// @dev Nobody was wrong: each pays half of what the court would have got from it as a loser.
    function _courtFromBothSides(Books memory books, uint256 parties) private pure {
        for (uint256 party = 0; parties >> party != 0; party++) {
            if (parties >> party & 1 == 0) continue;
            _take(books, party, THE_COURT, _share(books, party, books.terms.court.courtBps, 2 * WHOLE));
        }
    }

    /// @dev Who says what about a fact: bit p and word p of party p.
    function _statements(ContestedFact memory contested)
        private
        pure
        returns (uint256 says, int256[PARTIES] memory words)
    {
        says = contested.defenders & ~contested.conceded;
        for (uint256 party = 0; party < PARTIES; party++) {
            words[party] = contested.asserted;
        }
        for (uint256 i = 0; i < contested.claims.length; i++) {
            Claim memory claim = contested.claims[i];
            says |= 1 << claim.party;
            words[claim.party] = claim.word;
        }
    }

    function _claimants(ContestedFact memory contested) private pure returns (uint256 parties) {
        for (uint256 i = 0; i < contested.claims.length; i++) {
            parties |= 1 << contested.claims[i].party;
        }
    }

    /// @dev Between options 0 or 1: they have no order.
    function _distance(bool choice, int256 word, int256 found) private pure returns (uint256 distance) {
        unchecked {
            // The difference of two words fits 256 bits without a sign.
            distance = word > found ? uint256(word) - uint256(found) : uint256(found) - uint256(word);
        }
        if (choice && distance > 1) distance = 1;
    }

    /// @dev floor(lot · forfeit · numerator / (n · 10,000 · denominator)); 0 without a lot.
    function _share(Books memory books, uint256 party, uint256 numerator, uint256 denominator)
        private
        pure
        returns (uint256)
    {
        uint256 stake = books.stake[party];
        return stake == 0 ? 0 : stake * numerator / (books.facts[party] * WHOLE * denominator);
    }

    /// @dev Evenly, the odd units to the first.
    function _split(Books memory books, uint256 from, uint256 amount, uint256 winners) private pure {
        if (amount == 0) return;
        uint256 count = 0;
        for (uint256 rest = winners; rest != 0; rest &= rest - 1) {
            count++;
        }
        uint256 each = amount / count;
        uint256 part = each + amount % count;
        uint256 seated = books.terms.seated;
        for (uint256 party = 0; winners != 0; party++) {
            if (winners & 1 == 1) {
                if (seated >> party & 1 == 1) _take(books, from, party, part);
                part = each;
            }
            winners >>= 1;
        }
    }

    /// @dev INVARIANT: a lot gives no more than is in it.
    function _take(Books memory books, uint256 from, uint256 to, uint256 amount) private pure {
        if (amount == 0) return;
        uint256 lot = books.lot[from];
        uint256[] memory lots = books.terms.left;
        uint256 left = lots[lot];
        uint256[] memory moved = books.moved;
        unchecked {
            // What is moved never exceeds what the lots held, below 2^120.
            if (amount > left) amount = left;
            lots[lot] = left - amount;
            moved[lot * RECIPIENTS + to] += amount;
        }
    }
}
