package org.horkos.dsl.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {
  @Test
  void ordinaryTextStaysAsItIs() {
    assertThat(OneLine.of("Is it others' work? Über 50% – ja!"))
        .isEqualTo("Is it others' work? Über 50% – ja!");
  }

  @Test
  void whatCouldBreakOutOfALineOrACommentDoesNot() {
    assertThat(OneLine.of("a\nb\rc\u2028d\\u000ae")).isEqualTo("a?b?c?d?u000ae");
    assertThat(OneLine.of("*/ end //")).doesNotContain("*/").doesNotContain("//");
    assertThat(OneLine.of("\u202egnp.exe")).isEqualTo("?gnp.exe");
  }

  @Test
  void aLongTextIsCut() {
    assertThat(OneLine.of("x".repeat(300))).hasSize(201).endsWith("…");
  }
}
