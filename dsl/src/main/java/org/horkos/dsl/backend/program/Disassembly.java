package org.horkos.dsl.backend.program;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Deliverable;
import org.horkos.dsl.backend.program.ProgramCode.Instruction;
import org.horkos.dsl.value.Fraction;
import org.horkos.dsl.value.OneLine;

/**
 * A rule program for people: one instruction a line, with its offset in hexadecimal, its operands,
 * and, where the agreement is known, what they mean.
 */
public final class Disassembly {
  private static final int COMMENT_COLUMN = 34;

  private Disassembly() {}

  /** The program without names. For any bytes: a malformed program says where it ends. */
  public static String of(byte[] code) {
    return print(code, (instruction, before) -> "");
  }

  /** The program of a deliverable of this agreement, with its names and amounts. */
  public static String of(byte[] code, Agreement agreement, Deliverable deliverable) {
    Names names = new Names(agreement, deliverable);
    return print(code, names::comment);
  }

  private interface Comments {
    String on(Instruction instruction, Optional<Instruction> before);
  }

  private static String print(byte[] code, Comments comments) {
    return switch (ProgramCode.read(code)) {
      case ProgramCode.Read.Malformed malformed ->
          "malformed at " + hex(malformed.offset()) + ": " + malformed.reason() + "\n";
      case ProgramCode.Read.WellFormed program -> {
        List<String> lines = new ArrayList<>();
        Optional<Instruction> before = Optional.empty();
        for (Instruction instruction : program.instructions()) {
          lines.add(line(instruction, comments.on(instruction, before)));
          before = Optional.of(instruction);
        }
        yield String.join("\n", lines) + "\n";
      }
    };
  }

  private static String line(Instruction instruction, String comment) {
    String text = hex(instruction.offset()) + "  " + text(instruction);
    return comment.isEmpty()
        ? text
        : text + " ".repeat(Math.max(2, COMMENT_COLUMN - text.length())) + "; " + comment;
  }

  /** Four digits, whatever the locale. */
  private static String hex(int offset) {
    return HexFormat.of().toHexDigits((short) offset);
  }

  private static String text(Instruction instruction) {
    return switch (instruction.op()) {
      case PUSH, PERIODS -> instruction.op() + " " + instruction.word();
      case FACT, MEDIAN, REQUIRE, AWARD, ASK -> instruction.op() + " " + instruction.index();
      case RECORD -> instruction.op() + " " + instruction.index() + " " + instruction.to();
      case PENALTY ->
          instruction.op()
              + " "
              + instruction.index()
              + " "
              + instruction.to()
              + " "
              + instruction.pot();
      case LATE, EARLY, ADD, MUL, MIN, MAX, DIV, EQ, LT, LE, NOT, AND, OR, VALUE ->
          instruction.op().toString();
    };
  }

  /** What operands mean. Programs that do not fit the agreement get no comment. */
  private record Names(Agreement agreement, Deliverable deliverable) {
    String comment(Instruction instruction, Optional<Instruction> before) {
      int index = instruction.index();
      return switch (instruction.op()) {
        case FACT ->
            index < deliverable.facts().size() ? deliverable.facts().get(index).name() : "";
        case LATE -> "seconds late";
        case EARLY -> "seconds early";
        case MEDIAN -> "the lower median of those that are not below the least";
        case VALUE -> "what the entry is worth";
        case ASK -> "whether its facts are asked for";
        case RECORD ->
            instruction.to() < agreement.parties().size()
                ? "points for " + agreement.parties().get(instruction.to()).name()
                : "";
        case PERIODS -> "started periods late, of " + period(instruction.word());
        case REQUIRE ->
            index < deliverable.requires().size()
                ? "require \"" + OneLine.of(deliverable.requires().get(index).label()) + "\""
                : "";
        case AWARD -> award(index, before);
        case PENALTY -> penalty(instruction);
        case PUSH, ADD, MUL, MIN, MAX, DIV, EQ, LT, LE, NOT, AND, OR -> "";
      };
    }

    private static String period(BigInteger seconds) {
      BigInteger[] days = seconds.divideAndRemainder(BigInteger.valueOf(86_400));
      if (days[1].signum() == 0 && days[0].signum() > 0) {
        return days[0].equals(BigInteger.ONE) ? "a day" : days[0] + " days";
      }
      return seconds + " seconds";
    }

    private String award(int index, Optional<Instruction> before) {
      String amount =
          before
              .filter(instruction -> instruction.op() == Op.PUSH)
              .map(instruction -> " = " + amount(instruction.word()))
              .orElse("");
      if (deliverable.awards().isEmpty()) {
        return "award 100%" + amount;
      }
      return index < deliverable.awards().size()
          ? deliverable
                  .awards()
                  .get(index)
                  .share()
                  .map(share -> "award " + percent(share))
                  .orElse("award " + (index + 1))
              + amount
          : "";
    }

    private String penalty(Instruction instruction) {
      if (instruction.index() >= deliverable.penalties().size()
          || instruction.to() >= agreement.parties().size()
          || instruction.pot() > deliverable.lots().size()) {
        return "";
      }
      String pot =
          instruction.pot() == 0
              ? "the award"
              : agreement
                      .parties()
                      .get(deliverable.lots().get(instruction.pot() - 1).owner())
                      .name()
                  + ".bond";
      return "penalty \""
          + OneLine.of(deliverable.penalties().get(instruction.index()).label())
          + "\" to "
          + agreement.parties().get(instruction.to()).name()
          + " out of "
          + pot;
    }

    private String amount(BigInteger units) {
      if (deliverable.pays().isEmpty()) {
        return units.toString();
      }
      Agreement.Token token = agreement.tokens().get(deliverable.pays().getFirst().token());
      BigDecimal amount = new BigDecimal(units, token.decimals()).stripTrailingZeros();
      return amount.toPlainString() + " " + token.symbol();
    }

    private static String percent(Fraction share) {
      return share.times(Fraction.of(100)).decimal() + "%";
    }
  }
}
