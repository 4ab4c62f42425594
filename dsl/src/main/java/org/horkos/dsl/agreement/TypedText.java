package org.horkos.dsl.agreement;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.horkos.dsl.resolution.Resolution;
import org.horkos.dsl.source.Span;

/**
 * What typing made of a text: all that could be typed, and where it stands. The analysis looks at
 * each deliverable that could be typed, also when another one is wrong.
 *
 * @param frame the agreement without its deliverables
 * @param deliverables each deliverable, as far as it could be typed
 * @param places where its parts stand
 * @param quorums for each deliverable on which conditions its panels need so many votes, by the
 *     places of these conditions
 * @param measured for each deliverable what its amounts come to, by their places, for tools
 * @param outliers for each deliverable the numbers that can leave their bounds; each is an error
 * @param resolution what it was made of
 */
public record TypedText(
    Agreement frame,
    List<Optional<Deliverable>> deliverables,
    List<Places> places,
    List<Map<Span, Condition>> quorums,
    List<Map<Span, Measured>> measured,
    List<List<Outlier>> outliers,
    Resolution resolution) {
  public TypedText {
    deliverables = List.copyOf(deliverables);
    places = List.copyOf(places);
    quorums = quorums.stream().map(TypedText::inOrder).toList();
    measured = measured.stream().map(Map::copyOf).toList();
    outliers = outliers.stream().map(List::copyOf).toList();
  }

  private static <T> Map<Span, T> inOrder(Map<Span, T> byPlace) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(byPlace));
  }

  /**
   * The agreement, if every deliverable could be typed. Whether it may be signed is another
   * question.
   */
  public Optional<Agreement> agreement() {
    return outliers.stream().allMatch(List::isEmpty) ? withoutOutliers() : Optional.empty();
  }

  /** The same as if no number could leave its bounds: what lives are looked for in. */
  public Optional<Agreement> withoutOutliers() {
    if (deliverables.isEmpty() || deliverables.stream().anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    List<Deliverable> all = deliverables.stream().flatMap(Optional::stream).toList();
    return Optional.of(
        new Agreement(
            frame.name(),
            frame.version(),
            frame.prose(),
            frame.textHash(),
            frame.fundedWithinSeconds(),
            frame.tokens(),
            frame.parameters(),
            frame.parties(),
            frame.attestors(),
            frame.courts(),
            frame.calendars(),
            all));
  }

  /**
   * Where the parts of a deliverable stand; lists run parallel to those of the {@link Deliverable}.
   *
   * @param head its name
   * @param pays its pays
   * @param lots its bonds
   * @param due its due clause
   * @param missed its missed clause
   * @param missedGives what it gives if missed
   * @param failedGives what it gives if it fails
   * @param challenge its challenge clause
   * @param facts its facts
   * @param requires its requires
   * @param awards its awards
   * @param penalties its penalties
   * @param records what is recorded
   */
  public record Places(
      Span head,
      List<Span> pays,
      List<Span> lots,
      Span due,
      Span missed,
      List<Span> missedGives,
      List<Span> failedGives,
      Span challenge,
      List<Span> facts,
      List<Span> requires,
      List<Span> awards,
      List<Span> penalties,
      List<Span> records) {
    public Places {
      pays = List.copyOf(pays);
      lots = List.copyOf(lots);
      missedGives = List.copyOf(missedGives);
      failedGives = List.copyOf(failedGives);
      facts = List.copyOf(facts);
      requires = List.copyOf(requires);
      awards = List.copyOf(awards);
      penalties = List.copyOf(penalties);
      records = List.copyOf(records);
    }
  }
}
