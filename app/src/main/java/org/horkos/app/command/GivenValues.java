package org.horkos.app.command;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.horkos.app.binding.Money;
import org.horkos.dsl.agreement.Agreement;

/** Values for parameters as people write them behind {@code --given}. */
final class GivenValues {
  private GivenValues() {}

  /**
   * A value for each parameter.
   *
   * @param otherwise what stands where nothing is given
   * @param given such as {@code price=5_000 USDC}
   * @throws Refusal if there is no such parameter, or no such value of it
   */
  static List<BigInteger> of(Agreement agreement, List<BigInteger> otherwise, List<String> given) {
    List<BigInteger> values = new ArrayList<>(otherwise);
    for (String one : given) {
      int sign = one.indexOf('=');
      if (sign < 0) {
        throw Refusal.use("'" + one + "' gives no value: write --given NAME=VALUE.");
      }
      String name = one.substring(0, sign).strip();
      int index =
          agreement.parameters().stream().map(Agreement.Parameter::name).toList().indexOf(name);
      if (index < 0) {
        throw Refusal.use(
            "There is no parameter '"
                + name
                + "': the text has "
                + (agreement.parameters().isEmpty()
                    ? "none"
                    : String.join(
                        ", ",
                        agreement.parameters().stream().map(Agreement.Parameter::name).toList()))
                + ".");
      }
      values.set(index, value(agreement, index, one.substring(sign + 1).strip()));
    }
    return List.copyOf(values);
  }

  private static BigInteger value(Agreement agreement, int index, String text) {
    Agreement.Parameter parameter = agreement.parameters().get(index);
    BigInteger value = parsed(agreement, parameter, text);
    if (value.compareTo(parameter.least()) < 0 || value.compareTo(parameter.most()) > 0) {
      throw Refusal.use(
          text
              + " is not between "
              + shown(agreement, parameter, parameter.least())
              + " and "
              + shown(agreement, parameter, parameter.most())
              + ", as the text wants '"
              + parameter.name()
              + "'.");
    }
    return value;
  }

  private static BigInteger parsed(
      Agreement agreement, Agreement.Parameter parameter, String text) {
    if (parameter.date()) {
      return BigInteger.valueOf(date(text));
    }
    try {
      return parameter.token().isPresent()
          ? Money.parse(text, agreement.tokens().get(parameter.token().get()))
          : Money.parseCount(text);
    } catch (IllegalArgumentException noValue) {
      throw Refusal.use(noValue.getMessage() + ".");
    }
  }

  private static String shown(
      Agreement agreement, Agreement.Parameter parameter, BigInteger value) {
    if (parameter.date()) {
      return LocalDate.ofEpochDay(value.longValueExact() / 86_400).toString();
    }
    return parameter
        .token()
        .map(token -> Money.show(value, agreement.tokens().get(token)))
        .orElse(value.toString());
  }

  /**
   * The first second of a day.
   *
   * @throws Refusal if it is none
   */
  static long date(String text) {
    try {
      LocalDate day = LocalDate.parse(text);
      if (day.getYear() < 1970 || day.getYear() > 9_999) {
        throw Refusal.use("'" + text + "' is no date from 1970 to 9999.");
      }
      return day.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    } catch (DateTimeParseException noDay) {
      throw Refusal.use("'" + text + "' is not a date: write it as 2027-01-31.");
    }
  }
}
