package org.horkos.node.execution;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.horkos.arbitration.evidence.Evidence;
import org.horkos.arbitration.panel.Arbitrator;
import org.horkos.arbitration.panel.Court;
import org.horkos.arbitration.panel.Panel;
import org.horkos.arbitration.panel.PanelEffect;
import org.horkos.arbitration.panel.PanelInput;
import org.horkos.arbitration.panel.PanelResult;
import org.horkos.arbitration.panel.PanelState;
import org.horkos.arbitration.panel.PanelTerms;
import org.horkos.arbitration.panel.Seat;
import org.horkos.engine.lifecycle.DeliverableState;
import org.horkos.engine.lifecycle.Effect;
import org.horkos.node.state.Layout;
import org.horkos.node.state.Leaf;

/** The panel of one dispute while a step works on it, with its court and its exhibits. */
final class PanelRun {
  private final StepContext context;
  private final long dispute;
  private final AgreementRun agreement;
  private final int deliverable;

  PanelRun(StepContext context, long dispute, AgreementRun agreement, int deliverable) {
    this.context = context;
    this.dispute = dispute;
    this.agreement = agreement;
    this.deliverable = deliverable;
  }

  /** What finding a dispute gives. */
  sealed interface Found {
    /** It can be worked on. */
    record Run(AgreementRun agreement, PanelRun panel, Leaf.DisputeLeaf dispute) implements Found {}

    /** It cannot. */
    record None(NodeRefusal why) implements Found {}
  }

  static Found find(StepContext context, long dispute) {
    Optional<Leaf.DisputeLeaf> leaf = context.state.dispute(dispute);
    if (leaf.isEmpty()) {
      return new Found.None(NodeRefusal.UNKNOWN_DISPUTE);
    }
    if (context.state.panel(dispute).isEmpty()) {
      return new Found.None(NodeRefusal.NO_PANEL);
    }
    return switch (AgreementRun.find(context, leaf.get().agreement())) {
      case AgreementRun.Found.None none -> new Found.None(none.why());
      case AgreementRun.Found.Run run -> {
        run.run().load(leaf.get().deliverable());
        yield new Found.Run(
            run.run(),
            new PanelRun(context, dispute, run.run(), leaf.get().deliverable()),
            leaf.get());
      }
    };
  }

  private PanelState load() {
    Leaf.PanelLeaf leaf = context.state.panel(dispute).orElseThrow();
    List<Seat> seats = new ArrayList<>();
    for (int s = 0; s < leaf.seats(); s++) {
      seats.add(context.state.seat(dispute, s).orElseThrow().seat());
    }
    return withSeats(leaf.state(), seats);
  }

  private void save(PanelState panel) {
    for (int s = 0; s < panel.seats().size(); s++) {
      Leaf.SeatLeaf seat = new Leaf.SeatLeaf(panel.seats().get(s));
      if (!context.state.seat(dispute, s).equals(Optional.of(seat))) {
        context.state.put(dispute, s, seat);
      }
    }
    Leaf.PanelLeaf leaf = new Leaf.PanelLeaf(withSeats(panel, List.of()), panel.seats().size());
    if (!context.state.panel(dispute).equals(Optional.of(leaf))) {
      context.state.put(dispute, leaf);
    }
  }

  private static PanelState withSeats(PanelState panel, List<Seat> seats) {
    return new PanelState(
        panel.court(),
        panel.frozenRoot(),
        panel.frozenTotal(),
        panel.evidenceUntil(),
        panel.drawUntil(),
        panel.phase(),
        panel.seed(),
        panel.tries(),
        seats,
        panel.commitUntil(),
        panel.revealUntil(),
        panel.coherent(),
        panel.silent(),
        panel.courtPart(),
        panel.pool());
  }

  private PanelTerms terms(long court) {
    DeliverableState its = agreement.state().deliverables().get(deliverable);
    return PanelTerms.of(
        dispute,
        agreement.terms().hash(),
        deliverable,
        agreement.court(deliverable),
        agreement.terms().deliverables().get(deliverable),
        its.dispute().orElseThrow(),
        context.state.court(court).orElseThrow().minimumStake(),
        agreement.state().start(),
        its.deliveredAt());
  }

  /** Applies an input; empty if it was done, else why not. */
  Optional<Reason> apply(PanelInput input, long now) {
    PanelState panel = load();
    return switch (Panel.apply(terms(panel.court()), panel, input, now)) {
      case PanelResult.Refused refused -> Optional.of(Reason.of(refused.refusal()));
      case PanelResult.Applied applied -> {
        save(applied.state());
        if (input instanceof PanelInput.Draw draw) {
          applied.effects().forEach(effect -> showDrawn(draw, effect));
        }
        for (PanelEffect effect : applied.effects()) {
          take(panel.court(), effect);
        }
        yield Optional.empty();
      }
    };
  }

  /** Who was drawn is looked at in the frozen tree and as he is now. */
  private void showDrawn(PanelInput.Draw draw, PanelEffect effect) {
    switch (effect) {
      case PanelEffect.Seated seated -> showDrawn(draw, seated.arbitrator());
      case PanelEffect.Passed passed -> showDrawn(draw, passed.arbitrator());
      case PanelEffect.Moved _,
          PanelEffect.LeftEmpty _,
          PanelEffect.Committed _,
          PanelEffect.Revealed _,
          PanelEffect.Ruled _,
          PanelEffect.SeatSettled _,
          PanelEffect.TreasuryGained _ -> {
        // nobody is drawn by these
      }
    }
  }

  private void showDrawn(PanelInput.Draw draw, int arbitrator) {
    context.state.note(
        touched -> {
          touched.path(arbitrator, draw.frozen().place(arbitrator));
          touched.path(arbitrator, draw.court().tree().place(arbitrator));
        });
  }

  private void take(long court, PanelEffect effect) {
    context.effects.add(new StepEffect.OnPanel(dispute, effect));
    switch (effect) {
      case PanelEffect.OnCourt onCourt -> onCourt(court, onCourt);
      case PanelEffect.Ruled ruled -> agreement.ruled(deliverable, ruled.ruling(), ruled.at());
      case PanelEffect.Moved _,
          PanelEffect.Passed _,
          PanelEffect.LeftEmpty _,
          PanelEffect.Committed _,
          PanelEffect.Revealed _ -> {
        // the panel's own leaf says it all
      }
    }
  }

  private void onCourt(long id, PanelEffect.OnCourt effect) {
    Court court = context.state.court(id).orElseThrow();
    if (effect instanceof PanelEffect.SeatSettled settled) {
      context.state.note(
          touched -> touched.path(settled.arbitrator(), court.tree().place(settled.arbitrator())));
    }
    set(context, id, court.after(withinBounds(court, effect)));
  }

  /**
   * A hostile token can be earned and gained without end. What would not fit 128 bits any more is
   * not noted down: it stays in the vault, and no step fails.
   */
  private static PanelEffect.OnCourt withinBounds(Court court, PanelEffect.OnCourt effect) {
    return switch (effect) {
      case PanelEffect.Seated seated -> seated;
      case PanelEffect.SeatSettled settled -> {
        Arbitrator before = court.tree().arbitrator(settled.arbitrator());
        BigInteger gained = settled.stakeGained();
        boolean gains = fits(court.total().add(gained)) && fits(before.backing().add(gained));
        yield new PanelEffect.SeatSettled(
            settled.seat(),
            settled.arbitrator(),
            settled.released(),
            fits(before.earned().add(settled.feeEarned())) ? settled.feeEarned() : BigInteger.ZERO,
            gains ? gained : BigInteger.ZERO,
            settled.stakeLost());
      }
      case PanelEffect.TreasuryGained gained ->
          fits(court.feeTreasury().add(gained.fee()))
                  && fits(court.stakeTreasury().add(gained.stake()))
              ? gained
              : new PanelEffect.TreasuryGained(BigInteger.ZERO, BigInteger.ZERO);
    };
  }

  private static boolean fits(BigInteger amount) {
    return amount.bitLength() <= 128;
  }

  /** Sets a court to what it has become. */
  static void set(StepContext context, long court, Court.Result.Applied applied) {
    context.state.put(
        court,
        applied.court(),
        applied.changes().stream()
            .map(change -> new Leaf.StakeChange(change.index(), change.arbitrator()))
            .toList());
  }

  /** Applies the time that has passed. */
  void advance(long now) {
    // Without the seats, which are looked at only if something is due.
    PanelState panel = context.state.panel(dispute).orElseThrow().state();
    boolean due = panel.nextDeadline().filter(deadline -> deadline <= now).isPresent();
    if (due) {
      apply(new PanelInput.Advance(), now);
    }
  }

  /**
   * The dispute is over and the court's part is paid.
   *
   * @param courtPart base units of the fee token
   * @param byRuling whether this panel's ruling ended it
   */
  void over(BigInteger courtPart, boolean byRuling) {
    PanelState panel = load();
    if (byRuling && panel.phase() == PanelState.Phase.RULED) {
      apply(new PanelInput.Pay(courtPart), context.now());
      return;
    }
    apply(new PanelInput.Dissolve(), context.now());
    if (courtPart.signum() > 0) {
      // No seat has earned it.
      take(panel.court(), new PanelEffect.TreasuryGained(courtPart, BigInteger.ZERO));
    }
  }

  /** One try for the next seat with the seed of a beacon. */
  Optional<Reason> draw(long beacon) {
    Optional<Leaf.Beacon> named = context.state.beacon(beacon);
    if (named.isEmpty()) {
      return Optional.of(Reason.of(NodeRefusal.UNKNOWN_BEACON));
    }
    PanelState panel = load();
    PanelInput.Draw draw =
        new PanelInput.Draw(
            context.state.sumTree(panel.court(), panel.frozenRoot()),
            context.state.court(panel.court()).orElseThrow(),
            new HashSet<>(agreement.concerned()),
            new PanelInput.Beacon(named.get().blockTime(), named.get().seed()),
            context.state.beacon(beacon - 1).map(Leaf.Beacon::blockTime));
    return apply(draw, context.now());
  }

  /** Pays or slashes one seat. */
  Optional<Reason> settleSeat(int seat) {
    return apply(new PanelInput.SettleSeat(seat), context.now());
  }

  /** Keeps an exhibit, if its party may still show one. */
  static Optional<Reason> exhibit(
      StepContext context, long dispute, Effect.Shown shown, long until) {
    int first = Layout.EXHIBIT_SLOT + shown.party() * Evidence.MAX_PER_PARTY;
    List<Evidence.Exhibit> exhibits = new ArrayList<>();
    // Without gaps: the first free slot ends them.
    Optional<Leaf.ExhibitLeaf> leaf = context.state.exhibit(dispute, first);
    while (leaf.isPresent()) {
      exhibits.add(new Evidence.Exhibit(shown.party(), leaf.get().document(), leaf.get().at()));
      leaf =
          exhibits.size() < Evidence.MAX_PER_PARTY
              ? context.state.exhibit(dispute, first + exhibits.size())
              : Optional.empty();
    }
    return switch (new Evidence(exhibits).lay(shown.party(), shown.document(), shown.at(), until)) {
      case Evidence.Result.Refused refused -> Optional.of(Reason.of(refused.refusal()));
      case Evidence.Result.Applied applied -> {
        context.state.put(
            dispute, first + exhibits.size(), new Leaf.ExhibitLeaf(shown.document(), shown.at()));
        yield Optional.empty();
      }
    };
  }
}
