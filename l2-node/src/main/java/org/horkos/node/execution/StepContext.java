package org.horkos.node.execution;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.value.Address;
import org.horkos.node.state.Leaf;
import org.horkos.node.state.State;

/** What all parts of a step's execution share: the state, L1, and the effects so far. */
final class StepContext {
  final State state;
  final BatchContext batch;
  final L1View l1;
  final TermsLibrary library;
  final Address vault;
  final List<StepEffect> effects = new ArrayList<>();

  /** Whether the rule program decides alone: what L1 will do, whatever Drools says. */
  boolean programAlone;

  StepContext(State state, BatchContext batch, L1View l1, TermsLibrary library, Address vault) {
    this.state = state;
    this.batch = batch;
    this.l1 = l1;
    this.library = library;
    this.vault = vault;
  }

  /** L2 time, Unix seconds. */
  long now() {
    return state.globals().time();
  }

  /** Where to go back to. */
  record Mark(int state, int effects) {}

  Mark mark() {
    return new Mark(state.mark(), effects.size());
  }

  void rollback(Mark mark) {
    state.rollback(mark.state);
    effects.subList(mark.effects, effects.size()).clear();
  }

  /** Adds to a balance; false, with nothing changed, if there is no such account or no room. */
  boolean credit(long account, BigInteger amount) {
    Optional<Leaf.Account> leaf = state.account(account);
    if (leaf.isEmpty()) {
      return false;
    }
    BigInteger balance = leaf.get().balance().add(amount);
    if (balance.bitLength() > 128) {
      return false;
    }
    state.put(account, leaf.get().withBalance(balance));
    effects.add(new StepEffect.Credited(account, amount));
    return true;
  }

  /**
   * Takes from a balance; false, with nothing changed, if there is no such account or too little.
   */
  boolean debit(long account, BigInteger amount) {
    Optional<Leaf.Account> leaf = state.account(account);
    if (leaf.isEmpty() || leaf.get().balance().compareTo(amount) < 0) {
      return false;
    }
    state.put(account, leaf.get().withBalance(leaf.get().balance().subtract(amount)));
    effects.add(new StepEffect.Debited(account, amount));
    return true;
  }

  /** Appends a message to L1. */
  void send(Leaf.OutboxLeaf message) {
    Leaf.Globals globals = state.globals();
    state.put(globals.outbox(), message);
    state.put(globals.withOutbox(globals.outbox() + 1));
    effects.add(new StepEffect.Sent(globals.outbox(), message));
  }
}
