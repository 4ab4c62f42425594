package org.horkos.app.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is wrong with a text that is no JSON is said with its place and without the reader's names.
 */
class MalformedJsonTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{\"a\": nope}",
        "{'a': 1}",
        "{\"a\": 01}",
        "{\"a\": +1}",
        "{\"a\": NaN}",
        "{\"a\": \"\n\"}",
        "{\"a\": \"\\x\"}",
        "{} {}",
        "[1,]",
        "{\"a\" 1}",
        "{\"a\": 1"
      })
  void thePlaceIsSaidAndTheReadersOwnNamesAreNot(String text) {
    assertThat(plain(text)).matches("(see )?line [0-9]+, column [0-9]+.*");
  }

  @ParameterizedTest
  @ValueSource(ints = {1_001, 5_000})
  void whatIsNestedTooDeepIsSaidSo(int depth) {
    assertThat(plain("[".repeat(depth))).contains("nested too deep");
  }

  private static String plain(String text) {
    JsonProcessingException malformed =
        assertThrows(JsonProcessingException.class, () -> JSON.readTree(text));
    String said = MalformedJson.where(malformed);
    assertThat(said)
        .doesNotContain("Source", "Feature", "Constraints", "REDACTED", "`", "()", "\n");
    return said;
  }
}
