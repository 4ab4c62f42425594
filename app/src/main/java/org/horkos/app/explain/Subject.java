package org.horkos.app.explain;

import java.math.BigInteger;
import java.util.List;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.foresight.Foresight;
import org.horkos.engine.lifecycle.LatestTimes;
import org.horkos.engine.lifecycle.Lifecycle;

/**
 * What is explained.
 *
 * @param agreement checked
 * @param parameters a value for each parameter
 * @param chosen whether these values are chosen, and not the least of each
 * @param start Unix second from which days are counted
 * @param dated whether that start is known, or asked for
 * @param foresight worst and best with these values
 * @param latest when everything happens at the latest, if it starts then
 */
public record Subject(
    Agreement agreement,
    List<BigInteger> parameters,
    boolean chosen,
    long start,
    boolean dated,
    Foresight foresight,
    LatestTimes latest) {
  public Subject {
    parameters = List.copyOf(parameters);
  }

  /**
   * Looks ahead.
   *
   * @param terms the agreement's with these parameters, whatever the addresses are
   */
  public static Subject of(
      Agreement agreement,
      List<BigInteger> parameters,
      boolean chosen,
      Terms terms,
      long start,
      boolean dated) {
    return new Subject(
        agreement,
        parameters,
        chosen,
        start,
        dated,
        Foresight.of(agreement, parameters),
        Lifecycle.latestTimes(terms, start));
  }
}
