package org.horkos.app.host;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.horkos.app.command.ExitCode;
import org.horkos.app.command.Progress;
import org.horkos.app.command.Refusal;
import org.horkos.app.node.RunningValidator;
import org.horkos.node.settlement.Bond;
import org.horkos.node.settlement.Contracts;
import org.horkos.node.settlement.L1Account;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.validation.Rebuild;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code horkos node}. */
@Command(
    name = "node",
    description = {
      "Runs a node from a configuration file until it is told to stop (Ctrl-C, SIGTERM).",
      "With --init it makes a rollup on an L1 and writes the file, with --bond it puts down the bond",
      "that posting takes, with --rebuild it fills an empty database from L1: see",
      "docs/operations/node.md."
    },
    mixinStandardHelpOptions = true)
public final class NodeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @ArgGroup(multiplicity = "1")
  private What what = new What();

  @Option(names = "--l1", paramLabel = "URL", description = "With --init: the L1 to deploy on.")
  private @Nullable URI l1;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "With --init: a file with the sequencer's private key; anvil needs none.")
  private @Nullable Path key;

  @Option(
      names = "--bond",
      description = "With --config: puts down the sequencer's bond, and does not run the node.")
  private boolean bond;

  @Option(
      names = "--rebuild",
      description = {
        "With --config: fills an empty database from L1 alone, and does not run the node.",
        "What a sequencer had not posted does not come back."
      })
  private boolean rebuild;

  /** One of the two. */
  static final class What {
    @Option(names = "--config", paramLabel = "FILE", description = "Runs the node of this file.")
    private @Nullable Path config;

    @Option(names = "--init", paramLabel = "FILE", description = "Deploys and writes this file.")
    private @Nullable Path init;
  }

  @Override
  public Integer call() throws InterruptedException {
    Path config = what.config;
    Path init = what.init;
    if (init != null) {
      if (bond || rebuild) {
        throw Refusal.use(
            "--bond and --rebuild belong to --config; --init puts the bond down by itself if the key"
                + " can pay it.");
      }
      return make(init);
    }
    if (config == null || l1 != null || key != null) {
      throw Refusal.use("--l1 and --key belong to --init; a running node reads its file.");
    }
    if (bond && rebuild) {
      throw Refusal.use("--bond and --rebuild are done one after the other: name one of them.");
    }
    NodeConfig read = NodeConfig.read(config);
    return bond ? putBond(read) : rebuild ? rebuild(read) : run(read);
  }

  private int rebuild(NodeConfig config) {
    try (L1Connection connection = HostedNode.connect(config, progress()::say)) {
      Rebuild.Result result = RunningValidator.rebuild(config.node(), connection, progress()::say);
      PrintWriter out = spec.commandLine().getOut();
      out.println(
          "rebuilt "
              + result.height()
              + " batches from L1; the state root is "
              + result.root()
              + (result.agrees() ? "" : ", but L1 has another: run a validator"));
      if (config.role() == NodeConfig.Role.SEQUENCER) {
        out.println(
            "what this sequencer had acknowledged but not posted is not on L1 and is gone: whoever"
                + " sent it must send it again");
      }
      out.flush();
      return ExitCode.FINE;
    }
  }

  private int putBond(NodeConfig config) {
    Contracts contracts = config.node().contracts();
    try (L1Connection connection = HostedNode.connect(config, progress()::say)) {
      contracts.check(connection);
      L1Account account = connection.account(config.node().sequencer());
      Bond its = new Bond(connection, contracts, account);
      PrintWriter out = spec.commandLine().getOut();
      out.println(
          its.put()
              ? "put down the bond of " + Bond.ether(its.amount()) + " for " + account.address()
              : "the bond of " + account.address() + " is down already");
      out.flush();
    }
    return ExitCode.FINE;
  }

  private Progress progress() {
    return Progress.besides(spec.commandLine().getErr());
  }

  private int make(Path file) {
    URI url = l1;
    if (url == null) {
      throw Refusal.use("Name the L1 to deploy on with --l1 URL, such as http://127.0.0.1:8545.");
    }
    NodeSetup.Made made = NodeSetup.make(file, url, Optional.ofNullable(key), progress()::say);
    Contracts contracts = made.contracts();
    PrintWriter out = spec.commandLine().getOut();
    out.println("deployed on chain " + contracts.chainId() + ": Rollup " + contracts.rollup());
    out.println(
        made.bonded()
            ? "put down the sequencer's bond of " + Bond.ether(made.bond())
            : "the sequencer's key cannot pay its bond of "
                + Bond.ether(made.bond())
                + " yet; without it nothing is posted: send it that and run"
                + " horkos node --config "
                + file
                + " --bond");
    out.println("wrote " + file + "; start the node with: horkos node --config " + file);
    out.flush();
    return ExitCode.FINE;
  }

  private int run(NodeConfig config) throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    HostedNode node = HostedNode.start(config, progress()::say);
    PrintWriter out = spec.commandLine().getOut();
    Thread end =
        new Thread(
            () -> {
              node.close();
              ended.countDown();
            },
            "end");
    Runtime.getRuntime().addShutdownHook(end);
    out.println(
        "the node runs at block "
            + node.node().health().block()
            + "; its API is http://"
            + config.host()
            + ":"
            + node.port()
            + "/v1/health");
    out.flush();
    ended.await();
    return ExitCode.FINE;
  }
}
