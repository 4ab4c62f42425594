package org.horkos.node.settlement;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.web3j.abi.CustomErrorEncoder;
import org.web3j.abi.FunctionReturnDecoder;
import org.web3j.abi.TypeReference;
import org.web3j.abi.datatypes.CustomError;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Uint256;

/**
 * Names for what contracts revert with: the errors of the ABIs that it has learned, and Solidity's
 * own.
 */
public final class CustomErrors {
  private static final String ERROR_STRING = "08c379a0";
  private static final String PANIC = "4e487b71";

  private final Map<String, CustomError> bySelector = new ConcurrentHashMap<>();

  /**
   * Learns the errors of generated wrappers: their constants of type {@link CustomError}.
   *
   * @throws IllegalArgumentException if a wrapper's constants cannot be read
   */
  public void learn(Class<?>... wrappers) {
    for (Class<?> wrapper : wrappers) {
      for (Field field : wrapper.getFields()) {
        if (field.getType() == CustomError.class && Modifier.isStatic(field.getModifiers())) {
          try {
            CustomError error = (CustomError) field.get(null);
            bySelector.put(CustomErrorEncoder.encode(error).substring(2, 10), error);
          } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(wrapper + " hides its error " + field.getName(), e);
          }
        }
      }
    }
  }

  /**
   * What the bytes of a revert say: an error's name with its arguments, the text of a {@code
   * require}, or what is known otherwise.
   *
   * @param data hexadecimal, with or without 0x; may be empty
   */
  public String name(String data) {
    String digits = data.startsWith("0x") ? data.substring(2) : data;
    if (digits.length() < 8) {
      return "reverted without a reason";
    }
    String selector = digits.substring(0, 8);
    String arguments = digits.substring(8);
    if (selector.equals(ERROR_STRING)) {
      return first(arguments, new TypeReference<Utf8String>() {}, "reverted with a text");
    }
    if (selector.equals(PANIC)) {
      return "Panic(" + first(arguments, new TypeReference<Uint256>() {}, "?") + ")";
    }
    CustomError error = bySelector.get(selector);
    if (error == null) {
      return "an unknown error 0x" + selector;
    }
    if (error.getParameters().isEmpty()) {
      return error.getName();
    }
    List<Type> values = FunctionReturnDecoder.decode(arguments, error.getParameters());
    return error.getName()
        + values.stream()
            .map(value -> text(value.getValue()))
            .collect(Collectors.joining(", ", "(", ")"));
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static String first(String arguments, TypeReference<?> type, String otherwise) {
    List<Type> values =
        FunctionReturnDecoder.decode(arguments, List.of((TypeReference<Type>) type));
    return values.isEmpty() ? otherwise : text(values.getFirst().getValue());
  }

  private static String text(Object value) {
    return switch (value) {
      case byte[] bytes -> "0x" + HexFormat.of().formatHex(bytes);
      case BigInteger number -> number.toString();
      default -> String.valueOf(value);
    };
  }
}
