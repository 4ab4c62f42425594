package org.horkos.dsl.syntax;

import java.util.Optional;
import org.horkos.dsl.source.Span;

/**
 * A time span such as {@code 21 days} or {@code 5 business days in berlin}.
 *
 * @param seconds at least 0, less than 100 years; of business days, that many days of 86,400
 * @param business how many business days, if it counts them
 * @param span where it stands
 */
public record Length(long seconds, Optional<Business> business, Span span) {
  /** A time span of seconds. */
  public Length(long seconds, Span span) {
    this(seconds, Optional.empty(), span);
  }

  /**
   * Business days.
   *
   * @param days how many
   * @param calendar whose, if it is said
   */
  public record Business(int days, Optional<Word> calendar) {}
}
