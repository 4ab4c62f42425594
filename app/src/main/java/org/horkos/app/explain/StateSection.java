package org.horkos.app.explain;

import java.util.ArrayList;
import java.util.List;
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
    List<Section.Block.Diagram> all = new ArrayList<>();
    for (int i = 0; i < agreement.deliverables().size(); i++) {
      all.add(new Section.Block.Diagram(phrases.name(i), StateDiagram.of(agreement, i, phrases)));
    }
    for (List<Section.Block.Diagram> run : Series.runs(all, Section.Block.Diagram::toString)) {
      Section.Block.Diagram first = run.getFirst();
      Section.Block.Diagram last = run.getLast();
      blocks.add(
          new Section.Block.Diagram(
              Series.reaching(first.name(), last.name()), first.states().to(last.states())));
    }
    return new Section("states", "States", blocks);
  }
}
