package org.horkos.arbitration.ruling;

import java.math.BigInteger;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a panel found.
 *
 * @param found per contested fact that went to the panel its word; empty where the panel tied or
 *     was silent, so that the asserted word stands
 */
public record Ruling(SortedMap<Integer, Optional<BigInteger>> found) {
  public Ruling {
    found = Collections.unmodifiableSortedMap(new TreeMap<>(found));
  }
}
