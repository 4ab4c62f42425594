package org.horkos.dsl.syntax.slips;

import java.util.List;
import org.antlr.v4.runtime.Token;
import org.horkos.dsl.source.Diagnostic;

/**
 * A slip that was found at a token.
 *
 * @param end index of the first token behind it
 * @param instead what the parser is given in its place
 * @param diagnostic what is said of it
 */
record Slip(int end, List<Token> instead, Diagnostic diagnostic) {
  Slip {
    instead = List.copyOf(instead);
  }
}
