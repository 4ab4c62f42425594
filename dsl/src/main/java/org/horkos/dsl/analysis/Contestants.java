package org.horkos.dsl.analysis;

import java.util.List;
import java.util.TreeSet;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Deliverable.Silence;
import org.horkos.dsl.agreement.Deliverable.Source;
import org.horkos.dsl.agreement.TypedText;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;

/**
 * Who can contest the facts of a deliverable: only who has a bond in it. So both sides need one,
 * whoever performs and each who pays; else one of them is at the mercy of the other, or what a
 * neutral says is overturned because nobody can stand by it.
 */
final class Contestants {
  private final Agreement frame;
  private final Deliverable deliverable;
  private final TypedText.Places places;
  private final Diagnostics diagnostics;
  private final TreeSet<Integer> owners = new TreeSet<>();

  Contestants(
      Agreement frame, Deliverable deliverable, TypedText.Places places, Diagnostics diagnostics) {
    this.frame = frame;
    this.deliverable = deliverable;
    this.places = places;
    this.diagnostics = diagnostics;
    deliverable.lots().forEach(lot -> owners.add(lot.owner()));
  }

  /** At most one message: a bond that is missing for one fact is missing for all. */
  void check() {
    for (int i = 0; i < deliverable.facts().size(); i++) {
      if (deliverable.facts().get(i).contestable() && missing(i)) {
        return;
      }
    }
  }

  private boolean missing(int index) {
    Deliverable.Fact fact = deliverable.facts().get(index);
    boolean byPerformer = fact.source() instanceof Source.Performer;
    boolean attested = fact.source() instanceof Source.Other other && other.attestor();
    boolean claimed =
        byPerformer
            || fact.source() instanceof Source.Other other
                && other.silence() instanceof Silence.AsClaimed;
    int performer = deliverable.performer();
    if (!byPerformer && !owners.contains(performer)) {
      // Who claims without a bond is told so.
      return claimed
          || report(index, name(performer) + ", who performs it, has no bond", performer);
    }
    List<Integer> payers =
        deliverable.pays().stream().map(Deliverable.Pay::payer).distinct().toList();
    for (int payer : payers) {
      // Who states it without a bond is told so.
      boolean own = !attested && stater(fact) == payer;
      if (!owners.contains(payer)) {
        return own || report(index, name(payer) + ", who pays, has no bond", payer);
      }
    }
    boolean nobodyElse = owners.size() == 1 && (attested || owners.first() == stater(fact));
    return nobodyElse && report(index, "nobody but " + name(owners.first()) + " has a bond", -1);
  }

  private int stater(Deliverable.Fact fact) {
    return fact.source() instanceof Source.Other other ? other.index() : deliverable.performer();
  }

  private boolean report(int index, String why, int party) {
    diagnostics.add(
        Diagnostic.of(
                DiagnosticCode.NOBODY_CONTESTS,
                places.facts().get(index),
                "one side could not contest `"
                    + deliverable.facts().get(index).name()
                    + "`: "
                    + why
                    + " in `"
                    + deliverable.name()
                    + "`")
            .hint(
                "add a clause such as `bond "
                    + (deliverable.pays().isEmpty() ? "50 " + token() : "10% of pay")
                    + " by "
                    + (party < 0 ? "…" : frame.parties().get(party).name())
                    + "`"
                    + (party < 0 ? ", of somebody who may contest it" : "")));
    return true;
  }

  private String token() {
    int token = deliverable.lots().isEmpty() ? 0 : deliverable.lots().getFirst().token();
    return frame.tokens().get(token).symbol();
  }

  private String name(int party) {
    return "`" + frame.parties().get(party).name() + "`";
  }
}
