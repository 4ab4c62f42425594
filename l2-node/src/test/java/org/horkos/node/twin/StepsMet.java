package org.horkos.node.twin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.horkos.arbitration.evidence.EvidenceRefusal;
import org.horkos.arbitration.panel.CourtRefusal;
import org.horkos.arbitration.panel.PanelRefusal;
import org.horkos.engine.lifecycle.Refusal;
import org.horkos.node.execution.ChunkResult;
import org.horkos.node.execution.NodeRefusal;
import org.horkos.node.execution.Reason;
import org.horkos.node.execution.Receipt;
import org.horkos.node.execution.StepEffect;
import org.horkos.node.step.Step;
import org.horkos.node.step.StepKind;
import org.horkos.node.step.SystemStep;
import org.horkos.node.step.Transaction;

/** Counts what steps came to: which kinds were done, which refusals were met. */
final class StepsMet {
  /** Refusals that no chunk can come to, and why. */
  static final Map<String, String> NEVER =
      Map.ofEntries(
          Map.entry("node WRONG_NONCE", "only said when somebody asks beforehand"),
          Map.entry("node NO_NUMBER_LEFT", "after 2^28 of a kind"),
          Map.entry("agreement NO_SUCH_DELIVERABLE", "the node says UNKNOWN_DELIVERABLE before"),
          Map.entry("agreement NO_PANEL_YET", "a panel rules of itself, after its time has come"),
          Map.entry("agreement WRONG_FINDING", "a panel finds just what it is asked for"),
          Map.entry("panel ANOTHER_BEACON", "beacons ascend in time, so NOT_THE_FIRST_BEACON"),
          Map.entry("panel NOT_RULED", "the node pays when the panel has ruled"),
          Map.entry("panel OVER", "the node dissolves a panel once"),
          Map.entry("court COURT_IS_FULL", "after 65,536 arbitrators"),
          Map.entry("evidence EVIDENCE_PERIOD_OVER", "the agreement says EVIDENCE_PASSED before"),
          Map.entry("evidence NO_DOCUMENT", "the agreement says EMPTY_DOCUMENT before"));

  private final SortedMap<String, Integer> applied = new TreeMap<>();
  private final SortedMap<String, Integer> refused = new TreeMap<>();

  /** Notes down what a chunk came to. */
  synchronized void note(ChunkResult result) {
    for (Receipt receipt : result.receipts()) {
      switch (receipt.outcome()) {
        case Receipt.Outcome.Applied _ -> applied.merge(kind(receipt.step()), 1, Integer::sum);
        case Receipt.Outcome.Refused no -> note(no.reason());
        case Receipt.Outcome.Ignored no -> note(no.reason());
      }
      for (StepEffect effect : receipt.effects()) {
        if (effect instanceof StepEffect.MessageIgnored ignored) {
          note(ignored.reason());
        }
      }
    }
  }

  private void note(Reason reason) {
    refused.merge(reason.room() + " " + reason.code(), 1, Integer::sum);
  }

  private static String kind(Step step) {
    return switch (step) {
      case Transaction transaction -> transaction.action().kind().title();
      case SystemStep system -> system.getClass().getSimpleName();
      case Step.Malformed _ -> "malformed";
    };
  }

  /** Kinds of steps that were never done. */
  List<String> missingKinds() {
    List<String> missing = new ArrayList<>();
    for (StepKind kind : StepKind.values()) {
      if (!applied.containsKey(kind.title())) {
        missing.add(kind.title());
      }
    }
    return missing;
  }

  /** Refusals that were never met and could have been. */
  List<String> missingRefusals() {
    List<String> missing = new ArrayList<>();
    for (String refusal : refusals()) {
      if (!refused.containsKey(refusal) && !NEVER.containsKey(refusal)) {
        missing.add(refusal);
      }
    }
    return missing;
  }

  /** Refusals that were met and cannot be. */
  List<String> impossible() {
    return NEVER.keySet().stream().filter(refused::containsKey).sorted().toList();
  }

  private static List<String> refusals() {
    List<String> all = new ArrayList<>();
    for (NodeRefusal refusal : NodeRefusal.values()) {
      all.add("node " + refusal);
    }
    for (Refusal refusal : Refusal.values()) {
      all.add("agreement " + refusal);
    }
    for (PanelRefusal refusal : PanelRefusal.values()) {
      all.add("panel " + refusal);
    }
    for (CourtRefusal refusal : CourtRefusal.values()) {
      all.add("court " + refusal);
    }
    for (EvidenceRefusal refusal : EvidenceRefusal.values()) {
      all.add("evidence " + refusal);
    }
    return all;
  }

  /** For people. */
  String table() {
    StringBuilder table = new StringBuilder();
    applied.forEach((kind, count) -> table.append("%,12d done: %s%n".formatted(count, kind)));
    refused.forEach((why, count) -> table.append("%,12d refused: %s%n".formatted(count, why)));
    missingKinds().forEach(kind -> table.append("%12s never done: %s%n".formatted("", kind)));
    missingRefusals().forEach(why -> table.append("%12s never met: %s%n".formatted("", why)));
    return table.toString();
  }
}
