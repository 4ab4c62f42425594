package org.horkos.escrow.payout;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.horkos.dsl.value.Address;
import org.horkos.escrow.contract.BondedEscrow;
import org.web3j.abi.EventEncoder;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.response.EthLog;
import org.web3j.protocol.core.methods.response.Log;

/**
 * What went into an escrow and out of it, as its events on L1 tell, in their order.
 *
 * @param deposits paid in
 * @param payouts paid out, or owed to a recipient that could not be paid
 */
public record EscrowAccount(List<Deposit> deposits, List<Payout> payouts) {
  public EscrowAccount {
    deposits = List.copyOf(deposits);
    payouts = List.copyOf(payouts);
  }

  /**
   * One deposit, base units.
   *
   * @param party index of the seat
   * @param token zero is ETH
   * @param payer who paid
   */
  public record Deposit(int party, Address token, Address payer, BigInteger amount) {}

  /**
   * One payout, base units.
   *
   * @param token zero is ETH
   * @param to a party, the vault or the burn address
   * @param owed true if the recipient could not be paid and may fetch it
   */
  public record Payout(Address token, Address to, BigInteger amount, boolean owed) {}

  /**
   * Reads an escrow's events.
   *
   * @param fromBlock the block in which it was opened, or any before
   * @throws IOException if L1 does not answer
   */
  public static EscrowAccount read(Web3j web3j, Address escrow, BigInteger fromBlock)
      throws IOException {
    EthFilter filter =
        new EthFilter(
            DefaultBlockParameter.valueOf(fromBlock),
            DefaultBlockParameterName.LATEST,
            escrow.toString());
    EthLog answer = web3j.ethGetLogs(filter).send();
    if (answer.hasError()) {
      throw new IOException("L1 gives no logs: " + answer.getError().getMessage());
    }
    String deposited = EventEncoder.encode(BondedEscrow.DEPOSITED_EVENT);
    String paid = EventEncoder.encode(BondedEscrow.PAID_EVENT);
    String owed = EventEncoder.encode(BondedEscrow.OWED_EVENT);
    List<Deposit> deposits = new ArrayList<>();
    List<Payout> payouts = new ArrayList<>();
    for (EthLog.LogResult<?> result : answer.getLogs()) {
      Log log = (Log) result.get();
      String topic = log.getTopics().getFirst();
      if (topic.equals(deposited)) {
        BondedEscrow.DepositedEventResponse event = BondedEscrow.getDepositedEventFromLog(log);
        deposits.add(
            new Deposit(
                event.party.intValueExact(),
                Address.parse(event.token),
                Address.parse(event.payer),
                event.amount));
      } else if (topic.equals(paid)) {
        BondedEscrow.PaidEventResponse event = BondedEscrow.getPaidEventFromLog(log);
        payouts.add(
            new Payout(Address.parse(event.token), Address.parse(event.to), event.amount, false));
      } else if (topic.equals(owed)) {
        BondedEscrow.OwedEventResponse event = BondedEscrow.getOwedEventFromLog(log);
        payouts.add(
            new Payout(Address.parse(event.token), Address.parse(event.to), event.amount, true));
      }
    }
    return new EscrowAccount(deposits, payouts);
  }
}
