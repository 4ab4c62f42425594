package org.horkos.arbitration.panel;

import java.util.List;

/** What became of an input to a panel. */
public sealed interface PanelResult {
  /** It was done. */
  record Applied(PanelState state, List<PanelEffect> effects) implements PanelResult {
    public Applied {
      effects = List.copyOf(effects);
    }
  }

  /**
   * It was refused and changed nothing; what time alone had brought about by then still holds, so
   * whoever got a refusal may send an {@link PanelInput.Advance}.
   */
  record Refused(PanelRefusal refusal) implements PanelResult {}
}
