package org.horkos.dsl.backend.terms;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.horkos.dsl.backend.program.ProgramCode;
import org.horkos.dsl.backend.terms.DeliverableTerms.Gives;
import org.horkos.dsl.backend.terms.DeliverableTerms.Pot;
import org.horkos.dsl.backend.terms.TermsHead.CourtTerms;
import org.horkos.dsl.backend.terms.TermsHead.PartyMoney;
import org.horkos.dsl.backend.terms.TermsHead.TokenCap;

/**
 * What each party locks and the most that it, the courts and the burn address can ever receive.
 * Read off the parts alone: nobody gets more than the pots that can pay him.
 *
 * @param money for the head, ascending by party and token
 * @param caps for the head, one a token
 */
public record Maxima(List<PartyMoney> money, List<TokenCap> caps) {
  private static final BigInteger TEN_THOUSAND = BigInteger.valueOf(10_000);

  /**
   * The maxima of these parts.
   *
   * @param tokens how many tokens there are
   * @param parties how many parties there are
   */
  public static Maxima of(
      int tokens, int parties, List<CourtTerms> courts, List<DeliverableTerms> parts) {
    BigInteger[][] deposits = zeros(parties, tokens);
    BigInteger[][] maxima = zeros(parties, tokens);
    BigInteger[][] caps = zeros(tokens, 2);
    for (DeliverableTerms part : parts) {
      CourtTerms court = courts.get(part.court());
      Set<Integer> fromAward = new HashSet<>(List.of(part.performer()));
      receivers(part, 0, parties, fromAward);
      entrants(part, parts, fromAward);
      for (Pot pay : part.pays()) {
        add(deposits[pay.owner()], pay.token(), pay.amount());
        Set<Integer> receivers = new HashSet<>(fromAward);
        receivers.add(pay.owner());
        receivers.forEach(party -> add(maxima[party], pay.token(), pay.amount()));
      }
      for (int i = 0; i < part.lots().size(); i++) {
        Pot lot = part.lots().get(i);
        add(deposits[lot.owner()], lot.token(), lot.amount());
        add(maxima[lot.owner()], lot.token(), lot.amount());
        BigInteger forfeit = shareUp(lot.amount(), court.forfeitBps());
        add(caps[lot.token()], 0, shareUp(forfeit, court.courtBps()));
        add(caps[lot.token()], 1, shareUp(forfeit, court.burnBps()));
        // the winners' part, or the half of the forfeit that conceding costs
        BigInteger won = shareUp(forfeit, Math.max(court.winnerBps(), 5_000));
        Set<Integer> receivers = givenFrom(part, i, parties);
        receivers.remove(lot.owner());
        receivers.forEach(party -> add(maxima[party], lot.token(), lot.amount()));
        Set<Integer> winners = new HashSet<>();
        part.lots().forEach(other -> winners.add(other.owner()));
        winners.remove(lot.owner());
        winners.removeAll(receivers);
        winners.forEach(party -> add(maxima[party], lot.token(), won));
      }
    }
    List<PartyMoney> money = new ArrayList<>();
    for (int party = 0; party < parties; party++) {
      for (int token = 0; token < tokens; token++) {
        if (maxima[party][token].signum() + deposits[party][token].signum() > 0) {
          money.add(new PartyMoney(party, token, deposits[party][token], maxima[party][token]));
        }
      }
    }
    return new Maxima(money, Arrays.stream(caps).map(cap -> new TokenCap(cap[0], cap[1])).toList());
  }

  /** Who may be given something out of a lot by rules, or when it is missed or fails. */
  private static Set<Integer> givenFrom(DeliverableTerms part, int lot, int parties) {
    Set<Integer> receivers = new HashSet<>();
    receivers(part, lot + 1, parties, receivers);
    for (List<Gives> gives : List.of(part.missedGives(), part.failedGives())) {
      gives.stream()
          .filter(entry -> entry.lot() == lot)
          .forEach(entry -> receivers.add(entry.to()));
    }
    return receivers;
  }

  /** Adds who gets penalties out of a pot; who does not exist gets nothing. */
  private static void receivers(
      DeliverableTerms part, int pot, int parties, Set<Integer> receivers) {
    if (ProgramCode.read(part.program().code()) instanceof ProgramCode.Read.WellFormed program) {
      program.instructions().stream()
          .filter(each -> each.op() == org.horkos.dsl.backend.program.Op.PENALTY)
          .filter(each -> each.pot() == pot && each.to() < parties)
          .forEach(each -> receivers.add(each.to()));
    }
  }

  /** Adds who delivers the entries of a contest: each may win all that its places give. */
  private static void entrants(
      DeliverableTerms part, List<DeliverableTerms> parts, Set<Integer> receivers) {
    part.clauses()
        .contest()
        .ifPresent(
            contest ->
                parts.subList(contest.first(), contest.first() + contest.count()).stream()
                    .map(DeliverableTerms::performer)
                    .forEach(receivers::add));
  }

  private static BigInteger[][] zeros(int rows, int columns) {
    BigInteger[][] zeros = new BigInteger[rows][columns];
    for (BigInteger[] row : zeros) {
      Arrays.fill(row, BigInteger.ZERO);
    }
    return zeros;
  }

  private static void add(BigInteger[] sums, int index, BigInteger amount) {
    sums[index] = sums[index].add(amount);
  }

  private static BigInteger shareUp(BigInteger amount, int bps) {
    BigInteger[] parts = amount.multiply(BigInteger.valueOf(bps)).divideAndRemainder(TEN_THOUSAND);
    return parts[1].signum() > 0 ? parts[0].add(BigInteger.ONE) : parts[0];
  }
}
