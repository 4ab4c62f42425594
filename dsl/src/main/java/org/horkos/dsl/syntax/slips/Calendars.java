package org.horkos.dsl.syntax.slips;

import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Span;
import org.horkos.grammar.OathLexer;
import org.jspecify.annotations.Nullable;

/** Days that only a person in a place knows: {@code next Friday}, {@code tomorrow at noon}. */
final class Calendars {
  private static final Set<String> WEEKDAYS =
      Set.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
  private static final Set<String> NEXT = Set.of("next", "this", "coming", "on", "by", "the", "in");
  private static final Set<String> RELATIVE =
      Set.of(
          "never",
          "tomorrow",
          "tonight",
          "first",
          "last",
          "today",
          "soon",
          "asap",
          "immediately",
          "later",
          "christmas",
          "easter",
          "morning",
          "evening",
          "noon",
          "midnight",
          "weekend",
          "week",
          "year",
          "spring",
          "summer",
          "autumn",
          "fall",
          "winter",
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");
  private static final Set<Integer> DAYS =
      Set.of(OathLexer.MONTH, OathLexer.DAY, OathLexer.WEEKEND, OathLexer.END, OathLexer.EACH);
  // A day that no analysis finds to be past.
  private static final String SOME_DAY = "2099-12-31";

  private Calendars() {}

  static @Nullable Slip at(Tokens tokens, int i) {
    Slip slip = weekday(tokens, i);
    return slip == null ? unknown(tokens, i) : slip;
  }

  // Saturday, June 12, 2027
  private static @Nullable Slip weekday(Tokens tokens, int i) {
    if (!tokens.word(i, WEEKDAYS) || tokens.type(i - 1) == OathLexer.WEEKEND) {
      return null;
    }
    int end = tokens.type(i + 1) == OathLexer.COMMA ? i + 2 : i + 1;
    boolean month = tokens.sameLine(end) && Dates.isMonth(tokens, end);
    boolean date =
        month || tokens.type(end) == OathLexer.NUMBER || tokens.type(end) == OathLexer.DATE;
    if (!date || !tokens.sameLine(end)) {
      return null;
    }
    Span span = tokens.span(i, end);
    return new Slip(
        end,
        List.of(),
        Diagnostic.of(
                DiagnosticCode.FILLER_WORD, span, "`" + tokens.shown(i, end) + "` is too many here")
            .hint("leave it out: the date says which day it is")
            .mend(new Span(span.start(), tokens.span(end, end + 1).start()), ""));
  }

  // due next Friday; missed tomorrow at noon; due on the 1st of June; due by the end of the month
  private static @Nullable Slip unknown(Tokens tokens, int i) {
    boolean moment =
        tokens.type(i) == OathLexer.DUE && tokens.type(i - 1) != OathLexer.DOT
            || tokens.type(i) == OathLexer.MISSED;
    if (!moment || !tokens.sameLine(i + 1)) {
      return null;
    }
    int end = i + 1;
    boolean day = false;
    while (tokens.sameLine(end) && end - i < 8) {
      boolean names =
          tokens.word(end, WEEKDAYS)
              || tokens.word(end, RELATIVE)
              || DAYS.contains(tokens.type(end)) && !tokens.declared(end);
      boolean joins =
          tokens.word(end, NEXT)
              || tokens.type(end) == OathLexer.BY
              || tokens.type(end) == OathLexer.AT
              || tokens.type(end) == OathLexer.OF
              || tokens.type(end) == OathLexer.IN;
      if (!names && !joins) {
        break;
      }
      day = day || names;
      end++;
    }
    boolean comma = tokens.type(end) == OathLexer.COMMA && tokens.type(end + 1) != OathLexer.GRACE;
    boolean dated = tokens.sameLine(end) && (tokens.type(end) == OathLexer.NUMBER || comma);
    if (!day || dated) {
      return null;
    }
    Span span = tokens.span(i + 1, end);
    List<Token> instead = List.of(tokens.get(i), tokens.as(i + 1, end, OathLexer.DATE, SOME_DAY));
    boolean never = tokens.word(end - 1, "never");
    return new Slip(
        end,
        instead,
        Diagnostic.of(
                DiagnosticCode.DATE_FORM,
                span,
                never
                    ? "money that is locked must be free again some day"
                    : "`" + tokens.shown(i + 1, end) + "` is another day for everyone who reads it")
            .hint(
                "write the date, such as `2027-06-11`, or count from an event, such as `7 days"
                    + " after "
                    + (tokens.type(i) == OathLexer.DUE ? "start" : "due")
                    + "`"));
  }
}
