package org.horkos.arbitration.evidence;

import java.util.ArrayList;
import java.util.List;
import org.horkos.dsl.value.Hash;

/**
 * The evidence of one dispute, in the order in which it came.
 *
 * @param exhibits at most {@link #MAX_PER_PARTY} of each party
 */
public record Evidence(List<Exhibit> exhibits) {
  /** The most documents that one party can lay before the court in one dispute. */
  public static final int MAX_PER_PARTY = 8;

  /** No evidence yet. */
  public static final Evidence NONE = new Evidence(List.of());

  public Evidence {
    exhibits = List.copyOf(exhibits);
  }

  /**
   * One document.
   *
   * @param party index of who laid it before the court
   * @param document its hash
   * @param at Unix seconds
   */
  public record Exhibit(int party, Hash document, long at) {}

  /** What became of a document. */
  public sealed interface Result {
    /** It was taken. */
    record Applied(Evidence evidence) implements Result {}

    /** It was refused; nothing changed. */
    record Refused(EvidenceRefusal refusal) implements Result {}
  }

  /**
   * Lays a document before the court.
   *
   * @param party index
   * @param document hash
   * @param now Unix seconds
   * @param until end of the evidence period, Unix seconds: on it is too late
   */
  public Result lay(int party, Hash document, long now, long until) {
    if (now >= until) {
      return new Result.Refused(EvidenceRefusal.EVIDENCE_PERIOD_OVER);
    }
    if (document.equals(Hash.ZERO)) {
      return new Result.Refused(EvidenceRefusal.NO_DOCUMENT);
    }
    if (exhibits.stream()
        .anyMatch(exhibit -> exhibit.party() == party && exhibit.document().equals(document))) {
      return new Result.Refused(EvidenceRefusal.LAID_ALREADY);
    }
    if (exhibits.stream().filter(exhibit -> exhibit.party() == party).count() >= MAX_PER_PARTY) {
      return new Result.Refused(EvidenceRefusal.TOO_MANY);
    }
    // After this point the input must succeed.
    List<Exhibit> more = new ArrayList<>(exhibits);
    more.add(new Exhibit(party, document, now));
    return new Result.Applied(new Evidence(more));
  }
}
