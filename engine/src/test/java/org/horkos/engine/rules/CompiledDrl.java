package org.horkos.engine.rules;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Bindings;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.backend.drl.FromAgreement;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.engine.verdict.Evaluator;
import org.horkos.engine.verdict.FactSheet;
import org.horkos.engine.verdict.Reached;
import org.horkos.engine.verdict.Verdict;
import org.kie.api.KieBase;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.Message;
import org.kie.api.builder.ReleaseId;
import org.kie.api.definition.type.FactType;
import org.kie.api.runtime.KieContainer;
import org.kie.api.runtime.KieSession;

/** The DRL text of an agreement, compiled as another tool would do it. */
final class CompiledDrl implements Evaluator, AutoCloseable {
  private static int counter;

  private final Agreement agreement;
  private final Terms terms;
  private final ReleaseId release;
  private final KieContainer container;
  private final KieBase base;

  CompiledDrl(Agreement agreement, Bindings bindings, Terms terms) {
    this.agreement = agreement;
    this.terms = terms;
    KieServices services = KieServices.get();
    this.release = services.newReleaseId("org.horkos.test", "drl", "1." + counter++);
    String drl = FromAgreement.write(agreement, bindings);
    KieBuilder builder =
        services.newKieBuilder(
            services
                .newKieFileSystem()
                .generateAndWritePomXML(release)
                .write(
                    "src/main/resources/"
                        + FromAgreement.packageName(agreement).replace('.', '/')
                        + "/rules.drl",
                    drl));
    builder.buildAll();
    if (builder.getResults().hasMessages(Message.Level.ERROR)) {
      throw new AssertionError(builder.getResults() + "\n" + drl);
    }
    this.container = services.newKieContainer(release);
    this.base = container.getKieBase();
  }

  @Override
  public Verdict evaluate(int index, FactSheet sheet) {
    Deliverable deliverable = agreement.deliverables().get(index);
    KieSession session = base.newKieSession();
    try {
      session.insert(facts(deliverable, sheet));
      session.fireAllRules();
      return Verdict.compose(
          terms.deliverables().get(index),
          agreement.parties().size(),
          reached(deliverable, session));
    } catch (ReflectiveOperationException broken) {
      throw new AssertionError(broken);
    } finally {
      session.dispose();
    }
  }

  private Object facts(Deliverable deliverable, FactSheet sheet)
      throws ReflectiveOperationException {
    FactType type =
        base.getFactType(FromAgreement.packageName(agreement), FromAgreement.typeName(deliverable));
    Object facts = type.newInstance();
    for (int i = 0; i < deliverable.facts().size(); i++) {
      type.set(facts, FromAgreement.fieldName(deliverable.facts().get(i)), sheet.words().get(i));
    }
    type.set(facts, "secondsLate", sheet.secondsLate());
    type.set(facts, "secondsEarly", sheet.secondsEarly());
    return facts;
  }

  private Reached reached(Deliverable deliverable, KieSession session) {
    FactType held = base.getFactType(FromAgreement.packageName(agreement), "Held");
    BigInteger award = BigInteger.ZERO;
    List<Integer> failed = new ArrayList<>();
    for (int i = 0; i < deliverable.requires().size(); i++) {
      failed.add(i);
    }
    BigInteger[] taken = new BigInteger[deliverable.penalties().size()];
    java.util.Arrays.fill(taken, BigInteger.ZERO);
    BigInteger[] points = new BigInteger[deliverable.clauses().records().size()];
    java.util.Arrays.fill(points, BigInteger.ZERO);
    BigInteger value = BigInteger.ZERO;
    List<Integer> asks = new ArrayList<>();
    for (Object each : session.getObjects(held.getFactClass()::isInstance)) {
      int number = (int) held.get(each, "number");
      BigInteger amount = (BigInteger) held.get(each, "amount");
      switch ((String) held.get(each, "kind")) {
        case "require" -> failed.remove((Integer) number);
        case "award" -> award = award.max(amount);
        case "value" -> value = amount;
        case "ask" -> asks.add(number);
        case "record" -> points[number] = amount;
        default -> taken[number] = amount;
      }
    }
    List<Reached.Penalty> penalties = new ArrayList<>();
    for (int i = 0; i < taken.length; i++) {
      Deliverable.Penalty penalty = deliverable.penalties().get(i);
      penalties.add(
          new Reached.Penalty(
              i, penalty.to(), penalty.fromLot().map(lot -> lot + 1).orElse(0), taken[i]));
    }
    List<Reached.Points> records = new ArrayList<>();
    for (int i = 0; i < points.length; i++) {
      int to = deliverable.clauses().records().get(i).party();
      records.add(new Reached.Points(i, to, points[i]));
    }
    return new Reached(award, penalties, failed, value, asks, records);
  }

  /** Drops the compiled module, which Drools otherwise keeps for good. */
  @Override
  public void close() {
    container.dispose();
    KieServices.get().getRepository().removeKieModule(release);
  }
}
