package org.horkos.dsl.backend.terms;

import org.horkos.dsl.value.Hash;

/** Bytes of the terms and back, and their hash: docs/protocol/terms.md. */
public final class TermsCodec {
  private TermsCodec() {}

  /** The root over the head and the parts. */
  public static Hash hash(Terms terms) {
    throw new UnsupportedOperationException("being written");
  }
}
