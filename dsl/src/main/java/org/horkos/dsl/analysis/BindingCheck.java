package org.horkos.dsl.analysis;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Amounts;
import org.horkos.dsl.agreement.Bindings;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.agreement.Money;
import org.horkos.dsl.agreement.Quantity;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.value.Address;

/**
 * Whether bindings keep what the text promises: a value for everything, within its bounds; one
 * address, one role; a forfeit that can pay the court (OATH rules 8 and 16); and dates by which
 * everybody can have acted, however late it begins.
 */
public final class BindingCheck {
  private final Agreement agreement;
  private final Bindings bindings;
  private final List<Problem> problems = new ArrayList<>();

  private BindingCheck(Agreement agreement, Bindings bindings) {
    this.agreement = agreement;
    this.bindings = bindings;
  }

  /**
   * Why bindings cannot be signed.
   *
   * @param code what kind of problem it is
   * @param sentence what is wrong and what would be right
   */
  public record Problem(DiagnosticCode code, String sentence) {}

  /** All problems; none if the bindings can be signed. */
  public static List<Problem> check(Agreement agreement, Bindings bindings) {
    BindingCheck check = new BindingCheck(agreement, bindings);
    if (check.complete()) {
      check.parameters();
      check.roles();
      if (check.problems.isEmpty()) {
        check.amounts();
        new DateCheck(agreement, bindings).problems().forEach(check.problems::add);
      }
    }
    return List.copyOf(check.problems);
  }

  private boolean complete() {
    count("parameters", agreement.parameters().size(), bindings.parameters().size());
    count("tokens", agreement.tokens().size(), bindings.tokens().size());
    count("parties", agreement.parties().size(), bindings.parties().size());
    count("attestors", agreement.attestors().size(), bindings.attestors().size());
    count("courts", agreement.courts().size(), bindings.courts().size());
    return problems.isEmpty();
  }

  private void count(String what, int wanted, int given) {
    if (wanted != given) {
      problem(
          DiagnosticCode.BOUND_INCOMPLETE,
          "the text has " + wanted + " " + what + ", but " + given + " are bound");
    }
  }

  private void parameters() {
    for (int i = 0; i < agreement.parameters().size(); i++) {
      Agreement.Parameter parameter = agreement.parameters().get(i);
      BigInteger value = bindings.parameters().get(i);
      if (value.compareTo(parameter.least()) < 0 || value.compareTo(parameter.most()) > 0) {
        problem(
            DiagnosticCode.BOUND_OUT_OF_RANGE,
            "`"
                + parameter.name()
                + "` is "
                + shown(value, parameter.token())
                + ", but must lie between "
                + shown(parameter.least(), parameter.token())
                + " and "
                + shown(parameter.most(), parameter.token()));
      }
    }
  }

  private void roles() {
    Map<Address, String> roles = new HashMap<>();
    for (int i = 0; i < agreement.parties().size(); i++) {
      Agreement.Party party = agreement.parties().get(i);
      Optional<Address> bound = bindings.parties().get(i).filter(a -> !a.isZero());
      boolean open = party.openForSeconds().isPresent();
      if (open == bound.isPresent()) {
        problem(
            DiagnosticCode.BOUND_INCOMPLETE,
            open
                ? "`" + party.name() + "` is an open seat: leave its address to whoever joins"
                : "`" + party.name() + "` needs an address");
      }
      bound.ifPresent(address -> role(roles, address, "`" + party.name() + "`"));
    }
    for (int i = 0; i < agreement.attestors().size(); i++) {
      String name = "`" + agreement.attestors().get(i).name() + "`";
      Address address = bindings.attestors().get(i);
      if (address.isZero()) {
        problem(DiagnosticCode.BOUND_INCOMPLETE, name + " needs an address");
      } else {
        role(roles, address, name);
      }
    }
    Map<Address, String> tokens = new HashMap<>();
    for (int i = 0; i < agreement.tokens().size(); i++) {
      role(tokens, bindings.tokens().get(i), "`" + agreement.tokens().get(i).symbol() + "`");
    }
  }

  private void role(Map<Address, String> roles, Address address, String name) {
    String before = roles.putIfAbsent(address, name);
    if (before != null) {
      problem(
          DiagnosticCode.BOUND_TWICE,
          address + " is bound to " + before + " and to " + name + ": one address, one role");
    }
  }

  private void amounts() {
    for (Deliverable deliverable : agreement.deliverables()) {
      Amounts amounts = Amounts.of(deliverable, bindings.parameters());
      for (int i = 0; i < deliverable.pays().size(); i++) {
        Deliverable.Pay pay = deliverable.pays().get(i);
        if (!(pay.amount() instanceof Quantity.ParameterValue)) {
          nothing(deliverable, "pays", pay.payer(), amounts.pays().get(i));
        }
      }
      for (int i = 0; i < deliverable.lots().size(); i++) {
        nothing(deliverable, "bonds", deliverable.lots().get(i).owner(), amounts.lots().get(i));
      }
      court(deliverable, amounts);
    }
  }

  private void nothing(Deliverable deliverable, String what, int party, BigInteger amount) {
    if (amount.signum() <= 0) {
      problem(
          DiagnosticCode.BOUND_TO_NOTHING,
          "what `"
              + agreement.parties().get(party).name()
              + "` "
              + what
              + " for `"
              + deliverable.name()
              + "` comes to nothing");
    }
  }

  /*
   * The smallest court's part of a dispute: a side with the smallest lot contests all facts and is
   * wrong about one, while the others are conceded or undefended and bring nothing; or nobody was wrong,
   * and half of that is taken from each of two sides. Flooring loses less than one unit a side.
   */
  private void court(Deliverable deliverable, Amounts amounts) {
    int facts = (int) deliverable.facts().stream().filter(Deliverable.Fact::contestable).count();
    if (facts == 0 || deliverable.lots().isEmpty()) {
      return;
    }
    Agreement.Court court = agreement.courts().get(deliverable.court());
    Bindings.CourtBinding binding = bindings.courts().get(deliverable.court());
    BigInteger smallest = smallestCourtPart(court, amounts.lots(), facts);
    BigInteger fees = binding.seatFee().multiply(BigInteger.valueOf(court.draws()));
    if (smallest.compareTo(fees) < 0) {
      Optional<Integer> token = Optional.of(deliverable.lots().getFirst().token());
      problem(
          DiagnosticCode.COURT_UNPAID,
          "a dispute about `"
              + deliverable.name()
              + "` may bring the court `"
              + court.name()
              + "` only "
              + shown(smallest, token)
              + ", but "
              + court.draws()
              + " seats cost "
              + shown(fees, token)
              + ": raise the bonds or the court's part, or choose a cheaper court");
    }
  }

  /** The least that a court can get from one dispute over at most so many facts, in base units. */
  static BigInteger smallestCourtPart(Agreement.Court court, List<BigInteger> lots, int facts) {
    BigInteger lot = lots.stream().reduce(BigInteger::min).orElse(BigInteger.ZERO);
    BigInteger part =
        lot.multiply(BigInteger.valueOf(court.forfeitBps()))
            .multiply(BigInteger.valueOf(court.courtBps()))
            .divide(BigInteger.valueOf(100_000_000L * facts));
    return part.subtract(BigInteger.ONE).max(BigInteger.ZERO);
  }

  private String shown(BigInteger units, Optional<Integer> token) {
    return token
        .map(t -> agreement.tokens().get(t))
        .map(t -> Money.decimal(units, t.decimals()) + " " + t.symbol())
        .orElse(units.toString());
  }

  private void problem(DiagnosticCode code, String sentence) {
    problems.add(new Problem(code, sentence));
  }
}
