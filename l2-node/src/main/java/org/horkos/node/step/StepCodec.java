package org.horkos.node.step;

import java.math.BigInteger;
import java.util.Optional;
import java.util.TreeMap;
import org.horkos.node.packed.MalformedBytes;
import org.horkos.node.packed.PackedReader;
import org.horkos.node.packed.PackedWriter;

/**
 * Packed bytes of steps and back. Reading is defined for any bytes and never throws. Format:
 * docs/protocol/steps.md.
 */
public final class StepCodec {
  /** K: the most steps of one chunk. */
  public static final int MAX_CHUNK_STEPS = 16;

  /** The most bytes of one chunk. */
  public static final int MAX_CHUNK_BYTES = 32_768;

  /** The most weight of one chunk: the sum of {@link StepKind#weight()}. */
  public static final int MAX_CHUNK_WEIGHT = 96;

  /** The most bytes of one step: a Reveal of 32 facts with full words. */
  public static final int MAX_STEP_BYTES = 1 + 4 + 8 + 4 + 1 + 32 + 1 + 32 * 34 + Signature.SIZE;

  private StepCodec() {}

  /** What bytes turned out to be. */
  public sealed interface Parsed {
    /**
     * A step, malformed ones included.
     *
     * @param step what it is
     * @param next position of the byte after it
     */
    record Read(Step step, int next) implements Parsed {}

    /** No step: its kind is unknown, or the bytes end within it. */
    record Unparseable(String why) implements Parsed {}
  }

  /** What a step counts for in {@link #MAX_CHUNK_WEIGHT}. */
  public static int weight(Step step) {
    return kind(step).weight();
  }

  /** The kind of a step. */
  public static StepKind kind(Step step) {
    return switch (step) {
      case Step.Malformed malformed -> malformed.kind();
      case Transaction transaction -> transaction.action().kind();
      case SystemStep.Clock _ -> StepKind.CLOCK;
      case SystemStep.Inbox _ -> StepKind.INBOX;
      case SystemStep.Advance _ -> StepKind.ADVANCE;
      case SystemStep.Draw _ -> StepKind.DRAW;
      case SystemStep.SettleSeat _ -> StepKind.SETTLE_SEAT;
      case SystemStep.Collector _ -> StepKind.COLLECTOR;
    };
  }

  /** The step that begins at {@code start}, in the bytes up to {@code end}, exclusive. */
  public static Parsed parse(byte[] bytes, int start, int end) {
    PackedReader reader = new PackedReader(bytes, start, end);
    try {
      int code = reader.u8();
      Optional<StepKind> kind = StepKind.of(code);
      if (kind.isEmpty()) {
        return new Parsed.Unparseable("there is no step of kind " + code);
      }
      return new Parsed.Read(read(kind.get(), reader, true), reader.position());
    } catch (MalformedBytes cutOff) {
      return new Parsed.Unparseable(cutOff.problem());
    }
  }

  /** The step that begins at {@code start}. */
  public static Parsed parse(byte[] bytes, int start) {
    return parse(bytes, start, bytes.length);
  }

  /**
   * A transaction without its signature, which must fill the bytes: what an inbox message carries.
   * Its signature is {@link Signature#NONE}. System steps are read too.
   */
  public static Parsed parseUnsigned(byte[] bytes, int start) {
    PackedReader reader = new PackedReader(bytes, start, bytes.length);
    try {
      int code = reader.u8();
      Optional<StepKind> kind = StepKind.of(code);
      if (kind.isEmpty()) {
        return new Parsed.Unparseable("there is no step of kind " + code);
      }
      Step step = read(kind.get(), reader, false);
      reader.expectEnd();
      return new Parsed.Read(step, reader.position());
    } catch (MalformedBytes cutOff) {
      return new Parsed.Unparseable(cutOff.problem());
    }
  }

  private static Step read(StepKind kind, PackedReader reader, boolean signed) {
    return switch (kind) {
      case CLOCK -> {
        Field time = Field.u64(reader);
        long inboxCount = reader.u32();
        yield time.fits() ? new SystemStep.Clock(time.value(), inboxCount) : tooLarge(kind);
      }
      case INBOX -> new SystemStep.Inbox();
      case ADVANCE -> new SystemStep.Advance(reader.u32(), reader.u8());
      case DRAW -> new SystemStep.Draw(reader.u32(), reader.u32());
      case SETTLE_SEAT -> new SystemStep.SettleSeat(reader.u32(), reader.u8());
      case COLLECTOR -> new SystemStep.Collector(reader.u32());
      case TRANSFER,
          WITHDRAW,
          DELIVER,
          ANSWER,
          ACCEPT,
          CHALLENGE,
          STAND_BY,
          CONCEDE,
          SETTLE_FACTS,
          EVIDENCE,
          CREATE_COURT,
          STAKE,
          UNSTAKE,
          COMMIT,
          REVEAL,
          COLLECT,
          END,
          PAY ->
          transaction(kind, reader, signed);
    };
  }

  private static Step.Malformed tooLarge(StepKind kind) {
    return new Step.Malformed(kind, "a number is 2^63 or more");
  }

  private static Step transaction(StepKind kind, PackedReader reader, boolean signed) {
    long account = reader.u32();
    Field fee = Field.u64(reader);
    Words words = new Words();
    Action action = action(kind, reader, words);
    Signature signature = signed ? new Signature(reader.hash(), reader.hash()) : Signature.NONE;
    if (!fee.fits()) {
      return tooLarge(kind);
    }
    if (words.problem.isPresent()) {
      return new Step.Malformed(kind, words.problem.get());
    }
    return new Transaction(account, fee.value(), action, signature);
  }

  private static Action action(StepKind kind, PackedReader reader, Words words) {
    return switch (kind) {
      case TRANSFER -> new Action.Transfer(reader.u32(), reader.u128());
      case WITHDRAW -> new Action.Withdraw(reader.u128());
      case DELIVER -> new Action.Deliver(reader.u32(), reader.u8(), words.facts(reader));
      case PAY -> new Action.Pay(reader.u32(), reader.u8(), reader.u128());
      case ANSWER -> new Action.Answer(reader.u32(), reader.u8(), reader.u8(), words.word(reader));
      case ACCEPT -> new Action.Accept(reader.u32(), reader.u8());
      case END -> new Action.End(reader.u32(), reader.u8());
      case CHALLENGE -> new Action.Challenge(reader.u32(), reader.u8(), words.facts(reader));
      case STAND_BY -> new Action.StandBy(reader.u32(), reader.u8(), reader.u8());
      case CONCEDE -> new Action.Concede(reader.u32(), reader.u8(), reader.u8());
      case SETTLE_FACTS -> new Action.SettleFacts(reader.u32(), reader.u8(), words.facts(reader));
      case EVIDENCE -> new Action.Evidence(reader.u32(), reader.u8(), reader.hash());
      case CREATE_COURT ->
          new Action.CreateCourt(reader.address(), reader.address(), reader.u128());
      case STAKE -> new Action.Stake(reader.u32(), reader.u32(), reader.u128());
      case UNSTAKE -> new Action.Unstake(reader.u32(), reader.u32(), reader.u128());
      case COLLECT -> new Action.Collect(reader.u32(), reader.u32(), reader.u32());
      case COMMIT -> new Action.Commit(reader.u32(), reader.u8(), reader.hash());
      case REVEAL ->
          new Action.Reveal(reader.u32(), reader.u8(), reader.hash(), words.facts(reader));
      case CLOCK, INBOX, ADVANCE, DRAW, SETTLE_SEAT, COLLECTOR ->
          throw new IllegalArgumentException(kind + " is no transaction");
    };
  }

  /** A u64 that may be too large without ending the chunk: its length is known. */
  private record Field(long value) {
    static Field u64(PackedReader reader) {
      return new Field(reader.u32() << 32 | reader.u32());
    }

    boolean fits() {
      return value >= 0;
    }
  }

  /**
   * Reads words; remembers what is not canonical, since the step's length is known all the same.
   */
  private static final class Words {
    private Optional<String> problem = Optional.empty();

    BigInteger word(PackedReader reader) {
      int length = reader.u8();
      if (length > 32) {
        throw new MalformedBytes("a word has at most 32 bytes");
      }
      byte[] bytes = reader.raw(length);
      if (length == 0) {
        return BigInteger.ZERO;
      }
      BigInteger value = new BigInteger(bytes);
      if (value.signum() == 0 || value.toByteArray().length != length) {
        problem = Optional.of("a word is not written as short as it can be");
      }
      return value;
    }

    Facts facts(PackedReader reader) {
      int count = reader.u8();
      if (count > Facts.MAX) {
        throw new MalformedBytes("a list has at most " + Facts.MAX + " facts");
      }
      TreeMap<Integer, BigInteger> words = new TreeMap<>();
      int previous = -1;
      for (int i = 0; i < count; i++) {
        int fact = reader.u8();
        BigInteger word = word(reader);
        if (fact <= previous) {
          problem = Optional.of("facts are not listed in ascending order, each once");
        } else if (fact >= Facts.MAX) {
          problem = Optional.of("a fact's index is at most " + (Facts.MAX - 1));
        } else {
          words.put(fact, word);
        }
        previous = fact;
      }
      return new Facts(words);
    }
  }

  /**
   * The bytes of a step.
   *
   * @throws IllegalArgumentException if a value does not fit its field, or the step is malformed
   */
  public static byte[] encode(Step step) {
    return switch (step) {
      case SystemStep system -> encodeSystem(system);
      case Transaction transaction ->
          unsigned(transaction).raw(transaction.signature().bytes()).toBytes();
      case Step.Malformed malformed ->
          throw new IllegalArgumentException("a malformed step is not sent: " + malformed.why());
    };
  }

  /** The bytes of a transaction without its signature: what an inbox message carries. */
  public static byte[] encodeUnsigned(Transaction transaction) {
    return unsigned(transaction).toBytes();
  }

  private static byte[] encodeSystem(SystemStep step) {
    PackedWriter out = new PackedWriter();
    return (switch (step) {
          case SystemStep.Clock clock ->
              out.u8(StepKind.CLOCK.code()).u64(clock.time()).u32(clock.inboxCount());
          case SystemStep.Inbox inbox -> out.u8(StepKind.INBOX.code());
          case SystemStep.Advance advance ->
              out.u8(StepKind.ADVANCE.code()).u32(advance.agreement()).u8(advance.deliverable());
          case SystemStep.Draw draw ->
              out.u8(StepKind.DRAW.code()).u32(draw.dispute()).u32(draw.beacon());
          case SystemStep.SettleSeat settle ->
              out.u8(StepKind.SETTLE_SEAT.code()).u32(settle.dispute()).u8(settle.seat());
          case SystemStep.Collector collector ->
              out.u8(StepKind.COLLECTOR.code()).u32(collector.account());
        })
        .toBytes();
  }

  private static PackedWriter unsigned(Transaction transaction) {
    Action action = transaction.action();
    PackedWriter out =
        new PackedWriter()
            .u8(action.kind().code())
            .u32(transaction.account())
            .u64(transaction.fee());
    switch (action) {
      case Action.OnDeliverable on -> out.u32(on.agreement()).u8(on.deliverable());
      case Action.OnSeat on -> out.u32(on.dispute()).u8(on.seat());
      case Action.InCourt in -> out.u32(in.court()).u32(in.arbitrator());
      case Action.Transfer transfer -> out.u32(transfer.to());
      case Action.Withdraw withdraw -> out.u128(withdraw.amount());
      case Action.CreateCourt court -> out.address(court.stakeToken()).address(court.feeToken());
    }
    switch (action) {
      case Action.Transfer transfer -> out.u128(transfer.amount());
      case Action.Deliver deliver -> facts(out, deliver.facts());
      case Action.Pay pay -> out.u128(pay.amount());
      case Action.Answer answer -> out.u8(answer.fact()).word(answer.word());
      case Action.Challenge challenge -> facts(out, challenge.claim());
      case Action.StandBy standBy -> out.u8(standBy.fact());
      case Action.Concede concede -> out.u8(concede.fact());
      case Action.SettleFacts settle -> facts(out, settle.facts());
      case Action.Evidence evidence -> out.hash(evidence.document());
      case Action.CreateCourt court -> out.u128(court.minimumStake());
      case Action.Stake stake -> out.u128(stake.amount());
      case Action.Unstake unstake -> out.u128(unstake.amount());
      case Action.Commit commit -> out.hash(commit.commitment());
      case Action.Reveal reveal -> facts(out.hash(reveal.salt()), reveal.ballot());
      case Action.Withdraw withdraw -> {
        // all written above
      }
      case Action.Accept _, Action.End _ -> {
        // all written above
      }
      case Action.Collect collect -> out.u32(collect.to());
    }
    return out;
  }

  private static void facts(PackedWriter out, Facts facts) {
    out.u8(facts.words().size());
    facts.words().forEach((fact, word) -> out.u8(fact).word(word));
  }
}
