package org.horkos.node.state;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.horkos.arbitration.panel.Arbitrator;
import org.horkos.arbitration.panel.PanelState;
import org.horkos.arbitration.panel.Seat;
import org.horkos.arbitration.panel.SumTree;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.engine.lifecycle.AgreementState.AllEnded;
import org.horkos.engine.lifecycle.AgreementState.Member;
import org.horkos.engine.lifecycle.DeliverableState.End;
import org.horkos.engine.lifecycle.DeliverableState.FactState;
import org.horkos.engine.lifecycle.DeliverableState.Phase;
import org.horkos.engine.lifecycle.DeliverableState.Settlement;
import org.horkos.node.packed.MalformedBytes;
import org.horkos.node.packed.PackedReader;
import org.horkos.node.packed.PackedWriter;

/** Packed bytes of leaves and back, strictly: every leaf has one encoding. */
public final class LeafCodec {
  private static final long EMPTY_SEAT = 0xffff_ffffL;

  private LeafCodec() {}

  /**
   * The bytes of a leaf.
   *
   * @throws IllegalArgumentException if a value does not fit its field
   */
  public static byte[] encode(Leaf leaf) {
    PackedWriter out = new PackedWriter();
    switch (leaf) {
      case Leaf.Globals globals -> globals(out, globals);
      case Leaf.Account account ->
          out.address(account.owner())
              .address(account.token())
              .u64(account.nonce())
              .u128(account.balance());
      case Leaf.AgreementHead head -> head(out, head);
      case Leaf.DeliverableLeaf deliverable -> deliverable(out, deliverable);
      case Leaf.DisputeLeaf dispute -> DisputeBytes.write(out, dispute);
      case Leaf.PanelLeaf panel -> panel(out, panel);
      case Leaf.SeatLeaf seat -> seat(out, seat.seat());
      case Leaf.ExhibitLeaf exhibit -> out.hash(exhibit.document()).u64(exhibit.at());
      case Leaf.CourtLeaf court -> court(out, court);
      case Leaf.OutboxLeaf message -> outbox(out, message);
      case Leaf.Beacon beacon ->
          out.u64(beacon.blockNumber()).u64(beacon.blockTime()).hash(beacon.seed());
      case Leaf.StakeChange change -> out.u32(change.index()).raw(change.arbitrator().encode());
    }
    return out.toBytes();
  }

  /**
   * The leaf of these bytes at an index of a table.
   *
   * @param table number of the table, or {@link StoredLeaf#STAKE_HISTORY}
   * @throws MalformedBytes if they are not exactly such a leaf's encoding
   */
  public static Leaf decode(int table, long index, byte[] bytes) {
    PackedReader in = new PackedReader(bytes);
    Leaf leaf;
    try {
      leaf =
          table == StoredLeaf.STAKE_HISTORY
              ? new Leaf.StakeChange(arbitrators(in), Arbitrator.decode(in.raw(Arbitrator.SIZE)))
              : decode(Layout.Table.of(table), (int) (index & (Layout.SLOTS - 1)), in);
    } catch (IllegalArgumentException refused) {
      // A record that checks itself: the bytes say what no such leaf can say.
      throw new MalformedBytes(String.valueOf(refused.getMessage()));
    }
    in.expectEnd();
    return leaf;
  }

  private static Leaf decode(Layout.Table table, int slot, PackedReader in) {
    return switch (table) {
      case GLOBALS -> globals(in);
      case ACCOUNTS -> new Leaf.Account(in.address(), in.address(), in.u64(), in.u128());
      case AGREEMENTS -> slot == Layout.HEAD_SLOT ? head(in) : deliverable(in, slot);
      case DISPUTES ->
          switch (slot) {
            case Layout.HEAD_SLOT -> DisputeBytes.read(in);
            case Layout.PANEL_SLOT -> panel(in);
            default ->
                slot < Layout.EXHIBIT_SLOT
                    ? new Leaf.SeatLeaf(seat(in))
                    : new Leaf.ExhibitLeaf(in.hash(), in.u64());
          };
      case COURTS -> court(in);
      case OUTBOX -> outbox(in);
      case BEACONS -> new Leaf.Beacon(in.u64(), in.u64(), in.hash());
      case FREE -> throw new MalformedBytes("nothing stands in the free table");
    };
  }

  /** The value of an enum whose ordinal is its byte. */
  static <E extends Enum<E>> E named(E[] values, int ordinal) {
    if (ordinal >= values.length) {
      throw new MalformedBytes(ordinal + " is none of " + values.length + " values");
    }
    return values[ordinal];
  }

  private static void globals(PackedWriter out, Leaf.Globals globals) {
    out.u8(Leaf.Globals.VERSION)
        .u64(globals.time())
        .u32(globals.inboxCount())
        .u32(globals.accounts())
        .u32(globals.agreements())
        .u32(globals.disputes())
        .u32(globals.courts())
        .u32(globals.outbox())
        .u32(globals.beacons())
        .u32(globals.collector())
        .u64(globals.steps());
  }

  private static Leaf globals(PackedReader in) {
    int version = in.u8();
    if (version != Leaf.Globals.VERSION) {
      throw new MalformedBytes("there is no state of version " + version);
    }
    return new Leaf.Globals(
        in.u64(), in.u32(), in.u32(), in.u32(), in.u32(), in.u32(), in.u32(), in.u32(), in.u32(),
        in.u64());
  }

  private static void head(PackedWriter out, Leaf.AgreementHead head) {
    out.hash(head.termsHash())
        .address(head.escrow())
        .u8(head.status().ordinal())
        .u64(head.start())
        .u64(head.settledAt())
        .u8(head.ended())
        .u32(head.messages())
        .u128(head.feePot())
        .u32(head.feePotOwner())
        .u64(head.allEnded().map(AllEnded::at).orElse(0L))
        .u8(head.allEnded().map(all -> all.by() + 1).orElse(0))
        .u8(head.openSeats().size());
    for (Member member : head.openSeats()) {
      out.address(member.account().orElse(Address.ZERO)).u64(member.joinedAt());
    }
  }

  private static Leaf head(PackedReader in) {
    return new Leaf.AgreementHead(
        in.hash(),
        in.address(),
        named(Leaf.AgreementHead.Status.values(), in.u8()),
        in.u64(),
        in.u64(),
        in.u8(),
        in.u32(),
        in.u128(),
        in.u32(),
        allEnded(in.u64(), in.u8()),
        list(
            in,
            () -> {
              Address account = in.address();
              return new Member(
                  account.isZero() ? Optional.empty() : Optional.of(account), in.u64());
            }));
  }

  private static Optional<AllEnded> allEnded(long at, int by) {
    if (by == 0 && at != 0) {
      throw new MalformedBytes("nobody's deliverable has ended everything, at " + at);
    }
    return by == 0 ? Optional.empty() : Optional.of(new AllEnded(at, by - 1));
  }

  private static void deliverable(PackedWriter out, Leaf.DeliverableLeaf leaf) {
    out.u8(leaf.phase().ordinal())
        .u8(leaf.end().ordinal())
        .u64(leaf.due())
        .u64(leaf.missed())
        .u8(leaf.attempt())
        .u64(leaf.deliveredAt())
        .u64(leaf.assertedAt())
        .u64(leaf.endedAt())
        .u16(leaf.accepted());
    out.u8(leaf.settlement().isPresent() ? 1 : 0);
    leaf.settlement().ifPresent(one -> out.hash(one.factsHash()).u16(one.agreed()));
    out.u8(leaf.dispute().isPresent() ? 1 : 0);
    leaf.dispute().ifPresent(out::u32);
    out.u8(leaf.facts().size());
    for (FactState fact : leaf.facts()) {
      out.u8((fact.claimed().isPresent() ? 1 : 0) | (fact.answered().isPresent() ? 2 : 0));
      fact.claimed().ifPresent(out::word);
      fact.answered().ifPresent(out::word);
    }
    TallyBytes.write(out, leaf.tally());
  }

  private static Leaf deliverable(PackedReader in, int slot) {
    if (slot >= Layout.DELIVERABLES_END) {
      throw new MalformedBytes("nothing stands in slot " + slot + " of an agreement");
    }
    return new Leaf.DeliverableLeaf(
        named(Phase.values(), in.u8()),
        named(End.values(), in.u8()),
        in.u64(),
        in.u64(),
        in.u8(),
        in.u64(),
        in.u64(),
        in.u64(),
        in.u16(),
        in.flag() ? Optional.of(new Settlement(in.hash(), in.u16())) : Optional.empty(),
        in.flag() ? Optional.of(in.u32()) : Optional.empty(),
        list(
            in,
            () -> {
              int known = in.u8();
              if (known > 3) {
                throw new MalformedBytes(known + " does not say what is known of a fact");
              }
              return new FactState(
                  (known & 1) == 1 ? Optional.of(in.word()) : Optional.empty(),
                  (known & 2) == 2 ? Optional.of(in.word()) : Optional.empty());
            }),
        TallyBytes.read(in));
  }

  private static void panel(PackedWriter out, Leaf.PanelLeaf leaf) {
    PanelState panel = leaf.state();
    out.u32(panel.court())
        .hash(panel.frozenRoot())
        .u128(panel.frozenTotal())
        .u64(panel.evidenceUntil())
        .u64(panel.drawUntil())
        .u8(panel.phase().ordinal())
        .u8(panel.seed().isPresent() ? 1 : 0);
    panel.seed().ifPresent(out::hash);
    out.u8(panel.tries())
        .u8(leaf.seats())
        .u64(panel.commitUntil())
        .u64(panel.revealUntil())
        .u32(panel.coherent())
        .u32(panel.silent())
        .u128(panel.courtPart())
        .u128(panel.pool());
  }

  private static Leaf panel(PackedReader in) {
    long court = in.u32();
    Hash frozenRoot = in.hash();
    BigInteger frozenTotal = in.u128();
    long evidenceUntil = in.u64();
    long drawUntil = in.u64();
    PanelState.Phase phase = named(PanelState.Phase.values(), in.u8());
    Optional<Hash> seed = in.flag() ? Optional.of(in.hash()) : Optional.empty();
    int tries = in.u8();
    int seats = in.u8();
    if (seats > PanelState.MAX_SEATS) {
      throw new MalformedBytes("a panel has at most " + PanelState.MAX_SEATS + " seats");
    }
    PanelState state =
        new PanelState(
            court,
            frozenRoot,
            frozenTotal,
            evidenceUntil,
            drawUntil,
            phase,
            seed,
            tries,
            List.of(),
            in.u64(),
            in.u64(),
            bits(in),
            bits(in),
            in.u128(),
            in.u128());
    return new Leaf.PanelLeaf(state, seats);
  }

  private static int bits(PackedReader in) {
    long bits = in.u32();
    if (bits >>> PanelState.MAX_SEATS != 0) {
      throw new MalformedBytes("a panel has at most " + PanelState.MAX_SEATS + " seats");
    }
    return (int) bits;
  }

  private static void seat(PackedWriter out, Seat seat) {
    out.u32(seat.empty() ? EMPTY_SEAT : seat.arbitrator()).address(seat.voter());
    out.u8(seat.commitment().isPresent() ? 1 : 0);
    seat.commitment().ifPresent(out::hash);
    out.u8(seat.settled() ? 1 : 0).u8(seat.ballot().isPresent() ? 1 : 0);
    seat.ballot()
        .ifPresent(
            ballot -> {
              out.u8(ballot.size());
              ballot.forEach((fact, word) -> out.u8(fact).word(word));
            });
  }

  private static Seat seat(PackedReader in) {
    long arbitrator = in.u32();
    if (arbitrator != EMPTY_SEAT && arbitrator > Integer.MAX_VALUE) {
      throw new MalformedBytes("there is no arbitrator " + arbitrator);
    }
    Address voter = in.address();
    Optional<Hash> commitment = in.flag() ? Optional.of(in.hash()) : Optional.empty();
    boolean settled = in.flag();
    return new Seat(
        arbitrator == EMPTY_SEAT ? Seat.NOBODY : (int) arbitrator,
        voter,
        commitment,
        in.flag() ? Optional.of(ballot(in)) : Optional.empty(),
        settled);
  }

  private static SortedMap<Integer, BigInteger> ballot(PackedReader in) {
    SortedMap<Integer, BigInteger> words = new TreeMap<>();
    int count = in.u8();
    int previous = -1;
    for (int i = 0; i < count; i++) {
      int fact = in.u8();
      if (fact <= previous) {
        throw new MalformedBytes("facts are listed in ascending order, each once");
      }
      words.put(fact, in.word());
      previous = fact;
    }
    return words;
  }

  private static void court(PackedWriter out, Leaf.CourtLeaf court) {
    out.address(court.owner())
        .address(court.stakeToken())
        .address(court.feeToken())
        .u128(court.minimumStake())
        .u32(court.arbitrators())
        .hash(court.root())
        .u128(court.total())
        .u128(court.feeTreasury())
        .u128(court.stakeTreasury());
  }

  private static Leaf court(PackedReader in) {
    return new Leaf.CourtLeaf(
        in.address(),
        in.address(),
        in.address(),
        in.u128(),
        arbitrators(in),
        in.hash(),
        in.u128(),
        in.u128(),
        in.u128());
  }

  /** A number of arbitrators, or the index of one. */
  private static int arbitrators(PackedReader in) {
    long value = in.u32();
    if (value > SumTree.CAPACITY) {
      throw new MalformedBytes("a court has at most " + SumTree.CAPACITY + " arbitrators");
    }
    return (int) value;
  }

  private static void outbox(PackedWriter out, Leaf.OutboxLeaf message) {
    out.u8(message.kind().ordinal() + 1)
        .address(message.target())
        .u32(message.sequence())
        .u8(message.payments().size());
    for (Leaf.OutboxLeaf.Payment payment : message.payments()) {
      out.address(payment.token()).address(payment.to()).u128(payment.amount());
    }
  }

  private static Leaf outbox(PackedReader in) {
    int kind = in.u8();
    if (kind == 0) {
      throw new MalformedBytes("an outbox message's kind counts from 1");
    }
    return new Leaf.OutboxLeaf(
        named(Leaf.OutboxLeaf.Kind.values(), kind - 1),
        in.address(),
        in.u32(),
        list(in, () -> new Leaf.OutboxLeaf.Payment(in.address(), in.address(), in.u128())));
  }

  /** {@code n u8 || n × element}. */
  static <T> List<T> list(PackedReader in, Supplier<T> element) {
    int count = in.u8();
    List<T> elements = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      elements.add(element.get());
    }
    return elements;
  }
}
