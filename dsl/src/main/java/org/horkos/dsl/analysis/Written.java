package org.horkos.dsl.analysis;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Deliverable.Domain;
import org.horkos.dsl.agreement.Money;

/** Values as they are written in a scenario. */
final class Written {
  private static final long HOUR = 3_600;
  private static final long DAY = 86_400;

  private final Agreement agreement;

  Written(Agreement agreement) {
    this.agreement = agreement;
  }

  /** A value of a fact; a document is a name. */
  String value(Domain domain, BigInteger word) {
    return switch (domain) {
      case Domain.Range range -> amount(word, range.token());
      case Domain.TimeSpan _ -> duration(word.longValueExact());
      case Domain.Percent _ -> Money.decimal(word, 2) + "%";
      case Domain.Time _ -> "at " + duration(word.longValueExact() - Course.START) + " after start";
      case Domain.Choice choice -> choice.options().get(word.intValueExact());
      case Domain.Document _ -> "\"work\"";
    };
  }

  /** Base units of a token, or a plain number. */
  String amount(BigInteger units, Optional<Integer> token) {
    return token
        .map(agreement.tokens()::get)
        .map(t -> grouped(units, t.decimals()) + " " + t.symbol())
        .orElseGet(() -> grouped(units, 0));
  }

  /** Full hours, as days where they are. */
  static String duration(long seconds) {
    long hours = Math.ceilDiv(seconds, HOUR);
    boolean days = hours > 0 && hours * HOUR % DAY == 0;
    long count = days ? hours * HOUR / DAY : hours;
    return count + (days ? " day" : " hour") + (count == 1 ? "" : "s");
  }

  /** The values of all parameters, each as it is given. */
  List<String> given(List<BigInteger> values) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Agreement.Parameter parameter = agreement.parameters().get(i);
      all.add(
          parameter.name()
              + " = "
              + (parameter.date()
                  ? date(values.get(i).longValueExact())
                  : amount(values.get(i), parameter.token())));
    }
    return all;
  }

  /** The day of a Unix time. */
  static String date(long seconds) {
    return Instant.ofEpochSecond(seconds).atZone(ZoneOffset.UTC).toLocalDate().toString();
  }

  private static String grouped(BigInteger units, int decimals) {
    BigDecimal value = new BigDecimal(units, decimals);
    BigDecimal plain = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    String[] parts = plain.toPlainString().split("\\.", 2);
    String whole = parts[0].replaceAll("(?<=[0-9])(?=([0-9]{3})+$)", "_");
    return parts.length == 1 ? whole : whole + "." + parts[1];
  }
}
