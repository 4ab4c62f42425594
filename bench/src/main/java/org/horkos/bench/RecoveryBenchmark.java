package org.horkos.bench;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.node.step.JavaRecovery;
import org.horkos.node.step.NativeRecovery;
import org.horkos.node.step.Recovery;
import org.horkos.node.step.Signature;
import org.horkos.node.step.Signer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Signers found a second, on one thread: native secp256k1 beside Bouncy Castle. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class RecoveryBenchmark {
  private static final int SIGNATURES = 256;

  private final Recovery fast =
      NativeRecovery.load()
          .orElseThrow(
              () -> new IllegalStateException("native secp256k1 does not run on this machine"));
  private final Recovery portable = new JavaRecovery();
  private final Hash[] digests = new Hash[SIGNATURES];
  private final Signature[] signatures = new Signature[SIGNATURES];
  private int next;

  /** Signs what is to be recovered. */
  public RecoveryBenchmark() {
    Signer signer = new Signer(BigInteger.valueOf(4_711));
    for (int i = 0; i < SIGNATURES; i++) {
      digests[i] = Keccak.hash(("message " + i).getBytes(StandardCharsets.UTF_8));
      signatures[i] = signer.sign(digests[i]);
    }
  }

  private int turn() {
    next = (next + 1) % SIGNATURES;
    return next;
  }

  /** Native secp256k1. */
  @Benchmark
  public Optional<Address> nativeCode() {
    int i = turn();
    return fast.signer(digests[i], signatures[i]);
  }

  /** Bouncy Castle. */
  @Benchmark
  public Optional<Address> bouncyCastle() {
    int i = turn();
    return portable.signer(digests[i], signatures[i]);
  }
}
