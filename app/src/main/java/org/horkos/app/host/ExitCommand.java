package org.horkos.app.host;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.horkos.app.command.ExitCode;
import org.horkos.app.command.Progress;
import org.horkos.app.command.Refusal;
import org.horkos.app.node.FrozenNode;
import org.horkos.dsl.value.Address;
import org.horkos.node.leaving.Exit;
import org.horkos.node.leaving.Freeze;
import org.horkos.node.leaving.Leaving;
import org.horkos.node.settlement.Bond;
import org.horkos.node.settlement.L1Account;
import org.horkos.node.settlement.L1Connection;
import org.horkos.node.settlement.L1Failure;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code horkos exit}. */
@Command(
    name = "exit",
    description = {
      "Brings people out of a frozen rollup: proves on L1 what they still have there, and everybody",
      "gets his own. Needs no sequencer, only a node's database, which --rebuild makes from L1: see",
      "docs/operations/node.md."
    },
    mixinStandardHelpOptions = true)
public final class ExitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "A node's file: its database, and its key, which pays the gas.")
  private @Nullable Path config;

  @Option(
      names = "--owner",
      paramLabel = "ADDRESS",
      description = "Only what this address needs to get its own; else everybody's.")
  private @Nullable String owner;

  @Option(
      names = "--freeze",
      description = "Freezes the rollup and fixes its exit before, as far as either is due.")
  private boolean freeze;

  @Option(names = "--list", description = "Says what there is to leave with, and sends nothing.")
  private boolean list;

  @Option(names = "--json", description = "Prints one JSON object on standard output.")
  private boolean json;

  @Override
  public Integer call() {
    Path file = config;
    if (file == null) {
      throw Refusal.use("Name a node's file with --config FILE.");
    }
    if (list && freeze) {
      throw Refusal.use("--list sends nothing, and --freeze does: name one of them.");
    }
    Optional<Address> whose = Optional.ofNullable(owner).map(ExitCommand::address);
    NodeConfig read = NodeConfig.read(file);
    Progress progress = Progress.besides(spec.commandLine().getErr());
    try (L1Connection l1 = HostedNode.connect(read, progress::say)) {
      read.node().contracts().check(l1);
      L1Account account = l1.account(read.node().sequencer());
      checkFrozen(new Freeze(l1, read.node().contracts()), account);
      try (FrozenNode node = FrozenNode.open(read.node(), l1, progress::say)) {
        return leave(node.leaving(), whose, account, progress);
      }
    }
  }

  private void checkFrozen(Freeze rollup, L1Account account) {
    switch (freeze ? rollup.push(account) : rollup.stage()) {
      case RUNNING ->
          throw Refusal.input(
              freeze
                  ? "The rollup cannot be frozen: no message to L2 and no missing root has waited for "
                      + rollup.patience()
                      + " seconds since anything was posted. Withdraw as usual."
                  : "The rollup is not frozen, so nobody has to leave it by proof: withdraw as usual,"
                      + " or name --freeze if nothing has been posted for too long.");
      case FROZEN ->
          throw Refusal.input(
              freeze
                  ? "The rollup is frozen, but what was posted may still become final or be proved"
                      + " wrong: try again when its challenge window has passed."
                  : "The rollup is frozen, but the state from which people leave is not fixed yet:"
                      + " name --freeze.");
      case EXIT_FIXED -> {
        // people leave
      }
    }
  }

  private int leave(
      Leaving leaving, Optional<Address> whose, L1Account account, Progress progress) {
    progress.say("looking what is still to leave with");
    List<Exit> all = leaving.all();
    List<Exit> exits = whose.map(address -> leaving.of(address, all)).orElse(all);
    ArrayNode reports = new ObjectMapper().createArrayNode();
    int failures = 0;
    for (Exit exit : exits) {
      ObjectNode report = reports.addObject().put("exit", exit.sentence());
      ArrayNode owners = report.putArray("owners");
      exit.owners().forEach(one -> owners.add(one.toString()));
      if (!list) {
        progress.say("proving " + exit.sentence());
        failures += send(leaving, account, exit, report) ? 0 : 1;
      } else if (!json) {
        print(exit.sentence());
      }
    }
    finish(reports, exits.size(), failures);
    return failures == 0 ? ExitCode.FINE : ExitCode.WRONG_INPUT;
  }

  private static Address address(String text) {
    try {
      return Address.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw Refusal.use("--owner is an address: 0x and 40 hexadecimal digits.");
    }
  }

  /** What fails keeps nobody else back: somebody may have sent it meanwhile. */
  private boolean send(Leaving leaving, L1Account account, Exit exit, ObjectNode report) {
    try {
      List<Leaving.Paid> payments = leaving.send(account, exit);
      ArrayNode paid = report.putArray("payments");
      StringBuilder line = new StringBuilder(exit.sentence());
      for (Leaving.Paid payment : payments) {
        paid.addObject()
            .put("token", payment.token().toString())
            .put("to", payment.to().toString())
            .put("amount", payment.amount().toString())
            .put("owed", payment.owed());
        line.append("\n  ").append(sentence(payment));
      }
      if (!json) {
        print(line.toString());
      }
      return true;
    } catch (L1Failure failure) {
      report.put("problem", failure.getMessage());
      if (!json) {
        spec.commandLine()
            .getErr()
            .println("horkos: " + exit.sentence() + " was not sent: " + failure.getMessage());
      }
      return false;
    }
  }

  private static String sentence(Leaving.Paid payment) {
    String amount =
        payment.token().isZero()
            ? Bond.ether(payment.amount())
            : payment.amount() + " of token " + payment.token();
    return payment.owed()
        ? amount + " is owed to " + payment.to() + ", to be fetched later"
        : amount + " to " + payment.to();
  }

  private void finish(ArrayNode reports, int exits, int failures) {
    if (json) {
      ObjectNode out = new ObjectMapper().createObjectNode();
      out.set("exits", reports);
      print(out.toString());
    } else if (exits == 0) {
      print("there is nothing left to leave with");
    } else if (!list) {
      print((exits - failures) + " of " + exits + " exits are made");
    }
    spec.commandLine().getErr().flush();
  }

  private void print(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
