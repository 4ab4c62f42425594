package org.horkos.app.lsp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.SymbolInformation;
import org.eclipse.lsp4j.SymbolKind;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.horkos.dsl.resolution.Occurrences;
import org.horkos.dsl.resolution.Symbol;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.syntax.Outline;
import org.horkos.dsl.syntax.Word;

/**
 * The declarations of a text, with what each declares or labels inside, for an editor's outline.
 */
final class Symbols {
  private final OpenText text;
  private final Map<Span, Symbol> declared = new HashMap<>();

  Symbols(OpenText text) {
    this.text = text;
    for (Occurrences.Declared name :
        text.occurrences().map(Occurrences::declared).orElse(List.of())) {
      name.symbol().ifPresent(symbol -> declared.put(name.span(), symbol));
    }
  }

  /** Those of the text itself, each with its own inside. */
  List<Either<SymbolInformation, DocumentSymbol>> all() {
    List<Either<SymbolInformation, DocumentSymbol>> all = new ArrayList<>();
    for (Outline.Statement statement : text.outline().statements()) {
      DocumentSymbol symbol = symbol(statement, statement.name().orElse(statement.first()));
      List<DocumentSymbol> inner = new ArrayList<>();
      for (Outline.Statement each : statement.inner()) {
        each.name().filter(this::isOutlined).ifPresent(name -> inner.add(symbol(each, name)));
      }
      symbol.setChildren(inner);
      all.add(Either.forRight(symbol));
    }
    return all;
  }

  /** Names that the statement declares, and the labels of rules. */
  private boolean isOutlined(Word name) {
    return declared.containsKey(name.span()) || name.text().startsWith("\"");
  }

  private DocumentSymbol symbol(Outline.Statement statement, Word name) {
    String shown = name.text().replace("\"", "").strip();
    DocumentSymbol symbol =
        new DocumentSymbol(
            shown.isEmpty() ? statement.first().text() : shown,
            kind(Optional.ofNullable(declared.get(name.span())), name),
            text.places().range(statement.span()),
            text.places().range(name.span()));
    symbol.setDetail(statement.first().text());
    return symbol;
  }

  private static SymbolKind kind(Optional<Symbol> symbol, Word name) {
    return switch (symbol.orElse(null)) {
      case Symbol.Party _, Symbol.Attestor _, Symbol.Court _ -> SymbolKind.Interface;
      case Symbol.Deliverable _ -> SymbolKind.Class;
      case Symbol.Fact _ -> SymbolKind.Field;
      case Symbol.Parameter _, Symbol.Let _ -> SymbolKind.Constant;
      case null, default -> name.text().startsWith("\"") ? SymbolKind.Event : SymbolKind.Object;
    };
  }
}
