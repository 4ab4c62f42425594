package org.horkos.dsl.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.atn.ATNConfigSet;
import org.antlr.v4.runtime.atn.DecisionState;
import org.antlr.v4.runtime.atn.LL1Analyzer;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.dfa.DFA;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.horkos.dsl.Corpus;
import org.horkos.dsl.Examples;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.SourceText;
import org.horkos.grammar.OathLexer;
import org.horkos.grammar.OathParser;
import org.junit.jupiter.api.Test;

class GrammarTest {
  // Statements that the language has, though they do not run yet.
  private static final SourceText SKETCHES =
      SourceText.of(
          "sketches",
          """
          agreement Sketches version 1
          token USDC decimals 6
          parameter day1: 2027-01-01..2027-12-31
          funded within 3 days
          panel judges seats 5 needs 3 when late needs 4
          contest prizes { pays 10_000 USDC from sponsor and 5 USDC from other place 1 50% place 2 50% }
          contest pot { pays 3_000 USDC from sponsor shares }
          import "lib/courts.oath" 0x00ff
          calendar berlin { offset - 1 hour weekend saturday and sunday holidays 2027-01-01, 2027-12-25 until 2028-12-31 }
          template milestone(amount, who) { pays amount from who }
          party hacker open for 30 days seats 12
          deliverable goods by seller {
            due 30 days after start measured by arrived
            fact arrived "When?": time by carrier within 5 days, silence means as claimed
            fact delayed "How much?": 0..total by buyer within 5 days, silence means as claimed
            fact share "Which?": percent
            fact length "How long?": 0..48 hours by lab within 5 business days in berlin, silence means 3 hours, asked when share at least 50%
            deliver by itself
            award lesser of (pay - 3 USDC) and 10 USDC * n / 2 when early above 14 days
            award greater of 0 USDC and - 5 USDC * 0.9 ^ (n - 1)
            penalty "early" gives buyer 5 USDC from award per full day early
            records "kept" of performer 10 - 2 when arrived at most 2027-04-01
            bond 5% by seller
            missed 5 business days after due ends all
            excuse at most 30 days
            penalty "late" gives buyer 10.5% of delayed from pay per started 2 days late, at most 55% of delayed
            allow buyer to end 15 days after due
            missed 60 days after due
            failed gives buyer 5 USDC, seller 10% of (pay + 3 USDC) * 2, ends all
          }
          deliverable instalment by borrower after loan 12 times every 30 days {
            owes 2_256.46 USDC to lender
            owes 5% of 2_256.46 USDC to lender when late and not (paid is yes or n above 3)
            due 30 days after loan, grace 10 days
            missed 30 days after due carries over
          }
          deliverable later by borrower after loan like milestone(10% of price, client) 24 times every month { }
          deliverable entry by each hacker {
            due 2027-04-01
            decision novelty: 0..100 by judges within 7 days, silence means 0
            let score = 70% of novelty + 30% of docs
            ranks score in prizes
          }
          scenario "all steps" {
            given start = 2027-04-01, price = 5 USDC
            buyer ends goods 1 day after goods.due
            borrower pays instalment#2 5 USDC after 1 day
            seller delivers goods {arrived at 3 days after start, share 35.5%, length 3 hours} after 1 day
            buyer answers goods.delayed -5 after 1 day
            expect seller records -2
            buyer stands by goods.delayed after 1 day
            buyer concedes goods.delayed after 1 hour
            buyer accepts goods after 1 day
            court finds goods {delayed 3 USDC, arrived 2027-01-01} after 1 day
            hacker joins 2 days after start
            expect court gets 3 USDC, burned 1 USDC, buyer recovers 2 USDC
          }
          """);

  @Test
  void noDecisionOfTheGrammarNeedsMoreThanTheNextWord() {
    OathParser parser = parser(Examples.website());
    LL1Analyzer analyzer = new LL1Analyzer(parser.getATN());
    for (DecisionState decision : parser.getATN().decisionToState) {
      IntervalSet seen = new IntervalSet();
      for (IntervalSet words : analyzer.getDecisionLookahead(decision)) {
        assertThat(words).as("a decision that words can make").isNotNull();
        assertThat(seen.and(words).isNil())
            .as(
                "rule %s: %s",
                OathParser.ruleNames[decision.ruleIndex],
                seen.and(words).toString(parser.getVocabulary()))
            .isTrue();
        seen.addAll(words);
      }
    }
  }

  @Test
  void theCorpusHasNoAmbiguityAndNoFullContextFallbackAndSllIsLl() {
    for (SourceText source : corpus()) {
      List<String> reports = new ArrayList<>();
      String sll = tree(source, PredictionMode.SLL, reports);
      String ll = tree(source, PredictionMode.LL_EXACT_AMBIG_DETECTION, reports);
      assertThat(reports).as(source.name()).isEmpty();
      assertThat(ll).isEqualTo(sll);
    }
  }

  @Test
  void everyStatementOfTheLanguageIsRead() {
    Diagnostics diagnostics = new Diagnostics();
    var tree = Reading.read(SKETCHES, diagnostics).orElseThrow();
    assertThat(diagnostics.toList()).isEmpty();
    FromParseTree.convert(tree, diagnostics);
    assertThat(diagnostics.toList()).isEmpty();
  }

  private static List<SourceText> corpus() {
    List<SourceText> texts = new ArrayList<>(Corpus.texts());
    texts.add(SKETCHES);
    return texts;
  }

  private static OathParser parser(SourceText source) {
    OathLexer lexer = new OathLexer(CharStreams.fromString(source.text()));
    lexer.removeErrorListeners();
    OathParser parser = new OathParser(new CommonTokenStream(lexer));
    parser.removeErrorListeners();
    return parser;
  }

  private static String tree(SourceText source, PredictionMode mode, List<String> reports) {
    OathParser parser = parser(source);
    parser.getInterpreter().setPredictionMode(mode);
    parser.addErrorListener(
        new BaseErrorListener() {
          @Override
          public void reportAmbiguity(
              Parser p,
              DFA dfa,
              int start,
              int stop,
              boolean exact,
              BitSet alternatives,
              ATNConfigSet configurations) {
            reports.add("ambiguity in " + p.getRuleInvocationStack());
          }

          @Override
          public void reportAttemptingFullContext(
              Parser p,
              DFA dfa,
              int start,
              int stop,
              BitSet conflicting,
              ATNConfigSet configurations) {
            reports.add("full context in " + p.getRuleInvocationStack());
          }
        });
    return parser.text().toStringTree(parser);
  }

  @Test
  void aTextNestedAsDeepAsItMayBeIsReadAndADeeperOneIsRefused() {
    for (String chain : List.of("not ", "(", "50% of ")) {
      Diagnostics fine = new Diagnostics();
      Reading.read(nested(chain, Nesting.DEEPEST), fine);
      assertThat(fine.toList()).isEmpty();
      Diagnostics deep = new Diagnostics();
      assertThat(Reading.read(nested(chain, 100_000), deep)).isEmpty();
      assertThat(deep.toList()).extracting(d -> d.code().name()).containsExactly("TOO_DEEP");
    }
  }

  private static SourceText nested(String chain, int times) {
    String closing = chain.equals("(") ? ")".repeat(times) : "";
    String condition = chain.equals("50% of ") ? chain.repeat(times) + "x is 1" : "";
    String require = condition.isEmpty() ? chain.repeat(times) + "x is 1" + closing : condition;
    return SourceText.of(
        "nested",
        "agreement Deep version 1\ndeliverable d by p {\n  require \"deep\" " + require + "\n}\n");
  }

  @Test
  void aByteOrderMarkAndMixedLineEndsAreFine() {
    String text = Examples.website().text().replace("\n\n", "\r\n\r").replace("}\n", "}\r\n");
    Diagnostics diagnostics = new Diagnostics();
    Reading.read(SourceText.of("mixed", "\uFEFF" + text), diagnostics);
    assertThat(diagnostics.toList()).isEmpty();
  }
}
