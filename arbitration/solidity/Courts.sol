// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Arbitrator, Arbitrators} from "./Arbitrators.sol";
import {CourtCodes} from "./CourtCodes.sol";
import {SumTree} from "./SumTree.sol";

/// @notice A court: the twin of org.horkos.arbitration.panel.Court, with the root in the place of its tree.
/// @param minimumStake what a seat locks, base units of the stake token; 1 to 2^120 - 1
/// @param arbitrators how many have joined, those who left again included
/// @param total all stakes that new disputes draw by
/// @param feeTreasury base units of the fee token that no arbitrator earned
/// @param stakeTreasury base units of the stake token that losing seats left and nobody gained
struct Court {
    address owner;
    address stakeToken;
    address feeToken;
    uint128 minimumStake;
    uint32 arbitrators;
    bytes32 root;
    uint128 total;
    uint128 feeTreasury;
    uint128 stakeTreasury;
}

/// @notice What somebody asks of a court.
/// @param kind 0 stake, 1 unstake, 2 collect: the constants of Courts
/// @param arbitrator his index
/// @param amount base units of the stake token; 0 for collect
/// @param token what collect takes out; zero for the others
struct CourtInput {
    uint8 kind;
    address actor;
    uint32 arbitrator;
    uint128 amount;
    address token;
}

/// @notice What became of a court's input.
/// @param refusal 0, or the code; then nothing else of this counts
/// @param arbitrator the leaf from now on; it stands at the input's index, which may be the next one
/// @param paid what goes to the actor's account, base units of the token that collect names
struct CourtResult {
    uint16 refusal;
    Arbitrator arbitrator;
    uint256 paid;
}

/// @title What a court does with what is asked of it, and with what its panels did
/// @notice The twin of Court.apply and Court.after. A caller first asks `look`, which needs no leaf; if that refuses
///         nothing it reads the arbitrator's place in the tree and asks `applied`; then it sets the leaf and the root (SumTree.root).
library Courts {
    using Arbitrators for Arbitrator;

    uint8 internal constant STAKE = 0;
    uint8 internal constant UNSTAKE = 1;
    uint8 internal constant COLLECT = 2;

    /// @notice Seconds from taking out stake until it can be collected.
    uint64 internal constant UNBONDING = 30 days;

    uint256 private constant MOST = type(uint128).max;

    /// @notice Whether an amount can be a court's minimum stake: 1 to 2^120 - 1.
    function isMinimum(uint256 amount) internal pure returns (bool) {
        return amount != 0 && amount < 1 << 120;
    }

    /// @notice A court that nobody has joined.
    function created(address owner, address stakeToken, address feeToken, uint128 minimumStake)
        internal
        pure
        returns (Court memory court)
    {
        court.owner = owner;
        court.stakeToken = stakeToken;
        court.feeToken = feeToken;
        court.minimumStake = minimumStake;
        court.root = SumTree.EMPTY_ROOT;
    }

    /// @notice The guards that look at no arbitrator.
    /// @return refusal 0, or the code
    function look(Court memory court, CourtInput memory input) internal pure returns (uint16 refusal) {
        if (input.kind != COLLECT && input.amount == 0) return CourtCodes.NOTHING_STAKED;
        if (input.kind != STAKE) return input.arbitrator < court.arbitrators ? 0 : CourtCodes.NO_SUCH_ARBITRATOR;
        if (input.arbitrator > court.arbitrators) return CourtCodes.NO_SUCH_ARBITRATOR;
        if (input.arbitrator == SumTree.CAPACITY) return CourtCodes.COURT_IS_FULL;
        return 0;
    }

    /// @notice What becomes of an input that `look` lets pass.
    /// @param before the arbitrator at the input's index; of no account if the index is the next one
    /// @param time now, Unix seconds
    function applied(Court memory court, CourtInput memory input, Arbitrator memory before, uint64 time)
        internal
        pure
        returns (CourtResult memory result)
    {
        if (input.kind == STAKE) return _stake(court, input, before);
        if (before.account != input.actor) {
            result.refusal = CourtCodes.NOT_THIS_ARBITRATOR;
        } else if (input.kind == UNSTAKE) {
            result.refusal = _unstake(court, before, input.amount, time);
        } else {
            (result.refusal, result.paid) = _collect(court, before, input.token, time);
        }
        result.arbitrator = before;
    }

    function _stake(Court memory court, CourtInput memory input, Arbitrator memory before)
        private
        pure
        returns (CourtResult memory result)
    {
        // Places are few and leaving is free: who has left must not take one for ever.
        bool known = input.arbitrator < court.arbitrators && !before.left();
        Arbitrator memory arbitrator = result.arbitrator;
        if (known) {
            if (before.account != input.actor) {
                result.refusal = CourtCodes.NOT_THIS_ARBITRATOR;
                return result;
            }
            arbitrator = result.arbitrator = before;
        }
        arbitrator.account = input.actor;
        if (uint256(court.total) + input.amount > MOST || arbitrator.backing() + input.amount > MOST) {
            result.refusal = CourtCodes.STAKE_TOO_LARGE;
        } else if (uint256(arbitrator.stake) + input.amount < court.minimumStake) {
            result.refusal = CourtCodes.BELOW_MINIMUM;
        } else {
            arbitrator.stake += input.amount;
        }
    }

    function _unstake(Court memory court, Arbitrator memory arbitrator, uint128 amount, uint64 time)
        private
        pure
        returns (uint16)
    {
        if (amount > arbitrator.stake) return CourtCodes.MORE_THAN_STAKED;
        uint128 left = arbitrator.stake - amount;
        if (left != 0 && left < court.minimumStake) return CourtCodes.BELOW_MINIMUM;
        // After this point the input must succeed.
        arbitrator.stake = left;
        arbitrator.leaving += amount;
        arbitrator.leavesAt = time + UNBONDING;
        return 0;
    }

    function _collect(Court memory court, Arbitrator memory arbitrator, address token, uint64 time)
        private
        pure
        returns (uint16 refusal, uint256 paid)
    {
        bool stakes = token == court.stakeToken;
        uint128 earned = token == court.feeToken ? arbitrator.earned : 0;
        uint128 leaving = 0;
        if (stakes && time >= arbitrator.leavesAt) {
            uint256 free = arbitrator.free();
            leaving = free < arbitrator.leaving ? uint128(free) : arbitrator.leaving;
        }
        paid = uint256(earned) + leaving;
        if (paid == 0) {
            if (!stakes || arbitrator.leaving == 0) return (CourtCodes.NOTHING_TO_COLLECT, 0);
            return (time < arbitrator.leavesAt ? CourtCodes.STILL_LEAVING : CourtCodes.STAKE_IS_LOCKED, 0);
        }
        // After this point the input must succeed.
        arbitrator.earned -= earned;
        _setLeaving(arbitrator, arbitrator.leaving - leaving);
    }

    // ---- what a panel did ----

    /// @notice A seat locks stake.
    function seated(Arbitrator memory arbitrator, uint128 locked) internal pure {
        arbitrator.locked += locked;
    }

    /// @notice A seat was settled. What would not fit 128 bits any more is not noted down (a hostile token can be earned
    ///         and gained without end): it stays in the vault, and no step fails.
    function settled(
        Court memory court,
        Arbitrator memory arbitrator,
        uint128 released,
        uint128 feeEarned,
        uint128 stakeGained,
        uint128 stakeLost
    ) internal pure {
        if (uint256(court.total) + stakeGained > MOST || arbitrator.backing() + stakeGained > MOST) {
            stakeGained = 0;
        }
        if (uint256(arbitrator.earned) + feeEarned <= MOST) arbitrator.earned += feeEarned;
        arbitrator.locked -= released;
        bool stays = arbitrator.stake != 0 || arbitrator.leaving == 0;
        // A loss comes out of the stake, and out of what is leaving when the stake is too small.
        uint128 ofStake = stakeLost < arbitrator.stake ? stakeLost : arbitrator.stake;
        uint128 leaving = arbitrator.leaving - (stakeLost - ofStake);
        arbitrator.stake -= ofStake;
        // A gain follows the stake, or joins what is leaving if there is none: who has left gets no weight again.
        if (stays) arbitrator.stake += stakeGained;
        else leaving += stakeGained;
        _setLeaving(arbitrator, leaving);
    }

    /// @notice The treasuries gain; if one of the two would pass 128 bits, neither does.
    function gained(Court memory court, uint128 fee, uint128 stake) internal pure {
        if (uint256(court.feeTreasury) + fee > MOST || uint256(court.stakeTreasury) + stake > MOST) return;
        court.feeTreasury += fee;
        court.stakeTreasury += stake;
    }

    function _setLeaving(Arbitrator memory arbitrator, uint128 leaving) private pure {
        arbitrator.leaving = leaving;
        if (leaving == 0) arbitrator.leavesAt = 0;
    }
}
