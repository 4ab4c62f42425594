package org.horkos.dsl.agreement;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.agreement.Condition.Compare;
import org.horkos.dsl.agreement.Condition.Operator;
import org.horkos.dsl.agreement.Deliverable.Domain;
import org.horkos.dsl.agreement.Deliverable.Fact;
import org.horkos.dsl.agreement.Deliverable.Silence;
import org.horkos.dsl.agreement.Deliverable.Source;
import org.horkos.dsl.agreement.Quantity.Constant;
import org.horkos.dsl.agreement.Quantity.FactValue;
import org.horkos.dsl.agreement.Quantity.Least;
import org.horkos.dsl.agreement.Quantity.Lot;
import org.horkos.dsl.agreement.Quantity.ParameterValue;
import org.horkos.dsl.agreement.Quantity.Pay;
import org.horkos.dsl.agreement.Quantity.PeriodsLate;
import org.horkos.dsl.agreement.Quantity.Product;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Fraction;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;

/**
 * The two flagship agreements as typed agreements, written out by hand, so that the back ends are
 * tested against what the texts mean and not against what the front end makes of them.
 */
public final class WrittenByHand {
  private static final long DAY = 86_400;
  private static final int YES = 0;
  private static final int NO = 1;

  private WrittenByHand() {}

  /** {@code examples/website-build.oath}. */
  public static Agreement websiteBuild() {
    Agreement.Court court = court("quality", 2);
    Deliverable design =
        new Deliverable(
            "design",
            1,
            Optional.empty(),
            List.of(new Deliverable.Pay(0, 0, percent(40, new ParameterValue(0)))),
            List.of(
                new Deliverable.Lot(1, 0, percent(20, new Pay())),
                new Deliverable.Lot(0, 0, percent(10, new Pay()))),
            new Moment(Moment.Event.START, 0, 14 * DAY),
            2 * DAY,
            new Moment(Moment.Event.DUE, 0, 21 * DAY),
            List.of(new Deliverable.Gives(0, 0, percent(50, new Lot(0)))),
            List.of(),
            3 * DAY,
            0,
            3,
            List.of(
                new Fact("mockups", Optional.empty(), false, new Domain.Document(), performer()),
                fact("screens", "How many screens?", range(50), performer()),
                fact("signoff", "Is every page shown?", yesNo(), party(0, 5, YES))),
            List.of(
                new Deliverable.Require("enough screens", is(1, Operator.AT_LEAST, 8)),
                new Deliverable.Require("complete", is(2, Operator.IS, YES))),
            List.of(),
            List.of(late(0, 1, 10)));
    Deliverable launch =
        new Deliverable(
            "launch",
            1,
            Optional.of(0),
            List.of(new Deliverable.Pay(0, 0, percent(60, new ParameterValue(0)))),
            List.of(
                new Deliverable.Lot(1, 0, percent(20, new Pay())),
                new Deliverable.Lot(0, 0, percent(10, new Pay()))),
            new Moment(Moment.Event.ENDED, 0, 30 * DAY),
            3 * DAY,
            new Moment(Moment.Event.DUE, 0, 21 * DAY),
            List.of(new Deliverable.Gives(0, 0, percent(50, new Lot(0)))),
            List.of(),
            3 * DAY,
            0,
            3,
            List.of(
                fact("lighthouse", "Median Lighthouse score?", range(100), attestor(2)),
                fact("defects", "How many open defects?", range(999), party(0, 10, 0))),
            List.of(),
            List.of(
                new Deliverable.Award(
                    Fraction.of(85, 100),
                    all(is(0, Operator.AT_LEAST, 75), is(1, Operator.AT_MOST, 3))),
                new Deliverable.Award(
                    Fraction.ONE, all(is(0, Operator.AT_LEAST, 90), is(1, Operator.IS, 0)))),
            List.of());
    return new Agreement(
        "WebsiteBuild",
        1,
        Optional.of("Silence for {design.signoff.within} counts as sign-off."),
        Keccak.hash(new byte[] {1}),
        7 * DAY,
        List.of(new Agreement.Token("USDC", 6)),
        List.of(
            new Agreement.Parameter(
                "price",
                BigInteger.valueOf(1_000_000_000L),
                BigInteger.valueOf(100_000_000_000L),
                Optional.of(0))),
        List.of(
            new Agreement.Party("client", Optional.empty()),
            new Agreement.Party("studio", Optional.empty())),
        List.of(new Agreement.Attestor("lab")),
        List.of(court),
        List.of(design, launch));
  }

  /** Values for {@link #websiteBuild()}: a price of 5,000 USDC. */
  public static Bindings websiteBindings() {
    return new Bindings(
        List.of(BigInteger.valueOf(5_000_000_000L)),
        List.of(address(0xA0)),
        List.of(Optional.of(address(0xC1)), Optional.of(address(0x57))),
        List.of(address(0x1A)),
        List.of(new Bindings.CourtBinding(0, BigInteger.valueOf(6_000_000))),
        address(0xC1),
        1_798_761_600L,
        Hash.ZERO);
  }

  /** {@code examples/parser-bounty.oath}. */
  public static Agreement parserBounty() {
    Deliverable parser =
        new Deliverable(
            "parser",
            1,
            Optional.empty(),
            List.of(new Deliverable.Pay(0, 0, new ParameterValue(0))),
            List.of(
                new Deliverable.Lot(1, 0, percent(10, new Pay())),
                new Deliverable.Lot(0, 0, percent(5, new Pay()))),
            new Moment(Moment.Event.JOINS, 1, 45 * DAY),
            3 * DAY,
            new Moment(Moment.Event.DUE, 0, 30 * DAY),
            List.of(new Deliverable.Gives(0, 0, percent(50, new Lot(0)))),
            List.of(),
            4 * DAY,
            0,
            1,
            List.of(
                fact(
                    "licence",
                    "Under which licence?",
                    new Domain.Choice(List.of("MIT", "Apache2", "GPL3", "other")),
                    performer()),
                fact("tests", "How many listed cases pass?", range(400), attestor(1)),
                fact("copied", "Is it others' work?", yesNo(), party(0, 7, NO))),
            List.of(
                new Deliverable.Require("open licence", is(0, Operator.IS_NOT, 3)),
                new Deliverable.Require("own work", is(2, Operator.IS, NO))),
            List.of(
                new Deliverable.Award(Fraction.of(70, 100), is(1, Operator.AT_LEAST, 380)),
                new Deliverable.Award(Fraction.ONE, is(1, Operator.IS, 400))),
            List.of(late(0, 2, 20)));
    return new Agreement(
        "ParserBounty",
        1,
        Optional.of("Untaken for {hunter.open}, the prize goes back."),
        Keccak.hash(new byte[] {2}),
        7 * DAY,
        List.of(new Agreement.Token("DAI", 18)),
        List.of(new Agreement.Parameter("prize", dai(100), dai(50_000), Optional.of(0))),
        List.of(
            new Agreement.Party("sponsor", Optional.empty()),
            new Agreement.Party("hunter", Optional.of(30 * DAY))),
        List.of(new Agreement.Attestor("ci")),
        List.of(court("code", 1)),
        List.of(parser));
  }

  /** Values for {@link #parserBounty()}: a prize of 3,000 DAI. */
  public static Bindings parserBindings() {
    return new Bindings(
        List.of(dai(3_000)),
        List.of(address(0xDA)),
        List.of(Optional.of(address(0x59)), Optional.empty()),
        List.of(address(0xC1)),
        List.of(new Bindings.CourtBinding(1, BigInteger.valueOf(1_500_000_000_000_000_000L))),
        address(0x59),
        1_798_761_600L,
        Keccak.hash(new byte[] {3}));
  }

  /** This many DAI in base units. */
  public static BigInteger dai(long amount) {
    return BigInteger.valueOf(amount).multiply(BigInteger.TEN.pow(18));
  }

  private static Address address(int fill) {
    byte[] bytes = new byte[Address.SIZE];
    java.util.Arrays.fill(bytes, (byte) fill);
    return Address.of(bytes);
  }

  private static Agreement.Court court(String name, int appeals) {
    return new Agreement.Court(
        name, 3, 3 * DAY, 2 * DAY, DAY, 2 * DAY, appeals, 3_000, 6_000, 3_000, 1_000);
  }

  private static Deliverable.Penalty late(int to, int percentADay, int percentAtMost) {
    return new Deliverable.Penalty(
        "late",
        to,
        Optional.empty(),
        new Least(
            new Product(
                List.of(
                    new Product(List.of(constant(percentADay, 100), new Pay())),
                    new PeriodsLate(DAY))),
            percent(percentAtMost, new Pay())),
        new Condition.Always());
  }

  private static Fact fact(String name, String question, Domain domain, Source source) {
    return new Fact(name, Optional.of(question), false, domain, source);
  }

  private static Source performer() {
    return new Source.Performer();
  }

  private static Source party(int index, int days, int silence) {
    return new Source.Other(
        false, index, days * DAY, new Silence.Means(BigInteger.valueOf(silence)));
  }

  private static Source attestor(int days) {
    return new Source.Other(true, 0, days * DAY, new Silence.AsClaimed());
  }

  private static Domain range(int most) {
    return new Domain.Range(BigInteger.ZERO, BigInteger.valueOf(most), Optional.empty());
  }

  private static Domain yesNo() {
    return new Domain.Choice(List.of("yes", "no"));
  }

  private static Condition is(int fact, Operator operator, int value) {
    return new Compare(new FactValue(fact), operator, constant(value, 1));
  }

  private static Condition all(Condition... conditions) {
    return new Condition.All(List.of(conditions));
  }

  private static Quantity percent(int percent, Quantity of) {
    return new Product(List.of(constant(percent, 100), of));
  }

  private static Constant constant(int numerator, int denominator) {
    return new Constant(Fraction.of(numerator, denominator));
  }
}
