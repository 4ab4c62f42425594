package org.horkos.dsl.syntax.slips;

import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.Token;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Span;
import org.horkos.grammar.OathLexer;
import org.jspecify.annotations.Nullable;

/** Dates as people write them: {@code 01.04.2027}, {@code 1 April 2027}. */
final class Dates {
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  private static final Pattern DAY_AND_MONTH = Pattern.compile("[0-9]{1,2}\\.[0-9]{1,2}");
  private static final Pattern FOUR_DIGITS = Pattern.compile("[0-9]{1,4}");

  private Dates() {}

  static boolean isMonth(Tokens tokens, int i) {
    return month(tokens, i) > 0;
  }

  // 01.04.2027, 1/4/2027, 2027-4-1, 1 April 2027, April 1, 2027, and `on` before it
  static @Nullable Slip at(Tokens tokens, int from, int i) {
    int end = i;
    int year;
    int month;
    int day;
    boolean unclear = false;
    String first = tokens.text(i);
    if (tokens.type(i) == OathLexer.NUMBER
        && DAY_AND_MONTH.matcher(first).matches()
        && tokens.type(i + 1) == OathLexer.DOT
        && number(tokens, i + 2) >= 1000) {
      day = Integer.parseInt(first.substring(0, first.indexOf('.')));
      month = Integer.parseInt(first.substring(first.indexOf('.') + 1));
      year = number(tokens, i + 2);
      end = i + 3;
    } else if (tokens.sign(i + 1, "/-.") && tokens.sign(i + 3, tokens.text(i + 1))) {
      int a = number(tokens, i);
      int b = number(tokens, i + 2);
      int c = number(tokens, i + 4);
      boolean yearFirst = a >= 1000 && b > 0 && c > 0;
      boolean yearLast = a > 0 && b > 0 && c >= 1000;
      if (!yearFirst && !yearLast || !tokens.adjacent(i + 1) || !tokens.adjacent(i + 4)) {
        return null;
      }
      if (Signs.calculates(tokens, i - 1) || Signs.calculates(tokens, i + 5)) {
        return null;
      }
      year = yearFirst ? a : c;
      boolean monthFirst = yearLast && b > 12;
      unclear = yearLast && a <= 12 && b <= 12 && a != b;
      month = yearFirst ? b : monthFirst ? a : b;
      day = yearFirst ? c : monthFirst ? b : a;
      end = i + 5;
    } else if (number(tokens, i) > 0 && month(tokens, i + 1) > 0 && number(tokens, i + 2) >= 1000) {
      day = number(tokens, i);
      month = month(tokens, i + 1);
      year = number(tokens, i + 2);
      end = i + 3;
    } else if (month(tokens, i) > 0 && number(tokens, i + 1) > 0) {
      int at = tokens.type(i + 2) == OathLexer.COMMA ? i + 3 : i + 2;
      year = number(tokens, at);
      if (year < 1000) {
        return null;
      }
      month = month(tokens, i);
      day = number(tokens, i + 1);
      end = at + 1;
    } else {
      return null;
    }
    String date = dateOf(year, month, day);
    Span span = tokens.span(from, end);
    if (month > 12 || day > 31 || day > YearMonth.of(year, month).lengthOfMonth()) {
      return noSuchDay(tokens, from, end, date);
    }
    List<Token> instead = List.of(tokens.as(from, end, OathLexer.DATE, date));
    String shown = "`" + tokens.shown(from, end) + "`";
    if (unclear) {
      // Which of the two is meant only its author knows: none is offered as a change.
      return new Slip(
          end,
          instead,
          Diagnostic.of(
                  DiagnosticCode.DATE_FORM,
                  span,
                  "people read " + shown + " in two ways: which is the day, which the month?")
              .hint(
                  "a date is year-month-day: write `"
                      + date
                      + "` or `"
                      + dateOf(year, day, month)
                      + "`"));
    }
    return new Slip(
        end,
        instead,
        Diagnostic.of(DiagnosticCode.DATE_FORM, span, shown + " is not written as a date")
            .hint("a date is year-month-day: write `" + date + "`")
            .mend(span, date));
  }

  // What is put in its place is only there, so that nothing else is said of it.
  private static Slip noSuchDay(Tokens tokens, int from, int end, String date) {
    return new Slip(
        end,
        List.of(tokens.as(from, end, OathLexer.DATE, date.substring(0, 4) + "-12-31")),
        Diagnostic.of(
                DiagnosticCode.BAD_DATE,
                tokens.span(from, end),
                "there is no day " + date + " in the calendar")
            .hint("a date is written year-month-day: 2027-04-01"));
  }

  private static String dateOf(int year, int month, int day) {
    return String.format(Locale.ROOT, "%04d-%02d-%02d", year, month, day);
  }

  private static int number(Tokens tokens, int i) {
    String text = tokens.text(i);
    return tokens.type(i) == OathLexer.NUMBER && FOUR_DIGITS.matcher(text).matches()
        ? Integer.parseInt(text)
        : -1;
  }

  private static int month(Tokens tokens, int i) {
    String text = tokens.text(i);
    boolean word = tokens.type(i) == OathLexer.TITLE || tokens.type(i) == OathLexer.NAME;
    return word && text.length() >= 3 && text.length() <= 9 && !tokens.declared(i)
        ? MONTHS.indexOf(text.substring(0, 3).toLowerCase(Locale.ROOT)) + 1
        : 0;
  }
}
