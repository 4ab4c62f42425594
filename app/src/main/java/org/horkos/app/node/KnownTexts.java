package org.horkos.app.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.horkos.app.binding.BindingsFile;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Bindings;
import org.horkos.dsl.backend.terms.FromAgreement;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsHead.Custody;
import org.horkos.dsl.source.Imports;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.value.Hash;
import org.horkos.node.storage.Storage;

/**
 * The Oath texts that this node knows, by the hash of the terms that they compile to. L1 knows an
 * agreement's terms only; whoever brings the text with its bindings lets the node judge by Drools
 * too and show names. A text is kept in the database once its agreement was opened on L1; until
 * then only a bounded number waits in memory, so that strangers cannot fill the disk.
 */
public final class KnownTexts {
  private static final int WAITING = 256;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Storage storage;
  private final Map<Hash, String> waiting = new LinkedHashMap<>();
  private final Map<Hash, Known> compiled =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Hash, Known> eldest) {
          return size() > 4 * WAITING;
        }
      };

  /** The texts that a storage keeps. */
  public KnownTexts(Storage storage) {
    this.storage = storage;
  }

  /**
   * A text with what it was bound to.
   *
   * @param agreement the typed agreement
   * @param bindings what its signers fixed
   * @param terms what both compile to
   * @param text the Oath text
   * @param libraries what the text imports, by the paths that it names
   */
  public record Known(
      Agreement agreement,
      Bindings bindings,
      Terms terms,
      String text,
      Map<String, String> libraries) {
    public Known {
      libraries = Map.copyOf(libraries);
    }
  }

  /**
   * Takes a text and its bindings file, which have been found to compile to {@code known}.
   *
   * @param bindingsJson the bindings file
   */
  public synchronized void register(Known known, String bindingsJson) {
    Hash termsHash = known.terms().hash();
    if (storage.text(termsHash).isPresent()) {
      return;
    }
    ObjectNode document = JSON.createObjectNode();
    document.put("text", known.text());
    document.put("bindings", bindingsJson);
    ObjectNode libraries = document.putObject("libraries");
    new TreeMap<>(known.libraries()).forEach(libraries::put);
    compiled.put(termsHash, known);
    if (storage.terms(termsHash).isPresent()) {
      storage.keepText(termsHash, document.toString());
      return;
    }
    waiting.put(termsHash, document.toString());
    if (waiting.size() > WAITING) {
      waiting.remove(waiting.keySet().iterator().next());
    }
  }

  /** The text behind these terms, if anybody has brought it. */
  public synchronized Optional<Known> find(Hash termsHash) {
    String brought = waiting.get(termsHash);
    if (brought != null && storage.terms(termsHash).isPresent()) {
      storage.keepText(termsHash, brought);
      waiting.remove(termsHash);
    }
    Known known = compiled.get(termsHash);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Known> read = storage.text(termsHash).flatMap(KnownTexts::compile);
    read.ifPresent(found -> compiled.put(termsHash, found));
    return read;
  }

  private static Optional<Known> compile(String document) {
    try {
      JsonNode parts = JSON.readTree(document);
      Map<String, String> libraries = new TreeMap<>();
      parts
          .path("libraries")
          .properties()
          .forEach(library -> libraries.put(library.getKey(), library.getValue().asText()));
      return compile(parts.path("text").asText(), parts.path("bindings").asText(), libraries);
    } catch (JsonProcessingException damaged) {
      throw new IllegalStateException("a stored text is not the JSON that was stored", damaged);
    }
  }

  /**
   * A text and its bindings file, compiled; empty if either is wrong.
   *
   * @param libraries what the text imports, by the paths that it names
   */
  public static Optional<Known> compile(
      String text, String bindingsJson, Map<String, String> libraries) {
    return Compiler.check(SourceText.of("agreement", text), Imports.ofTexts(libraries))
        .agreement()
        .flatMap(
            agreement ->
                BindingsFile.read(bindingsJson, agreement)
                    .bindings()
                    .flatMap(bindings -> compile(agreement, bindings, text, libraries)));
  }

  private static Optional<Known> compile(
      Agreement agreement, Bindings bindings, String text, Map<String, String> libraries) {
    return switch (FromAgreement.compile(agreement, bindings, Custody.L1)) {
      case FromAgreement.Result.Compiled compiled ->
          Optional.of(new Known(agreement, bindings, compiled.terms(), text, libraries));
      case FromAgreement.Result.Refused refused -> Optional.empty();
    };
  }
}
