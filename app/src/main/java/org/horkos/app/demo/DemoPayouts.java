package org.horkos.app.demo;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.horkos.app.command.Progress;
import org.horkos.app.node.RunningNode;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.escrow.deployment.L1Sender;
import org.horkos.escrow.deployment.Tokens;
import org.horkos.escrow.payout.Claim;
import org.horkos.escrow.payout.EscrowAccount;
import org.horkos.escrow.payout.OutboxMessage;
import org.horkos.node.batch.PostedBatch;
import org.horkos.node.settlement.Wrappers;

/** The last act: batches become final, payouts are claimed, and L1 is asked what came of it all. */
final class DemoPayouts {
  private static final int BLOCKS_OF_A_WINDOW = 10;

  /** An anvil that mines on demand stalls when it is flooded. */
  private static final int CLAIMS_AT_ONCE = 24;

  private final Progress progress;
  private final DemoL1 l1;
  private final RunningNode node;
  private final Wallet wallet;
  private final DemoLog log;
  private final Map<String, Address> tokens;

  DemoPayouts(World world) {
    this.progress = world.progress();
    this.l1 = world.l1();
    this.node = world.node();
    this.wallet = world.wallet();
    this.log = world.log();
    this.tokens = world.tokens();
  }

  DemoReport claim(List<DemoStage.Opened> opened) throws Exception {
    PostedBatch last = flush();
    progress.say("batch " + last.height() + " is on L1 with root " + last.endRoot());
    l1.pass(Demo.WINDOW_SECONDS + 1, BLOCKS_OF_A_WINDOW);
    progress.say("the challenge window of 7 days has passed: all batches are final");
    claimAll(opened);
    PostedBatch end = flush();
    List<DemoReport.Life> lives = new ArrayList<>();
    for (DemoStage.Opened each : opened) {
      lives.add(read(each));
    }
    Hash onL1 =
        Hash.of(
            Wrappers.ask(
                    Wrappers.reading(l1.connection(), node.contracts())
                        .rollup()
                        .batchAt(BigInteger.valueOf(end.height())))
                .lastRoot);
    return new DemoReport(
        lives,
        l1.connection().chainId(),
        l1.connection().clientVersion(),
        l1.connection().gas().entries(),
        wallet.read(machine -> machine.state().globals().steps()),
        end.height(),
        wallet.read(machine -> machine.state().root()),
        onL1);
  }

  private PostedBatch flush() {
    return node.poster()
        .flush()
        .orElseThrow(() -> new DemoFailure("the node has nothing to post, so nothing happened"));
  }

  private void claimAll(List<DemoStage.Opened> opened) {
    Set<Address> escrows = new HashSet<>();
    opened.forEach(each -> escrows.add(each.escrow()));
    long messages = wallet.read(machine -> machine.state().globals().outbox());
    List<Claim> claims = new ArrayList<>();
    for (long index = 0; index < messages; index++) {
      Optional<Claim> claim = node.claims().prove(index);
      claim.filter(found -> isOurs(found.message(), escrows)).ifPresent(claims::add);
    }
    for (int from = 0; from < claims.size(); from += CLAIMS_AT_ONCE) {
      int to = Math.min(claims.size(), from + CLAIMS_AT_ONCE);
      node.claims().sendAll(l1.deployer(), claims.subList(from, to));
    }
    long payouts = claims.stream().filter(claim -> isPayout(claim.message())).count();
    progress.say(payouts + " payouts proved against the final root and claimed on L1");
    if (payouts < claims.size()) {
      progress.say(claims.size() - payouts + " withdrawals and payments came out of the vault");
    }
  }

  private static boolean isPayout(OutboxMessage message) {
    return message.kind() == OutboxMessage.Kind.PAYOUT;
  }

  private static boolean isOurs(OutboxMessage message, Set<Address> escrows) {
    return switch (message.kind()) {
      case PAYOUT -> escrows.contains(message.target());
      case WITHDRAWAL -> true;
      case CLOSED -> false;
    };
  }

  private DemoReport.Life read(DemoStage.Opened opened) throws Exception {
    L1Sender reader = l1.sender(l1.deployer());
    BigInteger left = BigInteger.ZERO;
    for (Address token : tokens.values()) {
      left = left.add(Tokens.balance(reader, token, opened.escrow()));
    }
    return new DemoReport.Life(
        opened,
        EscrowAccount.read(
            l1.connection().web3j(), opened.escrow(), BigInteger.valueOf(node.contracts().block())),
        left,
        log.judged(opened.id()),
        node.contracts().vault());
  }
}
