package org.horkos.node.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Optional;
import org.horkos.node.Seeded;
import org.junit.jupiter.api.Test;

class FeesTest {
  private static final BigInteger GWEI = BigInteger.valueOf(1_000_000_000L);

  private static BigInteger gwei(long number) {
    return GWEI.multiply(BigInteger.valueOf(number));
  }

  @Test
  void theFirstOfferHasRoomForTwiceTheBaseFeeWithinWhatMayBePaid() {
    assertThat(Fees.first(gwei(10), gwei(500))).contains(new Fees(GWEI, gwei(21)));
    assertThat(Fees.first(gwei(10), gwei(15))).contains(new Fees(GWEI, gwei(15)));
    assertThat(Fees.first(gwei(10), gwei(11))).contains(new Fees(GWEI, gwei(11)));
    assertThat(Fees.first(gwei(10), gwei(11).subtract(BigInteger.ONE))).isEmpty();
  }

  @Test
  void aReplacementOffersAnEighthMoreOfBothAndTwiceTheBaseFee() {
    Fees fees = new Fees(GWEI, gwei(21));
    assertThat(fees.raised(gwei(1), gwei(500)).orElseThrow().most())
        .isEqualTo(gwei(21).multiply(BigInteger.valueOf(9)).divide(BigInteger.valueOf(8)));
    assertThat(fees.raised(gwei(100), gwei(500)).orElseThrow().most())
        .isGreaterThan(gwei(201))
        .isLessThan(gwei(202));
    assertThat(fees.raised(gwei(100), gwei(110)).orElseThrow().most()).isEqualTo(gwei(110));
    assertThat(fees.raised(gwei(100), gwei(100))).isEmpty();
    assertThat(fees.raised(gwei(1), gwei(23))).isEmpty();
  }

  @Test
  void noReplacementIsBelowWhatL1AsksForOrAboveWhatMayBePaid() {
    Seeded random = new Seeded(Seeded.seed(7));
    for (int i = 0; i < 10_000; i++) {
      BigInteger cap = amount(random);
      BigInteger base = amount(random);
      Optional<Fees> first = Fees.first(base, cap);
      for (Optional<Fees> fees = first; fees.isPresent(); ) {
        Fees before = fees.get();
        assertThat(before.most()).isBetween(base.add(GWEI), cap);
        base = base.add(amount(random));
        fees = before.raised(base, cap);
        BigInteger now = base;
        fees.ifPresent(
            after -> {
              assertThat(after.tip().shiftLeft(3))
                  .isGreaterThanOrEqualTo(before.tip().multiply(BigInteger.valueOf(9)));
              assertThat(after.most().shiftLeft(3))
                  .isGreaterThanOrEqualTo(before.most().multiply(BigInteger.valueOf(9)));
              assertThat(after.enter(now)).isTrue();
            });
      }
    }
  }

  private static BigInteger amount(Seeded random) {
    return BigInteger.valueOf(random.below(1_000_000_000)).multiply(BigInteger.valueOf(1_000));
  }
}
