package org.horkos.dsl.expansion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.syntax.Clause;
import org.horkos.dsl.syntax.Declaration;
import org.horkos.dsl.syntax.Numeral;
import org.horkos.dsl.syntax.Value;
import org.horkos.dsl.syntax.Word;
import org.horkos.dsl.value.Fraction;

/**
 * The votes of a panel's decision. Each seat decides for itself; whoever says nothing has voted for
 * what silence means, or has abstained from a number: the value below its least one says that too.
 */
final class Votes {
  private Votes() {}

  static List<Clause> of(
      Clause.Fact decision,
      Clause.Source source,
      Declaration.Panel panel,
      int seats,
      Diagnostics diagnostics) {
    Clause.Domain domain = decision.domain();
    Optional<Value> silence = source.silence();
    Optional<Clause.Domain> each = Optional.empty();
    Optional<Value> abstain = Optional.empty();
    if (domain instanceof Clause.Domain.Choice choice && choice.options().size() == 2) {
      each = Optional.of(choice);
      abstain = silence;
    } else if (domain instanceof Clause.Domain.Range range
        && range.most().isPresent()
        && range.unit().isEmpty()) {
      Numeral least = range.least();
      Numeral below =
          new Numeral(least.value().plus(Fraction.of(-1)), least.decimals(), least.span());
      each =
          Optional.of(
              new Clause.Domain.Range(
                  below,
                  range.most(),
                  range.symbol(),
                  Optional.empty(),
                  Optional.empty(),
                  range.span()));
      abstain = Optional.of(new Value.Number(below, range.symbol(), source.span()));
    }
    if (each.isEmpty()) {
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.PANEL_DOMAIN,
                  domain.span(),
                  "a panel votes on two options or on a number")
              .hint("write `yes|no`, or a range such as `0..100`"));
      return List.of();
    }
    if (silence.isEmpty()) {
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.PANEL_SILENCE,
                  source.span(),
                  "a panel that does not come together has claimed nothing")
              .hint("write what it means: `silence means no`"));
      return List.of();
    }
    List<Clause> clauses = new ArrayList<>();
    List<Word> votes = new ArrayList<>();
    for (int seat = 1; seat <= seats; seat++) {
      Word vote = FromSyntax.numbered(decision.name(), seat);
      votes.add(vote);
      clauses.add(
          new Clause.Fact(
              vote,
              Optional.empty(),
              true,
              each.get(),
              Optional.of(
                  new Clause.Source(
                      FromSyntax.numbered(source.name(), seat),
                      source.within(),
                      abstain,
                      source.asked(),
                      source.span())),
              decision.span()));
    }
    clauses.add(
        new Clause.Tally(
            decision.name(), votes, domain, silence, panel.quorums(), decision.span()));
    return clauses;
  }
}
