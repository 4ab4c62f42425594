package org.horkos.app.api;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.ToDoubleFunction;
import org.horkos.app.node.ServedNode;
import org.horkos.node.sequencing.SequencerHealth;
import org.horkos.node.validation.ValidatorProgress;

/** {@code GET /v1/metrics}: how the node is, in Prometheus' text format. */
final class MetricsEndpoint {
  /** What the answer is. */
  static final String CONTENT = "text/plain; version=0.0.4; charset=utf-8";

  private static final double NANOSECONDS = 1e9;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  MetricsEndpoint(ServedNode node) {
    gauge(node, "horkos.running", "1 while it works", health -> health.running() ? 1 : 0);
    gauge(node, "horkos.block", "Number of the newest block", SequencerHealth::block);
    gauge(node, "horkos.time.seconds", "L2 time, Unix seconds", SequencerHealth::time);
    gauge(node, "horkos.l1.time.seconds", "L2 time that L1 allows", SequencerHealth::l1Time);
    gauge(node, "horkos.inbox.consumed", "Messages consumed", SequencerHealth::inboxCount);
    gauge(node, "horkos.steps", "Steps in all blocks", SequencerHealth::steps);
    gauge(node, "horkos.waiting", "Transactions that wait", SequencerHealth::waiting);
    if (node.validation().isPresent()) {
      counter(node, "horkos.validator.batches", "Batches checked", ValidatorProgress::batches);
      counter(node, "horkos.validator.chunks", "Chunks checked", ValidatorProgress::chunks);
      counter(
          node,
          "horkos.validator.chunk.seconds",
          "Time that checking chunks took",
          progress -> progress.nanoseconds() / NANOSECONDS);
      counter(node, "horkos.validator.frauds", "Wrong roots found", ValidatorProgress::frauds);
      counter(node, "horkos.validator.proofs", "Fraud proofs sent", ValidatorProgress::proofs);
      Gauge.builder(
              "horkos.validator.lag.blocks",
              node,
              served -> served.validation().map(ValidatorProgress::lag).orElse(0L))
          .description("Blocks of L1 that are not checked yet")
          .register(registry);
    }
  }

  private void gauge(
      ServedNode node, String name, String what, ToDoubleFunction<SequencerHealth> value) {
    Gauge.builder(name, node, served -> value.applyAsDouble(served.health()))
        .description(what)
        .register(registry);
  }

  private void counter(
      ServedNode node, String name, String what, ToDoubleFunction<ValidatorProgress> value) {
    FunctionCounter.builder(
            name, node, served -> served.validation().map(value::applyAsDouble).orElse(0.0))
        .description(what)
        .register(registry);
  }

  /** All values as they are now. */
  String scrape() {
    return registry.scrape();
  }
}
