package org.horkos.app.demo;

import java.util.List;
import java.util.Optional;
import org.horkos.arbitration.dispute.DisputeState.ContestedFact;
import org.horkos.engine.lifecycle.Effect;
import org.horkos.engine.rules.Explanation;

/**
 * How a deliverable ended, and why.
 *
 * @param ended its end: verdict and payouts
 * @param rules every rule with its values, by Drools; absent where nothing was judged
 * @param contested what was contested; empty if nothing was
 * @param ruled what was found of it
 */
record Judgement(
    Effect.Ended ended,
    Optional<Explanation> rules,
    List<ContestedFact> contested,
    Optional<Effect.Ruled> ruled) {
  Judgement {
    contested = List.copyOf(contested);
  }
}
