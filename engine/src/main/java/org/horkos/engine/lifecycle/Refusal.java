package org.horkos.engine.lifecycle;

/**
 * Why an input was refused. Codes are stable: they are what L1 and clients know a refusal by. Tens
 * group the guards in their order of precedence: 1x the wrong thing, 2x the wrong phase, 3x the
 * wrong actor, 4x and 5x the wrong content, 6x said already, 7x too late, 8x without effect.
 */
public enum Refusal {
  /** Every deliverable has ended. */
  AGREEMENT_CLOSED(
      10, "The agreement is closed: everything in it has ended. There is nothing left to do."),
  /** All settled on L1 before. */
  AGREEMENT_SETTLED(
      11, "All parties have settled this agreement on L1. Only its open disputes run on."),
  /** The index is beyond the terms. */
  NO_SUCH_DELIVERABLE(
      12, "The agreement has no deliverable of this number. Count from 0 in the text's order."),
  /** The index is beyond the deliverable's facts. */
  NO_SUCH_FACT(13, "The deliverable has no fact of this number. Count from 0 in the text's order."),
  /** The party does not exist or is named in the terms. */
  NO_SUCH_SEAT(14, "This party is no open seat of the agreement. Join one that is open."),
  /** It counts as delivered by itself. */
  NOBODY_DELIVERS(
      15,
      "Nobody delivers this: it counts as delivered at its due time by itself. Wait for that, or"
          + " answer what is asked of you then."),
  /** The terms name nobody who may end it. */
  NOBODY_MAY_END(
      16,
      "The agreement lets nobody end this deliverable. It goes on until it is delivered or missed."),

  /** It waits for its predecessor or for somebody to join. */
  STILL_WAITING(
      20,
      "The deliverable is not open yet: it waits for the one before it to be kept, or for a seat to"
          + " be filled. If that has happened, send Advance for the one before it, then try again."),
  /** It can be delivered, and is not. */
  NOT_DELIVERED(21, "Nothing has been delivered yet. Wait for the delivery."),
  /** A delivery is in judgement. */
  ALREADY_DELIVERED(
      22, "It has been delivered and is being judged. Deliver again if it is reopened."),
  /** Facts are still awaited. */
  NOT_ASSERTED(
      23,
      "Answers are still awaited, so there is no verdict yet. Wait until all are in or their time"
          + " has passed."),
  /** The verdict stands already. */
  ALREADY_ASSERTED(24, "All facts are in and the verdict is made. Contest it by a challenge."),
  /** It is frozen. */
  UNDER_DISPUTE(
      25,
      "The deliverable is in dispute: pay and bonds are frozen until the facts are found. Settle on"
          + " facts within the evidence period, or wait for the ruling."),
  /** There is no dispute about it. */
  NOT_DISPUTED(26, "Nobody has contested this deliverable, so there is no dispute to act in."),
  /** The evidence period is not over. */
  NO_PANEL_YET(27, "The evidence period is not over, so no panel can have ruled. Rule after it."),
  /** The verdict is that nothing was delivered. */
  NOTHING_STATED(
      28,
      "Nothing was delivered in time, so no facts were stated that could be contested or settled"
          + " on. Accept the verdict, or wait for its window to pass."),
  /** It has ended. */
  DELIVERABLE_ENDED(
      29, "The deliverable has ended and its money has moved. Nothing can change that."),

  /** Somebody else performs. */
  NOT_THE_PERFORMER(30, "Only the performer can deliver. Sign with the performer's address."),
  /** Somebody else states this fact. */
  NOT_THE_SOURCE(
      31, "Only the source that the agreement names answers this fact. Sign with its address."),
  /** The deliverable is none of the actor's business. */
  NO_STANDING(
      32,
      "Only the performer, the payers, owners of bonds and receivers of this deliverable may do"
          + " this. Sign with the address of one of them."),
  /** The actor has no bond here. */
  NO_LOT(33, "Only who has a bond in this deliverable may do this: whoever is wrong must pay."),
  /** One's own statement. */
  OWN_STATEMENT(
      34,
      "You stated this fact yourself. Leave it out, or concede it if somebody else contests it."),
  /** One's own silence. */
  OWN_SILENCE(
      35, "You were to answer this fact and were silent, so its default stands. Leave it out."),
  /** The actor has stood by what he contests. */
  DEFENDS_IT(
      36, "You stand or stood by this fact, so you cannot contest it. Leave it out of the claim."),
  /** The actor contests what he wants to stand by. */
  CLAIMS_AGAINST_IT(37, "You claim another value for this fact, so you cannot stand by this one."),
  /** The actor does not defend this fact. */
  NOT_A_DEFENDER(38, "You do not defend this fact, so you have nothing to give up."),
  /** The address has another role. */
  ROLE_TAKEN(
      39,
      "This address is a party or attestor of the agreement already. Join with another address."),

  /** The facts are not those that are asked for. */
  WRONG_FACTS(
      40,
      "The facts given are not those that must be given. State each of them once, and no others."),
  /** A word outside its range. */
  OUT_OF_RANGE(
      41,
      "A value lies outside the range that the agreement gives its fact; a document needs a hash"
          + " that is not zero."),
  /** The delivery cannot be worth anything. */
  BREAKS_REQUIRE(
      42,
      "The facts that you state break a requirement whatever others answer, so the award would be"
          + " 0. Deliver what the agreement requires."),
  /** A decision or a document. */
  NOT_CONTESTABLE(43, "A decision or a document cannot be contested. Leave it out of the claim."),
  /** The claim names no fact. */
  EMPTY_CLAIM(44, "The claim contests no fact. Name at least one and say what it should be."),
  /** More than eight. */
  CLAIM_TOO_LONG(45, "A claim contests at most 8 facts. Name those that change the verdict."),
  /** It claims what is asserted. */
  SAME_AS_ASSERTED(46, "The claim repeats an asserted value. Claim another one, or leave it out."),
  /** The verdict would be the same. */
  CHANGES_NOTHING(47, "With the facts as you claim them the verdict is the same. Accept it."),
  /** A contested fact makes no difference. */
  NOT_MINIMAL(
      48, "A fact of the claim makes no difference to what the claim yields. Leave that fact out."),
  /** Stated by a party, who defends it himself. */
  STATED_BY_A_PARTY(
      49,
      "A party stated this fact and defends it. Only what an attestor or silence said needs you."),
  /** Nobody contests this fact. */
  NOT_CONTESTED(50, "Nobody contests this fact. Name one of the contested ones."),
  /** Thirty-two zero bytes. */
  EMPTY_DOCUMENT(51, "The document's hash is zero. Send the hash of the document."),
  /** A finding about something else. */
  WRONG_FINDING(
      52,
      "The ruling finds a fact that this panel was not asked for, or a value outside its range."),
  /** Somebody else may end it. */
  MAY_NOT_END(
      53,
      "Only the party that the agreement names for it may end this deliverable. Sign with its"
          + " address."),
  /** What has been stated makes the fact needless. */
  NOT_ASKED(
      54,
      "This fact is not asked for: after what has been stated it makes no difference. Its default"
          + " stands."),
  /** The part has no such clause. */
  NOTHING_OWED(57, "No money is owed in this deliverable. Deliver it instead."),
  /** Nothing, or more than is still owed. */
  WRONG_AMOUNT(
      58,
      "The amount is 0 or more than is still owed now. Pay at most that: what is paid too much would"
          + " not come back."),
  /** Money that is owed, or a contest. */
  NOT_BY_DELIVERY(
      59,
      "Nobody delivers this: what is owed is paid, and a contest ends when its entries have. Pay, or"
          + " wait."),

  /** The first answer stands. */
  ALREADY_ANSWERED(60, "This fact has been answered, and the first answer stands."),
  /** Accepted before. */
  ALREADY_ACCEPTED(
      61, "You have accepted this verdict already. The others' acceptance is awaited."),
  /** One claim a party and dispute. */
  ALREADY_CHALLENGED(62, "You have challenged already; there is one claim for each party."),
  /** Stood by before. */
  ALREADY_STANDING_BY(63, "You stand by this fact already."),
  /** Agreed before. */
  ALREADY_AGREED(64, "You have agreed to these facts already. The others' agreement is awaited."),
  /** Somebody has joined. */
  SEAT_TAKEN(65, "Somebody has joined in this seat before."),

  /** The fact's own time has passed. */
  ANSWER_TOO_LATE(
      70, "The time to answer this fact has passed, and silence has spoken for its source."),
  /** The challenge window has passed. */
  WINDOW_PASSED(71, "The challenge window has passed, so no claim can join the dispute any more."),
  /** The panel is drawn. */
  EVIDENCE_PASSED(
      72, "The evidence period has passed and the panel is drawn. Wait for its ruling."),
  /** The seat has lapsed. */
  SEAT_LAPSED(73, "The time to join has passed, and the seat stays empty."),
  /** The verdict that nothing was delivered is made. */
  DELIVERY_TOO_LATE(
      74, "The last moment to deliver has passed, and the deliverable counts as missed."),
  /** The instant from which on it may be ended has not come. */
  TOO_EARLY_TO_END(
      75,
      "The time from which on this deliverable may be ended has not come. Wait for it, or for the"
          + " delivery."),

  /** No deadline has passed. */
  NOTHING_DUE(80, "No deadline of this deliverable has passed. Send Advance when one has.");

  private final int code;
  private final String sentence;

  Refusal(int code, String sentence) {
    this.code = code;
    this.sentence = sentence;
  }

  /** The stable number, 1 to 255. */
  public int code() {
    return code;
  }

  /** For people: what is wrong, and what to do. */
  public String sentence() {
    return sentence;
  }
}
