package org.horkos.dsl.backend.terms;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Bindings;
import org.horkos.dsl.agreement.Condition;
import org.horkos.dsl.agreement.Condition.Operator;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Quantity;
import org.horkos.dsl.agreement.WrittenByHand;
import org.horkos.dsl.backend.terms.TermsRefusal.Code;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Fraction;
import org.junit.jupiter.api.Test;

class FromAgreementTest {
  private final Agreement website = WrittenByHand.websiteBuild();
  private final Bindings bindings = WrittenByHand.websiteBindings();

  @Test
  void paysLotsAndGivesAreFlooredOnceEach() {
    Terms terms = Examples.terms(website, priced(BigInteger.valueOf(1_000_000_007)));
    DeliverableTerms design = terms.deliverables().getFirst();
    // 40% of 1,000,000,007 is 400,000,002.8; its 20%, of the floored pay, is 80,000,000.4
    assertThat(design.pay()).isEqualTo(400_000_002);
    assertThat(design.lots().get(0).amount()).isEqualTo(80_000_000);
    assertThat(design.lots().get(1).amount()).isEqualTo(40_000_000);
    assertThat(design.missedGives().getFirst().amount()).isEqualTo(40_000_000);
  }

  @Test
  void aMaximumCountsEveryPotThatCanPayTheParty() {
    // the hunter: the prize, its own 300, and 60% of the 30% that the sponsor's 150 can forfeit
    assertThat(Examples.parserBounty().head().money().get(1).maximum())
        .isEqualTo(WrittenByHand.dai(3_327));
    // the court and burn: 30% and 10% of 30% of 450
    assertThat(Examples.parserBounty().head().caps().getFirst())
        .isEqualTo(
            new TermsHead.TokenCap(
                new BigInteger("40500000000000000000"), new BigInteger("13500000000000000000")));
  }

  @Test
  void aParameterOutsideItsBoundsIsRefused() {
    assertThat(refused(website, priced(BigInteger.ONE)).getFirst().sentence())
        .isEqualTo("parameter price: 1 is not within 1000000000 and 100000000000");
  }

  @Test
  void aMissingAddressAndOneForAnOpenSeatAreRefused() {
    Bindings unnamed = with(bindings, List.of(Optional.empty(), bindings.parties().get(1)));
    assertThat(refused(website, unnamed))
        .containsExactly(new TermsRefusal(Code.BINDING, "party client", "it needs an address"));
    Bindings parser = WrittenByHand.parserBindings();
    Address somebody = Address.parse("0x00000000000000000000000000000000000000aa");
    Bindings filled = with(parser, List.of(parser.parties().get(0), Optional.of(somebody)));
    assertThat(refused(WrittenByHand.parserBounty(), filled))
        .extracting(TermsRefusal::where)
        .containsExactly("party hunter");
  }

  @Test
  void oneAddressInTwoRolesIsRefused() {
    Optional<Address> client = bindings.parties().getFirst();
    assertThat(refused(website, with(bindings, List.of(client, client))))
        .containsExactly(
            new TermsRefusal(Code.DUPLICATE, "head, parties 1", "one address, one role"));
  }

  @Test
  void listsOfAnotherLengthAreRefusedTogether() {
    Bindings empty =
        new Bindings(
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            bindings.proposer(),
            1,
            bindings.salt());
    assertThat(refused(website, empty)).hasSize(5);
  }

  @Test
  void aThirtyThirdFactIsRefused() {
    assertThat(refused(changed(design -> withFacts(design, 33)), bindings))
        .extracting(TermsRefusal::code)
        .containsExactly(Code.COUNT);
  }

  @Test
  void aProgramPastItsBytesIsRefused() {
    assertThat(refused(changed(design -> withRequires(design, 60, 5)), bindings))
        .singleElement()
        .extracting(TermsRefusal::sentence)
        .asString()
        .contains("at most 1536 bytes");
  }

  @Test
  void aSixtyFifthRequireIsRefusedByNumber() {
    assertThat(refused(changed(design -> withRequires(design, 65, 1)), bindings))
        .singleElement()
        .extracting(TermsRefusal::sentence)
        .asString()
        .contains("65 of them");
  }

  @Test
  void anIntermediateThatMayNotFitIsRefusedWithItsRule() {
    Quantity screens = new Quantity.FactValue(1);
    Quantity huge = new Quantity.Product(List.copyOf(Collections.nCopies(50, screens)));
    Deliverable.Require require =
        new Deliverable.Require(
            "fiftieth power",
            new Condition.Compare(huge, Operator.ABOVE, new Quantity.Constant(Fraction.ONE)));
    assertThat(refused(changed(design -> withRequires(design, List.of(require))), bindings))
        .singleElement()
        .satisfies(
            refusal -> {
              assertThat(refusal.code()).isEqualTo(Code.RULES);
              assertThat(refusal.where()).contains("design, require \"fiftieth power\"");
            });
  }

  private static List<TermsRefusal> refused(Agreement agreement, Bindings bindings) {
    return switch (FromAgreement.compile(agreement, bindings, TermsHead.Custody.L1)) {
      case FromAgreement.Result.Compiled compiled -> throw new AssertionError(compiled.terms());
      case FromAgreement.Result.Refused refused -> refused.refusals();
    };
  }

  private Bindings priced(BigInteger price) {
    return new Bindings(
        List.of(price),
        bindings.tokens(),
        bindings.parties(),
        bindings.attestors(),
        bindings.courts(),
        bindings.proposer(),
        bindings.openBy(),
        bindings.salt());
  }

  private static Bindings with(Bindings bindings, List<Optional<Address>> parties) {
    return new Bindings(
        bindings.parameters(),
        bindings.tokens(),
        parties,
        bindings.attestors(),
        bindings.courts(),
        bindings.proposer(),
        bindings.openBy(),
        bindings.salt());
  }

  private Agreement changed(UnaryOperator<Deliverable> change) {
    List<Deliverable> deliverables = new ArrayList<>(website.deliverables());
    deliverables.set(0, change.apply(deliverables.getFirst()));
    return new Agreement(
        website.name(),
        website.version(),
        website.prose(),
        website.textHash(),
        website.fundedWithinSeconds(),
        website.tokens(),
        website.parameters(),
        website.parties(),
        website.attestors(),
        website.courts(),
        deliverables);
  }

  private static Deliverable withFacts(Deliverable design, int count) {
    List<Deliverable.Fact> facts = new ArrayList<>(design.facts());
    while (facts.size() < count) {
      facts.add(design.facts().get(1));
    }
    return changed(design, facts, design.requires());
  }

  private static Deliverable withRequires(Deliverable design, int count, int conditions) {
    Condition one = design.requires().getFirst().condition();
    Condition all = conditions == 1 ? one : new Condition.All(Collections.nCopies(conditions, one));
    return withRequires(design, Collections.nCopies(count, new Deliverable.Require("again", all)));
  }

  private static Deliverable withRequires(Deliverable design, List<Deliverable.Require> requires) {
    return changed(design, design.facts(), requires);
  }

  private static Deliverable changed(
      Deliverable design, List<Deliverable.Fact> facts, List<Deliverable.Require> requires) {
    return new Deliverable(
        design.name(),
        design.performer(),
        design.after(),
        design.pays(),
        design.lots(),
        design.due(),
        design.graceSeconds(),
        design.missed(),
        design.missedGives(),
        design.failedGives(),
        design.challengeSeconds(),
        design.court(),
        design.attempts(),
        facts,
        requires,
        design.awards(),
        design.penalties());
  }
}
