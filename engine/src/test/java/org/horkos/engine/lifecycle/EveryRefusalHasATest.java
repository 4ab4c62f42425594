package org.horkos.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EveryRefusalHasATest {
  @Test
  void eachConstantIsShownByARefusalTest() {
    Set<Refusal> shown = EnumSet.noneOf(Refusal.class);
    Arrays.stream(RefusalTest.class.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .map(method -> method.getAnnotation(Refuses.class))
        .filter(refuses -> refuses != null)
        .forEach(refuses -> shown.add(refuses.value()));
    assertThat(EnumSet.complementOf(EnumSet.copyOf(shown))).isEmpty();
  }

  @Test
  void codesAreBytesOfTheirOwnAndSentencesSayWhatToDo() {
    Set<Integer> codes = new HashSet<>();
    for (Refusal refusal : Refusal.values()) {
      assertThat(refusal.code()).isBetween(1, 255);
      assertThat(codes.add(refusal.code())).as(refusal.name()).isTrue();
      assertThat(refusal.sentence()).endsWith(".").hasSizeGreaterThan(25);
    }
  }
}
