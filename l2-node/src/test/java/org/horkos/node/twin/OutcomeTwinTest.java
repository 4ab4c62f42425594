package org.horkos.node.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.horkos.arbitration.dispute.DisputeState;
import org.horkos.arbitration.dispute.DisputeState.Claim;
import org.horkos.arbitration.dispute.DisputeState.ContestedFact;
import org.horkos.arbitration.ruling.Finding;
import org.horkos.arbitration.ruling.Findings;
import org.horkos.arbitration.ruling.Forfeit;
import org.horkos.arbitration.ruling.Forfeits;
import org.horkos.arbitration.ruling.Ruling;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.TermsCodec;
import org.horkos.dsl.backend.terms.TermsHead.CourtTerms;
import org.horkos.engine.lifecycle.AgreementState.Member;
import org.horkos.engine.lifecycle.Effect;
import org.horkos.engine.lifecycle.Outcomes;
import org.horkos.engine.verdict.Verdict;
import org.horkos.node.Seeded;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the end of a deliverable moves is the same on L1, line by line: findings, forfeits and
 * payouts. {@code -Dhorkos.cases} says how many.
 */
class OutcomeTwinTest {
  /** Of Undelivered in IOutcome.sol. */
  private static final int MISSED = 0;

  private static final int CANCELLED = 3;

  private static final long SEED = Seeded.seed(20_261_122L);
  private static final int CASES = Integer.getInteger("horkos.cases", 3_000);

  private static TwinEvm evm;
  private static TwinContract outcome;

  private final Seeded seeded = new Seeded(SEED);
  private final RandomDisputes random = new RandomDisputes(seeded);
  private TwinCases cases;

  @BeforeAll
  static void start() {
    evm = TwinEvm.start();
    outcome = evm.deploy("Outcome");
  }

  @BeforeEach
  void begin() {
    cases = new TwinCases(evm, outcome);
  }

  @AfterAll
  static void stop() {
    evm.close();
  }

  @Test
  void aVerdictMovesTheSame() {
    int[] reasons = new int[Effect.Reason.values().length];
    while (cases.size() < CASES) {
      int parties = 1 + seeded.below(16);
      DeliverableTerms part = random.part(parties);
      List<Member> members = random.members(parties);
      Verdict verdict = random.verdict(part);
      List<Effect.Payout> payouts = Outcomes.delivered(part, members, verdict, List.of());
      payouts.forEach(payout -> reasons[payout.source().ordinal()]++);
      cases.returns(
          "delivered",
          List.of(TermsCodec.encodePart(part), seated(members), tuple(verdict)),
          List.of(payouts(payouts)),
          "%s: %s of %s, %s".formatted(seeded, verdict, part, members));
    }
    cases.compare();
    assertThat(reasons[Effect.Reason.AWARD.ordinal()]).isGreaterThan(CASES / 4);
    assertThat(reasons[Effect.Reason.UNAWARDED.ordinal()]).isGreaterThan(CASES / 4);
    assertThat(reasons[Effect.Reason.PENALTY.ordinal()]).isGreaterThan(CASES / 4);
    assertThat(reasons[Effect.Reason.BOND.ordinal()]).isGreaterThan(CASES / 4);
  }

  @Test
  void whatIsMissedOrCancelledMovesTheSame() {
    while (cases.size() < CASES) {
      int parties = 1 + seeded.below(16);
      DeliverableTerms part = random.part(parties);
      List<Member> members = random.members(parties);
      List<Object> arguments = List.of(TermsCodec.encodePart(part), seated(members));
      String about = "%s: %s, %s".formatted(seeded, part, members);
      byte[] none = new byte[0];
      List<Object> missed = List.of(arguments.get(0), arguments.get(1), MISSED, none);
      List<Object> cancelled = List.of(arguments.get(0), arguments.get(1), CANCELLED, none);
      cases.returns(
          "undelivered",
          missed,
          List.of(payouts(Outcomes.missed(part, members)), none, false),
          about);
      cases.returns(
          "undelivered",
          cancelled,
          List.of(payouts(Outcomes.cancelled(part, members)), none, false),
          about);
    }
    cases.compare();
  }

  @Test
  void aRulingFindsAndMovesTheSame() {
    int[] by = new int[Finding.By.values().length];
    int[] to = new int[Forfeit.To.values().length];
    int conceded = 0;
    while (cases.size() < CASES) {
      int parties = 2 + seeded.below(15);
      DeliverableTerms part = random.part(parties);
      DisputeState dispute = random.dispute(part, parties);
      Ruling ruling = random.ruling(part, dispute);
      List<Finding> findings = Findings.of(dispute, ruling);
      findings.forEach(finding -> by[finding.by().ordinal()]++);
      CourtTerms court = random.court();
      List<Forfeit> forfeits = Forfeits.of(dispute, findings, part, court);
      forfeits.forEach(forfeit -> to[forfeit.to().ordinal()]++);
      conceded += dispute.contested().stream().anyMatch(one -> one.conceded() != 0) ? 1 : 0;
      expect(part, parties, dispute, ruling, court);
    }
    cases.compare();
    for (int count : by) {
      assertThat(count).isGreaterThan(CASES / 10);
    }
    for (int count : to) {
      assertThat(count).isGreaterThan(CASES / 10);
    }
    assertThat(conceded).isGreaterThan(CASES / 10);
  }

  private void expect(
      DeliverableTerms part, int parties, DisputeState dispute, Ruling ruling, CourtTerms court) {
    List<Finding> findings = Findings.of(dispute, ruling);
    List<Forfeit> forfeits = Forfeits.of(dispute, findings, part, court);
    List<Member> members = random.members(parties);
    Verdict verdict =
        seeded.oneIn(2) ? new Verdict(part.pay(), List.of(), List.of()) : random.verdict(part);
    String about =
        "%s: %s, %s by %s on %s of %s, %s"
            .formatted(seeded, ruling, court, members, dispute, part, verdict);
    cases.returns(
        "findings", List.of(tuple(dispute), found(ruling)), List.of(tuples(findings)), about);
    cases.returns(
        "ruled",
        List.of(
            TermsCodec.encodePart(part),
            seated(members),
            tuple(verdict),
            tuple(dispute),
            tuples(findings),
            tuple(court)),
        List.of(payouts(Outcomes.delivered(part, members, verdict, forfeits))),
        about);
  }

  @Test
  void findingsAboutOtherFactsMoveNothing() {
    DeliverableTerms part = random.part(4);
    DisputeState dispute = random.dispute(part, 4);
    List<Object> one = List.of(dispute.contested().getFirst().fact() + 1, BigInteger.ZERO, 0);
    List<Object> others = new ArrayList<>();
    dispute.contested().forEach(_ -> others.add(one));
    for (List<Object> findings : List.of(others, List.<Object>of())) {
      cases.reverts(
          "ruled",
          List.of(
              TermsCodec.encodePart(part),
              15,
              tuple(random.verdict(part)),
              tuple(dispute),
              findings,
              tuple(random.court())),
          "FindingsDiffer",
          List.of(),
          seeded.toString());
    }
    cases.compare();
  }

  /** Every fact contested by a crowd: more than any agreement that its parties pay for. */
  @Test
  void theDearestRulingIsBoundedInGas() {
    int parties = 16;
    DeliverableTerms part = random.part(parties);
    while (part.lots().size() < 8 || part.facts().size() < 32 || part.pays().isEmpty()) {
      part = random.part(parties);
    }
    List<ContestedFact> contested = new ArrayList<>();
    for (int f = 0; f < part.facts().size(); f++) {
      List<Claim> claims = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        int party = part.lots().get((2 * f + i) % 8).owner();
        claims.add(new Claim(party, part.facts().get(f).most()));
      }
      int against = 1 << claims.getFirst().party() | 1 << claims.getLast().party();
      contested.add(
          new ContestedFact(f, part.facts().get(f).least(), -1, claims, 0xffff & ~against, 0));
    }
    DisputeState dispute = new DisputeState(DisputeState.Phase.PANEL, 1, 2, contested);
    TreeMap<Integer, Optional<BigInteger>> found = new TreeMap<>();
    for (ContestedFact one : contested) {
      found.put(one.fact(), Optional.of(one.asserted()));
    }
    List<Finding> findings = Findings.of(dispute, new Ruling(found));
    List<Member> members = new ArrayList<>();
    for (int p = 0; p < parties; p++) {
      members.add(new Member(Optional.of(seeded.address()), 0));
    }
    long gas =
        evm.gas(
            outcome,
            outcome.call(
                "ruled",
                TermsCodec.encodePart(part),
                seated(members),
                tuple(new Verdict(part.pay(), List.of(), List.of())),
                tuple(dispute),
                tuples(findings),
                tuple(random.court())));
    long findingGas =
        evm.gas(outcome, outcome.call("findings", tuple(dispute), found(new Ruling(found))));
    System.out.println(
        "Outcome, 32 facts of 16 parties: ruled " + gas + ", findings " + findingGas);
    assertThat(gas).isLessThan(4_000_000);
  }

  private static int seated(List<Member> members) {
    int seated = 0;
    for (int p = 0; p < members.size(); p++) {
      seated |= members.get(p).account().isPresent() ? 1 << p : 0;
    }
    return seated;
  }

  private static List<Object> payouts(List<Effect.Payout> payouts) {
    List<Object> tuples = new ArrayList<>();
    for (Effect.Payout payout : payouts) {
      int to =
          switch (payout.to()) {
            case Effect.Recipient.Party party -> party.index();
            case Effect.Recipient.Court _ -> 254;
            case Effect.Recipient.Burn _ -> 255;
          };
      tuples.add(List.of(payout.token(), to, payout.source().ordinal(), payout.amount()));
    }
    return tuples;
  }

  private static List<Object> tuple(Verdict verdict) {
    List<Object> penalties = new ArrayList<>();
    for (Verdict.Penalty penalty : verdict.penalties()) {
      penalties.add(List.of(penalty.rule(), penalty.to(), penalty.pot(), penalty.amount()));
    }
    return List.of(verdict.award(), penalties, 0, 0);
  }

  private static List<Object> tuple(DisputeState dispute) {
    List<Object> contested = new ArrayList<>();
    for (ContestedFact fact : dispute.contested()) {
      List<Object> claims = new ArrayList<>();
      fact.claims().forEach(claim -> claims.add(List.of(claim.party(), claim.word())));
      contested.add(
          List.of(
              fact.fact(),
              fact.asserted(),
              fact.statedBy() & 0xff,
              claims,
              fact.defenders(),
              fact.conceded()));
    }
    return List.of(
        dispute.phase().ordinal(), dispute.joinUntil(), dispute.evidenceUntil(), contested);
  }

  private static List<Object> found(Ruling ruling) {
    List<Object> found = new ArrayList<>();
    ruling
        .found()
        .forEach(
            (fact, word) ->
                found.add(List.of(fact, word.isPresent(), word.orElse(BigInteger.ZERO))));
    return found;
  }

  private static List<Object> tuples(List<Finding> findings) {
    List<Object> tuples = new ArrayList<>();
    for (Finding finding : findings) {
      tuples.add(List.of(finding.fact(), finding.word(), finding.by().ordinal()));
    }
    return tuples;
  }

  private static List<Object> tuple(CourtTerms court) {
    return List.of(
        court.id(),
        court.draws(),
        court.evidence(),
        court.commit(),
        court.reveal(),
        court.appeal(),
        court.appeals(),
        court.forfeitBps(),
        court.winnerBps(),
        court.courtBps(),
        court.burnBps(),
        court.seatFee());
  }
}
