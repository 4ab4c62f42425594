package org.horkos.arbitration.ruling;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.arbitration.dispute.DisputeState;
import org.horkos.arbitration.dispute.DisputeState.ContestedFact;
import org.horkos.arbitration.ruling.Finding.By;

/** What the contested facts of a dispute are in the end. */
public final class Findings {
  private Findings() {}

  /**
   * One finding for each contested fact, ascending. What nobody defends is as its only claim says;
   * what needs a court is what the panel found, or as asserted where the panel found nothing.
   *
   * @param dispute after its evidence period
   * @param ruling what the panel found; empty if none sat
   */
  public static List<Finding> of(DisputeState dispute, Ruling ruling) {
    List<Finding> findings = new ArrayList<>();
    for (ContestedFact fact : dispute.contested()) {
      if (!fact.needsCourt()) {
        findings.add(new Finding(fact.fact(), fact.claims().getFirst().word(), By.UNDEFENDED));
        continue;
      }
      findings.add(
          ruling
              .found()
              .getOrDefault(fact.fact(), Optional.empty())
              .map(word -> new Finding(fact.fact(), word, By.COURT))
              .orElseGet(() -> new Finding(fact.fact(), fact.asserted(), By.NO_BALLOTS)));
    }
    return List.copyOf(findings);
  }
}
