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
  private final Budget budget;
  private final Pace pace;
  private final long start;
  private final Instants instants;
  private final Written written;
  private final List<String> lines = new ArrayList<>();

  Course(Agreement agreement, Budget budget) {
    this(agreement, budget, Pace.SOON);
  }

  Course(Agreement agreement, Budget budget, Pace pace) {
    this(agreement, budget, pace, START);
  }

  /** One that begins at another time, in Unix seconds at midnight. */
  Course(Agreement agreement, Budget budget, Pace pace, long start) {
    this.pace = pace;
    this.start = start;
    this.agreement = agreement;
    this.budget = budget;
    this.instants = new Instants(agreement, start);
    this.written = new Written(agreement);
  }

  /** How soon people do what is on time at any time. */
  enum Pace {
    /** An hour after the step before. */
    SOON,
    /** The performer joins in the last hour in which he may. */
    JOIN_LAST,
    /** What is waited for is delivered at its due time, and answered in the last hour. */
    KEEP_LAST,
    /** The same with the longest excuse, and contested in the last hour; it was right. */
    KEEP_CONTESTED,
    /** The same, but delivered in the last hour before it is missed. */
    KEEP_LATE;

    boolean isLast() {
      return this != SOON && this != JOIN_LAST;
    }
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
    lines.add("wait " + Written.duration(Math.max(HOUR, instants.window(deliverable))));
  }

  /** Nothing happens until it is missed, and the window of that has passed. */
  void awaitMissed(Situation at) {
    long open = instants.atMost(at.deliverable().missed(), at);
    lines.add("wait " + Written.duration(open + instants.window(at.deliverable()) + DAY));
  }

  /** A list of one fact. */
  private String stated(Situation at, int fact) {
    Deliverable.Fact one = at.deliverable().facts().get(fact);
    return " {" + one.name() + " " + written.value(one.domain(), at.words().get(fact)) + "}";
  }

  /** All of it under a name. */
  String scenario(String name, Situation at) {
    StringBuilder text = new StringBuilder("scenario \"" + name + "\" {\n");
    List<String> given = new ArrayList<>(written.given(at.amounts().parameters()));
    if (start != START) {
      given.add("start = " + Written.date(start));
    }
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

  private boolean isPast(Moment moment, Situation at) {
    return moment.event() == Moment.Event.DATE && Instants.date(moment, at) <= start + 7 * DAY;
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
    Deliverable judged = all.getLast();
    int counted =
        judged.due().event() == Moment.Event.JOINS ? judged.due().index() : judged.performer();
    int last = pace == Pace.JOIN_LAST ? counted : NOBODY;
    for (int party : open) {
      if (party != last) {
        lines.add(party(party) + " joins after " + (hours ? "1 hour" : "0 hours"));
      }
    }
    if (open.contains(last)) {
      long until = agreement.parties().get(last).openForSeconds().orElseThrow();
      lines.add(party(last) + " joins " + Written.duration(until - HOUR) + " after start");
    }
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
              + (pace.isLast()
                  ? " " + Written.duration(one.graceSeconds()) + " after " + one.name() + ".due"
                  : " after 1 hour"));
      return sum.signum() > 0;
    }
    Optional<Situation> kept =
        new Situations(agreement.parameters(), one, budget)
            .worst(
                List.of(bound),
                at -> at.kept() && !at.late() ? Fraction.ONE : Fraction.ZERO,
                at -> true);
    // How long business days last is known only where they count from start.
    boolean unknown =
        pace.isLast()
            && one.clauses().business().isPresent()
            && (pace != Pace.KEEP_LAST || BusinessTimes.of(agreement, one).isEmpty());
    if (kept.isEmpty() || unknown) {
      return false;
    }
    boolean last = pace.isLast() && !one.clauses().byItself();
    Optional<Situation> at = last ? last(kept.get()) : kept;
    at.ifPresent(
        it -> {
          deliver(it, NOBODY, last);
          Optional<Long> window = last ? instants.lastWindow(it) : Optional.empty();
          if (window.isPresent()) {
            lines.add("wait " + Written.duration(Math.max(HOUR, window.get())));
          } else if (!contest(it)) {
            awaitWindow(one);
          }
        });
    return at.isPresent();
  }

  /** As late as the pace has it; empty where that cannot be said of due. */
  private Optional<Situation> last(Situation kept) {
    Deliverable one = kept.deliverable();
    Optional<Integer> excuse = one.clauses().excuse().filter(e -> pace == Pace.KEEP_CONTESTED);
    if (excuse.isPresent()) {
      BigInteger longest = one.facts().get(excuse.get()).domain().most();
      return Optional.of(
          kept.behind(one.graceSeconds() + longest.longValueExact()).with(excuse.get(), longest));
    }
    if (pace == Pace.KEEP_LATE) {
      return Lateness.latestHour(one).map(kept::behind);
    }
    long grace =
        BusinessTimes.of(agreement, one)
            .map(times -> times.grace(start))
            .orElse(one.graceSeconds());
    return Optional.of(kept.behind(grace));
  }

  /** Somebody contests in the last hour what is right; whether that is possible here. */
  private boolean contest(Situation at) {
    Deliverable one = at.deliverable();
    boolean contested =
        (pace == Pace.KEEP_CONTESTED || pace == Pace.KEEP_LATE)
            && one.challengeSeconds() > HOUR
            && one.clauses().business().isEmpty();
    Optional<Claim> claim = contested ? Claim.against(agreement, at, budget) : Optional.empty();
    claim.ifPresent(wrong -> contest(at, wrong));
    return claim.isPresent();
  }

  private void contest(Situation at, Claim claim) {
    Deliverable one = at.deliverable();
    Agreement.Court court = agreement.courts().get(one.court());
    lines.add(
        party(claim.by())
            + " challenges "
            + one.name()
            + stated(claim.wrong(), claim.fact())
            + " after "
            + Written.duration(one.challengeSeconds() - HOUR));
    if (claim.standsBy() != NOBODY) {
      standBy(claim.standsBy(), at, claim.fact());
    }
    long past = claim.standsBy() == NOBODY ? HOUR : 0;
    lines.add(
        "court finds "
            + one.name()
            + stated(at, claim.fact())
            + " after "
            + Written.duration(
                court.evidenceSeconds() + court.commitSeconds() + court.revealSeconds() + past));
  }

  /** It is delivered, and all who are asked answer or let their time pass. */
  void deliver(Situation at) {
    deliver(at, NOBODY);
  }

  /** The same, but who states one fact is silent. */
  void deliver(Situation at, int silentAbout) {
    deliver(at, silentAbout, false);
  }

  /** The same, counted from due exactly. */
  void deliver(Situation at, int silentAbout, boolean fromDue) {
    Deliverable deliverable = at.deliverable();
    List<Integer> answers = new ArrayList<>();
    long silent = 0;
    for (int fact = 0; fact < deliverable.facts().size(); fact++) {
      Deliverable.Fact one = deliverable.facts().get(fact);
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
      deliver(at, stated(at), fromDue);
    }
    answer(at, answers, byItself);
    if (byItself && answers.isEmpty()) {
      lines.add("wait " + Written.duration(instants.atMost(deliverable.due(), at) + silent));
    } else if (silent > 0) {
      lines.add("wait " + Written.duration(silent));
    }
  }

  private void deliver(Situation at, List<String> stated, boolean fromDue) {
    Deliverable deliverable = at.deliverable();
    lines.add(
        party(deliverable.performer())
            + " delivers "
            + deliverable.name()
            + " {"
            + String.join(", ", stated)
            + "} "
            + (fromDue ? Instants.fromDue(at) : instants.placed(at)));
  }

  /** What the performer states with the delivery. */
  private List<String> stated(Situation at) {
    List<String> stated = new ArrayList<>();
    for (int fact = 0; fact < at.words().size(); fact++) {
      Deliverable.Fact one = at.deliverable().facts().get(fact);
      if (one.source() instanceof Source.Performer
          || one.source() instanceof Source.Other o && o.silence() instanceof Silence.AsClaimed) {
        stated.add(one.name() + " " + written.value(one.domain(), at.words().get(fact)));
      }
    }
    return stated;
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
    boolean last = pace.isLast() && at.behindDue() >= deliverable.graceSeconds();
    if (last) {
      asked.sort(java.util.Comparator.comparing(fact -> Instants.within(deliverable, fact)));
    }
    String placed = byItself ? " 1 hour after " + deliverable.name() + ".due" : "";
    for (int fact : asked) {
      placed = last ? instants.inLastHour(at, fact) : placed;
      answer(at, fact, placed.isEmpty() ? hours ? " after 1 hour" : " after 0 hours" : placed);
      placed = "";
    }
  }

  private void answer(Situation at, int fact, String placed) {
    Deliverable.Fact answered = at.deliverable().facts().get(fact);
    Source.Other source = (Source.Other) answered.source();
    lines.add(
        (source.attestor()
                ? agreement.attestors().get(source.index()).name()
                : party(source.index()))
            + " answers "
            + name(at.deliverable(), fact)
            + " "
            + written.value(answered.domain(), at.words().get(fact))
            + placed);
  }

  /**
   * It is delivered at its due time, and of two facts the first is answered in its last hour, the
   * other one hour later.
   *
   * @return false if another one has to be answered before
   */
  boolean deliverInTurn(Situation situation, int first, int then) {
    Situation at = situation.behind(0);
    Deliverable deliverable = at.deliverable();
    List<String> stated = stated(at);
    if (!deliverable.clauses().byItself()) {
      deliver(at, stated, true);
    }
    answer(at, first, instants.inLastHour(at, first));
    answer(at, then, " after 1 hour");
    return deliverable.clauses().asked().stream()
        .filter(asked -> asked.facts().contains(then))
        .allMatch(
            asked ->
                Points.of(asked.when()).facts().keySet().stream()
                    .allMatch(
                        fact ->
                            fact == first
                                || deliverable.facts().get(fact).source()
                                    instanceof Source.Performer));
  }

  /** Whoever may ends it as soon as he may. */
  void end(Situation at) {
    Clauses.MayEnd may = at.deliverable().clauses().mayEnd().orElseThrow();
    lines.add(
        party(may.party())
            + " ends "
            + at.deliverable().name()
            + " "
            + instants.moment(may.from(), at, 0));
  }

  private static boolean isAskedOnCondition(Deliverable deliverable, int fact) {
    return deliverable.clauses().asked().stream().anyMatch(one -> one.facts().contains(fact));
  }

  private static boolean inRange(Domain domain, BigInteger word) {
    return word.compareTo(domain.least()) >= 0 && word.compareTo(domain.most()) <= 0;
  }

  private String party(int index) {
    return agreement.parties().get(index).name();
  }

  private static String name(Deliverable deliverable, int fact) {
    return deliverable.name() + "." + deliverable.facts().get(fact).name();
  }
}
