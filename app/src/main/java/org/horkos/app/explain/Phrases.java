package org.horkos.app.explain;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.horkos.app.binding.Money;
import org.horkos.app.simulation.Narrator;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.foresight.Lead;
import org.horkos.dsl.foresight.Range;

/** Amounts, moments and findings of an agreement in words. */
final class Phrases {
  private final Agreement agreement;
  private final List<BigInteger> parameters;
  private final Narrator narrator;

  Phrases(Agreement agreement, List<BigInteger> parameters) {
    this.agreement = agreement;
    this.parameters = parameters;
    this.narrator = new Narrator(agreement);
  }

  String party(int index) {
    return agreement.parties().get(index).name();
  }

  String name(int deliverable) {
    return agreement.deliverables().get(deliverable).name();
  }

  String money(BigInteger units, int token) {
    return Money.show(units, agreement.tokens().get(token));
  }

  /** With its sign: what somebody ends with more or less than before. */
  String change(BigInteger units, int token) {
    return (units.signum() > 0 ? "+" : "") + money(units, token);
  }

  String word(int deliverable, int fact, BigInteger word) {
    return narrator.word(deliverable, fact, word);
  }

  /** A fact's words from the least to the most. */
  String range(int deliverable, int fact) {
    Deliverable.Domain domain =
        agreement.deliverables().get(deliverable).facts().get(fact).domain();
    boolean vote = narrator.isVote(deliverable, fact);
    BigInteger least = vote ? domain.least().add(BigInteger.ONE) : domain.least();
    return word(deliverable, fact, least)
        + " to "
        + word(deliverable, fact, domain.most())
        + (vote ? ", or no vote" : "");
  }

  static String names(List<String> names) {
    int last = names.size() - 1;
    return last <= 0
        ? String.join("", names)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  /** A time span; business days are counted, not measured. */
  String span(Deliverable deliverable, long seconds, boolean business) {
    return deliverable
        .clauses()
        .business()
        .filter(_ -> business)
        .map(days -> days.shown(seconds, agreement.calendars()))
        .orElseGet(() -> Narrator.duration(seconds));
  }

  String moment(Deliverable deliverable, Moment moment, boolean business) {
    String event =
        switch (moment.event()) {
          case START -> "the start";
          case DUE -> "due";
          case ENDED -> "the end of " + name(moment.index());
          case DUE_OF -> name(moment.index()) + " is due";
          case JOINS -> party(moment.index()) + " joins";
          case DATE -> "";
        };
    if (moment.event() == Moment.Event.DATE) {
      long base = moment.index() > 0 ? parameters.get(moment.index() - 1).longValueExact() : 0L;
      return instant(base + moment.offsetSeconds());
    }
    return moment.offsetSeconds() == 0
        ? "at " + (moment.event() == Moment.Event.DUE ? "the due time" : event)
        : span(deliverable, moment.offsetSeconds(), business) + " after " + event;
  }

  static String instant(long seconds) {
    return Instant.ofEpochSecond(seconds).toString().replace("T", " ").replace("Z", " UTC");
  }

  /** Which findings a lead needs; nothing if any will do. */
  List<String> findings(Lead lead) {
    List<String> needed = new ArrayList<>();
    for (Map.Entry<Integer, Range> fact : lead.facts().entrySet()) {
      needed.add(finding(lead.deliverable(), fact.getKey(), fact.getValue()));
    }
    lead.lateness().ifPresent(when -> needed.add(when(lead.deliverable(), when)));
    return needed;
  }

  private String finding(int deliverable, int index, Range words) {
    Deliverable.Fact fact = agreement.deliverables().get(deliverable).facts().get(index);
    String name = fact.name() + " ";
    if (words.single()) {
      return name + word(deliverable, index, words.least());
    }
    if (fact.domain() instanceof Deliverable.Domain.Choice) {
      List<String> options = new ArrayList<>();
      for (long i = words.least().longValue(); i <= words.most().longValue(); i++) {
        options.add(word(deliverable, index, BigInteger.valueOf(i)));
      }
      return name + String.join(" or ", options);
    }
    if (words.least().equals(fact.domain().least())) {
      return name + "at most " + word(deliverable, index, words.most());
    }
    return words.most().equals(fact.domain().most())
        ? name + "at least " + word(deliverable, index, words.least())
        : name
            + word(deliverable, index, words.least())
            + " to "
            + word(deliverable, index, words.most());
  }

  private String when(int deliverable, Lead.Lateness when) {
    Optional<BigInteger> least = when.least();
    Optional<BigInteger> most = when.most();
    String counts = counts(agreement.deliverables().get(deliverable)) + " ";
    if (least.isEmpty()) {
      return counts + most.map(last -> "at the latest " + past(last)).orElse("at any time");
    }
    if (most.isEmpty()) {
      return counts + past(least.get()) + " or later";
    }
    return least.equals(most)
        ? counts + past(most.get())
        : counts + "between " + past(least.get()) + " and " + past(most.get());
  }

  /** Whose time counts: the delivery's, or the one that a fact states; an excuse makes it less. */
  private static String counts(Deliverable deliverable) {
    String whose =
        deliverable
            .clauses()
            .measuredBy()
            .map(fact -> deliverable.facts().get(fact).name())
            .orElse("delivered");
    return deliverable
        .clauses()
        .excuse()
        .map(fact -> whose + ", less the " + deliverable.facts().get(fact).name() + ",")
        .orElse(whose);
  }

  private static String past(BigInteger seconds) {
    if (seconds.signum() == 0) {
      return "at the due time";
    }
    return Narrator.duration(seconds.abs().longValue())
        + (seconds.signum() < 0 ? " before due" : " after due");
  }
}
