package org.horkos.dsl.syntax;

import org.horkos.dsl.source.Span;

/** Somebody: by name or by role. */
public sealed interface Who {
  /** Where it stands. */
  Span span();

  /** A party by its name. */
  record Named(Word name) implements Who {
    @Override
    public Span span() {
      return name.span();
    }
  }

  /** {@code performer}. */
  record Performer(Span span) implements Who {}

  /** {@code payer}: all payers, in proportion. */
  record Payer(Span span) implements Who {}
}
