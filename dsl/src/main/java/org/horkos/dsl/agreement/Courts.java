package org.horkos.dsl.agreement;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.syntax.Declaration;
import org.horkos.dsl.syntax.Declaration.CourtClause;
import org.horkos.dsl.syntax.Length;
import org.horkos.dsl.syntax.Numeral;
import org.horkos.dsl.value.Fraction;

/** Types the courts of a text. */
final class Courts {
  private static final int WHOLE = 10_000;

  private final Diagnostics diagnostics;

  Courts(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  List<Agreement.Court> typed(List<Declaration.Court> courts) {
    return courts.stream().map(this::typed).toList();
  }

  private Agreement.Court typed(Declaration.Court court) {
    int draws =
        one(court, CourtClause.Draws.class, "`draws`", "draws 3").map(this::draws).orElse(1);
    long evidence =
        one(court, CourtClause.Evidence.class, "`evidence`", "evidence 3 days")
            .map(c -> positive(c.length()))
            .orElse(0L);
    long commit =
        one(court, CourtClause.Commit.class, "`commit`", "commit 2 days")
            .map(c -> positive(c.length()))
            .orElse(0L);
    long reveal =
        one(court, CourtClause.Reveal.class, "`reveal`", "reveal 1 day")
            .map(c -> positive(c.length()))
            .orElse(0L);
    List<CourtClause.Appeal> appeal = all(court, CourtClause.Appeal.class);
    twice(appeal);
    int appeals =
        appeal.stream()
            .findFirst()
            .flatMap(a -> FromResolution.wholeNumber(a.times(), 0, 4, "appeals", diagnostics))
            .orElse(0);
    long appealTime = appeal.stream().findFirst().map(a -> positive(a.length())).orElse(0L);
    Optional<CourtClause.Forfeits> forfeits =
        one(
            court,
            CourtClause.Forfeits.class,
            "`loser forfeits`",
            "loser forfeits 30% of bond {winner 60%, court 30%, burn 10%}");
    int forfeit = forfeits.map(f -> share(f.percent())).orElse(0);
    Map<Declaration.Taker, Integer> shares = new EnumMap<>(Declaration.Taker.class);
    forfeits.ifPresent(f -> shares(f, shares));
    return new Agreement.Court(
        court.name().text(),
        draws,
        evidence,
        commit,
        reveal,
        appealTime,
        appeals,
        forfeit,
        shares.getOrDefault(Declaration.Taker.WINNER, 0),
        shares.getOrDefault(Declaration.Taker.COURT, 0),
        shares.getOrDefault(Declaration.Taker.BURN, 0));
  }

  private int draws(CourtClause.Draws clause) {
    int draws =
        FromResolution.wholeNumber(clause.number(), 1, 31, "a panel", diagnostics).orElse(1);
    if (draws % 2 == 0) {
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.EVEN_PANEL, clause.span(), "a panel of an even number can tie")
              .hint("draw an odd number of arbitrators"));
    }
    return draws;
  }

  private void shares(CourtClause.Forfeits clause, Map<Declaration.Taker, Integer> shares) {
    Fraction sum = Fraction.ZERO;
    for (Declaration.Share share : clause.shares()) {
      sum = sum.plus(share.percent().value());
      if (shares.put(share.taker(), share(share.percent())) != null) {
        diagnostics.add(
            Diagnostic.of(
                    DiagnosticCode.DUPLICATE_CLAUSE, share.span(), "this part stands here again")
                .hint("add the parts up"));
      }
    }
    if (!sum.equals(Fraction.ONE)) {
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.BAD_SHARES,
                  clause.span(),
                  "the parts sum up to " + percent(sum) + ", not to 100%")
              .hint("winner, court and burn share the whole forfeit"));
    }
  }

  /** A share as people write it. */
  static String percent(Fraction share) {
    Fraction hundred = share.times(Fraction.of(100));
    return new java.math.BigDecimal(hundred.numerator())
            .divide(
                new java.math.BigDecimal(hundred.denominator()),
                4,
                java.math.RoundingMode.HALF_EVEN)
            .stripTrailingZeros()
            .toPlainString()
        + "%";
  }

  private int share(Numeral percent) {
    Fraction points = percent.value().times(Fraction.of(WHOLE));
    if (!points.isInteger() || points.compareTo(Fraction.of(WHOLE)) > 0) {
      diagnostics.add(
          Diagnostic.of(
                  points.isInteger() ? DiagnosticCode.ABOVE_THE_WHOLE : DiagnosticCode.TOO_FINE,
                  percent.span(),
                  points.isInteger()
                      ? "this is more than the whole"
                      : "this is finer than a hundredth of a percent")
              .hint("write a percentage from 0% to 100% with at most two decimals"));
      return 0;
    }
    return points.numerator().intValueExact();
  }

  private long positive(Length length) {
    if (length.seconds() == 0) {
      diagnostics.add(
          Diagnostic.of(DiagnosticCode.NO_TIME, length.span(), "nobody can act in no time")
              .hint("write at least 1 hour"));
    }
    return length.seconds();
  }

  private <T extends CourtClause> List<T> all(Declaration.Court court, Class<T> kind) {
    List<T> found = new ArrayList<>();
    for (CourtClause clause : court.clauses()) {
      if (kind.isInstance(clause)) {
        found.add(kind.cast(clause));
      }
    }
    return found;
  }

  private void twice(List<? extends CourtClause> found) {
    for (int i = 1; i < found.size(); i++) {
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.DUPLICATE_CLAUSE,
                  found.get(i).span(),
                  "this clause of the court stands here again")
              .note(found.getFirst().span(), "it stands here already")
              .hint("leave one of them out"));
    }
  }

  private <T extends CourtClause> Optional<T> one(
      Declaration.Court court, Class<T> kind, String name, String example) {
    List<T> found = all(court, kind);
    twice(found);
    if (found.isEmpty()) {
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.COURT_INCOMPLETE,
                  court.name().span(),
                  "the court `" + court.name().text() + "` has no " + name)
              .hint("add a line such as `" + example + "`"));
    }
    return found.stream().findFirst();
  }
}
