package org.horkos.node.execution;

import org.horkos.arbitration.evidence.EvidenceRefusal;
import org.horkos.arbitration.panel.CourtRefusal;
import org.horkos.arbitration.panel.PanelRefusal;
import org.horkos.engine.lifecycle.Refusal;

/**
 * Why a step was refused or ignored.
 *
 * @param room which part of the rollup says so: node, agreement, court, panel or evidence
 * @param code the name of the refusal there, such as BAD_SIGNATURE
 * @param sentence for a person: what is wrong and what to do
 */
public record Reason(String room, String code, String sentence) {
  /** A check of the node itself. */
  public static Reason of(NodeRefusal refusal) {
    return new Reason("node", refusal.name(), refusal.sentence());
  }

  /** A guard of the lifecycle. */
  public static Reason of(Refusal refusal) {
    return new Reason("agreement", refusal.name(), refusal.sentence());
  }

  /** A guard of a court. */
  public static Reason of(CourtRefusal refusal) {
    return new Reason("court", refusal.name(), refusal.sentence());
  }

  /** A guard of a panel. */
  public static Reason of(PanelRefusal refusal) {
    return new Reason("panel", refusal.name(), refusal.sentence());
  }

  /** A guard of the evidence. */
  public static Reason of(EvidenceRefusal refusal) {
    return new Reason("evidence", refusal.name(), refusal.sentence());
  }
}
