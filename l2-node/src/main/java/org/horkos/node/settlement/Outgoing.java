package org.horkos.node.settlement;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.horkos.dsl.value.Address;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.utils.Numeric;

/**
 * A transaction of one nonce, with all the versions in which it was sent: they differ in their fees
 * only, so whichever L1 takes does the same. What changes is guarded by its queue.
 */
final class Outgoing {
  private final Content content;
  private final BigInteger nonce;
  private final BigInteger limit;
  private final List<Version> versions = new CopyOnWriteArrayList<>();
  private Fees demanded;
  private boolean awaited = true;
  private @Nullable TransactionReceipt receipt;

  /**
   * What is to happen.
   *
   * @param kind the word for it
   * @param to empty to deploy
   * @param data hexadecimal
   * @param value wei
   */
  record Content(String kind, Optional<Address> to, String data, BigInteger value) {
    /** As a call of this account. */
    Map<String, Object> call(Address from) {
      Map<String, Object> call = new HashMap<>();
      call.put("from", from.toString());
      to.ifPresent(target -> call.put("to", target.toString()));
      call.put("data", data.isEmpty() ? "0x" : data);
      call.put("value", Numeric.encodeQuantity(value));
      return call;
    }
  }

  /**
   * As it was sent.
   *
   * @param fees what it offers
   * @param hash its hash
   * @param raw its bytes, hexadecimal
   * @param block number of L1's head then
   */
  record Version(Fees fees, String hash, String raw, long block) {}

  Outgoing(Content content, BigInteger nonce, BigInteger limit, Fees demanded) {
    this.content = content;
    this.nonce = nonce;
    this.limit = limit;
    this.demanded = demanded;
  }

  Content content() {
    return content;
  }

  BigInteger nonce() {
    return nonce;
  }

  /** Gas. */
  BigInteger limit() {
    return limit;
  }

  /** Oldest first. */
  List<Version> versions() {
    return versions;
  }

  /** The one that replaced all others. */
  Version newest() {
    return versions.getLast();
  }

  void add(Version version) {
    versions.add(version);
  }

  /** The highest fees that were tried; L1 may have asked for more. */
  Fees demanded() {
    return demanded;
  }

  void demanded(Fees fees) {
    demanded = fees;
  }

  /** Whether somebody waits for it. */
  boolean awaited() {
    return awaited;
  }

  void awaited(boolean now) {
    awaited = now;
  }

  /** Whether its receipt was given to who waited for it. */
  boolean done() {
    return receipt != null;
  }

  void done(TransactionReceipt mined) {
    receipt = mined;
    awaited = false;
  }
}
