package org.horkos.dsl.syntax.slips;

import java.lang.Character.UnicodeScript;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.source.Span;

/**
 * Letters of other scripts that look like Latin ones. A word that has such letters is read as the
 * Latin word that it looks like, which is reported; a word with any other strange letter is left.
 */
public final class LatinLetters {
  private static final String CYRILLIC = "аАВсСеЕНіІјЈКМоОрРѕЅТхХуУ";
  private static final String CYRILLIC_MEANT = "aABcCeEHiIjJKMoOpPsSTxXyY";
  private static final String GREEK = "ΑΒΕΖΗΙΚΜΝΟοΡΤΥΧν";
  private static final String GREEK_MEANT = "ABEZHIKMNOoPTYXv";

  private LatinLetters() {}

  /**
   * The text with the Latin letters that were meant, of the same length.
   *
   * @param text the characters of the source, with straight quotes
   */
  public static String meant(SourceText source, String text, Diagnostics diagnostics) {
    int[] read = text.codePoints().toArray();
    int at = 0;
    while (at < read.length) {
      int end = at + 1;
      if (read[at] == '"') {
        end = endOfString(read, end);
      } else if (read[at] == '/' && end < read.length && read[end] == '/') {
        end = endOfLine(read, end);
      } else if (isOfWord(read[at])) {
        while (end < read.length && isOfWord(read[end])) {
          end++;
        }
        word(source, read, at, end, diagnostics);
      }
      at = end;
    }
    return new String(read, 0, read.length);
  }

  private static void word(
      SourceText source, int[] read, int from, int to, Diagnostics diagnostics) {
    int strange = -1;
    for (int i = from; i < to; i++) {
      if (read[i] >= 128) {
        if (latin(read[i]) < 0) {
          return;
        }
        strange = strange < 0 ? i : strange;
      }
    }
    if (strange < 0) {
      return;
    }
    int first = read[strange];
    for (int i = strange; i < to; i++) {
      read[i] = read[i] < 128 ? read[i] : latin(read[i]);
    }
    Span span = new Span(from, to);
    String meant = new String(read, from, to - from);
    String script = UnicodeScript.of(first) == UnicodeScript.GREEK ? "Greek" : "Cyrillic";
    diagnostics.add(
        Diagnostic.of(
                DiagnosticCode.FORBIDDEN_CHARACTER,
                new Span(strange, strange + 1),
                "'"
                    + Character.toString(first)
                    + "' (U+"
                    + String.format("%04X", first)
                    + ") in `"
                    + source.slice(span)
                    + "` is a "
                    + script
                    + " letter, which only looks like the Latin `"
                    + Character.toString(read[strange])
                    + "`")
            .hint("write it with Latin letters: `" + meant + "`")
            .mend(span, meant));
  }

  private static int latin(int letter) {
    int at = CYRILLIC.indexOf(letter);
    if (at >= 0) {
      return CYRILLIC_MEANT.charAt(at);
    }
    at = GREEK.indexOf(letter);
    return at >= 0 ? GREEK_MEANT.charAt(at) : -1;
  }

  private static boolean isOfWord(int c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  private static int endOfString(int[] text, int from) {
    int at = from;
    while (at < text.length && text[at] != '"' && text[at] != '\n' && text[at] != '\r') {
      at++;
    }
    return Math.min(at + 1, text.length);
  }

  private static int endOfLine(int[] text, int from) {
    int at = from;
    while (at < text.length && text[at] != '\n' && text[at] != '\r') {
      at++;
    }
    return at;
  }
}
