package org.horkos.node.batch;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.horkos.dsl.value.Address;
import org.horkos.node.settlement.Anvil;
import org.horkos.node.settlement.Bond;
import org.horkos.node.settlement.Contracts;
import org.horkos.node.settlement.Deployment;
import org.horkos.node.settlement.DevelopmentKeys;
import org.horkos.node.settlement.L1Account;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.state.State;
import org.horkos.node.step.Signer;

/** What it costs to post the smallest batch, on a real L1. */
public final class BatchPosterGas {
  private BatchPosterGas() {}

  /** The gas of each, by what it is. */
  public static Map<String, Long> measured() {
    try (Anvil anvil = Anvil.start();
        L1Connection l1 = L1Connection.open(anvil.url())) {
      L1Account account = l1.account(DevelopmentKeys.key(1));
      Address sequencer = account.address();
      Contracts contracts =
          new Deployment(sequencer, State.genesis().root(), Deployment.WINDOW, 1)
              .deploy(l1, l1.account(DevelopmentKeys.key(0)));
      new Bond(l1, contracts, account).put();
      StoredBlocks log = new StoredBlocks(() -> l1);
      Random random = new Random(1);
      BatchPoster poster =
          new BatchPoster(
              l1,
              contracts,
              new Signer(DevelopmentKeys.key(1).getEcKeyPair()),
              account,
              log,
              BatchPoster.Settings.every(Duration.ofMinutes(1)));
      long time = l1.head().time() - 60;
      // The first one writes to storage that was never written to.
      log.add(StoredBlocks.random(random, 1, 1, 1, time, 0));
      poster.flush();
      log.add(StoredBlocks.random(random, 2, 1, 1, time + 1, 0));
      poster.flush();
      Map<String, Long> gas = new LinkedHashMap<>();
      gas.put("submitBatch, 1 chunk, 1 byte", l1.gas().of("submitBatch").least());
      return gas;
    }
  }
}
