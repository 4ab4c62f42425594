package org.horkos.app.lsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.horkos.app.lsp.EditorSession.get;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.lsp4j.CodeActionContext;
import org.eclipse.lsp4j.CodeActionParams;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.DocumentFormattingParams;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.FormattingOptions;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.RenameParams;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.junit.jupiter.api.Test;

/**
 * Whatever a client sends and whatever a text says, the session goes on. {@code -Dhorkos.seed=N}
 * repeats the run over random texts.
 */
class HostileClientTest {
  private static final long SEED = Long.getLong("horkos.seed", 20_261_129L);

  private static void write(OutputStream wire, String raw) throws IOException {
    wire.write(raw.getBytes(StandardCharsets.UTF_8));
    wire.flush();
  }

  private static String frame(String body) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return "Content-Length: " + length + "\r\n\r\n" + body;
  }

  @Test
  void nonsenseOnTheWireIsPassedOver() throws Exception {
    try (EditorSession editor = EditorSession.begun()) {
      OutputStream wire = editor.wire();
      for (String body :
          List.of(
              "{",
              "no JSON",
              "[]",
              "null",
              "17",
              "{\"jsonrpc\":\"2.0\"}",
              "{\"jsonrpc\":\"2.0\",\"method\":\"no/such\",\"params\":7}",
              "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"textDocument/hover\"}",
              "{\"jsonrpc\":\"2.0\",\"id\":900,\"method\":\"no/such\"}",
              "{\"jsonrpc\":\"2.0\",\"id\":901,\"method\":\"textDocument/hover\"}",
              "{\"jsonrpc\":\"2.0\",\"id\":902,\"method\":\"textDocument/hover\",\"params\":{}}",
              "{\"jsonrpc\":\"2.0\",\"id\":903,\"method\":\"textDocument/rename\",\"params\":[1]}",
              "{\"jsonrpc\":\"2.0\",\"id\":904,\"result\":null}",
              "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didOpen\"}",
              "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didOpen\",\"params\":{\"textDocument\":{}}}",
              "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didChange\",\"params\":{}}",
              "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didClose\",\"params\":null}",
              "{\"jsonrpc\":\"2.0\",\"id\":905,\"method\":\"x\",\"params\":" + "[".repeat(5_000))) {
        write(wire, frame(body));
      }
      write(wire, "\r\n\r\n");
      write(wire, "Content-Length: many\r\n\r\n");
      write(wire, "Content-Length: -5\r\n\r\n");
      write(wire, "x".repeat(100_000) + "\r\n\r\n");
      write(wire, "content-length: 3\r\nContent-Type: any\r\n\r\n{}x");
      assertThat(editor.open("agreement X version 1\nparty\n").getDiagnostics()).isNotEmpty();
      assertThat(editor.end()).isZero();
    }
  }

  @Test
  void aMessageThatIsTooLongIsPassedOverWithoutBeingKept() throws Exception {
    try (EditorSession editor = EditorSession.begun()) {
      int length = FrameReader.LONGEST_MESSAGE + 1;
      write(editor.wire(), "Content-Length: " + length + "\r\n\r\n");
      byte[] part = new byte[1 << 16];
      for (int left = length; left > 0; left -= part.length) {
        editor.wire().write(part, 0, Math.min(left, part.length));
      }
      editor.wire().flush();
      assertThat(editor.open("agreement X version 1\nparty\n").getDiagnostics()).isNotEmpty();
      assertThat(editor.end()).isZero();
    }
  }

  @Test
  void hostileTextsGetAnAnswerToEveryQuestion() throws Exception {
    String website = EditorSession.example("website-build.oath");
    try (EditorSession editor = EditorSession.begun()) {
      editor.open("");
      for (String text :
          List.of(
              "\0\0\0",
              "\uD83D\uDE00".repeat(1_000) + "\uD83D",
              "{".repeat(20_000),
              "\"".repeat(9_999),
              "agreement X version 1\nlet a = " + "(".repeat(50_000),
              "agreement X version 1\nlet a = a\nlet b = c + d\nlet c = b\nlet d = 50% of c",
              "agreement X version 1\n" + "party p\n".repeat(3_000),
              website.replace("\n", "\r"),
              website.replace("every", "deliverable"),
              "x".repeat((1 << 20) + 1))) {
        editor.change(text);
        askEverything(editor, text.length());
      }
      assertThat(editor.end()).isZero();
    }
  }

  @Test
  void randomlyBrokenTextsGetAnAnswerToEveryQuestion() throws Exception {
    String website = EditorSession.example("website-build.oath");
    Random random = new Random(SEED);
    try (EditorSession editor = EditorSession.begun()) {
      editor.open("");
      for (int run = 0; run < 60; run++) {
        int from = random.nextInt(website.length());
        int to = Math.min(website.length(), from + random.nextInt(80));
        String text =
            website.substring(0, from)
                + website.substring(to, Math.min(website.length(), to + random.nextInt(20)))
                + (random.nextBoolean() ? website.substring(to) : "");
        editor.change(text);
        askEverything(editor, from);
      }
      assertThat(editor.end()).isZero();
    } catch (Exception | AssertionError broken) {
      throw new AssertionError("seed " + SEED, broken);
    }
  }

  private static void askEverything(EditorSession editor, int around) throws Exception {
    for (Position place :
        List.of(
            new Position(0, 0),
            new Position(around / 40, 7),
            new Position(around / 40 + 1, 30),
            new Position(-3, -3),
            new Position(Integer.MAX_VALUE, Integer.MAX_VALUE))) {
      get(editor.texts().hover(new HoverParams(editor.text(), place)));
      get(editor.texts().definition(new DefinitionParams(editor.text(), place)));
      get(editor.texts().completion(new CompletionParams(editor.text(), place)));
      get(
          editor
              .texts()
              .codeAction(
                  new CodeActionParams(
                      editor.text(), new Range(place, place), new CodeActionContext(List.of()))));
      try {
        get(editor.texts().rename(new RenameParams(editor.text(), place, "fresh")));
      } catch (ExecutionException refused) {
        assertThat(refused.getCause())
            .isInstanceOfSatisfying(
                ResponseErrorException.class,
                error ->
                    assertThat(error.getResponseError().getCode())
                        .isEqualTo(ResponseErrorCode.RequestFailed.getValue()));
      }
    }
    get(editor.texts().documentSymbol(new DocumentSymbolParams(editor.text())));
    get(
        editor
            .texts()
            .formatting(
                new DocumentFormattingParams(editor.text(), new FormattingOptions(2, true))));
  }

  @Test
  void nothingIsAnsweredBeforeTheHelloAndAfterTheGoodbye() throws Exception {
    try (EditorSession editor = new EditorSession()) {
      HoverParams hover = new HoverParams(editor.text(), new Position(0, 0));
      assertThatThrownBy(() -> get(editor.texts().hover(hover)))
          .hasMessageContaining("say `initialize` first");
      editor.begin();
      assertThatThrownBy(editor::begin).hasMessageContaining("begun before");
      get(editor.server().shutdown());
      assertThatThrownBy(() -> get(editor.texts().hover(hover)))
          .hasMessageContaining("was shut down");
      editor.server().exit();
      assertThat(editor.exitCode().get(20, TimeUnit.SECONDS)).isZero();
    }
  }

  @Test
  void anExitWithoutShutdownAndAClientThatVanishesEndWithOne() throws Exception {
    try (EditorSession editor = EditorSession.begun()) {
      editor.server().exit();
      assertThat(editor.exitCode().get(20, TimeUnit.SECONDS)).isEqualTo(1);
    }
    EditorSession vanishing = EditorSession.begun();
    vanishing.close();
    assertThat(vanishing.exitCode().get(20, TimeUnit.SECONDS)).isEqualTo(1);
  }

  @Test
  void anEmptyInputEndsAtOnceWithoutAWord() {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayInputStream nothing = new ByteArrayInputStream(new byte[0]);
    assertThat(new LanguageSession(nothing, output).serve()).isZero();
    assertThat(output.size()).isZero();
  }

  @Test
  void aPartOfATextIsChangedAtItsNearestPlace() throws Exception {
    try (EditorSession editor = EditorSession.begun()) {
      editor.open("agreement X version 1\n");
      Range backwards = new Range(new Position(5, 5), new Position(0, 0));
      TextDocumentContentChangeEvent change =
          new TextDocumentContentChangeEvent(backwards, "party party\n");
      assertThat(editor.change(change).getDiagnostics())
          .anyMatch(d -> d.getRange().getStart().equals(new Position(1, 6)));
      assertThat(editor.end()).isZero();
    }
  }
}
