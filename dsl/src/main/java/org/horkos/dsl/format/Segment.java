package org.horkos.dsl.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.horkos.dsl.format.Formatting.Piece;

/**
 * What stands on one line if it fits.
 *
 * @param pieces its words, signs and comments, at least one
 * @param soft the pieces with which a statement begins behind a comma
 * @param depth how many blocks are open around it
 * @param formatting where blanks stand
 */
record Segment(List<Piece> pieces, Set<Integer> soft, int depth, Formatting formatting) {
  private static final int INDENT = 2;
  private static final int CONTINUED = 4;

  /** Its lines, without line ends. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    boolean broken = isBroken();
    StringBuilder line = new StringBuilder(indent(0));
    int column = line.length();
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      boolean spaced = i > 0 && formatting.spaced(pieces.get(i - 1), piece);
      if (i > 0 && broken && breaksBefore(i, spaced, column)) {
        lines.add(line.toString());
        line = new StringBuilder(indent(i));
        column = line.length();
      } else if (spaced) {
        line.append(' ');
        column++;
      }
      line.append(piece.shown());
      column += piece.width();
    }
    lines.add(line.toString());
    return lines;
  }

  /** Whether it has more than one line: it is too long, or a comment stands inside of it. */
  private boolean isBroken() {
    int width = depth * INDENT;
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      if (piece.isComment()) {
        if (i < pieces.size() - 1) {
          return true;
        }
      } else {
        boolean spaced = i > 0 && formatting.spaced(pieces.get(i - 1), piece);
        width += piece.width() + (spaced ? 1 : 0);
      }
    }
    return width > Formatting.WIDTH;
  }

  private boolean breaksBefore(int index, boolean spaced, int column) {
    Piece piece = pieces.get(index);
    if (pieces.get(index - 1).isComment()) {
      return true;
    }
    if (piece.lineEnds() > 0 && spaced) {
      return true;
    }
    return soft.contains(index) && column + 1 + softWidth(index) > Formatting.WIDTH;
  }

  /** The width of a statement behind a comma up to the next one. */
  private int softWidth(int index) {
    int width = pieces.get(index).width();
    for (int i = index + 1; i < pieces.size() && !soft.contains(i); i++) {
      Piece piece = pieces.get(i);
      if (piece.isComment()) {
        break;
      }
      width += piece.width() + (formatting.spaced(pieces.get(i - 1), piece) ? 1 : 0);
    }
    return width;
  }

  /** A statement begins at the depth of its block; what goes on stands further in. */
  private String indent(int index) {
    int next = index;
    while (next < pieces.size() - 1 && pieces.get(next).isComment()) {
      next++;
    }
    boolean begins = index == 0 || soft.contains(next);
    return " ".repeat(depth * INDENT + (begins ? 0 : CONTINUED));
  }
}
