package org.horkos.dsl.foresight;

import java.math.BigInteger;
import java.util.List;

/**
 * The least or the most that a party can end with: what it gets back and receives less what it put
 * in, base units.
 *
 * @param amount nothing that can happen is beyond it
 * @param exact whether the leads come to it; else it may never be reached
 * @param leads how each deliverable ends on the way there, in the order of the text
 */
public record Extreme(BigInteger amount, boolean exact, List<Lead> leads) {
  public Extreme {
    leads = List.copyOf(leads);
  }
}
