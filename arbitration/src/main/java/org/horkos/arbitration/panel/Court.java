package org.horkos.arbitration.panel;

import java.math.BigInteger;
import java.util.List;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;

/**
 * A court: its fixed terms, its arbitrators, its treasury. Nothing that its owner does can change
 * tokens or minimum stake, so an open agreement is judged under the terms it was signed with.
 *
 * @param owner who made it
 * @param stakeToken what arbitrators stake
 * @param feeToken what they earn
 * @param minimumStake what a seat locks, base units of the stake token; 1 to 2^120 - 1
 * @param tree the arbitrators
 * @param feeTreasury base units of the fee token that no arbitrator earned
 * @param stakeTreasury base units of the stake token that losing seats left and nobody gained
 */
public record Court(
    Address owner,
    Address stakeToken,
    Address feeToken,
    BigInteger minimumStake,
    SumTree tree,
    BigInteger feeTreasury,
    BigInteger stakeTreasury) {
  private static final int MINIMUM_BITS = 120;

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if an amount is out of its range
   */
  public Court {
    if (!isMinimum(minimumStake)) {
      throw new IllegalArgumentException("a court's minimum stake lies between 1 and 2^120 - 1");
    }
    Uint128.check(feeTreasury);
    Uint128.check(stakeTreasury);
  }

  /** A court that nobody has joined; {@code minimumStake} must be one by {@link #isMinimum}. */
  public static Court created(
      Address owner, Address stakeToken, Address feeToken, BigInteger minimumStake) {
    return new Court(
        owner, stakeToken, feeToken, minimumStake, SumTree.EMPTY, BigInteger.ZERO, BigInteger.ZERO);
  }

  /** Whether an amount can be a court's minimum stake: 1 to 2^120 - 1. */
  public static boolean isMinimum(BigInteger amount) {
    return amount.signum() > 0 && amount.bitLength() <= MINIMUM_BITS;
  }

  /** How many arbitrators have joined, those who left again included. */
  public int arbitrators() {
    return tree.size();
  }

  /** Root of the sum tree. */
  public Hash root() {
    return tree.root();
  }

  /** All stakes that new disputes draw by, base units; what is leaving does not count. */
  public BigInteger total() {
    return tree.total();
  }

  /** What somebody asks of a court. */
  public sealed interface Input {
    /**
     * Stakes. {@code arbitrator} is the number of arbitrators to join as the next one, one's own
     * index to top up, or the index of somebody who has left with everything to take his place. The
     * amount has been taken from the staker's account.
     */
    record Stake(Address actor, int arbitrator, BigInteger amount) implements Input {}

    /**
     * Takes an amount out of the weight: all of the stake, or down to the minimum at most. It can
     * be collected {@link PanelTerms#UNBONDING} seconds later, with all that is leaving already.
     */
    record Unstake(Address actor, int arbitrator, BigInteger amount) implements Input {}

    /**
     * Takes out, of one token, all that can be: what was earned if it is the fee token, what has
     * left the stake if it is the stake token, both if they are the same.
     */
    record Collect(Address actor, int arbitrator, Address token) implements Input {}
  }

  /** What became of an input. */
  public sealed interface Result {
    /**
     * It was done.
     *
     * @param court the court from now on
     * @param changes leaves of the sum tree that changed, in order: what a history must remember
     * @param paid what goes to the actor's account: base units of the token that Collect names; 0
     *     for all other inputs
     */
    record Applied(Court court, List<StakeHistory.Change> changes, BigInteger paid)
        implements Result {
      public Applied {
        changes = List.copyOf(changes);
      }
    }

    /** It was refused; nothing changed. */
    record Refused(CourtRefusal refusal) implements Result {}
  }

  /**
   * Does what is asked, or says why not. Never throws for any actor, index or amount.
   *
   * @param now Unix seconds
   */
  public Result apply(Input input, long now) {
    return switch (input) {
      case Input.Stake stake -> stake(stake);
      case Input.Unstake unstake -> unstake(unstake, now);
      case Input.Collect collect -> collect(collect, now);
    };
  }

  /**
   * Applies what a panel's step did to this court: locks, releases, earnings, losses.
   *
   * @throws IllegalArgumentException if the effect is not of a panel of this court
   */
  public Result.Applied after(PanelEffect.OnCourt effect) {
    return switch (effect) {
      case PanelEffect.Seated seated ->
          changed(
              seated.arbitrator(), tree.arbitrator(seated.arbitrator()).seated(seated.locked()));
      case PanelEffect.SeatSettled settled ->
          changed(settled.arbitrator(), tree.arbitrator(settled.arbitrator()).settled(settled));
      case PanelEffect.TreasuryGained gained ->
          new Result.Applied(
              new Court(
                  owner,
                  stakeToken,
                  feeToken,
                  minimumStake,
                  tree,
                  feeTreasury.add(gained.fee()),
                  stakeTreasury.add(gained.stake())),
              List.of(),
              BigInteger.ZERO);
    };
  }

  private Result stake(Input.Stake input) {
    int index = input.arbitrator();
    if (input.amount().signum() <= 0) {
      return refused(CourtRefusal.NOTHING_STAKED);
    }
    if (index < 0 || index > tree.size()) {
      return refused(CourtRefusal.NO_SUCH_ARBITRATOR);
    }
    if (index == SumTree.CAPACITY) {
      return refused(CourtRefusal.COURT_IS_FULL);
    }
    // Places are few and leaving is free: who has left must not take one for ever.
    boolean known = index < tree.size() && !tree.arbitrator(index).left();
    if (known && !tree.arbitrator(index).address().equals(input.actor())) {
      return refused(CourtRefusal.NOT_THIS_ARBITRATOR);
    }
    Arbitrator before = known ? tree.arbitrator(index) : Arbitrator.joined(input.actor());
    if (!Uint128.fits(tree.total().add(input.amount()))
        || !Uint128.fits(before.backing().add(input.amount()))) {
      return refused(CourtRefusal.STAKE_TOO_LARGE);
    }
    if (before.stake().add(input.amount()).compareTo(minimumStake) < 0) {
      return refused(CourtRefusal.BELOW_MINIMUM);
    }
    // After this point the input must succeed.
    return changed(index, before.staked(input.amount()));
  }

  private Result unstake(Input.Unstake input, long now) {
    int index = input.arbitrator();
    if (input.amount().signum() <= 0) {
      return refused(CourtRefusal.NOTHING_STAKED);
    }
    if (index < 0 || index >= tree.size()) {
      return refused(CourtRefusal.NO_SUCH_ARBITRATOR);
    }
    Arbitrator before = tree.arbitrator(index);
    if (!before.address().equals(input.actor())) {
      return refused(CourtRefusal.NOT_THIS_ARBITRATOR);
    }
    if (input.amount().compareTo(before.stake()) > 0) {
      return refused(CourtRefusal.MORE_THAN_STAKED);
    }
    BigInteger left = before.stake().subtract(input.amount());
    if (left.signum() > 0 && left.compareTo(minimumStake) < 0) {
      return refused(CourtRefusal.BELOW_MINIMUM);
    }
    // After this point the input must succeed.
    return changed(index, before.unstaked(input.amount(), now + PanelTerms.UNBONDING));
  }

  private Result collect(Input.Collect input, long now) {
    int index = input.arbitrator();
    if (index < 0 || index >= tree.size()) {
      return refused(CourtRefusal.NO_SUCH_ARBITRATOR);
    }
    Arbitrator before = tree.arbitrator(index);
    if (!before.address().equals(input.actor())) {
      return refused(CourtRefusal.NOT_THIS_ARBITRATOR);
    }
    boolean stakes = input.token().equals(stakeToken);
    BigInteger earned = input.token().equals(feeToken) ? before.earned() : BigInteger.ZERO;
    BigInteger leaving = stakes ? before.collectable(now) : BigInteger.ZERO;
    BigInteger paid = earned.add(leaving);
    if (paid.signum() == 0) {
      return refused(
          !stakes || before.leaving().signum() == 0
              ? CourtRefusal.NOTHING_TO_COLLECT
              : now < before.leavesAt()
                  ? CourtRefusal.STILL_LEAVING
                  : CourtRefusal.STAKE_IS_LOCKED);
    }
    // After this point the input must succeed.
    Result.Applied applied = changed(index, before.collected(leaving, earned));
    return new Result.Applied(applied.court(), applied.changes(), paid);
  }

  private Result.Applied changed(int index, Arbitrator arbitrator) {
    return new Result.Applied(
        new Court(
            owner,
            stakeToken,
            feeToken,
            minimumStake,
            tree.with(index, arbitrator),
            feeTreasury,
            stakeTreasury),
        List.of(new StakeHistory.Change(index, arbitrator)),
        BigInteger.ZERO);
  }

  private static Result refused(CourtRefusal refusal) {
    return new Result.Refused(refusal);
  }
}
