package org.horkos.engine.lifecycle;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Gives;
import org.horkos.dsl.backend.terms.DeliverableTerms.Pot;
import org.horkos.dsl.backend.terms.DeliverableTerms.Source;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead;

/**
 * Whether a part of the terms makes sense. Anybody may open an agreement with terms that no
 * compiler made; a part that does not make sense is cancelled at its start, so that its money goes
 * back. The check reads the head and the part alone.
 */
final class WellFormed {
  private static final int MAX_FACTS = 32;
  private static final int MAX_POTS = 8;
  private static final int MAX_POT_BITS = 120;

  private WellFormed() {}

  /** Whether every index of the part names something, and every size is within its bound. */
  static boolean part(Terms terms, int index) {
    TermsHead head = terms.head();
    DeliverableTerms part = terms.deliverables().get(index);
    int parties = head.parties().size();
    return part.performer() < parties
        && (part.after() == DeliverableTerms.NONE || part.after() < terms.deliverables().size())
        && part.after() != index
        && part.court() < head.courts().size()
        && part.attempts() >= 1
        && pots(head, part.pays(), true)
        && pots(head, part.lots(), false)
        && gives(part, part.missedGives(), parties)
        && gives(part, part.failedGives(), parties)
        && part.facts().size() <= MAX_FACTS
        && part.facts().stream().allMatch(fact -> fact(head, fact));
  }

  private static boolean pots(TermsHead head, List<Pot> pots, boolean oneToken) {
    Set<Integer> owners = new HashSet<>();
    for (Pot pot : pots) {
      if (pot.owner() >= head.parties().size()
          || pot.token() >= head.tokens().size()
          || (oneToken && pot.token() != pots.getFirst().token())
          || !owners.add(pot.owner())
          || pot.amount().signum() < 0
          || pot.amount().bitLength() > MAX_POT_BITS) {
        return false;
      }
    }
    return pots.size() <= MAX_POTS;
  }

  private static boolean gives(DeliverableTerms part, List<Gives> gives, int parties) {
    return gives.stream().allMatch(one -> one.to() < parties && one.lot() < part.lots().size());
  }

  private static boolean fact(TermsHead head, FactTerms fact) {
    BigInteger silence = fact.silenceWord();
    boolean sourced =
        switch (fact.source()) {
          case PERFORMER -> true;
          case PARTY -> fact.index() < head.parties().size();
          case ATTESTOR -> fact.index() < head.attestors().size();
        };
    boolean silent =
        switch (fact.silence()) {
          case NONE -> fact.source() == Source.PERFORMER;
          case VALUE ->
              fact.kind() == DeliverableTerms.Kind.DOCUMENT || FactWords.inRange(fact, silence);
          case AS_CLAIMED -> fact.source() != Source.PERFORMER;
        };
    return sourced && silent && fact.least().compareTo(fact.most()) <= 0;
  }
}
