package org.horkos.dsl.syntax;

import java.util.Optional;
import org.horkos.dsl.source.Span;

/** A value that somebody states. */
public sealed interface Value {
  /** Where it stands. */
  Span span();

  /** A number, with its token if it is money. */
  record Number(Numeral numeral, Optional<Word> symbol, Span span) implements Value {}

  /** A percentage, as a fraction. */
  record Percent(Numeral numeral, Span span) implements Value {}

  /** A time span. */
  record TimeSpan(Length length) implements Value {
    @Override
    public Span span() {
      return length.span();
    }
  }

  /** {@code at 3 days after start}. */
  record At(Instant instant, Span span) implements Value {}

  /** An option of a choice. */
  record Option(Word word) implements Value {
    @Override
    public Span span() {
      return word.span();
    }
  }

  /** A document, by its name. */
  record Text(String text, Span span) implements Value {}

  /** A date: its first second in UTC, as Unix time. */
  record Date(long seconds, Span span) implements Value {}
}
