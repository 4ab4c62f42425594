package org.horkos.node.sequencing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.node.batch.Chunk;
import org.horkos.node.batch.SealedBlock;
import org.horkos.node.step.Step;
import org.horkos.node.step.StepCodec;
import org.horkos.node.step.Transaction;
import org.horkos.node.storage.Storage;
import org.horkos.node.storage.StorageConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a real process with signal 9 at random moments, again and again, on one database file. */
class NothingAcknowledgedIsLostByKill {
  private static final int ROUNDS = 6;
  private static final long PATIENCE_NANOSECONDS = 60_000_000_000L;

  @TempDir Path folder;

  private final Set<Hash> acknowledged = new ConcurrentSkipListSet<>();
  private final Set<String> turnedAway = new ConcurrentSkipListSet<>();

  @Test
  void everyAcknowledgedTransactionIsThereOnceAndTheRootIsThatOfAReplay() throws Exception {
    long seed = Long.getLong("horkos.seed", 2_026L);
    Random random = new Random(seed);
    Path database = folder.resolve("node");
    int before = 0;
    for (int round = 0; round < ROUNDS; round++) {
      killAtARandomMoment(database, random, before + 1 + random.nextInt(150), random.nextInt(30));
      assertThat(acknowledged.size()).as("seed " + seed + ", round " + round).isGreaterThan(before);
      before = acknowledged.size();
      check(database, seed);
    }
    assertThat(turnedAway).as("seed " + seed).isEmpty();
  }

  private void killAtARandomMoment(Path database, Random random, int enough, long milliseconds)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                SequencerProcess.class.getName(),
                database.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      Map<Integer, Long> nonces = new TreeMap<>();
      String line = out.readLine();
      for (; line != null && !line.equals("READY"); line = out.readLine()) {
        String[] words = line.split(" ");
        nonces.put(Integer.parseInt(words[1]), Long.parseLong(words[2]));
      }
      assertThat(line).as("the process ended before it was ready").isEqualTo("READY");
      Thread killer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    long end = System.nanoTime() + PATIENCE_NANOSECONDS;
                    while (acknowledged.size() < enough && System.nanoTime() < end) {
                      LockSupport.parkNanos(100_000);
                    }
                    LockSupport.parkNanos(milliseconds * 1_000_000);
                    process.destroyForcibly();
                  });
      Thread listener = Thread.ofVirtual().start(() -> listen(out));
      send(process.getOutputStream(), nonces, random);
      killer.join();
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as("killed by signal 9").isEqualTo(128 + 9);
      listener.join();
    } finally {
      process.destroyForcibly();
    }
  }

  private void listen(BufferedReader out) {
    try {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        String[] words = line.split(" ");
        // A line may be cut off by the kill.
        if (words[0].equals("ACK") && words.length == 2 && words[1].length() == 66) {
          acknowledged.add(Hash.parse(words[1]));
        } else if (words[0].equals("NO")) {
          turnedAway.add(line);
        }
      }
    } catch (IOException ended) {
      assertThat(ended).hasMessageContaining("closed");
    }
  }

  /** Sends until the process is gone: the pipe breaks then. */
  private static void send(OutputStream in, Map<Integer, Long> nonces, Random random) {
    try {
      while (true) {
        int from = 1 + random.nextInt(Town.PEOPLE);
        int to = 1 + random.nextInt(Town.PEOPLE);
        long nonce = nonces.merge(from, 1L, Long::sum) - 1;
        byte[] transaction = Town.transfer(from, nonce, to, 1 + random.nextInt(3));
        String line = HexFormat.of().formatHex(transaction) + "\n";
        in.write(line.getBytes(StandardCharsets.US_ASCII));
        in.flush();
      }
    } catch (IOException gone) {
      assertThat(gone).hasMessageMatching("(?s).*([Bb]roken pipe|[Cc]losed).*");
    }
  }

  private void check(Path database, long seed) {
    try (Storage storage = Storage.open(StorageConfig.file(database), Town.ID)) {
      Map<Hash, Integer> seen = new TreeMap<>();
      for (SealedBlock block : storage.blocksAfter(0, Integer.MAX_VALUE)) {
        for (Chunk chunk : block.chunks()) {
          transactions(chunk.bytes()).forEach(hash -> seen.merge(hash, 1, Integer::sum));
        }
      }
      assertThat(seen.values()).as("seed " + seed).allMatch(count -> count == 1);
      assertThat(seen.keySet()).as("seed " + seed).containsAll(acknowledged);
      for (Hash hash : seen.keySet()) {
        assertThat(storage.receipt(hash)).as("seed " + seed).isPresent();
      }
      assertThat(Town.replay(storage))
          .as("seed " + seed)
          .isEqualTo(StoredState.load(storage).root());
    }
  }

  private static List<Hash> transactions(byte[] chunk) {
    List<Hash> hashes = new ArrayList<>();
    int at = 0;
    while (at < chunk.length) {
      StepCodec.Parsed.Read read = (StepCodec.Parsed.Read) StepCodec.parse(chunk, at);
      Step step = read.step();
      if (step instanceof Transaction) {
        byte[] bytes = Arrays.copyOfRange(chunk, at, read.next());
        hashes.add(Keccak.hash(bytes));
      }
      at = read.next();
    }
    return hashes;
  }
}
