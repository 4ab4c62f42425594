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

/** Signs of mathematics, of money and of punctuation in the place of words. */
final class Signs {
  private static final String DASHES = "-–—−‐‑";
  private static final String CURRENCIES = "$€£¥₿Ξ₹₽";
  private static final Set<String> CURRENCY_WORDS =
      Set.of("usd", "dollar", "dollars", "eur", "euro", "euros", "gbp", "pounds");

  private static final Set<Integer> OPERANDS =
      Set.of(
          OathLexer.NUMBER,
          OathLexer.SYMBOL,
          OathLexer.NAME,
          OathLexer.PAY,
          OathLexer.AWARD,
          OathLexer.BOND,
          OathLexer.PERCENT,
          OathLexer.RPAREN);

  private static final Set<Integer> OPERANDS_BEHIND =
      Set.of(
          OathLexer.NUMBER,
          OathLexer.NAME,
          OathLexer.PERCENT,
          OathLexer.PAY,
          OathLexer.AWARD,
          OathLexer.PERFORMER,
          OathLexer.PAYER,
          OathLexer.LESSER,
          OathLexer.GREATER,
          OathLexer.EARLY,
          OathLexer.DATE,
          OathLexer.LPAREN);

  // Beside these the numbers are those of an amount.
  private static final Set<Integer> CALCULATING =
      Set.of(
          OathLexer.PLUS,
          OathLexer.MINUS,
          OathLexer.STAR,
          OathLexer.SLASH,
          OathLexer.CARET,
          OathLexer.LPAREN,
          OathLexer.RPAREN,
          OathLexer.SYMBOL,
          OathLexer.PAYS,
          OathLexer.OWES,
          OathLexer.BOND,
          OathLexer.AWARD,
          OathLexer.RANKS);

  private static final Map<String, String> CALLED =
      Map.of("€", "EUR", "$", "USD", "£", "GBP", "¥", "JPY");

  private Signs() {}

  static @Nullable Slip at(Tokens tokens, int i) {
    Slip slip = range(tokens, i);
    slip = slip == null ? money(tokens, i) : slip;
    slip = slip == null ? option(tokens, i) : slip;
    slip = slip == null ? currency(tokens, i) : slip;
    slip = slip == null ? token(tokens, i) : slip;
    slip = slip == null ? logic(tokens, i) : slip;
    slip = slip == null ? arithmetic(tokens, i) : slip;
    return slip;
  }

  static boolean dash(Tokens tokens, int i) {
    return tokens.sign(i, DASHES);
  }

  /** Whether a sum or a product goes on here: an amount stands behind the sign. */
  static boolean goesOn(Tokens tokens, int i) {
    boolean sign = tokens.type(i) == OathLexer.MINUS || tokens.type(i) == OathLexer.STAR;
    boolean somebody = tokens.party(i + 1) && tokens.type(i + 2) != OathLexer.DOT;
    return sign && OPERANDS_BEHIND.contains(tokens.type(i + 1)) && !somebody;
  }

  /** Whether numbers beside this one are parts of an amount. */
  static boolean calculates(Tokens tokens, int i) {
    return CALCULATING.contains(tokens.type(i));
  }

  // 0-50, 100 to 500 USDC, 0…50, from 0 to 50, between 0 and 50, 100 USDC..500 USDC
  private static @Nullable Slip range(Tokens tokens, int i) {
    boolean behindSign = tokens.sign(i - 1, CURRENCIES) && tokens.type(i - 2) == OathLexer.COLON;
    boolean bare = tokens.type(i - 2) == OathLexer.PARAMETER;
    if (tokens.type(i - 1) != OathLexer.COLON && !behindSign && !bare) {
      return null;
    }
    boolean led = tokens.type(i) == OathLexer.FROM || tokens.word(i, "between");
    int low = led ? i + 1 : i;
    if (tokens.type(low) != OathLexer.NUMBER) {
      return null;
    }
    boolean twice = tokens.type(low + 1) == OathLexer.SYMBOL;
    int to = twice ? low + 2 : low + 1;
    boolean dots = tokens.type(to) == OathLexer.DOTS;
    int third = dots && tokens.type(to + 1) == OathLexer.DOT ? to + 2 : to + 1;
    boolean signed = tokens.sign(third, CURRENCIES);
    int high = signed ? third + 1 : third;
    boolean otherSign =
        dash(tokens, to)
            || tokens.sign(to, "…")
            || tokens.type(to) == OathLexer.TO
            || led && tokens.type(to) == OathLexer.AND
            || third > to + 1;
    if (tokens.type(high) != OathLexer.NUMBER || !otherSign && !(dots && twice)) {
      return null;
    }
    String symbol = tokens.symbols().isEmpty() ? "USDC" : tokens.symbols().getFirst();
    String written = tokens.text(low) + ".." + tokens.text(high) + (signed ? " " + symbol : "");
    Span span = tokens.span(i, high + 1);
    List<Token> range = new java.util.ArrayList<>();
    if (bare) {
      range.add(tokens.keyword(i, OathLexer.COLON));
      written = ": " + written;
    }
    range.add(tokens.get(low));
    range.add(tokens.keyword(to, OathLexer.DOTS));
    range.add(tokens.get(high));
    if (signed) {
      range.add(tokens.as(high, OathLexer.SYMBOL, symbol));
    }
    return new Slip(
        high + 1,
        range,
        Diagnostic.of(
                DiagnosticCode.RANGE_SIGN,
                span,
                "`" + tokens.shown(i, high + 1) + "` is not written as a range")
            .hint("write `" + written + "`; both bounds belong to it")
            .mend(span, written));
  }

  // fact cost "What does it cost?": money EUR
  private static @Nullable Slip money(Tokens tokens, int i) {
    boolean domain =
        tokens.type(i - 1) == OathLexer.COLON
            && tokens.type(i) == OathLexer.NAME
            && tokens.type(i + 1) == OathLexer.SYMBOL
            && tokens.sameLine(i + 1)
            && tokens.symbols().contains(tokens.text(i + 1));
    if (!domain) {
      return null;
    }
    Span span = tokens.span(i, i + 2);
    return new Slip(
        i + 2,
        List.of(
            tokens.as(i, OathLexer.NUMBER, "0"),
            tokens.keyword(i, OathLexer.DOTS),
            tokens.as(i, OathLexer.NUMBER, "1_000_000"),
            tokens.get(i + 1)),
        Diagnostic.of(
                DiagnosticCode.RANGE_SIGN,
                span,
                "`" + tokens.shown(i, i + 2) + "` does not say how much it may be")
            .hint("write the least and the most: `0..500 " + tokens.text(i + 1) + "`"));
  }

  // yes/no, yes or no
  private static @Nullable Slip option(Tokens tokens, int i) {
    boolean sign = tokens.sign(i, "/") || tokens.type(i) == OathLexer.OR;
    boolean words =
        (tokens.type(i - 1) == OathLexer.NAME || tokens.type(i - 1) == OathLexer.TITLE)
            && (tokens.type(i + 1) == OathLexer.NAME || tokens.type(i + 1) == OathLexer.TITLE);
    if (!sign || !words || !tokens.sameLine(i) || !tokens.sameLine(i + 1)) {
      return null;
    }
    int first = i - 2;
    while (i - first < Tokens.FARTHEST
        && (tokens.type(first) == OathLexer.PIPE
            || tokens.sign(first, "/")
            || tokens.type(first) == OathLexer.OR)) {
      first -= 2;
    }
    if (tokens.type(first) != OathLexer.COLON) {
      return null;
    }
    Span span = tokens.span(i, i + 1);
    return new Slip(
        i + 1,
        List.of(tokens.keyword(i, OathLexer.PIPE)),
        Diagnostic.of(
                DiagnosticCode.OPTION_SIGN, span, "`" + tokens.text(i) + "` sets no options apart")
            .hint("write `" + tokens.text(i - 1) + "|" + tokens.text(i + 1) + "`")
            .mend(new Span(tokens.span(i - 1, i).end(), tokens.span(i + 1, i + 2).start()), "|"));
  }

  // $500, 500 €, 500 dollars
  private static @Nullable Slip currency(Tokens tokens, int i) {
    boolean before = tokens.sign(i, CURRENCIES) && tokens.type(i + 1) == OathLexer.NUMBER;
    boolean behind =
        tokens.type(i) == OathLexer.NUMBER
            && tokens.sameLine(i + 1)
            && (tokens.sign(i + 1, CURRENCIES) || tokens.word(i + 1, CURRENCY_WORDS));
    if (!before && !behind) {
      return null;
    }
    String symbol = tokens.symbols().isEmpty() ? "USDC" : tokens.symbols().getFirst();
    int number = before ? i + 1 : i;
    int end = i + 2;
    if (before && tokens.type(i - 1) == OathLexer.COLON) {
      // In a range the token stands once, behind both bounds.
      return new Slip(
          i + 1,
          List.of(),
          Diagnostic.of(
                  DiagnosticCode.CURRENCY_SIGN,
                  tokens.span(i, i + 1),
                  "`" + tokens.text(i) + "` names no token of this text")
              .hint("the token stands behind the range: `100..500 " + symbol + "`")
              .mend(tokens.span(i, i + 1), ""));
    }
    if (before && tokens.type(end) == OathLexer.SYMBOL && tokens.sameLine(end)) {
      end++;
    }
    String written = tokens.text(number) + " " + symbol;
    Span span = tokens.span(i, end);
    return new Slip(
        end,
        List.of(tokens.get(number), tokens.as(number, OathLexer.SYMBOL, symbol)),
        Diagnostic.of(
                DiagnosticCode.CURRENCY_SIGN,
                span,
                "`" + tokens.shown(i, end) + "` names no token of this text")
            .hint("money is a number and a token: write `" + written + "`")
            .mend(span, written));
  }

  // 500 usdc, USDC 500
  private static @Nullable Slip token(Tokens tokens, int i) {
    int type = tokens.type(i);
    boolean word = type == OathLexer.NAME || type == OathLexer.TITLE;
    String upper = tokens.text(i).toUpperCase(java.util.Locale.ROOT);
    boolean numberBefore = tokens.type(i - 1) == OathLexer.NUMBER && tokens.sameLine(i);
    if (word && numberBefore && tokens.symbols().contains(upper) && !tokens.declared(i)) {
      Span span = tokens.span(i, i + 1);
      return new Slip(
          i + 1,
          List.of(tokens.as(i, OathLexer.SYMBOL, upper)),
          Diagnostic.of(
                  DiagnosticCode.TOKEN_IN_SMALL_LETTERS,
                  span,
                  "the token is called `" + upper + "`")
              .hint("write `" + upper + "`, as it is declared")
              .mend(span, upper));
    }
    if (tokens.type(i - 1) == OathLexer.TOKEN && tokens.sign(i, CURRENCIES)) {
      return declared(tokens, i);
    }
    boolean swapped =
        type == OathLexer.SYMBOL
            && tokens.type(i + 1) == OathLexer.NUMBER
            && tokens.sameLine(i + 1)
            && tokens.symbols().contains(tokens.text(i))
            && tokens.type(i - 1) != OathLexer.NUMBER
            && tokens.type(i - 1) != OathLexer.TOKEN
            && tokens.type(i - 1) != OathLexer.PIPE;
    if (!swapped) {
      return null;
    }
    String written = tokens.text(i + 1) + " " + tokens.text(i);
    Span span = tokens.span(i, i + 2);
    return new Slip(
        i + 2,
        List.of(tokens.get(i + 1), tokens.get(i)),
        Diagnostic.of(
                DiagnosticCode.TOKEN_BEFORE_NUMBER, span, "the token stands before its number")
            .hint("write `" + written + "`")
            .mend(span, written));
  }

  // token € decimals 2
  private static Slip declared(Tokens tokens, int i) {
    String symbol = CALLED.getOrDefault(tokens.text(i), "EUR");
    Span span = tokens.span(i, i + 1);
    return new Slip(
        i + 1,
        List.of(tokens.as(i, OathLexer.SYMBOL, symbol)),
        Diagnostic.of(DiagnosticCode.CURRENCY_SIGN, span, "a token is called by a word in capitals")
            .hint("write `" + symbol + "`, or what it is called")
            .mend(span, symbol));
  }

  private static @Nullable Slip logic(Tokens tokens, int i) {
    boolean twice = tokens.adjacent(i + 1) && tokens.text(i).equals(tokens.text(i + 1));
    boolean and = tokens.sign(i, "&∧");
    boolean or =
        tokens.type(i) == OathLexer.PIPE && twice && tokens.type(i + 1) == OathLexer.PIPE
            || tokens.sign(i, "∨");
    boolean not =
        tokens.sign(i, "!¬")
            && tokens.type(i + 1) != OathLexer.EQUALS
            && tokens.type(i + 1) != OathLexer.UNKNOWN
            && tokens.sameLine(i + 1);
    if (!and && !or && !not) {
      return null;
    }
    int type = and ? OathLexer.AND : or ? OathLexer.OR : OathLexer.NOT;
    int end = twice && !not ? i + 2 : i + 1;
    return word(
        tokens, i, end, List.of(type), DiagnosticCode.LOGIC_SIGN, "is not used in conditions");
  }

  /** A sign for which words of the language stand. */
  static Slip word(
      Tokens tokens, int from, int to, List<Integer> types, DiagnosticCode code, String what) {
    List<Token> instead = types.stream().map(type -> tokens.keyword(from, type)).toList();
    String written = String.join(" ", instead.stream().map(Token::getText).toList());
    Span span = tokens.span(from, to);
    boolean before = tokens.adjacent(from);
    boolean behind = tokens.adjacent(to);
    return new Slip(
        to,
        instead,
        Diagnostic.of(code, span, "`" + tokens.shown(from, to) + "` " + what)
            .hint("write `" + written + "`")
            .mend(span, (before ? " " : "") + written + (behind ? " " : "")));
  }

  // price ÷ 2, 3 × 4
  private static @Nullable Slip arithmetic(Tokens tokens, int i) {
    boolean operand = tokens.sameLine(i) && OPERANDS.contains(tokens.type(i - 1));
    if (!operand || i >= tokens.size()) {
      return null;
    }
    if (tokens.sign(i, "÷")) {
      return other(tokens, i, OathLexer.SLASH, "divide", "/");
    }
    return tokens.sign(i, "×·✕⋅") ? other(tokens, i, OathLexer.STAR, "multiply", "*") : null;
  }

  private static Slip other(Tokens tokens, int i, int type, String what, String sign) {
    Span span = tokens.span(i, i + 1);
    return new Slip(
        i + 1,
        List.of(tokens.keyword(i, type)),
        Diagnostic.of(DiagnosticCode.TIMES_SIGN, span, "`" + tokens.text(i) + "` does not " + what)
            .hint("write `" + sign + "`")
            .mend(span, sign));
  }
}
