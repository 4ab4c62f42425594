package org.horkos.dsl.syntax.slips;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Span;
import org.horkos.grammar.OathLexer;
import org.jspecify.annotations.Nullable;

/** English words in the place of words of the language. */
final class Words {
  /** Words of promises and orders. */
  static final Set<String> MODAL = Set.of("shall", "must", "will", "should", "may", "can", "ought");

  private static final Set<String> FILLERS = Set.of("the", "a", "an", "please", "then", "that");

  private static final Map<String, Integer> STARTERS =
      Map.ofEntries(
          Map.entry("currency", OathLexer.TOKEN),
          Map.entry("coin", OathLexer.TOKEN),
          Map.entry("param", OathLexer.PARAMETER),
          Map.entry("variable", OathLexer.PARAMETER),
          Map.entry("person", OathLexer.PARTY),
          Map.entry("signer", OathLexer.PARTY),
          Map.entry("participant", OathLexer.PARTY),
          Map.entry("oracle", OathLexer.ATTESTOR),
          Map.entry("arbitrator", OathLexer.COURT),
          Map.entry("arbitration", OathLexer.COURT),
          Map.entry("judge", OathLexer.COURT),
          Map.entry("milestone", OathLexer.DELIVERABLE),
          Map.entry("task", OathLexer.DELIVERABLE),
          Map.entry("job", OathLexer.DELIVERABLE),
          Map.entry("deposit", OathLexer.BOND),
          Map.entry("stake", OathLexer.BOND),
          Map.entry("collateral", OathLexer.BOND),
          Map.entry("pledge", OathLexer.BOND),
          Map.entry("bonds", OathLexer.BOND),
          Map.entry("payment", OathLexer.PAYS),
          Map.entry("deadline", OathLexer.DUE),
          Map.entry("question", OathLexer.FACT),
          Map.entry("facts", OathLexer.FACT),
          Map.entry("requires", OathLexer.REQUIRE),
          Map.entry("requirement", OathLexer.REQUIRE),
          Map.entry("condition", OathLexer.REQUIRE),
          Map.entry("ensure", OathLexer.REQUIRE),
          Map.entry("awards", OathLexer.AWARD),
          Map.entry("reward", OathLexer.AWARD),
          Map.entry("fine", OathLexer.PENALTY),
          Map.entry("dispute", OathLexer.CHALLENGE),
          Map.entry("objection", OathLexer.CHALLENGE),
          Map.entry("define", OathLexer.LET),
          Map.entry("set", OathLexer.LET),
          Map.entry("test", OathLexer.SCENARIO),
          Map.entry("contract", OathLexer.AGREEMENT));

  // What follows somebody's name in a step.
  private static final Set<Integer> ACTIONS =
      Set.of(
          OathLexer.DELIVERS,
          OathLexer.ANSWERS,
          OathLexer.CHALLENGES,
          OathLexer.STANDS,
          OathLexer.CONCEDES,
          OathLexer.ACCEPTS,
          OathLexer.JOINS,
          OathLexer.ENDS);

  private static final Set<String> OTHERWISE = Set.of("otherwise", "else", "default");
  private static final Set<String> ANSWERS =
      Set.of("answer", "reply", "response", "objection", "answers");
  private static final Set<String> CONDITIONAL = Set.of("if", "provided", "where");
  private static final Set<String> GIVING = Set.of("give", "giving");
  private static final Set<String> BY = Set.of("on", "until", "before");
  private static final Set<Integer> DATES =
      Set.of(OathLexer.DATE, OathLexer.NUMBER, OathLexer.TITLE);
  private static final Set<Integer> AMOUNTS =
      Set.of(
          OathLexer.NUMBER, OathLexer.PERCENT, OathLexer.NAME, OathLexer.SYMBOL, OathLexer.LPAREN);
  private static final Set<Integer> BASES =
      Set.of(
          OathLexer.PAY,
          OathLexer.AWARD,
          OathLexer.PERFORMER,
          OathLexer.PAYER,
          OathLexer.NAME,
          OathLexer.LPAREN);

  private Words() {}

  static @Nullable Slip at(Tokens tokens, int i) {
    Slip slip = modal(tokens, i);
    slip = slip == null ? condition(tokens, i) : slip;
    slip = slip == null ? starter(tokens, i) : slip;
    slip = slip == null ? silence(tokens, i) : slip;
    slip = slip == null ? Rules.at(tokens, i) : slip;
    slip = slip == null ? verb(tokens, i) : slip;
    slip = slip == null ? of(tokens, i) : slip;
    slip = slip == null ? filler(tokens, i) : slip;
    return slip;
  }

  // must be, shall not be, should be at least, shall pay
  private static @Nullable Slip modal(Tokens tokens, int i) {
    if (!tokens.word(i, MODAL) || !tokens.sameLine(i + 1)) {
      return null;
    }
    boolean not = tokens.type(i + 1) == OathLexer.NOT;
    int be = not ? i + 2 : i + 1;
    if (tokens.word(be, "be")) {
      if (!not && Comparisons.begins(tokens, be + 1)) {
        return left(tokens, i, be + 1);
      }
      return Signs.word(
          tokens,
          i,
          be + 1,
          not ? List.of(OathLexer.IS, OathLexer.NOT) : List.of(OathLexer.IS),
          DiagnosticCode.MODAL_WORD,
          "orders, but a condition holds or does not");
    }
    int next = tokens.type(i + 1);
    if (next == OathLexer.PAY) {
      return Signs.word(
          tokens,
          i,
          i + 2,
          List.of(OathLexer.PAYS),
          DiagnosticCode.MODAL_WORD,
          "orders, but what is signed is simply so");
    }
    boolean wordFollows = next == OathLexer.NAME || next < OathLexer.LBRACE && next > 0;
    return wordFollows ? left(tokens, i, i + 1) : null;
  }

  private static Slip left(Tokens tokens, int from, int to) {
    Span span = tokens.span(from, to);
    return new Slip(
        to,
        List.of(),
        Diagnostic.of(
                DiagnosticCode.MODAL_WORD,
                span,
                "`" + tokens.shown(from, to) + "` is too many: what is signed is simply so")
            .hint("leave it out")
            .mend(new Span(span.start(), tokens.span(to, to + 1).start()), ""));
  }

  // award 100% if …, award 50% unless …
  private static @Nullable Slip condition(Tokens tokens, int i) {
    if (!tokens.sameLine(i) && i > 0 && tokens.begins(i)) {
      return null;
    }
    boolean rule =
        tokens.type(i - 1) == OathLexer.STRING && tokens.type(i - 2) == OathLexer.REQUIRE;
    boolean twice = tokens.type(i - 1) == OathLexer.WHEN && tokens.word(i, CONDITIONAL);
    if (twice || rule && (tokens.word(i, CONDITIONAL) || tokens.type(i) == OathLexer.WHEN)) {
      Slip slip = left(tokens, i, i + 1);
      return new Slip(
          slip.end(),
          slip.instead(),
          Diagnostic.of(
                  DiagnosticCode.FILLER_WORD,
                  slip.diagnostic().span(),
                  "`"
                      + tokens.text(i)
                      + "` is too many here: the condition stands right behind `"
                      + (twice ? "when" : "require")
                      + "`")
              .hint("leave it out")
              .mend(slip.diagnostic().mend().orElseThrow().span(), ""));
    }
    if (tokens.word(i, CONDITIONAL)) {
      return Signs.word(
          tokens,
          i,
          i + 1,
          List.of(OathLexer.WHEN),
          DiagnosticCode.IF_FOR_WHEN,
          "begins no condition");
    }
    return tokens.word(i, "unless")
        ? Signs.word(
            tokens,
            i,
            i + 1,
            List.of(OathLexer.WHEN, OathLexer.NOT),
            DiagnosticCode.UNLESS,
            "begins no condition")
        : null;
  }

  // deposit 50 USDC by client
  private static @Nullable Slip starter(Tokens tokens, int i) {
    if (!tokens.word(i, STARTERS.keySet())
        || !tokens.begins(i)
        || !tokens.sameLine(i + 1)
        || ACTIONS.contains(tokens.type(i + 1))) {
      return null;
    }
    String word = tokens.text(i).toLowerCase(java.util.Locale.ROOT);
    Integer meant =
        word.equals("reward") && tokens.onLine(i, OathLexer.FROM)
            ? Integer.valueOf(OathLexer.PAYS)
            : STARTERS.get(word);
    return meant == null
        ? null
        : Signs.word(
            tokens, i, i + 1, List.of(meant), DiagnosticCode.OTHER_WORD, "is no word of Oath");
  }

  // by client within 3 days, otherwise yes; no answer means yes; else 0
  private static @Nullable Slip silence(Tokens tokens, int i) {
    boolean word = tokens.word(i, OTHERWISE);
    // Also where `no` is an answer that the text has.
    boolean no = tokens.text(i).equals("no") && tokens.word(i + 1, ANSWERS);
    if (!word && !no || !tokens.begunWith(i, OathLexer.FACT, OathLexer.DECISION)) {
      return null;
    }
    int end = no ? i + 2 : i + 1;
    end = tokens.type(end) == OathLexer.MEANS || tokens.type(end) == OathLexer.IS ? end + 1 : end;
    boolean comma = tokens.type(i - 1) == OathLexer.COMMA;
    List<Integer> meant =
        comma
            ? List.of(OathLexer.SILENCE, OathLexer.MEANS)
            : List.of(OathLexer.COMMA, OathLexer.SILENCE, OathLexer.MEANS);
    return Signs.word(
        tokens, i, end, meant, DiagnosticCode.OTHER_WORD, "is called `silence means` in Oath");
  }

  // pay 500 USDC from client
  private static @Nullable Slip verb(Tokens tokens, int i) {
    boolean pay =
        tokens.type(i) == OathLexer.PAY
            && tokens.begins(i)
            && AMOUNTS.contains(tokens.type(i + 1))
            && tokens.sameLine(i + 1);
    if (pay) {
      return Signs.word(
          tokens,
          i,
          i + 1,
          List.of(OathLexer.PAYS),
          DiagnosticCode.VERB_FORM,
          "is the pay as an amount, not the clause");
    }
    boolean give = tokens.word(i, GIVING) && tokens.sameLine(i) && tokens.sameLine(i + 1);
    return give
        ? Signs.word(
            tokens,
            i,
            i + 1,
            List.of(OathLexer.GIVES),
            DiagnosticCode.VERB_FORM,
            "has another form here")
        : null;
  }

  // bond 20% pay by studio
  private static @Nullable Slip of(Tokens tokens, int i) {
    int before = tokens.type(i - 1);
    boolean bare =
        tokens.type(i) == OathLexer.PERCENT
            && tokens.sameLine(i + 1)
            && before != OathLexer.AWARD
            && before != OathLexer.WINNER
            && before != OathLexer.COURT
            && before != OathLexer.BURN
            && before != OathLexer.NUMBER;
    int next = tokens.type(i + 1);
    boolean base = BASES.contains(next) || next == OathLexer.BOND && before == OathLexer.FORFEITS;
    boolean word = next == OathLexer.NAME && !tokens.declared(i + 1);
    if (!bare || !base || word) {
      return null;
    }
    int end = tokens.span(i, i + 1).end();
    return new Slip(
        i + 1,
        List.of(tokens.get(i), tokens.keyword(i, OathLexer.OF)),
        Diagnostic.of(
                DiagnosticCode.MISSING_OF,
                tokens.span(i, i + 2),
                "between a percentage and its base stands `of`")
            .hint(
                "write `"
                    + tokens.text(i)
                    + " of "
                    + tokens.written(i + 1, base(tokens, i + 1))
                    + "`")
            .mend(new Span(end, end), " of"));
  }

  private static int base(Tokens tokens, int i) {
    return tokens.type(i + 1) == OathLexer.DOT && tokens.adjacent(i + 1) ? i + 3 : i + 1;
  }

  // pays 50% of price in advance from client
  private static Slip advance(Tokens tokens, int i) {
    int end = tokens.type(i) == OathLexer.IN ? i + 2 : i + 1;
    Span span = tokens.span(i, end);
    return new Slip(
        end,
        List.of(),
        Diagnostic.of(
                DiagnosticCode.FILLER_WORD,
                span,
                "`" + tokens.shown(i, end) + "` is too many: all money is locked before the start")
            .hint("leave it out")
            .mend(new Span(tokens.span(i - 1, i).end(), span.end()), ""));
  }

  /** Whether it is a word that people put between `due` and a date. */
  static boolean isBy(Tokens tokens, int i) {
    return tokens.type(i) == OathLexer.BY || tokens.word(i, BY);
  }

  // the client, due by 2027-04-01, due on 2027-04-01, end of
  private static @Nullable Slip filler(Tokens tokens, int i) {
    int next = tokens.type(i + 1);
    boolean name = next == OathLexer.NAME || next == OathLexer.SYMBOL || next == OathLexer.TITLE;
    boolean keyword = next > 0 && next < OathLexer.LBRACE;
    boolean article =
        tokens.word(i, FILLERS)
            && tokens.sameLine(i + 1)
            && (name || keyword)
            && tokens.type(i - 1) != OathLexer.AGREEMENT;
    boolean inAdvance =
        tokens.type(i) == OathLexer.IN && tokens.word(i + 1, "advance")
            || tokens.word(i, "upfront") && tokens.type(i - 1) != OathLexer.COLON;
    if (inAdvance && tokens.begunWith(i, OathLexer.PAYS, OathLexer.BOND)) {
      return advance(tokens, i);
    }
    boolean beforeDate =
        isBy(tokens, i)
            && DATES.contains(next)
            && (tokens.type(i - 1) == OathLexer.DUE || tokens.type(i - 1) == OathLexer.MISSED);
    if (!article && !beforeDate) {
      return null;
    }
    Span span = tokens.span(i, i + 1);
    return new Slip(
        i + 1,
        List.<Token>of(),
        Diagnostic.of(DiagnosticCode.FILLER_WORD, span, "`" + tokens.text(i) + "` is too many here")
            .hint("leave it out")
            .mend(new Span(span.start(), tokens.span(i + 1, i + 2).start()), ""));
  }
}
