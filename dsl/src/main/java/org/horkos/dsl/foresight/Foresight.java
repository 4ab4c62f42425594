package org.horkos.dsl.foresight;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Amounts;
import org.horkos.dsl.agreement.Deliverable;

/**
 * What can come of an agreement for its parties, before anybody signs. The bounds hold for whatever
 * anybody does (invariant 2); they are exact where the search of all findings came to an end, and
 * said to be bounds only where it did not.
 *
 * @param parameters the bound values
 * @param outlooks one for each party and token that it locks, gets or owes something of, ascending
 */
public record Foresight(List<BigInteger> parameters, List<Outlook> outlooks) {
  /** How many boxes all searches of an agreement may look at together. */
  private static final long BOXES = 100_000;

  private static final long FEWEST = 40;
  private static final long MOST = 4_000;

  /** Rules of so many parts cost as much as they are reckoned to. */
  private static final long PARTS = 40;

  /** Beyond so many, even the fewest boxes take long together: there are fewer. */
  private static final long MANY_PARTS = 1_500;

  /** For each party, each end of a deliverable is searched from both sides. */
  private static final long SEARCHES = 4;

  public Foresight {
    parameters = List.copyOf(parameters);
    outlooks = List.copyOf(outlooks);
  }

  /**
   * The foresight of a checked agreement.
   *
   * @param parameters a value for each parameter, within its bounds
   */
  public static Foresight of(Agreement agreement, List<BigInteger> parameters) {
    int size = agreement.deliverables().size();
    List<Long> sizes = agreement.deliverables().stream().map(one -> size(one, parameters)).toList();
    List<Ends> ends = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      ends.add(new Ends(agreement, parameters, i, boxes(agreement, sizes, i)));
    }
    Debts debts = new Debts(agreement, parameters);
    List<Outlook> outlooks = new ArrayList<>();
    for (int party = 0; party < agreement.parties().size(); party++) {
      for (int token = 0; token < agreement.tokens().size(); token++) {
        Outlook outlook = outlook(agreement, ends, debts, party, token);
        boolean nothing =
            outlook.locked().signum() == 0
                && outlook.leastDisputed().amount().signum() == 0
                && outlook.mostDisputed().amount().signum() == 0;
        if (!nothing || token == 0 && agreement.tokens().size() == 1) {
          outlooks.add(outlook);
        }
      }
    }
    return new Foresight(parameters, outlooks);
  }

  private static long size(Deliverable one, List<BigInteger> parameters) {
    return new Watched(one, Amounts.of(one, parameters)).size();
  }

  /** The larger the rules are, the longer it takes to look at a box, and the fewer are. */
  private static long boxes(Agreement agreement, List<Long> sizes, int index) {
    long all = agreement.parties().size() * sizes.stream().reduce(1L, Long::sum);
    long fewest = Math.clamp(FEWEST * MANY_PARTS / all, 1, FEWEST);
    long searches = SEARCHES * agreement.parties().size() * agreement.deliverables().size();
    return Math.clamp(BOXES * PARTS / (searches * Math.max(PARTS, sizes.get(index))), fewest, MOST);
  }

  private static Outlook outlook(
      Agreement agreement, List<Ends> ends, Debts debts, int party, int token) {
    BigInteger locked =
        ends.stream().map(one -> one.locked(party, token)).reduce(BigInteger.ZERO, BigInteger::add);
    return new Outlook(
        party,
        token,
        locked,
        new Course(agreement, ends, debts, party, token, false, false).extreme(),
        new Course(agreement, ends, debts, party, token, true, false).extreme(),
        new Course(agreement, ends, debts, party, token, false, true).extreme(),
        new Course(agreement, ends, debts, party, token, true, true).extreme());
  }
}
