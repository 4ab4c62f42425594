package org.horkos.node.fraud;

import org.horkos.arbitration.evidence.EvidenceRefusal;
import org.horkos.arbitration.panel.CourtRefusal;
import org.horkos.arbitration.panel.PanelRefusal;
import org.horkos.engine.lifecycle.Refusal;
import org.horkos.node.execution.ChunkResult;
import org.horkos.node.execution.NodeRefusal;
import org.horkos.node.execution.Reason;
import org.horkos.node.execution.Receipt;
import org.horkos.node.execution.StepEffect;
import org.horkos.node.packed.PackedWriter;

/** Receipts as the re-execution on L1 returns them: {@code status u8 || code u16} of each step. */
public final class ReceiptBytes {
  private ReceiptBytes() {}

  /**
   * The receipts of a chunk. Status is 0 applied, 1 refused, 2 ignored; the code is that of the
   * reason, of an inbox message's for an Inbox step whose message changed nothing, else 0.
   */
  public static byte[] of(ChunkResult result) {
    PackedWriter out = new PackedWriter();
    for (Receipt receipt : result.receipts()) {
      switch (receipt.outcome()) {
        case Receipt.Outcome.Applied _ -> out.u8(0).u16(ofMessage(receipt));
        case Receipt.Outcome.Refused refused -> out.u8(1).u16(code(refused.reason()));
        case Receipt.Outcome.Ignored ignored -> out.u8(2).u16(code(ignored.reason()));
      }
    }
    return out.toBytes();
  }

  private static int ofMessage(Receipt receipt) {
    for (StepEffect effect : receipt.effects()) {
      if (effect instanceof StepEffect.MessageIgnored ignored) {
        return code(ignored.reason());
      }
    }
    return 0;
  }

  /** The number of a reason, unique over all rooms. */
  public static int code(Reason reason) {
    return switch (reason.room()) {
      case "node" -> NodeRefusal.valueOf(reason.code()).code();
      case "agreement" -> Refusal.valueOf(reason.code()).code();
      case "court" -> CourtRefusal.valueOf(reason.code()).code();
      case "panel" -> PanelRefusal.valueOf(reason.code()).code();
      case "evidence" -> EvidenceRefusal.valueOf(reason.code()).code();
      default -> throw new IllegalArgumentException("there is no room " + reason.room());
    };
  }
}
