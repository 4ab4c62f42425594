package org.horkos.dsl;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.TypedText;
import org.horkos.dsl.backend.terms.FromAgreement;
import org.horkos.dsl.backend.terms.RehearsalBindings;
import org.horkos.dsl.backend.terms.TermsHead.Custody;
import org.horkos.dsl.backend.terms.TermsRefusal;
import org.horkos.dsl.resolution.Resolution;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Span;

/**
 * Whether an agreement without other mistakes can become terms: any chunk of its life must be
 * executable again in one transaction on L1, so terms and rule programs have limits. They are tried
 * with the least value of each parameter; {@code horkos compile} tries the values that are signed.
 */
final class Executability {
  private static final Pattern DELIVERABLE = Pattern.compile("deliverable ([^, ]+)(?:, (.*))?");

  private Executability() {}

  static void check(TypedText typed, Diagnostics diagnostics) {
    if (diagnostics.hasErrors() || typed.agreement().isEmpty()) {
      return;
    }
    Agreement agreement = typed.agreement().get();
    List<TermsRefusal> refusals =
        switch (FromAgreement.compile(
            agreement,
            RehearsalBindings.of(agreement, RehearsalBindings.leastParameters(agreement)),
            Custody.L1)) {
          case FromAgreement.Result.Compiled _ -> List.of();
          case FromAgreement.Result.Refused refused -> refused.refusals();
        };
    refusals.forEach(refusal -> report(refusal, typed, diagnostics));
  }

  private static void report(TermsRefusal refusal, TypedText typed, Diagnostics diagnostics) {
    List<Resolution.ResolvedDeliverable> all = typed.resolution().deliverables();
    Span place = new Span(0, 0);
    String what = refusal.where();
    Matcher where = DELIVERABLE.matcher(refusal.where());
    if (where.matches()) {
      for (int i = 0; i < all.size(); i++) {
        var name = all.get(i).declaration().name();
        if (where.group(1).equals(name.text()) || where.group(1).equals(String.valueOf(i))) {
          place = name.span();
          what = "`" + name.text() + "`" + (where.group(2) == null ? "" : ", " + where.group(2));
        }
      }
    }
    diagnostics.add(
        Diagnostic.of(DiagnosticCode.TOO_MANY, place, what + ": " + refusal.detail())
            .hint(
                "L1 has to be able to execute this again in one transaction: leave rules out, or"
                    + " make two deliverables of it"));
  }
}
