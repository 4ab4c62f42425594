package org.horkos.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.horkos.app.CommandLines;
import org.horkos.app.host.LiveNode;
import org.horkos.app.host.LiveNode.Answer;
import org.horkos.app.node.KnownTexts;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.escrow.contract.EscrowFactory;
import org.horkos.escrow.deployment.Funding;
import org.horkos.escrow.deployment.Opening;
import org.horkos.escrow.deployment.Signatures;
import org.horkos.node.settlement.DevelopmentKeys;
import org.horkos.node.settlement.ProjectRoot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.tx.gas.StaticGasProvider;

/** The API of a real node on a real L1, asked by a real client. */
class ApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CLIENT = 1;
  private static final int STUDIO = 2;
  private static final int LAB = 3;
  private static final String DOCUMENT = "0x" + "11".repeat(32);

  @TempDir static Path folder;
  private static LiveNode node;
  private static String text;
  private static ObjectNode bindings;
  private static Terms terms;
  private static JsonNode compiled;
  private static String agreement;
  private static long client;
  private static long studio;

  @BeforeAll
  static void openAnAgreementThroughTheApi() throws Exception {
    node = new LiveNode(folder);
    client = node.deposit(CLIENT, 1_000_000);
    studio = node.deposit(STUDIO, 1_000_000);
    Answer court =
        node.submit(
            node.signed(
                CLIENT,
                client,
                "{\"kind\":\"CreateCourt\",\"stakeToken\":\""
                    + node.token()
                    + "\",\"feeToken\":\""
                    + node.token()
                    + "\",\"minimumStake\":\"1000\"}"));
    assertThat(court.status()).as("%s", court.json()).isEqualTo(200);

    text = Files.readString(ProjectRoot.find().resolve("examples/website-build.oath"));
    bindings = bindings();
    Answer answer = compile(text, bindings);
    assertThat(answer.status()).as("%s", answer.json()).isEqualTo(200);
    compiled = answer.json();
    terms = KnownTexts.compile(text, bindings.toString(), Map.of()).orElseThrow().terms();
    Hash digest = Hash.parse(compiled.path("digest").asText());
    List<byte[]> signatures = new ArrayList<>();
    for (int key : List.of(CLIENT, STUDIO)) {
      signatures.add(Signatures.sign(DevelopmentKeys.key(key).getEcKeyPair(), digest));
    }
    Opening opening =
        Opening.open(
            node.sender(CLIENT),
            node.hosted().node().contracts().factory(),
            terms,
            signatures,
            BigInteger.ZERO);
    agreement = "/v1/agreements/" + terms.hash();
    assertThat(opening.escrow()).hasToString(compiled.path("escrow").asText());
    assertThat(node.get(agreement).status()).isEqualTo(404);
    Funding.fund(node.sender(CLIENT), opening.escrow(), terms, 0);
    Funding.fund(node.sender(STUDIO), opening.escrow(), terms, 1);
    LiveNode.until(() -> node.get200(agreement));
  }

  @AfterAll
  static void close() {
    node.close();
  }

  private static ObjectNode bindings() {
    ObjectNode root = JSON.createObjectNode();
    root.putObject("parameters").put("price", "5_000 USDC");
    root.putObject("tokens").put("USDC", node.token().toString());
    root.putObject("parties")
        .put("client", node.address(CLIENT).toString())
        .put("studio", node.address(STUDIO).toString());
    root.putObject("attestors").put("lab", node.address(LAB).toString());
    root.putObject("courts").putObject("quality").put("id", 0).put("seatFee", "0.000001 USDC");
    root.put("proposer", node.address(CLIENT).toString())
        .put("openBy", "2099-01-01T00:00:00Z")
        .put("salt", DOCUMENT);
    return root;
  }

  private static Answer compile(String oath, ObjectNode bound) throws Exception {
    ObjectNode body = JSON.createObjectNode().put("text", oath);
    body.set("bindings", bound);
    return node.post("/v1/compile", body.toString());
  }

  private static String delivery() {
    return "{\"kind\":\"Deliver\",\"agreement\":0,\"deliverable\":0,\"facts\":{\"0\":\""
        + DOCUMENT
        + "\",\"1\":12}}";
  }

  private static void turnsAway(byte[] transaction, String code) throws Exception {
    String root = node.stateRoot();
    Answer answer = node.submit(transaction);
    assertThat(answer.status()).as("%s", answer.json()).isEqualTo(422);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.json().path("error").path("sentence").asText()).hasSizeGreaterThan(20);
    assertThat(answer.json().path("block").longValue()).isZero();
    assertThat(node.stateRoot()).isEqualTo(root);
  }

  @Test
  void aTextWithSeveralMistakesIsAnsweredWithAllOfThem() throws Exception {
    Answer answer =
        node.post(
            "/v1/compile", "{\"text\":\"agreement X version 1\\nparty a\\nparty a\\nnonsense\"}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.code()).isEqualTo("TEXT_HAS_ERRORS");
    JsonNode found = answer.json().path("diagnostics");
    assertThat(found.size()).isGreaterThanOrEqualTo(2);
    assertThat(found.findValuesAsText("line")).contains("3", "4");
    assertThat(found.get(0).path("message").asText()).contains("`a`");
    assertThat(found.get(0).path("hint").asText()).isNotEmpty();
  }

  /** The configuration of this node says that any bond will do. */
  @Test
  void aTextIsWarnedOfByThePolicyOfTheNode() throws Exception {
    String text =
        Files.readString(ProjectRoot.find().resolve("examples/website-build.oath"))
            .replace("bond 10% of pay by payer", "bond 1% of pay by payer")
            .replace("challenge within 3 days", "challenge within 2 hours");
    Answer answer = node.post("/v1/compile", JSON.createObjectNode().put("text", text).toString());
    assertThat(answer.json().path("diagnostics").findValuesAsText("code")).containsOnly("O1911");
    assertThat(Compiler.check(SourceText.of("text", text)).diagnostics())
        .extracting(d -> d.code().code())
        .contains("O1911", "O1912");
  }

  @Test
  void whatATextImportsIsSentAlong() throws Exception {
    Path importing = ProjectRoot.find().resolve("examples/importing");
    String house = Files.readString(importing.resolve("library/house.oath"));
    ObjectNode body = JSON.createObjectNode();
    body.put("text", Files.readString(importing.resolve("banner.oath")));
    assertThat(node.post("/v1/compile", body.toString()).json().toString()).contains("O1177");

    ObjectNode libraries = body.putObject("libraries").put("library/house.oath", house);
    Answer fine = node.post("/v1/compile", body.toString());
    assertThat(fine.json().path("compiles").asBoolean()).as("%s", fine.json()).isTrue();
    ObjectNode bound = bindings();
    bound.put("proposer", node.address(CLIENT).toString());
    bound.remove("attestors");
    ObjectNode parties = bound.putObject("parties");
    parties.put("club", node.address(CLIENT).toString());
    parties.put("designer", node.address(STUDIO).toString());
    ObjectNode courts = bound.putObject("courts");
    courts.putObject("craft").put("id", 0).put("seatFee", "0.000001 USDC");
    bound.putObject("parameters").put("price", "400 USDC");
    body.set("bindings", bound);
    Answer whole = node.post("/v1/compile", body.toString());
    assertThat(whole.status()).as("%s", whole.json()).isEqualTo(200);
    assertThat(whole.json().path("termsHash").asText()).startsWith("0x");
    assertThat(
            KnownTexts.compile(
                    body.path("text").asText(),
                    bound.toString(),
                    Map.of("library/house.oath", house))
                .orElseThrow()
                .terms()
                .hash())
        .hasToString(whole.json().path("termsHash").asText());

    libraries.put("library/house.oath", house + "// one more line\n");
    Answer other = node.post("/v1/compile", body.toString());
    assertThat(other.code()).isEqualTo("TEXT_HAS_ERRORS");
    assertThat(other.json().path("diagnostics").toString()).contains("O1178");

    Answer alone = node.post("/v1/compile", JSON.createObjectNode().put("text", house).toString());
    assertThat(alone.status()).isEqualTo(422);
    assertThat(alone.code()).isEqualTo("TEXT_IS_LIBRARY");
    libraries.put("library/house.oath", 5);
    assertThat(node.post("/v1/compile", body.toString()).status()).isEqualTo(400);
    for (int i = 0; i < 17; i++) {
      libraries.put("l" + i + ".oath", house);
    }
    assertThat(node.post("/v1/compile", body.toString()).json().toString())
        .contains("at most 16 texts");
  }

  @Test
  void whatTheApiCompilesIsWhatTheFactoryOnL1Says() throws Exception {
    EscrowFactory factory =
        EscrowFactory.load(
            node.hosted().node().contracts().factory().toString(),
            node.sender(LAB).web3j(),
            node.sender(LAB).as().apply("view"),
            new StaticGasProvider(BigInteger.ZERO, BigInteger.ZERO));
    byte[] head = LiveNode.hex(compiled.path("head").asText());
    List<byte[]> parts = new ArrayList<>();
    ((ArrayNode) compiled.path("parts")).forEach(part -> parts.add(LiveNode.hex(part.asText())));
    assertThat(Address.parse(factory.escrowAddress(head, parts).send()))
        .hasToString(compiled.path("escrow").asText());
    assertThat(Hash.of(factory.termsHash(head, parts).send()))
        .hasToString(compiled.path("termsHash").asText());
    assertThat(Hash.of(factory.digest(head, parts).send()))
        .hasToString(compiled.path("digest").asText());
    assertThat(compiled.path("deliverables").get(0).path("disassembly").asText()).isNotBlank();
    assertThat(compiled.path("drl").asText()).contains("enough screens");
  }

  @Test
  void horkosCompilePrintsTheSameEscrowAndDigest() throws Exception {
    ObjectNode withNetwork = bindings();
    withNetwork
        .putObject("network")
        .put("chainId", 31_337)
        .put("rollup", node.hosted().node().contracts().rollup().toString())
        .put("factory", node.hosted().node().contracts().factory().toString())
        .put("implementation", node.hosted().node().contracts().implementation().toString());
    Path file = folder.resolve("bindings.json");
    Files.writeString(file, withNetwork.toPrettyString());
    StringWriter out = new StringWriter();
    int code =
        CommandLines.main()
            .setOut(new PrintWriter(out))
            .execute(
                "compile",
                ProjectRoot.find().resolve("examples/website-build.oath").toString(),
                "-o",
                folder.resolve("compiled").toString(),
                "--bindings",
                file.toString());
    assertThat(code).isZero();
    assertThat(out.toString())
        .contains(
            "termsHash  " + compiled.path("termsHash").asText(),
            "escrow     " + compiled.path("escrow").asText(),
            "to sign    " + compiled.path("digest").asText());
    assertThat(folder.resolve("compiled/terms.head.hex"))
        .hasContent(compiled.path("head").asText());
  }

  @Test
  void bindingsThatDoNotFitOrAreForAnotherNetworkAreRefused() throws Exception {
    ObjectNode wrong = bindings();
    wrong.put("proposer", "0x12");
    wrong.remove("salt");
    Answer answer = compile(text, wrong);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.code()).isEqualTo("BAD_BINDINGS");
    ObjectNode unpaid = bindings();
    unpaid.withObject("courts").withObject("quality").put("seatFee", "1_000 USDC");
    assertThat(compile(text, unpaid).code())
        .as("a court that could not be paid")
        .isEqualTo("BAD_BINDINGS");
    ObjectNode elsewhere = bindings();
    elsewhere
        .putObject("network")
        .put("chainId", 1)
        .put("rollup", node.token().toString())
        .put("factory", node.token().toString())
        .put("implementation", node.token().toString());
    assertThat(compile(text, elsewhere).code()).isEqualTo("OTHER_NETWORK");
  }

  @Test
  void aTransactionIsRefusedByNameForEachReasonAndOnlyTheRightOneChangesTheState()
      throws Exception {
    byte[] forged = node.signed(STUDIO, studio, delivery());
    forged[forged.length - 20] ^= 1;
    turnsAway(forged, "BAD_SIGNATURE");
    turnsAway(node.signed(CLIENT, studio, delivery()), "BAD_SIGNATURE");
    turnsAway(node.signed(CLIENT, client, delivery()), "NOT_THE_PERFORMER");
    turnsAway(
        node.signed(
            CLIENT,
            client,
            "{\"kind\":\"Answer\",\"agreement\":0,\"deliverable\":0,\"fact\":2,\"word\":\"0\"}"),
        "NOT_DELIVERED");

    byte[] right = node.signed(STUDIO, studio, delivery());
    byte[] sameNonce = node.signed(STUDIO, studio, "{\"kind\":\"Withdraw\",\"amount\":\"1\"}");
    Answer applied = node.submit(right);
    assertThat(applied.status()).as("%s", applied.json()).isEqualTo(200);
    assertThat(applied.json().path("block").longValue()).isPositive();
    turnsAway(sameNonce, "WRONG_NONCE");

    assertThat(node.submit(right).json()).as("the same again").isEqualTo(applied.json());
    assertThat(node.get("/v1/receipts/" + applied.json().path("hash").asText()).json())
        .isEqualTo(applied.json());
    JsonNode account = node.get("/v1/accounts/" + studio).json();
    assertThat(account.path("nonce").longValue()).isEqualTo(1);
    assertThat(account.path("balance").asText()).isEqualTo("1000000");

    JsonNode read = node.get(agreement + "?claims=true").json();
    assertThat(read.path("status").asText()).isEqualTo("ACTIVE");
    assertThat(read.path("parties").findValuesAsText("name")).containsExactly("client", "studio");
    JsonNode design = read.path("deliverables").get(0);
    assertThat(design.path("name").asText()).isEqualTo("design");
    assertThat(design.path("phase").asText()).isEqualTo("ANSWERING");
    assertThat(design.path("nextDeadline").longValue())
        .isGreaterThan(design.path("deliveredAt").longValue());
    assertThat(design.path("facts").get(1).path("name").asText()).isEqualTo("screens");
    assertThat(design.path("facts").get(1).path("claimed").asText()).isEqualTo("12");
    assertThat(design.path("pots").findValuesAsText("amount"))
        .containsExactlyInAnyOrder("2000000000", "400000000", "200000000");

    JsonNode timeline = node.get(agreement + "/timeline").json().path("events");
    assertThat(timeline.size()).isPositive();
    assertThat(timeline.get(0).path("number").longValue()).isZero();
    assertThat(timeline.toString()).contains("AgreementBegan", "ANSWERING");
    assertThat(timeline)
        .allSatisfy(event -> assertThat(event.path("sentence").asText()).isNotBlank());
    assertThat(timeline.findValuesAsText("sentence"))
        .anyMatch(sentence -> sentence.contains("the agreement has begun"))
        .anyMatch(sentence -> sentence.contains("delivered; other sources are asked"));
    assertThat(node.get("/v1/agreements/0/timeline?from=1").json().path("events").size())
        .isEqualTo(timeline.size() - 1);

    LiveNode.until(() -> node.get200("/v1/batches/1"));
    assertThat(node.get("/v1/health").json().path("lastBatch").path("height").longValue())
        .isPositive();
  }

  @Test
  void healthSaysHowTheNodeIs() throws Exception {
    Answer health = node.get("/v1/health");
    assertThat(health.status()).isEqualTo(200);
    assertThat(health.json().path("status").asText()).isEqualTo("fine");
    assertThat(health.json().path("l1").path("chainId").longValue()).isEqualTo(31_337);
    assertThat(health.json().path("block").longValue()).isPositive();
  }

  @Test
  void whatIsUnknownIsNotFound() throws Exception {
    for (String path :
        List.of(
            "/v1/agreements/77",
            "/v1/agreements/999999999999",
            "/v1/agreements/" + (1L << 56), // its leaves would be numbered as those of agreement 0
            "/v1/agreements/" + DOCUMENT,
            "/v1/agreements/77/timeline",
            "/v1/accounts/77",
            "/v1/accounts/99999999999",
            "/v1/receipts/" + DOCUMENT,
            "/v1/batches/7777",
            "/v1/nothing",
            "/")) {
      Answer answer = node.get(path);
      assertThat(answer.status()).as(path).isEqualTo(404);
      assertThat(answer.code()).as(path).isEqualTo("UNKNOWN");
    }
  }

  @Test
  void hostileRequestsAreAnsweredWithASentenceAndNeverWithATrace() throws Exception {
    List<String> bodies =
        List.of(
            "",
            "null",
            "[]",
            "{",
            "[".repeat(100_000),
            "{\"a\":".repeat(100_000),
            "{\"text\":5}",
            "{\"text\":\"" + "(".repeat(500_000) + "\"}",
            "{\"text\":\"\\u0000\\ud800\"}",
            "{\"transaction\":\"0x\"}",
            "{\"transaction\":\"0xzz\"}",
            "{\"transaction\":{}}",
            "{\"transaction\":\"0x" + "00".repeat(5_000) + "\"}",
            "{\"account\":-1,\"action\":{\"kind\":\"Accept\"}}",
            "{\"account\":1e9999,\"action\":{}}",
            "{\"account\":" + "9".repeat(900) + ",\"action\":{}}",
            "{\"account\":1,\"action\":{\"kind\":\"Clock\"}}",
            "{\"account\":1,\"action\":{\"kind\":\"Deliver\",\"agreement\":0,\"deliverable\":255,"
                + "\"facts\":{\"31\":\"-1\"}}}",
            "{\"account\":1,\"action\":{\"kind\":\"Reveal\",\"dispute\":4294967295,\"seat\":255,"
                + "\"salt\":\""
                + DOCUMENT
                + "\",\"ballot\":{}}}",
            "{\"account\":1,\"action\":{\"kind\":\"Deliver\",\"agreement\":4294967295,"
                + "\"deliverable\":0,\"facts\":{\"x\":1}}}",
            "{\"text\":\"a\",\"text\":\"b\"}");
    for (String path : List.of("/v1/compile", "/v1/transactions", "/v1/digests")) {
      for (String body : bodies) {
        Answer answer = node.post(path, body);
        String about = path + " " + body.substring(0, Math.min(80, body.length()));
        assertThat(answer.status()).as(about).isIn(400, 422);
        assertThat(answer.code()).as(about).isNotEmpty();
        assertThat(answer.json().toString()).as(about).doesNotContain("Exception", "\\tat ");
      }
    }
    assertThat(node.post("/v1/compile", "x".repeat(2_000_000)).status()).isEqualTo(413);
    assertThat(node.ask("DELETE", "/v1/health").status()).isEqualTo(405);
    assertThat(node.ask("GET", "/v1/compile").code()).isEqualTo("WRONG_METHOD");
    assertThat(node.get("/v1/health").status()).isEqualTo(200);
  }
}
