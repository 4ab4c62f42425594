package org.horkos.node.execution;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.horkos.arbitration.panel.Court;
import org.horkos.dsl.value.Address;
import org.horkos.node.state.Layout;
import org.horkos.node.state.Leaf;
import org.horkos.node.step.Action;

/** Courts: making them, staking in them, taking out what was staked or earned. */
final class CourtRun {
  private final StepContext context;
  private final long account;
  private final Leaf.Account payer;

  /** For the account that signed, as it is after the fee. */
  CourtRun(StepContext context, long account, Leaf.Account payer) {
    this.context = context;
    this.account = account;
    this.payer = payer;
  }

  Optional<Reason> create(Action.CreateCourt action) {
    Leaf.Globals globals = context.state.globals();
    if (!Court.isMinimum(action.minimumStake())) {
      return refused(NodeRefusal.BAD_MINIMUM_STAKE);
    }
    if (globals.courts() >= Layout.MAX_IDS) {
      return refused(NodeRefusal.NO_NUMBER_LEFT);
    }
    // After this point the step must succeed.
    Court court =
        Court.created(payer.owner(), action.stakeToken(), action.feeToken(), action.minimumStake());
    context.state.put(globals.courts(), court, List.of());
    context.state.put(globals.withCourts(globals.courts() + 1));
    context.effects.add(new StepEffect.CourtMade(globals.courts()));
    return Optional.empty();
  }

  Optional<Reason> apply(Action.InCourt action) {
    Optional<Court> court = context.state.court(action.court());
    if (court.isEmpty()) {
      return refused(NodeRefusal.UNKNOWN_COURT);
    }
    return switch (action) {
      case Action.Stake stake -> stake(court.get(), stake);
      case Action.Unstake unstake ->
          take(
              court.get(),
              unstake,
              new Court.Input.Unstake(payer.owner(), index(unstake), unstake.amount()),
              account);
      case Action.Collect collect -> {
        Optional<Leaf.Account> to = context.state.account(collect.to());
        if (to.isEmpty()) {
          yield refused(NodeRefusal.UNKNOWN_RECIPIENT);
        }
        Address token = to.get().token();
        if (!token.equals(court.get().feeToken()) && !token.equals(court.get().stakeToken())) {
          yield refused(NodeRefusal.OTHER_TOKEN);
        }
        yield take(
            court.get(),
            collect,
            new Court.Input.Collect(payer.owner(), index(collect), token),
            collect.to());
      }
    };
  }

  private Optional<Reason> stake(Court court, Action.Stake action) {
    if (!payer.token().equals(court.stakeToken())) {
      return refused(NodeRefusal.OTHER_TOKEN);
    }
    if (payer.balance().compareTo(action.amount()) < 0) {
      return refused(NodeRefusal.INSUFFICIENT_BALANCE);
    }
    Address actor = payer.owner();
    Court.Input input = new Court.Input.Stake(actor, index(action), action.amount());
    return switch (applied(court, input, index(action))) {
      case Court.Result.Refused refused -> Optional.of(Reason.of(refused.refusal()));
      case Court.Result.Applied applied -> {
        context.debit(account, action.amount());
        changed(action, applied);
        yield Optional.empty();
      }
    };
  }

  private Optional<Reason> take(
      Court court, Action.InCourt action, Court.Input input, long recipient) {
    return switch (applied(court, input, index(action))) {
      case Court.Result.Refused refused -> Optional.of(Reason.of(refused.refusal()));
      case Court.Result.Applied applied -> {
        BigInteger paid = applied.paid();
        if (!context.credit(recipient, paid)) {
          yield refused(NodeRefusal.BALANCE_TOO_LARGE);
        }
        changed(action, applied);
        yield Optional.empty();
      }
    };
  }

  /** Asks the court; tells whether the arbitrator's place in its tree is looked at for that. */
  private Court.Result applied(Court court, Court.Input input, int index) {
    Court.Result result = court.apply(input, context.now());
    boolean looked =
        switch (result) {
          case Court.Result.Applied _ -> true;
          case Court.Result.Refused refused ->
              switch (refused.refusal()) {
                case NOTHING_STAKED, NO_SUCH_ARBITRATOR, COURT_IS_FULL -> false;
                case NOT_THIS_ARBITRATOR,
                    STAKE_TOO_LARGE,
                    BELOW_MINIMUM,
                    MORE_THAN_STAKED,
                    STAKE_IS_LOCKED,
                    NOTHING_TO_COLLECT,
                    STILL_LEAVING ->
                    true;
              };
        };
    if (looked) {
      context.state.note(touched -> touched.path(index, court.tree().place(index)));
    }
    return result;
  }

  private void changed(Action.InCourt action, Court.Result.Applied applied) {
    PanelRun.set(context, action.court(), applied);
    context.effects.add(new StepEffect.StakeChanged(action.court(), action.arbitrator()));
  }

  /** The index as the court takes it; what no court can have becomes none. */
  private static int index(Action.InCourt action) {
    return action.arbitrator() > Integer.MAX_VALUE ? -1 : (int) action.arbitrator();
  }

  private static Optional<Reason> refused(NodeRefusal refusal) {
    return Optional.of(Reason.of(refusal));
  }
}
