package org.horkos.dsl.agreement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.agreement.AmountArithmetic.Type;
import org.horkos.dsl.agreement.AmountArithmetic.Typed;
import org.horkos.dsl.resolution.Scope;
import org.horkos.dsl.resolution.Symbol;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.syntax.Expression;
import org.horkos.dsl.syntax.Who;

/** Who has which bond in a deliverable, as far as that is known while it is typed. */
final class Stakes {
  private final Scope scope;
  private final AmountArithmetic arithmetic;
  private final Diagnostics diagnostics;
  private List<Integer> performer = List.of();
  private List<Integer> payers = List.of();
  private List<KnownLot> lots = List.of();
  private boolean lotsKnown;
  private boolean lotsWhole;

  Stakes(Scope scope, AmountArithmetic arithmetic, Diagnostics diagnostics) {
    this.scope = scope;
    this.arithmetic = arithmetic;
    this.diagnostics = diagnostics;
  }

  /** A bond that is known when the rules are typed. */
  record KnownLot(int owner, int token, Interval range) {}

  /** What is bonded; {@code all} if none of it was refused. */
  void lotsAre(List<KnownLot> known, boolean all) {
    lots = List.copyOf(known);
    lotsWhole = all;
    lotsKnown = true;
  }

  /** The bonds of somebody, as an amount. */
  Optional<Typed> bond(Expression.Pot.Bond bond) {
    if (!lotsKnown) {
      arithmetic.report(
          DiagnosticCode.NOT_BOUND_YET,
          bond.span(),
          "bonds are not known when this is fixed",
          "make it a share of the pay");
      return Optional.empty();
    }
    Optional<List<Integer>> indexes = lotsOf(bond.owner());
    if (indexes.isEmpty()) {
      return Optional.empty();
    }
    List<Typed> found = new ArrayList<>();
    for (int index : indexes.get()) {
      KnownLot lot = lots.get(index);
      found.add(
          new Typed(
              new Type.OfToken(lot.token()),
              new Quantity.Lot(index),
              lot.range(),
              BigInteger.ONE,
              1));
    }
    return found.size() == 1 ? Optional.of(found.getFirst()) : arithmetic.sum(found, bond.span());
  }

  /** The lots of somebody; none is reported. */
  Optional<List<Integer>> lotsOf(Who who) {
    Optional<List<Integer>> parties = parties(who);
    if (parties.isEmpty()) {
      return Optional.empty();
    }
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < lots.size(); i++) {
      if (parties.get().contains(lots.get(i).owner())) {
        found.add(i);
      }
    }
    if (found.isEmpty() && !lotsWhole) {
      return Optional.empty();
    }
    if (found.isEmpty()) {
      arithmetic.report(
          DiagnosticCode.NO_LOT,
          who.span(),
          "there is no bond of this party in this deliverable",
          "add a clause `bond "
              + (payers.isEmpty() ? "50 USDC" : "20% of pay")
              + " by "
              + named(who)
              + "`");
      return Optional.empty();
    }
    return Optional.of(found);
  }

  private static String named(Who who) {
    return switch (who) {
      case Who.Performer _ -> "performer";
      case Who.Payer _ -> "payer";
      case Who.Named named -> named.name().text();
    };
  }

  /** Who performs, and who pays. */
  void rolesAre(int performingParty, List<Integer> payingParties) {
    performer = List.of(performingParty);
    payers = List.copyOf(payingParties);
  }

  /** Whom somebody means: one party, or all payers. */
  Optional<List<Integer>> parties(Who who) {
    return switch (who) {
      case Who.Performer p -> Optional.of(performer);
      case Who.Payer p -> payers.isEmpty() ? Optional.empty() : Optional.of(payers);
      case Who.Named named ->
          scope
              .find(named.name(), Symbol.Party.class, "a party", diagnostics)
              .map(party -> List.of(party.index()));
    };
  }
}
