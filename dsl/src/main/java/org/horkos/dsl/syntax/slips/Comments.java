package org.horkos.dsl.syntax.slips;

import java.util.List;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Span;
import org.horkos.grammar.OathLexer;
import org.jspecify.annotations.Nullable;

/** Remarks as other languages write them: {@code # …}, {@code -- …}, {@code /* … *\/}. */
final class Comments {
  // Where nothing ends a block of remarks, nothing does farther on.
  private boolean closeless;

  @Nullable Slip at(Tokens tokens, int i) {
    // Of two dashes right before an amount the second one may be meant as its sign.
    boolean dashes =
        tokens.sign(i, "-")
            && tokens.sign(i + 1, "-")
            && tokens.adjacent(i + 1)
            && (!tokens.adjacent(i + 2) || !tokens.sameLine(i));
    if (tokens.sign(i, "#") || dashes) {
      int end = i + 1;
      while (end < tokens.size() && tokens.sameLine(end)) {
        end++;
      }
      return slip(tokens, i, end, dashes ? i + 2 : i + 1);
    }
    boolean opens =
        tokens.sign(i, "/") && tokens.type(i + 1) == OathLexer.STAR && tokens.adjacent(i + 1);
    if (!opens) {
      return null;
    }
    int end = closeless ? -1 : close(tokens, i + 2);
    if (end < 0) {
      closeless = true;
      end = i + 2;
      while (end < tokens.size() && tokens.sameLine(end)) {
        end++;
      }
    }
    return slip(tokens, i, end, i + 2);
  }

  private static int close(Tokens tokens, int from) {
    for (int i = from; i < tokens.size(); i++) {
      if (tokens.sign(i, "/") && tokens.type(i - 1) == OathLexer.STAR && tokens.adjacent(i)) {
        return i + 1;
      }
    }
    return -1;
  }

  private static Slip slip(Tokens tokens, int from, int to, int behindMark) {
    Span mark = tokens.span(from, behindMark);
    return new Slip(
        to,
        List.of(),
        Diagnostic.of(
                DiagnosticCode.COMMENT_SIGN,
                mark,
                "`" + tokens.shown(from, behindMark) + "` begins no remark")
            .hint("write `//` before each line of a remark")
            .mend(mark, "//"));
  }
}
