package org.horkos.dsl.foresight;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Deliverable;

/**
 * The extreme course of a whole agreement for one party in one token: deliverables touch only their
 * own pots, so it is a sum over them; but what waits for another one opens only if that ends as it
 * must.
 */
final class Course {
  private static final int NOTHING = -1;

  private final Agreement agreement;
  private final List<Ends> ends;
  private final Debts debts;
  private final int party;
  private final int token;
  private final boolean most;
  private final boolean disputes;
  private final boolean paysForContest;
  private final Set<Integer> endAll = new TreeSet<>();
  private final Map<Beginning, Plan> known = new HashMap<>();

  Course(
      Agreement agreement,
      List<Ends> ends,
      Debts debts,
      int party,
      int token,
      boolean most,
      boolean disputes) {
    this.agreement = agreement;
    this.ends = ends;
    this.debts = debts;
    this.party = party;
    this.token = token;
    this.most = most;
    this.disputes = disputes;
    this.paysForContest =
        agreement.deliverables().stream()
            .filter(one -> one.clauses().contest().isPresent())
            .flatMap(one -> one.pays().stream())
            .anyMatch(pay -> pay.payer() == party);
    for (Deliverable one : agreement.deliverables()) {
      if (one.clauses().missedEndsAll() || one.clauses().failedEndsAll()) {
        endAll.add(one.performer());
      }
    }
  }

  private record Plan(BigInteger amount, List<Lead> leads) {
    boolean exact() {
      return leads.stream().allMatch(Lead::exact);
    }
  }

  Extreme extreme() {
    BigInteger sum = BigInteger.ZERO;
    List<Lead> leads = new ArrayList<>();
    for (int i = 0; i < agreement.deliverables().size(); i++) {
      if (agreement.deliverables().get(i).after().isEmpty()) {
        Plan plan = best(new Beginning(i, true, i));
        sum = sum.add(plan.amount());
        leads.addAll(plan.leads());
      }
    }
    leads.sort(Comparator.comparingInt(Lead::deliverable));
    boolean exact = endAll.isEmpty() && leads.stream().allMatch(Lead::exact) && agree(leads);
    return new Extreme(sum, exact, leads);
  }

  /**
   * How a deliverable begins.
   *
   * @param opens whether nothing keeps it from opening but an empty seat, or the end of all
   * @param owedFrom the first of the debts that were carried to it one by one; itself if none was
   */
  private record Beginning(int index, boolean opens, int owedFrom) {
    boolean carried() {
      return owedFrom != index;
    }
  }

  private Plan best(Beginning beginning) {
    Plan plan = known.get(beginning);
    if (plan == null) {
      plan = best(beginning.opens() ? opened(beginning) : closed(beginning.index()));
      known.put(beginning, plan);
    }
    return plan;
  }

  private Plan best(List<Plan> plans) {
    // Who pays for a contest ends best if nobody wins it: then what is not kept goes first.
    boolean lastOfEqual = most && paysForContest;
    Plan best = plans.getFirst();
    for (Plan plan : plans) {
      int better = plan.amount().compareTo(best.amount()) * (most ? 1 : -1);
      // Of two that come to the same, one that is known to be reached tells more.
      boolean rather = plan.exact() == best.exact() ? lastOfEqual : plan.exact();
      best = better > 0 || better == 0 && rather ? plan : best;
    }
    return best;
  }

  /** All that can come of a deliverable that opens. With a debt carried to it, it has opened. */
  private List<Plan> opened(Beginning beginning) {
    int index = beginning.index();
    int from = beginning.owedFrom();
    List<Plan> plans = new ArrayList<>();
    for (Map.Entry<End, Lead> end : ends.get(index).of(party, token, most).entrySet()) {
      boolean judged = end.getKey() == End.KEPT || end.getKey() == End.FAILED;
      Lead lead = end.getValue();
      lead = disputes && judged ? lead.with(ends.get(index).forfeit(party, token, most)) : lead;
      if (!debts.owes(index)) {
        plans.add(followed(lead, end.getKey()));
      } else if (judged) {
        lead = lead.with(debts.paid(from, index, party, token, most));
        plans.add(followed(lead, end.getKey()));
      } else {
        plans.addAll(owing(lead, from));
      }
    }
    if (!endAll.isEmpty()) {
      // The pots go back, but what was paid of a debt does not.
      Lead cut = Lead.without(index, End.CANCELLED, BigInteger.ZERO, false);
      plans.add(followed(cut.with(debts.unpaid(from, index, party, token, most)), End.CANCELLED));
    }
    if (!beginning.carried() && mayStayClosed(index)) {
      plans.addAll(closed(index));
    }
    return plans;
  }

  private boolean mayStayClosed(int index) {
    return !seats(index).isEmpty() || !endAll.isEmpty();
  }

  /** What can come of a missed debt: it is carried on, or its rest stays unpaid. */
  private List<Plan> owing(Lead missed, int from) {
    Optional<Integer> carrier = debts.carrier(missed.deliverable());
    List<Plan> plans = new ArrayList<>();
    carrier.ifPresent(to -> plans.add(followed(missed, End.MISSED, new Beginning(to, true, from))));
    if (carrier.isEmpty() || mayStayClosed(carrier.get())) {
      Lead unpaid = missed.with(debts.unpaid(from, missed.deliverable(), party, token, most));
      Optional<Plan> plan =
          carrier.map(to -> followed(unpaid, End.MISSED, new Beginning(to, false, to)));
      plans.add(plan.orElseGet(() -> followed(unpaid, End.MISSED)));
    }
    return plans;
  }

  /** What can come of one that does not open: nothing, or missed if its performer ended all. */
  private List<Plan> closed(int index) {
    List<Plan> plans = new ArrayList<>();
    plans.add(followed(Lead.without(index, End.CANCELLED, BigInteger.ZERO, true), End.CANCELLED));
    if (endAll.contains(agreement.deliverables().get(index).performer())) {
      plans.add(followed(ends.get(index).missed(party, token), End.CANCELLED));
    }
    return plans;
  }

  private Plan followed(Lead lead, End end) {
    return followed(lead, end, new Beginning(NOTHING, false, NOTHING));
  }

  /**
   * With all that waits for it.
   *
   * @param one how one of them begins
   */
  private Plan followed(Lead lead, End end, Beginning one) {
    BigInteger sum = lead.amount();
    List<Lead> leads = new ArrayList<>(List.of(lead));
    for (int i = 0; i < agreement.deliverables().size(); i++) {
      Deliverable next = agreement.deliverables().get(i);
      if (next.after().filter(of -> of == lead.deliverable()).isPresent()) {
        boolean opens = end == End.KEPT || end != End.CANCELLED && next.clauses().afterAnyEnd();
        Plan plan = best(one.index() == i ? one : new Beginning(i, opens, i));
        sum = sum.add(plan.amount());
        leads.addAll(plan.leads());
      }
    }
    return new Plan(sum, leads);
  }

  /** The open seats that must be filled before it opens. */
  private Set<Integer> seats(int index) {
    Deliverable deliverable = agreement.deliverables().get(index);
    Set<Integer> standing = new TreeSet<>(Set.of(deliverable.performer()));
    deliverable.pays().forEach(pay -> standing.add(pay.payer()));
    deliverable.lots().forEach(lot -> standing.add(lot.owner()));
    deliverable.penalties().forEach(penalty -> standing.add(penalty.to()));
    deliverable.missedGives().forEach(gives -> standing.add(gives.to()));
    deliverable.failedGives().forEach(gives -> standing.add(gives.to()));
    deliverable.clauses().owes().forEach(owes -> standing.add(owes.to()));
    standing.removeIf(one -> agreement.parties().get(one).openForSeconds().isEmpty());
    return standing;
  }

  /** Whether the leads can all come true in one life. */
  private boolean agree(List<Lead> leads) {
    Map<Integer, Boolean> filled = new TreeMap<>();
    for (Lead lead : leads) {
      boolean root = agreement.deliverables().get(lead.deliverable()).after().isEmpty();
      if (lead.end() == End.CANCELLED && !root) {
        continue;
      }
      for (int seat : seats(lead.deliverable())) {
        boolean needs = lead.end() != End.CANCELLED;
        if (filled.getOrDefault(seat, needs) != needs) {
          return false;
        }
        filled.put(seat, needs);
      }
    }
    return leads.stream()
        .filter(lead -> lead.end() == End.SHARED)
        .allMatch(lead -> agrees(lead, leads));
  }

  /** Whether the entries end as a contest's extreme needs them to. */
  private boolean agrees(Lead shared, List<Lead> leads) {
    Deliverable contest = agreement.deliverables().get(shared.deliverable());
    int first = contest.clauses().contest().orElseThrow().first();
    int count = contest.clauses().contest().orElseThrow().count();
    boolean pays = contest.pays().stream().anyMatch(pay -> pay.payer() == party);
    return leads.stream()
        .filter(lead -> lead.deliverable() >= first && lead.deliverable() < first + count)
        .allMatch(
            lead -> {
              boolean own = agreement.deliverables().get(lead.deliverable()).performer() == party;
              // Who pays wins most if his entries alone are kept, and loses most if they are not.
              boolean matters = pays || own && most;
              return !matters || (lead.end() == End.KEPT) == (own == most);
            });
  }
}
