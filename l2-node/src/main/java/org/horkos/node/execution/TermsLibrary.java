package org.horkos.node.execution;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsCodec;
import org.horkos.dsl.value.Hash;
import org.horkos.engine.verdict.Evaluator;
import org.horkos.node.inbox.OpenedTerms;

/** Decoded terms with their evaluators; the last used are kept, since decoding costs more. */
final class TermsLibrary {
  private static final int KEPT = 4_096;

  private final Function<Terms, Evaluator> evaluators;
  private final Map<Hash, Volume> kept =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Hash, Volume> eldest) {
          return size() > KEPT;
        }
      };

  TermsLibrary(Function<Terms, Evaluator> evaluators) {
    this.evaluators = evaluators;
  }

  /** Terms with what runs their rules. */
  record Volume(Terms terms, Evaluator evaluator) {}

  /**
   * The terms of this hash.
   *
   * @throws MissingL1Data if L1 has not shown them yet
   */
  Volume find(L1View l1, Hash termsHash) {
    Volume known = kept.get(termsHash);
    if (known != null) {
      return known;
    }
    Volume read =
        read(l1.terms(termsHash).orElseThrow(() -> new MissingL1Data("the terms " + termsHash)));
    kept.put(termsHash, read);
    return read;
  }

  private Volume read(OpenedTerms opened) {
    byte[] head = opened.head().toArray();
    List<byte[]> parts = opened.parts().stream().map(OpenedTerms.Bytes::toArray).toList();
    return switch (TermsCodec.decode(head, parts)) {
      case TermsCodec.Decoded.Valid valid ->
          new Volume(valid.terms(), evaluators.apply(valid.terms()));
      // INVARIANT: the factory on L1 has checked all that the codec checks.
      case TermsCodec.Decoded.Refused refused ->
          throw new IllegalStateException(
              "L1 has opened terms that break a limit: " + refused.refusal().sentence());
    };
  }
}
