package org.horkos.app.explain;

import java.util.ArrayList;
import java.util.List;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Moment;

/**
 * The states that one deliverable can be in, and what leads from one to the next.
 *
 * @param arrows in the order of a life
 */
record StateDiagram(List<Arrow> arrows) {
  StateDiagram {
    arrows = List.copyOf(arrows);
  }

  /** A state; the words of the lifecycle. */
  enum State {
    WAITING("Waiting"),
    OPEN("Open"),
    ANSWERING("Answering"),
    ASSERTED("Asserted"),
    DISPUTED("Disputed"),
    EXECUTED("Executed"),
    CANCELLED("Cancelled");

    private final String word;

    State(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** From a state to a state, and why. */
  record Arrow(State from, State to, String why) {}

  /** All states that arrows touch, in the order of a life. */
  List<State> states() {
    return java.util.Arrays.stream(State.values())
        .filter(state -> arrows.stream().anyMatch(a -> a.from() == state || a.to() == state))
        .toList();
  }

  /** This, for a run of deliverables of which the last has these states. */
  StateDiagram to(StateDiagram last) {
    List<Arrow> all = new ArrayList<>();
    for (int i = 0; i < arrows.size(); i++) {
      Arrow one = arrows.get(i);
      all.add(
          new Arrow(one.from(), one.to(), Series.reaching(one.why(), last.arrows().get(i).why())));
    }
    return new StateDiagram(all);
  }

  static StateDiagram of(Agreement agreement, int index, Phrases phrases) {
    return new Building(agreement, agreement.deliverables().get(index), phrases).diagram();
  }

  private static final class Building {
    private final Agreement agreement;
    private final Deliverable deliverable;
    private final Phrases phrases;
    private final List<Arrow> arrows = new ArrayList<>();

    Building(Agreement agreement, Deliverable deliverable, Phrases phrases) {
      this.agreement = agreement;
      this.deliverable = deliverable;
      this.phrases = phrases;
    }

    StateDiagram diagram() {
      opening();
      if (deliverable.clauses().contest().isPresent()) {
        add(State.OPEN, State.EXECUTED, "all entries have ended: the pay is shared out");
      } else if (!deliverable.clauses().owes().isEmpty()) {
        String performer = phrases.party(deliverable.performer());
        add(State.OPEN, State.EXECUTED, performer + " has paid all that is owed: kept");
        add(State.OPEN, State.EXECUTED, missed() + ": it is missed");
      } else {
        delivering();
        judging();
      }
      return new StateDiagram(arrows);
    }

    private void add(State from, State to, String why) {
      arrows.add(new Arrow(from, to, why));
    }

    private void opening() {
      boolean seats =
          java.util.stream.Stream.concat(
                  java.util.stream.Stream.of(deliverable.performer()),
                  deliverable.lots().stream().map(Deliverable.Lot::owner))
              .anyMatch(party -> agreement.parties().get(party).openForSeconds().isPresent());
      String joined = seats ? ", and its open seats are filled" : "";
      if (deliverable.after().isPresent()) {
        String before = phrases.name(deliverable.after().get());
        boolean any = deliverable.clauses().afterAnyEnd();
        add(State.WAITING, State.OPEN, before + (any ? " has ended" : " is kept") + joined);
        add(
            State.WAITING,
            State.CANCELLED,
            before
                + (any ? " is cancelled" : " ends otherwise")
                + (seats ? ", or a seat stays empty" : ""));
      } else {
        add(State.WAITING, State.OPEN, "the agreement starts" + joined);
        if (seats) {
          add(State.WAITING, State.CANCELLED, "a seat stays empty");
        }
      }
      for (Deliverable other : agreement.deliverables()) {
        boolean ends = other.clauses().missedEndsAll() || other.clauses().failedEndsAll();
        if (ends && !other.equals(deliverable)) {
          String end =
              other.clauses().missedEndsAll() && other.clauses().failedEndsAll()
                  ? " is missed or fails"
                  : other.clauses().missedEndsAll() ? " is missed" : " fails";
          boolean own = other.performer() == deliverable.performer();
          add(
              State.OPEN,
              own ? State.EXECUTED : State.CANCELLED,
              other.name() + end + ": it ends all" + (own ? ", this is missed too" : ""));
        }
      }
    }

    private String missed() {
      boolean business = deliverable.clauses().business().filter(days -> days.missed()).isPresent();
      String when = phrases.moment(deliverable, deliverable.missed(), business);
      boolean date = deliverable.missed().event() == Moment.Event.DATE;
      return (date ? "nothing by " : "nothing until ") + when;
    }

    private void delivering() {
      boolean awaits =
          deliverable.facts().stream()
              .anyMatch(fact -> fact.source() instanceof Deliverable.Source.Other);
      State next = awaits ? State.ANSWERING : State.ASSERTED;
      String performer = phrases.party(deliverable.performer());
      if (deliverable.clauses().byItself()) {
        add(State.OPEN, next, "its due time: it counts as delivered");
      } else {
        add(State.OPEN, next, performer + " delivers");
        add(State.OPEN, State.ASSERTED, missed() + ": it is missed");
        deliverable
            .clauses()
            .mayEnd()
            .ifPresent(
                may ->
                    add(
                        State.OPEN,
                        State.ASSERTED,
                        phrases.party(may.party()) + " ends it as missed"));
      }
      if (awaits) {
        add(State.ANSWERING, State.ASSERTED, "all have answered, or their time is over");
      }
    }

    private void judging() {
      boolean business =
          deliverable.clauses().business().filter(days -> days.challenge()).isPresent();
      String window =
          deliverable.challengeSeconds() == 0
              ? "at once"
              : "nobody challenges within "
                  + phrases.span(deliverable, deliverable.challengeSeconds(), business)
                  + ", or all accept";
      add(State.ASSERTED, State.EXECUTED, window);
      if (deliverable.attempts() > 1) {
        add(
            State.ASSERTED,
            State.OPEN,
            "award 0 and unchallenged: again, " + deliverable.attempts() + " deliveries at most");
      }
      boolean contests = deliverable.facts().stream().anyMatch(Deliverable.Fact::contestable);
      if (contests && !deliverable.lots().isEmpty()) {
        add(State.ASSERTED, State.DISPUTED, "somebody with a bond here challenges facts");
        add(State.DISPUTED, State.EXECUTED, "the facts are found, or stand as asserted");
      }
    }
  }
}
