package org.horkos.dsl.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.junit.jupiter.api.Test;

class KeccakTest {
  private static final long SEED = 20_261_129L;

  @Test
  void whatIsPublishedIsHashedAsPublished() {
    assertThat(Keccak.hash().toString())
        .isEqualTo("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
    assertThat(Keccak.hash("Transfer(address,address,uint256)".getBytes(StandardCharsets.US_ASCII)))
        .hasToString("0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef");
  }

  @Test
  void everyLengthIsHashedAsByTheLibraryHoweverItIsCut() {
    Random random = new Random(SEED);
    for (int length = 0; length < 700; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      KeccakDigest library = new KeccakDigest(256);
      library.update(bytes, 0, length);
      byte[] expected = new byte[32];
      library.doFinal(expected, 0);
      int cut = random.nextInt(length + 1);
      assertThat(Keccak.hash(bytes).bytes())
          .as("seed %d, length %d", SEED, length)
          .isEqualTo(expected);
      assertThat(
              Keccak.hash(Arrays.copyOf(bytes, cut), Arrays.copyOfRange(bytes, cut, length))
                  .bytes())
          .isEqualTo(expected);
    }
  }
}
