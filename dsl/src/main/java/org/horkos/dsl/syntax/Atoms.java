package org.horkos.dsl.syntax;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.value.Fraction;
import org.horkos.grammar.OathParser;
import org.jspecify.annotations.Nullable;

/** Reads the smallest parts: names, numbers, dates, time spans, moments, values. */
final class Atoms {
  /** The longest time span: 100 years of 365 days. */
  static final long LONGEST_SECONDS = 100L * 365 * 86_400;

  // Stands for a time span that has been reported, so that nothing follows from it.
  private static final long STAND_IN_SECONDS = 86_400;

  private static final int MOST_BUSINESS_DAYS = 255;
  private static final int MOST_DIGITS = 50;
  private static final int MOST_DECIMALS = 36;

  private final Diagnostics diagnostics;

  Atoms(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  void report(Diagnostic diagnostic) {
    diagnostics.add(diagnostic);
  }

  void unsupported(String what, Span span) {
    report(FromParseTree.notYet(what, span));
  }

  <T extends ParserRuleContext> List<T> bounded(List<T> statements, String what) {
    if (statements.size() <= FromParseTree.MOST_STATEMENTS) {
      return statements;
    }
    report(
        Diagnostic.of(
                DiagnosticCode.TOO_MANY,
                span(statements.get(FromParseTree.MOST_STATEMENTS).getStart()),
                "here are more than " + FromParseTree.MOST_STATEMENTS + " " + what)
            .hint("split the agreement into several"));
    return statements.subList(0, FromParseTree.MOST_STATEMENTS);
  }

  Span span(Token token) {
    return Reading.span(token);
  }

  Span span(ParserRuleContext tree) {
    Span first = span(tree.getStart());
    return tree.getStop() == null ? first : first.to(span(tree.getStop()));
  }

  Word word(Token token) {
    return new Word(token.getText(), span(token));
  }

  Optional<Word> optionalWord(@Nullable TerminalNode node) {
    return node == null ? Optional.empty() : Optional.of(word(node.getSymbol()));
  }

  Declaration.Prose prose(Token token) {
    String text = token.getText();
    int end = text.length() > 1 && text.endsWith("\"") ? text.length() - 1 : text.length();
    return new Declaration.Prose(text.substring(1, end), span(token));
  }

  Numeral number(Token token) {
    return numeral(token.getText(), span(token), 0);
  }

  Numeral percent(Token token) {
    String text = token.getText();
    return numeral(text.substring(0, text.length() - 1), span(token), 2);
  }

  private Numeral numeral(String written, Span span, int shift) {
    String digits = written.replace("_", "");
    int point = digits.indexOf('.');
    int decimals = point < 0 ? 0 : digits.length() - point - 1;
    if (digits.length() > MOST_DIGITS || decimals > MOST_DECIMALS) {
      report(
          Diagnostic.of(
                  DiagnosticCode.BAD_NUMBER,
                  span,
                  "this number has "
                      + (decimals > MOST_DECIMALS
                          ? decimals + " decimals"
                          : digits.length() + " digits"))
              .hint(
                  "a number has at most "
                      + MOST_DIGITS
                      + " digits, "
                      + MOST_DECIMALS
                      + " of them behind the point"));
      return new Numeral(Fraction.ZERO, 0, span);
    }
    BigInteger all = new BigInteger(point < 0 ? digits : digits.replace(".", ""));
    return new Numeral(new Fraction(all, BigInteger.TEN.pow(decimals + shift)), decimals, span);
  }

  Length length(OathParser.DurationContext tree) {
    Numeral number = number(tree.NUMBER().getSymbol());
    return tree.BUSINESS() == null
        ? length(number, unit(tree.unit()), span(tree))
        : businessDays(number, optionalWord(tree.NAME()), span(tree));
  }

  private Length businessDays(Numeral number, Optional<Word> calendar, Span span) {
    boolean fits =
        number.value().isInteger()
            && number.value().compareTo(Fraction.of(MOST_BUSINESS_DAYS)) <= 0;
    if (!fits) {
      report(
          Diagnostic.of(
                  DiagnosticCode.BAD_DURATION, span, "business days cannot be counted like this")
              .hint("write a whole number of them, at most " + MOST_BUSINESS_DAYS));
    }
    int days = fits ? number.value().numerator().intValueExact() : 1;
    return new Length(days * 86_400L, Optional.of(new Length.Business(days, calendar)), span);
  }

  /** A time span of so many units. */
  Length length(Numeral number, long unitSeconds, Span span) {
    Fraction seconds = number.value().times(Fraction.of(unitSeconds));
    if (!seconds.isInteger()) {
      report(
          Diagnostic.of(DiagnosticCode.BAD_DURATION, span, "this is no whole number of seconds")
              .hint("write whole hours or days, such as `36 hours`"));
      return new Length(STAND_IN_SECONDS, span);
    }
    if (seconds.compareTo(Fraction.of(LONGEST_SECONDS)) >= 0) {
      report(
          Diagnostic.of(DiagnosticCode.BAD_DURATION, span, "this is 100 years or more")
              .hint("every time span is shorter than 100 years"));
      return new Length(STAND_IN_SECONDS, span);
    }
    return new Length(seconds.numerator().longValueExact(), span);
  }

  long unit(OathParser.UnitContext tree) {
    return tree.DAY() != null || tree.DAYS() != null ? 86_400 : 3_600;
  }

  long date(Token token) {
    try {
      LocalDate day = LocalDate.parse(token.getText());
      if (day.getYear() >= 1970 && day.getYear() < 2200) {
        return day.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
      }
      report(
          Diagnostic.of(DiagnosticCode.BAD_DATE, span(token), "this day is too far away")
              .hint("a date lies between 1970-01-01 and 2199-12-31"));
    } catch (DateTimeException noSuchDay) {
      report(
          Diagnostic.of(
                  DiagnosticCode.BAD_DATE,
                  span(token),
                  "there is no day " + token.getText() + " in the calendar")
              .hint("a date is written year-month-day: 2027-04-01"));
    }
    return 0;
  }

  Instant instant(OathParser.MomentContext tree) {
    if (tree.DATE() != null) {
      return new Instant(
          date(tree.DATE().getSymbol()), Instant.Event.DATE, Optional.empty(), span(tree));
    }
    Length none = new Length(0, span(tree));
    Length offset = tree.duration() == null ? none : length(tree.duration());
    return instant(offset, tree.event(), span(tree));
  }

  Instant instant(Length length, OathParser.EventContext tree, Span span) {
    long offset = length.seconds();
    Optional<Length.Business> business = length.business();
    if (tree.START() != null) {
      return new Instant(offset, Instant.Event.START, Optional.empty(), business, span);
    }
    if (tree.NAME() == null) {
      return new Instant(offset, Instant.Event.DUE, Optional.empty(), business, span);
    }
    Instant.Event event =
        tree.DUE() != null
            ? Instant.Event.NAMED_DUE
            : tree.JOINS() != null ? Instant.Event.JOINS : Instant.Event.NAMED;
    return new Instant(offset, event, Optional.of(word(tree.NAME().getSymbol())), business, span);
  }

  Value value(OathParser.ValueContext tree) {
    Span span = span(tree);
    if (tree.NUMBER() != null) {
      Numeral number = number(tree.NUMBER().getSymbol());
      if (tree.MINUS() != null) {
        Fraction below = number.value().times(Fraction.of(-1));
        number = new Numeral(below, number.decimals(), number.span());
      }
      return tree.unit() != null
          ? new Value.TimeSpan(length(number, unit(tree.unit()), span))
          : new Value.Number(number, optionalWord(tree.SYMBOL()), span);
    }
    if (tree.PERCENT() != null) {
      return new Value.Percent(percent(tree.PERCENT().getSymbol()), span);
    }
    if (tree.moment() != null) {
      return new Value.At(instant(tree.moment()), span);
    }
    if (tree.option() != null) {
      return new Value.Option(word(tree.option().getStart()));
    }
    if (tree.STRING() != null) {
      return new Value.Text(prose(tree.STRING().getSymbol()).text(), span);
    }
    return new Value.Date(date(tree.DATE().getSymbol()), span);
  }

  Who who(OathParser.WhoContext tree) {
    Span span = span(tree);
    if (tree.NAME() != null) {
      return new Who.Named(word(tree.NAME().getSymbol()));
    }
    return tree.PERFORMER() != null ? new Who.Performer(span) : new Who.Payer(span);
  }

  Declaration.Let let(OathParser.LetContext tree) {
    return new Declaration.Let(
        word(tree.NAME().getSymbol()), new Expressions(this).amount(tree.amount()), span(tree));
  }
}
