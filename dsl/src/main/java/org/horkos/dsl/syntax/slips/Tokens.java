package org.horkos.dsl.syntax.slips;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.source.Span;
import org.horkos.grammar.OathLexer;
import org.jspecify.annotations.Nullable;

/** The tokens of a text that are not hidden, with what can be asked about their neighbourhood. */
final class Tokens {
  /** How far anything looks ahead or back, so that looking stays linear. */
  static final int FARTHEST = 48;

  private static final Set<Integer> DECLARING =
      Set.of(
          OathLexer.PARAMETER,
          OathLexer.PARTY,
          OathLexer.ATTESTOR,
          OathLexer.PANEL,
          OathLexer.COURT,
          OathLexer.CONTEST,
          OathLexer.DELIVERABLE,
          OathLexer.LET,
          OathLexer.FACT,
          OathLexer.DECISION);

  private static final Set<String> ARTICLES = Set.of("the", "a", "an");

  private final SourceText source;
  private final List<Token> tokens;
  private final Set<String> declared = new HashSet<>();
  private final Set<String> parties = new HashSet<>();
  private final List<String> symbols = new ArrayList<>();
  private final NavigableMap<Integer, String> performers = new TreeMap<>();
  // A token makes its text anew for whoever asks, and its words are asked for often.
  private final int[] types;
  private final @Nullable String[] texts;
  private final @Nullable String[] words;

  Tokens(SourceText source, List<Token> tokens) {
    this.source = source;
    this.tokens = tokens;
    this.types = new int[tokens.size()];
    this.texts = new String[tokens.size()];
    this.words = new String[tokens.size()];
    for (int i = 0; i < types.length; i++) {
      types[i] = tokens.get(i).getType();
    }
    for (int i = 1; i < tokens.size(); i++) {
      boolean name = type(i) == OathLexer.NAME || type(i) == OathLexer.TITLE;
      boolean article = ARTICLES.contains(text(i)) && type(i + 1) == OathLexer.NAME;
      boolean option = type(i - 1) == OathLexer.PIPE || type(i + 1) == OathLexer.PIPE;
      if (name && !article && (option || DECLARING.contains(type(i - 1)))) {
        declared.add(text(i));
      }
      if (type(i - 1) == OathLexer.PARAMETER && type(i + 1) == OathLexer.COLON) {
        // Also a word of the language: that it cannot be a name is said once.
        declared.add(text(i));
      }
      if (name && !article && type(i - 1) == OathLexer.PARTY) {
        parties.add(text(i));
      }
      if (type(i) == OathLexer.BY && type(i - 2) == OathLexer.DELIVERABLE) {
        performers.put(i, small(type(i + 1) == OathLexer.EACH ? i + 2 : i + 1));
      }
      if ((name || type(i) == OathLexer.SYMBOL) && type(i - 1) == OathLexer.TOKEN) {
        symbols.add(text(i).toUpperCase(Locale.ROOT));
      }
    }
    for (int i = 0; i < types.length; i++) {
      boolean name = types[i] == OathLexer.NAME || types[i] == OathLexer.TITLE;
      if (name && !declared.contains(text(i)) || isAstray(i)) {
        words[i] = text(i).toLowerCase(Locale.ROOT);
      }
    }
  }

  /** Whether a word of the language stands where it is none. */
  private boolean isAstray(int i) {
    return switch (types[i]) {
      case OathLexer.MONTH -> type(i - 1) != OathLexer.EVERY;
      case OathLexer.GREATER -> type(i + 1) != OathLexer.OF;
      case OathLexer.UNTIL ->
          type(i + 1) != OathLexer.DATE
              || type(i - 1) == OathLexer.DUE
              || type(i - 1) == OathLexer.MISSED;
      case OathLexer.FULL, OathLexer.CALENDAR -> type(i - 1) == OathLexer.NUMBER;
      default -> false;
    };
  }

  int size() {
    return tokens.size();
  }

  Token get(int i) {
    return tokens.get(i);
  }

  /** The type of a token; the end of the text on both sides. */
  int type(int i) {
    return i < 0 || i >= types.length ? Token.EOF : types[i];
  }

  String text(int i) {
    if (i < 0 || i >= texts.length) {
      return "";
    }
    String text = texts[i];
    if (text == null) {
      text = tokens.get(i).getText();
      texts[i] = text;
    }
    return text;
  }

  /** Whether it is one of these words, and no name that the text declares. */
  boolean word(int i, Set<String> ofThese) {
    String word = i < 0 || i >= words.length ? null : words[i];
    return word != null && ofThese.contains(word);
  }

  boolean word(int i, String word) {
    return i >= 0 && i < words.length && word.equals(words[i]);
  }

  /** Whether it is one of these characters: one outside of the language, a minus or a slash. */
  boolean sign(int i, String signs) {
    int type = type(i);
    boolean may = type == OathLexer.UNKNOWN || type == OathLexer.MINUS || type == OathLexer.SLASH;
    return may && signs.contains(text(i));
  }

  /** Whether the token follows the one before it without a space. */
  boolean adjacent(int i) {
    return i > 0
        && i < tokens.size()
        && tokens.get(i - 1).getStopIndex() + 1 == tokens.get(i).getStartIndex();
  }

  /** Whether the token stands on the line of the one before it. */
  boolean sameLine(int i) {
    return i > 0 && i < tokens.size() && tokens.get(i - 1).getLine() == tokens.get(i).getLine();
  }

  /** Whether a statement may begin here: first of its line, or first of its block. */
  boolean begins(int i) {
    return !sameLine(i) || type(i - 1) == OathLexer.LBRACE;
  }

  /** Index behind the last token of the line, of the block or of what may be looked at. */
  int endOfLine(int from) {
    int end = from;
    while (end < tokens.size()
        && end - from < FARTHEST
        && (end == from || sameLine(end))
        && type(end) != OathLexer.RBRACE) {
      end++;
    }
    return end;
  }

  /** Whether a token of this type follows on the line. */
  boolean onLine(int i, int type) {
    int end = endOfLine(i);
    for (int at = i; at < end; at++) {
      if (type(at) == type) {
        return true;
      }
    }
    return false;
  }

  /** Whether the line, or its last words, began with one of two types. */
  boolean begunWith(int i, int first, int other) {
    for (int at = i - 1; at >= 0 && i - at < FARTHEST && sameLine(at + 1); at--) {
      if (type(at) == first || type(at) == other) {
        return true;
      }
    }
    return false;
  }

  boolean unit(int i) {
    return switch (type(i)) {
      case OathLexer.DAY, OathLexer.DAYS, OathLexer.HOUR, OathLexer.HOURS -> true;
      default -> false;
    };
  }

  boolean declared(int i) {
    return declared.contains(text(i));
  }

  boolean party(int i) {
    return type(i) == OathLexer.NAME && parties.contains(text(i));
  }

  /** Who performs the deliverable that was declared last. */
  Optional<String> performer(int i) {
    return Optional.ofNullable(performers.floorEntry(i)).map(Map.Entry::getValue);
  }

  /** Whether it is a party's name with a capital at its front. */
  boolean capitalParty(int i) {
    return type(i) == OathLexer.TITLE && (parties.contains(small(i)) || parties.contains(text(i)));
  }

  /** The word with a small letter at its front, as names have it. */
  String small(int i) {
    String text = text(i);
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }

  /** The symbols of the tokens that the text declares. */
  List<String> symbols() {
    return symbols;
  }

  /** From a token up to and without another. */
  Span span(int from, int to) {
    int start = tokens.get(from).getStartIndex();
    return new Span(start, Math.max(start, tokens.get(to - 1).getStopIndex() + 1));
  }

  /** What stands there, as written. */
  String written(int from, int to) {
    return from >= to ? "" : source.slice(span(from, to));
  }

  /** What stands there, cut for a message. */
  String shown(int from, int to) {
    String written = written(from, to);
    return written.length() <= 40 ? written : written.substring(0, 40) + "…";
  }

  /** A token of another type in a place. */
  Token as(int i, int type, String text) {
    CommonToken token = new CommonToken(tokens.get(i));
    token.setType(type);
    token.setText(text);
    token.setChannel(Token.DEFAULT_CHANNEL);
    return token;
  }

  /** A token of another type in the place of several. */
  Token as(int from, int to, int type, String text) {
    CommonToken token = (CommonToken) as(from, type, text);
    token.setStopIndex(tokens.get(to - 1).getStopIndex());
    return token;
  }

  /** A word of the language in a place. */
  Token keyword(int i, int type) {
    String literal = OathLexer.VOCABULARY.getLiteralName(type);
    return as(i, type, literal == null ? "" : literal.substring(1, literal.length() - 1));
  }

  /** The tokens as they are. */
  List<Token> list(int from, int to) {
    return tokens.subList(from, to);
  }
}
