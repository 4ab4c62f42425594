package org.horkos.node.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Calls of one contract, each with what Java says that it returns; all are made together. */
final class TwinCases {
  private static final int TOGETHER = 500;
  private static final int WORD = 32;

  private final TwinEvm evm;
  private final TwinContract contract;
  private final List<Expected> waiting = new ArrayList<>();
  private int compared;

  TwinCases(TwinEvm evm, TwinContract contract) {
    this.evm = evm;
    this.contract = contract;
  }

  private record Expected(byte[] call, String answer, Match match, String about) {}

  private enum Match {
    WHOLE,
    BEGINNING,
    ANY_REVERT
  }

  /** The function returns exactly these values. */
  void returns(String function, List<?> arguments, List<?> values, String about) {
    byte[] data = contract.returning(function, values.toArray());
    add(function, arguments, HexFormat.of().formatHex(data), Match.WHOLE, about);
  }

  /** The function returns a struct that begins with this number; the rest of it does not count. */
  void beginsWith(String function, List<?> arguments, int first, String about) {
    add(function, arguments, word(WORD) + word(first), Match.BEGINNING, about);
  }

  /** Likewise, of a struct without lists. */
  void startsWith(String function, List<?> arguments, int first, String about) {
    add(function, arguments, word(first), Match.BEGINNING, about);
  }

  /** The function reverts with this error. */
  void reverts(String function, List<?> arguments, String error, List<?> values, String about) {
    byte[] data = contract.reverting(error, values.toArray());
    String answer = "reverted " + HexFormat.of().formatHex(data);
    add(function, arguments, answer, Match.WHOLE, about);
  }

  /** The function reverts, whatever with. */
  void fails(String function, List<?> arguments, String about) {
    add(function, arguments, "reverted", Match.ANY_REVERT, about);
  }

  /** How many calls there were. */
  int size() {
    return compared + waiting.size();
  }

  private void add(String function, List<?> arguments, String answer, Match match, String about) {
    byte[] call = contract.call(function, arguments.toArray());
    waiting.add(new Expected(call, answer, match, function + ": " + about));
    if (waiting.size() == TOGETHER) {
      compare();
    }
  }

  /** Makes the calls that wait. */
  void compare() {
    List<TwinEvm.Answer> answers =
        evm.call(contract, waiting.stream().map(Expected::call).toList());
    for (int i = 0; i < answers.size(); i++) {
      Expected expected = waiting.get(i);
      String answer = answers.get(i).hex();
      boolean same =
          switch (expected.match()) {
            case WHOLE -> answer.equals(expected.answer());
            case BEGINNING, ANY_REVERT -> answer.startsWith(expected.answer());
          };
      if (!same) {
        assertThat(words(answer)).as(expected.about()).isEqualTo(words(expected.answer()));
      }
    }
    compared += waiting.size();
    waiting.clear();
  }

  private static String word(int number) {
    return String.format(Locale.ROOT, "%064x", number);
  }

  private static List<String> words(String hex) {
    return Arrays.asList(hex.split("(?<=\\G.{" + 2 * WORD + "})"));
  }
}
