package org.horkos.node.state;

import java.math.BigInteger;
import java.util.List;
import org.horkos.arbitration.dispute.DisputeState;
import org.horkos.arbitration.dispute.DisputeState.Claim;
import org.horkos.arbitration.dispute.DisputeState.ContestedFact;
import org.horkos.node.packed.MalformedBytes;
import org.horkos.node.packed.PackedReader;
import org.horkos.node.packed.PackedWriter;

/** The bytes of a dispute's leaf. */
final class DisputeBytes {
  /** {@code statedBy} of what an attestor or silence said. */
  private static final int NOBODY = 255;

  private DisputeBytes() {}

  static void write(PackedWriter out, Leaf.DisputeLeaf leaf) {
    DisputeState state = leaf.state();
    out.u32(leaf.agreement())
        .u8(leaf.deliverable())
        .u8(state.phase().ordinal())
        .u64(state.joinUntil())
        .u64(state.evidenceUntil())
        .u8(state.contested().size());
    for (ContestedFact fact : state.contested()) {
      out.u8(fact.fact())
          .word(fact.asserted())
          .u8(fact.statedBy() == ContestedFact.NOBODY ? NOBODY : fact.statedBy())
          .u8(fact.claims().size());
      for (Claim claim : fact.claims()) {
        out.u8(claim.party()).word(claim.word());
      }
      out.u16(fact.defenders()).u16(fact.conceded());
    }
  }

  static Leaf.DisputeLeaf read(PackedReader in) {
    long agreement = in.u32();
    int deliverable = in.u8();
    DisputeState.Phase phase = LeafCodec.named(DisputeState.Phase.values(), in.u8());
    long joinUntil = in.u64();
    long evidenceUntil = in.u64();
    List<ContestedFact> contested = LeafCodec.list(in, () -> fact(in));
    for (int i = 1; i < contested.size(); i++) {
      if (contested.get(i - 1).fact() >= contested.get(i).fact()) {
        throw new MalformedBytes("contested facts are listed in ascending order, each once");
      }
    }
    return new Leaf.DisputeLeaf(
        agreement, deliverable, new DisputeState(phase, joinUntil, evidenceUntil, contested));
  }

  private static ContestedFact fact(PackedReader in) {
    int fact = in.u8();
    BigInteger asserted = in.word();
    int statedBy = in.u8();
    List<Claim> claims = LeafCodec.list(in, () -> new Claim(in.u8(), in.word()));
    return new ContestedFact(
        fact,
        asserted,
        statedBy == NOBODY ? ContestedFact.NOBODY : statedBy,
        claims,
        in.u16(),
        in.u16());
  }
}
