package org.horkos.node.step;

import java.util.ArrayList;
import java.util.List;
import org.horkos.dsl.value.Address;
import org.horkos.dsl.value.Eip712;
import org.horkos.dsl.value.Eip712.Field;
import org.horkos.dsl.value.Hash;

/** The EIP-712 digests of transactions: docs/protocol/steps.md. */
public final class TransactionDigest {
  private TransactionDigest() {}

  /**
   * Who pays and signs.
   *
   * @param owner the account's owner, who signs
   * @param token the account's token; zero is ETH
   * @param nonce how many transactions of the account have been executed
   */
  public record Payer(Address owner, Address token, long nonce) {}

  /** The domain of a deployment: name Horkos, version 1, its L1 and its Rollup. */
  public static Eip712.Domain domain(long chainId, Address rollup) {
    return new Eip712.Domain("Horkos", "1", chainId, rollup);
  }

  /**
   * What is signed.
   *
   * @param separator of {@link #domain}
   * @param payer the account as it is before the transaction
   * @param fee of the transaction
   * @param action of the transaction
   * @param referent what the action points to
   * @throws IllegalArgumentException if the referent is not of the action's kind
   */
  public static Hash of(Hash separator, Payer payer, long fee, Action action, Referent referent) {
    List<Field> fields = new ArrayList<>();
    fields.add(new Field.Account(payer.owner()));
    fields.add(new Field.Account(payer.token()));
    fields.add(Field.number(payer.nonce()));
    fields.add(Field.number(fee));
    switch (action) {
      case Action.Transfer transfer -> {
        fields.add(new Field.Account(as(Referent.Recipient.class, referent).owner()));
        fields.add(new Field.Number(transfer.amount()));
      }
      case Action.Withdraw withdraw -> fields.add(new Field.Number(withdraw.amount()));
      case Action.OnDeliverable on ->
          deliverable(fields, on, as(Referent.Deliverable.class, referent));
      case Action.CreateCourt court -> {
        fields.add(new Field.Account(court.stakeToken()));
        fields.add(new Field.Account(court.feeToken()));
        fields.add(new Field.Number(court.minimumStake()));
      }
      case Action.InCourt in -> {
        fields.add(Field.number(in.court()));
        stake(fields, in, referent);
      }
      case Action.OnSeat on -> seat(fields, on, as(Referent.Round.class, referent));
    }
    return Eip712.digest(separator, action.kind().type().orElseThrow().hash(fields));
  }

  private static <R extends Referent> R as(Class<R> wanted, Referent referent) {
    if (!wanted.isInstance(referent)) {
      throw new IllegalArgumentException("this action points to a " + wanted.getSimpleName());
    }
    return wanted.cast(referent);
  }

  private static void deliverable(
      List<Field> fields, Action.OnDeliverable action, Referent.Deliverable at) {
    boolean delivers = action instanceof Action.Deliver;
    fields.add(new Field.Word(at.termsHash()));
    fields.add(Field.number(action.deliverable()));
    fields.add(Field.number(delivers ? at.attempt() + 1 : at.attempt()));
    switch (action) {
      case Action.Deliver deliver -> fields.add(new Field.Word(deliver.facts().hash()));
      case Action.Pay pay -> fields.add(new Field.Number(pay.amount()));
      case Action.Answer answer -> {
        fields.add(Field.number(answer.fact()));
        fields.add(new Field.Number(answer.word()));
      }
      case Action.End _ -> {
        // nothing but the deliverable itself
      }
      case Action.Accept accept -> fields.add(new Field.Word(at.assertedFacts()));
      case Action.Challenge challenge -> fields.add(new Field.Word(challenge.claim().hash()));
      case Action.StandBy standBy -> fields.add(Field.number(standBy.fact()));
      case Action.Concede concede -> fields.add(Field.number(concede.fact()));
      case Action.SettleFacts settle -> fields.add(new Field.Word(settle.facts().hash()));
      case Action.Evidence evidence -> fields.add(new Field.Word(evidence.document()));
    }
  }

  private static void stake(List<Field> fields, Action.InCourt action, Referent referent) {
    switch (action) {
      case Action.Stake stake -> fields.add(new Field.Number(stake.amount()));
      case Action.Unstake unstake -> fields.add(new Field.Number(unstake.amount()));
      case Action.Collect collect ->
          fields.add(new Field.Account(as(Referent.Recipient.class, referent).owner()));
    }
  }

  private static void seat(List<Field> fields, Action.OnSeat action, Referent.Round at) {
    fields.add(new Field.Word(at.termsHash()));
    fields.add(Field.number(at.deliverable()));
    fields.add(Field.number(at.round()));
    fields.add(Field.number(action.seat()));
    switch (action) {
      case Action.Commit commit -> fields.add(new Field.Word(commit.commitment()));
      case Action.Reveal reveal -> {
        fields.add(new Field.Word(reveal.ballot().hash()));
        fields.add(new Field.Word(reveal.salt()));
      }
    }
  }
}
