package org.horkos.node.settlement;

import java.math.BigInteger;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.horkos.dsl.value.Address;
import org.horkos.node.settlement.Outgoing.Content;
import org.horkos.node.settlement.Outgoing.Version;
import org.jspecify.annotations.Nullable;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Hash;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.utils.Numeric;

/**
 * The transactions of one key in the order of their nonces. It gives each its nonce, and looks
 * after those that no block takes: what L1 has lost is sent again, what offers too little is
 * replaced by the same with higher fees, and a nonce that nobody uses any more is filled, so that
 * nothing waits behind it forever. Thread-safe.
 */
final class NonceQueue {
  /** So many are remembered, to be sent again should L1 take blocks back. */
  private static final int KEPT = 64;

  /** After so many blocks without it a transaction that offers enough gets a higher tip. */
  private static final long PATIENT_BLOCKS = 3;

  /** After so many blocks what others have sent with this key is pushed aside. */
  private static final long PATIENT_WITH_OTHERS = 10;

  private static final BigInteger PLAIN_GAS = BigInteger.valueOf(21_000);

  private final L1Connection connection;
  private final Credentials key;
  private final Address address;
  private final NavigableMap<BigInteger, Outgoing> sent = new TreeMap<>();
  private volatile BigInteger seenMined = BigInteger.ZERO;
  private long tended = System.nanoTime();
  private @Nullable Hindrance hindrance;
  private @Nullable Outgoing filling;
  private long fillingSince;

  NonceQueue(L1Connection connection, Credentials key) {
    this.connection = connection;
    this.key = key;
    this.address = Address.parse(key.getAddress());
  }

  /** What keeps everything from this nonce on out of blocks. */
  private record Hindrance(BigInteger nonce, L1Failure why) {}

  /** How L1 took what it was offered. */
  private enum Answer {
    TAKEN,
    /** Another transaction of this nonce is there, and pays as much. */
    UNDERPRICED,
    /** A block has this nonce already. */
    NONCE_USED,
    /** The base fee has risen above what is offered, or L1 has another reason. */
    NOT_NOW
  }

  /**
   * A transaction of this content for which somebody waited in vain, and which may still be mined:
   * whoever wants the same again waits for that one instead. It counts as waited for from now on.
   */
  synchronized Optional<Outgoing> takeUp(Content content) {
    for (Outgoing each : sent.values()) {
      if (!each.awaited() && !each.done() && each.content().equals(content)) {
        each.awaited(true);
        tended = 0;
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /**
   * Sends under the next nonce. Empty if another transaction has got it meanwhile or the fees are
   * too low by now: look again.
   *
   * @throws L1Failure of kind GONE if it may or may not have been sent; {@link #takeUp} finds it
   */
  synchronized Optional<Outgoing> send(Content content, BigInteger limit, Fees fees, long head) {
    BigInteger nonce = nextNonce();
    Outgoing outgoing = new Outgoing(content, nonce, limit, fees);
    Version version = signed(outgoing, fees, head);
    try {
      // INVARIANT: an answer that was lost is not taken for a refusal, which would send twice.
      if (offer(outgoing, version) != Answer.TAKEN && !isKnown(version)) {
        return Optional.empty();
      }
    } catch (L1Failure failure) {
      if (failure.kind() == L1Failure.Kind.GONE) {
        outgoing.add(version);
        outgoing.awaited(false);
        keep(outgoing);
      }
      throw failure;
    }
    outgoing.add(version);
    keep(outgoing);
    return Optional.of(outgoing);
  }

  private void keep(Outgoing outgoing) {
    sent.put(outgoing.nonce(), outgoing);
    while (sent.size() > KEPT && !sent.firstEntry().getValue().awaited()) {
      sent.pollFirstEntry();
    }
  }

  /** The first nonce that is free; what L1 has lost of those before it is sent again. */
  private BigInteger nextNonce() {
    BigInteger nonce = count("pending");
    for (Outgoing lost = sent.get(nonce); lost != null; lost = sent.get(nonce)) {
      boolean wanted = lost.awaited() || lost.done();
      if (!wanted && !isKnown(lost.newest())) {
        // Nobody waits for it: what comes now takes its nonce, so that one of the two is mined.
        return nonce;
      }
      offer(lost, lost.newest());
      nonce = nonce.add(BigInteger.ONE);
    }
    return nonce;
  }

  /** It is in a block, and who waited for it has got this; false if that was so before. */
  synchronized boolean done(Outgoing outgoing, TransactionReceipt receipt) {
    boolean before = outgoing.done();
    outgoing.done(receipt);
    return !before;
  }

  /** Nobody waits for it any more. */
  synchronized void giveUp(Outgoing outgoing) {
    outgoing.awaited(false);
  }

  /** Another transaction has its nonce for good. */
  synchronized void forget(Outgoing outgoing) {
    outgoing.awaited(false);
    sent.remove(outgoing.nonce(), outgoing);
  }

  /**
   * Whether another transaction of this nonce is in a block: L1 knows no version of this one. Asked
   * of L1 once the nonce was seen to be used.
   */
  boolean isOvertaken(Outgoing outgoing) {
    return seenMined.compareTo(outgoing.nonce()) > 0
        && count("latest").compareTo(outgoing.nonce()) > 0
        && outgoing.versions().stream().noneMatch(this::isKnown);
  }

  /**
   * Looks after what waits, at most once in the connection's {@code resend} interval.
   *
   * @throws L1Failure if L1 is gone, or does not take {@code waiting} for what it may offer
   */
  synchronized void tend(Outgoing waiting) {
    if (System.nanoTime() - tended >= connection.resend().toNanos() || tended == 0) {
      hindrance = null;
      tendAll();
      tended = System.nanoTime();
    }
    if (hindrance != null && hindrance.nonce.compareTo(waiting.nonce()) <= 0) {
      throw hindrance.why;
    }
  }

  private void tendAll() {
    BigInteger mined = count("latest");
    seenMined = mined;
    BigInteger known = count("pending");
    L1Block head = connection.head();
    BigInteger last = mined.subtract(BigInteger.ONE);
    for (Outgoing each : sent.tailMap(mined, true).values()) {
      last = each.awaited() ? each.nonce() : last;
    }
    for (BigInteger nonce = mined; nonce.compareTo(last) <= 0; nonce = nonce.add(BigInteger.ONE)) {
      Outgoing each = sent.get(nonce);
      if (each == null) {
        fill(nonce, known.compareTo(nonce) > 0, head);
      } else {
        tend(each, head, nonce.equals(mined));
      }
    }
  }

  private void tend(Outgoing each, L1Block head, boolean next) {
    Version newest = each.newest();
    if (!newest.fees().enter(head.baseFee())) {
      raise(each, head);
    } else if (!isKnown(newest)) {
      offerAgain(each, newest);
    } else if (next
        && head.number() - newest.block() >= PATIENT_BLOCKS
        && newest.fees().tip().compareTo(Fees.HIGHEST_TIP) < 0) {
      raise(each, head);
    }
  }

  /** The same transaction with higher fees: at most one of the two is mined. */
  private void raise(Outgoing each, L1Block head) {
    Optional<Fees> raised = each.demanded().raised(head.baseFee(), connection.maxFee());
    if (raised.isEmpty()) {
      if (!each.newest().fees().enter(head.baseFee())) {
        String kind = each.content().kind() + " waits outside of blocks";
        hinder(each, Fees.tooDear(kind, head.baseFee(), connection.maxFee()));
      }
      return;
    }
    Version version = signed(each, raised.get(), head.number());
    if (offerAgain(each, version) == Answer.TAKEN) {
      each.add(version);
    }
    each.demanded(raised.get());
  }

  /** What L1 does not take now is offered again the next time. */
  private Answer offerAgain(Outgoing each, Version version) {
    try {
      return offer(each, version);
    } catch (L1Failure failure) {
      return switch (failure.kind()) {
        case HINDERED -> {
          hinder(each, failure);
          yield Answer.NOT_NOW;
        }
        case REFUSED, REVERTED -> Answer.NOT_NOW;
        case NOT_STARTED, GONE, WRONG_CHAIN, NOT_MINED, OVERTAKEN, REORGANISED, INCONSISTENT ->
            throw failure;
      };
    }
  }

  private void hinder(Outgoing each, L1Failure why) {
    if (hindrance == null) {
      hindrance = new Hindrance(each.nonce(), why);
    }
  }

  /**
   * Nobody here has sent this nonce, and ours wait behind it. Where L1 has lost what others sent it
   * is filled at once, where it does not get into blocks it is pushed aside after a while: by a
   * transaction that does nothing.
   */
  private void fill(BigInteger nonce, boolean othersWait, L1Block head) {
    Outgoing filler = filling;
    if (filler == null || !filler.nonce().equals(nonce)) {
      Optional<Fees> fees = Fees.first(head.baseFee(), connection.maxFee());
      if (fees.isEmpty()) {
        return;
      }
      Content nothing = new Content("filling a nonce", Optional.of(address), "", BigInteger.ZERO);
      filler = new Outgoing(nothing, nonce, PLAIN_GAS, fees.get());
      filling = filler;
      fillingSince = head.number();
    }
    if (othersWait && head.number() - fillingSince < PATIENT_WITH_OTHERS) {
      return;
    }
    Optional<Fees> fees =
        othersWait
            ? filler.demanded().raised(head.baseFee(), connection.maxFee())
            : Optional.of(filler.demanded());
    if (fees.isEmpty()) {
      return;
    }
    filler.demanded(fees.get());
    Version version = signed(filler, fees.get(), head.number());
    if (offerAgain(filler, version) == Answer.TAKEN) {
      filler.add(version);
      filler.awaited(false);
      keep(filler);
    }
  }

  private Version signed(Outgoing outgoing, Fees fees, long head) {
    Content content = outgoing.content();
    RawTransaction raw =
        RawTransaction.createTransaction(
            connection.chainId(),
            outgoing.nonce(),
            outgoing.limit(),
            content.to().map(Address::toString).orElse(""),
            content.value(),
            content.data(),
            fees.tip(),
            fees.most());
    String bytes =
        Numeric.toHexString(TransactionEncoder.signMessage(raw, connection.chainId(), key));
    return new Version(fees, Hash.sha3(bytes), bytes, head);
  }

  private Answer offer(Outgoing outgoing, Version version) {
    String kind = outgoing.content().kind();
    try {
      connection.ask("eth_sendRawTransaction", List.of(version.raw()), kind);
      return Answer.TAKEN;
    } catch (L1Failure failure) {
      String said = String.valueOf(failure.getMessage());
      if (failure.kind() != L1Failure.Kind.REFUSED) {
        throw failure;
      }
      if (said.contains("already known") || said.contains("already imported")) {
        return Answer.TAKEN;
      }
      if (said.contains("underpriced")) {
        return Answer.UNDERPRICED;
      }
      if (said.contains("nonce")) {
        return Answer.NONCE_USED;
      }
      if (said.contains("base fee")) {
        return Answer.NOT_NOW;
      }
      if (said.contains("nsufficient funds")) {
        throw lacking(
            kind,
            version.fees().most().multiply(outgoing.limit()).add(outgoing.content().value()),
            failure);
      }
      throw failure;
    }
  }

  /** The key has too little for what may cost {@code need} wei; {@code said} if it has enough. */
  L1Failure lacking(String kind, BigInteger need, L1Failure said) {
    BigInteger has = connection.balance(address);
    if (has.compareTo(need) >= 0) {
      return said;
    }
    return new L1Failure(
        L1Failure.Kind.HINDERED,
        address
            + " lacks "
            + Bond.ether(need.subtract(has))
            + ": "
            + kind
            + " may cost "
            + Bond.ether(need)
            + ", and it has "
            + Bond.ether(has)
            + ". Send it what it lacks; a node then goes on by itself.",
        said);
  }

  /** Whether L1 has it, in a block or waiting for one. */
  private boolean isKnown(Version version) {
    return connection.askOrNull(
            "eth_getTransactionByHash", List.of(version.hash()), "transaction " + version.hash())
        != null;
  }

  /**
   * @param tag {@code latest}: in blocks; {@code pending}: with those that wait
   */
  private BigInteger count(String tag) {
    return L1Connection.quantity(
        connection.ask("eth_getTransactionCount", List.of(address.toString(), tag)));
  }
}
