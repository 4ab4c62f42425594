package org.horkos.dsl.analysis;

import java.util.Optional;
import org.horkos.dsl.agreement.Agreement;
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
 * {design.due}}, {@code {design.missed}}, {@code {design.grace}}, {@code {design.challenge}},
 * {@code {design.attempts}}; {@code {design.signoff.within}}; {@code {quality.draws}}, {@code
 * {quality.evidence}}.
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
        if (new ProseValues(agreement).of(path).isEmpty() || end == text.length) {
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
    ProseValues values = new ProseValues(agreement);
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
                out.append(prose, at, open).append(values.of(path).orElse("{" + path + "}"));
                at = close + 1;
              }
              return out.append(prose.substring(at)).toString();
            });
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
