package org.horkos.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.horkos.app.binding.BindingsFile;
import org.horkos.app.binding.Network;
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
import org.horkos.dsl.source.SourceText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code horkos compile FILE -o DIR}: writes the rules as DRL, the rule programs with their
 * disassembly, and with bindings the terms that the parties sign and the escrow's address.
 */
@Command(
    name = "compile",
    description = {
      "Compiles an agreement to Drools rules, rule programs and signable terms.",
      "Without --bindings it writes rules and programs at the least value of each parameter, and a"
          + " bindings file to fill in."
    },
    mixinStandardHelpOptions = true)
public final class CompileCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "An Oath text.")
  private Path file = Path.of("");

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "Where to write; made if it is not there.")
  private Path directory = Path.of("");

  @Option(
      names = {"-b", "--bindings"},
      paramLabel = "JSON",
      description = "Values, addresses and the network: see docs/operations/bindings.md.")
  private @Nullable Path bindingsFile;

  @Override
  public Integer call() {
    SourceText text = Texts.read(file);
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter out = spec.commandLine().getOut();
    Agreement agreement = Texts.checked(text, err).agreement().orElseThrow();
    Optional<BindingsFile> bound = Optional.ofNullable(bindingsFile).map(p -> read(p, agreement));
    Bindings bindings =
        bound
            .flatMap(BindingsFile::bindings)
            .orElseGet(
                () ->
                    RehearsalBindings.of(agreement, RehearsalBindings.leastParameters(agreement)));
    Terms terms =
        switch (FromAgreement.compile(agreement, bindings, Custody.L1)) {
          case FromAgreement.Result.Compiled compiled -> compiled.terms();
          case FromAgreement.Result.Refused refused -> throw refused(refused.refusals());
        };
    write(out, "rules.drl", org.horkos.dsl.backend.drl.FromAgreement.write(agreement, bindings));
    for (int d = 0; d < terms.deliverables().size(); d++) {
      String name = agreement.deliverables().get(d).name();
      byte[] code = terms.deliverables().get(d).program().code();
      write(
          out,
          name + ".program.txt",
          Disassembly.of(code, agreement, agreement.deliverables().get(d)));
      write(out, name + ".program.hex", "0x" + HexFormat.of().formatHex(code) + "\n");
    }
    if (bound.isEmpty()) {
      write(out, "bindings.json", BindingsFile.template(agreement));
      out.println();
      out.println(
          "Rules and programs are for the least value of each parameter. For the terms and the"
              + " escrow's address fill in "
              + directory.resolve("bindings.json")
              + " and compile again with --bindings.");
    } else {
      writeTerms(out, terms);
      tell(out, terms, bound.get().network());
    }
    out.flush();
    return ExitCode.FINE;
  }

  static BindingsFile read(Path path, Agreement agreement) {
    String json = new String(InputFile.read(path, BindingsFile.MAX_BYTES), StandardCharsets.UTF_8);
    BindingsFile read = BindingsFile.read(json, agreement);
    if (!read.problems().isEmpty()) {
      throw Refusal.input(
          path + " does not bind the agreement:\n  " + String.join("\n  ", read.problems()));
    }
    List<String> problems =
        read.bindings().stream()
            .flatMap(bindings -> BindingCheck.check(agreement, bindings).stream())
            .map(BindingCheck.Problem::sentence)
            .toList();
    if (!problems.isEmpty()) {
      throw Refusal.input(
          path
              + " binds the agreement to what cannot be signed:\n  "
              + String.join("\n  ", problems));
    }
    return read;
  }

  static Refusal refused(List<TermsRefusal> refusals) {
    return Refusal.input(
        "the agreement cannot become terms:\n  "
            + String.join("\n  ", refusals.stream().map(TermsRefusal::sentence).toList()));
  }

  private void writeTerms(PrintWriter out, Terms terms) {
    StringBuilder parts = new StringBuilder();
    TermsCodec.encodeParts(terms)
        .forEach(part -> parts.append("0x").append(HexFormat.of().formatHex(part)).append('\n'));
    write(
        out,
        "terms.head.hex",
        "0x" + HexFormat.of().formatHex(TermsCodec.encodeHead(terms.head())) + "\n");
    write(out, "terms.parts.hex", parts.toString());
  }

  private static void tell(PrintWriter out, Terms terms, Optional<Network> network) {
    out.println();
    out.println("termsHash  " + terms.hash());
    if (network.isPresent()) {
      Network on = network.get();
      out.println("escrow     " + EscrowAddress.of(on.factory(), on.implementation(), terms));
      out.println(
          "to sign    " + SigningDigest.of(SigningDigest.domain(on.chainId(), on.rollup()), terms));
    } else {
      out.println(
          "The bindings name no network, so the escrow's address and the digest to sign are open.");
    }
  }

  private void write(PrintWriter out, String name, String content) {
    Path target = directory.resolve(name);
    try {
      Files.createDirectories(directory);
      Files.writeString(target, content);
    } catch (IOException e) {
      throw Refusal.use(
          target
              + " cannot be written: "
              + FileTrouble.writing(target, e)
              + ". Name a folder that you may write to with -o.");
    }
    out.println("wrote " + target);
  }
}
