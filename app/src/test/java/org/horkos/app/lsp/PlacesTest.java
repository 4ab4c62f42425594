package org.horkos.app.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.eclipse.lsp4j.Position;
import org.horkos.dsl.source.SourceText;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class PlacesTest {
  @Test
  void aCharacterOfTwoUnitsCountsTwiceInItsLineAlone() {
    Places places = new Places(SourceText.of("text", "a🙂b🙂\n🙂c"));
    assertThat(places.position(1)).isEqualTo(new Position(0, 1));
    assertThat(places.position(2)).isEqualTo(new Position(0, 3));
    assertThat(places.position(4)).isEqualTo(new Position(0, 6));
    assertThat(places.position(5)).isEqualTo(new Position(1, 0));
    assertThat(places.position(6)).isEqualTo(new Position(1, 2));
    for (int i = 0; i <= 7; i++) {
      assertThat(places.index(places.position(i))).isEqualTo(i);
    }
  }

  @Test
  void aLongLineIsNotCountedThroughForEveryPlace() {
    Places places = new Places(SourceText.of("text", "party p ".repeat(100_000)));
    Assertions.assertTimeout(
        Duration.ofSeconds(10),
        () -> {
          for (int i = 0; i < 800_000; i++) {
            assertThat(places.position(i).getCharacter() == i).isTrue();
          }
        });
  }
}
