package org.horkos.dsl.foresight;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Amounts;
import org.horkos.dsl.agreement.Deliverable;

/** What a party can end with in one deliverable, by how it ends. */
final class Ends {
  private static final int NOBODY = -1;

  private final Agreement agreement;
  private final int index;
  private final Deliverable deliverable;
  private final Amounts amounts;
  private final Judgement judgement;
  private final Watched watched;
  private final Box root;
  private final long boxes;
  private final Map<Asked, Map<End, Lead>> found = new HashMap<>();
  private final Map<Judged, Optional<Lead>> searched = new HashMap<>();

  /**
   * The ends of a deliverable.
   *
   * @param boxes how many boxes a search may look at
   */
  Ends(Agreement agreement, List<BigInteger> parameters, int index, long boxes) {
    this.agreement = agreement;
    this.index = index;
    this.deliverable = agreement.deliverables().get(index);
    this.amounts = Amounts.of(deliverable, parameters);
    this.judgement = new Judgement(deliverable, amounts);
    this.watched = new Watched(deliverable, amounts);
    this.boxes = boxes;
    List<Range> ranges = new ArrayList<>();
    for (Deliverable.Fact fact : deliverable.facts()) {
      ranges.add(new Range(fact.domain().least(), amounts.most(fact.domain())));
    }
    ranges.add(new Latenesses(agreement, parameters, deliverable).range());
    this.root = new Box(ranges);
  }

  private record Asked(int party, int token, boolean most) {}

  private record Judged(int party, boolean most, End end) {}

  /** What a party has locked here in a token. */
  BigInteger locked(int party, int token) {
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < deliverable.pays().size(); i++) {
      Deliverable.Pay pay = deliverable.pays().get(i);
      boolean its = pay.payer() == party && pay.token() == token;
      sum = its ? sum.add(amounts.pays().get(i)) : sum;
    }
    for (int i = 0; i < deliverable.lots().size(); i++) {
      Deliverable.Lot lot = deliverable.lots().get(i);
      boolean its = lot.owner() == party && lot.token() == token;
      sum = its ? sum.add(amounts.lots().get(i)) : sum;
    }
    return sum;
  }

  /** What disputes can add. */
  BigInteger forfeit(int party, int token, boolean most) {
    return pots(token)
        ? Forfeits.of(agreement, deliverable, amounts, party, most)
        : BigInteger.ZERO;
  }

  /** The least or most by each end that can be, once it has opened; without what is owed. */
  Map<End, Lead> of(int party, int token, boolean most) {
    return found.computeIfAbsent(new Asked(party, token, most), this::ends);
  }

  private Map<End, Lead> ends(Asked asked) {
    Map<End, Lead> ends = new EnumMap<>(End.class);
    if (deliverable.clauses().contest().isPresent()) {
      BigInteger net =
          pots(asked.token())
              ? new Contests(agreement, deliverable, amounts).net(asked.party(), asked.most())
              : BigInteger.ZERO;
      ends.put(End.SHARED, Lead.without(index, End.SHARED, net, true));
      return ends;
    }
    for (End end : List.of(End.KEPT, End.FAILED)) {
      delivered(asked, end).ifPresent(lead -> ends.put(end, lead));
    }
    if (!deliverable.clauses().byItself()) {
      ends.put(End.MISSED, missed(asked.party(), asked.token()));
    }
    return ends;
  }

  private Optional<Lead> delivered(Asked asked, End end) {
    boolean partakes = pots(asked.token()) && partakes(asked.party());
    // Who has no part in it ends with nothing; but whether it can end so is asked all the same.
    Judged judged = new Judged(partakes ? asked.party() : NOBODY, !partakes || asked.most(), end);
    return searched.computeIfAbsent(judged, this::search);
  }

  private Optional<Lead> search(Judged asked) {
    return Search.of(judgement, watched, root, asked.party(), asked.end(), asked.most(), boxes)
        .map(
            one ->
                Widening.of(
                    index, judgement, watched, root, asked.party(), asked.end(), one, boxes));
  }

  private boolean partakes(int party) {
    return deliverable.performer() == party
        || deliverable.pays().stream().anyMatch(pay -> pay.payer() == party)
        || deliverable.lots().stream().anyMatch(lot -> lot.owner() == party)
        || deliverable.penalties().stream().anyMatch(penalty -> penalty.to() == party)
        || deliverable.failedGives().stream().anyMatch(gives -> gives.to() == party);
  }

  /** What missing it moves, also if it ends so without having opened. */
  Lead missed(int party, int token) {
    BigInteger net = pots(token) ? judgement.missed(party) : BigInteger.ZERO;
    return Lead.without(index, End.MISSED, net, true);
  }

  /** Whether what is locked here is of this token. */
  private boolean pots(int token) {
    return deliverable.pays().isEmpty()
        ? deliverable.lots().stream().anyMatch(lot -> lot.token() == token)
        : deliverable.pays().getFirst().token() == token;
  }
}
