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
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
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
   * @param stake each one's stake, and the minimum
   * @return the court's number
   */
  long open(Person owner, Address token, BigInteger stake) {
    wallet.send(owner, token, new Action.CreateCourt(token, token, stake));
    long court = wallet.read(machine -> machine.state().globals().courts()) - 1;
    for (int i = 0; i < arbitrators.size(); i++) {
      wallet.send(arbitrators.get(i), token, new Action.Stake(court, i, stake));
    }
    return court;
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
    salts.forEach(
        (seat, salt) ->
            wallet.send(
                Objects.requireNonNull(seated.get(seat)),
                token,
                new Action.Reveal(dispute, seat, salt, Facts.of(found))));
  }
}
