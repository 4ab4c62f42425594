package org.horkos.dsl.expansion;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Imports;
import org.horkos.dsl.source.SourceText;
import org.horkos.dsl.source.Span;
import org.horkos.dsl.syntax.Declaration;
import org.horkos.dsl.syntax.FromParseTree;
import org.horkos.dsl.syntax.Reading;
import org.horkos.dsl.syntax.Text;
import org.horkos.dsl.value.Keccak;

/**
 * Takes the declarations of imported libraries in. An import names the hash of the library's bytes,
 * so the hash of the importing text, which is signed, commits to all of it.
 */
public final class Importing {
  /** The most imports of one text. */
  public static final int MOST_IMPORTS = 16;

  private static final Pattern PATH =
      Pattern.compile("[A-Za-z0-9_-]{1,64}(/[A-Za-z0-9_-]{1,64}){0,7}\\.oath");

  private final Imports imports;
  private final Diagnostics diagnostics;
  private SourceText source;

  private Importing(SourceText source, Imports imports, Diagnostics diagnostics) {
    this.source = source;
    this.imports = imports;
    this.diagnostics = diagnostics;
  }

  /**
   * A text with what it imports.
   *
   * @param text its syntax and that of its imports
   * @param source its characters and behind them those of its imports, for messages about them
   */
  public record Imported(Text text, SourceText source) {}

  /** Reads and takes in everything that a text imports. */
  public static Imported convert(
      Text text, SourceText source, Imports imports, Diagnostics diagnostics) {
    return new Importing(source, imports, diagnostics).imported(text);
  }

  private Imported imported(Text text) {
    List<Declaration> declarations = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Declaration declaration : text.declarations()) {
      if (!(declaration instanceof Declaration.Import one)) {
        declarations.add(declaration);
        continue;
      }
      if (text.library()) {
        report(
            DiagnosticCode.LIBRARY_CONTENT,
            one.span(),
            "a library imports nothing",
            "let the agreement import both");
      } else if (seen.size() >= MOST_IMPORTS || !seen.add(one.path().text())) {
        report(
            DiagnosticCode.IMPORT_UNKNOWN,
            one.span(),
            seen.size() >= MOST_IMPORTS
                ? "a text imports at most " + MOST_IMPORTS + " others"
                : "this is imported already",
            "leave it out");
      } else {
        library(one).ifPresent(declarations::addAll);
      }
    }
    Text whole =
        new Text(
            text.library(), text.name(), text.version(), text.prose(), declarations, text.end());
    return new Imported(whole, source);
  }

  private Optional<List<Declaration>> library(Declaration.Import one) {
    String path = one.path().text();
    if (!PATH.matcher(path).matches()) {
      report(
          DiagnosticCode.IMPORT_UNKNOWN,
          one.path().span(),
          "this is no path of a library",
          "write names between slashes, such as `\"lib/courts.oath\"`, without `..`");
      return Optional.empty();
    }
    Optional<byte[]> bytes = imports.text(path);
    if (bytes.isEmpty()) {
      report(
          DiagnosticCode.IMPORT_UNKNOWN,
          one.path().span(),
          "there is no text `" + path + "` here",
          "put the library beside this text, or send it along");
      return Optional.empty();
    }
    if (bytes.get().length > SourceText.MAXIMUM_BYTES) {
      report(
          DiagnosticCode.TEXT_TOO_LONG,
          one.path().span(),
          "`" + path + "` is too long to be read",
          "a library has at most " + SourceText.MAXIMUM_BYTES + " bytes");
      return Optional.empty();
    }
    String hash = Keccak.hash(bytes.get()).toString();
    if (!hash.equalsIgnoreCase(one.hash().text())) {
      report(
          DiagnosticCode.IMPORT_HASH,
          one.hash().span(),
          "`" + path + "` has another hash, so it is not what was meant, or has changed",
          "read it, and if you agree with it write " + hash);
      return Optional.empty();
    }
    SourceText.Joined joined = source.join(path, bytes.get());
    source = joined.all();
    Optional<Text> read =
        Reading.read(joined.added(), diagnostics)
            .map(tree -> FromParseTree.convert(tree, diagnostics));
    if (read.isPresent() && !read.get().library()) {
      report(
          DiagnosticCode.LIBRARY_CONTENT,
          one.path().span(),
          "`" + path + "` is no library",
          "a text that is imported begins with `library " + "Courts version 1`");
      return Optional.empty();
    }
    return read.map(text -> only(text.declarations()));
  }

  /** What a library may declare: whatever does not act by itself. */
  private List<Declaration> only(List<Declaration> declarations) {
    List<Declaration> kept = new ArrayList<>();
    for (Declaration declaration : declarations) {
      switch (declaration) {
        case Declaration.Token _,
            Declaration.Court _,
            Declaration.Calendar _,
            Declaration.Template _,
            Declaration.Let _,
            Declaration.Parameter _,
            Declaration.Unsupported _ ->
            kept.add(declaration);
        case Declaration.Import _,
            Declaration.Party _,
            Declaration.Attestor _,
            Declaration.Funded _,
            Declaration.Panel _,
            Declaration.Contest _,
            Declaration.Deliverable _,
            Declaration.Every _,
            Declaration.Scenario _ ->
            report(
                DiagnosticCode.LIBRARY_CONTENT,
                declaration.span(),
                "this cannot stand in a library",
                "a library declares tokens, parameters, courts, calendars, templates and values");
      }
    }
    return kept;
  }

  private void report(DiagnosticCode code, Span span, String message, String hint) {
    diagnostics.add(Diagnostic.of(code, span, message).hint(hint));
  }
}
