package org.horkos.node.execution;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead;
import org.horkos.dsl.backend.terms.TermsHead.CourtTerms;
import org.horkos.dsl.value.Address;
import org.horkos.engine.lifecycle.Chance;
import org.horkos.engine.lifecycle.RandomTerms;
import org.horkos.node.QuickSigner;
import org.horkos.node.Seeded;
import org.horkos.node.step.Action;
import org.horkos.node.step.SystemStep;

/** Where {@link WideLife} begins: people with keys and money, and two courts with many stakes. */
final class WideWorld {
  static final long START = org.horkos.engine.lifecycle.RandomLife.START;

  /** The tokens of random terms. */
  static final List<Address> TOKENS = List.of(Address.ZERO, RandomTerms.address(200));

  static final List<Person> PARTIES = people(300, 16);
  static final List<Person> ATTESTORS = people(400, 16);
  static final List<Person> ARBITRATORS = people(500, 40);

  /** Those whom random acts name, without keys. */
  static final List<Person> STRANGERS =
      List.of(stranger(50), stranger(51), stranger(99), stranger(100));

  static final List<Person> EVERYBODY = everybody();
  private static final Map<Address, QuickSigner> SIGNERS = signers();

  /** A court in which nobody has staked. */
  private static final int EMPTY_COURT = 2;

  private static final BigInteger MINIMUM = BigInteger.valueOf(1_000);

  static final World BASE = base(BigInteger.ZERO);

  private WideWorld() {}

  /** Somebody; without a signer he acts through the inbox alone. */
  record Person(Address address, Optional<QuickSigner> signer) {}

  private static List<Person> people(int key, int count) {
    List<Person> people = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      QuickSigner signer = new QuickSigner(key + i);
      people.add(new Person(signer.address(), Optional.of(signer)));
    }
    return List.copyOf(people);
  }

  private static Person stranger(int number) {
    return new Person(RandomTerms.address(number), Optional.empty());
  }

  private static List<Person> everybody() {
    List<Person> all = new ArrayList<>(PARTIES);
    all.addAll(ATTESTORS.subList(0, 2));
    all.addAll(ARBITRATORS);
    all.addAll(STRANGERS);
    return List.copyOf(all);
  }

  private static Map<Address, QuickSigner> signers() {
    Map<Address, QuickSigner> signers = new HashMap<>();
    EVERYBODY.forEach(one -> one.signer.ifPresent(signer -> signers.put(one.address, signer)));
    return signers;
  }

  static Optional<QuickSigner> signer(Address address) {
    return Optional.ofNullable(SIGNERS.get(address));
  }

  /** What an arbitrator has staked in each court. */
  static BigInteger stake(int arbitrator) {
    return MINIMUM.multiply(BigInteger.valueOf(1 + arbitrator % 4));
  }

  /** Two courts in which all arbitrators have staked: at least so much. */
  static World base(BigInteger least) {
    World world = new World();
    for (Person person : EVERYBODY) {
      for (Address token : TOKENS) {
        world.l1.deposit(START, person.address, token, BigInteger.TEN.pow(9));
      }
    }
    for (Person attestor : ATTESTORS.subList(2, ATTESTORS.size())) {
      world.l1.deposit(START, attestor.address, Address.ZERO, BigInteger.ONE);
    }
    world.consume();
    acts(
        world,
        PARTIES.getFirst(),
        0,
        new Action.CreateCourt(TOKENS.get(1), TOKENS.get(0), MINIMUM));
    acts(
        world,
        PARTIES.getFirst(),
        0,
        new Action.CreateCourt(TOKENS.get(1), TOKENS.get(1), MINIMUM));
    acts(
        world,
        PARTIES.getFirst(),
        0,
        new Action.CreateCourt(TOKENS.get(1), TOKENS.get(0), MINIMUM));
    for (int court = 0; court < 2; court++) {
      for (int i = 0; i < ARBITRATORS.size(); i++) {
        acts(world, ARBITRATORS.get(i), 1, new Action.Stake(court, i, least.max(stake(i))));
      }
    }
    long collector = world.l1.account(ARBITRATORS.getFirst().address, Address.ZERO);
    world.applied(new SystemStep.Collector(collector));
    world.state.flush();
    world.chunks.clear();
    return world;
  }

  private static void acts(World world, Person person, int token, Action action) {
    long account = world.l1.account(person.address, TOKENS.get(token));
    Execution.ToSign toSign = world.execution.toSign(world.state, account, 0, action, world.l1);
    if (toSign instanceof Execution.ToSign.Digest digest) {
      world.applied(
          new org.horkos.node.step.Transaction(
              account, 0, action, person.signer.orElseThrow().sign(digest.digest())));
      return;
    }
    throw new IllegalStateException("there is nothing to sign: " + toSign);
  }

  /** Random terms, or the largest, among these people and before these courts. */
  static Terms terms(Seeded seeded, boolean largest) {
    Terms terms =
        largest
            ? LargestTerms.of(
                1 + seeded.below(8),
                2 + seeded.below(7),
                seeded.oneOf(List.of(LargestTerms.Filling.values())))
            : RandomTerms.of(new Chance(seeded.below(Long.MAX_VALUE)));
    return among(seeded, terms, court -> court(seeded, court, largest));
  }

  /** The same terms among these people, before other courts, with a hash of their own. */
  static Terms among(Seeded seeded, Terms terms, UnaryOperator<CourtTerms> change) {
    TermsHead head = terms.head();
    List<TermsHead.Seat> seats = new ArrayList<>();
    for (int i = 0; i < head.parties().size(); i++) {
      TermsHead.Seat seat = head.parties().get(i);
      seats.add(seat.open() ? seat : new TermsHead.Seat(PARTIES.get(i).address, 0));
    }
    List<Address> attestors = new ArrayList<>();
    for (int i = 0; i < head.attestors().size(); i++) {
      attestors.add(ATTESTORS.get(i).address);
    }
    List<CourtTerms> courts = new ArrayList<>();
    head.courts().forEach(court -> courts.add(change.apply(court)));
    return new Terms(
        new TermsHead(
            head.name(),
            head.version(),
            seeded.hash(),
            head.textHash(),
            seats.getFirst().account(),
            head.openBy(),
            head.custody(),
            head.fundWithin(),
            head.tokens(),
            seats,
            attestors,
            head.money(),
            head.caps(),
            courts,
            head.deliverables()),
        terms.deliverables());
  }

  /** Before one of the courts, seldom one that there is not, with small and full panels. */
  private static CourtTerms court(Seeded seeded, CourtTerms court, boolean largest) {
    int draws = largest && !seeded.oneIn(3) ? 31 : 1 + 2 * seeded.below(4);
    int id = seeded.oneIn(9) ? 7 : seeded.oneIn(7) ? EMPTY_COURT : seeded.below(2);
    return with(court, id, draws, court.evidence() + seeded.below(20), 20 + seeded.below(60));
  }

  /** With a full panel. */
  static CourtTerms full(CourtTerms court, int id) {
    return with(court, id, 31, court.evidence(), 50);
  }

  private static CourtTerms with(CourtTerms court, int id, int draws, long evidence, long vote) {
    return new CourtTerms(
        id,
        draws,
        evidence,
        vote,
        vote,
        court.appeal(),
        court.appeals(),
        court.forfeitBps(),
        court.winnerBps(),
        court.courtBps(),
        court.burnBps(),
        court.seatFee());
  }
}
