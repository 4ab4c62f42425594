package org.horkos.node.execution;

import static java.math.BigInteger.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.horkos.arbitration.panel.Arbitrator;
import org.horkos.arbitration.panel.Ballot;
import org.horkos.arbitration.panel.Panel;
import org.horkos.arbitration.panel.PanelTerms;
import org.horkos.arbitration.panel.Seat;
import org.horkos.arbitration.panel.SumTree;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Eip712;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.node.state.Layout;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.LeafCodec;
import org.horkos.node.state.State;
import org.horkos.node.state.StateTree;
import org.horkos.node.step.Action;
import org.horkos.node.step.Referent;
import org.horkos.node.step.Signer;
import org.horkos.node.step.StepCodec;
import org.horkos.node.step.StepKind;
import org.horkos.node.step.Transaction;
import org.horkos.node.step.TransactionDigest;
import org.junit.jupiter.api.Test;

/** What stands in docs/protocol is what the code does. */
class ProtocolPagesTest {
  private static String page(String name) throws IOException {
    return Files.readString(
        Path.of(System.getProperty("horkos.root"), "docs", "protocol", name + ".md"));
  }

  private static String hex(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }

  private static Address address(String end) {
    return Address.parse("0x" + "0".repeat(40 - end.length()) + end);
  }

  private static String line(String name, Object value) {
    return "    " + name + " = " + value + "\n";
  }

  @Test
  void theStatesExampleIsExact() throws IOException {
    State state = State.genesis();
    Leaf.Account account = new Leaf.Account(address("aa"), Address.ZERO, 2, BigInteger.valueOf(3));
    String example =
        line("empty root   ", new StateTree().root())
            + line("globals      ", hex(LeafCodec.encode(Leaf.Globals.GENESIS)))
            + line("genesis root ", state.root());
    state.put(1, account);
    state.put(Leaf.Globals.GENESIS.withAccounts(1));
    Hash root = state.root();
    example +=
        line("account 1    ", hex(LeafCodec.encode(account)))
            + line("root         ", root)
            + line("sibling 0    ", state.proof(Layout.Table.ACCOUNTS, 1).siblings().getFirst())
            + line("sibling 31   ", state.proof(Layout.Table.ACCOUNTS, 1).siblings().get(31))
            + line("sibling 32   ", state.proof(Layout.Table.ACCOUNTS, 1).siblings().get(32))
            + line("sibling 33   ", state.proof(Layout.Table.ACCOUNTS, 1).siblings().get(33))
            + line("sibling 34   ", state.proof(Layout.Table.ACCOUNTS, 1).siblings().get(34));
    assertThat(page("state")).contains(example);
  }

  @Test
  void theStepsExampleIsExact() throws IOException {
    Eip712.Domain domain = TransactionDigest.domain(31337, address("11"));
    Signer signer = new Signer(BigInteger.ONE);
    Action action = new Action.Transfer(2, BigInteger.valueOf(1_000));
    Hash digest =
        TransactionDigest.of(
            domain.separator(),
            new TransactionDigest.Payer(signer.address(), Address.ZERO, 5),
            7,
            action,
            new Referent.Recipient(address("bb")));
    Transaction signed = new Transaction(1, 7, action, signer.sign(digest));
    String example =
        line("signer    ", signer.address())
            + line("type      ", StepKind.TRANSFER.type().orElseThrow().encoded())
            + line("separator ", domain.separator())
            + line("digest    ", digest)
            + line("signature ", hex(signed.signature().bytes()))
            + line("bytes     ", hex(StepCodec.encode(signed)));
    assertThat(page("steps")).contains(example);
  }

  @Test
  void theCourtsExampleIsExact() throws IOException {
    Arbitrator first =
        new Arbitrator(address("a1"), BigInteger.valueOf(1_000), ZERO, ZERO, ZERO, 0);
    Arbitrator second =
        new Arbitrator(
            address("a2"), BigInteger.valueOf(3_000), BigInteger.valueOf(200), ZERO, ZERO, 0);
    SumTree tree = SumTree.EMPTY.with(0, first).with(1, second);
    PanelTerms terms =
        new PanelTerms(
            7, text("terms"), 1, 0, 3, 86_400, 86_400, BigInteger.valueOf(500), new TreeMap<>());
    BigInteger ticket = Panel.ticket(text("seed"), terms, 0, 0, tree.total());
    SortedMap<Integer, BigInteger> words = new TreeMap<>(Map.of(0, BigInteger.valueOf(78)));
    Hash ballot = Ballot.hash(words);
    Hash commitment =
        Ballot.commitment(tree.find(ticket).arbitrator().address(), terms, 0, ballot, text("salt"));
    Seat seat =
        new Seat(
            tree.find(ticket).index(),
            tree.find(ticket).arbitrator().address(),
            Optional.of(commitment),
            Optional.of(words),
            false);
    String example =
        line("root       ", tree.root())
            + line("total      ", tree.total())
            + line("ticket     ", ticket)
            + line("place      ", tree.find(ticket).index())
            + line("ballot hash", ballot)
            + line("commitment ", commitment)
            + line("seat       ", hex(LeafCodec.encode(new Leaf.SeatLeaf(seat))));
    assertThat(page("court")).contains(example);
  }

  private static Hash text(String text) {
    return Keccak.hash(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void everyKindAndEveryRefusalStandsInTheTables() throws IOException {
    List<String> lines = page("steps").lines().toList();
    for (StepKind kind : StepKind.values()) {
      String start = String.format("| %02d | %s |", kind.code(), kind.title());
      assertThat(lines)
          .anySatisfy(
              row -> {
                assertThat(row).startsWith(start).contains("| " + kind.weight() + " |");
                kind.type()
                    .ifPresent(
                        type -> {
                          String own = row.substring(row.lastIndexOf("| ", row.length() - 3) + 2);
                          String fields = own.substring(0, own.length() - 2);
                          assertThat(type.encoded()).endsWith("," + fields + ")");
                        });
              });
    }
    for (NodeRefusal refusal : NodeRefusal.values()) {
      assertThat(lines).contains("| " + refusal.name() + " | " + refusal.sentence() + " |");
    }
  }
}
