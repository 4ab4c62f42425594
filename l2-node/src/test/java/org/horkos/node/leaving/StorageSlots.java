package org.horkos.node.leaving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;
import org.horkos.dsl.value.Keccak;
import org.horkos.node.settlement.ProjectRoot;

/** Where the compiler has put a contract's variables. */
final class StorageSlots {
  private StorageSlots() {}

  /** The slot of a variable of a contract of this module. */
  static long of(String contract, String variable) {
    try {
      JsonNode layout =
          new ObjectMapper()
              .readTree(
                  ProjectRoot.find()
                      .resolve("l2-node/target/contracts")
                      .resolve(contract + ".json")
                      .toFile())
              .get("storageLayout");
      for (JsonNode entry : layout.get("storage")) {
        if (entry.get("label").asText().equals(variable)) {
          return entry.get("slot").asLong();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(contract + " is not compiled", e);
    }
    throw new IllegalArgumentException(contract + " has no " + variable);
  }

  /** The slot of an address in the map that has this slot. */
  static Hash ofKey(Address key, long slot) {
    byte[] words = new byte[2 * Hash.SIZE];
    System.arraycopy(key.bytes(), 0, words, Hash.SIZE - Address.SIZE, Address.SIZE);
    for (int i = 0; i < Long.BYTES; i++) {
      words[2 * Hash.SIZE - 1 - i] = (byte) (slot >>> (8 * i));
    }
    return Keccak.hash(words);
  }

  /** Sets a slot of a contract on an anvil, as only a development chain lets one. */
  static void set(URI anvil, Address contract, Hash slot, long value) {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"anvil_setStorageAt\",\"params\":[\"%s\",\"%s\",\"0x%064x\"]}"
            .formatted(contract, slot, value);
    HttpRequest request =
        HttpRequest.newBuilder(anvil)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
      if (!answer.contains("\"result\":true")) {
        throw new IllegalStateException("anvil does not set a slot: " + answer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("anvil does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("waiting for anvil was interrupted", e);
    }
  }
}
