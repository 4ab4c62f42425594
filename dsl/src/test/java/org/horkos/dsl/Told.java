package org.horkos.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.SourceText;

/** What the compiler says of a text, for tests of its messages. */
final class Told {
  private Told() {}

  static List<Diagnostic> messages(String text) {
    return Compiler.check(SourceText.of("text", text)).diagnostics();
  }

  static List<Diagnostic> errors(String text) {
    return messages(text).stream().filter(d -> d.severity() == Diagnostic.Severity.ERROR).toList();
  }

  static List<String> codes(String text) {
    return messages(text).stream().map(d -> d.code().code()).toList();
  }

  /** The only message, which has this code. */
  static Diagnostic only(String text, String code) {
    List<Diagnostic> messages = messages(text);
    assertThat(messages).extracting(d -> d.code().code()).containsExactly(code);
    return messages.getFirst();
  }

  /** The text with the change that a message carries. */
  static String mended(String text, Diagnostic slip) {
    Diagnostic.Mend mend = slip.mend().orElseThrow();
    return text.substring(0, mend.span().start()) + mend.text() + text.substring(mend.span().end());
  }
}
