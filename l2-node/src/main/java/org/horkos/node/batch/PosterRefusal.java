package org.horkos.node.batch;

import java.time.Instant;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.node.settlement.L1Failure;

/** What a poster is told when L1 does not take what it posts, and what it can do. */
final class PosterRefusal {
  private static final Pattern ERROR = Pattern.compile("(\\w+)(?:\\(([^)]*)\\))?");

  /**
   * Refusals that pass by themselves: the sequencer consumes the message, L1's clock goes on, or
   * what somebody else has sent for this height gets into a block.
   */
  private static final Set<String> LATER =
      Set.of(
          "LeavesOlderMessage",
          "LeavesOverdueMessage",
          "EndsTooLate",
          "OtherL1",
          "WrongHeight",
          "NoRootsMissing");

  private PosterRefusal() {}

  /** Whether it passes by itself, so that it is nothing to tell. */
  static boolean passes(L1Failure refusal) {
    return refusal.revert().map(name -> LATER.contains(name.replaceAll("\\(.*", ""))).orElse(false);
  }

  /** The refusal as a sentence; one that says enough is left as it is. */
  static L1Failure explained(L1Failure refusal) {
    Matcher error = ERROR.matcher(refusal.revert().orElse(""));
    if (!error.matches()) {
      return refusal;
    }
    String[] arguments = error.group(2) == null ? new String[0] : error.group(2).split(", *");
    return switch (error.group(1)) {
      case "NoBond" ->
          refusal.as(
              L1Failure.Kind.HINDERED,
              "L1 takes no roots from "
                  + Address.parse(arguments[0])
                  + ", which has no bond at the Rollup, or has lost it to a fraud proof: put one down"
                  + " with 'horkos node --config FILE --bond'. The node then goes on by itself.");
      case "NotYourTurn" ->
          refusal.as(
              L1Failure.Kind.HINDERED,
              "It is the sequencer's turn to post until "
                  + Instant.ofEpochSecond(Long.parseLong(arguments[1]))
                  + ", so L1 takes nothing from "
                  + Address.parse(arguments[0])
                  + " yet. The node tries again by itself.");
      case "RootsMissing" ->
          refusal.as(
              L1Failure.Kind.HINDERED,
              "The roots of batch "
                  + arguments[0]
                  + " were proved wrong and deleted: nothing is posted until they are asserted anew."
                  + " The node tries again by itself.");
      case "RollupFrozen" ->
          refusal.as(
              L1Failure.Kind.REFUSED,
              "The rollup is frozen for good: L1 takes no batch any more. What was posted still"
                  + " becomes final, and people leave by proof: see docs/operations/node.md.");
      default -> refusal;
    };
  }

  /** Whether the poster goes on by itself when L1 or somebody has mended it. */
  static boolean mends(L1Failure failure) {
    return switch (failure.kind()) {
      case HINDERED, NOT_MINED, OVERTAKEN -> true;
      case NOT_STARTED, GONE, WRONG_CHAIN, REVERTED, REFUSED, REORGANISED, INCONSISTENT -> false;
    };
  }

  /** L1 has roots that this node's execution does not come to. */
  static L1Failure otherRoots(long height, Hash theirs, Hash ours) {
    return new L1Failure(
        L1Failure.Kind.HINDERED,
        "Batch "
            + height
            + " ends on L1 with the root "
            + theirs
            + ", but this node comes to "
            + ours
            + ": one of the two is wrong. Nothing is posted on top of it until the wrong one is proved"
            + " wrong; run a validator.");
  }
}
