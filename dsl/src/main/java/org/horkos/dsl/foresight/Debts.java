package org.horkos.dsl.foresight;

import java.math.BigInteger;
import java.util.List;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Amounts;
import org.horkos.dsl.agreement.Clauses;
import org.horkos.dsl.agreement.Deliverable;

/**
 * What money that is owed brings a party, or costs it. What is carried over counts where it was
 * owed first, whenever it is paid: nothing is paid twice.
 */
final class Debts {
  private static final BigInteger ZERO = BigInteger.ZERO;

  private final Agreement agreement;
  private final int index;
  private final List<Clauses.Owes> owes;
  private final Amounts amounts;

  Debts(Agreement agreement, int index, Amounts amounts) {
    this.agreement = agreement;
    this.index = index;
    this.owes = agreement.deliverables().get(index).clauses().owes();
    this.amounts = amounts;
  }

  /**
   * What a party ends with of the debt.
   *
   * @param amount base units
   * @param exact whether that can be
   */
  record Share(BigInteger amount, boolean exact) {}

  /** The least or most of a party if all is paid, or else if something of it is missed. */
  Share share(int party, int token, boolean paid, boolean most) {
    if (owes.isEmpty() || owes.getFirst().token() != token) {
      return new Share(ZERO, true);
    }
    if (agreement.deliverables().get(index).performer() == party) {
      // To pay little is the most that the one who owes can end with.
      return new Share(sum(-1, paid, !most, carried()).negate(), true);
    }
    boolean others = owes.stream().anyMatch(one -> one.to() != party);
    if (!most) {
      return new Share(paid ? sum(party, true, false, false) : ZERO, true);
    }
    boolean first = carriedToFirst(party);
    BigInteger amount = sum(first ? -1 : party, paid || others, true, carried());
    boolean exact = paid ? !first || !others : !others && !carried();
    return new Share(amount, exact || amount.signum() == 0);
  }

  /** All that is owed to a party, or to anybody for -1; missed: at most all but a unit of it. */
  private BigInteger sum(int to, boolean paid, boolean most, boolean carried) {
    BigInteger sum = ZERO;
    for (Clauses.Owes one : owes) {
      boolean counts = (to < 0 || one.to() == to) && (most || paid && !one.whenLate());
      sum = counts ? sum.add(amounts.floored(one.amount()).max(ZERO)) : sum;
    }
    return paid || carried || sum.signum() == 0 ? sum : sum.subtract(BigInteger.ONE);
  }

  private boolean carried() {
    return agreement.deliverables().stream()
        .anyMatch(other -> other.clauses().carriesFrom().filter(from -> from == index).isPresent());
  }

  /** Whether somebody gets first what is carried from here. */
  private boolean carriedToFirst(int party) {
    int from = index;
    boolean found = true;
    while (found) {
      found = false;
      for (int i = 0; i < agreement.deliverables().size() && !found; i++) {
        Deliverable next = agreement.deliverables().get(i);
        int before = from;
        if (next.clauses().carriesFrom().filter(of -> of == before).isPresent() && i > from) {
          if (next.clauses().owes().getFirst().to() == party) {
            return true;
          }
          from = i;
          found = true;
        }
      }
    }
    return false;
  }
}
