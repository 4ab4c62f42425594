package org.horkos.app.host;

import java.util.function.Consumer;
import org.horkos.app.api.ApiServer;
import org.horkos.app.node.L1Opening;
import org.horkos.app.node.RunningNode;
import org.horkos.app.node.RunningValidator;
import org.horkos.app.node.ServedNode;
import org.horkos.node.settlement.L1Connection;

/** A node that runs from a configuration, with its API. */
public final class HostedNode implements AutoCloseable {
  private final L1Connection l1;
  private final ServedNode node;
  private final ApiServer api;

  private HostedNode(L1Connection l1, ServedNode node, ApiServer api) {
    this.l1 = l1;
    this.node = node;
    this.api = api;
  }

  /**
   * Starts a node and its API.
   *
   * @param told hears what is being done, a sentence without its full stop each time
   * @throws org.horkos.node.settlement.L1Failure if L1 is away or not what the file says
   * @throws org.horkos.node.storage.StorageRefusal if the database cannot be used
   * @throws org.horkos.app.command.Refusal if the API's port is in use
   */
  public static HostedNode start(NodeConfig config, Consumer<String> told) {
    L1Connection l1 = connect(config, told);
    try {
      ApiServer.checkFree(config.host(), config.port()); // before a database is made in vain
      ServedNode node = begin(config, l1, told);
      try {
        told.accept("opening the API on " + config.host() + ":" + config.port());
        return new HostedNode(l1, node, ApiServer.start(node, config.host(), config.port()));
      } catch (RuntimeException failed) {
        node.close();
        throw failed;
      }
    } catch (RuntimeException failed) {
      l1.close();
      throw failed;
    }
  }

  private static ServedNode begin(NodeConfig config, L1Connection l1, Consumer<String> told) {
    return switch (config.role()) {
      case SEQUENCER -> RunningNode.start(config.node(), l1, told);
      case VALIDATOR -> RunningValidator.start(config.node(), config.assertsRoots(), l1, told);
    };
  }

  /**
   * Connects to the L1 of a configuration.
   *
   * @throws org.horkos.node.settlement.L1Failure if it is away or another chain
   */
  static L1Connection connect(NodeConfig config, Consumer<String> told) {
    told.accept("connecting to L1 at " + config.l1());
    return L1Opening.open(
        L1Connection.Settings.to(config.l1())
            .chain(config.node().contracts().chainId())
            .maxFee(config.maxFee()),
        told);
  }

  /** The node. */
  public ServedNode node() {
    return node;
  }

  /** The port of its API. */
  public int port() {
    return api.port();
  }

  /** Stops the API, then the node: what it has acknowledged is stored. */
  @Override
  public void close() {
    api.close();
    node.close();
    l1.close();
  }
}
