package org.horkos.app.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.horkos.app.simulation.Narrator;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Amounts;
import org.horkos.dsl.agreement.Clauses;
import org.horkos.dsl.agreement.Deliverable;

/** A whole agreement for people: who, what, when, for how much, and the signed text itself. */
public final class AgreementPage {
  private static final Set<String> DECLARATIONS =
      Set.of(
          "agreement",
          "token",
          "parameter",
          "party",
          "attestor",
          "panel",
          "court",
          "calendar",
          "contest",
          "deliverable",
          "every",
          "template",
          "import",
          "let",
          "scenario");

  private final Subject subject;
  private final Agreement agreement;
  private final Phrases phrases;

  private AgreementPage(Subject subject) {
    this.subject = subject;
    this.agreement = subject.agreement();
    this.phrases = new Phrases(agreement, subject.parameters());
  }

  /**
   * The page's sections.
   *
   * @param text the agreement's own text
   */
  public static Explanation of(Subject subject, String text) {
    AgreementPage page = new AgreementPage(subject);
    Explanation explained = Explanation.of(subject);
    List<Section> sections = new ArrayList<>();
    sections.add(page.people());
    sections.add(page.deliverables());
    sections.addAll(explained.sections());
    sections.add(text(text));
    return new Explanation(explained.title(), explained.prose(), sections);
  }

  private Section people() {
    List<List<String>> rows = new ArrayList<>();
    for (Agreement.Party party : agreement.parties()) {
      rows.add(
          List.of(
              party.name(),
              party
                  .openForSeconds()
                  .map(open -> "a party; an open seat, for " + Narrator.duration(open))
                  .orElse("a party")));
    }
    for (Agreement.Attestor attestor : agreement.attestors()) {
      rows.add(List.of(attestor.name(), "attests facts, and has no money here"));
    }
    for (Agreement.Court court : agreement.courts()) {
      rows.add(List.of(court.name(), court(court)));
    }
    List<List<String>> values = new ArrayList<>();
    for (int i = 0; i < agreement.parameters().size(); i++) {
      Agreement.Parameter one = agreement.parameters().get(i);
      values.add(
          List.of(
              one.name(),
              MoneySection.parameter(agreement, i, one.least()),
              MoneySection.parameter(agreement, i, one.most()),
              MoneySection.parameter(agreement, i, subject.parameters().get(i))));
    }
    List<Section.Block> blocks = new ArrayList<>();
    blocks.add(new Section.Block.Table(List.of("who", "what"), rows));
    if (!values.isEmpty()) {
      blocks.add(
          new Section.Block.Table(List.of("value", "at least", "at most", "on this page"), values));
    }
    return new Section("people", "Who takes part", blocks);
  }

  private static String court(Agreement.Court court) {
    return "a court of "
        + court.draws()
        + ": who is wrong forfeits "
        + percent(court.forfeitBps())
        + " of the bond, of which "
        + percent(court.winnerBps())
        + " go to those who were right, "
        + percent(court.courtBps())
        + " to the court, and "
        + percent(court.burnBps())
        + " are burned";
  }

  private static String percent(int basisPoints) {
    return new java.math.BigDecimal(java.math.BigInteger.valueOf(basisPoints), 2)
            .stripTrailingZeros()
            .toPlainString()
        + "%";
  }

  private Section deliverables() {
    List<Section.Block.Listing> all = new ArrayList<>();
    for (Deliverable one : agreement.deliverables()) {
      all.add(
          one.clauses().contest().isPresent()
              ? new Section.Block.Listing(one.name() + ", a contest", contest(one))
              : new Section.Block.Listing(
                  one.name() + ", by " + phrases.party(one.performer()), lines(one)));
    }
    return new Section(
        "deliverables", "What is owed", List.copyOf(Section.Block.Listing.together(all)));
  }

  private List<String> contest(Deliverable one) {
    List<String> lines = new ArrayList<>(locked(one));
    Clauses.Contest contest = one.clauses().contest().orElseThrow();
    lines.add(
        contest.shares()
            ? "its entries share it in proportion to their values"
            : "by place: "
                + Phrases.names(contest.placesBps().stream().map(AgreementPage::percent).toList()));
    lines.add(
        contest.count()
            + " entries, from "
            + phrases.name(contest.first())
            + " to "
            + phrases.name(contest.first() + contest.count() - 1));
    lines.add("what is not shared out goes back");
    return lines;
  }

  private List<String> lines(Deliverable one) {
    List<String> lines = new ArrayList<>();
    one.after()
        .ifPresent(
            before ->
                lines.add(
                    "begins when "
                        + phrases.name(before)
                        + (one.clauses().afterAnyEnd()
                            ? " has ended"
                            : " is kept; else it is cancelled")));
    lines.addAll(locked(one));
    Amounts amounts = Amounts.of(one, subject.parameters());
    for (Clauses.Owes owes : one.clauses().owes()) {
      lines.add(
          phrases.party(one.performer())
              + " pays "
              + phrases.party(owes.to())
              + " "
              + phrases.money(amounts.floored(owes.amount()), owes.token())
              + (owes.whenLate() ? " more, if late" : ""));
    }
    Optional<Clauses.Business> days = one.clauses().business();
    lines.add(
        "due "
            + phrases.moment(one, one.due(), days.filter(Clauses.Business::due).isPresent())
            + (one.clauses().byItself() ? "; then it counts as delivered by itself" : ""));
    if (!one.clauses().byItself()) {
      lines.add(
          "missed "
              + phrases.moment(one, one.missed(), days.filter(Clauses.Business::missed).isPresent())
              + gives(one, one.missedGives(), amounts));
    }
    if (!one.failedGives().isEmpty()) {
      lines.add("failed" + gives(one, one.failedGives(), amounts));
    }
    clauses(one, lines);
    lines.addAll(subject.rules().get(agreement.deliverables().indexOf(one)));
    return lines;
  }

  private void clauses(Deliverable one, List<String> lines) {
    Clauses clauses = one.clauses();
    clauses
        .measuredBy()
        .ifPresent(
            fact ->
                lines.add(
                    "what counts is the time that `" + one.facts().get(fact).name() + "` states"));
    clauses
        .excuse()
        .ifPresent(
            fact ->
                lines.add(
                    "with the delivery an excuse may be claimed, of at most "
                        + Narrator.duration(
                            one.facts().get(fact).domain().most().longValueExact())));
    clauses
        .mayEnd()
        .ifPresent(
            may ->
                lines.add(
                    phrases.party(may.party())
                        + " may end it as missed from "
                        + phrases.moment(one, may.from(), false)
                        + " on"));
    if (clauses.carriesFrom().isPresent()) {
      lines.add("what the one before lacks is owed here too");
    }
  }

  private List<String> locked(Deliverable one) {
    Amounts amounts = Amounts.of(one, subject.parameters());
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < one.pays().size(); i++) {
      Deliverable.Pay pay = one.pays().get(i);
      lines.add(
          phrases.party(pay.payer())
              + " locks "
              + phrases.money(amounts.pays().get(i), pay.token())
              + " as pay");
    }
    for (int i = 0; i < one.lots().size(); i++) {
      Deliverable.Lot lot = one.lots().get(i);
      lines.add(
          phrases.party(lot.owner())
              + " locks "
              + phrases.money(amounts.lots().get(i), lot.token())
              + " as a bond");
    }
    return lines;
  }

  private String gives(Deliverable one, List<Deliverable.Gives> gives, Amounts amounts) {
    List<String> all = new ArrayList<>();
    for (Deliverable.Gives each : gives) {
      Deliverable.Lot lot = one.lots().get(each.fromLot());
      all.add(
          phrases.party(each.to())
              + " gets "
              + phrases.money(amounts.floored(each.amount()), lot.token())
              + " of the bond of "
              + phrases.party(lot.owner()));
    }
    return all.isEmpty() ? "" : ": " + Phrases.names(all);
  }

  /** The text as it is signed, with an anchor for each line. */
  private static Section text(String text) {
    List<Section.Line> lines = new ArrayList<>();
    List<Section.Line> links = new ArrayList<>();
    for (String line : text.split("\\R", -1)) {
      String anchor = "line-" + (lines.size() + 1);
      lines.add(new Section.Line(anchor, line));
      String first = line.split("[^a-z]", 2)[0];
      if (DECLARATIONS.contains(first)) {
        links.add(new Section.Line(anchor, line.replaceAll("\\s*\\{\\s*$", "")));
      }
    }
    return new Section(
        "text",
        "The text",
        List.of(new Section.Block.Links(links), new Section.Block.Source(lines)));
  }
}
