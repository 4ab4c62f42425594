package org.horkos.dsl.analysis;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Money;
import org.horkos.dsl.agreement.Polynomial;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.value.Fraction;
import org.jspecify.annotations.Nullable;

/** The message that a lot can be overdrawn, with figures of a life in which it is. */
final class Overdraft {
  private final Agreement frame;
  private final Deliverable deliverable;
  private final Counterexamples counterexamples;

  Overdraft(Agreement frame, Deliverable deliverable, Counterexamples counterexamples) {
    this.frame = frame;
    this.deliverable = deliverable;
    this.counterexamples = counterexamples;
  }

  /** How a deliverable ends. */
  enum End {
    MISSED("what it gives if missed"),
    DELIVERED("what rules take, what it gives if it fails, and the forfeit");

    private final String what;

    End(String what) {
      this.what = what;
    }
  }

  /**
   * What lacks in a lot, as far as bounds show.
   *
   * @param whole the lot
   * @param sum what is taken from it
   * @param at where least is left of it; nowhere if that cannot be computed
   */
  record Margin(Polynomial whole, Polynomial sum, Polynomial.@Nullable Least at) {
    /** The margin between bounds of a lot and of a sum, if none of them shows that it fits. */
    static Optional<Margin> negative(Bounds bounds, List<Polynomial> lots, List<Polynomial> sums) {
      Margin nearest = new Margin(lots.getFirst(), sums.getFirst(), null);
      for (Polynomial whole : lots) {
        for (Polynomial sum : sums) {
          Optional<Polynomial> rest = whole.plus(sum.times(Fraction.of(-1)));
          if (rest.isEmpty()) {
            continue;
          }
          Polynomial.Least least = bounds.least(rest.get());
          if (least.value().signum() >= 0) {
            return Optional.empty();
          }
          if (nearest.at == null || least.value().compareTo(nearest.at.value()) > 0) {
            nearest = new Margin(whole, sum, least);
          }
        }
      }
      return Optional.of(nearest);
    }
  }

  /** The message. */
  Diagnostic of(int lot, End end, Margin margin, Span span) {
    Map<Integer, Fraction> where = margin.at == null ? Map.of() : margin.at.where();
    Optional<Counterexamples.Found> found = found(lot, end, where);
    int token = deliverable.lots().get(lot).token();
    String taken;
    String whole;
    if (found.isPresent()) {
      Situation at = found.get().situation();
      // With the forfeit, also where less is too much already: the bond must hold both.
      BigInteger sum =
          end == End.MISSED
              ? at.given(deliverable.missedGives(), lot)
              : at.takenFrom(lot).add(forfeit(at, lot));
      taken = shown(frame, Fraction.of(sum), token);
      whole = shown(frame, Fraction.of(at.amounts().lots().get(lot)), token);
      where = new TreeMap<>();
      for (int p : Points.of(deliverable).parameters()) {
        where.put(p, Fraction.of(at.amounts().parameters().get(p)));
      }
    } else {
      Map<Integer, Fraction> corner = new TreeMap<>(where);
      for (int i = 0; i < frame.parameters().size(); i++) {
        corner.putIfAbsent(i, Fraction.of(frame.parameters().get(i).most()));
      }
      taken = shown(frame, margin.sum.at(corner), token);
      whole = shown(frame, margin.whole.at(corner), token);
      taken = taken.equals(whole) ? "a little more than " + whole : taken;
    }
    return Diagnostic.of(
            DiagnosticCode.LOT_OVERDRAWN,
            span,
            end.what
                + (found.isPresent() ? " can come to " : " may come to as much as ")
                + taken
                + ", but the bond of `"
                + frame.parties().get(deliverable.lots().get(lot).owner()).name()
                + "` for `"
                + deliverable.name()
                + "` is "
                + whole
                + at(frame, where))
        .hint("raise the bond, or take less from it")
        .counterexample(found.flatMap(Counterexamples.Found::scenario));
  }

  private Optional<Counterexamples.Found> found(int lot, End end, Map<Integer, Fraction> where) {
    String name = deliverable.name() + " takes too much of a bond";
    Function<Situation, Fraction> missed =
        at -> overdraws(at, lot, at.given(deliverable.missedGives(), lot));
    if (end == End.MISSED) {
      return counterexamples.missed(deliverable, where, missed, name);
    }
    return counterexamples
        .delivered(deliverable, where, at -> overdraws(at, lot, at.takenFrom(lot)), name)
        .or(
            () ->
                counterexamples.disputed(
                    deliverable,
                    lot,
                    where,
                    at -> overdraws(at, lot, at.takenFrom(lot).add(forfeit(at, lot))),
                    name));
  }

  private static Fraction overdraws(Situation at, int lot, BigInteger taken) {
    return Fraction.of(taken.subtract(at.amounts().lots().get(lot)));
  }

  private BigInteger forfeit(Situation at, int lot) {
    if (deliverable.court() == Deliverable.NO_COURT
        || deliverable.facts().stream().noneMatch(Deliverable.Fact::contestable)) {
      return BigInteger.ZERO;
    }
    int bps = frame.courts().get(deliverable.court()).forfeitBps();
    return Fraction.of(bps, 10_000).times(Fraction.of(at.amounts().lots().get(lot))).floor();
  }

  /** Base units of a token as a person writes them. */
  static String shown(Agreement frame, Fraction units, int token) {
    Agreement.Token of = frame.tokens().get(token);
    return Money.decimal(units.floor(), of.decimals()) + " " + of.symbol();
  }

  /** The values of parameters, in parentheses; nothing for none. */
  static String at(Agreement frame, Map<Integer, Fraction> where) {
    if (where.isEmpty()) {
      return "";
    }
    List<String> values = new ArrayList<>();
    where.forEach(
        (index, value) -> {
          Agreement.Parameter p = frame.parameters().get(index);
          values.add(
              p.name()
                  + " = "
                  + p.token().map(t -> shown(frame, value, t)).orElse(value.toString()));
        });
    return " (with " + String.join(", ", values) + ")";
  }
}
