package org.horkos.dsl.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.antlr.v4.runtime.tree.Tree;
import org.horkos.dsl.Corpus;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.syntax.Lexeme;
import org.horkos.dsl.syntax.Reading;
import org.horkos.grammar.OathParser;
import org.junit.jupiter.api.Test;

/**
 * For every text that parses: the same words, the same comments, the same parse tree, and laid out
 * twice is laid out once. {@code -Dhorkos.seed=N} repeats a run, {@code -Dhorkos.runs=N} makes it
 * longer.
 */
class LayingOutChangesNothingButBlanks {
  private static final long SEED = Long.getLong("horkos.seed", 20_261_129L);
  private static final int RUNS = Integer.getInteger("horkos.runs", 2_000);
  private static final List<String> GAPS =
      List.of(
          " ",
          "\n",
          "\r\n",
          "\n\n\n",
          "\t",
          "  ",
          "\r",
          " // note  \n",
          "\n  // own line\n",
          "//\n");

  @Test
  void ofTheWholeCorpus() {
    int laidOut = 0;
    for (SourceText source : Corpus.texts()) {
      laidOut += check(source, source.name()) ? 1 : 0;
    }
    assertThat(laidOut).as("texts of the corpus that parse").isGreaterThan(40);
  }

  @Test
  void ofTextsWithOtherBlanksAndComments() {
    List<SourceText> parse =
        Corpus.texts().stream().filter(text -> tree(text).isPresent()).toList();
    for (int run = 0; run < RUNS; run++) {
      Random random = new Random(SEED + run);
      SourceText source = parse.get(random.nextInt(parse.size()));
      String text = scattered(source, random);
      String as = "seed " + SEED + ", run " + run + ":\n" + text;
      assertThat(check(SourceText.of("random.oath", text), as)).as(as).isTrue();
    }
  }

  /** The same words with other gaps; where two words could grow together a blank stays. */
  private static String scattered(SourceText source, Random random) {
    StringBuilder text = new StringBuilder();
    for (Lexeme lexeme : Lexeme.of(source)) {
      boolean space = lexeme.kind() == Lexeme.Kind.SPACE;
      if (space && random.nextInt(3) == 0) {
        text.append(' ').append(GAPS.get(random.nextInt(GAPS.size()))).append(lexeme.text());
      } else if (space && random.nextInt(3) == 0 && !lexeme.text().contains("\n")) {
        text.append(gap(text, random));
      } else if (space && random.nextBoolean() && !text.toString().contains("//")) {
        text.append(' ');
      } else {
        text.append(lexeme.text());
      }
      if (lexeme.kind() == Lexeme.Kind.SIGN && random.nextInt(8) == 0) {
        text.append(gap(text, random));
      }
    }
    return text.toString();
  }

  /** Behind a sign of division the signs of a comment would make a comment of all three. */
  private static String gap(StringBuilder text, Random random) {
    boolean division = !text.isEmpty() && text.charAt(text.length() - 1) == '/';
    return (division ? " " : "") + GAPS.get(random.nextInt(GAPS.size()));
  }

  private static boolean check(SourceText source, String as) {
    Optional<String> tree = tree(source);
    Diagnostics diagnostics = new Diagnostics();
    Optional<String> once = Formatting.of(source, diagnostics);
    assertThat(once.isPresent()).as(as).isEqualTo(tree.isPresent());
    assertThat(diagnostics.hasErrors()).as(as).isEqualTo(tree.isEmpty());
    if (once.isEmpty()) {
      return false;
    }
    SourceText laidOut = SourceText.of(source.name(), once.get());
    assertThat(words(laidOut)).as(as).isEqualTo(words(source));
    assertThat(tree(laidOut)).as(as).isEqualTo(tree);
    assertThat(Formatting.of(laidOut, new Diagnostics())).as(as).isEqualTo(once);
    assertThat(once.get().lines()).as(as).noneMatch(line -> line.endsWith(" "));
    return true;
  }

  private static List<String> words(SourceText source) {
    return Lexeme.of(source).stream()
        .filter(lexeme -> lexeme.kind() != Lexeme.Kind.SPACE)
        .map(lexeme -> lexeme.text().stripTrailing())
        .toList();
  }

  private static Optional<String> tree(SourceText source) {
    Diagnostics diagnostics = new Diagnostics();
    Optional<OathParser.TextContext> tree = Reading.read(source, diagnostics);
    return diagnostics.hasErrors() ? Optional.empty() : tree.map(t -> shown(t));
  }

  private static String shown(Tree tree) {
    List<String> out = new ArrayList<>();
    show(tree, out);
    return String.join(" ", out);
  }

  private static void show(Tree tree, List<String> out) {
    out.add(tree instanceof TerminalNode leaf ? leaf.getText() : tree.getClass().getSimpleName());
    for (int i = 0; i < tree.getChildCount(); i++) {
      show((ParseTree) tree.getChild(i), out);
    }
    out.add(".");
  }
}
