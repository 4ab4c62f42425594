package org.horkos.app.lsp;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.source.Span;

/**
 * Turns places of the compiler into those of the protocol and back: the one counts code points from
 * the beginning, the other lines and UTF-16 units in them, both from 0. Any position is taken; one
 * outside of the text means its nearest place.
 */
final class Places {
  private final SourceText text;
  // Where the code points stand that are two units: so no line has to be counted through.
  private final int[] pairs;

  Places(SourceText text) {
    this.text = text;
    this.pairs =
        IntStream.range(0, text.length())
            .filter(at -> Character.charCount(text.codePoint(at)) > 1)
            .toArray();
  }

  Range range(Span span) {
    return new Range(position(span.start()), position(span.end()));
  }

  /** All of the text. */
  Range whole() {
    return range(new Span(0, text.length()));
  }

  Position position(int index) {
    int at = Math.min(index, text.length());
    int line = text.line(at);
    int start = text.lineStart(line);
    return new Position(line - 1, at - start + pairsBefore(at) - pairsBefore(start));
  }

  private int pairsBefore(int index) {
    int found = Arrays.binarySearch(pairs, index);
    return found >= 0 ? found : -found - 1;
  }

  int index(Position position) {
    if (position.getLine() < 0) {
      return 0;
    }
    if (position.getLine() >= text.lines()) {
      return text.length();
    }
    int line = position.getLine() + 1;
    int end =
        text.lineStart(line) + text.lineText(line).codePointCount(0, text.lineText(line).length());
    int at = text.lineStart(line);
    int units = 0;
    while (at < end && units + Character.charCount(text.codePoint(at)) <= position.getCharacter()) {
      units += Character.charCount(text.codePoint(at));
      at++;
    }
    return at;
  }

  /** The text with a part replaced. */
  String replaced(Range range, String by) {
    int start = index(range.getStart());
    int end = Math.max(start, index(range.getEnd()));
    return text.slice(new Span(0, start)) + by + text.slice(new Span(end, text.length()));
  }
}
