package org.horkos.dsl.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.source.Spelling;
import org.horkos.dsl.syntax.Declaration;
import org.horkos.dsl.syntax.Declaration.CalendarClause;
import org.horkos.dsl.syntax.Word;

/** Types calendars. */
final class Calendars {
  /** The most holidays of one calendar. */
  static final int MOST_HOLIDAYS = 96;

  private static final long DAY = 86_400;
  private static final long FARTHEST = 14 * 3_600;
  private static final List<String> WEEK =
      List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

  private final Diagnostics diagnostics;

  Calendars(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  List<Calendar> typed(List<Declaration.Calendar> declarations) {
    return declarations.stream().map(this::typed).toList();
  }

  private Calendar typed(Declaration.Calendar declaration) {
    long offset = 0;
    int weekend = 0;
    Optional<Integer> last = Optional.empty();
    TreeSet<Integer> holidays = new TreeSet<>();
    List<Class<?>> seen = new ArrayList<>();
    for (CalendarClause clause : declaration.clauses()) {
      if (seen.contains(clause.getClass()) && !(clause instanceof CalendarClause.Holidays)) {
        report(clause.span(), "this stands here again", "leave one of them out");
      }
      seen.add(clause.getClass());
      switch (clause) {
        case CalendarClause.Offset of -> offset = of.seconds();
        case CalendarClause.Weekend days -> weekend |= weekend(days);
        case CalendarClause.Holidays days ->
            days.days().forEach(day -> holidays.add((int) Math.floorDiv(day, DAY)));
        case CalendarClause.Until until ->
            last = Optional.of((int) Math.floorDiv(until.day(), DAY));
      }
    }
    Span name = declaration.name().span();
    if (Math.abs(offset) > FARTHEST || offset % 60 != 0) {
      report(name, "no place is so far from UTC", "write an offset of at most 14 hours");
      offset = 0;
    }
    if (weekend == (1 << WEEK.size()) - 1) {
      report(name, "no day of the week is a business day", "leave at least one day");
      weekend = 0;
    }
    if (last.isEmpty()) {
      report(
          name,
          "until when its holidays are known is not said",
          "add `until 2028-12-31`: the last day for which you have looked them up");
    } else if (!holidays.isEmpty() && holidays.last() > last.get()) {
      report(name, "a holiday lies behind its last day", "move `until` behind it");
    }
    if (holidays.size() > MOST_HOLIDAYS) {
      report(
          name,
          "it has more than " + MOST_HOLIDAYS + " holidays",
          "leave out those that fall on a weekend, or end it earlier");
    }
    return new Calendar(
        declaration.name().text(),
        (int) offset,
        weekend,
        last.orElse(0),
        holidays.stream().limit(MOST_HOLIDAYS).toList());
  }

  private int weekend(CalendarClause.Weekend clause) {
    int days = 0;
    for (Word day : clause.days()) {
      int index = WEEK.indexOf(day.text());
      if (index < 0) {
        report(
            day.span(),
            "`" + day.text() + "` is no day of the week",
            Spelling.nearest(day.text(), WEEK)
                .map(near -> "did you mean `" + near + "`?")
                .orElse("write `saturday and sunday`"));
      } else {
        days |= 1 << index;
      }
    }
    return days;
  }

  private void report(Span span, String message, String hint) {
    diagnostics.add(Diagnostic.of(DiagnosticCode.BAD_CALENDAR, span, message).hint(hint));
  }
}
