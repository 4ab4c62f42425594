package org.horkos.app.explain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.TypedText;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.foresight.Foresight;
import org.horkos.dsl.source.SourceText;
import org.horkos.engine.lifecycle.LatestTimes;
import org.horkos.engine.lifecycle.Lifecycle;

/**
 * What is explained.
 *
 * @param agreement checked
 * @param rules for each deliverable its requires, awards and penalties as they are written
 * @param parameters a value for each parameter
 * @param chosen whether these values are chosen, and not the least of each
 * @param start Unix second from which days are counted
 * @param dated whether that start is known, or asked for
 * @param foresight worst and best with these values
 * @param latest when everything happens at the latest, if it starts then
 */
public record Subject(
    Agreement agreement,
    List<List<String>> rules,
    List<BigInteger> parameters,
    boolean chosen,
    long start,
    boolean dated,
    Foresight foresight,
    LatestTimes latest) {
  public Subject {
    rules = rules.stream().map(List::copyOf).toList();
    parameters = List.copyOf(parameters);
  }

  /**
   * Looks ahead.
   *
   * @param checked a text without errors that is no library
   * @param terms the agreement's with these parameters, whatever the addresses are
   */
  public static Subject of(
      Compiler.Checked checked,
      List<BigInteger> parameters,
      boolean chosen,
      Terms terms,
      long start,
      boolean dated) {
    Agreement agreement = checked.agreement().orElseThrow();
    return new Subject(
        agreement,
        IntStream.range(0, checked.places().size())
            .mapToObj(
                i ->
                    rules(
                        agreement.deliverables().get(i), checked.places().get(i), checked.source()))
            .toList(),
        parameters,
        chosen,
        start,
        dated,
        Foresight.of(agreement, parameters),
        Lifecycle.latestTimes(terms, start));
  }

  /** The rules of a deliverable as they are written. */
  private static List<String> rules(
      Deliverable deliverable, TypedText.Places places, SourceText text) {
    List<String> rules = new ArrayList<>();
    for (int i = 0; i < places.requires().size(); i++) {
      String label = deliverable.requires().get(i).label();
      rules.add("require \"" + label + "\" " + text.slice(places.requires().get(i)));
    }
    Stream.concat(places.awards().stream(), places.penalties().stream())
        .map(text::slice)
        .forEach(rules::add);
    return rules.stream().map(rule -> rule.strip().replaceAll("\\s+", " ")).distinct().toList();
  }
}
