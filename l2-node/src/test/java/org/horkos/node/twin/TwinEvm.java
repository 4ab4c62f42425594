package org.horkos.node.twin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.horkos.dsl.value.Address;
import org.horkos.node.settlement.Anvil;
import org.horkos.node.settlement.DevelopmentKeys;
import org.horkos.node.settlement.ProjectRoot;

/**
 * A real EVM that runs the Solidity twins: deploys contracts as the build compiled them, and calls
 * them many at a time. Nothing that a call does persists.
 */
final class TwinEvm implements AutoCloseable {
  /** The most gas of a call: what L1 lets a transaction have (EIP-7825). */
  static final long GAS = 1L << 24;

  /** What is measured may take more: to see by how much. */
  private static final long METERED = 1L << 27;

  private static final int BATCH = 100;

  /** The most bytes of call data in a batch: anvil takes requests of 2 MB. */
  private static final int BATCH_BYTES = 500_000;

  private static final List<String> MODULES = List.of("escrow", "arbitration", "engine", "l2-node");
  private static final HexFormat HEX = HexFormat.of();

  /**
   * Calls the address in the first word of its call data with the rest, and returns the gas that it
   * took and whether it succeeded: the cost of the call between contracts, without a transaction's.
   */
  private static final String GAS_METER =
      "60203603" // n, the length of what follows the address
          + "806020600037" // copy it to memory
          + "5a" // gas before
          + "6000600083600060006000355af1" // call
          + "5a" // gas after
          + "90602052" // second word: whether it succeeded
          + "9003600052" // first word: before - after
          + "60406000f3";

  private final Anvil anvil = Anvil.start();
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final String sender = DevelopmentKeys.key(0).getAddress();
  private final Address meter;
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong nanos = new AtomicLong();

  private TwinEvm() {
    int length = GAS_METER.length() / 2;
    // the shortest constructor: return all that follows it
    meter = create(String.format(Locale.ROOT, "60%02x80600b6000396000f3", length) + GAS_METER);
  }

  /** What a call came to. */
  sealed interface Answer {
    /** It returned. */
    record Returned(byte[] data) implements Answer {}

    /**
     * It reverted.
     *
     * @param data the ABI encoded error; empty for a revert without one or an invalid instruction
     * @param message what the EVM says
     */
    record Reverted(byte[] data, String message) implements Answer {}

    /** What it returned, as hex; a revert says so. */
    default String hex() {
      return switch (this) {
        case Returned returned -> HEX.formatHex(returned.data());
        case Reverted reverted -> "reverted " + HEX.formatHex(reverted.data());
      };
    }
  }

  /** Starts one on a free port. */
  static TwinEvm start() {
    return new TwinEvm();
  }

  /**
   * Deploys a contract of any module.
   *
   * @param name as in Solidity; {@code target/contracts} of its module has it
   * @param arguments of its constructor, as {@link Abi} takes them
   */
  TwinContract deploy(String name, Object... arguments) {
    return new TwinContract(name, create(creation(name, arguments)), compiled(name).get("abi"));
  }

  /** A contract that was deployed by another name, as this interface. */
  TwinContract as(String name, TwinContract deployed) {
    return new TwinContract(name, deployed.address(), compiled(name).get("abi"));
  }

  private String creation(String name, Object... arguments) {
    JsonNode compiled = compiled(name);
    byte[] encoded = new byte[0];
    for (JsonNode entry : compiled.get("abi")) {
      if (entry.get("type").asText().equals("constructor")) {
        encoded = Abi.encode(entry.get("inputs"), Arrays.asList(arguments));
      }
    }
    return compiled.get("bytecode").asText() + HEX.formatHex(encoded);
  }

  /** The same at an address of one's choice, where its constructor runs. */
  TwinContract place(Address at, String name, Object... arguments) {
    String code = creation(name, arguments);
    ask("anvil_setCode", "\"" + at + "\",\"0x" + code + "\"");
    if (!(call(at, List.of(new byte[0])).getFirst() instanceof Answer.Returned(byte[] runtime))) {
      throw new IllegalStateException(name + " could not be made at " + at);
    }
    receipt("{\"from\":\"%s\",\"to\":\"%s\",\"gas\":\"0x%x\"}".formatted(sender, at, GAS));
    ask("anvil_setCode", "\"" + at + "\",\"0x" + HEX.formatHex(runtime) + "\"");
    return new TwinContract(name, at, compiled(name).get("abi"));
  }

  /** The slot of a contract's storage in which this stands. */
  long slot(String contract, String label) {
    for (JsonNode variable : compiled(contract).get("storageLayout").get("storage")) {
      if (variable.get("label").asText().equals(label)) {
        return variable.get("slot").asLong();
      }
    }
    throw new IllegalArgumentException(contract + " keeps no " + label);
  }

  /** Where it listens. */
  URI url() {
    return anvil.url();
  }

  /** Calls a contract once for each of these call data, in batches; answers in their order. */
  List<Answer> call(TwinContract contract, List<byte[]> callData) {
    return call(contract.address(), callData);
  }

  /** Calls a contract. */
  Answer call(TwinContract contract, byte[] callData) {
    return call(contract, List.of(callData)).getFirst();
  }

  /**
   * The gas that another contract pays for this call, {@code CALL} and cold access included.
   *
   * @throws IllegalStateException if the call reverts
   */
  long gas(TwinContract contract, byte[] callData) {
    byte[] metered = new byte[32 + callData.length];
    System.arraycopy(contract.address().bytes(), 0, metered, 12, Address.SIZE);
    System.arraycopy(callData, 0, metered, 32, callData.length);
    return switch (answer(send(request("eth_call", 0, transaction(meter, metered, METERED))))) {
      case Answer.Returned(byte[] data) -> {
        if (data[63] != 1) {
          throw new IllegalStateException("the metered call reverts");
        }
        yield new BigInteger(1, data, 0, 32).longValueExact();
      }
      case Answer.Reverted(_, String message) ->
          throw new IllegalStateException("the gas meter reverts: " + message);
    };
  }

  /** How many calls a second there were so far, HTTP and JSON included. */
  long callsPerSecond() {
    return nanos.get() == 0 ? 0 : Math.round(calls.get() * 1e9 / nanos.get());
  }

  @Override
  public void close() {
    http.close();
    anvil.close();
  }

  private List<Answer> call(Address to, List<byte[]> callData) {
    long began = System.nanoTime();
    List<Answer> answers = new ArrayList<>(callData.size());
    int from = 0;
    while (from < callData.size()) {
      List<String> requests = new ArrayList<>();
      int bytes = 0;
      for (int i = from; i < callData.size() && requests.size() < BATCH; i++) {
        bytes += callData.get(i).length;
        if (bytes > BATCH_BYTES && i > from) {
          break;
        }
        requests.add(request("eth_call", requests.size(), transaction(to, callData.get(i))));
      }
      answers.addAll(answers(send("[" + String.join(",", requests) + "]"), requests.size()));
      from += requests.size();
    }
    calls.addAndGet(callData.size());
    nanos.addAndGet(System.nanoTime() - began);
    return answers;
  }

  private String transaction(Address to, byte[] data) {
    return transaction(to, data, GAS);
  }

  private String transaction(Address to, byte[] data, long gas) {
    return "{\"from\":\"%s\",\"to\":\"%s\",\"gas\":\"0x%x\",\"data\":\"0x%s\"},\"latest\""
        .formatted(sender, to, gas, HEX.formatHex(data));
  }

  private static List<Answer> answers(JsonNode batch, int expected) {
    Answer[] answers = new Answer[expected];
    for (JsonNode one : batch) {
      answers[one.get("id").asInt()] = answer(one);
    }
    for (Answer answer : answers) {
      if (answer == null) {
        throw new IllegalStateException("anvil left a call of the batch without an answer");
      }
    }
    return List.of(answers);
  }

  private static Answer answer(JsonNode one) {
    JsonNode error = one.get("error");
    if (error == null) {
      return new Answer.Returned(bytes(one.get("result").asText()));
    }
    String message = error.get("message").asText();
    if (!message.contains("revert") && !message.startsWith("EVM error")) {
      throw new IllegalStateException("anvil refuses a call: " + message);
    }
    return new Answer.Reverted(bytes(error.path("data").asText("0x")), message);
  }

  private Address create(String code) {
    String transaction =
        "{\"from\":\"%s\",\"gas\":\"0x%x\",\"data\":\"0x%s\"}".formatted(sender, GAS, code);
    return Address.parse(receipt(transaction).get("contractAddress").asText());
  }

  private JsonNode receipt(String transaction) {
    String hash = ask("eth_sendTransaction", transaction).asText();
    ask("evm_mine", "");
    JsonNode receipt = ask("eth_getTransactionReceipt", "\"" + hash + "\"");
    if (!receipt.get("status").asText().equals("0x1")) {
      throw new IllegalStateException("a contract could not be deployed: " + receipt);
    }
    return receipt;
  }

  /** The result of any JSON-RPC method; its parameters as JSON, one after the other. */
  JsonNode ask(String method, String parameters) {
    JsonNode answer = send(request(method, 0, parameters));
    if (answer.has("error")) {
      throw new IllegalStateException(method + ": " + answer.get("error"));
    }
    return answer.get("result");
  }

  private static String request(String method, int id, String parameters) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":[%s]}"
        .formatted(id, method, parameters);
  }

  private JsonNode send(String body) {
    HttpRequest request =
        HttpRequest.newBuilder(anvil.url())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return json.readTree(http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
    } catch (IOException e) {
      throw new UncheckedIOException("anvil does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("waiting for anvil was interrupted", e);
    }
  }

  private JsonNode compiled(String name) {
    for (String module : MODULES) {
      Path file =
          ProjectRoot.find().resolve(module).resolve("target/contracts").resolve(name + ".json");
      if (Files.exists(file)) {
        try {
          return json.readTree(Files.readAllBytes(file));
        } catch (IOException e) {
          throw new UncheckedIOException(file + " cannot be read", e);
        }
      }
    }
    throw new IllegalArgumentException(
        "no module has " + name + " in target/contracts: run the build, which compiles it");
  }

  private static byte[] bytes(String hex) {
    return HEX.parseHex(hex.substring(2));
  }
}
