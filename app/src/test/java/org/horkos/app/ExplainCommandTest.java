package org.horkos.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.horkos.node.settlement.ProjectRoot;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** {@code horkos explain} and {@code horkos docs}. */
class ExplainCommandTest extends CommandRuns {
  private static final Path EXAMPLES = ProjectRoot.find().resolve("examples");
  private static final String WEBSITE = EXAMPLES.resolve("website-build.oath").toString();

  /** Words of a stranger that a page must not take for its own. */
  private static final String HOSTILE = "</pre><script>alert('1')</script> & <img src=x onerror=a>";

  @Test
  void aSignerReadsWorstAndBestFactsDeadlinesAndStates() {
    assertThat(run("explain", WEBSITE, "--given", "price=5_000 USDC")).as(err).isZero();
    assertThat(out)
        .contains("client at worst: -5,000 USDC", "client at best: +200 USDC")
        .contains("studio at worst: -200 USDC", "studio at best: +5,000 USDC")
        .contains("lighthouse at least 90 and defects 0")
        .contains("design.signoff", "client, within 5 days of the delivery", "yes")
        .contains("All is over by day ")
        .containsPattern("Waiting +-> Cancelled +design ends otherwise");
  }

  @Test
  void withoutValuesItSaysThatTheyAreTheLeast() {
    assertThat(run("explain", WEBSITE)).isZero();
    assertThat(out).contains("price = 1,000 USDC, the least that may be signed");
  }

  @Test
  void whereNothingIsContestedNoDayGoesToADispute() throws IOException {
    Path file = folder.resolve("decided.oath");
    Files.writeString(
        file,
        """
        agreement Decided version 1
        token EUR decimals 2
        party client
        party artist
        attestor lab
        deliverable logo by artist {
          pays 100 EUR from client
          due 10 days after start
          missed 5 days after due
          decision grade: 0..5 by lab within 2 days, silence means 0
          award 10% of pay * grade
        }
        """);
    assertThat(run("explain", file.toString())).as(err).isZero();
    assertThat(out)
        .contains("All is over by day 17.", "as it can come: answers before it move it on.")
        .containsPattern("day 17 +logo is over +with answers\n")
        .doesNotContain("dispute and", "window and");
  }

  @Test
  void aStartMakesDatesOfDeadlines() {
    assertThat(run("explain", WEBSITE, "--start", "2027-03-01")).isZero();
    assertThat(out).contains("if it starts on 2027-03-01 00:00:00 UTC", "2027-03-");
  }

  @Test
  void jsonHasTheSameToTheUnit() throws IOException {
    String bindings = EXAMPLES.resolve("website-build.bindings.json").toString();
    assertThat(run("explain", WEBSITE, "--json", "--bindings", bindings)).as(err).isZero();
    JsonNode root = new ObjectMapper().readTree(out);
    JsonNode client = root.path("outlooks").path(0);
    String price = root.path("parameters").path("price").asText();
    assertThat(client.path("party").asText()).isEqualTo("client");
    assertThat(client.path("worst").path("amount").asText()).isEqualTo("-" + price);
    assertThat(client.path("worst").path("exact").asBoolean()).isTrue();
    assertThat(root.path("facts")).hasSize(5);
    assertThat(root.path("states").path(0).path("transitions").size()).isGreaterThan(5);
    assertThat(root.path("overAtTheLatest").asLong()).isGreaterThan(root.path("start").asLong());
  }

  @Test
  void wrongValuesAreSaidInSentences() {
    assertThat(run("explain", WEBSITE, "--given", "prize=5")).isEqualTo(2);
    assertThat(err).contains("There is no parameter 'prize': the text has price.");
    assertThat(run("explain", WEBSITE, "--given", "price=5")).isEqualTo(2);
    assertThat(err).contains("5 is not between 1,000 USDC and 100,000 USDC");
    assertThat(run("explain", WEBSITE, "--given", "price")).isEqualTo(2);
    assertThat(run("explain", WEBSITE, "--given", "price=much")).isEqualTo(2);
    assertThat(run("explain", WEBSITE, "--start", "tomorrow")).isEqualTo(2);
    assertThat(err).contains("'tomorrow' is not a date");
    assertThat(run("explain", WEBSITE, "--html", folder.toString())).isEqualTo(2);
    assertThat(err).contains("cannot be written");
  }

  @Test
  void aPageDrawsTheStatesAndNeedsNothingElse() throws Exception {
    Path page = folder.resolve("page.html");
    assertThat(run("explain", WEBSITE, "--html", page.toString())).as(err).isZero();
    assertThat(out).isEqualTo("wrote " + page + "\n");
    String html = Files.readString(page);
    assertThat(html)
        .contains(
            "<svg ",
            "Disputed",
            "Content-Security-Policy",
            "default-src &#39;none&#39;".replace("&#39;", "'"))
        .doesNotContain("<script", "<link", "<img", "@import", "url(h");
    for (String drawing : html.split("(?=<svg )")) {
      if (drawing.startsWith("<svg ")) {
        wellFormed(drawing.substring(0, drawing.indexOf("</svg>") + 6));
      }
    }
  }

  @Test
  void aStrangersTextIsEscaped() throws Exception {
    Path file = folder.resolve("hostile.oath");
    String text = Files.readString(EXAMPLES.resolve("logo.oath"));
    String hostile =
        text.replace("Does it follow the brief?", HOSTILE).replace("follows the brief", HOSTILE);
    assertThat(hostile).isNotEqualTo(text);
    Files.writeString(file, hostile + "// " + HOSTILE + "\n");
    Path page = folder.resolve("page.html");
    assertThat(run("explain", file.toString(), "--html", page.toString())).as(err).isZero();
    harmless(Files.readString(page));
    assertThat(run("docs", file.toString(), "--out", page.toString())).as(err).isZero();
    harmless(Files.readString(page));
    assertThat(run("docs", file.toString())).isZero();
    assertThat(out).isEqualTo(Files.readString(page));
  }

  @Test
  void everyExampleHasAPageWithItsWholeText() throws Exception {
    for (String name : new String[] {"hackathon", "inspection", "promissory-note", "grant"}) {
      Path file = EXAMPLES.resolve(name + ".oath");
      assertThat(run("docs", file.toString())).as(err).isZero();
      int lines = Files.readString(file).split("\\R", -1).length;
      assertThat(out).contains("id=\"line-" + lines + "\"", "What is owed", "Deadlines", "States");
      assertThat(out).doesNotContain("id=\"line-" + (lines + 1) + "\"");
    }
  }

  @Test
  void aTextWithErrorsIsNotExplained() throws IOException {
    Path file = Files.writeString(folder.resolve("wrong.oath"), "agreement X version 1\nparty a\n");
    assertThat(run("explain", file.toString())).isEqualTo(1);
    assertThat(run("docs", file.toString())).isEqualTo(1);
    assertThat(out).isEmpty();
    Path library = Files.writeString(folder.resolve("lib.oath"), "library Lib version 1\n");
    assertThat(run("explain", library.toString())).isEqualTo(1);
    assertThat(err).contains("is a library");
  }

  private static void harmless(String html) {
    assertThat(html)
        .contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp;")
        .doesNotContain("<script", "<img", "</pre><", "onerror=a>");
  }

  private static void wellFormed(String xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
  }

  @Test
  void whatCountsFromAnEndIsLateByThatEndAndNotByItsOwnBeginning() throws IOException {
    Path text =
        Files.writeString(
            folder.resolve("ship.oath"),
            """
            agreement Ship version 1
            token USDC decimals 6
            party client
            party studio
            deliverable design by studio {
              pays 100 USDC from client
              due 10 days after start
              missed 5 days after due
            }
            deliverable build by studio after design {
              pays 100 USDC from client
              due 30 days after design
              missed 50 days after due
            }
            deliverable ship by studio after build {
              pays 100 USDC from client
              due 100 days after design
              missed 10 days after due
            }
            """);
    assertThat(run("explain", text.toString())).isZero();
    assertThat(out).contains("All is over by day 125.").contains("day 115");
  }

  @Test
  void aStartOutsideTheCalendarIsASentence() {
    String text = EXAMPLES.resolve("logo.oath").toString();
    for (String start : List.of("1800-01-01", "-0001-01-01", "tomorrow")) {
      assertThat(run("explain", "--start=" + start, text)).isEqualTo(2);
      assertThat(err).contains("date").doesNotContain("Exception");
    }
  }
}
