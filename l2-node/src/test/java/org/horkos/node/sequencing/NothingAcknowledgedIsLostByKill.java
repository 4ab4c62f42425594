package org.horkos.node.sequencing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.agreement.Bindings;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.dsl.backend.terms.FromAgreement;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead.Custody;
import org.horkos.dsl.backend.terms.TermsHead.PartyMoney;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.engine.lifecycle.DeliverableState.End;
import org.horkos.escrow.contract.Vault;
import org.horkos.escrow.deployment.Funding;
import org.horkos.node.batch.Chunk;
import org.horkos.node.batch.PostedBatch;
import org.horkos.node.batch.SealedBlock;
import org.horkos.node.contract.Rollup;
import org.horkos.node.execution.BatchContext;
import org.horkos.node.execution.ChunkResult;
import org.horkos.node.execution.Execution;
import org.horkos.node.settlement.DeployedL1;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.State;
import org.horkos.node.step.StepCodec;
import org.horkos.node.step.Transaction;
import org.horkos.node.storage.RollupId;
import org.horkos.node.storage.Storage;
import org.horkos.node.storage.StorageConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.abi.EventEncoder;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.response.EthLog;
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.tx.gas.DefaultGasProvider;

/**
 * Invariant 5 with signal 9: a real node on a real L1 is killed at random moments, again and again,
 * on one database file, while agreements are opened and paid in on L1, live through their ends, and
 * batches are posted. After each kill: nothing that was acknowledged is lost, the state is that of
 * a replay, what stands on L1 is what stands in the database, and no outcome has executed twice.
 */
class NothingAcknowledgedIsLostByKill {
  private static final int ROUNDS = 5;
  private static final int AGREEMENTS_OF_A_ROUND = 2;
  private static final long PATIENCE_NANOSECONDS = 60_000_000_000L;

  @TempDir Path folder;

  private final Set<Hash> acknowledged = new ConcurrentSkipListSet<>();
  private final Set<String> amiss = new ConcurrentSkipListSet<>();
  private final AtomicBoolean ready = new AtomicBoolean();
  private final AtomicBoolean posted = new AtomicBoolean();
  private final AtomicLong closed = new AtomicLong();
  private final List<Terms> opened = new ArrayList<>();

  @Test
  void afterEachKillAllIsThereOnceOnBothLayers() throws Exception {
    long seed = Long.getLong("horkos.seed", 2_026L);
    Random random = new Random(seed);
    Path database = folder.resolve("node");
    try (DeployedL1 on = new DeployedL1(State.genesis().root())) {
      for (int key : new int[] {DeployedL1.STRANGER, 6}) {
        deposit(on, on.address(key));
      }
      for (int round = 0; round < ROUNDS; round++) {
        int before = acknowledged.size();
        live(on, database, random, true);
        assertThat(acknowledged.size()).as("seed " + seed).isGreaterThan(before);
        check(on, database);
      }
      live(on, database, random, false);
      assertThat(closed.get()).isEqualTo(opened.size());
      assertThat(check(on, database)).as("all is posted").isZero();
      assertThat(amiss).as("seed " + seed).isEmpty();
    }
  }

  private static void deposit(DeployedL1 on, Address owner) throws Exception {
    BigInteger amount = BigInteger.TEN.pow(9);
    Vault.load(
            on.contracts.vault().toString(),
            on.l1.web3j(),
            on.account(DeployedL1.STRANGER).as("deposit"),
            new DefaultGasProvider())
        .deposit(Address.ZERO.toString(), amount, owner.toString(), amount)
        .send();
  }

  /** The process lives until it is killed, or until all is closed and posted. */
  private void live(DeployedL1 on, Path database, Random random, boolean kill) throws Exception {
    ready.set(false);
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-Dorg.jboss.logging.provider=slf4j",
                "-cp",
                System.getProperty("java.class.path"),
                NodeProcess.class.getName()));
    command.addAll(
        NodeProcess.arguments(database, on.anvil.url().toString(), on.contracts, on.token));
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("errors").toFile()))
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      Thread listener = Thread.ofVirtual().start(() -> listen(out));
      await(process, ready::get);
      if (kill) {
        // Somewhere in the lives of the agreements that are just being opened.
        Thread opening = Thread.ofVirtual().start(() -> open(on));
        int enough = acknowledged.size() + 1 + random.nextInt(400);
        await(process, () -> acknowledged.size() >= enough);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(2_500));
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("killed by signal 9").isEqualTo(128 + 9);
        opening.join();
      } else {
        await(process, () -> closed.get() == opened.size());
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        await(process, posted::get);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
      }
      listener.join();
    } finally {
      process.destroyForcibly();
    }
  }

  private void await(Process process, BooleanSupplier condition) throws Exception {
    long end = System.nanoTime() + PATIENCE_NANOSECONDS;
    while (!condition.getAsBoolean()) {
      assertThat(process.isAlive() || condition.getAsBoolean())
          .as(() -> "the process ended by itself:\n" + errors())
          .isTrue();
      assertThat(System.nanoTime()).as("waited for a minute; %s", amiss).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  private String errors() {
    try {
      return Files.readString(folder.resolve("errors"));
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  private void listen(BufferedReader out) {
    try {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        String[] words = line.split(" ", 2);
        switch (words[0]) {
          case "READY" -> ready.set(true);
          case "POSTED" -> posted.set(true);
          case "CLOSED" -> closed.set(Long.parseLong(words[1]));
          case "ACK" -> {
            // A line may be cut off by the kill.
            if (words.length == 2 && words[1].length() == 66) {
              acknowledged.add(Hash.parse(words[1]));
            }
          }
          case "NO", "TROUBLE" -> amiss.add(line);
          default -> assertThat(line).as("cut off by the kill").hasSizeLessThan(6);
        }
      }
    } catch (IOException ended) {
      assertThat(ended).hasMessageContaining("closed");
    }
  }

  /** New agreements, signed, opened and paid in on L1, whether the node lives or not. */
  private void open(DeployedL1 on) {
    try {
      for (int i = 0; i < AGREEMENTS_OF_A_ROUND; i++) {
        Terms terms = website(on, opened.size());
        Address escrow =
            on.open(terms, BigInteger.ZERO, DeployedL1.CLIENT, DeployedL1.STUDIO).escrow();
        Funding.fund(on.sender(DeployedL1.CLIENT), escrow, terms, 0);
        Funding.fund(on.sender(DeployedL1.STUDIO), escrow, terms, 1);
        opened.add(terms);
      }
    } catch (Exception failed) {
      amiss.add("an agreement could not be opened: " + failed);
    }
  }

  private static Terms website(DeployedL1 on, int salt) throws IOException {
    Path path = Path.of(System.getProperty("horkos.root"), "examples", "website-build.oath");
    SourceText text = SourceText.of("website-build.oath", Files.readString(path));
    Bindings bindings =
        new Bindings(
            List.of(BigInteger.valueOf(1_000_000_000)),
            List.of(on.token),
            List.of(
                Optional.of(on.address(DeployedL1.CLIENT)),
                Optional.of(on.address(DeployedL1.STUDIO))),
            List.of(on.address(DeployedL1.LAB)),
            List.of(new Bindings.CourtBinding(0, BigInteger.ONE)),
            on.address(DeployedL1.CLIENT),
            on.l1.head().time() + 86_400,
            Keccak.hash(BigInteger.valueOf(salt).toByteArray()));
    return switch (FromAgreement.compile(
        Compiler.check(text).agreement().orElseThrow(), bindings, Custody.L1)) {
      case FromAgreement.Result.Compiled compiled -> compiled.terms();
      case FromAgreement.Result.Refused refused -> throw new AssertionError(refused);
    };
  }

  /** How many chunks wait to be posted. */
  private int check(DeployedL1 on, Path database) throws IOException {
    RollupId id = new RollupId(on.l1.chainId(), on.contracts.rollup());
    try (Storage storage = Storage.open(StorageConfig.file(database), id)) {
      List<SealedBlock> blocks = storage.blocksAfter(0, Integer.MAX_VALUE);
      List<Chunk> chunks = blocks.stream().flatMap(block -> block.chunks().stream()).toList();
      Map<Hash, Integer> seen = new TreeMap<>();
      chunks.forEach(
          chunk -> transactions(chunk.bytes()).forEach(hash -> seen.merge(hash, 1, Integer::sum)));
      assertThat(seen.values()).allMatch(count -> count == 1);
      assertThat(seen.keySet()).containsAll(acknowledged);
      for (Hash hash : seen.keySet()) {
        assertThat(storage.receipt(hash)).isPresent();
      }
      State state = StoredState.load(storage);
      assertThat(replay(on, storage, blocks)).isEqualTo(state.root());
      outcomes(state);
      return chunks.size() - onL1(on, storage, chunks);
    }
  }

  private static Hash replay(DeployedL1 on, Storage storage, List<SealedBlock> blocks) {
    Execution execution = NodeProcess.execution(on.l1.chainId(), on.contracts);
    State state = State.genesis();
    StoredL1 l1 = new StoredL1(storage);
    for (SealedBlock block : blocks) {
      BatchContext context = new BatchContext(block.endTime(), block.endInboxCount());
      for (Chunk chunk : block.chunks()) {
        ChunkResult result = execution.execute(state, context, chunk.bytes(), l1);
        assertThat(result.root()).isEqualTo(chunk.root());
      }
      state.flush();
    }
    return state.root();
  }

  /** Each end of a deliverable is one message, the closing one more, and together what came in. */
  private void outcomes(State state) {
    Map<Address, List<Leaf.OutboxLeaf>> byEscrow = new TreeMap<>();
    for (long i = 0; i < state.globals().outbox(); i++) {
      Leaf.OutboxLeaf message = state.outbox(i).orElseThrow();
      byEscrow.computeIfAbsent(message.target(), any -> new ArrayList<>()).add(message);
    }
    for (long agreement = 0; agreement < state.globals().agreements(); agreement++) {
      Leaf.AgreementHead head = state.agreement(agreement).orElseThrow();
      List<Leaf.OutboxLeaf> messages = byEscrow.getOrDefault(head.escrow(), List.of());
      Terms terms =
          opened.stream()
              .filter(one -> one.hash().equals(head.termsHash()))
              .findFirst()
              .orElseThrow();
      int ended = 0;
      BigInteger left = BigInteger.ZERO;
      for (int d = 0; d < 2; d++) {
        if (state.deliverable(agreement, d).filter(one -> one.end() != End.NONE).isPresent()) {
          ended++;
          continue;
        }
        DeliverableTerms part = terms.deliverables().get(d);
        left = left.add(part.pay());
        for (DeliverableTerms.Pot lot : part.lots()) {
          left = left.add(lot.amount());
        }
      }
      boolean over = head.status() == Leaf.AgreementHead.Status.CLOSED;
      assertThat(messages).hasSize(ended + (over ? 1 : 0));
      BigInteger out = BigInteger.ZERO;
      for (int i = 0; i < messages.size(); i++) {
        assertThat(messages.get(i).sequence()).isEqualTo(i);
        for (Leaf.OutboxLeaf.Payment payment : messages.get(i).payments()) {
          out = out.add(payment.amount());
        }
      }
      assertThat(out.add(left))
          .isEqualTo(
              terms.head().money().stream()
                  .map(PartyMoney::deposit)
                  .reduce(BigInteger.ZERO, BigInteger::add));
    }
  }

  /** How many chunks are on L1: each once, in order, as they stand in the database. */
  private static int onL1(DeployedL1 on, Storage storage, List<Chunk> chunks) throws IOException {
    EthFilter filter =
        new EthFilter(
            DefaultBlockParameterName.EARLIEST,
            DefaultBlockParameterName.LATEST,
            on.contracts.rollup().toString());
    filter.addSingleTopic(EventEncoder.encode(Rollup.BATCHSUBMITTED_EVENT));
    List<Rollup.BatchSubmittedEventResponse> batches = new ArrayList<>();
    for (EthLog.LogResult<?> log : on.l1.web3j().ethGetLogs(filter).send().getLogs()) {
      batches.add(Rollup.getBatchSubmittedEventFromLog((Log) log.get()));
    }
    int next = 0;
    long height = 0;
    for (Rollup.BatchSubmittedEventResponse batch : batches) {
      assertThat(batch.height).isEqualTo(++height);
      ByteArrayOutputStream data = new ByteArrayOutputStream();
      for (byte[] root : batch.roots) {
        Chunk chunk = chunks.get(next++);
        assertThat(Hash.of(root)).isEqualTo(chunk.root());
        data.write(chunk.bytes().length >> 8);
        data.write(chunk.bytes().length);
        data.write(chunk.bytes());
      }
      assertThat(batch.data).isEqualTo(data.toByteArray());
      Optional<PostedBatch> kept = storage.posted(height);
      kept.ifPresent(one -> assertThat(one.dataHash()).isEqualTo(Hash.of(batch.dataHash)));
    }
    return next;
  }

  private static List<Hash> transactions(byte[] chunk) {
    List<Hash> hashes = new ArrayList<>();
    int at = 0;
    while (at < chunk.length) {
      StepCodec.Parsed.Read read = (StepCodec.Parsed.Read) StepCodec.parse(chunk, at);
      if (read.step() instanceof Transaction) {
        hashes.add(Keccak.hash(Arrays.copyOfRange(chunk, at, read.next())));
      }
      at = read.next();
    }
    return hashes;
  }
}
