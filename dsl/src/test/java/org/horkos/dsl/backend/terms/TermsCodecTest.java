package org.horkos.dsl.backend.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.horkos.dsl.backend.terms.TermsCodec.Decoded;
import org.horkos.dsl.backend.terms.TermsHead.PartyMoney;
import org.horkos.dsl.backend.terms.TermsHead.TokenCap;
import org.horkos.dsl.backend.terms.TermsRefusal.Code;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.junit.jupiter.api.Test;
import org.web3j.abi.DefaultFunctionEncoder;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicStruct;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;

class TermsCodecTest {
  private static final List<Terms> EXAMPLES =
      List.of(Examples.websiteBuild(), Examples.parserBounty());

  @Test
  void whatIsEncodedIsDecodedToTheSameTerms() {
    for (Terms terms : EXAMPLES) {
      assertThat(decode(terms)).isEqualTo(new Decoded.Valid(terms));
    }
  }

  @Test
  void theHeadIsWhatWeb3jEncodes() {
    for (Terms terms : EXAMPLES) {
      String theirs = new DefaultFunctionEncoder().encodeParameters(List.of(struct(terms.head())));
      assertThat(java.util.HexFormat.of().formatHex(TermsCodec.encodeHead(terms.head())))
          .isEqualTo(theirs);
    }
  }

  @Test
  void theHashIsAMerkleRootFilledWithZeros() {
    Terms terms = Examples.websiteBuild();
    List<byte[]> parts = TermsCodec.encodeParts(terms);
    Hash head = Keccak.hash(new byte[] {0}, TermsCodec.encodeHead(terms.head()));
    Hash first = Keccak.hash(new byte[] {1}, parts.get(0));
    Hash second = Keccak.hash(new byte[] {1}, parts.get(1));
    assertThat(terms.hash())
        .isEqualTo(Keccak.node(Keccak.node(head, first), Keccak.node(second, Hash.ZERO)));
  }

  @Test
  void fiveLeavesAreFilledToEight() {
    byte[] head = {7};
    List<byte[]> parts = new ArrayList<>();
    Hash[] leaves = new Hash[8];
    Arrays.fill(leaves, Hash.ZERO);
    leaves[0] = Keccak.hash(new byte[] {0}, head);
    for (int i = 1; i < 5; i++) {
      parts.add(new byte[] {(byte) i});
      leaves[i] = Keccak.hash(new byte[] {1, (byte) i});
    }
    for (int width = 8; width > 1; width /= 2) {
      for (int i = 0; i < width / 2; i++) {
        leaves[i] = Keccak.node(leaves[2 * i], leaves[2 * i + 1]);
      }
    }
    assertThat(TermsCodec.hash(head, parts)).isEqualTo(leaves[0]);
  }

  @Test
  void noChangedByteIsTakenForTheSameTermsAndNothingIsThrown() {
    long seed = 20_261_120L;
    Random random = new Random(seed);
    Set<Code> seen = EnumSet.noneOf(Code.class);
    for (int run = 0; run < 20_000; run++) {
      Terms terms = EXAMPLES.get(run % 2);
      byte[] head = TermsCodec.encodeHead(terms.head());
      List<byte[]> parts = new ArrayList<>(TermsCodec.encodeParts(terms));
      int which = random.nextInt(-1, parts.size());
      byte[] changed = mutate(which < 0 ? head : parts.get(which), random);
      if (which < 0) {
        head = changed;
      } else {
        parts.set(which, changed);
      }
      switch (TermsCodec.decode(head, parts)) {
        case Decoded.Valid valid -> {
          assertThat(TermsCodec.encodeHead(valid.terms().head()))
              .as("seed " + seed)
              .isEqualTo(head);
          for (int i = 0; i < parts.size(); i++) {
            assertThat(TermsCodec.encodePart(valid.terms().deliverables().get(i)))
                .as("seed %s, run %s", seed, run)
                .isEqualTo(parts.get(i));
          }
        }
        case Decoded.Refused refused -> {
          seen.add(refused.refusal().code());
          assertThat(refused.refusal().sentence()).isNotBlank();
        }
      }
    }
    assertThat(seen)
        .contains(
            Code.CUT_OFF,
            Code.TRAILING_BYTES,
            Code.NOT_CANONICAL,
            Code.OUT_OF_RANGE,
            Code.BAD_REFERENCE,
            Code.AMOUNTS,
            Code.COUNT);
  }

  @Test
  void bytesOutOfNowhereAreRefused() {
    Random random = new Random(7);
    for (int run = 0; run < 20_000; run++) {
      byte[] head = new byte[random.nextInt(1200)];
      byte[] part = new byte[random.nextInt(400)];
      random.nextBytes(head);
      random.nextBytes(part);
      assertThat(TermsCodec.decode(head, List.of(part))).isInstanceOf(Decoded.Refused.class);
    }
    assertThat(TermsCodec.decode(new byte[0], List.of())).isInstanceOf(Decoded.Refused.class);
  }

  @Test
  void aWordWithALeadingZeroIsNotCanonical() {
    Terms terms = Examples.websiteBuild();
    List<byte[]> parts = new ArrayList<>(TermsCodec.encodeParts(terms));
    byte[] part = parts.get(0);
    // the range 0..50 of the second fact ends with the word 01 32; 02 00 32 is the same number
    byte[] fact = {0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 50};
    int at = indexOf(part, fact) + fact.length - 2;
    byte[] longer = new byte[part.length + 1];
    System.arraycopy(part, 0, longer, 0, at);
    longer[at] = 2;
    System.arraycopy(part, at + 1, longer, at + 2, part.length - at - 1);
    parts.set(0, longer);
    assertThat(TermsCodec.decode(TermsCodec.encodeHead(terms.head()), parts))
        .isInstanceOfSatisfying(
            Decoded.Refused.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(Code.NOT_CANONICAL));
  }

  @Test
  void aPartPastItsLimitIsRefusedBeforeItIsRead() {
    Terms terms = Examples.parserBounty();
    assertThat(TermsCodec.decode(TermsCodec.encodeHead(terms.head()), List.of(new byte[2_049])))
        .isInstanceOfSatisfying(
            Decoded.Refused.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(Code.TOO_LARGE));
  }

  @Test
  void noMaximumOrCapIsBelowWhatThePotsCanPay() {
    Terms terms = Examples.websiteBuild();
    List<PartyMoney> money = terms.head().money();
    List<TokenCap> caps = terms.head().caps();
    for (int i = 0; i < money.size(); i++) {
      PartyMoney all = money.get(i);
      List<PartyMoney> lower = new ArrayList<>(money);
      lower.set(
          i,
          new PartyMoney(
              all.party(), all.token(), all.deposit(), all.maximum().subtract(BigInteger.ONE)));
      assertRefused(TermsCodec.encodeHead(head(terms.head(), lower, caps)), terms);
      lower.set(
          i,
          new PartyMoney(
              all.party(), all.token(), all.deposit(), all.maximum().add(BigInteger.ONE)));
      assertThat(
              TermsCodec.decode(
                  TermsCodec.encodeHead(head(terms.head(), lower, caps)),
                  TermsCodec.encodeParts(terms)))
          .isInstanceOf(Decoded.Valid.class);
    }
    TokenCap cap = caps.getFirst();
    for (TokenCap lower :
        List.of(
            new TokenCap(cap.court().subtract(BigInteger.ONE), cap.burn()),
            new TokenCap(cap.court(), cap.burn().subtract(BigInteger.ONE)))) {
      List<TokenCap> changed = new ArrayList<>(caps);
      changed.set(0, lower);
      assertRefused(TermsCodec.encodeHead(head(terms.head(), money, changed)), terms);
    }
  }

  private static void assertRefused(byte[] head, Terms terms) {
    assertThat(TermsCodec.decode(head, TermsCodec.encodeParts(terms)))
        .isInstanceOfSatisfying(
            Decoded.Refused.class,
            refused -> assertThat(refused.refusal().code()).isEqualTo(Code.AMOUNTS));
  }

  private static TermsHead head(TermsHead head, List<PartyMoney> money, List<TokenCap> caps) {
    return new TermsHead(
        head.name(),
        head.version(),
        head.textHash(),
        head.salt(),
        head.proposer(),
        head.openBy(),
        head.custody(),
        head.fundWithin(),
        head.tokens(),
        head.parties(),
        head.attestors(),
        money,
        caps,
        head.courts(),
        head.deliverables());
  }

  private static Decoded decode(Terms terms) {
    return TermsCodec.decode(TermsCodec.encodeHead(terms.head()), TermsCodec.encodeParts(terms));
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = 0; i + part.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new AssertionError("not found");
  }

  private static byte[] mutate(byte[] bytes, Random random) {
    byte[] changed = bytes.clone();
    switch (random.nextInt(5)) {
      case 0 -> changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
      case 1 -> changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      case 2 -> changed = Arrays.copyOf(changed, random.nextInt(changed.length));
      case 3 -> changed = Arrays.copyOf(changed, changed.length + 1 + random.nextInt(40));
      default -> {
        int at = random.nextInt(changed.length);
        changed[at] = (byte) (changed[at] + (random.nextBoolean() ? 1 : -1));
      }
    }
    return changed;
  }

  private static DynamicStruct struct(TermsHead head) {
    List<Type<?>> courts = new ArrayList<>();
    for (TermsHead.CourtTerms court : head.courts()) {
      courts.add(
          numbers(
              court.id(),
              court.draws(),
              court.evidence(),
              court.commit(),
              court.reveal(),
              court.appeal(),
              court.appeals(),
              court.forfeitBps(),
              court.winnerBps(),
              court.courtBps(),
              court.burnBps(),
              court.seatFee()));
    }
    return new DynamicStruct(
        new Utf8String(head.name()),
        number(head.version()),
        new Bytes32(head.textHash().bytes()),
        new Bytes32(head.salt().bytes()),
        number(head.proposer()),
        number(head.openBy()),
        number(head.custody().ordinal()),
        number(head.fundWithin()),
        array(head.tokens().stream().map(TermsCodecTest::number).toList()),
        array(
            head.parties().stream().map(seat -> numbers(seat.account(), seat.openFor())).toList()),
        array(head.attestors().stream().map(TermsCodecTest::number).toList()),
        array(
            head.money().stream()
                .map(each -> numbers(each.party(), each.token(), each.deposit(), each.maximum()))
                .toList()),
        array(head.caps().stream().map(each -> numbers(each.court(), each.burn())).toList()),
        array(courts),
        number(head.deliverables()));
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static DynamicArray<?> array(List<? extends Type<?>> entries) {
    return new DynamicArray(Type.class, entries);
  }

  private static StaticStruct numbers(Object... values) {
    return new StaticStruct(Arrays.stream(values).map(TermsCodecTest::number).toArray(Type[]::new));
  }

  private static Type<?> number(Object value) {
    return switch (value) {
      case org.horkos.dsl.value.Address address ->
          new org.web3j.abi.datatypes.Address(address.toString());
      case BigInteger big -> new Uint256(big);
      default -> new Uint256(((Number) value).longValue());
    };
  }
}
