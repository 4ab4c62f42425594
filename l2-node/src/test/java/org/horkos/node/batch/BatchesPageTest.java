package org.horkos.node.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.horkos.dsl.backend.terms.SigningDigest;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Eip712;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.escrow.payout.Claim;
import org.horkos.escrow.payout.OutboxMessage;
import org.horkos.node.inbox.InboxMessage;
import org.horkos.node.settlement.Claims;
import org.horkos.node.settlement.DevelopmentKeys;
import org.horkos.node.settlement.L1Point;
import org.horkos.node.settlement.OutboxAnchor;
import org.horkos.node.settlement.OutboxTree;
import org.horkos.node.settlement.ProjectRoot;
import org.horkos.node.state.Layout;
import org.horkos.node.state.StateTree;
import org.horkos.node.step.Signer;
import org.junit.jupiter.api.Test;

/** The worked examples of docs/protocol/batches.md are what the code makes. */
class BatchesPageTest {
  private static final Address ROLLUP = Address.parse("0x00000000000000000000000000000000000000aa");
  private static final Address VAULT = Address.parse("0x00000000000000000000000000000000000000bb");
  private static final Address OWNER = Address.parse("0x00000000000000000000000000000000000000cc");

  @Test
  void theBatch() throws IOException {
    List<Chunk> chunks =
        List.of(
            new Chunk(hex("0202"), text("root 1")),
            new Chunk(hex("01000000006b49d20000000002"), text("root 2")),
            new Chunk(hex("030000000000"), text("root 3")));
    Batch batch = new Batch(1, 1_800_000_000L, 2, chunks, text("genesis"));
    Eip712.Domain domain = SigningDigest.domain(31_337, ROLLUP);
    L1Point l1 = new L1Point(21_000_000, text("block"), 1_800_000_000L);
    Hash digest = batch.digest(domain, 0, text("genesis"), l1);
    Signer sequencer = new Signer(DevelopmentKeys.key(1).getEcKeyPair());
    assertThat(page())
        .contains(
            block(
                "data       = 0x" + HexFormat.of().formatHex(batch.data()),
                "H(chunk 0) = " + chunks.get(0).hash(),
                "H(chunk 1) = " + chunks.get(1).hash(),
                "H(chunk 2) = " + chunks.get(2).hash(),
                "dataRoot   = " + batch.dataRoot(),
                "data hash  = " + batch.dataHash(),
                "rootsHash  = " + batch.rootsHash(),
                "separator  = " + domain.separator(),
                "digest     = " + digest,
                "signature  = 0x"
                    + HexFormat.of()
                        .formatHex(BatchPoster.contractSignature(sequencer.sign(digest)))));
  }

  @Test
  void theInboxMessage() throws IOException {
    byte[] payload =
        hex(
            "00000001"
                + hexOf(OWNER.bytes())
                + "00".repeat(20)
                + "00000000000000000de0b6b3a7640000");
    InboxMessage message = new InboxMessage(0, 1_800_000_000L, 1, VAULT, payload);
    assertThat(page())
        .contains(
            block(
                "payload = 0x" + hexOf(payload),
                "H(payload) = " + Keccak.hash(payload),
                "hashOf(0) = " + message.hash()));
  }

  @Test
  void theOutboxMessage() throws IOException {
    byte[] leaf =
        new OutboxMessage(
                OutboxMessage.Kind.WITHDRAWAL,
                VAULT,
                0,
                List.of(new OutboxMessage.Payment(Address.ZERO, OWNER, BigInteger.TEN.pow(18))))
            .encode();
    StateTree state = new StateTree();
    OutboxTree outbox = new OutboxTree();
    state.put(Layout.Table.OUTBOX, 0, Keccak.hash(leaf));
    outbox.append(Keccak.hash(leaf));
    OutboxAnchor anchor =
        new OutboxAnchor(
            1, state.root(), 1, StateTree.siblingsOf(state.tableRoots(), Layout.Table.OUTBOX));
    Claim claim = Claims.claim(leaf, 0, outbox, anchor);
    List<Hash> top = claim.siblings().subList(32, 35);
    assertThat(page())
        .contains(
            block(
                "leaf    = 0x" + hexOf(leaf),
                "H(leaf) = " + Keccak.hash(leaf),
                "table root of the outbox = " + outbox.root(1),
                "sibling 32 = " + top.get(0),
                "sibling 33 = " + top.get(1),
                "sibling 34 = " + top.get(2),
                "state root = " + state.root()));
  }

  private static Hash text(String text) {
    return Keccak.hash(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  private static String hexOf(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String block(String... lines) {
    List<String> indented = new ArrayList<>();
    for (String line : lines) {
      indented.add("    " + line);
    }
    return String.join("\n", indented);
  }

  private static String page() throws IOException {
    return Files.readString(ProjectRoot.find().resolve("docs/protocol/batches.md"));
  }
}
