package org.horkos.dsl.backend.terms;

import java.util.List;
import org.horkos.dsl.value.Hash;

/**
 * The compiled agreement in its canonical form: a head and one part per deliverable.
 *
 * @param head what concerns the whole agreement
 * @param deliverables one part each, 1 to 62
 */
public record Terms(TermsHead head, List<DeliverableTerms> deliverables) {
  /** The most deliverables of an agreement; each has a slot in the state. */
  public static final int MAX_DELIVERABLES = 62;

  public Terms {
    deliverables = List.copyOf(deliverables);
    if (deliverables.isEmpty() || deliverables.size() > MAX_DELIVERABLES) {
      throw new IllegalArgumentException(
          "an agreement has 1 to " + MAX_DELIVERABLES + " deliverables");
    }
  }

  /** {@code termsHash}: the root over the head and the parts (docs/protocol/terms.md). */
  public Hash hash() {
    return TermsCodec.hash(this);
  }
}
