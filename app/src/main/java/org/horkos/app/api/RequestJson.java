package org.horkos.app.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.horkos.app.binding.MalformedJson;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.node.step.Facts;

/**
 * A JSON object that a stranger sent. Whatever is missing, of another type or out of range is
 * answered with a sentence that names it.
 *
 * @param node the object
 * @param path how people find it in the request: empty for the whole
 */
record RequestJson(JsonNode node, String path) {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_DIGITS = 80;
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * Reads a request's body.
   *
   * @throws ApiProblem if it is not one JSON object
   */
  static RequestJson parse(byte[] body) {
    try {
      JsonNode root = JSON.readTree(body);
      if (root == null || !root.isObject()) {
        throw ApiProblem.malformed("The body is not a JSON object.");
      }
      return new RequestJson(root, "");
    } catch (JsonProcessingException malformed) {
      throw ApiProblem.malformed("The body is not JSON: " + MalformedJson.where(malformed) + ".");
    } catch (IOException unreadable) {
      throw ApiProblem.malformed("The body cannot be read as UTF-8 text.");
    }
  }

  private String name(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }

  private JsonNode required(String field) {
    JsonNode value = node.get(field);
    if (value == null || value.isNull()) {
      throw ApiProblem.malformed("'" + name(field) + "' is missing.");
    }
    return value;
  }

  boolean has(String field) {
    return node.hasNonNull(field);
  }

  /** An object within. */
  RequestJson object(String field) {
    JsonNode value = required(field);
    if (!value.isObject()) {
      throw ApiProblem.malformed("'" + name(field) + "' is not a JSON object.");
    }
    return new RequestJson(value, name(field));
  }

  /** A text within, as it is. */
  String text(String field) {
    JsonNode value = required(field);
    if (!value.isTextual()) {
      throw ApiProblem.malformed("'" + name(field) + "' is not a text: put it in quotes.");
    }
    return value.textValue();
  }

  /** Texts by name, at most {@code most}; none if the field is missing. */
  Map<String, String> texts(String field, int most) {
    Map<String, String> texts = new TreeMap<>();
    if (!has(field)) {
      return texts;
    }
    RequestJson object = object(field);
    if (object.node.size() > most) {
      throw ApiProblem.malformed("'" + name(field) + "' holds at most " + most + " texts.");
    }
    for (Map.Entry<String, JsonNode> entry : object.node.properties()) {
      texts.put(entry.getKey(), object.text(entry.getKey()));
    }
    return texts;
  }

  /** A whole number, as JSON number or decimal text. */
  BigInteger number(String field) {
    return number(required(field), name(field));
  }

  private static BigInteger number(JsonNode value, String name) {
    if (value.isIntegralNumber()) {
      return value.bigIntegerValue();
    }
    String text = value.isTextual() ? value.textValue() : "";
    if (text.length() > MAX_DIGITS || !text.matches("-?[0-9]+")) {
      throw ApiProblem.malformed(
          "'" + name + "' is not a whole number: write it as decimal digits, in quotes or not.");
    }
    return new BigInteger(text);
  }

  /** A whole number from 0 to {@code most}. */
  long index(String field, long most) {
    BigInteger number = number(field);
    if (number.signum() < 0 || number.compareTo(BigInteger.valueOf(most)) > 0) {
      throw ApiProblem.malformed("'" + name(field) + "' lies between 0 and " + most + ".");
    }
    return number.longValueExact();
  }

  /** An amount in base units, 0 to 2^128 - 1. */
  BigInteger amount(String field) {
    BigInteger number = number(field);
    if (number.signum() < 0 || number.bitLength() > 128) {
      throw ApiProblem.malformed("'" + name(field) + "' lies between 0 and 2^128 - 1.");
    }
    return number;
  }

  /** The word of one fact: a whole number, or a document's hash. */
  BigInteger word(String field) {
    return word(required(field), name(field));
  }

  private static BigInteger word(JsonNode value, String name) {
    if (value.isTextual() && value.textValue().startsWith("0x")) {
      return new BigInteger(1, read(Hash::parse, value.textValue(), name).bytes());
    }
    BigInteger number = number(value, name);
    if (number.bitLength() > 255 && !(number.signum() > 0 && number.bitLength() == 256)) {
      throw ApiProblem.malformed("'" + name + "' does not fit 256 bits.");
    }
    return number;
  }

  /** Facts by their index: {@code {"0": "12", "2": "0x…"}}. */
  Facts facts(String field) {
    RequestJson facts = object(field);
    Map<Integer, BigInteger> words = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : facts.node.properties()) {
      String key = entry.getKey();
      if (!key.matches("[0-9]|[12][0-9]|3[01]")) {
        throw ApiProblem.malformed(
            "'" + facts.path + "' names facts by their number, 0 to 31, in the order of the text.");
      }
      words.put(Integer.valueOf(key), word(entry.getValue(), facts.name(key)));
    }
    return Facts.of(words);
  }

  /** An address. */
  Address address(String field) {
    return read(Address::parse, text(field), name(field));
  }

  /** A hash. */
  Hash hash(String field) {
    return read(Hash::parse, text(field), name(field));
  }

  /** Bytes as {@code 0x} and hexadecimal digits, at most {@code most} of them. */
  byte[] bytes(String field, int most) {
    String text = text(field);
    if (!text.startsWith("0x") || text.length() > 2 + 2 * most || text.length() % 2 != 0) {
      throw notBytes(field, most);
    }
    try {
      return HexFormat.of().parseHex(text, 2, text.length());
    } catch (IllegalArgumentException notHex) {
      throw notBytes(field, most);
    }
  }

  private ApiProblem notBytes(String field, int most) {
    return ApiProblem.malformed(
        "'" + name(field) + "' is 0x and hexadecimal digits for at most " + most + " bytes.");
  }

  /**
   * Reads a value whose reader throws {@link IllegalArgumentException} with a sentence.
   *
   * @param name of the value, for the sentence
   */
  static <T> T read(Function<String, T> reader, String text, String name) {
    try {
      return reader.apply(text.length() > 200 ? text.substring(0, 200) : text);
    } catch (IllegalArgumentException wrong) {
      throw ApiProblem.malformed("'" + name + "': " + wrong.getMessage() + ".");
    }
  }
}
