package org.horkos.dsl.expansion;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.horkos.dsl.source.Diagnostic;
import org.horkos.dsl.source.DiagnosticCode;
import org.horkos.dsl.source.Diagnostics;
import org.horkos.dsl.source.Spelling;
import org.horkos.dsl.syntax.Clause;
import org.horkos.dsl.syntax.Declaration;
import org.horkos.dsl.syntax.Expression;
import org.horkos.dsl.syntax.Word;
import org.jspecify.annotations.Nullable;

/** Fills a template's parameters in. */
final class Templates extends Rewriting {
  private final Map<String, Expression> arguments;
  private final Diagnostics diagnostics;

  private Templates(Map<String, Expression> arguments, Diagnostics diagnostics) {
    this.arguments = arguments;
    this.diagnostics = diagnostics;
  }

  /** The clauses of a template with these arguments; an unknown one has none, and is reported. */
  static List<Clause> filled(
      Declaration.Likeness like,
      Map<String, Declaration.Template> templates,
      Diagnostics diagnostics) {
    Declaration.@Nullable Template template = templates.get(like.template().text());
    if (template == null) {
      Diagnostic unknown =
          Diagnostic.of(
              DiagnosticCode.UNKNOWN_TEMPLATE,
              like.template().span(),
              "there is no template `" + like.template().text() + "`");
      diagnostics.add(
          unknown.hint(
              Spelling.nearest(like.template().text(), List.copyOf(templates.keySet()))
                  .map(near -> "did you mean `" + near + "`?")
                  .orElse("declare it: `template " + like.template().text() + " { … }`")));
      return List.of();
    }
    int wanted = template.parameters().size();
    if (like.arguments().size() != wanted) {
      diagnostics.add(
          Diagnostic.of(
                  DiagnosticCode.TEMPLATE_ARGUMENTS,
                  like.span(),
                  "`"
                      + template.name().text()
                      + "` takes "
                      + wanted
                      + (wanted == 1 ? " value, but " : " values, but ")
                      + like.arguments().size()
                      + (like.arguments().size() == 1 ? " stands here" : " stand here"))
              .note(template.name().span(), "declared here")
              .hint("write one value for each name in its parentheses"));
      return List.of();
    }
    Map<String, Expression> arguments = new HashMap<>();
    for (int i = 0; i < wanted; i++) {
      arguments.put(template.parameters().get(i).text(), like.arguments().get(i));
    }
    return new Templates(arguments, diagnostics).clauses(template.clauses());
  }

  @Override
  Word word(Word name) {
    Expression argument = arguments.get(name.text());
    if (argument == null) {
      return name;
    }
    if (argument instanceof Expression.Name given) {
      return given.word();
    }
    diagnostics.add(
        Diagnostic.of(
                DiagnosticCode.TEMPLATE_NAME,
                argument.span(),
                "a name is needed here: `" + name.text() + "` of the template stands for somebody")
            .note(name.span(), "here")
            .hint("write the name of a party, an attestor or a court"));
    return name;
  }

  @Override
  Expression value(Expression.Name name) {
    Expression argument = arguments.get(name.word().text());
    return argument == null ? name : argument;
  }
}
