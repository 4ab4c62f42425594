package org.horkos.app.explain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Clauses;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.foresight.End;
import org.horkos.dsl.foresight.Extreme;
import org.horkos.dsl.foresight.Lead;
import org.horkos.dsl.foresight.Outlook;

/** Per party the worst and the best that can happen in money, and which facts lead there. */
final class MoneySection {
  private final Subject subject;
  private final Agreement agreement;
  private final Phrases phrases;

  MoneySection(Subject subject, Phrases phrases) {
    this.subject = subject;
    this.agreement = subject.agreement();
    this.phrases = phrases;
  }

  Section section() {
    List<Section.Block> blocks = new ArrayList<>();
    blocks.add(new Section.Block.Paragraph(values()));
    blocks.add(table());
    blocks.add(
        new Section.Block.Paragraph(
            "Worst and best are what a party ends with less what it had before, once the agreement"
                + " has started. \"Worst\" and \"best\" follow from verdicts alone, whatever facts"
                + " are found; the last two columns add what losing or winning disputes takes from"
                + " bonds, at most. \"At most\" marks a bound that is never exceeded but may never"
                + " be reached. Fees of transactions come on top."
                + (subject.dated()
                    ? " These bounds hold for any start; from the one given less may be possible."
                    : "")));
    for (Outlook outlook : subject.foresight().outlooks()) {
      String who = phrases.party(outlook.party());
      blocks.add(listing(who + " at worst: ", outlook.least(), outlook, false));
      blocks.add(listing(who + " at best: ", outlook.most(), outlook, true));
    }
    return new Section("money", "Money", blocks);
  }

  private String values() {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < agreement.parameters().size(); i++) {
      values.add(
          agreement.parameters().get(i).name()
              + " = "
              + parameter(agreement, i, subject.parameters().get(i)));
    }
    if (values.isEmpty()) {
      return "All amounts stand in the text.";
    }
    return "Amounts are for "
        + Phrases.names(values)
        + (subject.chosen()
            ? "."
            : ", the least that may be signed. Give your values with --given NAME=VALUE or"
                + " --bindings FILE.");
  }

  /** A parameter's value for people. */
  static String parameter(Agreement agreement, int index, BigInteger value) {
    Agreement.Parameter parameter = agreement.parameters().get(index);
    if (parameter.date()) {
      return Phrases.instant(value.longValueExact());
    }
    return parameter
        .token()
        .map(token -> org.horkos.app.binding.Money.show(value, agreement.tokens().get(token)))
        .orElse(value.toString());
  }

  private Section.Block.Table table() {
    List<List<String>> rows = new ArrayList<>();
    for (Outlook one : subject.foresight().outlooks()) {
      rows.add(
          List.of(
              phrases.party(one.party()),
              phrases.money(one.locked(), one.token()),
              amount(one.least(), one.token()),
              amount(one.most(), one.token()),
              phrases.change(one.leastDisputed().amount(), one.token()),
              phrases.change(one.mostDisputed().amount(), one.token())));
    }
    return new Section.Block.Table(
        List.of("party", "locks", "worst", "best", "worst, disputes lost", "best, disputes won"),
        rows);
  }

  private String amount(Extreme extreme, int token) {
    return (extreme.exact() ? "" : "at most ") + phrases.change(extreme.amount(), token);
  }

  private Section.Block.Listing listing(
      String heading, Extreme extreme, Outlook outlook, boolean most) {
    List<Told> told = new ArrayList<>();
    boolean others = false;
    for (Lead lead : extreme.leads()) {
      if (lead.amount().signum() != 0
          || stands(lead.deliverable(), outlook)
          || isWaitedFor(lead.deliverable())) {
        told.add(told(lead, extreme, outlook, most));
      } else {
        others = true;
      }
    }
    List<String> lines = together(told);
    if (others) {
      lines.add(
          (lines.isEmpty() ? "whatever comes" : "whatever else comes")
              + " of deliverables in which it has no "
              + (agreement.tokens().size() == 1
                  ? "part"
                  : agreement.tokens().get(outlook.token()).symbol()));
    }
    return new Section.Block.Listing(heading + amount(extreme, outlook.token()), lines);
  }

  /** What is said of a deliverable. */
  private record Told(String name, String what) {
    String series() {
      return name.replaceAll("#[0-9]+$", "");
    }
  }

  /** A line for each; those of a series that end alike share one. */
  private static List<String> together(List<Told> told) {
    List<String> lines = new ArrayList<>();
    int at = 0;
    while (at < told.size()) {
      Told first = told.get(at);
      int last = at;
      while (last + 1 < told.size()
          && told.get(last + 1).series().equals(first.series())
          && told.get(last + 1).what().equals(first.what())) {
        last++;
      }
      lines.add(
          (last == at ? first.name() : first.name() + " to " + told.get(last).name() + ", each")
              + " is "
              + first.what());
      at = last + 1;
    }
    return lines;
  }

  private boolean isWaitedFor(int deliverable) {
    return agreement.deliverables().stream()
        .anyMatch(other -> other.after().filter(of -> of == deliverable).isPresent());
  }

  /** Whether something of that token can move there to a party or away from it. */
  private boolean stands(int deliverable, Outlook outlook) {
    Deliverable one = agreement.deliverables().get(deliverable);
    return tokens(one).anyMatch(token -> token == outlook.token()) && stands(one, outlook.party());
  }

  private static Stream<Integer> tokens(Deliverable one) {
    return Stream.of(
            one.pays().stream().map(Deliverable.Pay::token),
            one.lots().stream().map(Deliverable.Lot::token),
            one.clauses().owes().stream().map(Clauses.Owes::token))
        .flatMap(tokens -> tokens);
  }

  private static boolean stands(Deliverable one, int party) {
    return one.performer() == party
        || one.pays().stream().anyMatch(pay -> pay.payer() == party)
        || one.lots().stream().anyMatch(lot -> lot.owner() == party)
        || one.clauses().owes().stream().anyMatch(owes -> owes.to() == party)
        || one.penalties().stream().anyMatch(penalty -> penalty.to() == party)
        || Stream.concat(one.missedGives().stream(), one.failedGives().stream())
            .anyMatch(gives -> gives.to() == party);
  }

  private Told told(Lead lead, Extreme extreme, Outlook outlook, boolean most) {
    List<String> findings = phrases.findings(lead);
    return new Told(
        phrases.name(lead.deliverable()),
        ended(lead.end())
            + " ("
            + phrases.change(lead.amount(), outlook.token())
            + (lead.exact() ? ")" : " at most)")
            + owed(lead, extreme, outlook.party(), most)
            + (findings.isEmpty() ? "" : ": " + Phrases.names(findings)));
  }

  /** Where a debt is missed, it is carried over, or all of it but its last unit may be paid. */
  private String owed(Lead lead, Extreme extreme, int party, boolean most) {
    Deliverable one = agreement.deliverables().get(lead.deliverable());
    if (one.clauses().owes().isEmpty() || lead.end() != End.MISSED) {
      return "";
    }
    boolean carried =
        extreme.leads().stream()
            .filter(next -> next.end() == End.KEPT || next.end() == End.MISSED)
            .map(next -> agreement.deliverables().get(next.deliverable()).clauses().carriesFrom())
            .anyMatch(from -> from.filter(of -> of == lead.deliverable()).isPresent());
    if (carried) {
      return ", carried over";
    }
    boolean gets = one.clauses().owes().stream().anyMatch(owes -> owes.to() == party);
    boolean counts = one.performer() == party && !most || gets && most;
    return counts ? ", paid but for the last unit" : "";
  }

  /** How something ended, as a participle. */
  static String ended(End end) {
    return switch (end) {
      case KEPT -> "kept";
      case FAILED -> "delivered, but failed";
      case MISSED -> "missed";
      case CANCELLED -> "cancelled";
      case SHARED -> "shared out";
    };
  }
}
