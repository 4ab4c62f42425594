package org.horkos.dsl.backend.terms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;

/** Bytes of the terms and back, and their hash: docs/protocol/terms.md. */
public final class TermsCodec {
  /** The most bytes that a deliverable's part may have: a step shows a part whole. */
  public static final int MAX_PART_BYTES = 2048;

  private static final byte[] HEAD_LEAF = {0x00};
  private static final byte[] PART_LEAF = {0x01};

  private TermsCodec() {}

  /** The head's bytes: {@code abi.encode(head)}. */
  public static byte[] encodeHead(TermsHead head) {
    return HeadCodec.encode(head);
  }

  /** A deliverable's bytes, packed. */
  public static byte[] encodePart(DeliverableTerms part) {
    return PartCodec.encode(part);
  }

  /** Each deliverable's bytes, in order. */
  public static List<byte[]> encodeParts(Terms terms) {
    return terms.deliverables().stream().map(PartCodec::encode).toList();
  }

  /** The root over the head and the parts. */
  public static Hash hash(Terms terms) {
    return hash(encodeHead(terms.head()), encodeParts(terms));
  }

  /** The root over a head's and the parts' bytes, whatever they are. */
  public static Hash hash(byte[] head, List<byte[]> parts) {
    List<Hash> level = new ArrayList<>();
    level.add(Keccak.hash(HEAD_LEAF, head));
    parts.forEach(part -> level.add(Keccak.hash(PART_LEAF, part)));
    while (Integer.bitCount(level.size()) != 1) {
      level.add(Hash.ZERO);
    }
    while (level.size() > 1) {
      for (int i = 0; i < level.size() / 2; i++) {
        level.set(i, Keccak.node(level.get(2 * i), level.get(2 * i + 1)));
      }
      level.subList(level.size() / 2, level.size()).clear();
    }
    return level.getFirst();
  }

  /**
   * The terms of these bytes, if they are the canonical encoding of terms that keep every limit.
   * For any bytes, without exception.
   */
  public static Decoded decode(byte[] head, List<byte[]> parts) {
    if (parts.isEmpty() || parts.size() > Terms.MAX_DELIVERABLES) {
      return new Decoded.Refused(
          new TermsRefusal(
              TermsRefusal.Code.COUNT,
              "terms",
              "an agreement has 1 to " + Terms.MAX_DELIVERABLES + " deliverables"));
    }
    try {
      TermsHead decodedHead = HeadCodec.decode(head);
      List<DeliverableTerms> deliverables = new ArrayList<>();
      for (int i = 0; i < parts.size(); i++) {
        deliverables.add(PartCodec.decode(parts.get(i), i));
      }
      Terms terms = new Terms(decodedHead, deliverables);
      Optional<TermsRefusal> refusal = TermsCheck.check(terms);
      if (refusal.isPresent()) {
        return new Decoded.Refused(refusal.get());
      }
      if (!Arrays.equals(head, encodeHead(decodedHead))) {
        return notCanonical("head");
      }
      for (int i = 0; i < parts.size(); i++) {
        if (!Arrays.equals(parts.get(i), encodePart(deliverables.get(i)))) {
          return notCanonical("deliverable " + i);
        }
      }
      return new Decoded.Valid(terms);
    } catch (RefusedTerms refused) {
      return new Decoded.Refused(refused.refusal());
    }
  }

  private static Decoded notCanonical(String where) {
    return new Decoded.Refused(
        new TermsRefusal(
            TermsRefusal.Code.NOT_CANONICAL,
            where,
            "there is a shorter or stricter encoding of the same terms; only that one counts"));
  }

  /** What bytes turned out to be. */
  public sealed interface Decoded {
    /** Terms that keep every limit. */
    record Valid(Terms terms) implements Decoded {}

    /** Not terms, and why. */
    record Refused(TermsRefusal refusal) implements Decoded {}
  }
}
