package org.horkos.node.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Eip712;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.node.batch.ListRoot;
import org.horkos.node.settlement.ProjectRoot;
import org.horkos.node.step.Recovery;
import org.horkos.node.step.Signature;
import org.horkos.node.step.Signer;
import org.junit.jupiter.api.Test;

/**
 * Values that other projects have published, with their source in the files of {@code
 * l2-node/solidity/test/published}: trees, branches and signatures that we have not made ourselves.
 * {@code Published.t.sol} runs them through the contracts.
 */
class PublishedVectorsTest {
  private final JsonNode tree = read("keccak-tree");
  private final JsonNode mail = read("eip712-mail");

  private static JsonNode read(String name) {
    try {
      return new ObjectMapper()
          .readTree(
              Files.readAllBytes(
                  ProjectRoot.find().resolve("l2-node/solidity/test/published/" + name + ".json")));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<Hash> hashes(JsonNode list) {
    List<Hash> hashes = new ArrayList<>();
    list.forEach(one -> hashes.add(Hash.parse(one.asText())));
    return hashes;
  }

  private Hash hash(String name) {
    return Hash.parse(mail.get(name).asText());
  }

  /** A signature, which stands as {@code r || s || v}. */
  private Signature signature(String name) {
    byte[] bytes = HexFormat.of().parseHex(mail.get(name).asText().substring(2));
    return Signature.of(
        new BigInteger(1, bytes, 0, 32), new BigInteger(1, bytes, 32, 32), bytes[64] - 27);
  }

  @Test
  void emptySubtreesHaveThePublishedRoots() {
    List<Hash> empty = hashes(tree.get("empty"));
    assertThat(empty).hasSize(33);
    for (int level = 0; level < empty.size(); level++) {
      assertThat(StateTree.emptyRoot(level)).isEqualTo(empty.get(level));
      assertThat(Hash.of(MerkleHasher.empty(level))).isEqualTo(empty.get(level));
    }
    assertThat(new StateTree().tableRoots().get(Layout.Table.OUTBOX.ordinal()))
        .isEqualTo(empty.getLast());
  }

  /** The published tree has 32 levels: it is as one of our tables of that depth. */
  @Test
  void aTableOfThePublishedLeavesHasThePublishedRootsAndBranches() {
    List<Hash> leaves = hashes(tree.get("leaves"));
    List<Hash> roots = hashes(tree.get("roots"));
    StateTree state = new StateTree();
    for (int i = 0; i < leaves.size(); i++) {
      assertThat(tableRoot(state)).isEqualTo(roots.get(i));
      state.put(Layout.Table.OUTBOX, i, leaves.get(i));
    }
    assertThat(tableRoot(state)).isEqualTo(roots.getLast());
    for (int i = 0; i < leaves.size(); i++) {
      StateProof proof = state.proof(Layout.Table.OUTBOX, i);
      List<Hash> published = hashes(tree.get("proof" + i));
      assertThat(proof.siblings().subList(0, Layout.Table.OUTBOX.depth())).isEqualTo(published);
      List<Hash> siblings = new ArrayList<>(published);
      siblings.addAll(StateTree.siblingsOf(state.tableRoots(), Layout.Table.OUTBOX));
      assertThat(
              new StateProof(Layout.Table.OUTBOX, i, leaves.get(i), siblings)
                  .verifies(state.root()))
          .isTrue();
      assertThat(
              new StateProof(Layout.Table.OUTBOX, i ^ 1, leaves.get(i), siblings)
                  .verifies(state.root()))
          .isFalse();
    }
  }

  private static Hash tableRoot(StateTree state) {
    return state.tableRoots().get(Layout.Table.OUTBOX.ordinal());
  }

  @Test
  void theRootOfAListLiesUnderThePublishedRoot() {
    List<Hash> empty = hashes(tree.get("empty"));
    List<Hash> leaves = hashes(tree.get("leaves"));
    List<Hash> roots = hashes(tree.get("roots"));
    for (int count = 1; count <= leaves.size(); count++) {
      Hash node = ListRoot.of(leaves.subList(0, count));
      int levels = 32 - Integer.numberOfLeadingZeros(count - 1);
      for (Hash beside : empty.subList(levels, 32)) {
        node = Keccak.node(node, beside);
      }
      assertThat(node).isEqualTo(roots.get(count));
    }
  }

  @Test
  void thePublishedSignaturesAreThoseOfTheirSigner() {
    assertThat(Eip712.digest(hash("separator"), hash("structHash"))).isEqualTo(hash("digest"));
    Address signer = Address.parse(mail.get("signer").asText());
    Signer cow = new Signer(new BigInteger(mail.get("privateKey").asText().substring(2), 16));
    assertThat(cow.address()).isEqualTo(signer);
    for (String before : List.of("", "other")) {
      Hash digest = hash(before.isEmpty() ? "digest" : "otherDigest");
      Signature signature = signature(before.isEmpty() ? "signature" : "otherSignature");
      assertThat(cow.sign(digest)).isEqualTo(signature);
      assertThat(Recovery.fastest().signer(digest, signature)).contains(signer);
    }
  }
}
