package org.horkos.app.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.horkos.app.simulation.Narrator;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Clauses;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.engine.lifecycle.LatestTimes;

/** Every deadline in order, and the latest day on which all is over. */
final class DeadlineSection {
  private static final long DAY = 86_400;

  private final Subject subject;
  private final Agreement agreement;
  private final Phrases phrases;

  DeadlineSection(Subject subject, Phrases phrases) {
    this.subject = subject;
    this.agreement = subject.agreement();
    this.phrases = phrases;
  }

  /**
   * A deadline.
   *
   * @param latest Unix second in which it is at the latest
   * @param what whose and which
   * @param counted from what it is counted
   */
  record Deadline(long latest, String what, String counted) {}

  Section section() {
    List<List<String>> rows =
        Series.runs(
                deadlines().stream()
                    .map(one -> List.of(latest(one.latest()), one.what(), one.counted()))
                    .toList(),
                List::toString)
            .stream()
            .map(run -> Series.reaching(run.getFirst(), run.getLast()))
            .toList();
    List<Section.Block> blocks = new ArrayList<>();
    blocks.add(
        new Section.Block.Paragraph(
            "All is over by " + latest(subject.latest().over()) + condition()));
    blocks.add(
        new Section.Block.Paragraph(
            "Each deadline stands here as late as it can come"
                + delays()
                + ". Day 14 is over 14 times 24 hours after the start, in UTC."));
    blocks.add(new Section.Block.Table(List.of("at the latest", "what", "counted from"), rows));
    List<Section.Block.Listing> after = new ArrayList<>();
    for (Deliverable deliverable : agreement.deliverables()) {
      List<String> lines =
          Series.runs(afterDelivery(deliverable), line -> line).stream()
              .map(run -> Series.reaching(run.getFirst(), run.getLast()))
              .toList();
      if (!lines.isEmpty()) {
        after.add(new Section.Block.Listing("Once " + deliverable.name() + " is delivered", lines));
      }
    }
    blocks.addAll(Section.Block.Listing.together(after));
    return new Section("deadlines", "Deadlines", blocks);
  }

  /** On which start the last day rests. */
  private String condition() {
    if (!subject.dated() && !absolute()) {
      return ".";
    }
    String start = ", if it starts on " + Phrases.instant(subject.start());
    return start + (subject.dated() ? "." : "; give another start with --start DATE.");
  }

  /** All that can be told before anybody acts, ascending. */
  List<Deadline> deadlines() {
    List<Deadline> all = new ArrayList<>();
    for (Agreement.Party party : agreement.parties()) {
      party
          .openForSeconds()
          .ifPresent(
              open ->
                  all.add(
                      new Deadline(
                          subject.start() + open,
                          "somebody has joined as " + party.name(),
                          Narrator.duration(open) + " after the start")));
    }
    for (int i = 0; i < agreement.deliverables().size(); i++) {
      Deliverable one = agreement.deliverables().get(i);
      LatestTimes.Times times = subject.latest().deliverables().get(i);
      if (one.clauses().contest().isEmpty()) {
        Optional<Clauses.Business> days = one.clauses().business();
        boolean due = days.filter(Clauses.Business::due).isPresent();
        boolean missed = days.filter(Clauses.Business::missed).isPresent();
        all.add(
            new Deadline(
                times.due(),
                one.name() + " is due" + grace(one),
                phrases.moment(one, one.due(), due)));
        if (!one.clauses().byItself()) {
          all.add(
              new Deadline(
                  times.missed(),
                  one.name() + " is missed if nothing has been delivered",
                  phrases.moment(one, one.missed(), missed)));
        }
        one.clauses()
            .mayEnd()
            .ifPresent(
                may ->
                    all.add(
                        new Deadline(
                            times.missed(),
                            phrases.party(may.party())
                                + " may end "
                                + one.name()
                                + " as missed until then",
                            "from " + phrases.moment(one, may.from(), false) + " on")));
      }
      all.add(new Deadline(times.ends(), one.name() + " is over", ending(one)));
    }
    all.sort(Comparator.comparingLong(Deadline::latest));
    return all;
  }

  /** What comes after a delivery and takes its time. */
  private List<String> waits(Deliverable one) {
    List<String> waits = new ArrayList<>();
    if (one.facts().stream().anyMatch(f -> f.source() instanceof Deliverable.Source.Other)) {
      waits.add("answers");
    }
    if (one.challengeSeconds() > 0) {
      waits.add("window");
    }
    if (new Disputes(agreement, phrases, one).any()) {
      waits.add("dispute");
    }
    return waits;
  }

  private String ending(Deliverable one) {
    if (one.clauses().contest().isPresent()) {
      return "with the last of its entries";
    }
    List<String> waits = waits(one);
    return waits.isEmpty() ? "with its last delivery" : "with " + Phrases.names(waits);
  }

  /** What can move deadlines on; nothing if nothing can. */
  private String delays() {
    List<String> delays = new ArrayList<>();
    for (String wait : List.of("answers", "window", "dispute")) {
      if (agreement.deliverables().stream().anyMatch(one -> waits(one).contains(wait))) {
        delays.add(wait.equals("answers") ? wait : wait + "s");
      }
    }
    if (agreement.deliverables().stream().anyMatch(one -> one.attempts() > 1)) {
      delays.add("further deliveries");
    }
    return delays.isEmpty() ? "" : ": " + Phrases.names(delays) + " before it move it on";
  }

  private String grace(Deliverable one) {
    boolean business = one.clauses().business().filter(Clauses.Business::grace).isPresent();
    List<String> more = new ArrayList<>();
    if (one.graceSeconds() > 0) {
      more.add("up to " + phrases.span(one, one.graceSeconds(), business) + " later");
    }
    one.clauses()
        .excuse()
        .map(fact -> one.facts().get(fact).domain().most().longValueExact())
        .ifPresent(
            most ->
                more.add(
                    (more.isEmpty() ? "up to " : "with an excuse up to ")
                        + Narrator.duration(most)
                        + (more.isEmpty() ? " later with an excuse" : " more")));
    return more.isEmpty()
        ? ""
        : ", and on time "
            + String.join(", ", more)
            + "; a second more, and all days since due count";
  }

  /** What runs only from an act on. */
  List<String> afterDelivery(Deliverable one) {
    List<String> lines = new ArrayList<>();
    if (one.clauses().contest().isPresent() || !one.clauses().owes().isEmpty()) {
      return lines;
    }
    FactSection facts = new FactSection(subject, phrases);
    for (Deliverable.Fact fact : one.facts()) {
      if (fact.source() instanceof Deliverable.Source.Other) {
        lines.add(fact.name() + ": " + facts.source(one, fact));
      }
    }
    lines.addAll(new Disputes(agreement, phrases, one).lines());
    return lines;
  }

  private boolean absolute() {
    return agreement.deliverables().stream()
        .anyMatch(
            one ->
                one.due().event() == org.horkos.dsl.agreement.Moment.Event.DATE
                    || one.missed().event() == org.horkos.dsl.agreement.Moment.Event.DATE
                    || one.clauses().business().isPresent());
  }

  /** A date where the start is known or dates stand in the text, else a number of days. */
  String latest(long at) {
    if (at == Long.MAX_VALUE) {
      return "never";
    }
    long since = at - subject.start();
    return subject.dated() || absolute()
        ? Phrases.instant(at)
        : since <= 0 ? "at the start" : after(since);
  }

  private static String after(long since) {
    return "day "
        + since / DAY
        + (since % DAY == 0 ? "" : " and " + Narrator.duration(since % DAY));
  }
}
