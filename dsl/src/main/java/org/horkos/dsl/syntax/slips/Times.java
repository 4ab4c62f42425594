package org.horkos.dsl.syntax.slips;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Span;
import org.horkos.grammar.OathLexer;
import org.jspecify.annotations.Nullable;

/** Times as people write them: {@code two weeks}, {@code 01.04.2027}, {@code in 14 days}. */
final class Times {
  private static final Map<String, Long> UNITS =
      Map.ofEntries(
          Map.entry("week", 604_800L),
          Map.entry("weeks", 604_800L),
          Map.entry("month", 2_592_000L),
          Map.entry("months", 2_592_000L),
          Map.entry("year", 31_536_000L),
          Map.entry("years", 31_536_000L),
          Map.entry("d", 86_400L),
          Map.entry("h", 3_600L),
          Map.entry("hr", 3_600L),
          Map.entry("hrs", 3_600L),
          Map.entry("minute", 60L),
          Map.entry("minutes", 60L),
          Map.entry("second", 1L),
          Map.entry("seconds", 1L));

  private static final Set<String> KINDS_OF_DAYS =
      Set.of("working", "calendar", "full", "consecutive", "week");

  private static final Set<String> AFTER = Set.of("since", "following", "past", "upon");

  private static final Set<String> NOW = Set.of("now", "today", "signing", "beginning", "funding");

  private static final Set<String> HALVES = Set.of("am", "pm", "oclock");
  private static final Set<String> ZONES = Set.of("am", "pm", "utc", "gmt");
  private static final Set<Integer> BEFORE_A_MOMENT =
      Set.of(OathLexer.DUE, OathLexer.MISSED, OathLexer.END, OathLexer.IN);
  private static final Set<Integer> OF_AN_EVENT =
      Set.of(
          OathLexer.NAME,
          OathLexer.START,
          OathLexer.DUE,
          OathLexer.DOT,
          OathLexer.DELIVER,
          OathLexer.DELIVERABLE);

  private Times() {}

  static boolean isOtherUnit(Tokens tokens, int i) {
    return tokens.sameLine(i) && tokens.word(i, UNITS.keySet());
  }

  static @Nullable Slip at(Tokens tokens, int i) {
    boolean due = tokens.type(i - 1) == OathLexer.DUE || tokens.type(i - 1) == OathLexer.MISSED;
    Slip slip = Dates.at(tokens, i, due && Words.isBy(tokens, i) ? i + 1 : i);
    slip = slip == null ? unit(tokens, i) : slip;
    slip = slip == null ? clock(tokens, i) : slip;
    slip = slip == null ? event(tokens, i) : slip;
    slip = slip == null ? from(tokens, i) : slip;
    slip = slip == null ? within(tokens, i) : slip;
    return slip;
  }

  // two weeks, 1 month, 30 minutes, 5 business days
  private static @Nullable Slip unit(Tokens tokens, int i) {
    int word = Numbers.ofWord(tokens, i);
    boolean number = tokens.type(i) == OathLexer.NUMBER && Numbers.small(tokens.text(i));
    if (!number && word < 0 || !tokens.sameLine(i + 1)) {
      return null;
    }
    BigDecimal count =
        number ? new BigDecimal(tokens.text(i).replace("_", "")) : BigDecimal.valueOf(word);
    if (tokens.word(i + 1, KINDS_OF_DAYS) && tokens.unit(i + 2)) {
      String days = count.toPlainString() + (count.equals(BigDecimal.ONE) ? " day" : " days");
      String others =
          tokens.word(i + 1, "working")
              ? ", or `" + days.replace(" ", " business ") + "` of a calendar that the text has"
              : ", or more of them";
      return span(
          tokens,
          i,
          i + 3,
          days,
          "`" + tokens.shown(i + 1, i + 3) + "` are not counted here",
          "a day is 24 hours, on every day of the week: write `" + days + "`" + others);
    }
    if (!isOtherUnit(tokens, i + 1)) {
      return null;
    }
    String name = tokens.text(i + 1).toLowerCase(Locale.ROOT);
    BigDecimal seconds = count.multiply(BigDecimal.valueOf(UNITS.getOrDefault(name, 1L)));
    BigDecimal hours = seconds.divide(BigDecimal.valueOf(3_600), 0, RoundingMode.CEILING);
    String written = inDaysOrHours(hours);
    if (hours.multiply(BigDecimal.valueOf(3_600)).compareTo(seconds) != 0) {
      return notWhole(tokens, i, hours);
    }
    boolean ofUnequalLength = name.startsWith("month") || name.startsWith("year");
    return span(
        tokens,
        i,
        i + 2,
        written,
        ofUnequalLength
            ? "months and years are of different lengths"
            : "`" + tokens.text(i + 1) + "` is no time span of Oath",
        ofUnequalLength
            ? "count the days: write `" + written + "`, or as many as you mean"
            : "write `" + written + "`");
  }

  private static String inDaysOrHours(BigDecimal hours) {
    boolean whole = hours.remainder(BigDecimal.valueOf(24)).signum() == 0;
    BigDecimal shown = whole ? hours.divide(BigDecimal.valueOf(24)) : hours;
    boolean one = shown.compareTo(BigDecimal.ONE) == 0;
    return shown.toPlainString() + (whole ? " day" : " hour") + (one ? "" : "s");
  }

  // 90 minutes: longer or shorter is for its author to say, so no change is offered.
  private static Slip notWhole(Tokens tokens, int i, BigDecimal hours) {
    String more = inDaysOrHours(hours);
    BigDecimal less = hours.subtract(BigDecimal.ONE);
    Slip slip = span(tokens, i, i + 2, more, "", "");
    return new Slip(
        slip.end(),
        slip.instead(),
        Diagnostic.of(
                DiagnosticCode.OTHER_UNIT,
                slip.diagnostic().span(),
                "`" + tokens.shown(i, i + 2) + "` are no whole hours")
            .hint(
                "nothing shorter than an hour is counted: say whether you mean "
                    + (less.signum() > 0 ? "`" + inDaysOrHours(less) + "` or " : "")
                    + "`"
                    + more
                    + "`"
                    + (less.signum() > 0 ? "" : " or nothing")));
  }

  private static Slip span(
      Tokens tokens, int from, int to, String written, String message, String hint) {
    int space = written.indexOf(' ');
    int type = written.contains("day") ? OathLexer.DAYS : OathLexer.HOURS;
    return new Slip(
        to,
        List.of(
            tokens.as(from, OathLexer.NUMBER, written.substring(0, space)),
            tokens.keyword(from, type)),
        Diagnostic.of(DiagnosticCode.OTHER_UNIT, tokens.span(from, to), message)
            .hint(hint)
            .mend(tokens.span(from, to), written));
  }

  // at 12:00, 5pm
  private static @Nullable Slip clock(Tokens tokens, int i) {
    int at = tokens.type(i) == OathLexer.AT || tokens.word(i, "by") ? i + 1 : i;
    boolean colon =
        tokens.type(at) == OathLexer.NUMBER
            && tokens.type(at + 1) == OathLexer.COLON
            && tokens.adjacent(at + 1)
            && tokens.type(at + 2) == OathLexer.NUMBER
            && tokens.adjacent(at + 2);
    boolean half = tokens.type(at) == OathLexer.NUMBER && tokens.word(at + 1, HALVES);
    if (!colon && !half) {
      return null;
    }
    int end = colon ? at + 3 : at + 2;
    if (tokens.sameLine(end) && (tokens.word(end, ZONES) || tokens.text(end).equals("UTC"))) {
      end++;
    }
    return new Slip(
        end,
        List.of(),
        Diagnostic.of(
                DiagnosticCode.TIME_OF_DAY,
                tokens.span(i, end),
                "`" + tokens.shown(i, end) + "` cannot be said")
            .hint(
                "a date is its first second in UTC; hours are counted from an event: `36 hours"
                    + " after start`")
            .mend(tokens.span(i, end), ""));
  }

  // due 14 days; due in 14 days; due within 14 days of start; missed 21 days
  private static @Nullable Slip event(Tokens tokens, int i) {
    boolean due = tokens.type(i) == OathLexer.DUE && tokens.type(i - 1) != OathLexer.DOT;
    if (!due && tokens.type(i) != OathLexer.MISSED || !tokens.sameLine(i + 1)) {
      return null;
    }
    boolean in = tokens.type(i + 1) == OathLexer.IN || tokens.type(i + 1) == OathLexer.WITHIN;
    int at = in ? i + 2 : i + 1;
    if (tokens.type(at) != OathLexer.NUMBER || !tokens.unit(at + 1)) {
      return null;
    }
    boolean counted =
        tokens.type(at + 2) == OathLexer.AFTER
            || tokens.sameLine(at + 2)
                && (tokens.type(at + 2) == OathLexer.FROM
                    || tokens.type(at + 2) == OathLexer.OF
                    || tokens.word(at + 2, AFTER)
                    || tokens.word(at + 2, "before"));
    if (counted && in) {
      return new Slip(
          at,
          tokens.list(i, i + 1),
          Diagnostic.of(
                  DiagnosticCode.FILLER_WORD,
                  tokens.span(i + 1, at),
                  "`" + tokens.text(i + 1) + "` is too many here")
              .hint("leave it out: `due 14 days after start`")
              .mend(tokens.span(i + 1, at + 1), tokens.text(at)));
    }
    if (counted) {
      return null;
    }
    int event = due ? OathLexer.START : OathLexer.DUE;
    String written = tokens.written(at, at + 2) + " after " + (due ? "start" : "due");
    return new Slip(
        at + 2,
        List.of(
            tokens.get(i),
            tokens.get(at),
            tokens.get(at + 1),
            tokens.keyword(at + 1, OathLexer.AFTER),
            tokens.keyword(at + 1, event)),
        Diagnostic.of(
                DiagnosticCode.WITHOUT_EVENT,
                tokens.span(i + 1, at + 2),
                "`" + tokens.shown(at, at + 2) + "` after what?")
            .hint("say from when on it counts: `" + written + "`")
            .mend(tokens.span(i + 1, at + 2), written));
  }

  // 30 days from start, 14 days since design, 2 days of start
  private static @Nullable Slip from(Tokens tokens, int i) {
    if (tokens.type(i - 1) == OathLexer.AFTER && tokens.word(i, NOW)) {
      return Signs.word(
          tokens,
          i,
          i + 1,
          List.of(OathLexer.START),
          DiagnosticCode.COUNTED_FROM,
          "is called `start`: the second in which all money is in");
    }
    if (!tokens.unit(i - 1) || tokens.type(i - 2) != OathLexer.NUMBER || !tokens.sameLine(i)) {
      return null;
    }
    boolean before = tokens.word(i, "before");
    boolean other = tokens.word(i, AFTER) || before;
    boolean fromOrOf = tokens.type(i) == OathLexer.FROM || tokens.type(i) == OathLexer.OF;
    boolean moment =
        BEFORE_A_MOMENT.contains(tokens.type(i - 3))
            || tokens.type(i - 3) == OathLexer.WITHIN && tokens.type(i - 4) == OathLexer.DUE;
    int event = tokens.type(i + 1);
    boolean eventFollows = event == OathLexer.START || event == OathLexer.DUE;
    boolean now = tokens.word(i + 1, NOW);
    if (tokens.type(i - 3) == OathLexer.WITHIN && !moment
        || !other && !(fromOrOf && (moment || eventFollows || now))) {
      return null;
    }
    int end = now ? i + 2 : i + 1;
    Span span = tokens.span(i, end);
    String written = now ? "after start" : "after";
    List<Token> instead =
        now
            ? List.of(tokens.keyword(i, OathLexer.AFTER), tokens.keyword(i + 1, OathLexer.START))
            : List.of(tokens.keyword(i, OathLexer.AFTER));
    Diagnostic said =
        Diagnostic.of(
            DiagnosticCode.COUNTED_FROM,
            span,
            before
                ? "nothing is counted backwards: what lies ahead may never come"
                : "`" + tokens.shown(i, end) + "` does not count time");
    return new Slip(
        end,
        instead,
        before
            ? said.hint("count from something that comes first: `… after start`")
            : said.hint("write `" + written + "`").mend(span, written));
  }

  // answers within 5 days of the delivery
  private static @Nullable Slip within(Tokens tokens, int i) {
    boolean counts =
        tokens.unit(i - 1)
            && tokens.type(i - 3) == OathLexer.WITHIN
            && tokens.type(i - 4) != OathLexer.DUE
            && tokens.sameLine(i)
            && (tokens.type(i) == OathLexer.OF
                || tokens.type(i) == OathLexer.AFTER
                || tokens.type(i) == OathLexer.FROM
                || tokens.word(i, AFTER));
    if (!counts) {
      return null;
    }
    int end = i + 1;
    while (tokens.sameLine(end) && end - i < 5 && OF_AN_EVENT.contains(tokens.type(end))) {
      end++;
    }
    Span span = tokens.span(i, end);
    return new Slip(
        end,
        List.of(),
        Diagnostic.of(
                DiagnosticCode.WITHIN_OF_SOMETHING,
                span,
                "`within` counts from its own event, so this says nothing")
            .hint(
                "leave it out: answers count from the delivery, challenges from the verdict,"
                    + " funding from the signing")
            .mend(new Span(tokens.span(i - 1, i).end(), span.end()), ""));
  }
}
