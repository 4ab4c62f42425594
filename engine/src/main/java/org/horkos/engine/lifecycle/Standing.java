package org.horkos.engine.lifecycle;

import java.util.List;
import org.horkos.dsl.backend.terms.Clauses.Owes;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Gives;
import org.horkos.dsl.backend.terms.DeliverableTerms.Pot;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead.Seat;
import org.horkos.dsl.value.Address;
import org.horkos.engine.lifecycle.AgreementState.Member;
import org.horkos.engine.vm.RequireCheck;

/** Who has a say in a deliverable: OATH rule 6. Sets of parties are bit masks, bit p is party p. */
public final class Standing {
  private Standing() {}

  /**
   * The parties with standing: the performer, the payers, the owners of lots, and whoever its rules
   * may give something or it is owed to.
   */
  public static int of(Terms terms, DeliverableTerms part) {
    int mask = 1 << part.performer() | owners(part) | RequireCheck.receivers(part.program());
    for (Pot pay : part.pays()) {
      mask |= 1 << pay.owner();
    }
    for (Gives gives : part.missedGives()) {
      mask |= 1 << gives.to();
    }
    for (Gives gives : part.failedGives()) {
      mask |= 1 << gives.to();
    }
    for (Owes owes : part.clauses().owes()) {
      mask |= 1 << owes.to();
    }
    return mask & (1 << terms.head().parties().size()) - 1;
  }

  /** The owners of its lots. */
  static int owners(DeliverableTerms part) {
    int mask = 0;
    for (Pot lot : part.lots()) {
      mask |= 1 << lot.owner();
    }
    return mask;
  }

  /** The open seats that must be filled before it opens: those with standing. */
  static int seats(Terms terms, DeliverableTerms part) {
    List<Seat> parties = terms.head().parties();
    int mask = 0;
    for (int party = 0; party < parties.size(); party++) {
      if (parties.get(party).open()) {
        mask |= 1 << party;
      }
    }
    return mask & of(terms, part);
  }

  /** Which party the address is, or -1. An address has one role, so there is at most one. */
  static int party(List<Member> members, Address actor) {
    for (int party = 0; party < members.size(); party++) {
      if (members.get(party).account().filter(actor::equals).isPresent()) {
        return party;
      }
    }
    return -1;
  }

  static boolean contains(int mask, int party) {
    return party >= 0 && (mask >> party & 1) == 1;
  }
}
