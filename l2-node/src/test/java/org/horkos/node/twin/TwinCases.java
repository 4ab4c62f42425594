package org.horkos.node.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Calls of one contract, each with what Java says that it returns; all are made together. */
final class TwinCases {
  private static final int TOGETHER = 2_000;
  private static final int WORD = 32;

  private final TwinEvm evm;
  private final TwinContract contract;
  private final List<Expected> waiting = new ArrayList<>();
  private int compared;

  TwinCases(TwinEvm evm, TwinContract contract) {
    this.evm = evm;
    this.contract = contract;
  }

  private record Expected(byte[] call, byte[] data, boolean prefix, String about) {}

  /** The function returns exactly these values. */
  void returns(String function, List<?> arguments, List<?> values, String about) {
    byte[] call = contract.call(function, arguments.toArray());
    byte[] data = contract.returning(function, values.toArray());
    add(new Expected(call, data, false, function + ": " + about));
  }

  /** The function returns a struct that begins with this number; the rest of it does not count. */
  void beginsWith(String function, List<?> arguments, int first, String about) {
    byte[] data = new byte[2 * WORD];
    data[WORD - 1] = WORD;
    byte[] number = BigInteger.valueOf(first).toByteArray();
    System.arraycopy(number, 0, data, 2 * WORD - number.length, number.length);
    add(
        new Expected(
            contract.call(function, arguments.toArray()), data, true, function + ": " + about));
  }

  /** How many calls there were. */
  int size() {
    return compared + waiting.size();
  }

  private void add(Expected expected) {
    waiting.add(expected);
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
      String data = HexFormat.of().formatHex(expected.data());
      String answer = answers.get(i).hex();
      boolean same = expected.prefix() ? answer.startsWith(data) : answer.equals(data);
      if (!same) {
        assertThat(words(answer)).as(expected.about()).isEqualTo(words(data));
      }
    }
    compared += waiting.size();
    waiting.clear();
  }

  private static List<String> words(String hex) {
    return Arrays.asList(hex.split("(?<=\\G.{" + 2 * WORD + "})"));
  }
}
