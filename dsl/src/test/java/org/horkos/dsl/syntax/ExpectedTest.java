package org.horkos.dsl.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.horkos.dsl.Corpus;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.SourceText;
import org.junit.jupiter.api.Test;

class ExpectedTest {
  private static List<String> after(String text) {
    SourceText source = SourceText.of("text.oath", text);
    return Expected.after(source, source.length()).keywords().stream()
        .map(Expected.Keyword::text)
        .toList();
  }

  @Test
  void whateverStandsInATextThatParsesIsExpectedThere() {
    // The texts are much alike: a line that was looked at in one says nothing new in another.
    Set<String> lines = new HashSet<>();
    for (SourceText source : Corpus.texts()) {
      Diagnostics diagnostics = new Diagnostics();
      Reading.read(source, diagnostics);
      if (diagnostics.hasErrors()) {
        continue;
      }
      int line = 0;
      boolean known = false;
      for (Lexeme word : Lexeme.of(source)) {
        if (source.line(word.span().start()) != line) {
          line = source.line(word.span().start());
          known = !lines.add(source.lineText(line));
        }
        if (known) {
          continue;
        }
        Expected expected = Expected.after(source, word.span().start());
        String as = source.name() + " at " + word.span().start() + ": " + word.text();
        switch (word.kind()) {
          case KEYWORD ->
              assertThat(expected.keywords().stream().map(Expected.Keyword::text))
                  .as(as)
                  .contains(word.text());
          case NAME -> assertThat(expected.name()).as(as).isTrue();
          case SYMBOL, TITLE -> assertThat(expected.symbol() || expected.name()).as(as).isTrue();
          default -> {}
        }
      }
    }
  }

  @Test
  void whatMayAlsoFollowIsExpectedThoughTheTextCouldGoOnWithoutIt() {
    assertThat(after("agreement X version 1\nparty p "))
        .contains("open", "party", "deliverable")
        .doesNotContain("pays", "for");
    assertThat(
            after(
                "agreement X version 1\ndeliverable d by p {\n  penalty \"l\" gives q 5% of pay "))
        .contains("from", "per", "when", "penalty")
        .doesNotContain("party");
    assertThat(after("")).containsExactly("agreement", "library");
  }

  @Test
  void behindASlipTheWordsOfTheBlockAreExpectedOnANewLine() {
    assertThat(after("agreement X version 1\ndeliverable d by p {\n  pays pays pays\n  "))
        .contains("pays", "fact")
        .doesNotContain("party");
    assertThat(after("agreement X version 1\nparty party party\n")).contains("party", "court");
    assertThat(after("agreement X version 1\ncourt c {\n  draws draws\n  ")).contains("draws");
    assertThat(after("agreement X version 1\nparty party party ")).isEmpty();
  }

  @Test
  void aWordThatBeginsAStatementShowsHowItGoes() {
    SourceText source = SourceText.of("text.oath", "agreement X version 1\n");
    assertThat(Expected.after(source, source.length()).keywords())
        .filteredOn(keyword -> keyword.text().equals("token"))
        .first()
        .satisfies(keyword -> assertThat(keyword.form()).contains("token USDC decimals 6"));
  }
}
