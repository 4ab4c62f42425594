package org.horkos.dsl.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.Spelling;
import org.horkos.grammar.OathLexer;

/** The names of tokens for people. */
final class Wording {
  private static final int MOST_NAMED = 6;

  private Wording() {}

  /** What was found. */
  static String found(Token token) {
    return switch (token.getType()) {
      case Token.EOF -> "the end of the text";
      case OathLexer.STRING -> "a text in quotes";
      default -> "`" + cut(token.getText()) + "`";
    };
  }

  /** What could have stood there, as a list that ends in "or". */
  static String expected(IntervalSet types) {
    Set<Integer> left = new TreeSet<>(types.toSet());
    left.remove(Token.EPSILON);
    List<String> names = new ArrayList<>();
    if (left.containsAll(Starters.DECLARATION)) {
      left.removeAll(Starters.DECLARATION);
      left.remove(Token.EOF);
      names.add("the next declaration");
    }
    if (left.containsAll(Starters.CLAUSE)) {
      left.removeAll(Starters.CLAUSE);
      names.add("the next clause");
    }
    if (left.containsAll(Starters.COURT)) {
      left.removeAll(Starters.COURT);
      names.add("the next clause of the court");
    }
    if (left.containsAll(Starters.STEP)) {
      left.removeAll(Starters.STEP);
      names.add("the next step");
    }
    if (left.containsAll(Starters.AMOUNT)) {
      left.removeAll(Starters.AMOUNT);
      boolean condition = left.remove(OathLexer.LATE) | left.remove(OathLexer.NOT);
      names.addFirst(condition ? "a condition" : "an amount");
    }
    List<String> words = new ArrayList<>();
    for (int type : left) {
      words.add(name(type));
    }
    names.addAll(0, words);
    if (names.size() > MOST_NAMED) {
      names = new ArrayList<>(names.subList(0, MOST_NAMED));
      names.add("something like them");
    }
    if (names.size() == 1) {
      return names.getFirst();
    }
    return String.join(", ", names.subList(0, names.size() - 1)) + " or " + names.getLast();
  }

  /** The message with what to do about it, if that can be guessed. */
  static Diagnostic withHint(Diagnostic diagnostic, Token found, IntervalSet expected) {
    int type = found.getType();
    boolean wantsName = expected.contains(OathLexer.NAME);
    String text = cut(found.getText());
    if (wantsName && isKeyword(type)) {
      return diagnostic.hint("`" + text + "` is a word of the language: choose another name");
    }
    if (wantsName && (type == OathLexer.TITLE || type == OathLexer.SYMBOL)) {
      return diagnostic.hint("a name begins with a lower-case letter");
    }
    if (expected.contains(OathLexer.TITLE) && type == OathLexer.NAME && !wantsName) {
      return diagnostic.hint("an agreement's name begins with a capital");
    }
    if (expected.contains(OathLexer.PERCENT) && type == OathLexer.NUMBER) {
      return diagnostic.hint("a share is a percentage: write `" + text + "%`");
    }
    if (expected.contains(OathLexer.OF) && !expected.contains(OathLexer.NUMBER)) {
      return diagnostic.hint("every percentage names its base: `10% of pay`");
    }
    List<String> keywords = new ArrayList<>();
    for (int other : expected.toSet()) {
      if (isKeyword(other)) {
        keywords.add(literal(other));
      }
    }
    Optional<String> near = Spelling.nearest(found.getText(), keywords);
    if (near.isEmpty() && type == OathLexer.NAME) {
      List<String> all = new ArrayList<>();
      for (int other = 1; other < OathLexer.LBRACE; other++) {
        all.add(literal(other));
      }
      near = Spelling.nearest(found.getText(), all);
    }
    return near.map(word -> diagnostic.hint("did you mean `" + word + "`?")).orElse(diagnostic);
  }

  private static String cut(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  private static boolean isKeyword(int type) {
    return type > 0 && type < OathLexer.LBRACE;
  }

  private static String literal(int type) {
    String quoted = OathLexer.VOCABULARY.getLiteralName(type);
    return quoted == null ? "" : quoted.substring(1, quoted.length() - 1);
  }

  private static String name(int type) {
    return switch (type) {
      case Token.EOF -> "the end of the text";
      case OathLexer.NAME -> "a name";
      case OathLexer.SYMBOL -> "a word in capitals";
      case OathLexer.TITLE -> "a name with a capital";
      case OathLexer.NUMBER -> "a number";
      case OathLexer.PERCENT -> "a percentage";
      case OathLexer.STRING -> "a text in quotes";
      case OathLexer.DATE -> "a date";
      default -> "`" + literal(type) + "`";
    };
  }
}
