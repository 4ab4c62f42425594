package org.horkos.node.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsCodec;
import org.horkos.dsl.backend.terms.TermsCodec.Decoded;
import org.horkos.dsl.backend.terms.TermsRefusal.Code;
import org.horkos.dsl.value.Address;
import org.horkos.engine.lifecycle.Chance;
import org.horkos.engine.lifecycle.RandomTerms;
import org.horkos.node.Seeded;
import org.horkos.node.settlement.DevelopmentKeys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.ContractUtils;

/**
 * The factory lets through what the codec lets through, and nothing else: so L2 never meets terms
 * that it cannot execute. {@code -Dhorkos.cases} says how many.
 */
class TermsTwinTest {
  private static final long SEED = Seeded.seed(20_261_127L);
  private static final int CASES = Integer.getInteger("horkos.cases", 3_000);
  private static final Address OUTBOX = Address.parse("0x00000000000000000000000000000000000000f1");
  private static final Address VAULT = Address.parse("0x00000000000000000000000000000000000000f2");

  private static TwinEvm evm;
  private static TwinContract factory;

  private final Seeded seeded = new Seeded(SEED);
  private final Map<Code, Integer> refusals = new EnumMap<>(Code.class);
  private final List<byte[]> calls = new ArrayList<>();
  private final List<String> expected = new ArrayList<>();
  private final List<String> abouts = new ArrayList<>();
  private int good;

  @BeforeAll
  static void start() {
    evm = TwinEvm.start();
    TwinContract limits = evm.deploy("TermsLimits");
    // Before them the EVM has its gas meter; the inbox wants to know where the factory will be.
    String sender = DevelopmentKeys.key(0).getAddress();
    String place = ContractUtils.generateContractAddress(sender, BigInteger.valueOf(3));
    TwinContract inbox = evm.deploy("Inbox", VAULT, Address.parse(place));
    factory = evm.deploy("EscrowFactory", OUTBOX, inbox.address(), VAULT, limits.address());
  }

  @AfterAll
  static void stop() {
    evm.close();
  }

  @Test
  void goodTermsHaveTheirHash() {
    for (int i = 0; i < CASES / 4; i++) {
      Terms terms = random();
      add(TermsCodec.encodeHead(terms.head()), TermsCodec.encodeParts(terms), "case " + i);
    }
    compare();
    assertThat(refusals).isEmpty();
  }

  @Test
  void termsNearALimitAreRefusedByBothOrByNeither() {
    ChangedTerms changed = new ChangedTerms(seeded);
    for (int i = 0; i < CASES; i++) {
      Terms terms = changed.change(random());
      add(
          TermsCodec.encodeHead(terms.head()),
          TermsCodec.encodeParts(terms),
          "case " + i + ": " + terms);
    }
    compare();
    assertThat(good).isBetween(CASES / 10, CASES * 9 / 10);
    assertThat(refusals)
        .containsKeys(
            Code.OUT_OF_RANGE, Code.COUNT, Code.BAD_REFERENCE, Code.AMOUNTS, Code.DUPLICATE);
  }

  @Test
  void changedBytesAreRefusedByBothOrByNeither() {
    for (int i = 0; i < CASES; i++) {
      Terms terms = random();
      byte[] head = TermsCodec.encodeHead(terms.head());
      List<byte[]> parts = new ArrayList<>(TermsCodec.encodeParts(terms));
      if (seeded.oneIn(4)) {
        head = changed(head);
      } else {
        int which = seeded.below(parts.size());
        parts.set(which, changed(parts.get(which)));
      }
      // On L1 the terms' custody is L1.
      if (TermsCodec.decode(head, parts) instanceof Decoded.Valid valid
          && valid.terms().head().custody() != terms.head().custody()) {
        continue;
      }
      add(head, parts, "case " + i);
    }
    compare();
    assertThat(refusals)
        .containsKeys(Code.CUT_OFF, Code.TRAILING_BYTES, Code.NOT_CANONICAL, Code.OUT_OF_RANGE);
  }

  private Terms random() {
    return RandomTerms.of(new Chance(seeded.below(Long.MAX_VALUE)));
  }

  private byte[] changed(byte[] bytes) {
    byte[] changed = bytes.clone();
    int at = seeded.below(changed.length);
    switch (seeded.below(5)) {
      case 0 -> changed[at] ^= (byte) (1 << seeded.below(8));
      case 1 -> changed[at] = (byte) seeded.below(256);
      case 2 -> changed = java.util.Arrays.copyOf(changed, at);
      case 3 -> changed = java.util.Arrays.copyOf(changed, changed.length + 1 + seeded.below(40));
      default -> changed[at] += (byte) (seeded.oneIn(2) ? 1 : -1);
    }
    return changed;
  }

  private void add(byte[] head, List<byte[]> parts, String about) {
    calls.add(factory.call("termsHash", head, parts));
    switch (TermsCodec.decode(head, parts)) {
      case Decoded.Valid valid -> {
        good++;
        expected.add(valid.terms().hash().toString().substring(2));
        abouts.add(about);
      }
      case Decoded.Refused refused -> {
        refusals.merge(refused.refusal().code(), 1, Integer::sum);
        expected.add("");
        abouts.add(refused.refusal().sentence() + ", " + about);
      }
    }
  }

  private void compare() {
    List<TwinEvm.Answer> answers = evm.call(factory, calls);
    for (int i = 0; i < answers.size(); i++) {
      String hash =
          switch (answers.get(i)) {
            case TwinEvm.Answer.Returned returned -> returned.hex();
            case TwinEvm.Answer.Reverted _ -> "";
          };
      assertThat(hash)
          .as("%s: L1 says %s; %s", seeded, answers.get(i).hex(), abouts.get(i))
          .isEqualTo(expected.get(i));
    }
  }
}
