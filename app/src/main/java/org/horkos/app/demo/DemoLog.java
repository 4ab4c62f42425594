package org.horkos.app.demo;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.horkos.app.command.Progress;
import org.horkos.app.simulation.Narrator;
import org.horkos.app.simulation.Reasons;
import org.horkos.arbitration.dispute.DisputeState.ContestedFact;
import org.horkos.dsl.backend.terms.DeliverableTerms;
import org.horkos.engine.lifecycle.DeliverableState;
import org.horkos.engine.lifecycle.Effect;
import org.horkos.engine.lifecycle.FactWords;
import org.horkos.engine.rules.DroolsEvaluator;
import org.horkos.engine.rules.Explanation;
import org.horkos.engine.verdict.Verdict;
import org.horkos.node.execution.StepEffect;
import org.horkos.node.state.Leaf;

/**
 * Hears what the node executes: tells it with its reasons, and keeps how each deliverable ended.
 * Telling asks the node's state, so it is done on a thread of its own, in order.
 */
final class DemoLog implements AutoCloseable {
  private final Progress progress;
  private final Wallet wallet;
  private final Patience patience;
  private final ExecutorService teller =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("teller").factory());
  private CompletableFuture<Void> told = CompletableFuture.completedFuture(null);

  // Only the teller touches these.
  private final Map<Long, DemoStage.Opened> followed = new HashMap<>();
  private final Map<Long, DroolsEvaluator> rules = new HashMap<>();
  private final Map<Long, List<Judgement>> judged = new HashMap<>();
  private final Map<Long, Map<Integer, Effect.Ruled>> rulings = new HashMap<>();
  private final List<StepEffect.InAgreement> early = new ArrayList<>();

  DemoLog(Progress progress, Wallet wallet, Patience patience) {
    this.progress = progress;
    this.wallet = wallet;
    this.patience = patience;
  }

  /** Tells of this agreement from now on, and what has happened in it before. */
  void follow(DemoStage.Opened opened) {
    next(
        () -> {
          DemoAgreement demo = opened.agreement();
          followed.put(opened.id(), opened);
          rules.put(
              opened.id(), new DroolsEvaluator(demo.agreement(), demo.bindings(), demo.terms()));
          early.stream().filter(effect -> effect.agreement() == opened.id()).forEach(this::tell);
          early.removeIf(effect -> effect.agreement() == opened.id());
        });
  }

  /** The effects of a stored block. */
  void take(List<StepEffect> effects) {
    List<StepEffect.InAgreement> in =
        effects.stream()
            .filter(StepEffect.InAgreement.class::isInstance)
            .map(StepEffect.InAgreement.class::cast)
            .toList();
    if (!in.isEmpty()) {
      next(() -> in.forEach(this::hear));
    }
  }

  private void hear(StepEffect.InAgreement effect) {
    if (followed.containsKey(effect.agreement())) {
      tell(effect);
    } else {
      early.add(effect);
    }
  }

  private synchronized void next(Runnable telling) {
    told = told.thenRunAsync(telling, teller);
  }

  /**
   * Returns when all that was heard is told.
   *
   * @throws DemoFailure if it could not be told
   */
  void told() {
    CompletableFuture<Void> all;
    synchronized (this) {
      all = told;
    }
    patience.await(all, "the node's state");
  }

  /** How the deliverables of an agreement ended, in the order in which they did. */
  List<Judgement> judged(long agreement) {
    told();
    return List.copyOf(judged.getOrDefault(agreement, List.of()));
  }

  private void tell(StepEffect.InAgreement in) {
    DemoStage.Opened opened = Objects.requireNonNull(followed.get(in.agreement()));
    Narrator narrator = opened.agreement().narrator();
    narrator.tell(in.effect()).forEach(sentence -> say(opened, sentence));
    if (in.effect() instanceof Effect.Asserted asserted && !asserted.missed()) {
      Leaf.DeliverableLeaf leaf = leaf(opened, asserted.deliverable());
      explain(opened, leaf, asserted.deliverable(), asserted.verdict(), Map.of())
          .ifPresent(
              why -> {
                int deliverable = asserted.deliverable();
                // One that is open again within the same step has forgotten what was said.
                if (leaf.phase() != DeliverableState.Phase.OPEN) {
                  new Reasons(narrator)
                      .silences(
                          deliverable,
                          opened.agreement().terms().deliverables().get(deliverable),
                          leaf.facts(),
                          leaf.deliveredAt(),
                          asserted.at())
                      .forEach(sentence -> say(opened, sentence));
                }
                tell(opened, deliverable, why);
              });
    }
    if (in.effect() instanceof Effect.Ruled ruled) {
      rulings
          .computeIfAbsent(in.agreement(), id -> new HashMap<>())
          .put(ruled.deliverable(), ruled);
    }
    if (in.effect() instanceof Effect.Ended ended) {
      keep(opened, ended);
    }
  }

  private void say(DemoStage.Opened opened, String sentence) {
    progress.say(opened.agreement().title() + ":   " + sentence);
  }

  private void tell(DemoStage.Opened opened, int deliverable, Explanation why) {
    new Reasons(opened.agreement().narrator())
        .timeline(deliverable, why)
        .forEach(sentence -> say(opened, sentence));
  }

  private void keep(DemoStage.Opened opened, Effect.Ended ended) {
    Leaf.DeliverableLeaf leaf = leaf(opened, ended.deliverable());
    Optional<Effect.Ruled> ruled =
        Optional.ofNullable(rulings.getOrDefault(opened.id(), Map.of()).get(ended.deliverable()));
    Map<Integer, BigInteger> found = new TreeMap<>();
    ruled.ifPresent(
        ruling -> ruling.findings().forEach(finding -> found.put(finding.fact(), finding.word())));
    Optional<Explanation> why =
        ended
            .verdict()
            .flatMap(verdict -> explain(opened, leaf, ended.deliverable(), verdict, found));
    if (ruled.isPresent()) {
      why.ifPresent(rule -> tell(opened, ended.deliverable(), rule)); // on the facts as found
    }
    List<ContestedFact> contested =
        leaf.dispute()
            .flatMap(id -> wallet.read(machine -> machine.state().dispute(id)))
            .map(dispute -> dispute.state().contested())
            .orElse(List.of());
    judged
        .computeIfAbsent(opened.id(), id -> new ArrayList<>())
        .add(new Judgement(ended, why, contested, ruled));
  }

  private Leaf.DeliverableLeaf leaf(DemoStage.Opened opened, int deliverable) {
    return wallet
        .read(machine -> machine.state().deliverable(opened.id(), deliverable))
        .orElseThrow();
  }

  /** The rules on the facts of the state; absent if these are not those of the verdict any more. */
  private Optional<Explanation> explain(
      DemoStage.Opened opened,
      Leaf.DeliverableLeaf leaf,
      int deliverable,
      Verdict verdict,
      Map<Integer, BigInteger> found) {
    if (leaf.deliveredAt() == 0) {
      return Optional.empty();
    }
    DeliverableTerms part = opened.agreement().terms().deliverables().get(deliverable);
    return Optional.of(
            Objects.requireNonNull(rules.get(opened.id()))
                .explain(
                    deliverable,
                    FactWords.sheet(part, leaf.facts(), leaf.due(), leaf.deliveredAt(), found)))
        .filter(why -> why.verdict().equals(verdict));
  }

  @Override
  public void close() {
    teller.shutdownNow();
  }
}
