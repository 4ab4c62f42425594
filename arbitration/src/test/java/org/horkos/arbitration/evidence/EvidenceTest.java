package org.horkos.arbitration.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class EvidenceTest {
  private static final Set<EvidenceRefusal> SEEN = EnumSet.noneOf(EvidenceRefusal.class);

  private static Hash document(int number) {
    return Keccak.hash(new byte[] {(byte) number});
  }

  private static void refuses(Evidence.Result result, EvidenceRefusal refusal) {
    assertThat(result).isEqualTo(new Evidence.Result.Refused(refusal));
    assertThat(refusal.sentence()).isNotBlank();
    SEEN.add(refusal);
  }

  @AfterAll
  static void everyRefusalOfEvidenceHasATest() {
    assertThat(SEEN).containsExactlyInAnyOrder(EvidenceRefusal.values());
  }

  @Test
  void eachPartyLaysEightDocumentsAndNoMore() {
    Evidence evidence = Evidence.NONE;
    for (int i = 0; i < Evidence.MAX_PER_PARTY; i++) {
      evidence = ((Evidence.Result.Applied) evidence.lay(0, document(i), 5, 10)).evidence();
    }
    refuses(evidence.lay(0, document(99), 5, 10), EvidenceRefusal.TOO_MANY);
    assertThat(evidence.lay(1, document(0), 5, 10)).isInstanceOf(Evidence.Result.Applied.class);
    assertThat(evidence.exhibits().getFirst()).isEqualTo(new Evidence.Exhibit(0, document(0), 5));
  }

  @Test
  void whatComesTooLateTwiceOrEmptyIsRefused() {
    Evidence evidence =
        ((Evidence.Result.Applied) Evidence.NONE.lay(0, document(1), 5, 10)).evidence();
    refuses(evidence.lay(0, document(1), 6, 10), EvidenceRefusal.LAID_ALREADY);
    refuses(evidence.lay(0, document(2), 10, 10), EvidenceRefusal.EVIDENCE_PERIOD_OVER);
    refuses(evidence.lay(0, Hash.ZERO, 5, 10), EvidenceRefusal.NO_DOCUMENT);
  }
}
