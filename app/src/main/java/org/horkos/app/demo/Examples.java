package org.horkos.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.horkos.dsl.Compiler;
import org.horkos.dsl.agreement.Agreement;
import org.horkos.dsl.scenario.Scenario;
import org.horkos.dsl.source.SourceText;

/**
 * The Oath texts that come with the project, as the demo plays them.
 *
 * @param folder where they lie
 * @param cast who plays
 */
record Examples(Path folder, Cast cast) {
  /** An example under one of its scenarios. */
  DemoAgreement agreement(String path, String file, String scenarioName) throws IOException {
    Path source = folder.resolve(file);
    if (!Files.exists(source)) {
      throw new DemoFailure("the example " + source + " is missing: check out the whole project");
    }
    SourceText text = SourceText.of(file, Files.readAllBytes(source));
    Compiler.Checked checked = Compiler.check(text);
    Agreement agreement =
        checked
            .agreement()
            .orElseThrow(() -> new DemoFailure(source + " has errors: horkos check " + source));
    Scenario scenario =
        checked.scenarios().stream()
            .filter(each -> each.name().equals(scenarioName))
            .findFirst()
            .orElseThrow(
                () -> new DemoFailure(source + " has no scenario \"" + scenarioName + "\""));
    return cast.agreement(path, text, agreement, scenario);
  }
}
