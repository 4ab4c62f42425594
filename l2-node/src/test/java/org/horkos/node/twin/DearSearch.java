package org.horkos.node.twin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.horkos.node.Seeded;
import org.horkos.node.execution.CheapSteps.Cheap;
import org.horkos.node.execution.CheapSteps.Kind;
import org.horkos.node.execution.DearChunks;
import org.horkos.node.execution.LargestTerms.Shape;
import org.horkos.node.execution.RandomChunks;

/**
 * Looks for the dearest chunk: climbs from one to a dearer one by changing the terms of the
 * agreement, what is done, or the cheap steps after it. A chunk lies in a tree whose branches are
 * full, of an agreement of its own.
 */
final class DearSearch {
  /** The dearest that was found so far. Whoever finds a dearer one writes it here. */
  static final Found DEAREST =
      new Found(
          "last reveal, ruling",
          new Shape(8, 8, 64, 2, 1, 15),
          List.of(
              new Cheap(Kind.COLLECTOR, 1),
              new Cheap(Kind.COLLECTOR, 3),
              new Cheap(Kind.COLLECTOR, 5),
              new Cheap(Kind.COLLECTOR, 7),
              new Cheap(Kind.COLLECTOR, 9),
              new Cheap(Kind.COLLECTOR, 11)));

  private static final int KEPT = 60;
  private static final int TAIL = 16;

  private final ChunkGas gas;
  private final Seeded seeded;
  private final Map<Shape, Map<String, RandomChunks.Case>> lives = new LinkedHashMap<>();
  private int measured;

  DearSearch(ChunkGas gas, Seeded seeded) {
    this.gas = gas;
    this.seeded = seeded;
  }

  /**
   * A chunk by what it is made of.
   *
   * @param what is done
   * @param terms of the agreement on which it is done
   * @param tail cheap steps after it
   */
  record Found(String what, Shape terms, List<Cheap> tail) {
    Found {
      tail = List.copyOf(tail);
    }

    /** For people. */
    String words() {
      String then =
          tail.isEmpty()
              ? ""
              : ", then " + String.join(", ", tail.stream().map(Cheap::toString).toList());
      return "%s, with %d pays, %d lots, %d penalties, %d tokens, %d courts, words of %d bytes%s"
          .formatted(
              what,
              terms.pays(),
              terms.lots(),
              terms.penalties(),
              terms.tokens(),
              terms.courts(),
              1 + terms.wide(),
              then);
    }
  }

  /** The chunk. */
  RandomChunks.Case chunk(Found found) {
    Map<String, RandomChunks.Case> life = lives.computeIfAbsent(found.terms, shape -> lived(shape));
    if (lives.size() > KEPT) {
      lives.remove(lives.keySet().iterator().next());
    }
    RandomChunks.Case next = life.get(found.what);
    if (next == null) {
      throw new IllegalArgumentException(found + " is not admissible");
    }
    return DearChunks.dearer(next, found.tail);
  }

  /** Terms on which such a life is not possible have none. */
  private static Map<String, RandomChunks.Case> lived(Shape shape) {
    try {
      return DearChunks.of(shape);
    } catch (IllegalArgumentException | IllegalStateException notAdmissible) {
      return Map.of();
    }
  }

  /**
   * Measures so many chunks; each that is dearer than all before it is shown.
   *
   * @return the dearest
   */
  Found climb(Found from, int chunks, Consumer<String> shown) {
    Found best = from;
    long most = measure(from);
    shown.accept("%,d gas: %s".formatted(most, best.words()));
    while (measured < chunks) {
      Found other = changed(best);
      if (lives.computeIfAbsent(other.terms, DearSearch::lived).containsKey(other.what)) {
        long found = measure(other);
        if (found > most) {
          most = found;
          best = other;
          shown.accept("%,d gas: %s".formatted(most, best.words()));
        }
      }
    }
    return best;
  }

  private long measure(Found found) {
    measured++;
    return gas.total(chunk(found));
  }

  private Found changed(Found from) {
    return switch (seeded.below(8)) {
      case 0, 1, 2 -> new Found(from.what, changed(from.terms), from.tail);
      case 3 -> {
        List<String> all = List.copyOf(lives.getOrDefault(from.terms, Map.of()).keySet());
        yield new Found(seeded.oneOf(all), from.terms, from.tail);
      }
      default -> new Found(from.what, from.terms, changed(from.tail));
    };
  }

  private Shape changed(Shape of) {
    return switch (seeded.below(6)) {
      case 0 ->
          new Shape(
              1 + seeded.below(8), of.lots(), of.penalties(), of.tokens(), of.courts(), of.wide());
      case 1 ->
          new Shape(
              of.pays(), 1 + seeded.below(8), of.penalties(), of.tokens(), of.courts(), of.wide());
      case 2 ->
          new Shape(of.pays(), of.lots(), seeded.below(65), of.tokens(), of.courts(), of.wide());
      case 3 ->
          new Shape(of.pays(), of.lots(), of.penalties(), 3 - of.tokens(), of.courts(), of.wide());
      case 4 ->
          new Shape(
              of.pays(), of.lots(), of.penalties(), of.tokens(), 1 + seeded.below(8), of.wide());
      default ->
          new Shape(
              of.pays(), of.lots(), of.penalties(), of.tokens(), of.courts(), seeded.below(16));
    };
  }

  private List<Cheap> changed(List<Cheap> of) {
    List<Cheap> tail = new ArrayList<>(of);
    int at = seeded.below(tail.size() + 1);
    if (at == tail.size() || tail.size() < TAIL && seeded.oneIn(2)) {
      tail.add(at, Cheap.any(seeded));
    } else if (seeded.oneIn(4)) {
      tail.remove(at);
    } else {
      tail.set(at, Cheap.any(seeded));
    }
    return tail.subList(0, Math.min(tail.size(), TAIL));
  }
}
