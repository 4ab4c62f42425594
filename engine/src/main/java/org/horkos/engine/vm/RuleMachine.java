package org.horkos.engine.vm;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.horkos.dsl.backend.program.ProgramCode;
import org.horkos.dsl.backend.program.ProgramCode.Instruction;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Kind;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.engine.verdict.Evaluator;
import org.horkos.engine.verdict.FactSheet;
import org.horkos.engine.verdict.Reached;
import org.horkos.engine.verdict.Verdict;

/**
 * Evaluates by running the rule programs of an agreement's terms. Programs are read once.
 * Immutable, so threads may share it.
 */
public final class RuleMachine implements Evaluator {
  private final Terms terms;
  private final List<ProgramCode.Read> programs;

  /** The machine of these terms. */
  public RuleMachine(Terms terms) {
    this.terms = terms;
    this.programs =
        terms.deliverables().stream().map(part -> ProgramCode.read(part.program().code())).toList();
  }

  @Override
  public Verdict evaluate(int deliverable, FactSheet sheet) {
    DeliverableTerms part = terms.deliverables().get(deliverable);
    Reached reached =
        switch (programs.get(deliverable)) {
          case ProgramCode.Read.Malformed malformed -> Reached.NOTHING;
          case ProgramCode.Read.WellFormed program ->
              new Run(part, sheet).run(program.instructions());
        };
    return Verdict.compose(part, terms.head().parties().size(), reached);
  }

  /** One program on one sheet. */
  private static final class Run {
    private final DeliverableTerms part;
    private final FactSheet sheet;
    private final BigInteger[] stack = new BigInteger[ProgramCode.MAX_STACK];
    private int depth;
    private BigInteger award = BigInteger.ZERO;
    private final List<Reached.Penalty> penalties = new ArrayList<>();
    private final List<Integer> failed = new ArrayList<>();
    private BigInteger value = BigInteger.ZERO;
    private final List<Integer> asks = new ArrayList<>();
    private final List<Reached.Points> records = new ArrayList<>();

    Run(DeliverableTerms part, FactSheet sheet) {
      this.part = part;
      this.sheet = sheet;
    }

    /** Reading has proved that no instruction lacks a word or overflows the stack. */
    Reached run(List<Instruction> program) {
      for (Instruction instruction : program) {
        step(instruction);
      }
      return new Reached(award, penalties, failed, value, asks, records);
    }

    private void step(Instruction instruction) {
      switch (instruction.op()) {
        case PUSH -> push(instruction.word());
        case FACT -> push(fact(instruction.index()));
        case LATE -> push(BigInteger.valueOf(sheet.secondsLate()));
        case PERIODS -> push(periods(instruction.word()));
        case EARLY -> push(BigInteger.valueOf(sheet.secondsEarly()));
        case ADD -> push(wrap(pop().add(pop())));
        case MUL -> push(wrap(pop().multiply(pop())));
        case MIN -> push(pop().min(pop()));
        case MAX -> push(pop().max(pop()));
        case MEDIAN -> push(median(instruction.index()));
        case DIV -> {
          BigInteger divisor = pop();
          push(floorDiv(pop(), divisor));
        }
        case EQ -> push(pop().equals(pop()));
        case LT -> push(pop().compareTo(pop()) > 0);
        case LE -> push(pop().compareTo(pop()) >= 0);
        case NOT -> push(pop().signum() == 0);
        case AND -> {
          boolean right = pop().signum() != 0;
          push(pop().signum() != 0 && right);
        }
        case OR -> {
          boolean right = pop().signum() != 0;
          push(pop().signum() != 0 || right);
        }
        case REQUIRE -> {
          if (pop().signum() == 0) {
            failed.add(instruction.index());
          }
        }
        case AWARD -> {
          BigInteger amount = pop();
          if (pop().signum() != 0) {
            award = award.max(amount);
          }
        }
        case PENALTY ->
            penalties.add(
                new Reached.Penalty(
                    instruction.index(), instruction.to(), instruction.pot(), pop()));
        case VALUE -> value = pop();
        case ASK -> {
          if (pop().signum() != 0) {
            asks.add(instruction.index());
          }
        }
        case RECORD ->
            records.add(new Reached.Points(instruction.index(), instruction.to(), pop()));
      }
    }

    /** Of n words those that count, ascending: the middle one, of two the lower. */
    private BigInteger median(int n) {
      BigInteger least = stack[depth - n - 1];
      List<BigInteger> counted =
          Arrays.stream(stack, depth - n, depth)
              .filter(word -> word.compareTo(least) >= 0)
              .sorted()
              .toList();
      depth -= n + 1;
      return counted.isEmpty()
          ? wrap(least.subtract(BigInteger.ONE))
          : counted.get((counted.size() - 1) / 2);
    }

    private void push(BigInteger word) {
      stack[depth++] = word;
    }

    private void push(boolean holds) {
      push(holds ? BigInteger.ONE : BigInteger.ZERO);
    }

    private BigInteger pop() {
      return stack[--depth];
    }

    private BigInteger fact(int index) {
      if (index >= part.facts().size()
          || index >= sheet.words().size()
          || part.facts().get(index).kind() == Kind.DOCUMENT) {
        return BigInteger.ZERO;
      }
      return wrap(sheet.words().get(index));
    }

    private BigInteger periods(BigInteger seconds) {
      if (seconds.signum() == 0) {
        return BigInteger.ZERO;
      }
      return BigInteger.valueOf(Math.ceilDiv(sheet.secondsLate(), seconds.longValueExact()));
    }

    /** Modulo 2^256, as a signed word. */
    private static BigInteger wrap(BigInteger value) {
      if (value.bitLength() <= 255) {
        return value;
      }
      byte[] all = value.toByteArray();
      return new BigInteger(all, all.length - 32, 32);
    }

    private static BigInteger floorDiv(BigInteger value, BigInteger divisor) {
      if (divisor.signum() <= 0) {
        return BigInteger.ZERO;
      }
      BigInteger[] parts = value.divideAndRemainder(divisor);
      return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }
  }
}
