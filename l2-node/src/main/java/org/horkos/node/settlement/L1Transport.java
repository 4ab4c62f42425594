package org.horkos.node.settlement;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import okhttp3.OkHttpClient;
import org.web3j.protocol.exceptions.ClientConnectionException;
import org.web3j.protocol.http.HttpService;

/**
 * JSON-RPC over HTTP that tries again a few times, waiting longer each time, before it says that L1
 * is gone. Every request of a node may be repeated: reads, and raw transactions, which are the same
 * transaction the second time.
 */
final class L1Transport extends HttpService {
  private final URI url;
  private final int attempts;
  private final Duration firstPause;
  private final Duration limit;
  private final OkHttpClient client;

  private L1Transport(
      URI url, int attempts, Duration firstPause, Duration limit, OkHttpClient client) {
    super(url.toString(), client, false);
    this.url = url;
    this.attempts = attempts;
    this.firstPause = firstPause;
    this.limit = limit;
    this.client = client;
  }

  /**
   * Requests to one address.
   *
   * @param timeout of one attempt
   * @param attempts of one request, at least 1
   * @param firstPause before the second attempt
   * @param limit after so long a request that fails is not tried again, whatever attempts are left
   */
  static L1Transport to(
      URI url, Duration timeout, int attempts, Duration firstPause, Duration limit) {
    OkHttpClient client =
        new OkHttpClient.Builder()
            .connectTimeout(timeout)
            .readTimeout(timeout)
            .writeTimeout(timeout)
            .build();
    return new L1Transport(url, attempts, firstPause, limit, client);
  }

  @Override
  protected InputStream performIO(String request) throws IOException {
    Duration pause = firstPause;
    long begun = System.nanoTime();
    for (int attempt = 1; ; attempt++) {
      try {
        return super.performIO(request);
      } catch (ClientConnectionException | IOException e) {
        if (attempt >= attempts || System.nanoTime() - begun >= limit.toNanos()) {
          throw new L1Failure(
              L1Failure.Kind.GONE,
              "L1 at "
                  + url
                  + " is gone ("
                  + reason(e)
                  + "): start it, or check its address; nothing is lost meanwhile.",
              e);
        }
      }
      sleep(pause);
      pause = pause.multipliedBy(3);
    }
  }

  private static String reason(Exception e) {
    String message = String.valueOf(e.getMessage());
    String first = message.lines().findFirst().orElse("no answer");
    return first.length() > 120 ? first.substring(0, 120) : first;
  }

  private void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new L1Failure(L1Failure.Kind.GONE, "Waiting for L1 at " + url + " was interrupted.", e);
    }
  }

  /** Ends the connections that are kept open; their idle threads would hold a JVM back. */
  @Override
  public void close() throws IOException {
    super.close();
    end();
  }

  /** The same, which cannot fail. */
  void end() {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }
}
