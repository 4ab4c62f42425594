package org.horkos.dsl.backend.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.backend.terms.Clauses.Asked;
import org.horkos.dsl.backend.terms.Clauses.Calendar;
import org.horkos.dsl.backend.terms.Clauses.Contest;
import org.horkos.dsl.backend.terms.Clauses.Kind;
import org.horkos.dsl.backend.terms.Clauses.MayEnd;
import org.horkos.dsl.backend.terms.Clauses.Owes;
import org.horkos.dsl.backend.terms.TermsRefusal.Code;
import org.junit.jupiter.api.Test;

/** Bytes of clauses. That L1 refuses the same terms is shown by TermsTwinTest. */
class ClausesTest {
  private static final Clauses ALL =
      new Clauses(
          Optional.of(1),
          Optional.of(2),
          true,
          true,
          Optional.of(new MayEnd(1, new Moment(Moment.Event.DUE, 0, 86_400))),
          Clauses.IF_MISSED | Clauses.IF_FAILED,
          List.of(new Owes(1, 0, BigInteger.TEN, false), new Owes(0, 1, BigInteger.ONE, true)),
          Optional.of(0),
          Optional.of(
              new Calendar(-3_600, 0x60, 20_000, Calendar.DUE | Calendar.within(31), days())),
          Optional.of(2),
          Optional.of(new Contest(Contest.Mode.PLACES, 3, 2, List.of(6_000, 4_000))),
          List.of(new Asked(0, 3), new Asked(4, 15)));

  private static List<Integer> days() {
    return List.of(19_000, 19_001, 20_000);
  }

  private static byte[] encoded(Clauses clauses) {
    PackedWriter out = new PackedWriter();
    ClauseCodec.encode(out, clauses);
    return out.done();
  }

  private static Clauses decoded(byte[] bytes) throws RefusedTerms {
    PackedReader in = new PackedReader(bytes, "here");
    Clauses clauses = ClauseCodec.decode(in, "here");
    in.end();
    return clauses;
  }

  private static Optional<Code> refused(byte[] bytes) {
    try {
      decoded(bytes);
      return Optional.empty();
    } catch (RefusedTerms refused) {
      return Optional.of(refused.refusal().code());
    }
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  @Test
  void eachKindIsReadAsItWasWritten() throws RefusedTerms {
    assertThat(decoded(encoded(ALL))).isEqualTo(ALL);
    assertThat(ALL.kinds()).contains(Kind.values()).hasSize(Kind.values().length + 1);
  }

  @Test
  void aPartWithoutClausesHasOneByteForThem() throws RefusedTerms {
    assertThat(encoded(Clauses.NONE)).containsExactly(0);
    assertThat(decoded(bytes(0))).isEqualTo(Clauses.NONE);
  }

  @Test
  void kindsAscendAndOnlyWhatIsOwedStandsTwice() {
    assertThat(refused(bytes(2, 3, 4))).isEmpty();
    assertThat(refused(bytes(2, 4, 3))).contains(Code.NOT_CANONICAL);
    assertThat(refused(bytes(2, 3, 3))).contains(Code.NOT_CANONICAL);
    assertThat(refused(bytes(1, 0))).contains(Code.OUT_OF_RANGE);
    assertThat(refused(bytes(1, 13))).contains(Code.OUT_OF_RANGE);
  }

  @Test
  void aClauseThatSaysNothingIsLeftOut() {
    assertThat(refused(bytes(1, 6, 0))).contains(Code.NOT_CANONICAL);
    assertThat(refused(bytes(1, 12, 0))).contains(Code.NOT_CANONICAL);
  }

  @Test
  void howeverShortTheyAreCutTheyAreRefused() {
    byte[] whole = encoded(ALL);
    for (int length = 0; length < whole.length; length++) {
      assertThat(refused(java.util.Arrays.copyOf(whole, length))).contains(Code.CUT_OFF);
    }
  }

  @Test
  void whatIsReadIsWrittenAsTheSameBytes() throws RefusedTerms {
    long seed = 20_261_129L;
    Random random = new Random(seed);
    int read = 0;
    for (int run = 0; run < 20_000; run++) {
      byte[] changed = encoded(ALL);
      int changes = 1 + random.nextInt(2);
      for (int i = 0; i < changes; i++) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      if (refused(changed).isEmpty()) {
        read++;
        assertThat(encoded(decoded(changed))).as("seed %s, run %s", seed, run).isEqualTo(changed);
      }
    }
    assertThat(read).isGreaterThan(5_000);
  }
}
