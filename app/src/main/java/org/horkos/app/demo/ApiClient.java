package org.horkos.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HexFormat;
import org.horkos.app.api.ActionWriter;
import org.horkos.dsl.value.Hash;
import org.horkos.node.step.Action;

/** Speaks to the node's API over HTTP, as anybody would. */
final class ApiClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI api;

  /** A client of the API on this port of this machine. */
  ApiClient(int port) {
    this.api = URI.create("http://127.0.0.1:" + port);
  }

  /**
   * What an account's owner signs for an action.
   *
   * @param unsigned the packed transaction, up to its signature
   */
  record ToSign(Hash digest, byte[] unsigned) {}

  /**
   * Asks what to sign.
   *
   * @throws DemoFailure with the node's sentence if there is nothing to sign
   */
  ToSign digest(long account, Action action) {
    ObjectNode body = JSON.createObjectNode().put("account", account);
    body.set("action", ActionWriter.write(action));
    JsonNode answer = post("/v1/digests", body);
    return new ToSign(
        Hash.parse(answer.path("digest").asText()),
        HexFormat.of().parseHex(answer.path("unsigned").asText().substring(2)));
  }

  /**
   * Sends a signed transaction; returns when its block is stored.
   *
   * @throws DemoFailure with the node's sentence if it is turned away
   */
  void submit(byte[] transaction) {
    post(
        "/v1/transactions",
        JSON.createObjectNode().put("transaction", "0x" + HexFormat.of().formatHex(transaction)));
  }

  private JsonNode post(String path, ObjectNode body) {
    HttpRequest request =
        HttpRequest.newBuilder(api.resolve(path))
            .timeout(PATIENCE)
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      JsonNode answer = JSON.readTree(response.body());
      if (response.statusCode() != 200) {
        throw new DemoFailure(answer.path("error").path("sentence").asText());
      }
      return answer;
    } catch (IOException failed) {
      throw new DemoFailure("the node's API does not answer: " + failed.getMessage(), failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new DemoFailure("the demo was interrupted", interrupted);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
