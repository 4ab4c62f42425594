package org.horkos.node.fraud;

import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.node.execution.BatchContext;
import org.horkos.node.execution.ChunkResult;
import org.horkos.node.execution.Execution;
import org.horkos.node.execution.L1View;
import org.horkos.node.execution.MissingL1Data;
import org.horkos.node.inbox.InboxMessage;
import org.horkos.node.inbox.OpenedTerms;
import org.horkos.node.packed.PackedWriter;
import org.horkos.node.state.State;
import org.horkos.node.state.Touched;

/**
 * Makes the witness of a chunk: executes it, notes down what it looks at, and takes that out of the
 * state before it. Format: docs/protocol/fraud.md. Not for use by several threads at once.
 */
public final class WitnessBuilder {
  private final Execution execution;

  /** For chunks that this executes; by the rule program alone, as L1 does. */
  public WitnessBuilder(Execution execution) {
    this.execution = execution;
  }

  /**
   * The witness of a chunk and what it comes to. The state is left as it is.
   *
   * @param state before the chunk
   * @param batch that the chunk is part of
   * @param chunk its bytes, any
   * @param l1 what L1 shows
   * @throws MissingL1Data if L1 has not been read far enough
   */
  public Witness build(State state, BatchContext batch, byte[] chunk, L1View l1) {
    Touched touched = new Touched();
    MessagesShown shown = new MessagesShown(l1);
    int before = state.mark();
    ChunkResult result;
    long consumed;
    state.record(touched);
    try {
      result = execution.execute(state, batch, chunk, shown);
      state.stopRecording();
      consumed = state.globals().inboxCount();
    } finally {
      state.stopRecording();
      state.rollback(before);
    }
    Looked looked = Looked.of(touched, shown.messages(), consumed);
    return new Witness(
        pack(state, looked, l1),
        looked.messages().isEmpty() ? 0 : looked.messages().firstKey(),
        looked.messages().values().stream().map(InboxMessage::hash).toList(),
        result);
  }

  /** The witness that shows this of a state. */
  static PackedBytes pack(State state, Looked looked, L1View l1) {
    PackedWriter out = new PackedWriter();
    leaves(out, state, looked.leaves());
    out.raw(state.siblings(looked.leaves()));
    terms(out, looked.terms(), l1);
    messages(out, looked.messages(), looked.consumed());
    out.u8(looked.paths().size());
    looked.paths().forEach(out::raw);
    return new PackedBytes(out.toBytes());
  }

  private static void leaves(PackedWriter out, State state, SortedSet<Touched.Place> places) {
    out.u16(places.size());
    for (Touched.Place place : places) {
      byte[] bytes = state.bytes(place.table(), place.index()).orElse(new byte[0]);
      out.u8(place.table().ordinal()).u8((int) (place.index() >>> 32));
      out.u32(place.index() & 0xffff_ffffL).u16(bytes.length).raw(bytes);
    }
  }

  private static void terms(
      PackedWriter out, SortedMap<Hash, SortedSet<Integer>> looked, L1View l1) {
    out.u8(looked.size());
    for (Map.Entry<Hash, SortedSet<Integer>> entry : looked.entrySet()) {
      OpenedTerms opened = l1.terms(entry.getKey()).orElseThrow();
      out.hash(entry.getKey()).u8(opened.depth());
      byte[] head = opened.head().toArray();
      out.u16(head.length).raw(head);
      opened.branch(0).forEach(out::hash);
      out.u8(entry.getValue().size());
      for (int deliverable : entry.getValue()) {
        byte[] part = opened.parts().get(deliverable).toArray();
        out.u8(deliverable).u16(part.length).raw(part);
        opened.branch(deliverable + 1).forEach(out::hash);
      }
    }
  }

  /** Those that were consumed whole, of the others, whose time alone was looked at, the hash. */
  private static void messages(
      PackedWriter out, SortedMap<Long, InboxMessage> looked, long consumed) {
    out.u32(looked.isEmpty() ? 0 : looked.firstKey()).u8(looked.size());
    for (InboxMessage message : looked.values()) {
      byte[] payload = message.payload();
      out.u64(message.time()).u8(message.kind()).address(message.sender());
      if (message.index() < consumed) {
        out.u8(1).u16(payload.length).raw(payload);
      } else {
        out.u8(0).hash(Keccak.hash(payload));
      }
    }
  }
}
