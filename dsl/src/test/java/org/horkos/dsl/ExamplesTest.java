package org.horkos.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import org.horkos.dsl.source.DiagnosticText;
import org.horkos.dsl.source.SourceText;
import org.junit.jupiter.api.Test;

class ExamplesTest {
  @Test
  void bothExamplesAreCleanAgreements() {
    for (SourceText source : new SourceText[] {Examples.website(), Examples.bounty()}) {
      Compiler.Checked checked = Compiler.check(source);
      assertThat(DiagnosticText.of(source, checked.diagnostics())).isEmpty();
      assertThat(checked.agreement()).isPresent();
    }
  }
}
