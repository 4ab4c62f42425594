package org.horkos.arbitration.evidence;

/** Why a document is not taken as evidence. */
public enum EvidenceRefusal {
  /** Too late. */
  EVIDENCE_PERIOD_OVER(
      "the evidence period is over; the panel judges what was laid before it in time"),
  /** A zero hash names nothing. */
  NO_DOCUMENT("a hash of zeros names no document; send the hash of the document"),
  /** Once is enough. */
  LAID_ALREADY("this party has laid this document before the court already"),
  /** The bound. */
  TOO_MANY(
      "this party has laid 8 documents before the court, which is the most; bind several in one");

  private final String sentence;

  EvidenceRefusal(String sentence) {
    this.sentence = sentence;
  }

  /** What is wrong and what to do, for a person. */
  public String sentence() {
    return sentence;
  }
}
