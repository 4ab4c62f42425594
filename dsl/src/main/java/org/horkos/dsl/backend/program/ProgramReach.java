package org.horkos.dsl.backend.program;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.backend.program.ProgramCode.Instruction;

/**
 * The most that a program can award and take, whatever the facts turn out to be. Read off its bytes
 * by the intervals of {@link ProgramVerifier}, not by running it on facts.
 *
 * @param award the most it can reach; not below 0, and not yet cut to the pay
 * @param penalties one for each PENALTY, in program order
 */
public record ProgramReach(BigInteger award, List<Penalty> penalties) {
  private static final ProgramReach NOTHING = new ProgramReach(BigInteger.ZERO, List.of());

  public ProgramReach {
    penalties = List.copyOf(penalties);
  }

  /**
   * What one penalty can take.
   *
   * @param to the receiving party, which need not exist
   * @param pot 0 the award, k + 1 the lot k
   * @param most not below 0, and not yet cut to what is in the pot
   */
  public record Penalty(int to, int pot, BigInteger most) {}

  /**
   * What a program can reach.
   *
   * @param code its bytes; malformed ones reach nothing
   * @param facts the range of each fact's word; 0 to 0 for a document
   * @return empty if the verifier cannot prove its words bounded: then anything may come out
   */
  public static Optional<ProgramReach> of(byte[] code, List<Interval> facts) {
    return switch (ProgramCode.read(code)) {
      case ProgramCode.Read.Malformed _ -> Optional.of(NOTHING);
      case ProgramCode.Read.WellFormed program -> of(program, facts);
    };
  }

  private static Optional<ProgramReach> of(
      ProgramCode.Read.WellFormed program, List<Interval> facts) {
    BigInteger[] award = {BigInteger.ZERO};
    List<Penalty> penalties = new ArrayList<>();
    boolean proved =
        ProgramVerifier.run(
                program.instructions(),
                facts,
                (rule, amount) -> rule(rule, amount.most().max(BigInteger.ZERO), award, penalties))
            .isEmpty();
    return proved ? Optional.of(new ProgramReach(award[0], penalties)) : Optional.empty();
  }

  private static void rule(
      Instruction rule, BigInteger most, BigInteger[] award, List<Penalty> penalties) {
    if (rule.op() == Op.AWARD) {
      award[0] = award[0].max(most);
    } else if (rule.op() == Op.PENALTY) {
      penalties.add(new Penalty(rule.to(), rule.pot(), most));
    }
  }
}
