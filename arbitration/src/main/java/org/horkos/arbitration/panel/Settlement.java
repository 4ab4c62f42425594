package org.horkos.arbitration.panel;

import java.math.BigInteger;

/** What each seat of a judged panel gets and loses: docs/protocol/court.md, "Settlement". */
record Settlement(PanelTerms terms, PanelState state) {
  private static final BigInteger INCOHERENT_LOSES_ONE_IN = BigInteger.TEN;
  private static final BigInteger SILENT_LOSES_ONE_IN = BigInteger.valueOf(5);

  /** What one seat gets, or loses. */
  PanelEffect.SeatSettled of(int seat) {
    boolean gains = has(state.coherent(), seat);
    BigInteger loses =
        gains ? BigInteger.ZERO : has(state.silent(), seat) ? silentLoses() : incoherentLoses();
    return new PanelEffect.SeatSettled(
        seat,
        state.seats().get(seat).arbitrator(),
        terms.minimumStake(),
        gains ? feeShare() : BigInteger.ZERO,
        gains ? stakeShare() : BigInteger.ZERO,
        loses);
  }

  /** What of the court's part does not divide among the coherent seats. */
  BigInteger oddFee() {
    return state.courtPart().subtract(feeShare().multiply(coherentSeats()));
  }

  private BigInteger feeShare() {
    return state.coherent() == 0 ? BigInteger.ZERO : state.courtPart().divide(coherentSeats());
  }

  private BigInteger stakeShare() {
    int silent = Integer.bitCount(state.silent());
    int incoherent = state.seated() - silent - Integer.bitCount(state.coherent());
    return silentLoses()
        .multiply(BigInteger.valueOf(silent))
        .add(incoherentLoses().multiply(BigInteger.valueOf(incoherent)))
        .divide(coherentSeats());
  }

  private BigInteger coherentSeats() {
    return BigInteger.valueOf(Integer.bitCount(state.coherent()));
  }

  private BigInteger incoherentLoses() {
    return terms.minimumStake().divide(INCOHERENT_LOSES_ONE_IN);
  }

  private BigInteger silentLoses() {
    return terms.minimumStake().divide(SILENT_LOSES_ONE_IN);
  }

  private static boolean has(int seats, int seat) {
    return (seats >> seat & 1) == 1;
  }
}
