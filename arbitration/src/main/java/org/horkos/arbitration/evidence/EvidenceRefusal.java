package org.horkos.arbitration.evidence;

/** Why a document is not taken as evidence. */
public enum EvidenceRefusal {
  /** Too late. */
  EVIDENCE_PERIOD_OVER(
      160, "the evidence period is over; the panel judges what was laid before it in time"),
  /** A zero hash names nothing. */
  NO_DOCUMENT(161, "a hash of zeros names no document; send the hash of the document"),
  /** Once is enough. */
  LAID_ALREADY(162, "this party has laid this document before the court already"),
  /** The bound. */
  TOO_MANY(
      163,
      "this party has laid 8 documents before the court, which is the most; bind several in one");

  private final int code;
  private final String sentence;

  EvidenceRefusal(int code, String sentence) {
    this.code = code;
    this.sentence = sentence;
  }

  /** The stable number, 160 to 189: unique among all refusals of the rollup. */
  public int code() {
    return code;
  }

  /** What is wrong and what to do, for a person. */
  public String sentence() {
    return sentence;
  }
}
