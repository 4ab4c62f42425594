package org.horkos.dsl.expansion;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.syntax.Declaration;
import org.horkos.dsl.syntax.Instant;
import org.horkos.dsl.syntax.Length;
import org.horkos.dsl.syntax.Word;

/** One turn of a series: every moment but those counted from its own due time comes later. */
final class Turns extends Rewriting {
  private final String name;
  private final Declaration.Series series;
  private final int turn;
  private final Diagnostics diagnostics;

  /** The turn of this number, from 1, of the series with this name. */
  Turns(String name, Declaration.Series series, int turn, Diagnostics diagnostics) {
    this.name = name;
    this.series = series;
    this.turn = turn;
    this.diagnostics = diagnostics;
  }

  @Override
  Word word(Word word) {
    return word.text().equals(name) ? FromSyntax.numbered(word, turn) : word;
  }

  @Override
  Instant shifted(Instant instant) {
    boolean own =
        instant.event() == Instant.Event.DUE
            || instant.name().filter(word -> word.text().equals(name + "#" + turn)).isPresent();
    if (own || turn == 1) {
      return instant;
    }
    long offset =
        series
            .every()
            .map(Length::seconds)
            .map(each -> instant.offset() + each * (turn - 1))
            .orElseGet(() -> monthsLater(instant));
    return new Instant(offset, instant.event(), instant.name(), instant.business(), instant.span());
  }

  /** The same day of a later month, or its last day if it has no such day. */
  private long monthsLater(Instant instant) {
    if (instant.event() != Instant.Event.DATE) {
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.MONTHS_WITHOUT_DATE,
                  instant.span(),
                  "months have no fixed length, so they count only from a date")
              .hint("write a date such as `2027-01-31`, or `every 30 days`"));
      return instant.offset();
    }
    LocalDate first =
        LocalDateTime.ofEpochSecond(instant.offset(), 0, ZoneOffset.UTC).toLocalDate();
    return first.plusMonths(turn - 1L).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
  }
}
