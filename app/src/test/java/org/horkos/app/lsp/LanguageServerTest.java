package org.horkos.app.lsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.horkos.app.lsp.EditorSession.applied;
import static org.horkos.app.lsp.EditorSession.behind;
import static org.horkos.app.lsp.EditorSession.get;

import java.util.List;
import org.eclipse.lsp4j.CodeAction;
import org.eclipse.lsp4j.CompletionItem;
import org.eclipse.lsp4j.CompletionParams;
import org.eclipse.lsp4j.DefinitionParams;
import org.eclipse.lsp4j.Diagnostic;
import org.eclipse.lsp4j.DidCloseTextDocumentParams;
import org.eclipse.lsp4j.DocumentFormattingParams;
import org.eclipse.lsp4j.DocumentHighlightParams;
import org.eclipse.lsp4j.DocumentSymbol;
import org.eclipse.lsp4j.DocumentSymbolParams;
import org.eclipse.lsp4j.FormattingOptions;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.HoverParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Position;
import org.eclipse.lsp4j.PrepareRenameParams;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.Range;
import org.eclipse.lsp4j.ReferenceContext;
import org.eclipse.lsp4j.ReferenceParams;
import org.eclipse.lsp4j.RenameParams;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.jsonrpc.messages.Either;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LanguageServerTest {
  private EditorSession editor;
  private String website;

  @BeforeEach
  void begin() throws Exception {
    editor = EditorSession.begun();
    website = EditorSession.example("website-build.oath");
  }

  @AfterEach
  void end() throws Exception {
    assertThat(editor.end()).isZero();
    editor.close();
  }

  private String hover(String text, String before) throws Exception {
    Hover hover = get(editor.texts().hover(new HoverParams(editor.text(), behind(text, before))));
    return hover == null ? "" : hover.getContents().getRight().getValue();
  }

  private List<String> completed(String text, String before) throws Exception {
    Either<List<CompletionItem>, ?> items =
        get(editor.texts().completion(new CompletionParams(editor.text(), behind(text, before))));
    return items.getLeft().stream().map(CompletionItem::getLabel).toList();
  }

  @Test
  void aTextThatIsFineHasNoMessagesAndAMistakeHasOneWithItsPlace() throws Exception {
    PublishDiagnosticsParams fine = editor.open(website);
    assertThat(fine.getUri()).isEqualTo(EditorSession.URI);
    assertThat(fine.getVersion()).isEqualTo(1);
    assertThat(fine.getDiagnostics()).isEmpty();

    String wrong = website.replace("from client\n  due 14", "from clint\n  due 14");
    PublishDiagnosticsParams found = editor.change(wrong);
    assertThat(found.getVersion()).isEqualTo(2);
    Diagnostic only = found.getDiagnostics().getFirst();
    assertThat(only.getCode().getLeft()).isEqualTo("O1150");
    assertThat(only.getMessage().getLeft()).contains("no `clint`", "hint: did you mean `client`?");
    Position start = behind(wrong, "pays 40% of price from ");
    assertThat(only.getRange())
        .isEqualTo(new Range(start, new Position(start.getLine(), start.getCharacter() + 5)));
    assertThat(editor.change(website).getDiagnostics()).isEmpty();
  }

  @Test
  void messagesNameOtherPlaces() throws Exception {
    PublishDiagnosticsParams found = editor.open("agreement X version 1\nparty a\nparty a\n");
    assertThat(found.getDiagnostics())
        .filteredOn(d -> d.getRelatedInformation() != null)
        .first()
        .satisfies(
            d ->
                assertThat(d.getRelatedInformation().getFirst().getLocation().getRange())
                    .isEqualTo(new Range(new Position(1, 6), new Position(1, 7))));
  }

  @Test
  void changesOfPartsAreAppliedOneAfterTheOtherInUtf16() throws Exception {
    editor.open("agreement X version 1 // \uD83D\uDE00é\nparty a\n");
    Range emoji = new Range(new Position(0, 25), new Position(0, 28));
    Range second = new Range(new Position(1, 6), new Position(1, 7));
    PublishDiagnosticsParams found =
        editor.change(
            new TextDocumentContentChangeEvent(emoji, "x"),
            new TextDocumentContentChangeEvent(second, "party"),
            new TextDocumentContentChangeEvent(
                new Range(new Position(99, 0), new Position(99, 5)), "party b\n"));
    assertThat(found.getDiagnostics())
        .extracting(d -> d.getRange().getStart())
        .contains(new Position(1, 6));
    Hover hover = get(editor.texts().hover(new HoverParams(editor.text(), new Position(2, 6))));
    assertThat(hover.getContents().getRight().getValue()).contains("`b` is a party");
  }

  @Test
  void aClosedTextHasNoMessagesAndNoAnswers() throws Exception {
    editor.open("agreement X version 1\nparty a\nparty a\n");
    editor.texts().didClose(new DidCloseTextDocumentParams(editor.text()));
    assertThat(editor.messages().getDiagnostics()).isEmpty();
    HoverParams params = new HoverParams(editor.text(), new Position(1, 6));
    assertThat(get(editor.texts().hover(params))).isNull();
  }

  @Test
  void hoverCountsBusinessDaysAsSuch() throws Exception {
    String text =
        """
        agreement Days version 1
        token EUR decimals 2
        party client
        party artist
        calendar town {
          weekend saturday and sunday
          until 2099-12-31
        }
        deliverable logo by artist {
          pays 500 EUR from client
          due 2 business days after start
          missed 7 days after due
          decision fits: yes|no by client within 5 business days, silence means yes
          require "fits" fits is yes
        }
        """;
    editor.open(text);
    assertThat(hover(text, "decision fi")).contains("within 5 business days in town after");
    assertThat(hover(text, "  due")).contains("2 business days in town after the start");
  }

  @Test
  void hoverShowsComputedValues() throws Exception {
    editor.open(website);
    assertThat(hover(website, "parameter pri")).contains("1,000 USDC to 100,000 USDC");
    assertThat(hover(website, "token US")).contains("6 decimals", "0.000001 USDC");
    assertThat(hover(website, "pays 4")).contains("`40% of price`: 400 USDC to 40,000 USDC");
    assertThat(hover(website, "bond 2"))
        .contains("in `design` 80 USDC to 8,000 USDC", "in `launch` 120 USDC to 12,000 USDC");
    assertThat(hover(website, "within 3 d")).contains("3 days (259,200 seconds)");
    assertThat(hover(website, "  due"))
        .contains("14 days (1,209,600 seconds) after the start", "2 days (172,800 seconds) later");
    assertThat(hover(website, "  miss")).contains("21 days", "after its due time");
    assertThat(hover(website, "fact scree")).contains("How many screens?", "0 to 50");
    assertThat(hover(website, "fact sign"))
        .contains("`yes`, `no`", "stated by `client` within 5 days", "silence means `yes`");
    assertThat(hover(website, "fact lightho")).contains("`lab`", "what the performer claimed");
    assertThat(hover(website, "  penal")).contains("comes to 0 USDC to 4,000 USDC");
    assertThat(hover(website, "judged by qual")).contains("3 arbitrators", "winner 60%");
    assertThat(hover(website, "party stu")).contains("performs `design`, `launch`");
    assertThat(hover(website, "attestor la")).contains("states `launch.lighthouse`");
    assertThat(hover(website, "deliverable des")).contains("owed by `studio`", "due 14 days");
    assertThat(hover(website, "signoff is ye")).contains("`yes` is an option", "`signoff`");
    assertThat(hover(website, "\"Sil")).contains("“Silence for 5 days counts");
    assertThat(hover(website, "\n\n")).isEmpty();
  }

  @Test
  void hoverShowsWhatAValueIsMadeOf() throws Exception {
    String text =
        website
            .replace("party client", "let fee = 5% of price\nparty client")
            .replace("at most 10% of pay", "at most fee");
    editor.open(text);
    assertThat(hover(text, "let fe"))
        .contains("`fee` is a value", "= 5% of price", "50 USDC to 5,000 USDC");
  }

  @Test
  void definitionsAndReferencesOfNamesAreFound() throws Exception {
    editor.open(website);
    List<? extends Location> declared =
        get(editor
                .texts()
                .definition(
                    new DefinitionParams(editor.text(), behind(website, "answers design.sig"))))
            .getLeft();
    assertThat(declared).hasSize(1);
    assertThat(declared.getFirst().getRange().getStart())
        .isEqualTo(behind(website, "0..50\n  fact "));
    Position price = behind(website, "parameter pr");
    ReferenceContext all = new ReferenceContext(true);
    assertThat(
            get(editor.texts().references(new ReferenceParams(editor.text(), price, all))).size())
        .isEqualTo(website.split("\\bprice\\b", -1).length - 1);
    assertThat(
            get(
                editor
                    .texts()
                    .references(
                        new ReferenceParams(editor.text(), price, new ReferenceContext(false)))))
        .hasSize(website.split("\\bprice\\b", -1).length - 2);
    assertThat(
            get(
                editor
                    .texts()
                    .documentHighlight(
                        new DocumentHighlightParams(editor.text(), behind(website, "{design.si")))))
        .hasSize(website.split("\\bsignoff\\b", -1).length - 1);
  }

  @Test
  void completionOffersTheWordsAndNamesThatMayStandInAPlace() throws Exception {
    String text = website + "\nscenario \"new\" {\n  \n}\n";
    editor.open(text);
    assertThat(completed(website, "  pays 40% of price "))
        .contains("from")
        .doesNotContain("by", "party", "client");
    assertThat(completed(website, "pays 40% of price from "))
        .containsExactlyInAnyOrder("client", "studio");
    assertThat(completed(website, "pays 40% of price from cl")).contains("client");
    assertThat(completed(website, "judged by ")).containsExactly("quality");
    assertThat(completed(website, "signoff \"Is every page shown?\": yes|no by "))
        .containsExactlyInAnyOrder("client", "studio", "lab");
    assertThat(completed(website, "silence means ")).contains("yes", "no", "as");
    assertThat(completed(website, "require \"complete\" signoff is ")).contains("yes", "no", "not");
    assertThat(completed(website, "client answers design."))
        .contains("mockups", "screens", "signoff");
    assertThat(completed(website, "studio delivers "))
        .containsExactlyInAnyOrder("design", "launch");
    assertThat(completed(website, "delivers design {"))
        .contains("mockups", "screens")
        .doesNotContain("lighthouse");
    assertThat(completed(website, "1_000..100_000 ")).contains("USDC");
    assertThat(completed(website, "deliverable design by studio {\n  "))
        .contains("pays", "fact", "require");
    assertThat(completed(text, "scenario \"new\" {\n  "))
        .contains("given", "expect", "court", "studio", "lab");
    assertThat(completed(website, "due 30 days after "))
        .contains("start", "design")
        .doesNotContain("due", "launch", "client", "lab");
    assertThat(completed(website, "party ")).isEmpty();
    assertThat(completed(website, "\"Silence ")).isEmpty();
    editor.change("");
    assertThat(completed("", "")).containsExactly("agreement", "library");
  }

  @Test
  void theParameterOfATemplateIsANameOfItsOwn() throws Exception {
    String text =
        """
        agreement Pages version 1
        token EUR decimals 2
        party client
        party studio
        template page(price) {
          pays price from client
          bond 20% of price by studio
          due 14 days after start
          missed 21 days after due gives client studio.bond
        }
        deliverable first by studio like page(100 EUR) {}
        deliverable second by studio after first like page(200 EUR) {}
        """;
    assertThat(editor.open(text).getDiagnostics()).isEmpty();
    Position used = behind(text, "pays pr");
    assertThat(hover(text, "pays pr")).contains("`price` is a parameter of a template");
    String renamed =
        applied(text, get(editor.texts().rename(new RenameParams(editor.text(), used, "cost"))));
    assertThat(renamed).isEqualTo(text.replace("price", "cost"));
    assertThat(editor.change(renamed).getDiagnostics()).isEmpty();
  }

  @Test
  void renamingChangesEveryPlaceAndTheTextMeansTheSame() throws Exception {
    editor.open(website);
    Position fact = behind(website, "fact sign");
    assertThat(
            get(editor.texts().prepareRename(new PrepareRenameParams(editor.text(), fact)))
                .getFirst()
                .getStart())
        .isEqualTo(behind(website, "0..50\n  fact "));
    String renamed =
        applied(
            website, get(editor.texts().rename(new RenameParams(editor.text(), fact, "approved"))));
    assertThat(renamed).isEqualTo(website.replaceAll("\\bsignoff\\b", "approved"));
    assertThat(editor.change(renamed).getDiagnostics()).isEmpty();
  }

  @Test
  void renamingRefusesWordsOfTheLanguageNamesThatAreTakenAndWhatIsNoName() throws Exception {
    editor.open(website);
    Position client = behind(website, "party cli");
    for (String taken :
        List.of(
            "deliver", "studio", "screens", "quality", "Client", "a b", "", "yes no", "\u00e9")) {
      assertThatThrownBy(
              () -> get(editor.texts().rename(new RenameParams(editor.text(), client, taken))))
          .as(taken)
          .hasMessageFindingMatch(
              "word of the language|mean something else|name of something|write ");
    }
    Position nothing = behind(website, "agreement WebsiteBuild vers");
    assertThatThrownBy(
            () -> get(editor.texts().rename(new RenameParams(editor.text(), nothing, "x"))))
        .hasMessageContaining("no name");
    assertThat(get(editor.texts().prepareRename(new PrepareRenameParams(editor.text(), nothing))))
        .isNull();
  }

  @Test
  void formattingLaysTheTextOutAndLeavesABrokenOneAlone() throws Exception {
    String crowded = website.replace("\n  ", " ").replace("party studio", "\n\n\nparty   studio");
    editor.open(crowded);
    DocumentFormattingParams params =
        new DocumentFormattingParams(editor.text(), new FormattingOptions(2, true));
    assertThat(applied(crowded, get(editor.texts().formatting(params)))).contains("\n  pays 40%");
    editor.change(website);
    assertThat(get(editor.texts().formatting(params))).isEmpty();
    editor.change("agreement X version 1\nparty\n");
    assertThat(get(editor.texts().formatting(params))).isEmpty();
  }

  @Test
  void theOutlineHasDeclarationsWithWhatTheyDeclareInside() throws Exception {
    editor.open(website);
    List<DocumentSymbol> symbols =
        get(editor.texts().documentSymbol(new DocumentSymbolParams(editor.text()))).stream()
            .map(Either::getRight)
            .toList();
    assertThat(symbols)
        .extracting(DocumentSymbol::getName)
        .contains("WebsiteBuild", "price", "studio", "quality", "design", "every");
    assertThat(symbols)
        .filteredOn(s -> s.getName().equals("design"))
        .first()
        .satisfies(
            s ->
                assertThat(s.getChildren())
                    .extracting(DocumentSymbol::getName)
                    .containsExactly(
                        "mockups", "screens", "signoff", "enough screens", "complete", "late"));
  }

  private static long count(PublishDiagnosticsParams found, String code) {
    return found.getDiagnostics().stream().filter(d -> d.getCode().getLeft().equals(code)).count();
  }

  private void mends(String text, String code, String title) throws Exception {
    PublishDiagnosticsParams found = editor.open(text);
    CodeAction fix =
        editor.fixes(found, code).stream()
            .filter(action -> action.getTitle().equals(title))
            .findFirst()
            .orElseThrow(() -> new AssertionError(found.toString()));
    String mended = applied(text, fix.getEdit());
    assertThat(count(editor.change(mended), code)).as(mended).isEqualTo(count(found, code) - 1);
  }

  @Test
  void quickFixesMendWhatTheMessageIsAbout() throws Exception {
    mends(website.replace("by studio {", "by studo {"), "O1150", "Write `studio`");
    mends(website.replace("  pays 40%", "  payz 40%"), "O1096", "Write `pays`");
    mends(website.replace("winner 60%", "winner 60"), "O1091", "Write `60%`");
    mends(
        website.replace("  challenge within 3 days, judged by quality\n", ""),
        "O1201",
        "Add `challenge within 3 days, judged by quality`");
    mends(website.replace("100_000 USDC", "100 USDC"), "O1210", "Write `100..1_000`");
    mends(website.replace("\"late\"", "\"late"), "O1004", "Add the closing quote");
    mends(website.stripTrailing().replaceAll("\\}$", ""), "O1006", "Add `}`");
    mends(website + "}\n", "O1093", "Delete `}`");
    mends(
        website.replace("party client", "party client\nattestor ci"),
        "O1905",
        "Leave out `attestor ci`");
    mends(
        website.replace("screens at least 8", "screens is client"), "O1162", "Write `client.bond`");
    mends(website.replace("yes|no", "yes/no"), "O1098", "Write `|`");
    mends(website.replaceFirst("screens 9\\}", "screens: 9}"), "O1086", "Leave out `:`");
    mends(
        website.replace("by client within 5", "by the client within 5"),
        "O1083",
        "Leave out `the`");
  }

  @Test
  void theServerSaysWhatItCanDo() throws Exception {
    try (EditorSession other = new EditorSession()) {
      InitializeResult can = other.begin();
      assertThat(can.getServerInfo().getName()).isEqualTo("horkos");
      assertThat(can.getCapabilities().getRenameProvider().getRight().getPrepareProvider())
          .isTrue();
      assertThat(other.end()).isZero();
    }
  }
}
