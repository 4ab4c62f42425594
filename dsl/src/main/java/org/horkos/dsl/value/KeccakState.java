package org.horkos.dsl.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The sponge behind {@link Keccak}: Keccak-f[1600] with a rate of 136 bytes and the padding of
 * before SHA-3, as Ethereum uses it. Written out here because the classes of the library that also
 * has it lie in a signed jar, of which no cache of classes is kept: one hash took the command more
 * time than everything else it did. A test compares both.
 */
final class KeccakState {
  private static final int RATE = 136;
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long[] ROUNDS = {
    0x0000000000000001L, 0x0000000000008082L, 0x800000000000808AL, 0x8000000080008000L,
    0x000000000000808BL, 0x0000000080000001L, 0x8000000080008081L, 0x8000000000008009L,
    0x000000000000008AL, 0x0000000000000088L, 0x0000000080008009L, 0x000000008000000AL,
    0x000000008000808BL, 0x800000000000008BL, 0x8000000000008089L, 0x8000000000008003L,
    0x8000000000008002L, 0x8000000000000080L, 0x000000000000800AL, 0x800000008000000AL,
    0x8000000080008081L, 0x8000000000008080L, 0x0000000080000001L, 0x8000000080008008L
  };

  // Where each word goes, and by how many bits it is turned on the way, from word 1 on.
  private static final int[] PLACES = {
    10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1
  };
  private static final int[] TURNS = {
    1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44
  };

  private final long[] state = new long[25];
  private final byte[] block = new byte[RATE];
  private int filled;

  /** Takes more bytes in. */
  void update(byte[] bytes) {
    int from = 0;
    while (from < bytes.length) {
      int taken = Math.min(RATE - filled, bytes.length - from);
      System.arraycopy(bytes, from, block, filled, taken);
      filled += taken;
      from += taken;
      if (filled == RATE) {
        absorb();
      }
    }
  }

  /** The hash of all that was taken in; afterwards the sponge is empty again. */
  byte[] finish() {
    Arrays.fill(block, filled, RATE, (byte) 0);
    block[filled] = 1;
    block[RATE - 1] |= (byte) 0x80;
    absorb();
    byte[] out = new byte[Hash.SIZE];
    for (int i = 0; i < Hash.SIZE / 8; i++) {
      WORDS.set(out, 8 * i, state[i]);
    }
    Arrays.fill(state, 0);
    return out;
  }

  private void absorb() {
    for (int i = 0; i < RATE / 8; i++) {
      state[i] ^= (long) WORDS.get(block, 8 * i);
    }
    filled = 0;
    permute(state);
  }

  private static void permute(long[] a) {
    for (long round : ROUNDS) {
      long c0 = a[0] ^ a[5] ^ a[10] ^ a[15] ^ a[20];
      long c1 = a[1] ^ a[6] ^ a[11] ^ a[16] ^ a[21];
      long c2 = a[2] ^ a[7] ^ a[12] ^ a[17] ^ a[22];
      long c3 = a[3] ^ a[8] ^ a[13] ^ a[18] ^ a[23];
      long c4 = a[4] ^ a[9] ^ a[14] ^ a[19] ^ a[24];
      long d0 = c4 ^ Long.rotateLeft(c1, 1);
      long d1 = c0 ^ Long.rotateLeft(c2, 1);
      long d2 = c1 ^ Long.rotateLeft(c3, 1);
      long d3 = c2 ^ Long.rotateLeft(c4, 1);
      long d4 = c3 ^ Long.rotateLeft(c0, 1);
      for (int y = 0; y < 25; y += 5) {
        a[y] ^= d0;
        a[y + 1] ^= d1;
        a[y + 2] ^= d2;
        a[y + 3] ^= d3;
        a[y + 4] ^= d4;
      }
      long moved = a[1];
      for (int i = 0; i < 24; i++) {
        int place = PLACES[i];
        long here = a[place];
        a[place] = Long.rotateLeft(moved, TURNS[i]);
        moved = here;
      }
      for (int y = 0; y < 25; y += 5) {
        long b0 = a[y];
        long b1 = a[y + 1];
        long b2 = a[y + 2];
        long b3 = a[y + 3];
        long b4 = a[y + 4];
        a[y] = b0 ^ (~b1 & b2);
        a[y + 1] = b1 ^ (~b2 & b3);
        a[y + 2] = b2 ^ (~b3 & b4);
        a[y + 3] = b3 ^ (~b4 & b0);
        a[y + 4] = b4 ^ (~b0 & b1);
      }
      a[0] ^= round;
    }
  }
}
