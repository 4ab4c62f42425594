package org.horkos.dsl.foresight;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Amounts;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.source.SourceText;
import org.junit.jupiter.api.Test;

/** Bounds of what comes of a pay hold for each award and each penalty between theirs. */
class PaySplitTest {
  private static final long SEED = Long.getLong("horkos.seed", 815L);
  private static final int TRIES = 4_000;
  private static final int PAY = 23;

  private static final Agreement AGREEMENT =
      Compiler.check(
              SourceText.of(
                  "split.oath",
                  """
                  agreement Split version 1
                  token EUR decimals 0
                  party buyer
                  party friend
                  party other
                  party seller
                  deliverable goods by seller {
                    pays 20 EUR from buyer and 2 EUR from friend and 1 EUR from other
                    due 10 days after start
                    missed 20 days after due
                    decision a: 0..99 by other within 2 days, silence means 0
                    penalty "a" gives buyer 1 EUR * a from award
                    penalty "b" gives friend 1 EUR * a from award
                    penalty "c" gives buyer 2 EUR * a from award
                  }
                  """))
          .agreement()
          .orElseThrow();

  private final Random random = new Random(SEED);

  @Test
  void nothingIsBeyondThem() {
    for (int i = 0; i < TRIES; i++) {
      int rest = random.nextInt(PAY + 1);
      int more = random.nextInt(PAY + 1 - rest);
      split(Stream.of(PAY - rest - more, rest, more).map(BigInteger::valueOf).toList());
    }
  }

  private void split(List<BigInteger> pays) {
    Deliverable goods = AGREEMENT.deliverables().getFirst();
    PaySplit split = new PaySplit(goods, new Amounts(List.of(), pays, List.of()));
    Range award = range(PAY);
    List<Range> asked = List.of(range(30), range(30), range(30));
    for (int party = 0; party < AGREEMENT.parties().size(); party++) {
      Range all = split.net(award, asked, party);
      for (int i = 0; i < 8; i++) {
        Range one = within(award);
        List<Range> penalties = new ArrayList<>();
        asked.forEach(penalty -> penalties.add(within(penalty)));
        Range net = split.net(one, penalties, party);
        assertThat(net.single()).isTrue();
        assertThat(net.least())
            .as("%s of %s, %s of %s, party %s, %s", one, award, penalties, asked, party, pays)
            .isBetween(all.least(), all.most());
      }
    }
  }

  private Range range(int most) {
    int one = random.nextInt(most + 1);
    int other = random.nextInt(4) == 0 ? one : random.nextInt(most + 1);
    return Range.of(Math.min(one, other), Math.max(one, other));
  }

  private Range within(Range range) {
    BigInteger offset = BigInteger.valueOf(random.nextInt(range.width().intValue() + 1));
    return switch (random.nextInt(3)) {
      case 0 -> Range.of(range.least());
      case 1 -> Range.of(range.most());
      default -> Range.of(range.least().add(offset));
    };
  }
}
