package org.horkos.app.lsp;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Clauses;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Measured;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.value.Fraction;

/** Amounts, time spans and moments of an agreement, for people. */
final class Figures {
  private static final int DECIMALS_OF_A_COUNT = 4;
  private static final long DAY = 86_400;
  private static final long HOUR = 3_600;

  private final Agreement agreement;
  private final List<String> deliverables;

  /** Those of an agreement, whose deliverables have these names. */
  Figures(Agreement agreement, List<String> deliverables) {
    this.agreement = agreement;
    this.deliverables = List.copyOf(deliverables);
  }

  /** {@code 400 USDC to 40,000 USDC}, or one amount if it is always the same. */
  String range(Measured measured) {
    String least = amount(measured.range().least(), measured.token());
    String most = amount(measured.range().most(), measured.token());
    return least.equals(most) ? least : least + " to " + most;
  }

  /** An amount; money is floored to its smallest unit, as it is when it is paid. */
  String amount(Fraction value, Optional<Integer> token) {
    Optional<Agreement.Token> of =
        token.filter(t -> t < agreement.tokens().size()).map(agreement.tokens()::get);
    BigDecimal number =
        of.isPresent()
            ? new BigDecimal(value.floor(), of.get().decimals())
            : new BigDecimal(value.numerator())
                .divide(
                    new BigDecimal(value.denominator()), DECIMALS_OF_A_COUNT, RoundingMode.FLOOR);
    return grouped(number) + of.map(t -> " " + t.symbol()).orElse("");
  }

  /** A whole number of base units, or a count. */
  String amount(BigInteger units, Optional<Integer> token) {
    return amount(Fraction.of(units), token);
  }

  private static String grouped(BigDecimal number) {
    BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    String[] parts = plain.toPlainString().split("\\.", 2);
    String whole = String.format(Locale.ROOT, "%,d", new BigInteger(parts[0]));
    return parts.length == 2 ? whole + "." + parts[1] : whole;
  }

  /** {@code 3 days (259,200 seconds)}. */
  static String span(long seconds) {
    String exact = counted(seconds, "second");
    if (seconds > 0 && seconds % DAY == 0) {
      return counted(seconds / DAY, "day") + " (" + exact + ")";
    }
    return seconds > 0 && seconds % HOUR == 0
        ? counted(seconds / HOUR, "hour") + " (" + exact + ")"
        : exact;
  }

  /** The same, or how many business days it is if it counts them. */
  String span(long seconds, Optional<Clauses.Business> counted) {
    return counted
        .filter(days -> days.calendar() < agreement.calendars().size())
        .map(days -> days.shown(seconds, agreement.calendars()))
        .orElseGet(() -> span(seconds));
  }

  /** When a deliverable is due. */
  String due(Deliverable of) {
    return moment(of.due(), of.clauses().business().filter(Clauses.Business::due));
  }

  /** When a deliverable is missed. */
  String missed(Deliverable of) {
    return moment(of.missed(), of.clauses().business().filter(Clauses.Business::missed));
  }

  /** How long after due a deliverable is still on time. */
  String grace(Deliverable of) {
    return span(of.graceSeconds(), of.clauses().business().filter(Clauses.Business::grace));
  }

  /** How long a verdict of a deliverable can be challenged. */
  String challenge(Deliverable of) {
    return span(of.challengeSeconds(), of.clauses().business().filter(Clauses.Business::challenge));
  }

  private static String counted(long number, String unit) {
    return String.format(Locale.ROOT, "%,d ", number) + unit + (number == 1 ? "" : "s");
  }

  /** {@code 14 days (1,209,600 seconds) after the start}. */
  private String moment(Moment moment, Optional<Clauses.Business> counted) {
    String event =
        switch (moment.event()) {
          case START -> "the start";
          case DUE -> "its due time";
          case ENDED -> "the end of `" + deliverable(moment.index()) + "`";
          case DUE_OF -> "the due time of `" + deliverable(moment.index()) + "`";
          case JOINS -> "the second in which `" + party(moment.index()) + "` joins";
          default -> "";
        };
    if (event.isEmpty()) {
      return date(moment.offsetSeconds());
    }
    return moment.offsetSeconds() == 0
        ? event
        : span(moment.offsetSeconds(), counted) + " after " + event;
  }

  /** The first second of a day: {@code 2027-04-01T00:00:00Z, Unix time 1,806,537,600}. */
  static String date(long seconds) {
    return java.time.Instant.ofEpochSecond(seconds)
        + String.format(Locale.ROOT, ", Unix time %,d", seconds);
  }

  String party(int index) {
    return index < agreement.parties().size() ? agreement.parties().get(index).name() : "?";
  }

  private String deliverable(int index) {
    return index < deliverables.size() ? deliverables.get(index) : "?";
  }

  /** A share in basis points: {@code 12.5%}. */
  static String share(int basisPoints) {
    return grouped(new BigDecimal(BigInteger.valueOf(basisPoints), 2)) + "%";
  }
}
