package org.horkos.dsl.analysis;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Clauses;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Deliverable.Silence;
import org.horkos.dsl.agreement.Deliverable.Source;
import org.horkos.dsl.agreement.TypedText;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.value.Fraction;

/**
 * Whether a false statement by which somebody is not asked pays: a court takes a dispute only if
 * the verdict would change, and in the verdict, also after a ruling, who was not asked is silent.
 * So his silence must not be better for the liar than an answer, if the lie is.
 */
final class UnaskedCheck {
  private final Deliverable deliverable;
  private final TypedText.Places places;
  private final Counterexamples counterexamples;
  private final Diagnostics diagnostics;
  private final Situations near;

  UnaskedCheck(
      Agreement frame,
      Deliverable deliverable,
      TypedText.Places places,
      Counterexamples counterexamples,
      Budget budget,
      Diagnostics diagnostics) {
    this.deliverable = deliverable;
    this.places = places;
    this.counterexamples = counterexamples;
    this.diagnostics = diagnostics;
    this.near = new Situations(frame.parameters(), deliverable, budget);
  }

  void check() {
    for (Clauses.Asked asked : deliverable.clauses().asked()) {
      for (int gate : Points.of(asked.when()).facts().keySet()) {
        if (deliverable.facts().get(gate).contestable()) {
          asked.facts().forEach(fact -> check(gate, fact));
        }
      }
    }
  }

  private void check(int gate, int asked) {
    if (!(deliverable.facts().get(asked).source() instanceof Source.Other other)
        || !(other.silence() instanceof Silence.Means means)
        || !other.attestor() && deliverable.stater(gate).equals(deliverable.stater(asked))) {
      return; // whoever states both is asked nothing that he could not have said
    }
    Optional<Counterexamples.Found> found =
        counterexamples.delivered(
            deliverable,
            Map.of(),
            at -> hidden(at, gate, asked, means.word()),
            "a lie by which nobody is asked");
    if (found.isEmpty()) {
      return;
    }
    String name = deliverable.facts().get(asked).name();
    String stated = deliverable.facts().get(gate).name();
    diagnostics.add(
        Diagnostic.of(
                DiagnosticCode.UNASKED,
                places.facts().get(asked),
                "whether `"
                    + name
                    + "` is asked depends on `"
                    + stated
                    + "`, and a false `"
                    + stated
                    + "` by which it is not asked would pay, contested or not: the silence of `"
                    + name
                    + "` counts, though no one was asked")
            .hint(
                "let the silence of `" + name + "` favour who was not asked, or ask it in any case")
            .counterexample(found.flatMap(Counterexamples.Found::scenario)));
  }

  /**
   * By how much who states the gate is better off with a lie, contested or not, than with the truth
   * and an answer: after a ruling too who was not asked is silent.
   */
  private Fraction hidden(Situation at, int gate, int asked, BigInteger silence) {
    if (at.asked(asked)) {
      return Fraction.ZERO;
    }
    BigInteger gain = BigInteger.ZERO;
    for (BigInteger word : near.words(gate, at.amounts())) {
      Situation truth = at.with(gate, word).with(asked, silence);
      if (!truth.asked(asked)) {
        continue;
      }
      // Whether somebody contests is up to the other side, who takes what is better for it.
      BigInteger lie = mine(at, gate).min(mine(truth, gate));
      for (BigInteger answer : near.words(asked, at.amounts())) {
        gain = gain.max(lie.subtract(mine(truth.with(asked, answer), gate)));
      }
    }
    return Fraction.of(gain);
  }

  /** What is good for who states the gate: a payer is glad of what the performer does not get. */
  private BigInteger mine(Situation at, int gate) {
    Optional<Integer> stater = deliverable.stater(gate);
    boolean payer =
        deliverable.pays().stream().anyMatch(pay -> stater.equals(Optional.of(pay.payer())));
    return payer ? net(at).negate() : net(at);
  }

  private BigInteger net(Situation at) {
    BigInteger net = at.award();
    for (Deliverable.Penalty penalty : deliverable.penalties()) {
      boolean own = penalty.to() == deliverable.performer();
      net = own ? net : net.subtract(at.penalty(penalty));
    }
    return net;
  }
}
