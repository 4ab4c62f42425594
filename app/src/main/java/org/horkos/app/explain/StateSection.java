package org.horkos.app.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.horkos.dsl.agreement.Agreement;

/** The states of the agreement and of its deliverables. */
final class StateSection {
  private StateSection() {}

  static Section section(Agreement agreement, Phrases phrases) {
    List<Section.Block> blocks = new ArrayList<>();
    blocks.add(
        new Section.Block.Paragraph(
            "The agreement: Proposed, then Funding, then Active once all named parties have paid"
                + " in, then Closed when every deliverable has ended. Unless all have paid in"
                + " within "
                + org.horkos.app.simulation.Narrator.duration(agreement.fundedWithinSeconds())
                + ", it is Cancelled and everybody has the money back."));
    Map<StateDiagram, List<String>> alike = new LinkedHashMap<>();
    for (int i = 0; i < agreement.deliverables().size(); i++) {
      alike
          .computeIfAbsent(StateDiagram.of(agreement, i, phrases), _ -> new ArrayList<>())
          .add(phrases.name(i));
    }
    alike.forEach(
        (states, names) -> blocks.add(new Section.Block.Diagram(Phrases.names(names), states)));
    return new Section("states", "States", blocks);
  }
}
