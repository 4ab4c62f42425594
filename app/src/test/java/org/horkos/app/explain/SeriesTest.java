package org.horkos.app.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {
  @Test
  void neighboursThatDifferInNumbersAloneAreOneRun() {
    List<String> said = List.of("entry#1 is due", "entry#2 is due", "prizes", "entry#3 is due");
    assertThat(Series.runs(said, one -> one))
        .containsExactly(
            List.of("entry#1 is due", "entry#2 is due"),
            List.of("prizes"),
            List.of("entry#3 is due"));
  }

  @Test
  void aRunReachesFromItsFirstToItsLast() {
    assertThat(Series.reaching("entry#1 by hacker#1", "entry#12 by hacker#12"))
        .isEqualTo("entry#1 to #12 by hacker#1 to #12");
    assertThat(Series.reaching("entry#1, vote#2", "entry#3, vote#2"))
        .isEqualTo("entry#1 to #3, vote#2");
    assertThat(Series.reaching("design", "design")).isEqualTo("design");
  }
}
