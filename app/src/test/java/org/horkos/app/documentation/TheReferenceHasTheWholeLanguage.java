package org.horkos.app.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.horkos.dsl.syntax.Words;
import org.junit.jupiter.api.Test;

/** The reference leaves no word of the grammar out, and shows the grammar that is read with. */
class TheReferenceHasTheWholeLanguage {
  private static final Page REFERENCE = Page.named("reference.md");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern WORD = Pattern.compile("[a-z]+");

  @Test
  void theGrammarOnThePageIsTheOneOfTheParser() throws IOException {
    List<Page.Block> blocks =
        REFERENCE.blocks().stream().filter(block -> block.info().equals("ebnf")).toList();
    assertThat(blocks).hasSize(1);
    if (Boolean.getBoolean("golden.write")) {
      REFERENCE.write(blocks, List.of(Ebnf.lines()));
    } else {
      assertThat(REFERENCE.body(blocks.getFirst())).isEqualTo(Ebnf.lines());
    }
  }

  @Test
  void everyWordOfTheLanguageIsExplained() {
    Set<String> explained = new HashSet<>();
    Set<Integer> inBlocks = new HashSet<>();
    for (Page.Block block : REFERENCE.blocks()) {
      for (int line = block.from() - 1; line <= block.to(); line++) {
        inBlocks.add(line);
      }
    }
    for (int line = 0; line < REFERENCE.lines().size(); line++) {
      Matcher code = CODE.matcher(REFERENCE.lines().get(line));
      while (!inBlocks.contains(line) && code.find()) {
        explained.addAll(words(code.group(1)));
      }
    }
    assertThat(lacking(explained)).as("words that no sentence explains").isEmpty();
  }

  @Test
  void everyWordOfTheLanguageStandsInAnExample() {
    Set<String> shown = new HashSet<>();
    for (Page.Block block : REFERENCE.blocks()) {
      if (block.info().startsWith("oath")) {
        REFERENCE
            .body(block)
            .forEach(line -> shown.addAll(words(line.replaceAll("\"[^\"]*\"", ""))));
      }
    }
    assertThat(lacking(shown)).as("words that no example has").isEmpty();
  }

  private static Set<String> words(String text) {
    Set<String> words = new HashSet<>();
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      words.add(word.group());
    }
    return words;
  }

  private static Set<String> lacking(Set<String> words) {
    Set<String> lacking = new TreeSet<>(Words.all());
    lacking.removeAll(words);
    return lacking;
  }
}
