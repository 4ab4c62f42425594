package org.horkos.dsl.syntax;

import java.util.List;
import java.util.Optional;
import org.horkos.dsl.source.Span;

/** What stands in a scenario. */
public sealed interface Step {
  /** Where it stands. */
  Span span();

  /** {@code given price = 5_000 USDC}. */
  record Given(List<Setting> settings, Span span) implements Step {
    public Given {
      settings = List.copyOf(settings);
    }
  }

  /** A parameter's value, or that of {@code start} (without a name). */
  record Setting(Optional<Word> name, Value value, Span span) {}

  /** {@code wait 3 days}. */
  record Wait(Length length, Span span) implements Step {}

  /** {@code expect client gets 60 USDC, …}. */
  record Expect(List<Expectation> expectations, Span span) implements Step {
    public Expect {
      expectations = List.copyOf(expectations);
    }
  }

  /** {@code court finds launch {lighthouse 78} after 8 days}. */
  record Finds(Word deliverable, List<Stated> facts, Placed placed, Span span) implements Step {
    public Finds {
      facts = List.copyOf(facts);
    }
  }

  /** Somebody does something. */
  record Act(Word actor, Action action, Placed placed, Span span) implements Step {}

  /** A fact's value. */
  record Stated(Word fact, Value value) {}

  /** When: some time after the step before, or a moment. */
  sealed interface Placed {
    /** {@code after 1 day}. */
    record After(Length length) implements Placed {}

    /** {@code 60 hours after design.due}. */
    record At(Instant instant) implements Placed {}
  }

  /** What somebody does. */
  sealed interface Action {
    /** {@code delivers design {screens 9}}. */
    record Delivers(Word deliverable, List<Stated> facts) implements Action {
      public Delivers {
        facts = List.copyOf(facts);
      }
    }

    /** {@code answers design.signoff yes}. */
    record Answers(Word deliverable, Word fact, Value value) implements Action {}

    /** {@code challenges launch {lighthouse 80}}. */
    record Challenges(Word deliverable, List<Stated> facts) implements Action {
      public Challenges {
        facts = List.copyOf(facts);
      }
    }

    /** {@code stands by launch.lighthouse}. */
    record StandsBy(Word deliverable, Word fact) implements Action {}

    /** {@code concedes launch.lighthouse}. */
    record Concedes(Word deliverable, Word fact) implements Action {}

    /** {@code pays instalment#1 200 USDC}. */
    record PaysIn(Word deliverable, Value amount) implements Action {}

    /** {@code ends goods}. */
    record Ends(Word deliverable) implements Action {}

    /** {@code accepts design}. */
    record Accepts(Word deliverable) implements Action {}

    /** {@code joins}. */
    record Joins() implements Action {}
  }

  /** What is expected; {@code who} is empty for the court, and for what is burned. */
  record Expectation(Kind kind, Optional<Word> who, Value amount, Span span) {}

  /** What kind of money is expected. */
  enum Kind {
    GETS,
    RECOVERS,
    RECORDS,
    COURT_GETS,
    BURNED
  }
}
