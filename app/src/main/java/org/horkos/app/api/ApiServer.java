package org.horkos.app.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.function.Function;
import org.horkos.app.command.Refusal;
import org.horkos.app.node.ServedNode;
import org.horkos.node.settlement.L1Failure;
import org.horkos.node.storage.StorageRefusal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API of a node: docs/operations/api.md. */
public final class ApiServer implements AutoCloseable {
  /** The most bytes that a request may have. */
  public static final long MAX_BODY = 1_572_864;

  private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

  private final Javalin javalin;

  private ApiServer(Javalin javalin) {
    this.javalin = javalin;
  }

  /**
   * Starts to answer.
   *
   * @param host the address to listen on
   * @param port the port; 0: any that is free
   * @throws Refusal if the port is in use or the host is not this machine's
   */
  public static ApiServer start(ServedNode node, String host, int port) {
    Javalin javalin = Javalin.create(config -> configure(config, node));
    try {
      return new ApiServer(javalin.start(host, port));
    } catch (RuntimeException failed) {
      javalin.stop();
      throw refusal(failed, host, port);
    }
  }

  /**
   * Tries whether the API could listen there now, for those who make things before it does.
   *
   * @param port the port; 0: any that is free
   * @throws Refusal if the port is in use or the host is not this machine's
   */
  public static void checkFree(String host, int port) {
    try (ServerSocket tried = new ServerSocket()) {
      tried.bind(new InetSocketAddress(host, port));
    } catch (IOException failed) {
      throw refusal(failed, host, port);
    }
  }

  private static Refusal refusal(Exception failed, String host, int port) {
    for (@Nullable Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException && String.valueOf(cause.getMessage()).contains("in use")) {
        return inUse(host, port);
      }
    }
    if (failed.getClass().getSimpleName().equals("JavalinBindException")
        && String.valueOf(failed.getMessage()).contains("in use")) {
      return inUse(host, port);
    }
    return Refusal.input(
        "The API cannot listen on "
            + host
            + ", port "
            + port
            + ": let api.host be an address of this machine and api.port one that you may use.");
  }

  private static Refusal inUse(String host, int port) {
    return Refusal.input(
        "Port "
            + port
            + " of "
            + host
            + " is in use: stop what listens there, or set api.port to another port.");
  }

  private static void configure(JavalinConfig config, ServedNode node) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    config.http.maxRequestSize = MAX_BODY;
    config.http.prefer405over404 = true;
    config.http.defaultContentType = "application/json";
    config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    config.router.javaLangErrorHandler((response, error) -> broken(response::setStatus, error));
    config.routes.exception(
        ApiProblem.class,
        (problem, context) ->
            answer(context, problem.status(), error(problem.code(), problem.sentence())));
    config.routes.exception(
        L1Failure.class,
        (failure, context) ->
            answer(
                context,
                503,
                error("L1_" + failure.kind().name(), String.valueOf(failure.getMessage()))));
    config.routes.exception(
        StorageRefusal.class,
        (failure, context) ->
            answer(
                context,
                503,
                error("STORAGE_" + failure.kind().name(), String.valueOf(failure.getMessage()))));
    config.routes.exception(
        HttpResponseException.class,
        (failure, context) ->
            answer(context, failure.getStatus(), error(code(failure), sentence(failure))));
    config.routes.exception(
        Exception.class,
        (failure, context) -> {
          broken(context::status, failure);
          answer(context, 500, error("INTERNAL", "The node failed to answer. Its log says why."));
        });
    routes(config, node);
  }

  private static void routes(JavalinConfig config, ServedNode node) {
    CompileEndpoint compile = new CompileEndpoint(node);
    TransactionEndpoint transactions = new TransactionEndpoint(node);
    AgreementEndpoint agreements = new AgreementEndpoint(node);
    RollupEndpoint rollup = new RollupEndpoint(node);
    post(config, "/v1/compile", compile::answer);
    post(config, "/v1/transactions", transactions::submit);
    post(config, "/v1/digests", transactions::digest);
    get(config, "/v1/receipts/{hash}", transactions::receipt);
    get(config, "/v1/agreements/{agreement}", agreements::agreement);
    get(config, "/v1/agreements/{agreement}/timeline", agreements::timeline);
    get(config, "/v1/accounts", rollup::accountOf);
    get(config, "/v1/accounts/{id}", rollup::account);
    get(config, "/v1/batches/{height}", rollup::batch);
    get(config, "/v1/health", rollup::health);
    MetricsEndpoint metrics = new MetricsEndpoint(node);
    config.routes.get(
        "/v1/metrics",
        context -> context.contentType(MetricsEndpoint.CONTENT).result(metrics.scrape()));
  }

  private static void get(
      JavalinConfig config, String path, Function<Context, ObjectNode> endpoint) {
    config.routes.get(path, context -> write(context, endpoint.apply(context)));
  }

  private static void post(
      JavalinConfig config, String path, Function<Context, ObjectNode> endpoint) {
    config.routes.post(path, context -> write(context, endpoint.apply(context)));
  }

  private static void write(Context context, ObjectNode json) {
    context.contentType("application/json").result(json.toString());
  }

  private static void answer(Context context, int status, ObjectNode error) {
    context.status(status);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("error", error);
    write(context, json);
  }

  private static void broken(java.util.function.IntConsumer status, Throwable failure) {
    LOG.error("a request could not be answered", failure);
    status.accept(500);
  }

  /** A code with its sentence, as in every answer that is a problem. */
  static ObjectNode error(String code, String sentence) {
    return JsonNodeFactory.instance.objectNode().put("code", code).put("sentence", sentence);
  }

  private static String code(HttpResponseException failure) {
    return switch (failure.getStatus()) {
      case 404 -> "UNKNOWN";
      case 405 -> "WRONG_METHOD";
      case 413 -> "TOO_LARGE";
      default -> "MALFORMED";
    };
  }

  private static String sentence(HttpResponseException failure) {
    return switch (failure.getStatus()) {
      case 404 -> "There is nothing at this path. docs/operations/api.md lists what there is.";
      case 405 -> "This path is not asked by this method. docs/operations/api.md says how.";
      case 413 -> "A request has at most " + MAX_BODY + " bytes.";
      default -> "The request is not one that the API understands.";
    };
  }

  /**
   * A whole number in a path or query, 0 to 2^63 - 1.
   *
   * @param name for the sentence
   */
  static long number(String text, String name) {
    if (!text.matches("[0-9]{1,18}")) {
      throw ApiProblem.malformed("'" + name + "' is a whole number of at most 18 digits.");
    }
    return Long.parseLong(text);
  }

  /** The port that it listens on. */
  public int port() {
    return javalin.port();
  }

  /** Answers what it has begun to answer, and stops. */
  @Override
  public void close() {
    javalin.stop();
  }
}
