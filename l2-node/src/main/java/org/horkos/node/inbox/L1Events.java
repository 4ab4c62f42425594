package org.horkos.node.inbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.horkos.dsl.backend.terms.TermsCodec;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.escrow.contract.EscrowFactory;
import org.horkos.node.contract.Inbox;
import org.horkos.node.contract.Rollup;
import org.horkos.node.settlement.Contracts;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.settlement.L1Failure;
import org.web3j.abi.EventEncoder;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.response.EthLog;
import org.web3j.protocol.core.methods.response.Log;

/** Reads the logs of inbox, factory and rollup. */
final class L1Events {
  private static final String MESSAGE = EventEncoder.encode(Inbox.MESSAGE_EVENT);
  private static final String OPENED = EventEncoder.encode(EscrowFactory.OPENED_EVENT);
  private static final String SUBMITTED = EventEncoder.encode(Rollup.BATCHSUBMITTED_EVENT);
  private static final String ASSERTED = EventEncoder.encode(Rollup.ROOTSASSERTED_EVENT);
  private static final String PROVED = EventEncoder.encode(Rollup.FRAUDPROVED_EVENT);

  private final L1Connection connection;
  private final Contracts contracts;

  L1Events(L1Connection connection, Contracts contracts) {
    this.connection = connection;
    this.contracts = contracts;
  }

  /**
   * All messages, terms and events of the rollup of these blocks, both inclusive, in the order in
   * which they happened.
   */
  List<Log> between(long from, long to) {
    EthFilter filter =
        new EthFilter(
            DefaultBlockParameter.valueOf(java.math.BigInteger.valueOf(from)),
            DefaultBlockParameter.valueOf(java.math.BigInteger.valueOf(to)),
            List.of(
                contracts.inbox().toString(),
                contracts.factory().toString(),
                contracts.rollup().toString()));
    filter.addOptionalTopics(MESSAGE, OPENED, SUBMITTED, ASSERTED, PROVED);
    EthLog answer;
    try {
      answer = connection.web3j().ethGetLogs(filter).send();
    } catch (IOException e) {
      throw new L1Failure(
          L1Failure.Kind.GONE, "L1 at " + connection.url() + " gives no readable logs.", e);
    }
    if (answer.hasError()) {
      if (from < to) {
        // Many nodes give only so many logs at once.
        long middle = from + (to - from) / 2;
        List<Log> halves = new ArrayList<>(between(from, middle));
        halves.addAll(between(middle + 1, to));
        return halves;
      }
      throw new L1Failure(
          L1Failure.Kind.REFUSED,
          "L1 refused the logs of block " + from + ": " + answer.getError().getMessage() + ".");
    }
    List<Log> logs = new ArrayList<>();
    for (EthLog.LogResult<?> result : answer.getLogs()) {
      Log log = (Log) result.get();
      Address emitter = Address.parse(log.getAddress());
      Address whose =
          isMessage(log)
              ? contracts.inbox()
              : isTerms(log) ? contracts.factory() : contracts.rollup();
      if (emitter.equals(whose)) {
        logs.add(log);
      }
    }
    logs.sort(Comparator.comparing(Log::getBlockNumber).thenComparing(Log::getLogIndex));
    return logs;
  }

  boolean isMessage(Log log) {
    return log.getTopics().getFirst().equals(MESSAGE);
  }

  boolean isTerms(Log log) {
    return log.getTopics().getFirst().equals(OPENED);
  }

  InboxMessage message(Log log) {
    Inbox.MessageEventResponse event = Inbox.getMessageEventFromLog(log);
    return new InboxMessage(
        event.index.longValueExact(),
        event.time.longValueExact(),
        event.kind.intValueExact(),
        Address.parse(event.sender),
        event.payload);
  }

  OpenedTerms terms(Log log) {
    EscrowFactory.OpenedEventResponse event = EscrowFactory.getOpenedEventFromLog(log);
    Hash termsHash = Hash.of(event.termsHash);
    if (!TermsCodec.hash(event.head, event.parts).equals(termsHash)) {
      throw new L1Failure(
          L1Failure.Kind.INCONSISTENT,
          "The terms that L1 at "
              + connection.url()
              + " shows for "
              + termsHash
              + " have another hash: use another L1 node.");
    }
    return new OpenedTerms(
        termsHash,
        Address.parse(event.escrow),
        OpenedTerms.Bytes.of(event.head),
        event.parts.stream().map(OpenedTerms.Bytes::of).toList(),
        log.getBlockNumber().longValueExact());
  }

  RollupEvent rollup(Log log) {
    long block = log.getBlockNumber().longValueExact();
    String topic = log.getTopics().getFirst();
    if (topic.equals(SUBMITTED)) {
      Rollup.BatchSubmittedEventResponse event = Rollup.getBatchSubmittedEventFromLog(log);
      return new RollupEvent.BatchSubmitted(
          block,
          event.height.longValueExact(),
          event.endTime.longValueExact(),
          event.endInboxCount.longValueExact(),
          Hash.of(event.dataHash),
          Hash.of(event.rootsHash),
          OpenedTerms.Bytes.of(event.data),
          event.roots.stream().map(Hash::of).toList(),
          Address.parse(event.poster));
    }
    if (topic.equals(ASSERTED)) {
      Rollup.RootsAssertedEventResponse event = Rollup.getRootsAssertedEventFromLog(log);
      return new RollupEvent.RootsAsserted(
          block,
          event.height.longValueExact(),
          Hash.of(event.rootsHash),
          event.roots.stream().map(Hash::of).toList(),
          Address.parse(event.poster));
    }
    Rollup.FraudProvedEventResponse event = Rollup.getFraudProvedEventFromLog(log);
    return new RollupEvent.FraudProved(
        block,
        event.height.longValueExact(),
        event.chunk.intValueExact(),
        Address.parse(event.poster),
        Address.parse(event.prover),
        event.bond,
        event.reward);
  }
}
