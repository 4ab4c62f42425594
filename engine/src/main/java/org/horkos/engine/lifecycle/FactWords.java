package org.horkos.engine.lifecycle;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.horkos.arbitration.dispute.DisputeState.ContestedFact;
import org.horkos.dsl.backend.terms.Clauses;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Kind;
import org.horkos.dsl.backend.terms.DeliverableTerms.Source;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.engine.lifecycle.DeliverableState.FactState;
import org.horkos.engine.verdict.FactSheet;
import org.horkos.engine.vm.RequireCheck;

/** The words of a deliverable's facts: which are admissible, which stand, who stated them. */
public final class FactWords {
  private static final int WORD_BITS = 256;

  private FactWords() {}

  /**
   * {@code factsHash}: what digests and settlements name a list of facts by, {@code H(n × (fact u8
   * || value i256))}, ascending by fact. A document's word is unsigned and written as it is.
   */
  public static Hash hash(SortedMap<Integer, BigInteger> facts) {
    ByteBuffer bytes = ByteBuffer.allocate(facts.size() * 33);
    for (Map.Entry<Integer, BigInteger> fact : facts.entrySet()) {
      bytes.put(fact.getKey().byteValue());
      byte[] word = new byte[32];
      BigInteger unsigned = fact.getValue().mod(BigInteger.TWO.pow(WORD_BITS));
      for (int i = 31; i >= 0; i--) {
        word[i] = unsigned.byteValue();
        unsigned = unsigned.shiftRight(8);
      }
      bytes.put(word);
    }
    return Keccak.hash(bytes.array());
  }

  /** The hash of the facts as they stand asserted, which an Accept names. */
  public static Hash assertedHash(DeliverableTerms part, DeliverableState state) {
    SortedMap<Integer, BigInteger> facts = new TreeMap<>();
    if (state.deliveredAt() != 0) {
      List<BigInteger> words = asserted(part, state.facts());
      for (int i = 0; i < words.size(); i++) {
        facts.put(i, words.get(i));
      }
    }
    return hash(facts);
  }

  /** Whether a word is one that the fact can have. */
  static boolean inRange(FactTerms fact, BigInteger word) {
    if (fact.kind() == Kind.DOCUMENT) {
      return word.signum() > 0 && word.bitLength() <= WORD_BITS;
    }
    return word.compareTo(fact.least()) >= 0 && word.compareTo(fact.most()) <= 0;
  }

  /**
   * What the rules judge: the facts as they stand, and the lateness of the last delivery, or of
   * what a fact measures instead.
   *
   * @param part the deliverable's terms
   * @param facts what is known of each, {@link DeliverableState#facts()}
   * @param due {@link DeliverableState#due()}
   * @param deliveredAt {@link DeliverableState#deliveredAt()}, not 0
   * @param found words that a ruling puts in place of those that were asserted, by fact
   */
  public static FactSheet sheet(
      DeliverableTerms part,
      List<FactState> facts,
      long due,
      long deliveredAt,
      Map<Integer, BigInteger> found) {
    return sheet(part, with(asserted(part, facts), found), due, deliveredAt);
  }

  /** The same for words that are known already. */
  static FactSheet sheet(
      DeliverableTerms part, List<BigInteger> words, long due, long deliveredAt) {
    long measured =
        part.clauses()
            .measuredBy()
            .map(fact -> words.get(fact).longValueExact())
            .orElse(deliveredAt);
    long excuse = part.clauses().excuse().map(fact -> words.get(fact).longValueExact()).orElse(0L);
    long excused = Deadlines.plus(due, excuse);
    boolean late = measured > Deadlines.graceEnds(part, excused);
    return new FactSheet(words, late ? measured - excused : 0, Math.max(0, due - measured));
  }

  /**
   * One word per fact, as they stand once all answers are in or have lapsed: what its source said,
   * else what its silence means.
   */
  static List<BigInteger> asserted(DeliverableTerms part, List<FactState> facts) {
    List<BigInteger> words = new ArrayList<>();
    for (int i = 0; i < facts.size(); i++) {
      FactTerms terms = part.facts().get(i);
      FactState known = facts.get(i);
      words.add(
          known
              .answered()
              .or(() -> terms.statedByPerformer() ? known.claimed() : known.answered())
              .orElse(terms.silenceWord()));
    }
    return words;
  }

  /**
   * The facts that nobody is asked for any more, since what sources have said so far, and what the
   * silence of those means whose time is over, makes them needless for certain: their silence
   * stands.
   *
   * @param deliveredAt when it was delivered
   * @param at whose time is over: that of whoever had to answer by this instant; 0 for nobody's
   * @return bit i: fact i
   */
  static long needless(DeliverableTerms part, List<FactState> facts, long deliveredAt, long at) {
    if (part.clauses().asked().isEmpty()) {
      return 0;
    }
    TreeMap<Integer, BigInteger> stated = new TreeMap<>();
    List<BigInteger> words = asserted(part, facts);
    for (int i = 0; i < facts.size(); i++) {
      boolean own = part.facts().get(i).source() == Source.PERFORMER;
      boolean said = own ? facts.get(i).claimed().isPresent() : facts.get(i).answered().isPresent();
      if (said || !own && Deadlines.lapses(part, i, deliveredAt) <= at) {
        stated.put(i, words.get(i));
      }
    }
    BigInteger asks = RequireCheck.mayAsk(part, stated);
    long needless = 0;
    for (Clauses.Asked one : part.clauses().asked()) {
      needless |= asks.testBit(one.ask()) ? 0 : 1L << one.fact();
    }
    return needless;
  }

  /**
   * Who stated the word that stands: a party, or {@link ContestedFact#NOBODY} for an attestor,
   * silence, and a party without a lot here (the compiler refuses that): it could not answer for
   * it.
   */
  static int statedBy(DeliverableTerms part, List<FactState> facts, int fact) {
    FactTerms terms = part.facts().get(fact);
    int party = ContestedFact.NOBODY;
    if (facts.get(fact).answered().isPresent()) {
      party = terms.source() == Source.PARTY ? terms.index() : party;
    } else if (terms.statedByPerformer()) {
      party = part.performer();
    }
    return Standing.contains(Standing.owners(part), party) ? party : ContestedFact.NOBODY;
  }

  /** The facts of a claim as nobody has contested them yet. */
  static List<ContestedFact> untouched(
      DeliverableTerms part, List<FactState> facts, Iterable<Integer> claimed) {
    List<BigInteger> words = asserted(part, facts);
    List<ContestedFact> untouched = new ArrayList<>();
    for (int fact : claimed) {
      untouched.add(ContestedFact.untouched(fact, words.get(fact), statedBy(part, facts, fact)));
    }
    return untouched;
  }

  /** The words with those of the map in place of theirs. */
  static List<BigInteger> with(List<BigInteger> words, Map<Integer, BigInteger> changed) {
    List<BigInteger> all = new ArrayList<>(words);
    changed.forEach(all::set);
    return all;
  }
}
