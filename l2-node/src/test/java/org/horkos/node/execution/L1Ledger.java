package org.horkos.node.execution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsCodec;
import org.horkos.dsl.backend.terms.TermsHead;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.node.inbox.InboxMessage;
import org.horkos.node.inbox.OpenedTerms;
import org.horkos.node.packed.PackedWriter;

/** The inbox of L1 kept in memory: numbers accounts, agreements and messages as Inbox.sol does. */
final class L1Ledger implements L1View {
  private record Owned(Address owner, Address token) {}

  private final List<InboxMessage> messages = new ArrayList<>();
  private final Map<Hash, OpenedTerms> opened = new HashMap<>();
  private final Map<Owned, Long> accounts = new HashMap<>();
  private final List<Hash> agreements = new ArrayList<>();

  /** The same L1 in another place. */
  L1Ledger copy() {
    L1Ledger copy = new L1Ledger();
    copy.messages.addAll(messages);
    copy.opened.putAll(opened);
    copy.agreements.addAll(agreements);
    copy.accounts.putAll(accounts);
    return copy;
  }

  @Override
  public InboxMessage message(long index) {
    if (index >= messages.size()) {
      throw new MissingL1Data("inbox message " + index);
    }
    return messages.get((int) index);
  }

  @Override
  public Optional<OpenedTerms> terms(Hash termsHash) {
    return Optional.ofNullable(opened.get(termsHash));
  }

  long length() {
    return messages.size();
  }

  /** The account's number, which L1 gives on first use. */
  long account(Address owner, Address token) {
    return accounts.computeIfAbsent(new Owned(owner, token), any -> accounts.size() + 1L);
  }

  private PackedWriter named(PackedWriter out, Address owner, Address token) {
    return out.u32(account(owner, token)).address(owner).address(token);
  }

  void send(long time, int kind, Address sender, byte[] payload) {
    messages.add(new InboxMessage(messages.size(), time, kind, sender, payload));
  }

  void deposit(long time, Address owner, Address token, java.math.BigInteger amount) {
    send(time, 1, World.VAULT, named(new PackedWriter(), owner, token).u128(amount).toBytes());
  }

  static Address escrow(Hash termsHash) {
    byte[] hash = Keccak.hash(termsHash.bytes()).bytes();
    return Address.of(java.util.Arrays.copyOf(hash, Address.SIZE));
  }

  /** Shows the terms' bytes, whatever they are; their hash. */
  Hash open(byte[] head, List<byte[]> parts) {
    Hash hash = TermsCodec.hash(head, parts);
    opened.put(
        hash,
        new OpenedTerms(
            hash,
            escrow(hash),
            OpenedTerms.Bytes.of(head),
            parts.stream().map(OpenedTerms.Bytes::of).toList(),
            1));
    return hash;
  }

  private long begin(Hash hash) {
    agreements.add(hash);
    return agreements.size() - 1L;
  }

  /** The number that L1 has given to the agreement on these terms. */
  long number(Hash hash) {
    return agreements.indexOf(hash);
  }

  /** Opened and funded by all named parties in this second. */
  void fund(long time, Hash hash, TermsHead head, java.math.BigInteger feePot) {
    List<Address> owners = new ArrayList<>();
    head.parties().stream()
        .filter(seat -> !seat.open())
        .forEach(seat -> owners.add(seat.account()));
    owners.addAll(head.attestors());
    PackedWriter out = new PackedWriter().u32(begin(hash)).hash(hash).u64(time).u8(owners.size());
    owners.forEach(owner -> named(out, owner, head.tokens().getFirst()));
    send(time, 2, escrow(hash), out.u128(feePot).toBytes());
  }

  void fund(long time, Terms terms, java.math.BigInteger feePot) {
    open(TermsCodec.encodeHead(terms.head()), TermsCodec.encodeParts(terms));
    fund(time, terms.hash(), terms.head(), feePot);
  }

  void join(long time, Terms terms, int party, Address account) {
    PackedWriter out = new PackedWriter().u32(number(terms.hash())).u8(party);
    send(
        time,
        3,
        escrow(terms.hash()),
        named(out, account, terms.head().tokens().getFirst()).toBytes());
  }

  void settle(long time, Hash hash) {
    send(time, 4, escrow(hash), new PackedWriter().u32(number(hash)).toBytes());
  }

  void beacon(long time, long blockNumber, Hash seed) {
    byte[] payload = new PackedWriter().u64(blockNumber).u64(time).hash(seed).toBytes();
    send(time, 5, World.INBOX, payload);
  }

  void force(long time, Address sender, long account, byte[] step) {
    send(time, 6, sender, new PackedWriter().u32(account).raw(step).toBytes());
  }
}
