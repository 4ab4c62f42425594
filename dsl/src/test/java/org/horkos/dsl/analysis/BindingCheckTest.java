package org.horkos.dsl.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.Examples;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Bindings;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindingCheckTest {
  private static final Agreement WEBSITE =
      Compiler.check(Examples.website()).agreement().orElseThrow();

  private static Address address(int number) {
    byte[] bytes = new byte[Address.SIZE];
    bytes[Address.SIZE - 1] = (byte) number;
    return Address.of(bytes);
  }

  private static Bindings bindings(long price, int client, int studio, int lab, long seatFee) {
    return new Bindings(
        List.of(BigInteger.valueOf(price)),
        List.of(address(9)),
        List.of(Optional.of(address(client)), Optional.of(address(studio))),
        List.of(address(lab)),
        List.of(new Bindings.CourtBinding(0, BigInteger.valueOf(seatFee))),
        address(client),
        2_000_000_000L,
        Hash.ZERO);
  }

  private static List<DiagnosticCode> codes(Agreement agreement, Bindings bindings) {
    return BindingCheck.check(agreement, bindings).stream()
        .map(BindingCheck.Problem::code)
        .toList();
  }

  @Test
  void goodBindingsHaveNoProblem() {
    assertThat(codes(WEBSITE, bindings(5_000_000_000L, 1, 2, 3, 1_000_000))).isEmpty();
  }

  @Test
  void theBoundsOfAParameterAreInclusive() {
    assertThat(codes(WEBSITE, bindings(1_000_000_000L, 1, 2, 3, 1))).isEmpty();
    assertThat(codes(WEBSITE, bindings(100_000_000_000L, 1, 2, 3, 1))).isEmpty();
    assertThat(codes(WEBSITE, bindings(999_999_999L, 1, 2, 3, 1)))
        .containsExactly(DiagnosticCode.BOUND_OUT_OF_RANGE);
    assertThat(codes(WEBSITE, bindings(100_000_000_001L, 1, 2, 3, 1)))
        .containsExactly(DiagnosticCode.BOUND_OUT_OF_RANGE);
  }

  @Test
  void oneAddressHasOneRole() {
    assertThat(codes(WEBSITE, bindings(5_000_000_000L, 1, 1, 1, 1)))
        .containsExactly(DiagnosticCode.BOUND_TWICE, DiagnosticCode.BOUND_TWICE);
  }

  @Test
  void aListOfAnotherLengthIsIncomplete() {
    Bindings good = bindings(5_000_000_000L, 1, 2, 3, 1);
    Bindings without =
        new Bindings(
            List.of(),
            good.tokens(),
            good.parties(),
            List.of(),
            good.courts(),
            good.proposer(),
            good.openBy(),
            good.salt());
    assertThat(codes(WEBSITE, without))
        .containsExactly(DiagnosticCode.BOUND_INCOMPLETE, DiagnosticCode.BOUND_INCOMPLETE);
  }

  @Test
  void theSmallestForfeitPaysTheSeats() {
    // The client's bond for the design is 10% of 2,000: 200, forfeit 60, the court's part 18, of
    // which one of two facts brings half: 9, less what flooring may lose; three seats of 2.999999.
    assertThat(codes(WEBSITE, bindings(5_000_000_000L, 1, 2, 3, 2_999_999))).isEmpty();
    assertThat(codes(WEBSITE, bindings(5_000_000_000L, 1, 2, 3, 3_000_000)))
        .containsExactly(DiagnosticCode.COURT_UNPAID);
  }

  @Test
  void whatComesToNothingIsRefused() {
    // A price of 99 units is above the least that text and bound allow, its share below one unit.
    String text =
        Examples.website()
            .text()
            .replace("bond 10% of pay by payer", "bond 0.0001% of pay by payer");
    Agreement agreement = Compiler.check(SourceText.of("tiny", text)).agreement().orElseThrow();
    Agreement lower =
        new Agreement(
            agreement.name(),
            agreement.version(),
            agreement.prose(),
            agreement.textHash(),
            agreement.fundedWithinSeconds(),
            agreement.tokens(),
            List.of(
                new Agreement.Parameter(
                    "price", BigInteger.ONE, BigInteger.TEN.pow(12), Optional.of(0))),
            agreement.parties(),
            agreement.attestors(),
            agreement.courts(),
            agreement.deliverables());
    assertThat(codes(lower, bindings(99, 1, 2, 3, 0))).contains(DiagnosticCode.BOUND_TO_NOTHING);
  }

  @Test
  void everyCodeOfBindingsIsTestedHere() {
    // Named above; this list fails when a code is added without a test.
    assertThat(
            Arrays.stream(DiagnosticCode.values())
                .filter(c -> c.code().startsWith("O15"))
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(
            DiagnosticCode.BOUND_OUT_OF_RANGE,
            DiagnosticCode.BOUND_TWICE,
            DiagnosticCode.BOUND_INCOMPLETE,
            DiagnosticCode.COURT_UNPAID,
            DiagnosticCode.BOUND_TO_NOTHING,
            DiagnosticCode.BOUND_TOO_LATE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // all have paid in by 2027-01-08 at the latest
        "due 2027-01-09 | missed 20 days after due | ",
        "due 2027-01-08 | missed 20 days after due | O1506",
        "due 2027-01-07, grace 2 days | missed 20 days after due | ",
        "due 2027-01-07, grace 1 day | missed 20 days after due | O1506",
        "due fair | missed 20 days after due | ",
        "due 2027-02-01 | missed close | O1506",
        "due 2027-01-31 | missed close | ",
        "due 10 days after start | missed 2027-01-19 | ",
        "due 10 days after start | missed 2027-01-18 | O1506",
        "due 10 days after start | missed 20 days after due allow client to end 2027-01-18 | ",
        "due 10 days after start | missed 20 days after due allow client to end 2027-01-17 | O1506",
      })
  void noDatePassesBeforeItCanBegin(String due, String missed, String code) {
    String text =
        """
        agreement Dated version 1
        token USDC decimals 6
        parameter fair: 2027-01-05..2027-05-01
        parameter close: 2027-01-15..2027-05-01
        party client
        party studio
        deliverable page by studio {
          pays 100 USDC from client
          %s
          %s
        }
        """
            .formatted(due, missed);
    Agreement agreement = Compiler.check(SourceText.of("dated", text)).agreement().orElseThrow();
    Bindings bound =
        new Bindings(
            List.of(
                BigInteger.valueOf(LocalDate.of(2027, 1, 9).toEpochDay() * 86_400),
                BigInteger.valueOf(LocalDate.of(2027, 2, 1).toEpochDay() * 86_400)),
            List.of(address(9)),
            List.of(Optional.of(address(1)), Optional.of(address(2))),
            List.of(),
            List.of(),
            address(1),
            LocalDate.of(2027, 1, 1).toEpochDay() * 86_400,
            Hash.ZERO);
    assertThat(BindingCheck.check(agreement, bound))
        .extracting(problem -> problem.code().code())
        .isEqualTo(code == null ? List.of() : List.of(code));
  }
}
