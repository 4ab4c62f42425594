package org.horkos.dsl.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Shows a message the way a terminal wants it: severity, code and title; path, line and column; the
 * line with carets under the place and the sentence beside them; further places; a hint; a
 * counterexample.
 */
public final class DiagnosticText {
  private static final int WIDEST_LINE = 160;

  private DiagnosticText() {}

  /** The message as lines of text, ending in a line feed. */
  public static String of(SourceText source, Diagnostic diagnostic) {
    int widest = source.place(Math.min(diagnostic.span().start(), source.length())).line();
    for (Diagnostic.Note note : diagnostic.notes()) {
      int at = Math.min(note.span().start(), source.length());
      widest = Math.max(widest, source.place(at).line());
    }
    String margin = " ".repeat(Integer.toString(widest).length());
    List<String> out = new ArrayList<>();
    out.add(
        diagnostic.severity().name().toLowerCase(Locale.ROOT)
            + "["
            + diagnostic.code().code()
            + "]: "
            + diagnostic.code().title());
    place(out, source, diagnostic.span(), diagnostic.message(), margin, "-->", '^');
    for (Diagnostic.Note note : diagnostic.notes()) {
      place(out, source, note.span(), note.text(), margin, ":::", '-');
    }
    diagnostic.hint().ifPresent(hint -> out.add(margin + " = hint: " + hint));
    diagnostic
        .counterexample()
        .ifPresent(
            scenario -> {
              out.add(margin + " = this life leads there:");
              scenario.lines().forEach(line -> out.add(margin + "   " + line));
            });
    return String.join("\n", out) + "\n";
  }

  /** All messages, an empty line behind each. */
  public static String of(SourceText source, List<Diagnostic> diagnostics) {
    StringBuilder out = new StringBuilder();
    for (Diagnostic diagnostic : diagnostics) {
      out.append(of(source, diagnostic)).append('\n');
    }
    return out.toString();
  }

  private static void place(
      List<String> out,
      SourceText source,
      Span span,
      String sentence,
      String margin,
      String arrow,
      char mark) {
    int start = Math.min(span.start(), source.length());
    SourceText.Place place = source.place(start);
    int line = place.line();
    int column = place.column();
    out.add(margin + arrow + " " + place.name() + ":" + line + ":" + column);
    int[] shown = source.lineText(source.line(start)).codePoints().toArray();
    // A very long line is cut around the place, so that the carets stay on the screen.
    int from = column > WIDEST_LINE ? column - WIDEST_LINE / 2 : 1;
    int to = Math.min(shown.length, from + WIDEST_LINE - 1);
    StringBuilder text = new StringBuilder();
    StringBuilder carets = new StringBuilder();
    for (int i = from; i <= to; i++) {
      text.appendCodePoint(visible(shown[i - 1]));
    }
    for (int i = from; i < column; i++) {
      carets.append(' ');
    }
    int length = Math.max(1, Math.min(span.end() - span.start(), Math.max(1, to - column + 1)));
    carets.append(String.valueOf(mark).repeat(length));
    String number = Integer.toString(line);
    out.add(margin + " |");
    out.add(
        (" ".repeat(margin.length() - number.length()) + number + " | " + text).stripTrailing());
    out.add(margin + " | " + carets + " " + sentence);
  }

  // Tabs, controls and direction marks would shift the carets or fool the reader.
  private static int visible(int codePoint) {
    if (codePoint == '\t') {
      return ' ';
    }
    return Unseen.is(codePoint) ? 0xFFFD : codePoint;
  }
}
