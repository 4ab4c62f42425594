package org.horkos.dsl.backend.terms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.horkos.dsl.backend.terms.Clauses.Asked;
import org.horkos.dsl.backend.terms.Clauses.Calendar;
import org.horkos.dsl.backend.terms.Clauses.Contest;
import org.horkos.dsl.backend.terms.Clauses.Kind;
import org.horkos.dsl.backend.terms.Clauses.MayEnd;
import org.horkos.dsl.backend.terms.Clauses.Owes;
import org.horkos.dsl.backend.terms.TermsRefusal.Code;
import org.jspecify.annotations.Nullable;

/** The clauses of a part, packed: docs/protocol/terms.md, "Clauses". */
final class ClauseCodec {
  private final PackedReader in;
  private final String where;

  private @Nullable Integer measuredBy;
  private @Nullable Integer excuse;
  private boolean byItself;
  private boolean afterAnyEnd;
  private @Nullable MayEnd mayEnd;
  private int endsAll;
  private final List<Owes> owes = new ArrayList<>();
  private @Nullable Integer carriesFrom;
  private @Nullable Calendar calendar;
  private @Nullable Integer entryOf;
  private @Nullable Contest contest;
  private final List<Asked> asked = new ArrayList<>();

  private ClauseCodec(PackedReader in, String where) {
    this.in = in;
    this.where = where;
  }

  static void encode(PackedWriter out, Clauses clauses) {
    out.uint(1, clauses.kinds().size());
    int owed = 0;
    for (Kind kind : clauses.kinds()) {
      out.uint(1, kind.code());
      switch (kind) {
        case MEASURED -> out.uint(1, clauses.measuredBy().orElseThrow());
        case EXCUSE -> out.uint(1, clauses.excuse().orElseThrow());
        case BY_ITSELF, AFTER_ANY_END -> {}
        case MAY_END -> {
          MayEnd may = clauses.mayEnd().orElseThrow();
          out.uint(1, may.party());
          PartCodec.moment(out, may.from());
        }
        case ENDS_ALL -> out.uint(1, clauses.endsAll());
        case OWES -> {
          Owes one = clauses.owes().get(owed++);
          out.uint(1, one.to()).uint(1, one.token()).uint(16, one.amount());
          out.uint(1, one.late() ? 1 : 0);
        }
        case CARRIES -> out.uint(1, clauses.carriesFrom().orElseThrow());
        case CALENDAR -> encode(out, clauses.calendar().orElseThrow());
        case ENTRY -> out.uint(1, clauses.entryOf().orElseThrow());
        case CONTEST -> {
          Contest contest = clauses.contest().orElseThrow();
          out.uint(1, contest.mode().ordinal());
          out.uint(1, contest.first()).uint(1, contest.count());
          out.uint(1, contest.bps().size());
          contest.bps().forEach(bps -> out.uint(2, bps));
        }
        case ASKED -> {
          out.uint(1, clauses.asked().size());
          clauses.asked().forEach(one -> out.uint(1, one.fact()).uint(1, one.ask()));
        }
      }
    }
  }

  private static void encode(PackedWriter out, Calendar calendar) {
    out.uint(4, calendar.offsetSeconds()).uint(1, calendar.weekend());
    out.uint(2, calendar.last()).uint(5, calendar.counted());
    out.uint(1, calendar.holidays().size());
    calendar.holidays().forEach(day -> out.uint(2, day));
  }

  static Clauses decode(PackedReader in, String where) throws RefusedTerms {
    return new ClauseCodec(in, where).read();
  }

  private Clauses read() throws RefusedTerms {
    int count = in.u8();
    int before = 0;
    for (int i = 0; i < count; i++) {
      int code = in.u8();
      if (code < 1 || code > Kind.values().length) {
        throw new RefusedTerms(Code.OUT_OF_RANGE, where + ", clauses", "no clause of kind " + code);
      }
      if (code < before || (code == before && code != Kind.OWES.code())) {
        throw new RefusedTerms(
            Code.NOT_CANONICAL, where + ", clauses", "clauses ascend by kind, each kind once");
      }
      before = code;
      read(Kind.values()[code - 1]);
    }
    return new Clauses(
        Optional.ofNullable(measuredBy),
        Optional.ofNullable(excuse),
        byItself,
        afterAnyEnd,
        Optional.ofNullable(mayEnd),
        endsAll,
        owes,
        Optional.ofNullable(carriesFrom),
        Optional.ofNullable(calendar),
        Optional.ofNullable(entryOf),
        Optional.ofNullable(contest),
        asked);
  }

  private void read(Kind kind) throws RefusedTerms {
    switch (kind) {
      case MEASURED -> measuredBy = in.u8();
      case EXCUSE -> excuse = in.u8();
      case BY_ITSELF -> byItself = true;
      case AFTER_ANY_END -> afterAnyEnd = true;
      case MAY_END -> mayEnd = new MayEnd(in.u8(), PartCodec.moment(in));
      case ENDS_ALL -> {
        endsAll = in.u8();
        refuseEmpty(endsAll, "it names no end");
      }
      case OWES -> owes.add(new Owes(in.u8(), in.u8(), in.u128(), flag()));
      case CARRIES -> carriesFrom = in.u8();
      case CALENDAR -> calendar = calendar();
      case ENTRY -> entryOf = in.u8();
      case CONTEST -> {
        Contest.Mode mode = in.option(Contest.Mode.values());
        int first = in.u8();
        int count = in.u8();
        contest = new Contest(mode, first, count, u16s());
      }
      case ASKED -> {
        int count = in.u8();
        refuseEmpty(count, "it names no fact");
        for (int i = 0; i < count; i++) {
          asked.add(new Asked(in.u8(), in.u8()));
        }
      }
    }
  }

  private Calendar calendar() throws RefusedTerms {
    int offset = (int) in.u32();
    int weekend = in.u8();
    int last = in.u16();
    long counted = ((long) in.u8() << 32) | in.u32();
    return new Calendar(offset, weekend, last, counted, u16s());
  }

  private List<Integer> u16s() throws RefusedTerms {
    int count = in.u8();
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(in.u16());
    }
    return all;
  }

  private boolean flag() throws RefusedTerms {
    int flag = in.u8();
    if (flag > 1) {
      throw new RefusedTerms(Code.OUT_OF_RANGE, where + ", clauses", "'late' is 0 or 1");
    }
    return flag == 1;
  }

  /** A clause that says nothing would be another encoding of the part without it. */
  private void refuseEmpty(int what, String why) throws RefusedTerms {
    if (what == 0) {
      throw new RefusedTerms(Code.NOT_CANONICAL, where + ", clauses", why + "; leave it out");
    }
  }
}
