package org.horkos.dsl.backend.terms;

/** Carries a refusal out of a decoder's depth; never leaves this package. */
final class RefusedTerms extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient TermsRefusal refusal;

  RefusedTerms(TermsRefusal.Code code, String where, String detail) {
    super(detail, null, false, false);
    this.refusal = new TermsRefusal(code, where, detail);
  }

  TermsRefusal refusal() {
    return refusal;
  }
}
