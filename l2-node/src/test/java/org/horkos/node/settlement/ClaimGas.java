package org.horkos.node.settlement;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead;
import org.horkos.dsl.value.Address;
import org.horkos.escrow.contract.Vault;
import org.horkos.escrow.deployment.Funding;
import org.horkos.escrow.deployment.Opening;
import org.horkos.escrow.payout.Claim;
import org.horkos.escrow.payout.OutboxMessage;
import org.horkos.escrow.payout.OutboxMessage.Kind;
import org.horkos.escrow.payout.OutboxMessage.Payment;
import org.horkos.node.execution.LargestTerms;
import org.web3j.tx.gas.DefaultGasProvider;

/** What it costs to get out what L2 has paid, on a real L1: in tokens, to who had none of them. */
public final class ClaimGas {
  private static final int FIRST_PARTY = 2;
  private static final BigInteger ONE = BigInteger.ONE;

  private ClaimGas() {}

  /** The gas of each, by what it is. */
  public static Map<String, Long> measured() throws Exception {
    try (DeployedL1 on = new DeployedL1()) {
      on.l1.askOrNull("evm_setAutomine", List.of(true), "mining at once");
      Terms terms = terms(on);
      Opening opening = on.open(terms, BigInteger.ZERO, signers());
      for (int party : paying(terms)) {
        Funding.fund(on.sender(FIRST_PARTY + party), opening.escrow(), terms, party);
      }
      BigInteger amount = BigInteger.TEN.pow(18);
      Vault vault =
          Vault.load(
              on.contracts.vault().toString(),
              on.l1.web3j(),
              on.account(DeployedL1.STRANGER).as("deposit"),
              new DefaultGasProvider());
      vault
          .deposit(
              Address.ZERO.toString(), amount, on.address(DeployedL1.STRANGER).toString(), amount)
          .send();
      List<Payment> most = most(on, terms);
      List<Claim> claims =
          on.post(
              new OutboxMessage(Kind.PAYOUT, opening.escrow(), 0, most.subList(0, 1)),
              new OutboxMessage(Kind.PAYOUT, opening.escrow(), 1, most),
              new OutboxMessage(
                  Kind.WITHDRAWAL,
                  on.contracts.vault(),
                  0,
                  List.of(new Payment(Address.ZERO, on.address(DeployedL1.STRANGER), amount))));
      on.letWindowPass();
      Map<String, Long> gas = new LinkedHashMap<>();
      for (Claim claim : claims) {
        long used = claim.send(on.sender(DeployedL1.STRANGER)).getGasUsed().longValueExact();
        int payments = claim.message().payments().size();
        gas.put(
            claim.message().kind() == Kind.PAYOUT ? "claim, payments: " + payments : "withdraw",
            used);
      }
      return gas;
    }
  }

  private static List<Integer> paying(Terms terms) {
    return terms.head().money().stream()
        .filter(money -> money.deposit().signum() > 0)
        .map(TermsHead.PartyMoney::party)
        .distinct()
        .toList();
  }

  private static int[] signers() {
    int[] signers = new int[LargestTerms.PARTIES];
    for (int party = 0; party < signers.length; party++) {
      signers[party] = FIRST_PARTY + party;
    }
    return signers;
  }

  /** The largest terms among the development keys, in two demo tokens. */
  private static Terms terms(DeployedL1 on) {
    Terms largest = LargestTerms.of(new LargestTerms.Shape(8, 8, 62, 2, 1, 0));
    TermsHead head = largest.head();
    List<Address> people = new ArrayList<>();
    List<TermsHead.Seat> seats = new ArrayList<>();
    for (int key : signers()) {
      people.add(on.address(key));
      seats.add(new TermsHead.Seat(on.address(key), 0));
    }
    List<Address> tokens = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      tokens.add(
          Deployment.deployToken(
              on.account(DeployedL1.DEPLOYER),
              "Demo " + i,
              "DEMO" + i,
              18,
              people,
              BigInteger.TEN.pow(19)));
    }
    return new Terms(
        new TermsHead(
            head.name(),
            head.version(),
            head.textHash(),
            head.salt(),
            people.getFirst(),
            on.l1.head().time() + 7_200,
            head.custody(),
            1_800,
            tokens,
            seats,
            head.attestors(),
            head.money(),
            head.caps(),
            head.courts(),
            head.deliverables()),
        largest.deliverables());
  }

  /** To everybody who may get something, in each token in which he may. */
  private static List<Payment> most(DeployedL1 on, Terms terms) {
    List<Payment> payments = new ArrayList<>();
    for (TermsHead.PartyMoney money : terms.head().money()) {
      payments.add(
          new Payment(
              terms.head().tokens().get(money.token()),
              on.address(FIRST_PARTY + money.party()),
              ONE));
    }
    for (int token = 0; token < terms.head().tokens().size(); token++) {
      if (terms.head().caps().get(token).court().signum() > 0) {
        payments.add(new Payment(terms.head().tokens().get(token), on.contracts.vault(), ONE));
        payments.add(new Payment(terms.head().tokens().get(token), Payment.BURN, ONE));
      }
    }
    return payments;
  }
}
