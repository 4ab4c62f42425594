package org.horkos.dsl.backend.terms;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Amounts;
import org.horkos.dsl.agreement.Bindings;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.backend.terms.Clauses.Calendar;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Gives;
import org.horkos.dsl.backend.terms.DeliverableTerms.Kind;
import org.horkos.dsl.backend.terms.DeliverableTerms.Pot;
import org.horkos.dsl.backend.terms.DeliverableTerms.Program;
import org.horkos.dsl.backend.terms.DeliverableTerms.Silence;
import org.horkos.dsl.backend.terms.DeliverableTerms.Source;
import org.horkos.dsl.backend.terms.TermsHead.CourtTerms;
import org.horkos.dsl.backend.terms.TermsHead.Custody;
import org.horkos.dsl.backend.terms.TermsHead.Seat;
import org.horkos.dsl.backend.terms.TermsRefusal.Code;
import org.horkos.dsl.value.Address;

/** Makes terms of a typed agreement and the values that its signers fix. */
public final class FromAgreement {
  /** Terms name a court everywhere; where nothing can be contested it judges and gets nothing. */
  private static final CourtTerms NO_COURT =
      new CourtTerms(0, 1, 0, 0, 0, 0, 0, 0, 10_000, 0, 0, BigInteger.ZERO);

  private final Agreement agreement;
  private final Bindings bindings;
  private final List<TermsRefusal> refusals = new ArrayList<>();

  private FromAgreement(Agreement agreement, Bindings bindings) {
    this.agreement = agreement;
    this.bindings = bindings;
  }

  /** What compiling gives. */
  public sealed interface Result {
    /** Terms that keep every limit. */
    record Compiled(Terms terms) implements Result {}

    /** What the author or the signers have to change; at least one. */
    record Refused(List<TermsRefusal> refusals) implements Result {
      public Refused {
        refusals = List.copyOf(refusals);
      }
    }
  }

  /** The terms of this agreement under these bindings. */
  public static Result compile(Agreement agreement, Bindings bindings, Custody custody) {
    FromAgreement pass = new FromAgreement(agreement, bindings);
    pass.bindings();
    return pass.refusals.isEmpty() ? pass.terms(custody) : new Result.Refused(pass.refusals);
  }

  private void bindings() {
    same("parameters", agreement.parameters().size(), bindings.parameters().size());
    same("tokens", agreement.tokens().size(), bindings.tokens().size());
    same("parties", agreement.parties().size(), bindings.parties().size());
    same("attestors", agreement.attestors().size(), bindings.attestors().size());
    same("courts", agreement.courts().size(), bindings.courts().size());
    if (!refusals.isEmpty()) {
      return;
    }
    for (int i = 0; i < agreement.parameters().size(); i++) {
      Agreement.Parameter parameter = agreement.parameters().get(i);
      BigInteger value = bindings.parameters().get(i);
      if (value.compareTo(parameter.least()) < 0 || value.compareTo(parameter.most()) > 0) {
        refuse(
            Code.BINDING,
            "parameter " + parameter.name(),
            value + " is not within " + parameter.least() + " and " + parameter.most());
      }
    }
    for (int i = 0; i < agreement.parties().size(); i++) {
      Agreement.Party party = agreement.parties().get(i);
      boolean open = party.openForSeconds().isPresent();
      if (open == bindings.parties().get(i).isPresent()) {
        refuse(
            Code.BINDING,
            "party " + party.name(),
            open ? "it is an open seat: whoever joins fills it" : "it needs an address");
      }
    }
  }

  private void same(String what, int wanted, int given) {
    if (wanted != given) {
      refuse(Code.BINDING, what, "the text has " + wanted + ", " + given + " were given");
    }
  }

  private void refuse(Code code, String where, String detail) {
    refusals.add(new TermsRefusal(code, where, detail));
  }

  private Result terms(Custody custody) {
    List<DeliverableTerms> parts = new ArrayList<>();
    for (Deliverable deliverable : agreement.deliverables()) {
      parts.add(part(deliverable));
    }
    if (parts.isEmpty() || parts.size() > Terms.MAX_DELIVERABLES) {
      refuse(
          Code.COUNT,
          "deliverables",
          parts.size() + "; an agreement has 1 to " + Terms.MAX_DELIVERABLES);
    }
    if (!refusals.isEmpty()) {
      return new Result.Refused(refusals);
    }
    Terms terms = new Terms(head(custody, parts), parts);
    Optional<TermsRefusal> broken = TermsCheck.check(terms);
    return broken.isPresent()
        ? new Result.Refused(List.of(broken.get()))
        : new Result.Compiled(terms);
  }

  private TermsHead head(Custody custody, List<DeliverableTerms> parts) {
    List<Seat> seats = new ArrayList<>();
    for (int i = 0; i < agreement.parties().size(); i++) {
      seats.add(
          new Seat(
              bindings.parties().get(i).orElse(Address.ZERO),
              agreement.parties().get(i).openForSeconds().orElse(0L)));
    }
    List<CourtTerms> courts = new ArrayList<>();
    for (int i = 0; i < agreement.courts().size(); i++) {
      courts.add(court(agreement.courts().get(i), bindings.courts().get(i)));
    }
    if (courts.isEmpty()) {
      courts.add(NO_COURT);
    }
    Maxima maxima = Maxima.of(agreement.tokens().size(), agreement.parties().size(), courts, parts);
    return new TermsHead(
        agreement.name(),
        agreement.version(),
        agreement.textHash(),
        bindings.salt(),
        bindings.proposer(),
        bindings.openBy(),
        custody,
        agreement.fundedWithinSeconds(),
        bindings.tokens(),
        seats,
        bindings.attestors(),
        maxima.money(),
        maxima.caps(),
        courts,
        parts.size());
  }

  private static CourtTerms court(Agreement.Court court, Bindings.CourtBinding binding) {
    return new CourtTerms(
        binding.id(),
        court.draws(),
        court.evidenceSeconds(),
        court.commitSeconds(),
        court.revealSeconds(),
        court.appealSeconds(),
        court.appeals(),
        court.forfeitBps(),
        court.winnerBps(),
        court.courtBps(),
        court.burnBps(),
        binding.seatFee());
  }

  private DeliverableTerms part(Deliverable deliverable) {
    Amounts amounts = Amounts.of(deliverable, bindings.parameters());
    CompiledClauses clauses =
        new CompiledClauses(agreement.calendars(), deliverable.clauses(), amounts);
    List<Pot> pays = new ArrayList<>();
    for (int i = 0; i < deliverable.pays().size(); i++) {
      Deliverable.Pay pay = deliverable.pays().get(i);
      // Bound to nothing, it is not there.
      if (amounts.pays().get(i).signum() > 0) {
        pays.add(new Pot(pay.payer(), pay.token(), amounts.pays().get(i)));
      }
    }
    List<Pot> lots = new ArrayList<>();
    for (int i = 0; i < deliverable.lots().size(); i++) {
      Deliverable.Lot lot = deliverable.lots().get(i);
      lots.add(new Pot(lot.owner(), lot.token(), amounts.lots().get(i)));
    }
    return new DeliverableTerms(
        deliverable.performer(),
        deliverable.after().orElse(DeliverableTerms.NONE),
        pays,
        lots,
        clauses.moment(deliverable.due(), Calendar.DUE),
        clauses.length(deliverable.graceSeconds(), Calendar.GRACE),
        clauses.moment(deliverable.missed(), Calendar.MISSED),
        gives(deliverable.missedGives(), amounts),
        gives(deliverable.failedGives(), amounts),
        clauses.length(deliverable.challengeSeconds(), Calendar.CHALLENGE),
        deliverable.court() == Deliverable.NO_COURT ? 0 : deliverable.court(),
        deliverable.attempts(),
        facts(deliverable, amounts, clauses),
        clauses.compiled(),
        program(deliverable, amounts));
  }

  private static List<Gives> gives(List<Deliverable.Gives> gives, Amounts amounts) {
    return gives.stream()
        .map(entry -> new Gives(entry.to(), entry.fromLot(), amounts.floored(entry.amount())))
        .toList();
  }

  private static List<FactTerms> facts(
      Deliverable deliverable, Amounts amounts, CompiledClauses clauses) {
    List<FactTerms> facts = new ArrayList<>();
    for (int i = 0; i < deliverable.facts().size(); i++) {
      facts.add(fact(deliverable.facts().get(i), amounts, clauses, Calendar.within(i)));
    }
    return facts;
  }

  private static FactTerms fact(
      Deliverable.Fact fact, Amounts amounts, CompiledClauses clauses, long within) {
    BigInteger least = fact.domain().least();
    BigInteger most = amounts.most(fact.domain());
    Kind kind =
        switch (fact.domain()) {
          case Deliverable.Domain.Range _,
              Deliverable.Domain.TimeSpan _,
              Deliverable.Domain.Percent _ ->
              Kind.NUMBER;
          case Deliverable.Domain.Time _ -> Kind.TIME;
          case Deliverable.Domain.Choice _ -> Kind.CHOICE;
          case Deliverable.Domain.Document _ -> Kind.DOCUMENT;
        };
    return switch (fact.source()) {
      case Deliverable.Source.Performer performer ->
          new FactTerms(
              kind,
              fact.contestable(),
              Source.PERFORMER,
              0,
              0,
              Silence.NONE,
              BigInteger.ZERO,
              least,
              most);
      case Deliverable.Source.Other other ->
          new FactTerms(
              kind,
              fact.contestable(),
              other.attestor() ? Source.ATTESTOR : Source.PARTY,
              other.index(),
              clauses.length(other.withinSeconds(), within),
              other.silence() instanceof Deliverable.Silence.Means
                  ? Silence.VALUE
                  : Silence.AS_CLAIMED,
              other.silence() instanceof Deliverable.Silence.Means means
                  ? means.word()
                  : BigInteger.ZERO,
              least,
              most);
    };
  }

  private Program program(Deliverable deliverable, Amounts amounts) {
    return switch (org.horkos.dsl.backend.program.FromAgreement.compile(deliverable, amounts)) {
      case org.horkos.dsl.backend.program.FromAgreement.Result.Compiled compiled ->
          Program.of(compiled.code());
      case org.horkos.dsl.backend.program.FromAgreement.Result.Refused refused -> {
        refused
            .refusals()
            .forEach(
                refusal ->
                    refuse(
                        Code.RULES,
                        "deliverable " + deliverable.name() + ", " + refusal.rule(),
                        refusal.detail()));
        yield Program.of(new byte[0]);
      }
    };
  }
}
