package org.horkos.app.demo;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.horkos.arbitration.panel.Ballot;
import org.horkos.arbitration.panel.PanelState;
import org.horkos.arbitration.panel.PanelTerms;
import org.horkos.arbitration.panel.Seat;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.State;
import org.horkos.node.step.Action;
import org.horkos.node.step.Facts;

/**
 * The arbitrators of the demo: they stake, and whoever is drawn commits to a ballot and reveals it.
 */
final class DemoCourt {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Wallet wallet;
  private final List<Person> arbitrators;

  DemoCourt(Wallet wallet, List<Person> arbitrators) {
    this.wallet = wallet;
    this.arbitrators = List.copyOf(arbitrators);
  }

  /**
   * Makes a court and has every arbitrator stake in it.
   *
   * @param token staked and earned
   * @param minimum what a seat locks
   * @param stake each one's stake
   * @return the court's number
   */
  long open(Person owner, Address token, BigInteger minimum, BigInteger stake) {
    wallet.send(owner, token, new Action.CreateCourt(token, token, minimum));
    long court = wallet.read(machine -> machine.state().globals().courts()) - 1;
    for (int i = 0; i < arbitrators.size(); i++) {
      wallet.send(arbitrators.get(i), token, new Action.Stake(court, i, stake));
    }
    return court;
  }

  /** The token in which the court of a dispute pays. */
  Address feeToken(long dispute) {
    return wallet.read(
        machine ->
            machine
                .state()
                .court(machine.state().panel(dispute).orElseThrow().state().court())
                .orElseThrow()
                .feeToken());
  }

  /** The dispute over a deliverable. */
  long dispute(DemoStage.Opened opened, int deliverable) {
    return wallet
        .read(machine -> machine.state().deliverable(opened.id(), deliverable))
        .flatMap(Leaf.DeliverableLeaf::dispute)
        .orElseThrow(() -> new DemoFailure("there is no dispute to judge"));
  }

  /** What the panel of a dispute goes by. */
  PanelTerms terms(DemoStage.Opened opened, int deliverable, long dispute) {
    Terms terms = opened.agreement().terms();
    DeliverableTerms part = terms.deliverables().get(deliverable);
    return wallet.read(
        machine -> {
          State state = machine.state();
          Leaf.PanelLeaf panel = state.panel(dispute).orElseThrow();
          return PanelTerms.of(
              dispute,
              terms.hash(),
              deliverable,
              terms.head().courts().get(part.court()),
              part,
              state.dispute(dispute).orElseThrow().state(),
              state.court(panel.state().court()).orElseThrow().minimumStake(),
              state.agreement(opened.id()).orElseThrow().start(),
              state.deliverable(opened.id(), deliverable).orElseThrow().deliveredAt());
        });
  }

  /** Those who were drawn, by their seat; an empty seat is left out. */
  Map<Integer, Person> drawn(long dispute) {
    return wallet.read(
        machine -> {
          Map<Integer, Person> seated = new HashMap<>();
          int seats = machine.state().panel(dispute).orElseThrow().seats();
          for (int s = 0; s < seats; s++) {
            Seat seat = machine.state().seat(dispute, s).orElseThrow().seat();
            for (Person arbitrator : arbitrators) {
              if (!seat.empty() && seat.voter().equals(arbitrator.address())) {
                seated.put(s, arbitrator);
              }
            }
          }
          return seated;
        });
  }

  /** Where a panel stands. */
  PanelState.Phase phase(long dispute) {
    return wallet.read(machine -> machine.state().panel(dispute).orElseThrow().state().phase());
  }

  /** All who were drawn commit to the same ballot, then all reveal it. */
  void vote(
      long dispute,
      Address token,
      PanelTerms terms,
      Map<Integer, Person> seated,
      SortedMap<Integer, BigInteger> found) {
    reveal(dispute, token, seated, commit(dispute, token, terms, seated, found), found);
  }

  /**
   * All who were drawn commit to the same ballot.
   *
   * @return the salts by seat, for {@link #reveal}
   */
  Map<Integer, Hash> commit(
      long dispute,
      Address token,
      PanelTerms terms,
      Map<Integer, Person> seated,
      SortedMap<Integer, BigInteger> found) {
    Hash ballot = Ballot.hash(found);
    Map<Integer, Hash> salts = new HashMap<>();
    seated.forEach(
        (seat, voter) -> {
          byte[] bytes = new byte[Hash.SIZE];
          RANDOM.nextBytes(bytes);
          Hash salt = Hash.of(bytes);
          salts.put(seat, salt);
          Hash commitment = Ballot.commitment(voter.address(), terms, seat, ballot, salt);
          wallet.send(voter, token, new Action.Commit(dispute, seat, commitment));
        });
    return salts;
  }

  /** All reveal the ballot that they have committed to. */
  void reveal(
      long dispute,
      Address token,
      Map<Integer, Person> seated,
      Map<Integer, Hash> salts,
      SortedMap<Integer, BigInteger> found) {
    salts.forEach(
        (seat, salt) ->
            wallet.send(
                Objects.requireNonNull(seated.get(seat)),
                token,
                new Action.Reveal(dispute, seat, salt, Facts.of(found))));
  }
}
