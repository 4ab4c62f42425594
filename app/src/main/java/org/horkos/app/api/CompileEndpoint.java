package org.horkos.app.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.horkos.app.binding.BindingsFile;
import org.horkos.app.binding.Network;
import org.horkos.app.command.DiagnosticJson;
import org.horkos.app.node.KnownTexts;
import org.horkos.app.node.ServedNode;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.agreement.Bindings;
import org.horkos.dsl.analysis.BindingCheck;
import org.horkos.dsl.backend.program.Disassembly;
import org.horkos.dsl.backend.terms.EscrowAddress;
import org.horkos.dsl.backend.terms.FromAgreement;
import org.horkos.dsl.backend.terms.RehearsalBindings;
import org.horkos.dsl.backend.terms.SigningDigest;
import org.horkos.dsl.backend.terms.Terms;
import org.horkos.dsl.backend.terms.TermsCodec;
import org.horkos.dsl.backend.terms.TermsHead.Custody;
import org.horkos.dsl.backend.terms.TermsRefusal;
import org.horkos.dsl.expansion.Importing;
import org.horkos.dsl.source.Imports;
import org.horkos.dsl.source.SourceText;
import org.horkos.node.settlement.Contracts;

/** {@code POST /v1/compile}: what a text says and, with bindings, what its parties sign. */
final class CompileEndpoint {
  /** Compiling takes a core; strangers get no more than these. */
  private static final int AT_ONCE = 2;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ServedNode node;
  private final Semaphore turns = new Semaphore(AT_ONCE);

  CompileEndpoint(ServedNode node) {
    this.node = node;
  }

  ObjectNode answer(Context context) {
    RequestJson request = RequestJson.parse(context.bodyAsBytes());
    if (!turns.tryAcquire()) {
      throw ApiProblem.unavailable(
          "BUSY", "The node compiles other texts just now. Send again in a moment.");
    }
    try {
      return compile(request, context);
    } finally {
      turns.release();
    }
  }

  private ObjectNode compile(RequestJson request, Context context) {
    SourceText text = SourceText.of("agreement", request.text("text"));
    Map<String, String> libraries = request.texts("libraries", Importing.MOST_IMPORTS);
    Compiler.Checked checked = Compiler.check(text, Imports.ofTexts(libraries), node.policy());
    ObjectNode answer = JSON.objectNode();
    ArrayNode diagnostics = answer.putArray("diagnostics");
    DiagnosticJson.add(diagnostics, checked.source(), checked.diagnostics());
    answer.put("compiles", checked.agreement().isPresent());
    if (checked.agreement().isEmpty()) {
      context.status(422);
      answer.set(
          "error",
          checked.hasErrors()
              ? ApiServer.error("TEXT_HAS_ERRORS", "The text has errors: see diagnostics.")
              : ApiServer.error(
                  "TEXT_IS_LIBRARY",
                  "The text is a library: send an agreement that imports it, and the library in"
                      + " 'libraries'."));
      return answer;
    }
    Agreement agreement = checked.agreement().get();
    Optional<String> file =
        request.has("bindings") ? Optional.of(bindingsText(request)) : Optional.empty();
    Bindings bindings =
        file.map(json -> bound(json, agreement))
            .orElseGet(
                () ->
                    RehearsalBindings.of(agreement, RehearsalBindings.leastParameters(agreement)));
    Terms terms = terms(agreement, bindings);
    answer.put("name", agreement.name());
    answer.put("drl", org.horkos.dsl.backend.drl.FromAgreement.write(agreement, bindings));
    programs(answer.putArray("deliverables"), agreement, terms);
    file.ifPresent(
        json -> {
          sign(answer, terms);
          node.texts()
              .register(
                  new KnownTexts.Known(agreement, bindings, terms, text.text(), libraries), json);
        });
    return answer;
  }

  /** The bindings as an object, or as the text of a bindings file. */
  private static String bindingsText(RequestJson request) {
    return request.node().path("bindings").isTextual()
        ? request.text("bindings")
        : request.object("bindings").node().toString();
  }

  private Bindings bound(String json, Agreement agreement) {
    BindingsFile read = BindingsFile.read(json, agreement);
    if (read.bindings().isEmpty()) {
      throw ApiProblem.refused(
          "BAD_BINDINGS",
          "The bindings do not fit the agreement: " + String.join("; ", read.problems()) + ".");
    }
    List<String> problems =
        BindingCheck.check(agreement, read.bindings().get()).stream()
            .map(BindingCheck.Problem::sentence)
            .toList();
    if (!problems.isEmpty()) {
      throw ApiProblem.refused(
          "BAD_BINDINGS",
          "The bindings bind the agreement to what cannot be signed: "
              + String.join("; ", problems)
              + ".");
    }
    Contracts contracts = node.contracts();
    Network here =
        new Network(
            contracts.chainId(),
            contracts.rollup(),
            contracts.factory(),
            contracts.implementation());
    if (read.network().isPresent() && !read.network().get().equals(here)) {
      throw ApiProblem.refused(
          "OTHER_NETWORK",
          "The bindings are for another network than this node's: leave 'network' out, or name"
              + " chain "
              + here.chainId()
              + ", rollup "
              + here.rollup()
              + ", factory "
              + here.factory()
              + " and implementation "
              + here.implementation()
              + ".");
    }
    return read.bindings().get();
  }

  private static Terms terms(Agreement agreement, Bindings bindings) {
    return switch (FromAgreement.compile(agreement, bindings, Custody.L1)) {
      case FromAgreement.Result.Compiled compiled -> compiled.terms();
      case FromAgreement.Result.Refused refused -> {
        List<String> why = refused.refusals().stream().map(TermsRefusal::sentence).toList();
        throw ApiProblem.refused(
            "NO_TERMS", "The agreement cannot become terms: " + String.join("; ", why) + ".");
      }
    };
  }

  private static void programs(ArrayNode list, Agreement agreement, Terms terms) {
    for (int d = 0; d < terms.deliverables().size(); d++) {
      byte[] code = terms.deliverables().get(d).program().code();
      list.addObject()
          .put("name", agreement.deliverables().get(d).name())
          .put("program", hex(code))
          .put("disassembly", Disassembly.of(code, agreement, agreement.deliverables().get(d)));
    }
  }

  private void sign(ObjectNode answer, Terms terms) {
    Contracts contracts = node.contracts();
    answer.put("termsHash", terms.hash().toString());
    answer.put("head", hex(TermsCodec.encodeHead(terms.head())));
    ArrayNode parts = answer.putArray("parts");
    TermsCodec.encodeParts(terms).forEach(part -> parts.add(hex(part)));
    answer.put(
        "escrow",
        EscrowAddress.of(contracts.factory(), contracts.implementation(), terms).toString());
    answer.put(
        "digest",
        SigningDigest.of(SigningDigest.domain(contracts.chainId(), contracts.rollup()), terms)
            .toString());
  }

  private static String hex(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }
}
