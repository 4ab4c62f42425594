package org.horkos.dsl.backend.terms;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.horkos.dsl.backend.terms.TermsHead.CourtTerms;
import org.horkos.dsl.backend.terms.TermsHead.Custody;
import org.horkos.dsl.backend.terms.TermsHead.PartyMoney;
import org.horkos.dsl.backend.terms.TermsHead.Seat;
import org.horkos.dsl.backend.terms.TermsHead.TokenCap;
import org.horkos.dsl.backend.terms.TermsRefusal.Code;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Hash;

/**
 * The head as Solidity's {@code abi.encode} of one struct {@code Head}. Written out rather than
 * left to a general library: its decoder must take nothing but the canonical encoding, tails in the
 * order of the fields, without gaps.
 */
final class HeadCodec {
  private static final int WORD = 32;

  /** Head slots of the struct: fields, or offsets of those of dynamic size. */
  private static final int SLOTS = 15;

  private HeadCodec() {}

  static byte[] encode(TermsHead head) {
    PackedWriter tails = new PackedWriter();
    byte[] name = head.name().getBytes(StandardCharsets.US_ASCII);
    tails.uint(WORD, name.length).bytes(name).bytes(new byte[padding(name.length)]);
    int[] offsets = new int[7];
    offsets[0] = SLOTS * WORD;
    offsets[1] = SLOTS * WORD + tails.done().length;
    offsets[2] = offsets[1] + array(tails, head.tokens(), 1, HeadCodec::address);
    offsets[3] =
        offsets[2]
            + array(
                tails,
                head.parties(),
                2,
                (out, seat) -> {
                  address(out, seat.account());
                  out.uint(WORD, seat.openFor());
                });
    offsets[4] = offsets[3] + array(tails, head.attestors(), 1, HeadCodec::address);
    offsets[5] =
        offsets[4]
            + array(
                tails,
                head.money(),
                4,
                (out, money) ->
                    out.uint(WORD, money.party())
                        .uint(WORD, money.token())
                        .uint(WORD, money.deposit())
                        .uint(WORD, money.maximum()));
    offsets[6] =
        offsets[5]
            + array(
                tails,
                head.caps(),
                2,
                (out, cap) -> out.uint(WORD, cap.court()).uint(WORD, cap.burn()));
    array(tails, head.courts(), 12, HeadCodec::court);
    PackedWriter out = new PackedWriter();
    out.uint(WORD, WORD).uint(WORD, offsets[0]).uint(WORD, head.version());
    out.bytes(head.textHash().bytes()).bytes(head.salt().bytes());
    address(out, head.proposer());
    out.uint(WORD, head.openBy()).uint(WORD, head.custody().ordinal());
    out.uint(WORD, head.fundWithin());
    for (int i = 1; i < offsets.length; i++) {
      out.uint(WORD, offsets[i]);
    }
    return out.uint(WORD, head.deliverables()).bytes(tails.done()).done();
  }

  private interface Entry<T> {
    void write(PackedWriter out, T entry);
  }

  /** Writes length and entries of {@code words} words each; answers how many bytes that were. */
  private static <T> int array(PackedWriter out, List<T> list, int words, Entry<T> entry) {
    out.uint(WORD, list.size());
    list.forEach(each -> entry.write(out, each));
    return WORD * (1 + words * list.size());
  }

  private static void address(PackedWriter out, Address address) {
    out.bytes(new byte[WORD - Address.SIZE]).bytes(address.bytes());
  }

  private static void court(PackedWriter out, CourtTerms court) {
    out.uint(WORD, court.id()).uint(WORD, court.draws());
    out.uint(WORD, court.evidence()).uint(WORD, court.commit());
    out.uint(WORD, court.reveal()).uint(WORD, court.appeal()).uint(WORD, court.appeals());
    out.uint(WORD, court.forfeitBps()).uint(WORD, court.winnerBps());
    out.uint(WORD, court.courtBps()).uint(WORD, court.burnBps()).uint(WORD, court.seatFee());
  }

  private static int padding(int length) {
    return (WORD - length % WORD) % WORD;
  }

  static TermsHead decode(byte[] bytes) throws RefusedTerms {
    Words in = new Words(bytes);
    in.offset("head", WORD);
    in.base = in.consumed;
    int nameAt = in.length("name", bytes.length);
    long version = in.uint("version", 32);
    Hash textHash = Hash.of(in.word("textHash"));
    Hash salt = Hash.of(in.word("salt"));
    Address proposer = in.address("proposer");
    long openBy = in.uint("openBy", 63);
    int custody = in.length("custody", Custody.values().length - 1);
    long fundWithin = in.uint("fundWithin", 63);
    int[] offsets = new int[6];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = in.length("offset " + i, bytes.length);
    }
    int deliverables = in.length("deliverables", Terms.MAX_DELIVERABLES);

    in.at("name", nameAt);
    String name = in.text("name", TermsCheck.MAX_NAME);
    in.at("tokens", offsets[0]);
    List<Address> tokens = new ArrayList<>();
    for (int n = in.length("tokens", TermsCheck.MAX_TOKENS); n > 0; n--) {
      tokens.add(in.address("tokens"));
    }
    in.at("parties", offsets[1]);
    List<Seat> parties = new ArrayList<>();
    for (int n = in.length("parties", TermsCheck.MAX_PARTIES); n > 0; n--) {
      parties.add(new Seat(in.address("parties"), in.uint("parties", 63)));
    }
    in.at("attestors", offsets[2]);
    List<Address> attestors = new ArrayList<>();
    for (int n = in.length("attestors", TermsCheck.MAX_PARTIES); n > 0; n--) {
      attestors.add(in.address("attestors"));
    }
    in.at("money", offsets[3]);
    List<PartyMoney> money = new ArrayList<>();
    for (int n = in.length("money", TermsCheck.MAX_PARTIES * TermsCheck.MAX_TOKENS); n > 0; n--) {
      money.add(
          new PartyMoney(
              in.length("money", 255),
              in.length("money", 255),
              in.big("money", 128),
              in.big("money", 128)));
    }
    in.at("caps", offsets[4]);
    List<TokenCap> caps = new ArrayList<>();
    for (int n = in.length("caps", TermsCheck.MAX_TOKENS); n > 0; n--) {
      caps.add(new TokenCap(in.big("caps", 128), in.big("caps", 128)));
    }
    in.at("courts", offsets[5]);
    List<CourtTerms> courts = new ArrayList<>();
    for (int n = in.length("courts", TermsCheck.MAX_COURTS); n > 0; n--) {
      courts.add(court(in));
    }
    in.end();
    return new TermsHead(
        name,
        version,
        textHash,
        salt,
        proposer,
        openBy,
        Custody.values()[custody],
        fundWithin,
        tokens,
        parties,
        attestors,
        money,
        caps,
        courts,
        deliverables);
  }

  private static CourtTerms court(Words in) throws RefusedTerms {
    return new CourtTerms(
        in.uint("courts", 32),
        in.length("courts", 255),
        in.uint("courts", 63),
        in.uint("courts", 63),
        in.uint("courts", 63),
        in.uint("courts", 63),
        in.length("courts", 255),
        in.length("courts", 65535),
        in.length("courts", 65535),
        in.length("courts", 65535),
        in.length("courts", 65535),
        in.big("courts", 128));
  }

  /** Reads ABI words of hostile bytes, in order. */
  private static final class Words {
    private final PackedReader in;
    private int consumed;
    private int base;

    Words(byte[] bytes) {
      this.in = new PackedReader(bytes, "head");
    }

    byte[] word(String field) throws RefusedTerms {
      consumed += WORD;
      try {
        return in.bytes(WORD);
      } catch (RefusedTerms cut) {
        throw new RefusedTerms(Code.CUT_OFF, "head, " + field, cut.refusal().detail());
      }
    }

    BigInteger big(String field, int bits) throws RefusedTerms {
      BigInteger value = new BigInteger(1, word(field));
      if (value.bitLength() > bits) {
        throw new RefusedTerms(
            Code.OUT_OF_RANGE, "head, " + field, "a number of more than " + bits + " bits");
      }
      return value;
    }

    long uint(String field, int bits) throws RefusedTerms {
      return big(field, bits).longValueExact();
    }

    int length(String field, int most) throws RefusedTerms {
      BigInteger value = new BigInteger(1, word(field));
      if (value.compareTo(BigInteger.valueOf(most)) > 0) {
        throw new RefusedTerms(
            Code.OUT_OF_RANGE, "head, " + field, value + " where at most " + most + " is allowed");
      }
      return value.intValueExact();
    }

    Address address(String field) throws RefusedTerms {
      byte[] word = word(field);
      for (int i = 0; i < WORD - Address.SIZE; i++) {
        if (word[i] != 0) {
          throw new RefusedTerms(
              Code.OUT_OF_RANGE, "head, " + field, "an address of more than 20 bytes");
        }
      }
      return Address.of(java.util.Arrays.copyOfRange(word, WORD - Address.SIZE, WORD));
    }

    String text(String field, int most) throws RefusedTerms {
      int length = length(field, most);
      byte[] bytes = new byte[length + padding(length)];
      for (int i = 0; i < bytes.length; i += WORD) {
        System.arraycopy(word(field), 0, bytes, i, WORD);
      }
      for (int i = 0; i < bytes.length; i++) {
        if (i < length ? bytes[i] < 0x20 || bytes[i] > 0x7e : bytes[i] != 0) {
          throw new RefusedTerms(
              Code.OUT_OF_RANGE, "head, " + field, "only printable ASCII, padded with zeros");
        }
      }
      return new String(bytes, 0, length, StandardCharsets.US_ASCII);
    }

    void offset(String field, int expected) throws RefusedTerms {
      if (!new BigInteger(1, word(field)).equals(BigInteger.valueOf(expected))) {
        throw notCanonical(field);
      }
    }

    /** Refuses a tail that does not begin where the last one ended. */
    void at(String field, int offset) throws RefusedTerms {
      if (offset != consumed - base) {
        throw notCanonical(field);
      }
    }

    void end() throws RefusedTerms {
      in.end();
    }

    private static RefusedTerms notCanonical(String field) {
      return new RefusedTerms(
          Code.NOT_CANONICAL,
          "head, " + field,
          "it does not stand where the canonical encoding has it");
    }
  }
}
