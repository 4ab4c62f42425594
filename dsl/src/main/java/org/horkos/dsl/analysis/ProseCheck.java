package org.horkos.dsl.analysis;

import java.util.Optional;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Money;
import org.horkos.dsl.resolution.Resolution;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.syntax.Declaration;

/**
 * The sentence under an agreement's name (OATH rule 21): what stands in braces shows a value of the
 * terms, and any other numeral is warned of, since nothing keeps it true.
 *
 * <p>Values that can be shown: {@code {price}} a parameter's bounds; {@code {hunter.open}}; {@code
 * {design.grace}}, {@code {design.challenge}}, {@code {design.attempts}}; {@code
 * {design.signoff.within}}; {@code {quality.draws}}, {@code {quality.evidence}}.
 */
public final class ProseCheck {
  private ProseCheck() {}

  /** Checks the prose of a text whose agreement could be typed. */
  public static void check(Agreement agreement, Resolution resolution, Diagnostics diagnostics) {
    if (resolution.text().prose().isEmpty()) {
      return;
    }
    Declaration.Prose prose = resolution.text().prose().get();
    int[] text = prose.text().codePoints().toArray();
    // Spans count code points; the opening quote comes first.
    int base = prose.span().start() + 1;
    for (int i = 0; i < text.length; i++) {
      if (text[i] == '{') {
        int end = i + 1;
        while (end < text.length && text[end] != '}') {
          end++;
        }
        String path = new String(text, i + 1, end - i - 1);
        Span span = new Span(base + i, base + Math.min(end + 1, text.length));
        for (String name : path.split("\\.", -1)) {
          resolution.scope().find(name);
        }
        if (value(agreement, path).isEmpty() || end == text.length) {
          diagnostics.add(
              Diagnostic.of(
                      DiagnosticCode.UNKNOWN_IN_PROSE,
                      span,
                      "`{" + path + "}` is no value of this agreement")
                  .hint(
                      "such as `{price}`, `{hunter.open}`, `{design.grace}`,"
                          + " `{design.signoff.within}`"));
        }
        i = end;
      } else if (Character.isDigit(text[i])) {
        int end = i;
        while (end < text.length && (Character.isDigit(text[end]) || text[end] == '_')) {
          end++;
        }
        diagnostics.add(
            Diagnostic.of(
                    DiagnosticCode.LOOSE_NUMERAL,
                    new Span(base + i, base + end),
                    "nothing keeps this number true: the rules hold, not the prose")
                .hint("show a value of the terms: `{design.signoff.within}`"));
        i = end;
      }
    }
  }

  /** The prose with its values filled in; a path that means nothing stays as it is. */
  public static Optional<String> filled(Agreement agreement) {
    return agreement
        .prose()
        .map(
            prose -> {
              StringBuilder out = new StringBuilder();
              int at = 0;
              while (at < prose.length()) {
                int open = prose.indexOf('{', at);
                int close = open < 0 ? -1 : prose.indexOf('}', open);
                if (close < 0) {
                  break;
                }
                String path = prose.substring(open + 1, close);
                out.append(prose, at, open).append(value(agreement, path).orElse("{" + path + "}"));
                at = close + 1;
              }
              return out.append(prose.substring(at)).toString();
            });
  }

  /** The value that a path of names shows, in words. */
  static Optional<String> value(Agreement agreement, String path) {
    String[] names = path.split("\\.", -1);
    return switch (names.length) {
      case 1 ->
          agreement.parameters().stream()
              .filter(p -> p.name().equals(names[0]))
              .map(p -> bounds(agreement, p))
              .findFirst();
      case 2 -> two(agreement, names[0], names[1]);
      case 3 ->
          deliverable(agreement, names[0])
              .flatMap(d -> d.facts().stream().filter(f -> f.name().equals(names[1])).findFirst())
              .flatMap(
                  f ->
                      f.source() instanceof Deliverable.Source.Other other
                              && names[2].equals("within")
                          ? Optional.of(span(other.withinSeconds()))
                          : Optional.empty());
      default -> Optional.empty();
    };
  }

  private static Optional<String> two(Agreement agreement, String name, String part) {
    Optional<String> party =
        agreement.parties().stream()
            .filter(p -> p.name().equals(name) && part.equals("open"))
            .flatMap(p -> p.openForSeconds().stream())
            .map(ProseCheck::span)
            .findFirst();
    Optional<String> court =
        agreement.courts().stream()
            .filter(c -> c.name().equals(name))
            .flatMap(
                c ->
                    switch (part) {
                      case "draws" -> Optional.of(Integer.toString(c.draws())).stream();
                      case "evidence" -> Optional.of(span(c.evidenceSeconds())).stream();
                      default -> Optional.<String>empty().stream();
                    })
            .findFirst();
    Optional<String> deliverable =
        deliverable(agreement, name)
            .flatMap(
                d ->
                    switch (part) {
                      case "grace" -> Optional.of(span(d.graceSeconds()));
                      case "challenge" -> Optional.of(span(d.challengeSeconds()));
                      case "attempts" -> Optional.of(Integer.toString(d.attempts()));
                      default -> Optional.empty();
                    });
    return party.or(() -> court).or(() -> deliverable);
  }

  private static Optional<Deliverable> deliverable(Agreement agreement, String name) {
    return agreement.deliverables().stream().filter(d -> d.name().equals(name)).findFirst();
  }

  private static String bounds(Agreement agreement, Agreement.Parameter parameter) {
    String symbol = parameter.token().map(t -> " " + agreement.tokens().get(t).symbol()).orElse("");
    int decimals = parameter.token().map(t -> agreement.tokens().get(t).decimals()).orElse(0);
    return Money.decimal(parameter.least(), decimals)
        + " to "
        + Money.decimal(parameter.most(), decimals)
        + symbol;
  }

  /** A time span in words: {@code 5 days}, {@code 36 hours}. */
  static String span(long seconds) {
    if (seconds % 86_400 == 0) {
      return count(seconds / 86_400, "day");
    }
    return seconds % 3_600 == 0 ? count(seconds / 3_600, "hour") : count(seconds, "second");
  }

  private static String count(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }
}
