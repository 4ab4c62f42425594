package org.horkos.dsl.syntax.slips;

import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.source.Span;

/** Quotes as writing programs make them: “…”, „…“, «…», ‘…’, and '…'. */
final class Quotes {
  private static final String OPENING = "“”„‟«»‘‚'`";
  private static final String CLOSING = "“”‟«»’‘'`";

  private Quotes() {}

  static String straight(SourceText source, Diagnostics diagnostics) {
    int[] text = null;
    int at = 0;
    int length = source.length();
    while (at < length) {
      int c = source.codePoint(at);
      if (c == '/' && at + 1 < length && source.codePoint(at + 1) == '/') {
        at = endOfLine(source, at);
      } else if (c == '"') {
        int close = find(source, at + 1, "\"");
        int curly = close < 0 ? find(source, at + 1, "“”„‟") : -1;
        if (curly >= 0) {
          text = text == null ? source.text().codePoints().toArray() : text;
          text[curly] = '"';
          report(source, at, curly, diagnostics);
          at = curly + 1;
        } else {
          at = close < 0 ? endOfLine(source, at) : close + 1;
        }
      } else if (OPENING.indexOf(c) >= 0 && !insideWord(source, at)) {
        int close =
            find(source, at + 1, "'`".indexOf(c) >= 0 ? Character.toString(c) : CLOSING + '"');
        if (close < 0) {
          at++;
          continue;
        }
        text = text == null ? source.text().codePoints().toArray() : text;
        for (int i = at + 1; i < close; i++) {
          text[i] = text[i] == '"' ? '\'' : text[i];
        }
        text[at] = '"';
        text[close] = '"';
        report(source, at, close, diagnostics);
        at = close + 1;
      } else {
        at++;
      }
    }
    return text == null ? source.text() : new String(text, 0, text.length);
  }

  private static boolean insideWord(SourceText source, int at) {
    return at > 0 && Character.isLetterOrDigit(source.codePoint(at - 1));
  }

  private static void report(SourceText source, int open, int close, Diagnostics diagnostics) {
    Span span = new Span(open, close + 1);
    String inner = source.slice(new Span(open + 1, close)).replace('"', '\'');
    diagnostics.add(
        Diagnostic.of(DiagnosticCode.QUOTES, span, "Oath knows straight double quotes only")
            .hint("write it between two \" (turn off typographic quotes in your editor)")
            .mend(span, "\"" + inner + "\""));
  }

  private static int endOfLine(SourceText source, int from) {
    int at = from;
    while (at < source.length() && source.codePoint(at) != '\n' && source.codePoint(at) != '\r') {
      at++;
    }
    return at;
  }

  // Texts in quotes are short; farther on nothing is looked for, so that looking stays linear.
  private static int find(SourceText source, int from, String signs) {
    // Behind a straight quote all of the line is a text: it is looked at once.
    int end = signs.equals("\"") ? source.length() : Math.min(source.length(), from + 400);
    for (int at = from; at < end; at++) {
      int c = source.codePoint(at);
      if (c == '\n' || c == '\r') {
        return -1;
      }
      if (signs.indexOf(c) >= 0) {
        return at;
      }
    }
    return -1;
  }
}
