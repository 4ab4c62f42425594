package org.horkos.app.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.horkos.node.settlement.ProjectRoot;

/**
 * The grammar as the reference shows it: the parser's rules with the words themselves in the place
 * of their tokens, then the tokens that are no words. Made of the two grammar files, so the page
 * cannot say anything else than what the compiler reads with.
 */
final class Ebnf {
  private static final int WIDEST = 100;
  private static final Pattern COMMENT = Pattern.compile("/\\*(?s:.*?)\\*/|(?m:^\\s*//.*$)");
  private static final Pattern OPTIONS = Pattern.compile("(?s)options\\s*\\{.*?\\}");
  private static final Pattern LABEL = Pattern.compile("#\\s*\\w+");
  private static final Pattern LITERAL = Pattern.compile("'([^']+)'");
  private static final Pattern TOKEN = Pattern.compile("\\b[A-Z][A-Z_]+\\b");

  private Ebnf() {}

  /** The lines of the whole grammar. */
  static List<String> lines() throws IOException {
    Path grammars = ProjectRoot.find().resolve("grammar/src/main/antlr4/org/horkos/grammar");
    Map<String, String> lexer = rules(grammars.resolve("OathLexer.g4"));
    Map<String, String> parser = rules(grammars.resolve("OathParser.g4"));
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, String> rule : parser.entrySet()) {
      lines.addAll(laidOut(rule.getKey(), words(rule.getValue(), lexer)));
    }
    lines.add("");
    for (Map.Entry<String, String> rule : lexer.entrySet()) {
      if (!isWord(rule.getValue()) && !rule.getKey().matches("OPEN_STRING|UNKNOWN")) {
        lines.add(rule.getKey() + " = " + rule.getValue().replace(" -> channel(HIDDEN)", ""));
      }
    }
    return lines;
  }

  /** The rules of a grammar file, in order, each on one line. */
  private static Map<String, String> rules(Path file) throws IOException {
    String text = COMMENT.matcher(Files.readString(file)).replaceAll("");
    text = OPTIONS.matcher(text).replaceAll("");
    Map<String, String> rules = new LinkedHashMap<>();
    for (String rule : text.split(";(?=\\s|$)")) {
      int colon = rule.indexOf(':');
      if (colon > 0 && !rule.contains("grammar ")) {
        String name = rule.substring(0, colon).replace("fragment", "").strip();
        String body = LABEL.matcher(rule.substring(colon + 1)).replaceAll("");
        rules.put(name, body.strip().replaceAll("\\s+", " "));
      }
    }
    return rules;
  }

  private static boolean isWord(String rule) {
    return LITERAL.matcher(rule).matches();
  }

  private static String words(String rule, Map<String, String> lexer) {
    Matcher token = TOKEN.matcher(rule);
    StringBuilder written = new StringBuilder();
    while (token.find()) {
      String body = lexer.getOrDefault(token.group(), "");
      String shown = isWord(body) ? body : token.group();
      token.appendReplacement(written, Matcher.quoteReplacement(shown));
    }
    return token.appendTail(written).toString();
  }

  private static List<String> laidOut(String name, String body) {
    String line = name + " = " + body;
    if (line.length() <= WIDEST) {
      return List.of(line);
    }
    List<String> lines = new ArrayList<>(List.of(name));
    List<String> alternatives = alternatives(body);
    for (int i = 0; i < alternatives.size(); i++) {
      lines.add("  " + (i == 0 ? "= " : "| ") + alternatives.get(i));
    }
    return lines;
  }

  // At strokes outside of parentheses and quotes.
  private static List<String> alternatives(String body) {
    List<String> alternatives = new ArrayList<>();
    int depth = 0;
    int from = 0;
    boolean quoted = false;
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      quoted = quoted != (c == '\'');
      depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == '|' && depth == 0 && !quoted) {
        alternatives.add(body.substring(from, i).strip());
        from = i + 1;
      }
    }
    alternatives.add(body.substring(from).strip());
    return alternatives;
  }
}
