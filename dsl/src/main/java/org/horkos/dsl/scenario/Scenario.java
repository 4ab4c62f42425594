package org.horkos.dsl.scenario;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.source.Span;

/**
 * One scenario of an agreement. Indexes are positions in the lists of {@link
 * org.horkos.dsl.agreement.Agreement}. All named parties have signed and paid in at {@code start}.
 *
 * @param name its name
 * @param start Unix time of {@code start}
 * @param parameters a value for each parameter, base units where it is money
 * @param steps what happens, in the order of the text
 * @param span where its name stands
 */
public record Scenario(
    String name, long start, List<BigInteger> parameters, List<Step> steps, Span span) {
  public Scenario {
    parameters = List.copyOf(parameters);
    steps = List.copyOf(steps);
  }

  /** What happens. */
  public sealed interface Step {
    /** Where it stands. */
    Span span();

    /** The clock moves on by so many seconds; what has ended by then has happened. */
    record Wait(long seconds, Span span) implements Step {}

    /** Somebody does something at a moment, which is then the clock's. */
    record Act(Placement when, Action action, Span span) implements Step {}

    /** Checks what has been paid out so far. */
    record Expect(List<Expectation> expectations, Span span) implements Step {
      public Expect {
        expectations = List.copyOf(expectations);
      }
    }
  }

  /** When a step happens. */
  public sealed interface Placement {
    /** So many seconds after the step before; after {@code start} for the first. */
    record After(long seconds) implements Placement {}

    /** At a moment; its event is START, ENDED, DUE_OF or JOINS. */
    record At(Moment moment) implements Placement {}
  }

  /** Who does something: a party or an attestor. */
  public record Actor(boolean attestor, int index) {}

  /** What is done. Facts map a fact's index to its word. */
  public sealed interface Action {
    /** The performer delivers. */
    record Deliver(int party, int deliverable, SortedMap<Integer, BigInteger> facts)
        implements Action {
      public Deliver {
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
      }
    }

    /** A source states its fact. */
    record Answer(Actor actor, int deliverable, int fact, BigInteger word) implements Action {}

    /** Somebody contests facts. */
    record Challenge(int party, int deliverable, SortedMap<Integer, BigInteger> claim)
        implements Action {
      public Challenge {
        claim = Collections.unmodifiableSortedMap(new TreeMap<>(claim));
      }
    }

    /** Somebody defends what an attestor or silence said. */
    record StandBy(int party, int deliverable, int fact) implements Action {}

    /** Somebody gives up a fact that he defends. */
    record Concede(int party, int deliverable, int fact) implements Action {}

    /** The performer pays in what he owes; base units of the token that is owed. */
    record PayIn(int party, int deliverable, BigInteger amount) implements Action {}

    /** Who may ends a deliverable as missed. */
    record End(int party, int deliverable) implements Action {}

    /** Somebody with standing accepts the asserted verdict. */
    record Accept(int party, int deliverable) implements Action {}

    /** Somebody fills an open seat. */
    record Join(int party) implements Action {}

    /** The court gives its ruling; drawing the panel takes no time. */
    record Find(int deliverable, SortedMap<Integer, BigInteger> found) implements Action {
      public Find {
        found = Collections.unmodifiableSortedMap(new TreeMap<>(found));
      }
    }
  }

  /** What has been paid out or recorded. */
  public sealed interface Expectation {
    /** Base units of a token, or points. */
    BigInteger amount();

    /** Where it stands. */
    Span span();

    /** Money that was paid out, in base units. */
    sealed interface Paid extends Expectation {
      /** Index of the token. */
      int token();
    }

    /** All that a party was paid but its own bonds. */
    record Gets(int party, int token, BigInteger amount, Span span) implements Paid {}

    /** A party's own bonds that came back. */
    record Recovers(int party, int token, BigInteger amount, Span span) implements Paid {}

    /** What the court was paid. */
    record CourtGets(int token, BigInteger amount, Span span) implements Paid {}

    /** The points that were recorded of a party. */
    record Records(int party, BigInteger amount, Span span) implements Expectation {}

    /** What was burned. */
    record Burned(int token, BigInteger amount, Span span) implements Paid {}
  }
}
