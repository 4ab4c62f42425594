package org.horkos.dsl.foresight;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.Examples;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.source.SourceText;
import org.junit.jupiter.api.Test;

class ForesightTest {
  private static final int CLIENT = 0;
  private static final int STUDIO = 1;
  private static final BigInteger DOLLAR = BigInteger.valueOf(1_000_000);

  private static Agreement checked(SourceText text) {
    Compiler.Checked checked = Compiler.check(text);
    return checked.agreement().orElseThrow(() -> new AssertionError(checked.diagnostics()));
  }

  private static Outlook website(int party) {
    Foresight foresight =
        Foresight.of(
            checked(Examples.website()), List.of(BigInteger.valueOf(1_000).multiply(DOLLAR)));
    return foresight.outlooks().get(party);
  }

  private static Range range(long least, long most) {
    return new Range(BigInteger.valueOf(least), BigInteger.valueOf(most));
  }

  private static void comesTo(Extreme extreme, long dollars) {
    assertThat(extreme.amount()).isEqualTo(BigInteger.valueOf(dollars).multiply(DOLLAR));
  }

  @Test
  void theClientOfAWebsiteAtWorstPaysAllAndAtBestGetsHalfOfOneBond() {
    Outlook client = website(CLIENT);
    assertThat(client.locked()).isEqualTo(BigInteger.valueOf(1_100).multiply(DOLLAR));
    comesTo(client.least(), -1_000);
    comesTo(client.most(), 40);
    assertThat(client.least().exact()).isTrue();
    assertThat(client.most().exact()).isTrue();
  }

  @Test
  void disputesAddWhatTheCourtTakesOfTheBonds() {
    // 30% of 40 and of 60 are lost; 60% of 30% of 80 and of 120 are won.
    comesTo(website(CLIENT).leastDisputed(), -1_030);
    comesTo(website(STUDIO).mostDisputed(), 1_018);
    assertThat(website(STUDIO).mostDisputed().exact()).isFalse();
  }

  @Test
  void aLeadNamesTheFactsThatMatterAndNoOthers() {
    List<Lead> leads = website(STUDIO).most().leads();
    assertThat(leads).extracting(Lead::end).containsExactly(End.KEPT, End.KEPT);
    // Screens from 8 on, signed off, and not later than the grace.
    assertThat(leads.getFirst().facts()).isEqualTo(Map.of(1, range(8, 50), 2, range(0, 0)));
    assertThat(leads.getFirst().lateness().orElseThrow().most())
        .contains(BigInteger.valueOf(2 * 86_400));
    assertThat(leads.getLast().facts()).isEqualTo(Map.of(0, range(90, 100), 1, range(0, 0)));
    assertThat(leads.getLast().lateness()).isEmpty();
  }

  @Test
  void whatWaitsForAMissedDeliverableIsCancelled() {
    Extreme worst = website(STUDIO).least();
    comesTo(worst, -40);
    assertThat(worst.leads()).extracting(Lead::end).containsExactly(End.MISSED, End.CANCELLED);
  }

  @Test
  void severalTiersAndACapAreSearchedToTheUnit() {
    Agreement agreement =
        checked(
            SourceText.of(
                "tiers.oath",
                """
                agreement Tiers version 1
                token EUR decimals 2
                party buyer
                party seller
                court trade {
                  draws 3, evidence 3 days, commit 2 days, reveal 1 day
                  loser forfeits 30% of bond {winner 60%, court 30%, burn 10%}
                }
                deliverable goods by seller {
                  pays 1_000 EUR from buyer
                  bond 100 EUR by seller
                  bond 100 EUR by buyer
                  due 10 days after start, grace 1 day
                  missed 20 days after due gives buyer 20 EUR
                  challenge within 3 days, judged by trade
                  fact broken "How many pieces are broken?": 0..500 by buyer within 2 days, silence means 0
                  require "few are broken" broken at most 100
                  penalty "broken" gives buyer 3.33 EUR * broken from award, at most 30% of pay
                  penalty "late" gives buyer 7% of pay per started day late, at most 85% of pay
                }
                """));
    Outlook seller = Foresight.of(agreement, List.of()).outlooks().get(STUDIO);
    // Kept, both caps come to more than the award: nothing is left of 1,000.
    assertThat(seller.most().amount()).isEqualTo(BigInteger.valueOf(100_000));
    assertThat(seller.least().amount()).isEqualTo(BigInteger.valueOf(-2_000));
    Outlook buyer = Foresight.of(agreement, List.of()).outlooks().get(CLIENT);
    assertThat(buyer.least().amount()).isEqualTo(BigInteger.valueOf(-100_000));
    assertThat(buyer.most().amount()).isEqualTo(BigInteger.valueOf(2_000));
    assertThat(List.of(seller.least(), seller.most(), buyer.least(), buyer.most()))
        .allMatch(Extreme::exact);
  }

  private static List<Outlook> of(String body) {
    String text =
        """
        agreement Tried version 1
        token USDC decimals 6
        party alice
        party bob
        party carol
        """;
    return Foresight.of(checked(SourceText.of("tried", text + body)), List.of()).outlooks();
  }

  @Test
  void whoPaysForAContestAndWinsItGetsHisOwnShareBackOnly() {
    List<Outlook> outlooks =
        of(
            """
            contest prizes {
              pays 50 USDC from alice and 50 USDC from bob
              place 1 100%
            }
            deliverable entry by bob {
              bond 10 USDC by bob
              due 10 days after start
              missed 5 days after due
              decision score: 0..10 by carol within 3 days, silence means 5
              ranks score in prizes
            }
            """);
    comesTo(outlooks.get(0).least(), -50);
    comesTo(outlooks.get(0).most(), 0);
    comesTo(outlooks.get(1).least(), 0);
    comesTo(outlooks.get(1).most(), 50);
  }

  @Test
  void whatIsMeasuredStaysWhereItIsWhenAReopenedDeliverableMovesItsDue() {
    String text =
        """
        deliverable work by bob {
          pays 100 USDC from alice
          bond 40 USDC by bob
          due 10 days after start%s
          missed 20 days after due
          deliver at most %s times
          decision arrived: time by carol within 20 days, silence means as claimed
          decision good: yes|no by alice within 20 days, silence means yes
          require "good" good is yes
          penalty "early" gives alice 1 USDC from bob.bond per full day early, at most 40 USDC
        }
        """;
    comesTo(of(text.formatted("", 3)).get(1).least(), -10);
    comesTo(of(text.formatted(" measured by arrived", 1)).get(1).least(), -10);
    comesTo(of(text.formatted(" measured by arrived", 3)).get(1).least(), -40);
  }

  @Test
  void whatGrowsWithAFactIsSearchedToTheUnitBesidePenalties() {
    List<Outlook> outlooks =
        of(
            """
            deliverable work by bob {
              pays 1_000 USDC from alice
              bond 200 USDC by bob
              due 10 days after start, grace 1 day
              missed 20 days after due
              decision done: 0..10 by alice within 2 days, silence means 0
              decision cost: 0..200 USDC by carol within 3 days, silence means 0 USDC
              award done * 10% of pay
              penalty "repair" gives alice lesser of cost and (20% of pay) from award
              penalty "late" gives alice 1% of pay per started day late
              failed gives alice 20% of bob.bond
            }
            """);
    comesTo(outlooks.get(0).least(), -1_000);
    comesTo(outlooks.get(0).most(), 40);
    comesTo(outlooks.get(1).least(), -40);
    comesTo(outlooks.get(1).most(), 1_000);
    assertThat(outlooks).allMatch(outlook -> outlook.least().exact() && outlook.most().exact());
  }

  @Test
  void factsAreNamedOnlyIfTheyLeadToTheFigure() {
    String terms = "decision n%1$s: 0..99 by carol within 1 day, silence means 0\n";
    StringBuilder facts = new StringBuilder();
    StringBuilder sum = new StringBuilder("0");
    for (int i = 0; i < 10; i++) {
      facts.append(terms.formatted(i));
      sum.append(" + n%1$s * (99 - n%1$s)".formatted(i));
    }
    Outlook bob =
        of("""
        deliverable work by bob {
          pays 1_000 USDC from alice
          due 10 days after start
          missed 5 days after due
          %s
          award lesser of pay and 0.013 USDC * (%s)
        }
        """
                .formatted(facts, sum))
            .get(1);
    assertThat(bob.most().exact()).isFalse();
    assertThat(bob.most().leads().getFirst().facts()).isEmpty();
  }

  @Test
  void whatIsCarriedOverIsPaidWithWhatItIsCarriedTo() {
    List<Outlook> outlooks =
        of(
            """
            deliverable loan by alice 4 times every 10 days {
              owes 100 USDC to bob
              owes 1 USDC to bob when late
              due 10 days after start
              missed 10 days after due carries over
            }
            deliverable back by bob after loan#4 {
              owes 440 USDC to alice
              due 30 days after loan#4
              missed 5 days after due
            }
            """);
    comesTo(outlooks.get(0).most(), 40);
    comesTo(outlooks.get(1).least(), -40);
    assertThat(outlooks.get(0).most().exact()).isTrue();
    // All late, and the last of it missed by a unit: or all paid, and back is missed.
    comesTo(outlooks.get(0).least(), -404);
    comesTo(outlooks.get(1).most(), 404);
  }

  @Test
  void aDebtThatIsNeverPaidCostsNothing() {
    Outlook alice =
        of("""
        deliverable loan by alice 3 times every 10 days {
          owes 100 USDC to bob
          due 10 days after start
          missed 10 days after due carries over
        }
        """)
            .get(CLIENT);
    comesTo(alice.most(), 0);
    comesTo(alice.least(), -300);
    assertThat(alice.most().leads())
        .extracting(Lead::end)
        .containsExactly(End.MISSED, End.MISSED, End.MISSED);
  }

  @Test
  void whatIsKeptMeetsWhatIsRequired() {
    List<Outlook> outlooks =
        of(
            """
            deliverable work by bob {
              pays 100 USDC from alice
              due 10 days after start
              missed 20 days after due
              decision a: 0..100 by carol within 2 days, silence means 50
              decision b: 0..100 by carol within 2 days, silence means 50
              decision c: 0..100 by alice within 2 days, silence means 50
              let q = (a + 2 * b + c) / 4
              require "good" q at least 50
              award q * pay / 100
              penalty "c" gives alice (100 - c) * 0.1% of pay when c below 80
            }
            """);
    // Kept, at least 40 are paid: to fail it is best for her, and that is known to be reached.
    comesTo(outlooks.get(0).most(), 0);
    assertThat(outlooks.get(0).most().exact()).isTrue();
    assertThat(outlooks.get(0).most().leads()).extracting(Lead::end).doesNotContain(End.KEPT);
  }

  @Test
  void whatIsMeasuredMayLieBeforeThePerformerJoinsButNotBeforeTheStart() {
    String text =
        """
        party helper open for 9 days
        deliverable work by helper {
          pays 1 USDC from alice
          bond 40 USDC by helper
          due 10 days after helper joins measured by arrived
          missed 20 days after due
          decision arrived: time by carol within 20 days, silence means as claimed
          penalty "early" gives alice 1 USDC from helper.bond per full day early, at most 40 USDC
        }
        """;
    // Joined on day 9 and arrived on day 0, which is 19 days before due: 19 less the pay of 1.
    comesTo(of(text).get(3).least(), -18);
  }
}
