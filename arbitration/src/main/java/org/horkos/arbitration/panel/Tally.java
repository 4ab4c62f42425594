package org.horkos.arbitration.panel;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.horkos.arbitration.ruling.Ruling;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Kind;

/** What ballots find, and which of them are coherent with it: OATH rule 8. */
public final class Tally {
  /** A number is coherent within one twentieth of its fact's range: 5%. */
  private static final BigInteger COHERENT_PARTS = BigInteger.valueOf(20);

  private Tally() {}

  /**
   * Finds each fact.
   *
   * @param facts what is to be found
   * @param ballots the revealed ones, each with a word for every fact
   */
  public static Ruling find(
      SortedMap<Integer, FactTerms> facts, List<SortedMap<Integer, BigInteger>> ballots) {
    SortedMap<Integer, Optional<BigInteger>> found = new TreeMap<>();
    for (Map.Entry<Integer, FactTerms> entry : facts.entrySet()) {
      List<BigInteger> words = new ArrayList<>();
      for (SortedMap<Integer, BigInteger> ballot : ballots) {
        words.add(word(ballot, entry.getKey()));
      }
      found.put(
          entry.getKey(),
          entry.getValue().kind() == Kind.CHOICE ? plurality(words) : lowerMedian(words));
    }
    return new Ruling(found);
  }

  /**
   * Whether a ballot is coherent with what was found: on every fact it says what was found, or, for
   * a number or a time, differs from it by at most 5% of the fact's range. A fact that was not
   * found (a tie) speaks against nobody.
   */
  public static boolean coherent(
      SortedMap<Integer, FactTerms> facts, Ruling ruling, SortedMap<Integer, BigInteger> ballot) {
    for (Map.Entry<Integer, FactTerms> entry : facts.entrySet()) {
      Optional<BigInteger> found = ruling.found().get(entry.getKey());
      if (found != null
          && found.isPresent()
          && !agrees(entry.getValue(), found.get(), word(ballot, entry.getKey()))) {
        return false;
      }
    }
    return true;
  }

  private static boolean agrees(FactTerms fact, BigInteger found, BigInteger word) {
    if (fact.kind() == Kind.CHOICE) {
      return word.equals(found);
    }
    BigInteger range = fact.most().subtract(fact.least());
    return word.subtract(found).abs().multiply(COHERENT_PARTS).compareTo(range) <= 0;
  }

  private static Optional<BigInteger> lowerMedian(List<BigInteger> words) {
    if (words.isEmpty()) {
      return Optional.empty();
    }
    List<BigInteger> sorted = words.stream().sorted().toList();
    return Optional.of(sorted.get((sorted.size() - 1) / 2));
  }

  private static Optional<BigInteger> plurality(List<BigInteger> words) {
    SortedMap<BigInteger, Integer> counts = new TreeMap<>();
    for (BigInteger word : words) {
      counts.merge(word, 1, Integer::sum);
    }
    Optional<BigInteger> best = Optional.empty();
    int most = 0;
    for (Map.Entry<BigInteger, Integer> entry : counts.entrySet()) {
      if (entry.getValue() > most) {
        most = entry.getValue();
        best = Optional.of(entry.getKey());
      } else if (entry.getValue() == most) {
        best = Optional.empty();
      }
    }
    return best;
  }

  private static BigInteger word(SortedMap<Integer, BigInteger> ballot, int fact) {
    BigInteger word = ballot.get(fact);
    if (word == null) {
      throw new IllegalArgumentException("a ballot states every fact that is to be found");
    }
    return word;
  }
}
