package org.horkos.node.execution;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsCodec;
import org.horkos.dsl.backend.terms.TermsHead;
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

  /** What bytes of terms turned out to be. */
  sealed interface Volume {
    /** Terms that can be executed. */
    record Usable(Terms terms, Evaluator evaluator) implements Volume {}

    /** Terms that cannot; the head, if that at least can be read, says who paid in what. */
    record Unusable(Optional<TermsHead> head, String why) implements Volume {}
  }

  /** The terms of this hash; empty if L1 has never shown them. */
  Optional<Volume> find(L1View l1, Hash termsHash) {
    Volume known = kept.get(termsHash);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Volume> read = l1.terms(termsHash).map(this::read);
    read.ifPresent(entry -> kept.put(termsHash, entry));
    return read;
  }

  private Volume read(OpenedTerms opened) {
    byte[] head = opened.head().toArray();
    List<byte[]> parts = opened.parts().stream().map(OpenedTerms.Bytes::toArray).toList();
    return switch (TermsCodec.decode(head, parts)) {
      case TermsCodec.Decoded.Valid valid ->
          new Volume.Usable(valid.terms(), evaluators.apply(valid.terms()));
      case TermsCodec.Decoded.Refused refused ->
          new Volume.Unusable(TermsCodec.readHead(head), refused.refusal().toString());
    };
  }
}
