package org.horkos.dsl.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import org.horkos.dsl.Compiler;
import org.horkos.dsl.Examples;
import org.horkos.dsl.backend.terms.FromAgreement;
import org.horkos.dsl.backend.terms.TermsHead;
import org.horkos.dsl.source.SourceText;
import org.junit.jupiter.api.Test;

/** The front end against the typed agreements that somebody wrote down from the texts. */
class TheExamplesMeanWhatIsWrittenByHandTest {
  @Test
  void websiteBuild() {
    same(Examples.website(), WrittenByHand.websiteBuild(), WrittenByHand.websiteBindings());
  }

  @Test
  void parserBounty() {
    same(Examples.bounty(), WrittenByHand.parserBounty(), WrittenByHand.parserBindings());
  }

  /** The same terms, whose text hash alone is that of the file. */
  private static void same(SourceText text, Agreement byHand, Bindings bindings) {
    Agreement compiled = Compiler.check(text).agreement().orElseThrow();
    Agreement expected =
        new Agreement(
            byHand.name(),
            byHand.version(),
            byHand.prose(),
            text.hash(),
            byHand.fundedWithinSeconds(),
            byHand.tokens(),
            byHand.parameters(),
            byHand.parties(),
            byHand.attestors(),
            byHand.courts(),
            byHand.deliverables());
    assertThat(FromAgreement.compile(compiled, bindings, TermsHead.Custody.L1))
        .isEqualTo(FromAgreement.compile(expected, bindings, TermsHead.Custody.L1));
  }
}
