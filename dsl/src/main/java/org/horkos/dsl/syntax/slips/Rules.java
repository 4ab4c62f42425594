package org.horkos.dsl.syntax.slips;

import java.util.List;
import java.util.Set;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Span;
import org.horkos.grammar.OathLexer;
import org.jspecify.annotations.Nullable;

/** Rules without their label, and pay that depends on a condition. */
final class Rules {
  private static final Set<Integer> COMPARING =
      Set.of(OathLexer.IS, OathLexer.AT, OathLexer.ABOVE, OathLexer.BELOW);

  private static final Set<String> FULL = Set.of("everything", "all", "full");

  private Rules() {}

  static @Nullable Slip at(Tokens tokens, int i) {
    Slip slip = label(tokens, i);
    return slip == null ? earned(tokens, i) : slip;
  }

  // require pages at least 5
  private static @Nullable Slip label(Tokens tokens, int i) {
    boolean bare =
        tokens.type(i) == OathLexer.REQUIRE
            && tokens.begins(i)
            && tokens.type(i + 1) == OathLexer.NAME
            && tokens.declared(i + 1)
            && (COMPARING.contains(tokens.type(i + 2)) || Comparisons.begins(tokens, i + 2));
    if (!bare) {
      return null;
    }
    String label = "\"" + tokens.text(i + 1) + "\"";
    int end = tokens.span(i, i + 1).end();
    return new Slip(
        i + 1,
        List.of(tokens.get(i), tokens.as(i, OathLexer.STRING, label)),
        Diagnostic.of(
                DiagnosticCode.NO_LABEL,
                tokens.span(i, i + 1),
                "a rule has a label in quotes, by which people call it")
            .hint("write `require " + label + " …`, or another label")
            .mend(new Span(end, end), " " + label));
  }

  // pays in full when …; pays half if …
  private static @Nullable Slip earned(Tokens tokens, int i) {
    boolean pays = tokens.type(i) == OathLexer.PAYS || tokens.type(i) == OathLexer.PAY;
    if (!pays || !tokens.begins(i)) {
      return null;
    }
    int share = tokens.type(i + 1) == OathLexer.IN ? i + 2 : i + 1;
    boolean full = tokens.type(share) == OathLexer.FULL || tokens.word(share, FULL);
    boolean half = tokens.word(share, "half");
    boolean percent = tokens.type(share) == OathLexer.PERCENT;
    boolean when = tokens.type(share + 1) == OathLexer.WHEN || tokens.word(share + 1, "if");
    if (!when || !full && !half && !percent) {
      return null;
    }
    String awarded = full ? "100%" : half ? "50%" : tokens.text(share);
    Span span = tokens.span(i, share + 1);
    return new Slip(
        share + 1,
        List.of(tokens.keyword(i, OathLexer.AWARD), tokens.as(share, OathLexer.PERCENT, awarded)),
        Diagnostic.of(
                DiagnosticCode.OTHER_WORD,
                span,
                "what part of the pay is earned on a condition is an award")
            .hint("write `award " + awarded + "`")
            .mend(span, "award " + awarded));
  }
}
