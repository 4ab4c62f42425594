package org.horkos.engine.verdict;

/**
 * Evaluates twice, with two evaluators that share no code but {@link Verdict#compose}, and gives a
 * verdict only if both agree: a node must not assert what the rule program, which decides on L1,
 * would not give.
 */
public final class DualEvaluator implements Evaluator {
  private final Evaluator rules;
  private final Evaluator machine;

  /**
   * Both evaluators of one agreement.
   *
   * @param rules Drools
   * @param machine the rule program's machine
   */
  public DualEvaluator(Evaluator rules, Evaluator machine) {
    this.rules = rules;
    this.machine = machine;
  }

  /** What two evaluations come to. */
  public sealed interface Compared {
    /** Both give this verdict. */
    record Agreed(Verdict verdict) implements Compared {}

    /**
     * They differ: nothing may be asserted.
     *
     * @param deliverable its index in the terms
     * @param sheet the facts
     * @param rules what Drools gives
     * @param machine what the rule program gives
     */
    record Differs(int deliverable, FactSheet sheet, Verdict rules, Verdict machine)
        implements Compared {
      /** What a person is told. */
      public String sentence() {
        return "Drools and the rule program differ on deliverable "
            + deliverable
            + "; the node refuses to assert. "
            + both();
      }

      /** What a person is told where the rule program's verdict had to stand. */
      public String overruled() {
        return "Drools and the rule program differ on deliverable "
            + deliverable
            + "; a message of L1 brought it about, so the rule program's verdict stands. "
            + both();
      }

      private String both() {
        return "Drools: "
            + rules
            + "; rule program: "
            + machine
            + "; facts: "
            + sheet
            + ". Keep this message and report it: it is a fault in Horkos.";
      }
    }
  }

  /** Evaluates with both. */
  public Compared compare(int deliverable, FactSheet sheet) {
    Verdict first = rules.evaluate(deliverable, sheet);
    Verdict second = machine.evaluate(deliverable, sheet);
    return first.equals(second)
        ? new Compared.Agreed(first)
        : new Compared.Differs(deliverable, sheet, first, second);
  }

  /**
   * The verdict that both give.
   *
   * @throws VerdictsDiffer if they do not give the same
   */
  @Override
  public Verdict evaluate(int deliverable, FactSheet sheet) {
    return switch (compare(deliverable, sheet)) {
      case Compared.Agreed agreed -> agreed.verdict();
      case Compared.Differs differs -> throw new VerdictsDiffer(differs);
    };
  }

  @Override
  public Evaluator program() {
    return machine;
  }

  /** Stops an assertion whose two verdicts differ; carries both. */
  public static final class VerdictsDiffer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Compared.Differs differs;

    VerdictsDiffer(Compared.Differs differs) {
      super(differs.sentence());
      this.differs = differs;
    }

    /** Both verdicts and the facts. */
    public Compared.Differs differs() {
      return differs;
    }
  }
}
