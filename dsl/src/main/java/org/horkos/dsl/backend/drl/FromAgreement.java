package org.horkos.dsl.backend.drl;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Amounts;
import org.horkos.dsl.agreement.Bindings;
import org.horkos.dsl.agreement.Clauses;
import org.horkos.dsl.agreement.Condition;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Quantity;
import org.horkos.dsl.value.Fraction;
import org.horkos.dsl.value.OneLine;

/**
 * Writes the rules of an agreement as one DRL package: a fact type per deliverable, a rule per
 * require, award and penalty, and the type {@code Held}, inserted for each rule that holds. Labels
 * and questions stand in comments only; names get a prefix, so that none is a reserved word.
 */
public final class FromAgreement {
  private final Agreement agreement;
  private final StringBuilder out = new StringBuilder();

  private FromAgreement(Agreement agreement) {
    this.agreement = agreement;
  }

  /** The DRL text of this agreement under these bindings. */
  public static String write(Agreement agreement, Bindings bindings) {
    return new FromAgreement(agreement).text(bindings);
  }

  /** The DRL package of an agreement. */
  public static String packageName(Agreement agreement) {
    return "org.horkos.agreement." + agreement.name().toLowerCase(Locale.ROOT);
  }

  /** The fact type of a deliverable. */
  public static String typeName(Deliverable deliverable) {
    return capital(deliverable.name()).replace('#', '_') + "Facts";
  }

  /** The field of a fact in its type. */
  public static String fieldName(Deliverable.Fact fact) {
    return "the" + capital(fact.name()).replace('#', '_');
  }

  private static String capital(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  private String text(Bindings bindings) {
    line("// " + agreement.name() + " version " + agreement.version());
    agreement.prose().ifPresent(prose -> line("// " + OneLine.of(prose)));
    line("//");
    line(
        "// The same rules as the rule program. Insert the facts of a delivery; each rule that holds");
    line("// inserts a Held. A require without a Held has failed; the greatest award counts.");
    line("package " + packageName(agreement) + ";");
    line("");
    line("import java.math.BigInteger;");
    line("import java.util.ArrayList;");
    line("import java.util.Arrays;");
    line("import java.util.Collections;");
    line("import java.util.List;");
    line("");
    line("declare Held");
    line("  kind : String      // require, award, penalty, value, ask or record");
    line("  number : int       // its place among those of its kind, from 0");
    line("  amount : BigInteger   // base units; 0 for a require");
    line("end");
    line("");
    line("// started periods of lateness");
    line("function BigInteger periodsLate(long secondsLate, long period) {");
    line("  return BigInteger.valueOf((secondsLate + period - 1L) / period);");
    line("}");
    line("");
    line("// completed periods of earliness");
    line("function BigInteger periodsEarly(long secondsEarly, long period) {");
    line("  return BigInteger.valueOf(secondsEarly / period);");
    line("}");
    line("");
    line("// rounds towards minus infinity; the divisor is positive");
    line("function BigInteger floor(BigInteger amount, BigInteger divisor) {");
    line("  return amount.subtract(amount.mod(divisor)).divide(divisor);");
    line("}");
    line("");
    line(
        "// the lower median of the votes that are at least the first; less than it if there is none");
    line("function BigInteger median(BigInteger least, List votes) {");
    line("  List cast = new ArrayList();");
    line(
        "  for (Object vote : votes) { if (((BigInteger) vote).compareTo(least) >= 0) { cast.add(vote); } }");
    line("  Collections.sort(cast);");
    line(
        "  return cast.isEmpty() ? least.subtract(BigInteger.ONE) : (BigInteger) cast.get((cast.size() - 1) / 2);");
    line("}");
    for (Deliverable deliverable : agreement.deliverables()) {
      deliverable(deliverable, Amounts.of(deliverable, bindings.parameters()));
    }
    return out.toString();
  }

  private void deliverable(Deliverable deliverable, Amounts amounts) {
    line("");
    line(
        "// deliverable "
            + deliverable.name()
            + " by "
            + agreement.parties().get(deliverable.performer()).name()
            + ": pay "
            + amounts.pay()
            + " base units");
    line("declare " + typeName(deliverable));
    for (Deliverable.Fact fact : deliverable.facts()) {
      fact.question().ifPresent(question -> line("  // " + OneLine.of(question)));
      line("  " + fieldName(fact) + " : BigInteger   // " + domain(fact.domain()));
    }
    line("  secondsLate : long   // 0 if delivered by due and grace");
    line("  secondsEarly : long   // 0 if delivered at due or later");
    line("end");
    for (int i = 0; i < deliverable.requires().size(); i++) {
      Deliverable.Require require = deliverable.requires().get(i);
      line("");
      line("// require \"" + OneLine.of(require.label()) + "\"");
      rule(deliverable, amounts, "require", i, require.condition(), "BigInteger.ZERO");
    }
    if (deliverable.awards().isEmpty()) {
      line("");
      line("// no award is written: 100%");
      String pay = Expressions.number(amounts.pay());
      rule(deliverable, amounts, "award", 0, new Condition.Always(), pay);
    }
    for (int i = 0; i < deliverable.awards().size(); i++) {
      Deliverable.Award award = deliverable.awards().get(i);
      line("");
      line(
          award
              .share()
              .map(share -> "// award " + share.times(Fraction.of(100)).decimal() + "% of pay")
              .orElse("// award"));
      String amount = floored(deliverable, amounts, award.amount());
      rule(deliverable, amounts, "award", i, award.when(), amount);
    }
    Clauses clauses = deliverable.clauses();
    clauses
        .entry()
        .ifPresent(
            entry -> {
              line("");
              line("// ranks");
              String value = floored(deliverable, amounts, entry.value());
              rule(deliverable, amounts, "value", 0, new Condition.Always(), value);
            });
    for (int i = 0; i < clauses.asked().size(); i++) {
      line("");
      line("// asked when");
      rule(deliverable, amounts, "ask", i, clauses.asked().get(i).when(), "BigInteger.ONE");
    }
    for (int i = 0; i < clauses.records().size(); i++) {
      Clauses.Points points = clauses.records().get(i);
      line("");
      line(
          "// records \""
              + OneLine.of(points.label())
              + "\" of "
              + agreement.parties().get(points.party()).name());
      rule(
          deliverable,
          amounts,
          "record",
          i,
          points.when(),
          floored(deliverable, amounts, points.points()));
    }
    for (int i = 0; i < deliverable.penalties().size(); i++) {
      penalty(deliverable, amounts, i);
    }
  }

  private void penalty(Deliverable deliverable, Amounts amounts, int number) {
    Deliverable.Penalty penalty = deliverable.penalties().get(number);
    String pot =
        penalty
            .fromLot()
            .map(lot -> deliverable.lots().get(lot).owner())
            .map(owner -> agreement.parties().get(owner).name() + ".bond")
            .orElse("the award");
    line("");
    line(
        "// penalty \""
            + OneLine.of(penalty.label())
            + "\" gives "
            + agreement.parties().get(penalty.to()).name()
            + " out of "
            + pot);
    String amount = floored(deliverable, amounts, penalty.amount());
    rule(deliverable, amounts, "penalty", number, penalty.when(), amount);
  }

  /** An amount in a consequence, floored to base units. */
  private static String floored(Deliverable deliverable, Amounts amounts, Quantity quantity) {
    Expressions consequence =
        new Expressions(
            amounts,
            fact -> "$facts.get" + capital(fieldName(deliverable.facts().get(fact))) + "()",
            "$facts.getSecondsLate()",
            "$facts.getSecondsEarly()");
    Expressions.Scaled amount = consequence.quantity(quantity);
    return amount.denominator().equals(BigInteger.ONE)
        ? amount.code()
        : "floor(" + amount.code() + ", " + Expressions.number(amount.denominator()) + ")";
  }

  private void rule(
      Deliverable deliverable,
      Amounts amounts,
      String kind,
      int number,
      Condition when,
      String amount) {
    Expressions constraint =
        new Expressions(
            amounts,
            fact -> fieldName(deliverable.facts().get(fact)),
            "secondsLate",
            "secondsEarly");
    String constraints =
        parts(when).stream()
            .map(constraint::condition)
            .collect(Collectors.joining(",\n            "));
    line("rule \"" + deliverable.name() + " " + kind + " " + number + "\"");
    line("when");
    line("  $facts : " + typeName(deliverable) + "( " + constraints + " )");
    line("then");
    line("  insert( new Held( \"" + kind + "\", " + number + ", " + amount + " ) );");
    line("end");
  }

  private static List<Condition> parts(Condition condition) {
    return switch (condition) {
      case Condition.Always always -> List.of();
      case Condition.All all ->
          all.conditions().stream().flatMap(part -> parts(part).stream()).toList();
      case Condition.Late late -> List.of(late);
      case Condition.Compare compare -> List.of(compare);
      case Condition.Any any -> List.of(any);
      case Condition.Not not -> List.of(not);
    };
  }

  private String domain(Deliverable.Domain domain) {
    return switch (domain) {
      case Deliverable.Domain.Range range ->
          range.least()
              + " to "
              + range.most()
              + range
                  .token()
                  .map(token -> " base units of " + agreement.tokens().get(token).symbol())
                  .orElse("");
      case Deliverable.Domain.Choice choice ->
          IntStream.range(0, choice.options().size())
              .mapToObj(i -> i + " " + choice.options().get(i))
              .collect(Collectors.joining(", "));
      case Deliverable.Domain.TimeSpan span -> span.least() + " to " + span.most() + " seconds";
      case Deliverable.Domain.Percent _ -> "0 to 10000 basis points";
      case Deliverable.Domain.Time _ -> "Unix seconds";
      case Deliverable.Domain.Document document -> "hash of a document; rules do not read it";
    };
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
