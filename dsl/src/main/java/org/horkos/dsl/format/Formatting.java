package org.horkos.dsl.format;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.syntax.Lexeme;
import org.horkos.dsl.syntax.Outline;

/**
 * Lays a text out: a statement a line, blocks indented by two blanks, at most one empty line
 * between statements, lists in braces inside their line. A line that an author broke stays broken
 * only if it is longer than {@link #WIDTH}; what follows a comma stays on its line as long as it
 * fits. Words, signs and comments stay the same, in the same order; laid out twice is laid out
 * once. It takes linear time.
 */
public final class Formatting {
  /** How many columns a line has before breaks of its author are kept. */
  public static final int WIDTH = 100;

  private final List<Piece> pieces = new ArrayList<>();
  private final Outline outline;
  private final Set<Integer> starts = new HashSet<>();
  private final Set<Integer> lines = new HashSet<>();

  private Formatting(SourceText source, Outline outline) {
    this.outline = outline;
    outline.statements().forEach(this::places);
    int lineEnds = 0;
    for (Lexeme lexeme : Lexeme.of(source)) {
      if (lexeme.kind() == Lexeme.Kind.SPACE) {
        lineEnds += lineEnds(lexeme.text());
      } else {
        pieces.add(new Piece(lexeme, lineEnds));
        lineEnds = 0;
      }
    }
  }

  /**
   * The text as it is to be laid out, ending in a line feed; empty if it cannot be parsed, which
   * then has been reported. A text that would grow beyond {@link SourceText#MAXIMUM_BYTES} by it
   * stays as it is.
   */
  public static Optional<String> of(SourceText source, Diagnostics diagnostics) {
    Diagnostics slips = new Diagnostics();
    Outline outline = Outline.of(source, slips);
    if (slips.hasErrors()) {
      slips.toList().forEach(diagnostics::add);
      return Optional.empty();
    }
    String laidOut = new Formatting(source, outline).text();
    if (SourceText.of(source.name(), laidOut).bytes() > SourceText.MAXIMUM_BYTES) {
      return Optional.of(source.text());
    }
    if (!words(source).equals(words(SourceText.of(source.name(), laidOut)))) {
      throw new IllegalStateException("laying out " + source.name() + " would change its words");
    }
    return Optional.of(laidOut);
  }

  /**
   * A word, sign or comment.
   *
   * @param lexeme it
   * @param lineEnds how many line ends stand before it
   */
  record Piece(Lexeme lexeme, int lineEnds) {
    boolean isComment() {
      return lexeme.kind() == Lexeme.Kind.COMMENT;
    }

    String shown() {
      return isComment() ? lexeme.text().stripTrailing() : lexeme.text();
    }

    int width() {
      return shown().codePointCount(0, shown().length());
    }
  }

  private void places(Outline.Statement statement) {
    starts.add(statement.span().start());
    lines.addAll(statement.lines());
    statement.inner().forEach(this::places);
  }

  private String text() {
    List<String> out = new ArrayList<>();
    int depth = 0;
    boolean opened = true;
    int at = 0;
    while (at < pieces.size()) {
      int end = segmentEnd(at);
      Piece first = pieces.get(at);
      boolean closes = isBlock(first, "}");
      depth -= closes ? 1 : 0;
      if (first.lineEnds() > 1 && !opened && !closes) {
        out.add("");
      }
      Segment segment = new Segment(pieces.subList(at, end), softStarts(at, end), depth, this);
      out.addAll(segment.lines());
      opened = false;
      for (int i = at; i < end; i++) {
        if (isBlock(pieces.get(i), "{")) {
          depth++;
          opened = true;
        } else if (i > at && isBlock(pieces.get(i), "}")) {
          depth--;
          opened = false;
        }
      }
      at = end;
    }
    return String.join("\n", out) + "\n";
  }

  /** Behind the last piece of what stands on one line, if it is short enough. */
  private int segmentEnd(int start) {
    if (pieces.get(start).isComment()) {
      return start + 1;
    }
    int end = start + 1;
    int ownComments = 0;
    while (end + ownComments < pieces.size()) {
      Piece next = pieces.get(end + ownComments);
      if (next.isComment() && (next.lineEnds() > 0 || ownComments > 0)) {
        // On a line of its own: inside of the statement only if that goes on behind it.
        ownComments++;
      } else if (!next.isComment() && breaksBefore(end + ownComments)) {
        return end;
      } else {
        end += ownComments + 1;
        ownComments = 0;
      }
    }
    return end;
  }

  private boolean breaksBefore(int index) {
    Piece piece = pieces.get(index);
    Piece before = speaking(index - 1);
    if (isBlock(before, "{")) {
      return !isBlock(piece, "}") || pieces.get(index - 1).isComment();
    }
    int place = piece.lexeme().span().start();
    boolean begins = starts.contains(place) && !before.lexeme().is(",");
    return begins || lines.contains(place) || isBlock(piece, "}") || isBlock(before, "}");
  }

  private Piece speaking(int index) {
    int i = index;
    while (i > 0 && pieces.get(i).isComment()) {
      i--;
    }
    return pieces.get(i);
  }

  /** Statements of a list with commas: they may begin a line. */
  private Set<Integer> softStarts(int start, int end) {
    Set<Integer> soft = new HashSet<>();
    for (int i = start + 1; i < end; i++) {
      if (starts.contains(pieces.get(i).lexeme().span().start())) {
        soft.add(i - start);
      }
    }
    return soft;
  }

  /** Whether a piece is this brace of a block of statements. */
  private boolean isBlock(Piece piece, String brace) {
    return piece.lexeme().is(brace) && outline.blocks().contains(piece.lexeme().span().start());
  }

  /** Whether a blank stands between two pieces. */
  boolean spaced(Piece before, Piece piece) {
    if (piece.isComment() || before.isComment()) {
      return true;
    }
    boolean tightBefore =
        switch (piece.lexeme().text()) {
          case ",", ")", ":", ".", "..", "|", "}" -> true;
          case "(" -> isAttached(piece);
          default -> false;
        };
    boolean tightBehind =
        switch (before.lexeme().text()) {
          case "(", ".", "..", "|", "{" -> true;
          case "-" -> isAttached(before);
          default -> false;
        };
    return !(tightBefore || tightBehind);
  }

  private boolean isAttached(Piece sign) {
    return outline.attached().contains(sign.lexeme().span().start());
  }

  private static int lineEnds(String space) {
    int ends = 0;
    for (int i = 0; i < space.length(); i++) {
      char c = space.charAt(i);
      boolean pair = c == '\r' && i + 1 < space.length() && space.charAt(i + 1) == '\n';
      ends += c == '\n' || (c == '\r' && !pair) ? 1 : 0;
    }
    return ends;
  }

  /** All that may not change. */
  private static List<String> words(SourceText source) {
    List<String> words = new ArrayList<>();
    for (Lexeme lexeme : Lexeme.of(source)) {
      if (lexeme.kind() != Lexeme.Kind.SPACE) {
        words.add(lexeme.kind() + " " + lexeme.text().stripTrailing());
      }
    }
    return words;
  }
}
