package org.horkos.dsl.backend.terms;

import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Bindings;
import org.horkos.dsl.agreement.WrittenByHand;

/** The terms of the two flagship agreements. */
final class Examples {
  private Examples() {}

  static Terms websiteBuild() {
    return terms(WrittenByHand.websiteBuild(), WrittenByHand.websiteBindings());
  }

  static Terms parserBounty() {
    return terms(WrittenByHand.parserBounty(), WrittenByHand.parserBindings());
  }

  static Terms terms(Agreement agreement, Bindings bindings) {
    return switch (FromAgreement.compile(agreement, bindings, TermsHead.Custody.L1)) {
      case FromAgreement.Result.Compiled compiled -> compiled.terms();
      case FromAgreement.Result.Refused refused -> throw new AssertionError(refused.refusals());
    };
  }
}
