package org.horkos.node.settlement;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.exceptions.ClientConnectionException;
import org.web3j.protocol.http.HttpService;

/**
 * JSON-RPC over HTTP that tries again a few times, waiting longer each time, before it says that L1
 * is gone. Every request of a node may be repeated: reads, and raw transactions, which are the same
 * transaction the second time. Whoever answers on a new connection is asked first whether it is
 * still the same chain.
 */
final class L1Transport extends HttpService {
  private final URI url;
  private final int attempts;
  private final Duration firstPause;
  private final Duration limit;
  private final OkHttpClient client;
  private final AtomicLong connections;
  private final HttpService unchecked;
  private volatile Optional<ChainIdentity> chain = Optional.empty();
  private long checked;

  private L1Transport(
      URI url,
      int attempts,
      Duration firstPause,
      Duration limit,
      OkHttpClient client,
      AtomicLong connections) {
    super(url.toString(), client, false);
    this.unchecked = new HttpService(url.toString(), client, false);
    this.connections = connections;
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
    AtomicLong connections = new AtomicLong();
    OkHttpClient client =
        new OkHttpClient.Builder()
            .eventListener(new Connected(connections))
            .connectTimeout(timeout)
            .readTimeout(timeout)
            .writeTimeout(timeout)
            .build();
    return new L1Transport(url, attempts, firstPause, limit, client, connections);
  }

  /** Counts connections. */
  private static final class Connected extends EventListener {
    private final AtomicLong connections;

    Connected(AtomicLong connections) {
      this.connections = connections;
    }

    @Override
    public void connectEnd(
        Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol) {
      connections.incrementAndGet();
    }
  }

  /** From now on no other chain than this may answer. */
  void only(ChainIdentity identity) {
    chain = Optional.of(identity);
  }

  /**
   * INVARIANT: no answer of another chain is handed on. Behind a connection that stands, L1 does
   * not change; behind a new one, or after an error, it is asked which it is.
   */
  private synchronized void checkChain() throws IOException {
    long now = connections.get();
    if (chain.isPresent() && checked != now) {
      chain.get().check(unchecked, url);
      checked = now;
    }
  }

  @Override
  protected InputStream performIO(String request) throws IOException {
    Duration pause = firstPause;
    long begun = System.nanoTime();
    for (int attempt = 1; ; attempt++) {
      try {
        InputStream answer = super.performIO(request);
        checkChain();
        return answer;
      } catch (ClientConnectionException | IOException e) {
        connections.incrementAndGet();
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
