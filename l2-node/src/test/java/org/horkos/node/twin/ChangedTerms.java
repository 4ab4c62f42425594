package org.horkos.node.twin;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.backend.program.Op;
import org.horkos.dsl.backend.program.ProgramCode;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Gives;
import org.horkos.dsl.backend.terms.DeliverableTerms.Kind;
import org.horkos.dsl.backend.terms.DeliverableTerms.Pot;
import org.horkos.dsl.backend.terms.DeliverableTerms.Program;
import org.horkos.dsl.backend.terms.DeliverableTerms.Silence;
import org.horkos.dsl.backend.terms.DeliverableTerms.Source;
import org.horkos.dsl.backend.terms.Maxima;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead;
import org.horkos.dsl.backend.terms.TermsHead.CourtTerms;
import org.horkos.dsl.backend.terms.TermsHead.PartyMoney;
import org.horkos.dsl.backend.terms.TermsHead.Seat;
import org.horkos.dsl.backend.terms.TermsHead.TokenCap;
import org.horkos.dsl.value.Address;
import org.horkos.node.Seeded;

/**
 * Terms with one thing changed to a value near a limit: some break it, some do not. Deposits,
 * maxima and caps are made to fit again mostly, so that the other limits are what counts.
 */
final class ChangedTerms {
  private static final BigInteger ONE = BigInteger.ONE;

  private final Seeded seeded;

  ChangedTerms(Seeded seeded) {
    this.seeded = seeded;
  }

  Terms change(Terms terms) {
    return switch (seeded.below(6)) {
      case 0 -> new Terms(head(terms.head()), terms.deliverables());
      case 1 -> new Terms(money(terms.head()), terms.deliverables());
      default -> {
        List<DeliverableTerms> parts = new ArrayList<>(terms.deliverables());
        int which = seeded.below(parts.size());
        parts.set(which, part(terms, parts.get(which)));
        TermsHead fitting = fitting(terms.head(), parts);
        yield new Terms(seeded.oneIn(4) ? money(fitting) : fitting, parts);
      }
    };
  }

  private TermsHead fitting(TermsHead head, List<DeliverableTerms> parts) {
    boolean readable =
        parts.stream()
            .allMatch(
                part ->
                    part.court() < head.courts().size()
                        && part.performer() < head.parties().size()
                        && part.pays().stream().allMatch(pot -> exists(head, pot))
                        && part.lots().stream().allMatch(pot -> exists(head, pot))
                        && part.missedGives().stream().allMatch(one -> exists(head, one))
                        && part.failedGives().stream().allMatch(one -> exists(head, one)));
    if (!readable || seeded.oneIn(12)) {
      return head;
    }
    Maxima maxima = Maxima.of(head.tokens().size(), head.parties().size(), head.courts(), parts);
    boolean fits =
        maxima.money().stream().allMatch(money -> money.maximum().bitLength() <= 128)
            && maxima.caps().stream().allMatch(cap -> cap.court().bitLength() <= 128);
    return fits ? with(head, maxima.money(), maxima.caps()) : head;
  }

  private static boolean exists(TermsHead head, Pot pot) {
    return pot.owner() < head.parties().size() && pot.token() < head.tokens().size();
  }

  private static boolean exists(TermsHead head, Gives gives) {
    return gives.to() < head.parties().size();
  }

  // ---- the head ----

  private TermsHead head(TermsHead head) {
    List<Seat> parties = new ArrayList<>(head.parties());
    List<Address> attestors = new ArrayList<>(head.attestors());
    List<Address> tokens = new ArrayList<>(head.tokens());
    List<CourtTerms> courts = new ArrayList<>(head.courts());
    String name = head.name();
    long version = head.version();
    long openBy = head.openBy();
    long fundWithin = head.fundWithin();
    int deliverables = head.deliverables();
    int party = seeded.below(parties.size());
    switch (seeded.below(12)) {
      case 0 -> name = "n".repeat(seeded.oneOf(List.of(0, 1, 64, 65)));
      case 1 -> version = seeded.oneOf(List.of(0L, 1L, (1L << 32) - 1));
      case 2 -> openBy = time();
      case 3 -> fundWithin = duration();
      case 4 -> deliverables = Math.max(0, deliverables + seeded.below(3) - 1);
      case 5 -> tokens.set(0, seeded.oneOf(List.of(Address.ZERO, tokens.getLast())));
      case 6 -> parties.set(party, new Seat(Address.ZERO, duration()));
      case 7 -> parties.set(party, new Seat(seeded.address(), seeded.below(2)));
      case 8 ->
          parties.set(
              party,
              new Seat(
                  seeded.oneOf(
                      List.of(
                          parties.getFirst().account(),
                          Address.parse("0x000000000000000000000000000000000000dEaD"))),
                  0));
      case 9 -> attestors.add(seeded.oneOf(List.of(Address.ZERO, seeded.address())));
      case 10 -> attestors.addAll(Collections.nCopies(1 + seeded.below(16), seeded.address()));
      default -> courts.set(0, court(courts.getFirst()));
    }
    return new TermsHead(
        name,
        version,
        head.textHash(),
        head.salt(),
        head.proposer(),
        openBy,
        head.custody(),
        fundWithin,
        tokens,
        parties,
        attestors,
        head.money(),
        head.caps(),
        courts,
        deliverables);
  }

  private CourtTerms court(CourtTerms court) {
    int changed = seeded.below(8);
    return new CourtTerms(
        court.id(),
        changed == 0 ? seeded.oneOf(List.of(0, 1, 2, 31, 32, 33)) : court.draws(),
        changed == 1 ? time() : court.evidence(),
        changed == 2 ? time() : court.commit(),
        changed == 3 ? time() : court.reveal(),
        changed == 4 ? time() : court.appeal(),
        changed == 5 ? 3 + seeded.below(3) : court.appeals(),
        changed == 6 ? 10_000 + seeded.below(2) : court.forfeitBps(),
        court.winnerBps(),
        court.courtBps(),
        court.burnBps() + (changed == 7 ? seeded.below(2) : 0),
        seeded.oneIn(4) ? ONE.shiftLeft(120).subtract(BigInteger.valueOf(seeded.below(2))) : ONE);
  }

  private TermsHead money(TermsHead head) {
    List<PartyMoney> money = new ArrayList<>(head.money());
    List<TokenCap> caps = new ArrayList<>(head.caps());
    if (money.isEmpty() || seeded.oneIn(4)) {
      TokenCap cap = caps.getFirst();
      BigInteger court = seeded.oneIn(2) ? lower(cap.court()) : cap.court();
      caps.set(0, new TokenCap(court, seeded.oneIn(2) ? lower(cap.burn()) : cap.burn()));
      return with(head, money, caps);
    }
    int at = seeded.below(money.size());
    PartyMoney one = money.get(at);
    switch (seeded.below(6)) {
      case 0 -> money.remove(at);
      case 1 -> money.add(at, one);
      case 2 -> Collections.reverse(money);
      case 3 ->
          money.set(
              at, new PartyMoney(one.party(), one.token(), one.deposit(), lower(one.maximum())));
      case 4 ->
          money.set(
              at, new PartyMoney(one.party(), one.token(), lower(one.deposit()), one.maximum()));
      default ->
          money.set(
              at, new PartyMoney(one.party(), one.token(), one.deposit(), one.maximum().add(ONE)));
    }
    return with(head, money, caps);
  }

  private static BigInteger lower(BigInteger amount) {
    return amount.subtract(ONE).max(BigInteger.ZERO);
  }

  private static TermsHead with(TermsHead head, List<PartyMoney> money, List<TokenCap> caps) {
    return new TermsHead(
        head.name(),
        head.version(),
        head.textHash(),
        head.salt(),
        head.proposer(),
        head.openBy(),
        head.custody(),
        head.fundWithin(),
        head.tokens(),
        head.parties(),
        head.attestors(),
        money,
        caps,
        head.courts(),
        head.deliverables());
  }

  // ---- parts ----

  private DeliverableTerms part(Terms terms, DeliverableTerms part) {
    int changed = seeded.below(17);
    return new DeliverableTerms(
        changed == 0 ? index(terms.head().parties().size()) : part.performer(),
        changed == 1 ? index(terms.deliverables().size()) : part.after(),
        changed == 2 ? pots(part.pays(), terms) : part.pays(),
        changed == 3 || changed == 4 ? pots(part.lots(), terms) : part.lots(),
        changed == 5 ? moment(terms) : part.due(),
        part.grace(),
        changed == 6 ? moment(terms) : part.missed(),
        changed == 7 ? gives(part, terms) : part.missedGives(),
        changed == 8 ? gives(part, terms) : part.failedGives(),
        part.challenge(),
        changed == 9 ? index(terms.head().courts().size()) : part.court(),
        changed == 10 ? seeded.below(2) : part.attempts(),
        changed == 11 ? facts(part.facts(), terms) : part.facts(),
        changed >= 13
            ? new ChangedClauses(seeded).change(terms, part, moment(terms))
            : part.clauses(),
        changed == 12 ? program() : part.program());
  }

  private List<Pot> pots(List<Pot> pots, Terms terms) {
    int parties = terms.head().parties().size();
    int tokens = terms.head().tokens().size();
    List<Pot> changed = new ArrayList<>(pots);
    switch (seeded.below(3)) {
      case 0 -> {
        while (changed.size() < 8 + seeded.below(2)) {
          changed.add(new Pot(changed.size() % parties, 0, ONE));
        }
      }
      case 1 -> changed.add(new Pot(index(parties), index(tokens), edge(120)));
      default -> {
        UnaryOperator<Pot> edged = pot -> new Pot(pot.owner(), pot.token(), edge(120));
        changed.replaceAll(edged);
      }
    }
    return changed;
  }

  private List<Gives> gives(DeliverableTerms part, Terms terms) {
    List<Gives> gives = new ArrayList<>();
    int count = seeded.oneIn(3) ? 15 + seeded.below(3) : 1 + seeded.below(3);
    for (int i = 0; i < count; i++) {
      int lot = index(Math.max(1, part.lots().size()));
      boolean there = lot < part.lots().size();
      BigInteger amount =
          there && count < 15
              ? part.lots().get(lot).amount().add(BigInteger.valueOf(seeded.below(3) - 1L))
              : BigInteger.valueOf(seeded.below(2));
      gives.add(new Gives(index(terms.head().parties().size()), lot, amount));
    }
    return gives;
  }

  private Moment moment(Terms terms) {
    Moment.Event event = seeded.oneOf(List.of(Moment.Event.values()));
    return new Moment(event, index(terms.deliverables().size()), time());
  }

  private List<FactTerms> facts(List<FactTerms> facts, Terms terms) {
    List<FactTerms> changed = new ArrayList<>(facts);
    if (seeded.oneIn(8)) {
      while (changed.size() < 32 + seeded.below(2)) {
        changed.add(performers(Kind.NUMBER, true, BigInteger.ZERO, ONE));
      }
      return changed;
    }
    Kind kind = seeded.oneOf(List.of(Kind.values()));
    boolean contestable = seeded.oneIn(2);
    if (seeded.oneIn(3)) {
      changed.add(performers(kind, contestable, range(), range()));
      return changed;
    }
    changed.add(
        new FactTerms(
            kind,
            contestable,
            seeded.oneOf(List.of(Source.values())),
            index(terms.head().parties().size()),
            seeded.below(2),
            seeded.oneOf(List.of(Silence.values())),
            seeded.oneIn(2) ? BigInteger.ZERO : range(),
            seeded.oneIn(2) ? BigInteger.ZERO : range(),
            seeded.oneIn(3) ? BigInteger.ZERO : range()));
    return changed;
  }

  private static FactTerms performers(
      Kind kind, boolean contestable, BigInteger least, BigInteger most) {
    return new FactTerms(
        kind, contestable, Source.PERFORMER, 0, 0, Silence.NONE, BigInteger.ZERO, least, most);
  }

  private BigInteger range() {
    BigInteger value =
        switch (seeded.below(4)) {
          case 0 -> BigInteger.valueOf(seeded.below(3));
          case 1 -> BigInteger.valueOf(254 + seeded.below(4));
          case 2 -> BigInteger.valueOf(127 + seeded.below(3));
          default -> ONE.shiftLeft(128).add(BigInteger.valueOf(seeded.below(3) - 1L));
        };
    return seeded.oneIn(3) ? value.negate() : value;
  }

  private Program program() {
    return Program.of(
        switch (seeded.below(5)) {
          case 0 -> new byte[1_535 + seeded.below(3)];
          case 1 -> new RandomPrograms(seeded).instructions();
          case 2 -> manyInstructions(638 + seeded.below(4));
          default -> penalties();
        });
  }

  /** Who can receive something depends on whether the last of these makes it malformed. */
  private byte[] manyInstructions(int count) {
    byte[] code = Arrays.copyOf(penalty(1, 0, 1 + seeded.below(3)), 5 + count);
    Arrays.fill(code, 7, 5 + count, (byte) Op.LATE.code());
    for (int i = 8; i < code.length; i++) {
      code[i] = (byte) Op.NOT.code();
    }
    return code;
  }

  private byte[] penalties() {
    byte[] code = penalty(seeded.below(256), seeded.below(4), seeded.below(4));
    int more = seeded.oneIn(3) ? 63 + seeded.below(3) : seeded.below(4);
    for (int i = 0; i < more; i++) {
      byte[] next = penalty(0, seeded.below(4), seeded.below(4));
      int length = code.length;
      code = Arrays.copyOf(code, length + next.length - 1);
      System.arraycopy(next, 1, code, length, next.length - 1);
    }
    return code;
  }

  /** A program of one PENALTY: six bytes behind the version. */
  private static byte[] penalty(int rule, int to, int pot) {
    return new byte[] {
      ProgramCode.VERSION,
      (byte) Op.PUSH.code(),
      0,
      (byte) Op.PENALTY.code(),
      (byte) rule,
      (byte) to,
      (byte) pot
    };
  }

  private int index(int size) {
    return switch (seeded.below(4)) {
      case 0 -> size;
      case 1 -> seeded.oneIn(2) ? 0 : 255;
      default -> seeded.below(size);
    };
  }

  private long time() {
    return (1L << 40) - seeded.below(3) + 1;
  }

  private long duration() {
    return seeded.oneOf(List.of(0L, 1L, 3_650L * 86_400, 3_650L * 86_400 + 1));
  }

  private BigInteger edge(int bits) {
    return switch (seeded.below(4)) {
      case 0 -> BigInteger.ZERO;
      case 1 -> ONE.shiftLeft(bits).subtract(ONE);
      case 2 -> ONE.shiftLeft(bits);
      default -> ONE;
    };
  }
}
