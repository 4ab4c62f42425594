package org.horkos.dsl.backend.terms;

import java.util.ArrayList;
import java.util.List;
import org.horkos.dsl.agreement.Moment;
import org.horkos.dsl.backend.terms.DeliverableTerms.FactTerms;
import org.horkos.dsl.backend.terms.DeliverableTerms.Gives;
import org.horkos.dsl.backend.terms.DeliverableTerms.Kind;
import org.horkos.dsl.backend.terms.DeliverableTerms.Pot;
import org.horkos.dsl.backend.terms.DeliverableTerms.Program;
import org.horkos.dsl.backend.terms.DeliverableTerms.Silence;
import org.horkos.dsl.backend.terms.DeliverableTerms.Source;
import org.horkos.dsl.backend.terms.TermsRefusal.Code;

/** One deliverable's part, packed: docs/protocol/terms.md. */
final class PartCodec {
  private PartCodec() {}

  static byte[] encode(DeliverableTerms part) {
    PackedWriter out = new PackedWriter();
    out.uint(1, part.performer()).uint(1, part.after());
    out.uint(1, part.court()).uint(1, part.attempts());
    out.uint(4, part.grace()).uint(4, part.challenge());
    moment(out, part.due());
    moment(out, part.missed());
    pots(out, part.pays());
    pots(out, part.lots());
    gives(out, part.missedGives());
    gives(out, part.failedGives());
    out.uint(1, part.facts().size());
    for (FactTerms fact : part.facts()) {
      out.uint(1, fact.kind().ordinal()).uint(1, fact.contestable() ? 1 : 0);
      out.uint(1, fact.source().ordinal()).uint(1, fact.index()).uint(4, fact.within());
      out.uint(1, fact.silence().ordinal()).word(fact.silenceWord());
      out.word(fact.least()).word(fact.most());
    }
    ClauseCodec.encode(out, part.clauses());
    byte[] code = part.program().code();
    return out.uint(2, code.length).bytes(code).done();
  }

  static void moment(PackedWriter out, Moment moment) {
    out.uint(1, moment.event().ordinal()).uint(1, moment.index()).uint(8, moment.offsetSeconds());
  }

  private static void pots(PackedWriter out, List<Pot> pots) {
    out.uint(1, pots.size());
    for (Pot pot : pots) {
      out.uint(1, pot.owner()).uint(1, pot.token()).uint(16, pot.amount());
    }
  }

  private static void gives(PackedWriter out, List<Gives> gives) {
    out.uint(1, gives.size());
    for (Gives entry : gives) {
      out.uint(1, entry.to()).uint(1, entry.lot()).uint(16, entry.amount());
    }
  }

  static DeliverableTerms decode(byte[] bytes, int index) throws RefusedTerms {
    String where = "deliverable " + index;
    if (bytes.length > TermsCodec.MAX_PART_BYTES) {
      throw new RefusedTerms(
          Code.TOO_LARGE,
          where,
          bytes.length + " bytes; a part has at most " + TermsCodec.MAX_PART_BYTES);
    }
    PackedReader in = new PackedReader(bytes, where);
    int performer = in.u8();
    int after = in.u8();
    int court = in.u8();
    int attempts = in.u8();
    long grace = in.u32();
    long challenge = in.u32();
    Moment due = moment(in);
    Moment missed = moment(in);
    List<Pot> pays = pots(in);
    List<Pot> lots = pots(in);
    List<Gives> missedGives = gives(in);
    List<Gives> failedGives = gives(in);
    List<FactTerms> facts = facts(in, where);
    Clauses clauses = ClauseCodec.decode(in, where);
    Program program = Program.of(in.bytes(in.u16()));
    in.end();
    return new DeliverableTerms(
        performer,
        after,
        pays,
        lots,
        due,
        grace,
        missed,
        missedGives,
        failedGives,
        challenge,
        court,
        attempts,
        facts,
        clauses,
        program);
  }

  static Moment moment(PackedReader in) throws RefusedTerms {
    return new Moment(in.option(Moment.Event.values()), in.u8(), in.u64());
  }

  private static List<Pot> pots(PackedReader in) throws RefusedTerms {
    int count = in.u8();
    List<Pot> pots = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pots.add(new Pot(in.u8(), in.u8(), in.u128()));
    }
    return pots;
  }

  private static List<Gives> gives(PackedReader in) throws RefusedTerms {
    int count = in.u8();
    List<Gives> gives = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      gives.add(new Gives(in.u8(), in.u8(), in.u128()));
    }
    return gives;
  }

  private static List<FactTerms> facts(PackedReader in, String where) throws RefusedTerms {
    int count = in.u8();
    List<FactTerms> facts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Kind kind = in.option(Kind.values());
      int contestable = in.u8();
      if (contestable > 1) {
        throw new RefusedTerms(Code.OUT_OF_RANGE, where, "'contestable' is 0 or 1");
      }
      facts.add(
          new FactTerms(
              kind,
              contestable == 1,
              in.option(Source.values()),
              in.u8(),
              in.u32(),
              in.option(Silence.values()),
              in.word(),
              in.word(),
              in.word()));
    }
    return facts;
  }
}
