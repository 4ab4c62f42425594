package org.horkos.node.twin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.backend.terms.Clauses;
import org.horkos.dsl.backend.terms.Clauses.Asked;
import org.horkos.dsl.backend.terms.Clauses.Calendar;
import org.horkos.dsl.backend.terms.Clauses.MayEnd;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.node.Seeded;

/** Clauses with one thing changed to a value near a limit: some break it, some do not. */
final class ChangedClauses {
  private static final int MOST_EAST = 14 * 3_600;

  private final Seeded seeded;

  ChangedClauses(Seeded seeded) {
    this.seeded = seeded;
  }

  /**
   * Changes the clauses of a part.
   *
   * @param moment one near a limit
   */
  Clauses change(Terms terms, DeliverableTerms part, Moment moment) {
    Clauses before = part.clauses();
    int facts = part.facts().size();
    int changed = seeded.below(9);
    return new Clauses(
        changed == 0 ? Optional.of(index(facts)) : before.measuredBy(),
        changed == 1 ? Optional.of(index(facts)) : before.excuse(),
        (changed == 2) != before.byItself(),
        (changed == 3) != before.afterAnyEnd(),
        changed == 4
            ? Optional.of(new MayEnd(index(terms.head().parties().size()), moment))
            : before.mayEnd(),
        changed == 5 ? seeded.below(5) : before.endsAll(),
        before.owes(),
        before.carriesFrom(),
        changed == 6 || changed == 7 ? Optional.of(calendar(facts)) : before.calendar(),
        before.entryOf(),
        before.contest(),
        changed == 8 ? asked(facts) : before.asked());
  }

  private Calendar calendar(int facts) {
    List<Integer> holidays = new ArrayList<>();
    int first = seeded.below(3);
    int count = seeded.oneIn(2) ? 95 + seeded.below(3) : seeded.below(3);
    for (int i = 0; i < count; i++) {
      holidays.add(first + i - (seeded.oneIn(200) ? 1 : 0));
    }
    int last = holidays.isEmpty() ? seeded.below(1 << 16) : holidays.getLast();
    return new Calendar(
        seeded.oneOf(List.of(0, 60, -60, 61, MOST_EAST, MOST_EAST + 60, -MOST_EAST - 60)),
        seeded.oneOf(List.of(0, 0x60, 0x60, 0x7e, 0x7f, 0x80)),
        Math.max(0, last - (seeded.oneIn(8) ? 1 : 0)),
        seeded.oneOf(
            List.of(1L, 2L, 4L, 8L, 0L, 0x10L, 0x80L, 1L << (7 + facts), 1L << (8 + facts))),
        holidays);
  }

  private List<Asked> asked(int facts) {
    List<Asked> asked = new ArrayList<>();
    int fact = seeded.below(2);
    for (int i = 1 + seeded.below(3); i > 0; i--) {
      asked.add(new Asked(Math.min(fact, 255), seeded.oneIn(4) ? 15 + seeded.below(2) : 0));
      fact += seeded.oneIn(8) ? 0 : 1 + seeded.below(Math.max(1, facts - 1));
    }
    return asked;
  }

  private int index(int size) {
    return seeded.oneIn(4) ? size : seeded.below(Math.max(1, size));
  }
}
