package org.horkos.app.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.horkos.app.CommandLines;
import org.horkos.app.simulation.ScenarioRun;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.scenario.Scenario;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticText;
import org.horkos.dsl.source.Imports;
import org.horkos.dsl.source.SourceText;
import org.horkos.node.settlement.ProjectRoot;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Every block of code in {@code docs/language} is what it says. Blocks of Oath ({@link PageText})
 * are compiled and their scenarios run; a {@code text} block behind one shows its messages, a
 * {@code console} block what the commands print on it, where a line {@code …} stands for any lines.
 * {@code -Dgolden.write=true} writes messages and prints anew, to be read before they are
 * committed.
 */
class EveryCodeBlockHolds {
  private static final boolean WRITE = Boolean.getBoolean("golden.write");
  private static final String PROMPT = "$ horkos ";
  private static final String ANY_LINES = "…";

  @TempDir private Path folder = Path.of("");

  @TestFactory
  List<DynamicTest> ofEveryPage() {
    return Page.all().stream()
        .map(page -> DynamicTest.dynamicTest(page.name(), () -> check(page)))
        .toList();
  }

  private void check(Page page) throws IOException {
    List<Page.Block> blocks = page.blocks();
    List<List<String>> bodies = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    List<String> kept = List.of();
    PageText last = new PageText(List.of(), Set.of());
    for (int i = 0; i < blocks.size(); i++) {
      Page.Block block = blocks.get(i);
      String place = page.place(block);
      List<String> body = page.body(block);
      String kind = block.info().split(" ", 2)[0];
      switch (kind) {
        case "oath" -> {
          last = PageText.of(block.info(), body, kept);
          kept = last.isKept() ? last.lines() : kept;
          boolean shown = i + 1 < blocks.size() && blocks.get(i + 1).info().equals("text");
          collected(wrong, place, last, shown);
          bodies.add(body);
        }
        case "text" -> {
          List<String> messages = messages(last.source());
          assertThat(messages).as(place + " shows messages of the block before it").isNotEmpty();
          bodies.add(compared(place, body, messages));
        }
        case "console" -> bodies.add(console(place, body, last.source()));
        case "ebnf" -> bodies.add(body);
        default -> throw new AssertionError(place + " is of no kind that is checked");
      }
    }
    assertThat(String.join("\n", wrong)).isEmpty();
    if (WRITE) {
      page.write(blocks, bodies);
    }
  }

  // All that is wrong with a page is told at once.
  private static void collected(List<String> wrong, String place, PageText text, boolean shown) {
    try {
      compile(place, text, shown);
    } catch (AssertionError failure) {
      wrong.add(failure.getMessage());
    }
  }

  private static void compile(String place, PageText text, boolean shown) {
    Compiler.Checked checked = checked(text.source());
    String found = DiagnosticText.of(checked.source(), checked.diagnostics());
    boolean refused =
        checked.diagnostics().stream().anyMatch(d -> d.severity() == Diagnostic.Severity.ERROR);
    assertThat(refused).as("%s is refused%n%s", place, found).isEqualTo(text.is("refused"));
    if (!shown && !refused) {
      assertThat(found).as(place + " has no messages that are not shown").isEmpty();
    }
    List<String> problems = new ArrayList<>();
    for (Scenario scenario : refused ? List.<Scenario>of() : checked.scenarios()) {
      ScenarioRun.run(checked.agreement().orElseThrow(), scenario)
          .problems()
          .forEach(problem -> problems.add(scenario.name() + ": " + problem.sentence()));
    }
    if (text.is("fails")) {
      assertThat(problems).as(place).isNotEmpty();
    } else {
      assertThat(problems).as(place).isEmpty();
    }
  }

  private static Compiler.Checked checked(SourceText source) {
    Path library = ProjectRoot.find().resolve("docs/language/errors/library.oath");
    try {
      return Compiler.check(
          source, Imports.of(Map.of("library.oath", Files.readAllBytes(library))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> messages(SourceText source) {
    Compiler.Checked checked = checked(source);
    return DiagnosticText.of(checked.source(), checked.diagnostics())
        .stripTrailing()
        .lines()
        .toList();
  }

  private static List<String> compared(String place, List<String> shown, List<String> printed) {
    if (!shown.contains(ANY_LINES)) {
      if (!WRITE) {
        assertThat(shown).as(place).isEqualTo(printed);
      }
      return printed;
    }
    String text = String.join("\n", printed) + "\n";
    int at = 0;
    for (String part : String.join("\n", shown).concat("\n").split(ANY_LINES + "\n")) {
      int found = text.indexOf(part, at);
      assertThat(found).as("%s: %s%n is part of%n%s", place, part, text).isNotNegative();
      at = found + part.length();
    }
    return shown;
  }

  private List<String> console(String place, List<String> body, SourceText source)
      throws IOException {
    Files.writeString(folder.resolve(source.name()), source.text());
    List<String> bodyAnew = new ArrayList<>();
    int at = 0;
    while (at < body.size()) {
      String command = body.get(at);
      assertThat(command).as(place).startsWith(PROMPT);
      int end = at + 1;
      while (end < body.size() && !body.get(end).startsWith(PROMPT)) {
        end++;
      }
      List<String> printed = run(command.substring(PROMPT.length()), source.name());
      bodyAnew.add(command);
      bodyAnew.addAll(compared(place, body.subList(at + 1, end), printed));
      at = end;
    }
    return bodyAnew;
  }

  private List<String> run(String command, String file) {
    StringWriter printed = new StringWriter();
    PrintWriter writer = new PrintWriter(printed, true);
    CommandLine main = CommandLines.main();
    main.setOut(writer);
    main.setErr(writer);
    main.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    String[] words = command.replace(file, folder.resolve(file).toString()).split(" ");
    main.execute(words);
    return printed
        .toString()
        .replace(folder + "/", "")
        .stripTrailing()
        .lines()
        .map(String::stripTrailing)
        .toList();
  }

  @Test
  void everyCommandThatIsNamedExists() {
    Pattern named = Pattern.compile("^(?:    |\\$ )(?:\\./)?horkos ([a-z]+)");
    Set<String> commands = new TreeSet<>(CommandLines.main().getSubcommands().keySet());
    Set<String> found = new TreeSet<>();
    for (Page page : Page.all()) {
      for (String line : page.lines()) {
        Matcher matcher = named.matcher(line);
        if (matcher.find()) {
          found.add(matcher.group(1));
          assertThat(commands).as(page.name() + ": " + line).contains(matcher.group(1));
        }
      }
    }
    assertThat(found).contains("check", "simulate", "format", "lsp");
  }
}
