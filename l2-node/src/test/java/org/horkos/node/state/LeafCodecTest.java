package org.horkos.node.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.horkos.node.Seeded;
import org.horkos.node.packed.MalformedBytes;
import org.junit.jupiter.api.Test;

/** Bytes of leaves: what can be read is written back alike, whatever else is malformed. */
class LeafCodecTest {
  @Test
  void hostileBytesAreMalformedOrExactlyOneLeaf() {
    Seeded seeded = new Seeded(Seeded.seed(61));
    int read = 0;
    for (int i = 0; i < 300_000; i++) {
      int table = seeded.below(9);
      long index = seeded.below(256);
      byte[] bytes = seeded.bytes(seeded.below(220));
      for (int n = seeded.below(bytes.length + 1); n > 0; n--) {
        bytes[seeded.below(bytes.length)] = (byte) seeded.below(3);
      }
      try {
        Leaf leaf = LeafCodec.decode(table, index, bytes);
        assertThat(LeafCodec.encode(leaf)).as(seeded.toString()).isEqualTo(bytes);
        read++;
      } catch (MalformedBytes malformed) {
        assertThat(malformed.problem()).isNotEmpty();
      }
    }
    assertThat(read).isGreaterThan(100);
  }

  @Test
  void aLeafThatIsCutOffOrHasABytesTooManyIsMalformed() {
    byte[] account = LeafCodec.encode(Leaf.Globals.GENESIS);
    for (int length = 0; length <= account.length + 1; length++) {
      byte[] changed = Arrays.copyOf(account, length);
      boolean whole = length == account.length;
      try {
        LeafCodec.decode(0, 0, changed);
        assertThat(whole).isTrue();
      } catch (MalformedBytes malformed) {
        assertThat(whole).isFalse();
      }
    }
  }
}
