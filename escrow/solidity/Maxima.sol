// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CourtTerms, Head, PartyMoney} from "./Terms.sol";

/// @notice What the parts come to, base units; entry party · tokens + token.
struct MaximaSums {
    uint256 tokens;
    uint256 parties;
    uint256[] deposits;
    uint256[] maxima;
    uint256[] court;
    uint256[] burn;
}

/// @title What each party locks and the most that it, the courts and the burn address can ever receive
/// @notice The twin of org.horkos.dsl.backend.terms.Maxima, read off the parts alone: nobody gets more than the pots that
///         can pay him.
library Maxima {
    uint256 private constant ALL = 10_000;
    /// @dev What conceding costs of the forfeit, at least.
    uint256 private constant HALF = 5_000;

    /// @notice A money entry's deposit is not the sum of the party's pots.
    error DepositIsNotItsPots(uint256 entry, uint256 pots);
    /// @notice A party locks or can receive money in a token, and no money entry says so.
    error MoneyLeftOut(uint256 party, uint256 token);
    /// @notice A money entry's maximum is below what the pots can pay the party: the escrow would refuse that outcome.
    error MaximumTooLow(uint256 entry, uint256 needed);
    /// @notice A cap is below what court or burn can get of the forfeits.
    error CapTooLow(uint256 token, uint256 court, uint256 burn);

    /// @notice Sums of nothing yet.
    function begin(uint256 tokens, uint256 parties) internal pure returns (MaximaSums memory) {
        uint256 all = tokens * parties;
        return MaximaSums(
            tokens, parties, new uint256[](all), new uint256[](all), new uint256[](tokens), new uint256[](tokens)
        );
    }

    /// @notice Adds a deliverable.
    /// @param pays each owner u8 || token u8 || amount u128
    /// @param lots likewise
    /// @param receivers bit p: party p may be given something; of the award at 0, of lot k at k + 1
    function add(
        MaximaSums memory sums,
        CourtTerms memory court,
        uint256[] memory pays,
        uint256[] memory lots,
        uint256[] memory receivers
    ) internal pure {
        for (uint256 i = 0; i < pays.length; i++) {
            uint256 owner = _lock(sums, pays[i]);
            _add(sums, receivers[0] | (1 << owner), uint8(pays[i] >> 128), uint128(pays[i]));
        }
        uint256 owners = 0;
        for (uint256 i = 0; i < lots.length; i++) {
            owners |= 1 << (lots[i] >> 136);
        }
        for (uint256 i = 0; i < lots.length; i++) {
            uint256 owner = _lock(sums, lots[i]);
            uint256 token = uint8(lots[i] >> 128);
            uint256 amount = uint128(lots[i]);
            uint256 given = receivers[i + 1] | (1 << owner);
            _add(sums, given, token, amount);
            uint256 forfeit = _shareUp(amount, court.forfeitBps);
            sums.court[token] += _shareUp(forfeit, court.courtBps);
            sums.burn[token] += _shareUp(forfeit, court.burnBps);
            // the winners' part, or the half of the forfeit that conceding costs
            uint256 won = _shareUp(forfeit, court.winnerBps > HALF ? court.winnerBps : HALF);
            _add(sums, owners & ~given, token, won);
        }
    }

    /// @notice Checks that the head's money and caps are what the parts come to.
    /// @dev Reverts with the errors above. Uses the sums up.
    function compare(MaximaSums memory sums, Head memory head) internal pure {
        uint256 tokens = sums.tokens;
        for (uint256 i = 0; i < head.money.length; i++) {
            PartyMoney memory entry = head.money[i];
            uint256 place = uint256(entry.party) * tokens + entry.token;
            if (entry.deposit != sums.deposits[place]) revert DepositIsNotItsPots(i, sums.deposits[place]);
            // INVARIANT: the escrow never refuses what L2 has paid out.
            if (entry.maximum < sums.maxima[place]) revert MaximumTooLow(i, sums.maxima[place]);
            sums.maxima[place] = 0;
        }
        // Who locks something can get it back, so what is left out shows here.
        for (uint256 place = 0; place < sums.maxima.length; place++) {
            if (sums.maxima[place] != 0) revert MoneyLeftOut(place / tokens, place % tokens);
        }
        for (uint256 token = 0; token < tokens; token++) {
            // INVARIANT: L2 never owes a court what its escrow would not pay.
            if (head.caps[token].court < sums.court[token] || head.caps[token].burn < sums.burn[token]) {
                revert CapTooLow(token, sums.court[token], sums.burn[token]);
            }
        }
    }

    function _lock(MaximaSums memory sums, uint256 pot) private pure returns (uint256 owner) {
        owner = pot >> 136;
        sums.deposits[owner * sums.tokens + uint8(pot >> 128)] += uint128(pot);
    }

    /// @dev Each party of the mask that exists can receive the amount.
    function _add(MaximaSums memory sums, uint256 mask, uint256 token, uint256 amount) private pure {
        for (uint256 party = 0; party < sums.parties && mask >> party != 0; party++) {
            if ((mask >> party) & 1 == 1) sums.maxima[party * sums.tokens + token] += amount;
        }
    }

    function _shareUp(uint256 amount, uint256 bps) private pure returns (uint256) {
        return (amount * bps + ALL - 1) / ALL;
    }
}
