package org.horkos.node.twin;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.horkos.arbitration.dispute.DisputeState;
import org.horkos.arbitration.dispute.DisputeState.Claim;
import org.horkos.arbitration.dispute.DisputeState.ContestedFact;
import org.horkos.arbitration.ruling.Ruling;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.backend.terms.Clauses;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Gives;
import org.horkos.dsl.backend.terms.DeliverableTerms.Kind;
import org.horkos.dsl.backend.terms.DeliverableTerms.Pot;
import org.horkos.dsl.backend.terms.DeliverableTerms.Program;
import org.horkos.dsl.backend.terms.DeliverableTerms.Silence;
import org.horkos.dsl.backend.terms.DeliverableTerms.Source;
import org.horkos.dsl.backend.terms.TermsHead.CourtTerms;
import org.horkos.engine.lifecycle.AgreementState.Member;
import org.horkos.engine.verdict.Verdict;
import org.horkos.node.Seeded;

/** Deliverables, verdicts and disputes of any kind that terms allow, from a seed. */
final class RandomDisputes {
  /** The widest range of a fact. */
  static final BigInteger LEAST = BigInteger.ONE.shiftLeft(128).negate();

  static final BigInteger MOST = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);

  private static final int PARTIES = 16;
  private static final BigInteger LARGEST_POT =
      BigInteger.ONE.shiftLeft(120).subtract(BigInteger.ONE);

  private final Seeded seeded;

  RandomDisputes(Seeded seeded) {
    this.seeded = seeded;
  }

  /** A deliverable of up to 16 parties. */
  DeliverableTerms part(int parties) {
    List<Pot> pays = new ArrayList<>();
    int payToken = seeded.below(4);
    for (int i = seeded.below(9); i > 0; i--) {
      pays.add(new Pot(seeded.below(parties), payToken, amount()));
    }
    List<Pot> lots = new ArrayList<>();
    for (int owner : some(parties, 8)) {
      lots.add(new Pot(owner, seeded.below(4), amount()));
    }
    if (seeded.oneIn(2)) {
      lots.sort(Comparator.comparingInt(Pot::token));
    }
    List<FactTerms> facts = new ArrayList<>();
    int count = seeded.oneIn(5) ? 32 : 1 + seeded.below(4);
    for (int i = 0; i < count; i++) {
      facts.add(fact(seeded.oneOf(List.of(Kind.CHOICE, Kind.NUMBER, Kind.TIME))));
    }
    Moment moment = new Moment(Moment.Event.START, 0, 86_400);
    return new DeliverableTerms(
        seeded.below(parties),
        DeliverableTerms.NONE,
        pays,
        lots,
        moment,
        0,
        moment,
        gives(parties, lots.size()),
        gives(parties, lots.size()),
        86_400,
        0,
        1,
        facts,
        Clauses.NONE,
        Program.of(new byte[] {1}));
  }

  /** A contestable fact; its range is small, so that words agree, or as wide as can be. */
  FactTerms fact(Kind kind) {
    BigInteger least = kind == Kind.CHOICE ? BigInteger.ZERO : BigInteger.valueOf(-seeded.below(9));
    BigInteger most = BigInteger.valueOf(seeded.below(60));
    boolean widest = kind == Kind.NUMBER && seeded.oneIn(4);
    return new FactTerms(
        kind,
        true,
        Source.PERFORMER,
        0,
        0,
        Silence.NONE,
        BigInteger.ZERO,
        widest ? LEAST : least,
        widest ? MOST : most);
  }

  /** A word in a fact's range; one of few, or an end of it. */
  BigInteger word(FactTerms fact) {
    BigInteger range = fact.most().subtract(fact.least()).add(BigInteger.ONE);
    return switch (seeded.below(4)) {
      case 0 -> fact.least();
      case 1 -> fact.most();
      case 2 -> fact.least().add(BigInteger.valueOf(seeded.below(3))).min(fact.most());
      default -> fact.least().add(new BigInteger(1, seeded.bytes(20)).mod(range));
    };
  }

  private List<Gives> gives(int parties, int lots) {
    List<Gives> gives = new ArrayList<>();
    if (lots > 0) {
      for (int i = seeded.below(4); i > 0; i--) {
        gives.add(new Gives(seeded.below(parties), seeded.below(lots), amount()));
      }
    }
    return gives;
  }

  private BigInteger amount() {
    return switch (seeded.below(4)) {
      case 0 -> LARGEST_POT;
      case 1 -> BigInteger.valueOf(1 + seeded.below(7));
      default -> seeded.upTo(119).add(BigInteger.ONE);
    };
  }

  /** Members, some of whose seats stayed empty. */
  List<Member> members(int parties) {
    List<Member> members = new ArrayList<>();
    boolean full = seeded.oneIn(2);
    for (int i = 0; i < parties; i++) {
      boolean sits = full || !seeded.oneIn(4);
      members.add(new Member(sits ? Optional.of(seeded.address()) : Optional.empty(), 0));
    }
    return members;
  }

  /** A verdict of any rules, those of a stranger too. */
  Verdict verdict(DeliverableTerms part) {
    List<Verdict.Penalty> penalties = new ArrayList<>();
    for (int i = seeded.below(seeded.oneIn(8) ? 64 : 5); i > 0; i--) {
      int to = seeded.oneIn(6) ? seeded.below(256) : seeded.below(PARTIES);
      int pot = seeded.below(part.lots().size() + 2);
      penalties.add(new Verdict.Penalty(seeded.below(64), to, pot, amount()));
    }
    BigInteger award =
        switch (seeded.below(4)) {
          case 0 -> BigInteger.ZERO;
          case 1 -> part.pay();
          default -> amount();
        };
    return new Verdict(award, penalties, List.of());
  }

  /** A dispute after its evidence period. */
  DisputeState dispute(DeliverableTerms part, int parties) {
    List<ContestedFact> contested = new ArrayList<>();
    for (int fact : some(part.facts().size(), part.facts().size())) {
      contested.add(contested(fact, part.facts().get(fact), parties));
    }
    if (contested.isEmpty()) {
      contested.add(contested(0, part.facts().getFirst(), parties));
    }
    return new DisputeState(DisputeState.Phase.EVIDENCE, seeded.below(9), 9, contested);
  }

  private ContestedFact contested(int index, FactTerms fact, int parties) {
    BigInteger asserted = word(fact);
    List<Claim> claims = new ArrayList<>();
    int defenders = 0;
    boolean crowd = seeded.oneIn(4);
    BigInteger common = word(fact);
    boolean agreed = seeded.oneIn(3);
    for (int party = 0; party < parties; party++) {
      if (crowd || seeded.oneIn(3)) {
        if (seeded.oneIn(2)) {
          claims.add(seeded.below(claims.size() + 1), claim(party, agreed ? common : word(fact)));
        } else {
          defenders |= 1 << party;
        }
      }
    }
    if (claims.isEmpty()) {
      int party = seeded.below(parties);
      defenders &= ~(1 << party);
      claims.add(claim(party, common));
    }
    int conceded =
        switch (seeded.below(4)) {
          case 0 -> defenders;
          case 1 -> defenders & seeded.below(1 << PARTIES);
          default -> 0;
        };
    int statedBy = defenders == 0 ? ContestedFact.NOBODY : Integer.numberOfTrailingZeros(defenders);
    return new ContestedFact(index, asserted, statedBy, claims, defenders, conceded);
  }

  private static Claim claim(int party, BigInteger word) {
    return new Claim(party, word);
  }

  /** What a panel found of what it was asked; ties, and facts that it was not asked for. */
  Ruling ruling(DeliverableTerms part, DisputeState dispute) {
    SortedMap<Integer, Optional<BigInteger>> found = new TreeMap<>();
    if (!seeded.oneIn(8)) {
      for (ContestedFact one : dispute.forCourt()) {
        FactTerms fact = part.facts().get(one.fact());
        BigInteger word =
            switch (seeded.below(3)) {
              case 0 -> one.asserted();
              case 1 -> seeded.oneOf(one.claims()).word();
              default -> word(fact);
            };
        found.put(one.fact(), seeded.oneIn(6) ? Optional.empty() : Optional.of(word));
      }
    }
    return new Ruling(found);
  }

  /** A court's shares. */
  CourtTerms court() {
    int winner = seeded.below(10_001);
    int court = seeded.below(10_001 - winner);
    int forfeit = seeded.oneIn(4) ? 10_000 : seeded.below(10_001);
    int burn = 10_000 - winner - court;
    return new CourtTerms(
        1, 3, 60, 60, 60, 60, 0, forfeit, winner, court, burn, BigInteger.valueOf(5));
  }

  /** Up to {@code most} different numbers below {@code bound}, ascending. */
  private List<Integer> some(int bound, int most) {
    List<Integer> some = new ArrayList<>();
    int every = 1 + seeded.below(3);
    for (int i = 0; i < bound && some.size() < most; i++) {
      if (seeded.oneIn(every)) {
        some.add(i);
      }
    }
    return some;
  }
}
