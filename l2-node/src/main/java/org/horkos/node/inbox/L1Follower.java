package org.horkos.node.inbox;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.value.Hash;
import org.horkos.node.settlement.Contracts;
import org.horkos.node.settlement.L1Block;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.settlement.L1Failure;
import org.horkos.node.settlement.L1Loop;
import org.horkos.node.settlement.L1Point;
import org.horkos.node.settlement.Wrappers;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.core.methods.response.Log;

/**
 * Follows L1: asks for new heads, reads the inbox's messages, the factory's terms and what happened
 * at the rollup in order, and hands them to one listener. What it hands over it has checked: the
 * numbers of messages have no gaps, each has the hash that the contract keeps, and terms hash to
 * what the event says. When L1 replaces blocks that were read, it tells the listener the last block
 * that L1 still has, and goes on from there.
 */
public final class L1Follower implements AutoCloseable {
  private final L1Connection connection;
  private final Contracts contracts;
  private final Wrappers wrappers;
  private final L1Events events;
  private final Settings settings;
  private final L1Listener listener;
  private final long lag;
  private final Deque<InboxMessage> waiting = new ArrayDeque<>();
  private final Deque<Long> waitingBlocks = new ArrayDeque<>();
  private long nextRead;
  private long nextFromBlock;
  private @Nullable L1Point last;
  private @Nullable L1Loop loop;

  /**
   * How to follow.
   *
   * @param interval between questions for a head
   * @param confirmations a block is read when so many are above it; 0 reads the head
   * @param range how many blocks are read at once, at least 1
   */
  public record Settings(Duration interval, int confirmations, int range) {
    public Settings {
      if (confirmations < 0 || range < 1) {
        throw new IllegalArgumentException("confirmations are at least 0, a range is at least 1");
      }
    }

    /** For a development L1: every 250 ms, no confirmations, 2,000 blocks at once. */
    public static Settings development() {
      return new Settings(Duration.ofMillis(250), 0, 2_000);
    }
  }

  /**
   * A follower that has not started.
   *
   * @param resume where to begin: {@link ResumePoint#deployedIn} or what came with the last news
   * @param listener whose newest remembered block is where L1 was left
   */
  public L1Follower(
      L1Connection connection,
      Contracts contracts,
      Settings settings,
      ResumePoint resume,
      L1Listener listener) {
    this.connection = connection;
    this.contracts = contracts;
    this.wrappers = Wrappers.reading(connection, contracts);
    this.events = new L1Events(connection, contracts);
    this.settings = settings;
    this.listener = listener;
    this.nextRead = resume.nextMessage();
    this.nextFromBlock = resume.fromBlock();
    this.last = listener.l1Before(Long.MAX_VALUE).orElse(null);
    this.lag = Wrappers.ask(wrappers.rollup().lag()).longValueExact();
  }

  /** Starts to follow on a thread of its own. */
  public synchronized void start() {
    if (loop == null) {
      loop = L1Loop.start("l1-follower", settings.interval, this::poll, listener::onL1Failure);
    }
  }

  /** Why it ended by itself, null while it runs. */
  public synchronized @Nullable L1Failure ended() {
    return loop == null ? null : loop.ended();
  }

  /**
   * One round: reads what is new and hands it over. {@link #start()} calls it again and again; a
   * test may call it instead.
   */
  public void poll() {
    L1Point read = last;
    if (read != null && !isOnL1(read)) {
      goBack(read);
    }
    L1Block head = connection.head();
    long target = head.number() - settings.confirmations;
    boolean steady = true;
    while (steady && target >= nextFromBlock && isAhead(target)) {
      long to = Math.min(target, nextFromBlock + settings.range - 1);
      Optional<L1Block> end = to == head.number() ? Optional.of(head) : connection.block(to);
      steady = end.isPresent() && read(end.get());
    }
  }

  private boolean isAhead(long target) {
    L1Point read = last;
    return read == null || target > read.number();
  }

  private boolean isOnL1(L1Point point) {
    return connection.block(point.number()).map(L1Block::point).filter(point::equals).isPresent();
  }

  /** L1 has replaced the block that was read last, and perhaps others before it. */
  private void goBack(L1Point replaced) {
    Optional<L1Point> kept = listener.l1Before(replaced.number());
    while (kept.isPresent() && !isOnL1(kept.get())) {
      kept = listener.l1Before(kept.get().number());
    }
    L1Point ancestor = kept.orElseGet(this::beginning);
    ResumePoint resume = listener.onL1Replaced(ancestor, Math.max(0, ancestor.time() - lag));
    waiting.clear();
    waitingBlocks.clear();
    nextRead = resume.nextMessage();
    nextFromBlock = Math.max(contracts.block(), resume.fromBlock());
    last = ancestor;
  }

  /** Nothing that is remembered is on L1: all is read again, if it is the rollup's L1 at all. */
  private L1Point beginning() {
    contracts.check(connection);
    return block(Math.max(0, contracts.block() - 1)).point();
  }

  /**
   * Reads the blocks up to {@code end} and hands over what they bring; false, with nothing taken,
   * if L1 changed its mind meanwhile.
   */
  private boolean read(L1Block end) {
    List<OpenedTerms> terms = new ArrayList<>();
    List<RollupEvent> rollup = new ArrayList<>();
    List<InboxMessage> messages = new ArrayList<>();
    List<Long> blocks = new ArrayList<>();
    long expected = nextRead;
    try {
      for (Log log : events.between(nextFromBlock, end.number())) {
        if (events.isMessage(log)) {
          InboxMessage message = events.message(log);
          if (message.index() < nextRead) {
            continue; // handed over before the restart
          }
          check(message, expected++);
          messages.add(message);
          blocks.add(log.getBlockNumber().longValueExact());
        } else if (events.isTerms(log)) {
          terms.add(events.terms(log));
        } else {
          rollup.add(events.rollup(log));
        }
      }
    } catch (L1Failure failure) {
      // Logs and hashes of two branches do not fit together.
      if (failure.kind() != L1Failure.Kind.GONE && !isSteady(end)) {
        return false;
      }
      throw failure;
    }
    if (!isSteady(end)) {
      return false;
    }
    waiting.addAll(messages);
    waitingBlocks.addAll(blocks);
    nextRead = expected;
    nextFromBlock = end.number() + 1;
    last = end.point();
    handOver(end, terms, rollup);
    return true;
  }

  /** Whether what was read before and the end of what was read now are on L1 at the same time. */
  private boolean isSteady(L1Block end) {
    L1Point read = last;
    return (read == null || isOnL1(read)) && isOnL1(end.point());
  }

  /**
   * A message waits until L2 time may reach it. So what is handed over can be consumed at once, and
   * what is still to come is never older than the time that is offered.
   */
  private void handOver(L1Block end, List<OpenedTerms> terms, List<RollupEvent> rollup) {
    long time = Math.max(0, end.time() - lag);
    List<InboxMessage> due = new ArrayList<>();
    while (!waiting.isEmpty() && waiting.getFirst().time() <= time) {
      due.add(waiting.removeFirst());
      waitingBlocks.removeFirst();
    }
    long fromBlock = waitingBlocks.isEmpty() ? nextFromBlock : waitingBlocks.getFirst();
    ResumePoint resume = new ResumePoint(nextRead - waiting.size(), fromBlock);
    listener.onL1Head(new L1News(end.point(), time, due, terms, rollup, resume));
  }

  private void check(InboxMessage message, long expected) {
    if (message.index() != expected) {
      throw new L1Failure(
          L1Failure.Kind.INCONSISTENT,
          "L1 at "
              + connection.url()
              + " shows inbox message "
              + message.index()
              + " where "
              + expected
              + " is next: it does not give all logs; use an L1 node with all of them.");
    }
    byte[] kept = Wrappers.ask(wrappers.inbox().hashOf(BigInteger.valueOf(message.index())));
    if (!Hash.of(kept).equals(message.hash())) {
      throw new L1Failure(
          L1Failure.Kind.INCONSISTENT,
          "Inbox message "
              + message.index()
              + " does not have the hash that the contract keeps: L1 at "
              + connection.url()
              + " gives wrong logs; use another L1 node.");
    }
  }

  private L1Block block(long number) {
    return connection
        .block(number)
        .orElseThrow(
            () ->
                new L1Failure(
                    L1Failure.Kind.REORGANISED,
                    "L1 has lost block " + number + ", which it had a moment ago: start again."));
  }

  @Override
  public void close() {
    L1Loop running;
    synchronized (this) {
      running = loop;
    }
    if (running != null) {
      running.close();
    }
  }
}
