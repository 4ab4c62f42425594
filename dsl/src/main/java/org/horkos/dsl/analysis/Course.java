package org.horkos.dsl.analysis;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Clauses;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Deliverable.Domain;
import org.horkos.dsl.agreement.Deliverable.Silence;
import org.horkos.dsl.agreement.Deliverable.Source;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.value.Fraction;

/** The steps of a life, one after the other, as they are written in a scenario. */
final class Course {
  /** When a scenario starts that does not say so: 2027-01-01. */
  static final long START = org.horkos.dsl.scenario.FromSyntax.DEFAULT_START;

  /** Instead of a fact about which its source is silent. */
  static final int NOBODY = -1;

  private static final long HOUR = 3_600;
  private static final long DAY = 86_400;

  private final Agreement agreement;
  private final Situations.Budget budget;
  private final Written written;
  private final List<String> lines = new ArrayList<>();

  Course(Agreement agreement, Situations.Budget budget) {
    this.agreement = agreement;
    this.budget = budget;
    this.written = new Written(agreement);
  }

  /** A party contests a fact as it is in a situation. */
  void challenge(int party, Situation claim, int fact) {
    boolean hours = claim.deliverable().challengeSeconds() > HOUR;
    lines.add(
        party(party)
            + " challenges "
            + claim.deliverable().name()
            + stated(claim, fact)
            + (hours ? " after 1 hour" : " after 0 hours"));
  }

  /** A party stands by what an attestor said. */
  void standBy(int party, Situation at, int fact) {
    lines.add(party(party) + " stands by " + name(at.deliverable(), fact) + " after 1 hour");
  }

  /** The court finds a fact as it is in a situation, once evidence could be given. */
  void find(Situation at, int fact) {
    Deliverable deliverable = at.deliverable();
    long evidence = agreement.courts().get(deliverable.court()).evidenceSeconds();
    lines.add(
        "court finds "
            + deliverable.name()
            + stated(at, fact)
            + " after "
            + Written.duration(deliverable.challengeSeconds() + evidence));
  }

  /** The window of a verdict passes. */
  void awaitWindow(Deliverable deliverable) {
    lines.add("wait " + Written.duration(Math.max(HOUR, window(deliverable))));
  }

  /** Nothing happens until it is missed, and the window of that has passed. */
  void awaitMissed(Situation at) {
    long open = atMost(at.deliverable().missed(), at);
    lines.add("wait " + Written.duration(open + window(at.deliverable()) + DAY));
  }

  /** A list of one fact. */
  private String stated(Situation at, int fact) {
    Deliverable.Fact one = at.deliverable().facts().get(fact);
    return " {" + one.name() + " " + written.value(one.domain(), at.words().get(fact)) + "}";
  }

  /** All of it under a name. */
  String scenario(String name, Situation at) {
    StringBuilder text = new StringBuilder("scenario \"" + name + "\" {\n");
    List<String> given = written.given(at.amounts().parameters());
    if (!given.isEmpty()) {
      text.append("  given ").append(String.join(", ", given)).append('\n');
    }
    lines.forEach(line -> text.append("  ").append(line).append('\n'));
    return text.append("}").toString();
  }

  /** Whoever has a part in it joins, and what it waits for is kept. */
  boolean reach(Situation at) {
    List<Deliverable> before = new ArrayList<>();
    for (Optional<Integer> one = at.deliverable().after(); one.isPresent(); ) {
      Deliverable predecessor = agreement.deliverables().get(one.get());
      if (before.size() > agreement.deliverables().size()) {
        return false;
      }
      before.addFirst(predecessor);
      one = predecessor.after();
    }
    List<Deliverable> all = new ArrayList<>(before);
    all.add(at.deliverable());
    if (all.stream().anyMatch(d -> isPast(d.due(), at) || isPast(d.missed(), at))) {
      return false;
    }
    join(all);
    return before.stream().allMatch(one -> keep(one, at));
  }

  private static boolean isPast(Moment moment, Situation at) {
    return moment.event() == Moment.Event.DATE && date(moment, at) <= START + 7 * DAY;
  }

  private void join(List<Deliverable> all) {
    TreeSet<Integer> open = new TreeSet<>();
    for (Deliverable one : all) {
      open.add(one.performer());
      one.pays().forEach(pay -> open.add(pay.payer()));
      one.lots().forEach(lot -> open.add(lot.owner()));
    }
    open.removeIf(party -> agreement.parties().get(party).openForSeconds().isEmpty());
    boolean hours =
        open.stream()
            .allMatch(
                party ->
                    agreement.parties().get(party).openForSeconds().orElse(0L)
                        > (open.size() + 1L) * HOUR);
    open.forEach(
        party -> lines.add(party(party) + " joins after " + (hours ? "1 hour" : "0 hours")));
  }

  private boolean keep(Deliverable one, Situation later) {
    List<BigInteger> bound = later.amounts().parameters();
    List<Clauses.Owes> owes = one.clauses().owes();
    if (!owes.isEmpty()) {
      BigInteger sum =
          owes.stream()
              .filter(o -> !o.whenLate())
              .map(o -> later.amounts().floored(o.amount()))
              .reduce(BigInteger.ZERO, BigInteger::add);
      lines.add(
          party(one.performer())
              + " pays "
              + one.name()
              + " "
              + written.amount(sum, Optional.of(owes.getFirst().token()))
              + " after 1 hour");
      return sum.signum() > 0;
    }
    Optional<Situation> kept =
        new Situations(agreement.parameters(), one, budget)
            .worst(
                List.of(bound),
                at -> at.kept() && !at.late() ? Fraction.ONE : Fraction.ZERO,
                at -> true);
    kept.ifPresent(
        at -> {
          deliver(at);
          awaitWindow(one);
        });
    return kept.isPresent();
  }

  /** It is delivered, and all who are asked answer or let their time pass. */
  void deliver(Situation at) {
    deliver(at, NOBODY);
  }

  /** The same, but who states one fact is silent. */
  void deliver(Situation at, int silentAbout) {
    Deliverable deliverable = at.deliverable();
    List<String> stated = new ArrayList<>();
    List<Integer> answers = new ArrayList<>();
    long silent = 0;
    for (int fact = 0; fact < deliverable.facts().size(); fact++) {
      Deliverable.Fact one = deliverable.facts().get(fact);
      boolean claimed =
          one.source() instanceof Source.Performer
              || one.source() instanceof Source.Other o && o.silence() instanceof Silence.AsClaimed;
      if (claimed) {
        stated.add(one.name() + " " + written.value(one.domain(), at.words().get(fact)));
      }
      if (one.source() instanceof Source.Other other && at.asked(fact)) {
        if (fact != silentAbout && inRange(one.domain(), at.words().get(fact))) {
          answers.add(fact);
        } else {
          silent = Math.max(silent, other.withinSeconds());
        }
      }
    }
    boolean byItself = deliverable.clauses().byItself();
    if (!byItself) {
      lines.add(
          party(deliverable.performer())
              + " delivers "
              + deliverable.name()
              + " {"
              + String.join(", ", stated)
              + "} "
              + placed(at));
    }
    answer(at, answers, byItself);
    if (silent > 0) {
      lines.add("wait " + Written.duration(silent));
    }
  }

  private void answer(Situation at, List<Integer> facts, boolean byItself) {
    Deliverable deliverable = at.deliverable();
    List<Integer> asked = new ArrayList<>(facts);
    asked.sort(java.util.Comparator.comparing(fact -> isAskedOnCondition(deliverable, fact)));
    boolean hours =
        facts.stream()
            .allMatch(
                fact ->
                    ((Source.Other) deliverable.facts().get(fact).source()).withinSeconds()
                        > (facts.size() + 1L) * HOUR);
    String placed = byItself ? " 1 hour after " + deliverable.name() + ".due" : "";
    for (int fact : asked) {
      Source.Other source = (Source.Other) deliverable.facts().get(fact).source();
      String who =
          source.attestor()
              ? agreement.attestors().get(source.index()).name()
              : party(source.index());
      lines.add(
          who
              + " answers "
              + name(deliverable, fact)
              + " "
              + written.value(deliverable.facts().get(fact).domain(), at.words().get(fact))
              + (placed.isEmpty() ? hours ? " after 1 hour" : " after 0 hours" : placed));
      placed = "";
    }
  }

  private static boolean isAskedOnCondition(Deliverable deliverable, int fact) {
    return deliverable.clauses().asked().stream().anyMatch(one -> one.facts().contains(fact));
  }

  private static boolean inRange(Domain domain, BigInteger word) {
    return word.compareTo(domain.least()) >= 0 && word.compareTo(domain.most()) <= 0;
  }

  /** Where the lateness counts it is told from due; else any hour before does. */
  private String placed(Situation at) {
    Deliverable deliverable = at.deliverable();
    boolean exact =
        !Points.of(deliverable).early().isEmpty() || deliverable.clauses().measuredBy().isPresent();
    if (at.late() || exact && at.behindDue() >= 0) {
      return Written.duration(at.behindDue()) + " after " + deliverable.name() + ".due";
    }
    if (!exact) {
      return "after 1 hour";
    }
    Moment due = deliverable.due();
    String event =
        switch (due.event()) {
          case ENDED -> agreement.deliverables().get(due.index()).name();
          case JOINS -> party(due.index()) + " joins";
          case DUE_OF -> agreement.deliverables().get(due.index()).name() + ".due";
          case START, DATE, DUE -> "start";
        };
    long offset = due.event() == Moment.Event.DATE ? date(due, at) - START : due.offsetSeconds();
    return Written.duration(offset + at.behindDue()) + " after " + event;
  }

  private static long date(Moment moment, Situation at) {
    return moment.index() == 0
        ? moment.offsetSeconds()
        : at.amounts().parameters().get(moment.index() - 1).longValueExact()
            + moment.offsetSeconds();
  }

  /** By when a moment has come, in seconds from now on. */
  private long atMost(Moment moment, Situation at) {
    long offset =
        switch (moment.event()) {
          case START, ENDED, JOINS -> moment.offsetSeconds();
          case DUE -> atMost(at.deliverable().due(), at) + moment.offsetSeconds();
          case DUE_OF ->
              atMost(agreement.deliverables().get(moment.index()).due(), at)
                  + moment.offsetSeconds();
          case DATE -> date(moment, at) - START;
        };
    return at.deliverable().clauses().business().isPresent() ? offset * 2 + 10 * DAY : offset;
  }

  private long window(Deliverable deliverable) {
    long seconds = deliverable.challengeSeconds();
    return deliverable.clauses().business().isPresent() ? seconds * 2 + 10 * DAY : seconds;
  }

  private String party(int index) {
    return agreement.parties().get(index).name();
  }

  private static String name(Deliverable deliverable, int fact) {
    return deliverable.name() + "." + deliverable.facts().get(fact).name();
  }
}
